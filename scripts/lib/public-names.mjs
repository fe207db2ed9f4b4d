// The public functions, services and layers of the entry points, and which of them have no example in their doc comment.
import { existsSync, readFileSync, readdirSync } from "node:fs"
import { dirname, join } from "node:path"

const entries = () => [
  "src/index.ts",
  ...readdirSync("src")
    .map((folder) => join("src", folder, "index.ts"))
    .filter((file) => existsSync(file) && !file.startsWith("src/cli/"))
]

/** Declarations that somebody calls or provides, with their doc comments: not schemas, types, tables and other data. */
const declared =
  /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export (?:const (\w+)(?:: [^=\n]*)? =\s*(?:\(|<|async \(|Effect\.fn|\w*memoise|dual)|const (layer\w*)|class (\w+) extends Context\.Service|function\*? (\w+))/g

const namesIn = (file, wanted) => {
  const found = []
  for (const match of readFileSync(file, "utf8").matchAll(declared)) {
    const [, doc = "", constant, layer, service, fn] = match
    const name = constant ?? layer ?? service ?? fn
    if ((wanted === undefined || wanted.includes(name)) && !doc.includes("@internal")) {
      found.push({ file, name, hasExample: doc.includes("@example") })
    }
  }
  return found
}

/** The public names without an example, one line each. */
export const withoutExample = () => {
  const seen = new Map()
  for (const entry of entries()) {
    const text = readFileSync(entry, "utf8")
    for (const [, namespace, names, from] of text.matchAll(/export (?:(\* as \w+)|\{([^}]*)\}) from "([^"]+)"/g)) {
      const file = join(dirname(entry), from)
      const wanted = namespace === undefined ? names.split(",").map((name) => name.trim().split(" as ")[0]) : undefined
      for (const one of namesIn(file, wanted)) seen.set(`${one.file} ${one.name}`, one)
    }
    for (const one of namesIn(entry, undefined)) seen.set(`${one.file} ${one.name}`, one)
  }
  return [...seen.values()]
    .filter(({ hasExample }) => !hasExample)
    .map(({ file, name }) => `${file}: ${name} is public and has no @example`)
}
