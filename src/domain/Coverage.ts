/**
 * How much of a persona stands on evidence.
 */
import { claimLists, type PersonaContent } from "./Persona.ts"

/**
 * JSON Pointer to an entry of a persona: `pointer("demographics", "Income")`.
 *
 * @example
 * ```ts
 * import { Coverage } from "effect-persona"
 *
 * Coverage.pointer("goals", 0) // => "/goals/0"
 * Coverage.pointer("demographics", "Rent/own") // => "/demographics/Rent~1own"
 * ```
 */
export const pointer = (...path: ReadonlyArray<string | number>): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")

/**
 * Pointers to every claim that evidence can support: age, occupation, demographics, the lists and the quotes.
 *
 * @example
 * ```ts
 * import { Coverage } from "effect-persona"
 *
 * const persona = {
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
 * Coverage.claims(persona) // => ["/goals/0"]
 * ```
 */
export const claims = (persona: PersonaContent): ReadonlyArray<string> => [
  ...(persona.age === null ? [] : [pointer("age")]),
  ...(persona.occupation === null ? [] : [pointer("occupation")]),
  ...Object.keys(persona.demographics).map((name) => pointer("demographics", name)),
  ...claimLists.flatMap((list) => persona[list].map((_, index) => pointer(list, index))),
  ...persona.quotes.map((_, index) => pointer("quotes", index))
]

/**
 * The share of claims, 0 to 1, with at least one verified or repaired evidence; 0 where there is no claim.
 *
 * @example
 * ```ts
 * import { Coverage } from "effect-persona"
 *
 * const persona = {
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
 * Coverage.coverage(persona) // => 1
 * Coverage.coverage({ ...persona, goals: ["Waste less", "Save money"] }) // => 0.5
 * ```
 */
export const coverage = (persona: PersonaContent): number => {
  const borneOut = new Set(persona.evidence.filter(({ status }) => status !== "unverified").map(({ claim }) => claim))
  const all = claims(persona)
  return all.length === 0 ? 0 : all.filter((claim) => borneOut.has(claim)).length / all.length
}
