/**
 * The list of criteria. Prompts, schemas, weights, metrics and reports read it, so that a further criterion is one entry of it.
 */
import { Context, Layer } from "effect"
import type { Weights } from "../domain/Evaluation.ts"
import { coherence } from "./Coherence.ts"
import { completeness } from "./Completeness.ts"
import type { Criterion } from "./Criterion.ts"
import { distinctiveness } from "./Distinctiveness.ts"
import { groundedness } from "./Groundedness.ts"
import { realism } from "./Realism.ts"
import { specificity } from "./Specificity.ts"
import { usefulness } from "./Usefulness.ts"

export type { Criterion } from "./Criterion.ts"

/** The criteria that are used unless an app gives others. Scores are asked for, and stand in results, in this order. */
export const standard: ReadonlyArray<Criterion> = [
  coherence,
  realism,
  usefulness,
  completeness,
  specificity,
  distinctiveness,
  groundedness
]

/**
 * The criteria of a run. Judges read them when they judge, so one layer beside the stages reaches all of them.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Criteria } from "effect-persona"
 *
 * const plainness: Criteria.Criterion = {
 *   name: "plainness",
 *   weight: 1,
 *   question: "Is it written in plain words?",
 *   anchors: { one: "jargon throughout", three: "some jargon", five: "words that everybody uses" }
 * }
 * const names = Effect.map(Criteria.Criteria, (criteria) => criteria.map(({ name }) => name))
 *
 * Effect.runSync(Effect.provide(names, Criteria.layer([...Criteria.standard, plainness]))).at(-1) // => "plainness"
 * ```
 */
export const Criteria = Context.Reference<ReadonlyArray<Criterion>>("effect-persona/Criteria", {
  defaultValue: () => standard
})

/**
 * Judges by these criteria.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { Criteria } from "effect-persona"
 * import * as Embedded from "effect-persona/embedded"
 *
 * // Beside the stages of a run: judges read the list when they judge.
 * const Judging = Layer.merge(
 *   Embedded.layer,
 *   Criteria.layer(Criteria.standard.filter(({ name }) => name !== "realism"))
 * )
 * ```
 */
export const layer = (criteria: ReadonlyArray<Criterion>): Layer.Layer<never> => Layer.succeed(Criteria, criteria)

/**
 * How much each criterion counts by itself.
 *
 * @example
 * ```ts
 * import { Criteria } from "effect-persona"
 *
 * Criteria.weightsOf(Criteria.standard).groundedness // => 4
 * ```
 */
export const weightsOf = (criteria: ReadonlyArray<Criterion>): Weights =>
  Object.fromEntries(criteria.map(({ name, weight }) => [name, weight]))
