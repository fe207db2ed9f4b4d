/**
 * A change to a persona: only the fields that a refinement rewrites, each whole. Fields left out stay as they are, to the byte.
 */
import { Schema } from "effect"
import { type Persona, PersonaContent } from "./Persona.ts"

/** A change to a persona; every field is optional. `evidence`, where given, replaces the evidence of the changed claims. */
export const PersonaPatch = PersonaContent.mapFields((fields) => ({
  name: Schema.optionalKey(fields.name),
  age: Schema.optionalKey(fields.age),
  occupation: Schema.optionalKey(fields.occupation),
  title: Schema.optionalKey(fields.title),
  summary: Schema.optionalKey(fields.summary),
  demographics: Schema.optionalKey(fields.demographics),
  goals: Schema.optionalKey(fields.goals),
  painPoints: Schema.optionalKey(fields.painPoints),
  behaviours: Schema.optionalKey(fields.behaviours),
  motivations: Schema.optionalKey(fields.motivations),
  quotes: Schema.optionalKey(fields.quotes),
  evidence: Schema.optionalKey(fields.evidence)
}))

/** A change to a persona; every field is optional. */
export interface PersonaPatch extends Schema.Schema.Type<typeof PersonaPatch> {}

/**
 * The patched persona. Evidence of untouched claims is kept; evidence of changed fields comes from the patch.
 *
 * @example
 * ```ts
 * import { Patch } from "effect-persona"
 *
 * const persona = {
 *   id: "persona-1",
 *   name: "Robin",
 *   age: null,
 *   occupation: null,
 *   title: "Plans on Sundays",
 *   summary: "Robin plans meals once a week. Most of them are eaten.",
 *   demographics: {},
 *   goals: ["Waste less"],
 *   painPoints: [],
 *   behaviours: [],
 *   motivations: [],
 *   quotes: [],
 *   evidence: [
 *     { claim: "/goals/0", recordId: "survey.csv#4", field: "Goal", text: "waste less", kind: "quote", status: "verified" }
 *   ]
 * } as const
 *
 * Patch.apply(persona, { title: "Plans once a week" }).title // => "Plans once a week"
 * ```
 */
export const apply = (persona: Persona, patch: PersonaPatch): Persona => {
  const { evidence, ...content } = patch
  const changed = new Set(Object.keys(content))
  const kept = persona.evidence.filter((item) => !changed.has(item.claim.split("/")[1] ?? ""))
  const added = (evidence ?? []).filter((item) => changed.has(item.claim.split("/")[1] ?? ""))
  return { ...persona, ...content, evidence: [...kept, ...added] }
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
export const isEmpty = (patch: PersonaPatch): boolean => Object.keys(patch).every((key) => key === "evidence")
