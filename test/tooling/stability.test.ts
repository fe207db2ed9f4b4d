// docs/dependencies.md tells which modules of Effect that may still change the package leans on. This keeps the list true.
import { assert, it } from "@effect/vitest"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** The modules of effect that a source file imports, as paths: `Schema`, `encoding/Csv`. */
const modulesOf = (source: string): ReadonlyArray<string> =>
  [...source.matchAll(/^import (?:type )?(?:\{([^}]*)\}|\* as \w+) from "effect(?:\/([^"]+))?"/gm)].flatMap(
    ([, names, path]) => {
      if (path !== undefined && existsSync(`node_modules/effect/src/${path}.ts`)) return [path]
      const imported = (names ?? "").split(",").map(
        (name) =>
          name
            .trim()
            .replace(/^type /, "")
            .split(" as ")[0] ?? ""
      )
      return imported.filter((name) => name !== "").map((name) => (path === undefined ? name : `${path}/${name}`))
    }
  )

/** What the module's own header says of it. Functions such as `pipe`, which are no modules, count as stable. */
const isStable = (module: string) => {
  const file = `node_modules/effect/src/${module}.ts`
  return !existsSync(file) || /@stability (\w+)/.exec(readFileSync(file, "utf8"))?.[1] === "stable"
}

it("every unstable module of Effect in use is named in docs/dependencies.md, and no other", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file))
  const modules = sources.flatMap((file) => modulesOf(readFileSync(join("src", file), "utf8")))
  // A subpath such as effect/cli is named as a whole.
  const unstable = new Set(modules.filter((module) => !isStable(module)).map((module) => module.split("/")[0] ?? ""))
  const section = /^## Unstable parts of Effect$(.*?)^## /ms.exec(readFileSync("docs/dependencies.md", "utf8"))?.[1]
  assert.isDefined(section, "docs/dependencies.md has no section “Unstable parts of Effect”")
  const named = [...section.matchAll(/^\| `effect\/(\w+)`/gm)].map(([, module]) => module ?? "")
  assert.deepStrictEqual(named.toSorted(), [...unstable].toSorted())
})
