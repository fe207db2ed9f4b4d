/**
 * Four ways to make personas, priced side by side from list prices and the tokens that an estimate expects. Quality is not compared:
 * it cannot be known without running the models.
 */
import { Effect, Schema } from "effect"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import { CostMeter } from "../stages/CostMeter.ts"
import type { Estimate, StageEstimate } from "./Estimate.ts"

const Tokens = Schema.Struct({ inputTokens: Schema.Int, outputTokens: Schema.Int })

/** Tokens that one call is taken to use. */
export const Assumptions = Schema.Struct({
  /** A draft: the whole persona is written. */
  draft: Tokens,
  /** A refinement: only what changes is written. */
  patch: Tokens
})

/** Tokens that one call is taken to use. */
export interface Assumptions extends Schema.Schema.Type<typeof Assumptions> {}

/**
 * What an estimate expects of one call, so that both ways of estimating agree: it comes from the very prompts that a run would send, and
 * from the typical length of their answers, which is assumed. Null where the estimate has no refinement.
 *
 * @example
 * ```ts
 * import { Comparison, type Estimate } from "effect-persona"
 *
 * const perCall = (estimate: Estimate.Estimate) => Comparison.assumptionsOf(estimate)?.patch.inputTokens
 * ```
 */
export const assumptionsOf = ({ stages: { draft, refine } }: Pick<Estimate, "stages">): Assumptions | null =>
  refine === null ? null : { draft: perCall(draft), patch: perCall(refine) }

const perCall = ({ calls, inputTokens, outputTokens }: StageEstimate): typeof Tokens.Type => ({
  inputTokens: Math.ceil(inputTokens.expected / Math.max(1, calls.expected)),
  outputTokens: Math.ceil(outputTokens.expected / Math.max(1, calls.expected))
})

/** A way to make personas. */
export interface Approach {
  readonly name: string
  /** Drafts on the local model for each persona. */
  readonly localDrafts: number
  readonly frontier: "drafts" | "patches" | "rewrites" | "none"
}

/**
 * The ways that are compared.
 *
 * @internal
 */
export const approaches: ReadonlyArray<Approach> = [
  { name: "Frontier only", localDrafts: 0, frontier: "drafts" },
  { name: "Hybrid, whole personas rewritten", localDrafts: 2, frontier: "rewrites" },
  { name: "Hybrid, as this does it: patches", localDrafts: 2, frontier: "patches" },
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
 * const assumptions = {
 *   draft: { inputTokens: 2_500, outputTokens: 700 },
 *   patch: { inputTokens: 2_100, outputTokens: 350 }
 * }
 * const rows = Comparison.compare(model, assumptions, [10, 100]).pipe(Effect.provide(CostMeter.layer))
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
      // Each draft is judged; of each refinement there are the reasons before, the scores after, and a comparison in both orders.
      localCallsPerPersona: localDrafts * 2 + (frontier === "patches" || frontier === "rewrites" ? 4 : 0)
    }
  })
})

const usageOf = (frontier: Approach["frontier"], a: Assumptions): Usage.Usage => {
  switch (frontier) {
    case "drafts":
      return Usage.make(a.draft.inputTokens, a.draft.outputTokens)
    case "patches":
      return Usage.make(a.patch.inputTokens, a.patch.outputTokens)
    case "rewrites":
      return Usage.make(a.patch.inputTokens, a.draft.outputTokens)
    case "none":
      return Usage.none
  }
}
