/**
 * Four ways to make personas, priced side by side from list prices and stated token assumptions. Quality is not compared: it
 * cannot be known without running the models.
 */
import { Effect, Schema } from "effect"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import { CostMeter } from "../stages/CostMeter.ts"

/** Tokens that one call is taken to use. */
export const Assumptions = Schema.Struct({
  /** Record text in a drafting prompt. */
  sampleTokens: Schema.Int,
  /** Instructions and schema of any prompt. */
  promptTokens: Schema.Int,
  /** A persona with its evidence, written or read. */
  personaTokens: Schema.Int,
  /** The evidence and the judge's remarks that a refinement is shown beside the persona. */
  remarkTokens: Schema.Int,
  /** The changed fields that a refinement answers with. */
  patchTokens: Schema.Int
})

/** Tokens that one call is taken to use. */
export interface Assumptions extends Schema.Schema.Type<typeof Assumptions> {}

/**
 * Assumed, not measured: only `sampleTokens` comes from the data at hand, at 3.5 bytes a token.
 *
 * @example
 * ```ts
 * import { Comparison } from "effect-persona"
 *
 * // At 3.5 bytes a token.
 * Comparison.assumptionsFor(7_000).sampleTokens // => 2000
 * ```
 */
export const assumptionsFor = (meanSampleBytes: number): Assumptions => ({
  sampleTokens: Math.ceil(meanSampleBytes / 3.5),
  promptTokens: 1_200,
  personaTokens: 900,
  remarkTokens: 750,
  patchTokens: 450
})

/** A way to make personas. */
export interface Approach {
  readonly name: string
  /** Drafts on the local model for each persona. */
  readonly localDrafts: number
  readonly frontier: "drafts" | "refines" | "none"
}

/**
 * The ways that are compared.
 *
 * @internal
 */
export const approaches: ReadonlyArray<Approach> = [
  { name: "Frontier only", localDrafts: 0, frontier: "drafts" },
  { name: "Hybrid, 2 drafts each", localDrafts: 2, frontier: "refines" },
  { name: "Hybrid, 3 drafts each, threshold 0.85", localDrafts: 3, frontier: "refines" },
  { name: "Local only", localDrafts: 2, frontier: "none" }
]

/** One way, priced. */
export interface ComparisonRow {
  readonly approach: string
  /** US dollars for so many personas, in the order asked for. */
  readonly usd: ReadonlyArray<number>
  /** Share saved against frontier only, 0 to 1. */
  readonly saved: number
  readonly localCallsPerPersona: number
}

/**
 * Prices every approach for each number of personas on this frontier model.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Comparison, CostMeter } from "effect-persona"
 *
 * const model = { provider: "anthropic", model: "claude-sonnet-5-5", location: "remote" } as const
 * const rows = Comparison.compare(model, Comparison.assumptionsFor(7_000), [10, 100]).pipe(Effect.provide(CostMeter.layer))
 *
 * Effect.runSync(rows).map(({ approach }) => approach)[0] // => "Frontier only"
 * ```
 */
export const compare = Effect.fnUntraced(function* (
  model: ModelInfo,
  assumptions: Assumptions,
  counts: ReadonlyArray<number>
) {
  const meter = yield* CostMeter
  const perPersona = yield* Effect.forEach(approaches, ({ frontier }) =>
    meter.price(model, usageOf(frontier, assumptions))
  )
  const frontierOnly = perPersona[0] ?? Usd.zero
  return approaches.map(({ name, localDrafts, frontier }, position): ComparisonRow => {
    const each = perPersona[position] ?? Usd.zero
    return {
      approach: name,
      usd: counts.map((count) => (each * count) / 1e9),
      saved: frontierOnly === 0 ? 0 : 1 - each / frontierOnly,
      // Each draft is judged, and so is each refined version.
      localCallsPerPersona: localDrafts * 2 + (frontier === "refines" ? 1 : 0)
    }
  })
})

const usageOf = (frontier: Approach["frontier"], a: Assumptions): Usage.Usage => {
  switch (frontier) {
    case "drafts":
      return Usage.make(a.promptTokens + a.sampleTokens, a.personaTokens)
    case "refines":
      return Usage.make(a.promptTokens + a.personaTokens + a.remarkTokens, a.patchTokens)
    case "none":
      return Usage.none
  }
}
