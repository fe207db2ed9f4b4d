/**
 * How far a table gives people away by answers that are no secret one by one: age, town and occupation together.
 */
import type { Corpus } from "./Corpus.ts"
import { attributeRoles } from "../domain/Segment.ts"

/** The smallest group of people who answered alike in all columns that say who somebody is. */
export interface SmallestGroup {
  readonly columns: ReadonlyArray<string>
  /** k: how many people the smallest group has. */
  readonly size: number
  /** How many people no other answered like. */
  readonly alone: number
}

/**
 * The smallest group over the quasi-identifiers of a table: columns of closed answers and numbers whose role says who somebody is.
 * Null where there are less than two such columns: one alone tells little.
 */
export const smallestGroup = (corpus: Pick<Corpus, "records" | "columns">): SmallestGroup | null => {
  const columns = corpus.columns
    .filter(({ kind, role }) => attributeRoles.has(role) && (kind === "closed" || kind === "number"))
    .map(({ name }) => name)
  const rows = corpus.records.filter(({ fields, kind }) => kind === "row" && fields.length > 0)
  if (columns.length < 2 || rows.length === 0) return null
  const wanted = new Set(columns)
  const groups = new Map<string, number>()
  for (const { fields } of rows) {
    const answers = fields.filter(({ name }) => wanted.has(name)).map(({ name, text }) => [name, text.trim()])
    const key = JSON.stringify(answers)
    groups.set(key, (groups.get(key) ?? 0) + 1)
  }
  const sizes = [...groups.values()]
  return {
    columns,
    size: sizes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    alone: sizes.filter((size) => size === 1).length
  }
}

/** What there is to say about a table in which somebody can be singled out; nothing where all groups have at least `k` people. */
export const warningOf = (group: SmallestGroup | null, k = 3): string | undefined => {
  if (group === null || group.size >= k) return undefined
  const { alone, columns, size } = group
  const names = `${columns.slice(0, -1).join(", ")} and ${columns.at(-1) ?? ""}`
  return `${names} together single people out: the smallest group who answer alike has ${size === 1 ? "one person" : `${size} people`}${
    alone > 0 ? `, and ${alone} ${alone === 1 ? "person stands" : "people stand"} alone` : ""
  }. Leave a column out, or make its answers coarser, before you share anything but personas.`
}
