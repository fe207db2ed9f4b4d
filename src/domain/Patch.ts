/**
 * A change to a persona: claims and quotes are replaced, dropped or added by id. The rest stays as it is, to the byte.
 */
import { Schema } from "effect"
import {
  claimFields,
  type ClaimField,
  type DraftClaim,
  type DraftQuote,
  type Persona,
  type PersonaContent
} from "./Persona.ts"

const Text = Schema.NonEmptyString
const Ids = Schema.Array(Schema.String)

/** A change to a persona; every field is optional. */
export const PersonaPatch = Schema.Struct({
  title: Schema.optionalKey(Text),
  /** Claims, by id, that get another text or other evidence. */
  replace: Schema.optionalKey(Schema.Array(Schema.Struct({ id: Schema.String, text: Text, evidence: Ids }))),
  /** Ids of claims and quotes that go. */
  drop: Schema.optionalKey(Ids),
  add: Schema.optionalKey(
    Schema.Array(Schema.Struct({ list: Schema.Literals(claimFields), text: Text, evidence: Ids }))
  ),
  addQuotes: Schema.optionalKey(Schema.Array(Schema.Struct({ text: Text, passage: Schema.String })))
})

/** A change to a persona. */
export interface PersonaPatch extends Schema.Schema.Type<typeof PersonaPatch> {}

/** The number in an id such as `goals-3`. */
const numberIn = (id: string): number => Number(/-(\d+)$/.exec(id)?.[1] ?? 0)

/** Numbers that were never used: a dropped claim's is not given again. */
const nextNumbers = (field: string, used: ReadonlyArray<string>): (() => string) => {
  let last = used.filter((id) => id.startsWith(`${field}-`)).reduce((most, id) => Math.max(most, numberIn(id)), 0)
  return () => `${field}-${++last}`
}

/**
 * What a persona says after a patch, for the evidence gate to check. Ids that it does not have are passed over.
 *
 * @example
 * ```ts
 * import { Patch } from "effect-persona"
 *
 * const before = {
 *   title: "Plans every week",
 *   bio: [],
 *   goals: [{ id: "goals-1", text: "waste less", evidence: ["p1"], support: null }],
 *   painPoints: [],
 *   behaviours: [],
 *   motivations: [],
 *   quotes: []
 * }
 *
 * const eating = { list: "goals" as const, text: "eat together", evidence: ["p2"] }
 * const after = Patch.apply(before, { drop: ["goals-1"], add: [eating] })
 *
 * after.goals // => [{ id: "goals-2", text: "eat together", evidence: ["p2"] }]
 * ```
 */
export const apply = (
  persona: Pick<Persona, ClaimField | "title" | "quotes">,
  { add = [], addQuotes = [], drop = [], replace = [], title }: PersonaPatch
): PersonaContent => {
  const dropped = new Set(drop)
  const replaced = new Map(replace.map((claim) => [claim.id, claim]))
  const ofField = (field: ClaimField): ReadonlyArray<DraftClaim> => {
    const next = nextNumbers(field, [...persona[field].map(({ id }) => id), ...drop])
    return [
      ...persona[field]
        .filter(({ id }) => !dropped.has(id))
        .map(({ evidence, id, text }) => replaced.get(id) ?? { id, text, evidence }),
      ...add.filter(({ list }) => list === field).map(({ evidence, text }) => ({ id: next(), text, evidence }))
    ]
  }
  const nextQuote = nextNumbers("quotes", [...persona.quotes.map(({ id }) => id), ...drop])
  const quotes: ReadonlyArray<DraftQuote> = [
    ...persona.quotes.filter(({ id }) => !dropped.has(id)),
    ...addQuotes.map((quote) => ({ ...quote, id: nextQuote() }))
  ]
  return {
    title: title ?? persona.title,
    bio: ofField("bio"),
    goals: ofField("goals"),
    painPoints: ofField("painPoints"),
    behaviours: ofField("behaviours"),
    motivations: ofField("motivations"),
    quotes
  }
}

/**
 * Whether a patch changes nothing.
 *
 * @example
 * ```ts
 * import { Patch } from "effect-persona"
 *
 * Patch.isEmpty({}) // => true
 * Patch.isEmpty({ title: "Plans once a week" }) // => false
 * ```
 */
export const isEmpty = ({ add, addQuotes, drop, replace, title }: PersonaPatch): boolean =>
  title === undefined && [add, addQuotes, drop, replace].every((list) => list === undefined || list.length === 0)
