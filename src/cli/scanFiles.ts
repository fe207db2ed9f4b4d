/**
 * What personal data is in files: a table of types and counts, and on demand where each stands, masked.
 */
import { Effect } from "effect"
import { type ListsOptions, LocalAnonymiser, Operators } from "../privacy/index.ts"
import * as Layouts from "./layout/Anonymise.ts"
import { readFile } from "./layout/Disk.ts"
import * as Output from "./Output.ts"

interface Found {
  readonly file: string
  readonly place: string
  readonly type: string
  readonly text: string
}

/** Prints the table, and with `show` each finding: the beginnings of its words, all else starred. */
export const scanFiles = Effect.fnUntraced(function* (
  names: ReadonlyArray<string>,
  show: boolean,
  lists: ListsOptions
) {
  const found: Array<Found> = []
  let at = { file: "", place: "" }
  const pseudonymiser = LocalAnonymiser.make({
    ...lists,
    // Finds all that there is and changes nothing: what is to be kept elsewhere is told here too.
    policy: {
      "*": ({ text, type }) => {
        found.push({ ...at, type, text })
        return text
      }
    }
  })
  const files = yield* Effect.forEach(names, readFile)
  Layouts.anonymise(files, pseudonymiser, (file, place) => {
    at = { file, place }
  })
  yield* Output.data(found.length === 0 ? "No personal data was found.\n" : table(found))
  if (!show) return
  for (const { file, place, text, type } of found) {
    const where = place === "" ? file : `${file}, ${place}`
    yield* Output.data(`${type.padEnd(width(found))}  ${excerpt(text).padEnd(32)}  ${where}\n`)
  }
})

const width = (found: ReadonlyArray<Found>): number => Math.max(...found.map(({ type }) => type.length))

const table = (found: ReadonlyArray<Found>): string => {
  const types = new Map<string, { count: number; different: Set<string> }>()
  for (const { text, type } of found) {
    const row = types.get(type) ?? { count: 0, different: new Set() }
    row.count++
    row.different.add(text.toLowerCase())
    types.set(type, row)
  }
  const policy = (type: string): string => {
    const operator = Operators.research[type] ?? Operators.research["*"]
    return operator === "keep" ? "kept" : operator === "exact" ? "exact ones replaced" : "replaced"
  }
  const rows = [...types]
    .toSorted(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    .map(([type, { count, different }]) => [type, String(count), String(different.size), policy(type)])
  const all = [["type", "found", "different", "by default"], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? "").length)))
  const cell = (text: string, column: number) =>
    column === 1 || column === 2 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)
  return `${all.map((row) => row.map(cell).join("  ").trimEnd()).join("\n")}\n\n`
}

/** The first character of each word, the rest starred: enough to see what it is, too little to see who. */
const excerpt = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(
      /([\p{L}\p{N}]\p{M}*)([\p{L}\p{M}\p{N}]*)/gu,
      (_, first: string, rest: string) => first + Operators.mask(rest)
    )
    .slice(0, 60)
