// The compiler of `npm run types` reports misused effects, which plain TypeScript accepts.
import { assert, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

it("an effect that is dropped or yielded without its star does not compile", () => {
  const folder = mkdtempSync(join(tmpdir(), "effect-persona-types-"))
  try {
    symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"), "junction")
    const config = { extends: join(process.cwd(), "tsconfig.json"), include: ["*.ts"] }
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config))
    writeFileSync(
      join(folder, "dropped.ts"),
      [
        'import { Effect } from "effect"',
        "export const program = Effect.gen(function* () {",
        '  Effect.log("never runs")',
        "  return yield Effect.succeed(1)",
        "})"
      ].join("\n")
    )
    const script = join(process.cwd(), "scripts", "types.mjs")
    const { status, stdout } = spawnSync(process.execPath, [script], { cwd: folder, encoding: "utf8" })
    assert.strictEqual(status, 1, stdout)
    assert.match(stdout, /dropped\.ts\(3,3\): error .*floatingEffect/)
    assert.match(stdout, /dropped\.ts\(4,10\): error .*missingStarInYieldEffectGen/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
