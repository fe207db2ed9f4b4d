import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "vitest"

const root = fileURLToPath(new URL("../..", import.meta.url))
const page = readFileSync(`${root}/docs/errors.md`, "utf8")
const named = new Set([...page.matchAll(/`([A-Z]\w+)`/g)].map(([, name]) => name))

const sources = readdirSync(`${root}/src`, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file))
const errors = sources.flatMap((file) =>
  [
    ...readFileSync(`${root}/src/${file}`, "utf8").matchAll(/export class (\w+) extends (?:Schema|Data)\.TaggedError/g)
  ].map(([, name = ""]) => name)
)

describe("docs/errors.md", () => {
  it("lists every error that the package can end in", () => {
    assert.isAbove(errors.length, 25)
    assert.deepStrictEqual(
      errors.filter((name) => !named.has(name)),
      []
    )
  })

  it("lists no error that is not there", () => {
    const listed = page
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .flatMap((line) => line.split("|").slice(1, 3))
      .flatMap((cell) => /^ `(\w+)` *$/.exec(cell)?.[1] ?? [])
    assert.isAbove(listed.length, 20)
    assert.deepStrictEqual(
      listed.filter((name) => !errors.includes(name)),
      []
    )
  })
})
