/**
 * A name for a group of records that a reader can tell it by, such as `Female · aged 30-44 · gamble: Yes`.
 */
import { Array, Order } from "effect"
import type { ColumnProfile, ColumnRole, Trait } from "../domain/Segment.ts"
import { demographicOf } from "./briefs/CountedAnswers.ts"
import { answered, within } from "./briefs/QuestionNames.ts"
import { isSayableAnswer, isSayableQuestion } from "./briefs/Sayable.ts"
import { clean, cut } from "./ColumnLabel.ts"

/** An answer names a group only where at least this share of it gave it. */
const namingShare = 0.5

const fewest = 3

/** What groups are named by. */
export interface Named {
  readonly traits: {
    readonly distinctive: ReadonlyArray<Trait>
    readonly typical: ReadonlyArray<Trait>
  }
  /** Words of its free text that set it apart, most telling first. */
  readonly terms: ReadonlyArray<string>
  /** How much of what could be answered its members answered, 0 to 1. */
  readonly answered: number
}

/** A label for each group, no two alike. */
export const make = (
  columns: ReadonlyArray<ColumnProfile>,
  shortLabels: ReadonlyMap<string, string>,
  groups: ReadonlyArray<Named>
): ReadonlyArray<string> => {
  const byName = new Map(columns.filter(isSayableQuestion).map((column) => [column.name, column]))
  const used = new Set<string>()
  return groups.map((group, index) => {
    const candidates = Array.makeBy(4, (more) => phrase(byName, shortLabels, group, fewest + more))
    const label = candidates.find((candidate) => !used.has(candidate)) ?? `${candidates[0] ?? ""} (${index + 1})`
    used.add(label)
    return label
  })
}

const phrase = (
  byName: ReadonlyMap<string, ColumnProfile>,
  shortLabels: ReadonlyMap<string, string>,
  group: Named,
  length: number
): string => {
  const telling = Array.dedupeWith(
    [...group.traits.distinctive, ...group.traits.typical].filter(({ share }) => share >= namingShare),
    (a, b) => a.column === b.column
  )
  const read = telling.flatMap((trait) => {
    const column = byName.get(trait.column)
    if (column === undefined || (trait.range === undefined && !isSayableAnswer(column, trait.answer))) return []
    const text = describe(column, trait.answer, shortLabels.get(trait.column) ?? column.label)
    return text === undefined ? [] : [{ column, text }]
  })
  const chosen = Array.sort(read.slice(0, length), byRole).map(({ text }) => text)
  const parts =
    chosen.length > 0 ? chosen : group.terms.length > 0 ? [`speaks of ${listOf(group.terms.slice(0, length))}`] : []
  const quiet = group.answered < 0.5 ? ["answered few questions"] : []
  return capitalised([...quiet, ...(quiet.length > 0 ? parts.slice(0, 2) : parts)].join(" · ") || "mixed answers")
}

const listOf = (terms: ReadonlyArray<string>): string => terms.join(", ")

/** With a capital letter first. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const order: ReadonlyArray<ColumnRole> = ["gender", "age", "occupation", "education", "income", "household", "location"]

// Who somebody is comes first, then what they answered, most telling first.
const byRole = Order.mapInput(Order.Number, ({ column }: { readonly column: ColumnProfile }) => {
  const place = order.indexOf(column.role)
  return place === -1 ? order.length : place
})

/** An answer of a column for a reader, such as `aged 25-34`; undefined where its question has no name. */
export const describe = (column: ColumnProfile, answer: string, short: string): string | undefined => {
  const text = tellingPart(column, answer)
  // Yes and no are said of something.
  const isSomebody = demographicOf(column) !== null
  if (isSomebody && column.role === "age") return `aged ${text}`
  if (isSomebody && column.role === "income") return `income ${text}`
  if (isSomebody && sayThemselves.has(column.role) && column.kind !== "number") return text
  const name = within(column, short)
  return name === undefined ? undefined : answered(name, text)
}

const sayThemselves: ReadonlySet<ColumnRole> = new Set(["gender", "occupation", "education", "location"])

/** The most characters of an answer. */
const longest = 44

// Long answers that begin alike are told apart by how they go on: `…kind, and loyal`.
const tellingPart = (column: ColumnProfile, answer: string): string => {
  const text = clean(answer)
  if (text.length <= longest) return text
  const shared = column.answers
    .filter((other) => other.answer !== answer)
    .reduce((most, other) => Math.max(most, sharedWords(text, clean(other.answer))), 0)
  const from = Math.max(0, shared - 1)
  const rest = text.split(" ").slice(from).join(" ")
  return cut(from === 0 ? rest : `…${rest}`, longest)
}

const sharedWords = (a: string, b: string): number => {
  const wordsB = b.split(" ")
  const differing = a.split(" ").findIndex((word, index) => word !== wordsB[index])
  return Math.max(0, differing)
}
