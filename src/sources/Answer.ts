/**
 * What counts as an answer, and how a value of any kind becomes fields.
 */
import { Predicate } from "effect"
import type { Field } from "../domain/ResearchRecord.ts"

// What survey tools and statistics programs write into every cell that nobody answered.
const missing: ReadonlySet<string> = new Set([
  "NA",
  "N/A",
  "n/a",
  "N/a",
  "na",
  "n.a.",
  "N.A.",
  "NaN",
  "nan",
  "null",
  "NULL",
  "Null",
  "#N/A",
  "<NA>",
  "\\N",
  "-",
  "--",
  "\u2013",
  "\u2014"
])

/**
 * What stands in a cell, trimmed; nothing where it is blank. Codes for "not answered" are kept: which they are is for the codebook
 * to say.
 */
export const cell = (text: string): string | undefined => {
  const trimmed = text.trim()
  return trimmed === "" ? undefined : trimmed
}

/** The trimmed answer in a cell; nothing where the question was not answered. */
export const answer = (cell: string): string | undefined => {
  const text = cell.trim()
  return text === "" || (text.length < 5 && missing.has(text)) ? undefined : text
}

/** A date as ISO 8601, without the time where that is midnight. */
const dateText = (date: Date): string | undefined => {
  if (Number.isNaN(date.getTime())) return undefined
  const iso = date.toISOString()
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.replace(/\.000Z$/, "Z")
}

/** A number as a person would write it: 15 digits, so that a spreadsheet's 0.30000000000000004 is 0.3. */
const numberText = (value: number): string | undefined =>
  Number.isFinite(value) ? String(Number.isInteger(value) ? value : Number(value.toPrecision(15))) : undefined

/** The answer in a single value; nothing for a missing one, a list or an object. */
export const scalar = (value: unknown): string | undefined => {
  if (typeof value === "string") return cell(value)
  if (typeof value === "number") return numberText(value)
  if (typeof value === "boolean" || typeof value === "bigint") return String(value)
  return Predicate.isDate(value) ? dateText(value) : undefined
}

const isScalar = (value: unknown): boolean => !Predicate.isObject(value) && !Array.isArray(value)

/** Adds a number to a name that is taken: `Other`, `Other (2)`. */
export const unique = (name: string, taken: Set<string>): string => {
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name} (${n})`
  taken.add(free)
  return free
}

// Rows from an app may hold a reference to themselves; nobody's answers are nested this deep.
const maxDepth = 32

/** Hands over every answer in a value, by its dotted name: `{ home: { size: 3 } }` has `home.size`. */
const collect = (name: string, value: unknown, depth: number, add: (name: string, text: string) => void): void => {
  if (depth > maxDepth) return
  if (Array.isArray(value)) {
    if (value.every(isScalar)) {
      const texts = value.flatMap((item) => scalar(item) ?? [])
      if (texts.length > 0) add(name, texts.join("; "))
      return
    }
    for (const [i, item] of value.entries()) collect(`${name}.${i + 1}`, item, depth + 1, add)
  } else if (Predicate.isObject(value) && !Predicate.isDate(value)) {
    for (const [key, item] of Object.entries(value)) {
      collect(name === "" ? key : `${name}.${key}`, item, depth + 1, add)
    }
  } else {
    const text = scalar(value)
    if (text !== undefined) add(name, text)
  }
}

/**
 * The answers in a value as fields: objects give dotted names, lists of objects numbered ones (`visits.1.shop`), and lists of single
 * values one answer, joined by "; ".
 */
export const fields = (value: unknown, name = ""): Array<Field> => {
  const out: Array<Field> = []
  const taken = new Set<string>()
  collect(name, value, 0, (path, text) => out.push({ name: unique(path.trim() || "answer", taken), text }))
  return out
}
