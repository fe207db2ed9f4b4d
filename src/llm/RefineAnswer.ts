/**
 * What a model answers when it refines: edits, each of one place.
 *
 * Edits are what keeps a refinement cheap: a frontier model is paid mostly for what it writes, and of a list of four goals
 * it writes the one that changes.
 */
import { Array, Schema } from "effect"
import type { Evidence } from "../domain/Evidence.ts"
import { claimLists, type Persona } from "../domain/Persona.ts"

/** What a model answers when it refines. */
export const RefineAnswer = Schema.Struct({
  edits: Schema.Array(
    Schema.Struct({
      at: Schema.String.annotate({ description: 'The place, such as "/summary", "/goals/0" or "/goals/-"' }),
      text: Schema.String.annotate({ description: 'What is to stand there, whole; "" removes it' }),
      evidence: Schema.Array(Schema.String).annotate({ description: 'Ids of passages, such as "e1"' })
    })
  )
})

/** What a model answers when it refines. */
export interface RefineAnswer extends Schema.Schema.Type<typeof RefineAnswer> {}

/** The lists of a persona whose entries can be edited one by one. */
export const lists = [...claimLists, "quotes"] as const

/** A list of a persona. */
export type List = (typeof lists)[number]

/** The fields that are edited whole. */
export const scalars = ["title", "summary", "age", "occupation"] as const

/** A field that is edited whole. */
export type Scalar = (typeof scalars)[number]

/** Where an edit applies. An index one past the end of its list adds an entry. */
export type Place =
  | { readonly _tag: "Scalar"; readonly field: Scalar }
  | { readonly _tag: "Fact"; readonly name: string }
  | { readonly _tag: "Entry"; readonly list: List; readonly index: number }

/** The place that a pointer names; null where the persona has no such place, or none that may be edited. */
export const placeOf = (persona: Persona, at: string): Place | null => {
  const [root, field, entry, ...more] = at.trim().split("/")
  if (root !== "" || more.length > 0) return null
  const scalar = scalars.find((name) => name === field)
  if (scalar !== undefined) return entry === undefined ? { _tag: "Scalar", field: scalar } : null
  if (entry === undefined || entry === "") return null
  if (field === "demographics") return { _tag: "Fact", name: entry.replaceAll("~1", "/").replaceAll("~0", "~") }
  const list = lists.find((name) => name === field)
  if (list === undefined) return null
  const { length } = persona[list]
  if (entry === "-") return { _tag: "Entry", list, index: length }
  return /^\d{1,3}$/.test(entry) && Number(entry) <= length ? { _tag: "Entry", list, index: Number(entry) } : null
}

/** The passages that a refinement may rest on: what was found of the persona's evidence, each once, in the order of their ids. */
export const passages = (persona: Persona): ReadonlyArray<Evidence> =>
  Array.dedupeWith(
    persona.evidence.filter(({ status }) => status !== "unverified"),
    (a, b) => a.recordId === b.recordId && a.field === b.field && a.text === b.text
  )

/** The passages that ids such as `e2` mean, as unverified evidence of a claim; ids that mean none are left out. */
export const cite = (
  sources: ReadonlyArray<Evidence>,
  claim: string,
  ids: ReadonlyArray<string>
): ReadonlyArray<Evidence> =>
  Array.dedupe(ids.map((id) => Number(/^\W*e(\d+)\W*$/i.exec(id.trim())?.[1] ?? Number.NaN))).flatMap((number) => {
    const source = sources[number - 1]
    return source === undefined ? [] : [{ ...source, claim, status: "unverified" as const }]
  })
