import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { assert, describe, it } from "@effect/vitest"

const script = resolve("scripts/lib/run-examples.mjs")

/** What `npm run docs:check` says of a code block. */
const problemsOf = (...lines: ReadonlyArray<string>): string => {
  const folder = mkdtempSync(join(tmpdir(), "persona-examples-"))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }')
  writeFileSync(join(folder, "block.js"), `${lines.join("\n")}\n`)
  const block = { file: "docs/page.md", line: 10, lines, name: "block.ts" }
  const { stderr, stdout } = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { runExamples } from ${JSON.stringify(script)}
       console.log(runExamples(${JSON.stringify(folder)}, [${JSON.stringify(block)}]).join("\\n"))`
    ],
    { encoding: "utf8" }
  )
  return `${stdout}${stderr}`.trim()
}

describe("an example in the documentation", () => {
  it("may say what it gives", () => {
    assert.strictEqual(
      problemsOf("const sum = 40 + 2 // => 42", "Array.of(sum + 1) // => [43]", "await Promise.resolve(1) // => 1"),
      ""
    )
  })

  it("fails the check, with its line, where it says something else", () => {
    assert.strictEqual(
      problemsOf("const sum = 40 + 2", "sum // => 99"),
      "docs/page.md:12: the example gives 42, not 99"
    )
  })

  it("fails the check where it throws", () => {
    assert.include(
      problemsOf('throw new Error("no such thing")'),
      "docs/page.md:10: the example fails: Error: no such thing"
    )
  })

  it("fails the check where what it says stands behind nothing that has a value", () => {
    assert.include(problemsOf("if (true) {", "  1 // => 1", "}"), "docs/page.md:10: a // => stands behind neither")
  })
})
