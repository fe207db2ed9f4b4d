/**
 * What is drawn once for a report and kept with the result, so that a second rendering says the same: its day, and a code for each
 * record that it cites. Codes are drawn at random: they say nothing of rows or of the seed.
 */
import { randomInt } from "node:crypto"
import { DateTime, Effect } from "effect"
import type { HybridResult, ReportSetup } from "../../pipeline/HybridResult.ts"

// No vowels, so that no code is a word, and nothing that is easily taken for something else.
const letters = "BCDFGHJKMNPQRTVWXZ"
const digits = "23456789"

/** A result with what its report needs. */
export interface Prepared extends HybridResult {
  readonly report: ReportSetup
}

/**
 * The result with what its report needs; what it has already stays as it is. Keep what this gives, and every later rendering says the
 * same.
 *
 * @param title what the report is called
 * @param others ids of further records that need a code, as a report for the team does
 *
 * @example
 * ```ts
 * import * as NodeServices from "@effect/platform-node/NodeServices"
 * import { Effect, Layer } from "effect"
 * import { CostMeter, HybridPipeline } from "effect-persona"
 * import * as Embedded from "effect-persona/embedded"
 * import { LocalAnonymiser } from "effect-persona/privacy"
 * import { html, prepareReport } from "effect-persona/report"
 * import { ResearchData } from "effect-persona/sources"
 *
 * const answers = Array.from({ length: 12 }, (_, i) => ({
 *   Age: i % 2 === 0 ? "25-34" : "45-54",
 *   "What gets in your way?": `I forget what is in the freezer and buy ${i + 2} bags of peas again.`
 * }))
 * const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer)
 * const twice = HybridPipeline.generate(ResearchData.fromRows(answers, { name: "survey" }), { count: 2 }).pipe(
 *   Effect.flatMap((result) => prepareReport(result, "Peas")),
 *   Effect.flatMap((kept) => Effect.all([html.render(kept), html.render(kept)])),
 *   Effect.provide(Stages)
 * )
 *
 * const [first, second] = await Effect.runPromise(twice)
 *
 * first === second // => true
 * ```
 */
export const prepareReport = (
  result: HybridResult,
  title = "Personas",
  others: ReadonlyArray<string> = []
): Effect.Effect<Prepared> =>
  DateTime.nowInCurrentZone.pipe(
    DateTime.withCurrentZoneLocal,
    Effect.map((now) => ({
      ...result,
      report: result.report ?? { title, date: DateTime.formatIsoDate(now), codes: drawn(result, others) }
    }))
  )

/** A code for each record that a persona cites. */
const drawn = ({ personas, study }: HybridResult, others: ReadonlyArray<string>): Readonly<Record<string, string>> => {
  const isInterview = new Set(study.interviews)
  const cited = personas.flatMap(({ persona }) => persona.passages.map(({ recordId }) => recordId))
  const all = [...new Set([...cited, ...others])]
  const interviews = all.filter((id) => isInterview.has(id))
  const respondents = all.filter((id) => !isInterview.has(id))
  const taken = new Set<string>()
  const named = (id: string, code: string): readonly [string, string] => [id, code]
  return Object.fromEntries([
    ...shuffled(interviews).map((id, at) => named(id, `Interview ${interviewName(at)}`)),
    ...respondents.map((id) => named(id, unused(taken, respondents.length)))
  ])
}

/** A, B, … Z, then A2, B2, … */
const interviewName = (at: number): string => {
  const round = Math.floor(at / 26)
  return `${String.fromCodePoint(65 + (at % 26))}${round === 0 ? "" : round + 1}`
}

const unused = (taken: Set<string>, many: number): string => {
  for (;;) {
    const code = [letters, digits, letters, ...(many > 500 ? [digits, letters] : [])].map(oneOf).join("")
    if (taken.has(code)) continue
    taken.add(code)
    return code
  }
}

const oneOf = (from: string): string => from[randomInt(from.length)] ?? ""

const shuffled = <A>(items: ReadonlyArray<A>): ReadonlyArray<A> => {
  const left = [...items]
  return items.flatMap(() => left.splice(randomInt(left.length), 1))
}
