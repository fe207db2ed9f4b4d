/**
 * What a run would cost, before any model is called: the data is read and anonymised and the drafts are planned as in a run, and
 * every stage is asked for the bound of its calls, so a provider's own prompt overhead is counted.
 */
import { Effect, Schema, type Stream } from "effect"
import type { Terms } from "../budget/Price.ts"
import { Criteria } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { Evaluation } from "../domain/Evaluation.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { Claim, Persona } from "../domain/Persona.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { TokenBound } from "../domain/Usage.ts"
import * as Usage from "../domain/Usage.ts"
import * as AnonymiserSession from "../stages/AnonymiserSession.ts"
import { CostMeter } from "../stages/CostMeter.ts"
import type { StageError } from "../stages/StageError.ts"
import type { HybridConfigInput } from "./HybridConfig.ts"
import { Mode } from "./HybridResult.ts"
import { type DataOptions, prepare, type RunError, type Stages } from "./Preparation.ts"

/**
 * `low`: every call answers at half its expected length and nothing is tried twice. `expected`: what the stages expect.
 * `ceiling`: the bound of every call, all drafts up to the limit, every attempt that the retry policy allows.
 */
export const Range = Schema.Struct({ low: Schema.Finite, expected: Schema.Finite, ceiling: Schema.Finite })

/** A low, an expected and a highest figure. */
export interface Range extends Schema.Schema.Type<typeof Range> {}

/** The estimate of one stage. */
export const StageEstimate = Schema.Struct({
  provider: Schema.String,
  model: Schema.String,
  calls: Range,
  inputTokens: Range,
  outputTokens: Range,
  usd: Range
})

/** The estimate of one stage. */
export interface StageEstimate extends Schema.Schema.Type<typeof StageEstimate> {}

/** The estimate of a run. */
export const Estimate = Schema.Struct({
  mode: Mode,
  records: Schema.Int,
  personas: Schema.Int,
  drafts: Schema.Int,
  stages: Schema.Struct({ draft: StageEstimate, judge: StageEstimate, refine: Schema.NullOr(StageEstimate) }),
  /** US dollars of all stages; the ceiling is never above the cap. */
  totalUsd: Range,
  capUsd: Schema.NullOr(Schema.Finite)
})

/** The estimate of a run. */
export interface Estimate extends Schema.Schema.Type<typeof Estimate> {}

// More planned drafts than this are priced by their mean.
const inspected = 200

/**
 * Prices a run without calling a model.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { CostMeter, HybridPipeline } from "effect-persona"
 * import * as Embedded from "effect-persona/embedded"
 * import { LocalAnonymiser } from "effect-persona/privacy"
 * import { ResearchData } from "effect-persona/sources"
 *
 * const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)
 * const answers = Array.from({ length: 12 }, (_, i) => ({
 *   Age: i % 2 === 0 ? "25-34" : "45-54",
 *   "What gets in your way?": `I forget what is in the freezer and buy ${i + 2} bags of peas again.`
 * }))
 * const records = ResearchData.fromRows(answers, { name: "survey" })
 * const estimated = HybridPipeline.estimate(records, { count: 2 }).pipe(Effect.provide(Stages))
 *
 * ;(await Effect.runPromise(estimated)).totalUsd.ceiling // => 0
 * ```
 */
export const estimate = Effect.fn("HybridPipeline.estimate")(function* <E, R>(
  records: Stream.Stream<ResearchRecord, E, R>,
  input: HybridConfigInput = {},
  options: DataOptions = {}
): Effect.fn.Return<Estimate, E | RunError | StageError, R | Stages> {
  const { config, data, models, plan } = yield* prepare(records, input, { ...options, refines: false })
  const { refiner } = models
  const criteria = yield* Criteria
  const attempts = config.retry.attempts
  const drafts = plan.firstRound.length
  const requests = plan.firstRound.slice(0, inspected).map((segment, index) => plan.request(index, segment, 0))
  const specimens = requests.map((origin) => ({
    persona: specimen(origin),
    dropped: {},
    origin,
    evaluation: unremarkable(models.judge.model, criteria)
  }))
  const again = refiner === null ? 0 : config.count
  const { compare, explain } = models.judge
  const draftStage = yield* price(models.drafts, yield* Effect.forEach(requests, models.drafts.bound), {
    low: drafts,
    expected: drafts,
    ceiling: plan.draftLimit * attempts
  })
  const scoring = yield* price(models.judge, yield* Effect.forEach(specimens, models.judge.bound), {
    low: drafts,
    expected: drafts + again,
    ceiling: (plan.draftLimit + again) * attempts
  })
  const explaining =
    explain === undefined || again === 0
      ? []
      : [
          yield* price(models.judge, yield* Effect.forEach(specimens, explain.bound), {
            low: again,
            expected: again,
            ceiling: again * attempts
          })
        ]
  const comparing =
    compare === undefined || again === 0
      ? []
      : [
          // The second order is only asked for where the first finds the refined version better.
          yield* price(models.judge, yield* Effect.forEach(specimens.map(twoOf), compare.bound), {
            low: again,
            expected: 2 * again,
            ceiling: 2 * again * attempts
          })
        ]
  const repeats = config.judge.repeats * config.count
  const repeating =
    repeats === 0
      ? []
      : [
          yield* price(models.judge, yield* Effect.forEach(specimens, models.judge.bound), {
            low: repeats,
            expected: repeats,
            ceiling: repeats * attempts
          })
        ]
  const judgeStage = [...explaining, ...comparing, ...repeating].reduce(together, scoring)
  const refineStage =
    refiner === null
      ? null
      : yield* price(refiner, yield* Effect.forEach(specimens, refiner.bound), {
          low: config.count,
          expected: config.count,
          ceiling: config.count * attempts
        })
  const stages = [draftStage, judgeStage, ...(refineStage === null ? [] : [refineStage])]
  const total = (key: keyof Range) => stages.reduce((sum, { usd }) => sum + usd[key], 0)
  const within = (usd: number) => Math.min(usd, config.maxFrontierCost ?? Number.POSITIVE_INFINITY)
  const estimated: Estimate = {
    mode: models.mode,
    records: data.corpus.total,
    personas: config.count,
    drafts,
    stages: { draft: draftStage, judge: judgeStage, refine: refineStage },
    totalUsd: { low: within(total("low")), expected: within(total("expected")), ceiling: within(total("ceiling")) },
    capUsd: config.maxFrontierCost
  }
  return estimated
}, AnonymiserSession.ofRun)

const price = Effect.fnUntraced(function* (
  { model, terms }: { readonly model: ModelInfo; readonly terms?: Terms },
  bounds: ReadonlyArray<TokenBound>,
  calls: Range
) {
  const meter = yield* CostMeter
  const bound = { input: mean(bounds.map((b) => b.inputTokens)), output: mean(bounds.map((b) => b.outputTokens)) }
  const expected = {
    input: mean(bounds.map((b) => (b.expected ?? b).inputTokens)),
    output: mean(bounds.map((b) => (b.expected ?? b).outputTokens))
  }
  const tokens = {
    inputTokens: range(calls.low * expected.input, calls.expected * expected.input, calls.ceiling * bound.input),
    outputTokens: range(
      (calls.low * expected.output) / 2,
      calls.expected * expected.output,
      calls.ceiling * bound.output
    )
  }
  // One call at a time: a long run of short prompts is not one long prompt, which may have another rate.
  const each = (share: number) =>
    meter.price(model, Usage.make(Math.ceil(expected.input), Math.ceil(expected.output * share)), terms)
  const ceilings = yield* Effect.forEach(bounds, (one) => meter.ceiling(model, one, terms))
  const stage: StageEstimate = {
    provider: model.provider,
    model: model.model,
    calls,
    ...tokens,
    usd: {
      low: ((yield* each(0.5)) * calls.low) / 1e9,
      expected: ((yield* each(1)) * calls.expected) / 1e9,
      ceiling: (mean(ceilings) * calls.ceiling) / 1e9
    }
  }
  return stage
})

/** The calls of one stage that are of two kinds. */
const together = (a: StageEstimate, b: StageEstimate): StageEstimate => ({
  ...a,
  calls: added(a.calls, b.calls),
  inputTokens: added(a.inputTokens, b.inputTokens),
  outputTokens: added(a.outputTokens, b.outputTokens),
  usd: added(a.usd, b.usd)
})

const added = (a: Range, b: Range): Range => ({
  low: a.low + b.low,
  expected: a.expected + b.expected,
  ceiling: a.ceiling + b.ceiling
})

const range = (low: number, expected: number, ceiling: number): Range => ({
  low: Math.ceil(low),
  expected: Math.ceil(expected),
  ceiling: Math.ceil(ceiling)
})

const mean = (values: ReadonlyArray<number>): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

const words = (characters: number): string => "word ".repeat(Math.ceil(characters / 5)).trim()

/** A persona of ordinary length, standing in for those not yet drafted: about 900 tokens with its evidence. */
const specimen = (request: DraftRequest): Persona => {
  const counts = request.counts.slice(0, 8)
  const passages = request.passages.slice(0, 8)
  const evidence = [...counts, ...passages].slice(0, 1).map(({ id }) => id)
  const claims = (list: string, entries: number): ReadonlyArray<Claim> =>
    Array.from({ length: entries }, (_, at) => ({ id: `${list}-${at + 1}`, text: words(80), evidence, support: null }))
  return {
    id: "specimen",
    name: request.name,
    title: request.title,
    segment: request.segment,
    anchor: request.anchor,
    facts: request.facts,
    sharedBy: request.sharedBy,
    bio: claims("bio", 4),
    goals: claims("goals", 3),
    painPoints: claims("painPoints", 3),
    behaviours: claims("behaviours", 3),
    motivations: claims("motivations", 3),
    quotes: passages.slice(0, 2).map(({ id, text }, at) => ({ id: `quotes-${at + 1}`, text, passage: id })),
    contrasts: [],
    unknowns: request.unknowns,
    passages,
    counts
  }
}

/** A persona and what became of it. */
const twoOf = ({ origin, persona }: { readonly persona: Persona; readonly origin: DraftRequest }) => ({
  first: persona,
  second: persona,
  origin
})

const unremarkable = (judge: ModelInfo, criteria: ReadonlyArray<Criterion>): Evaluation => ({
  scores: Object.fromEntries(criteria.map(({ name }) => [name, 0.8])),
  overall: 0.8,
  method: "plain",
  remarks: criteria.slice(0, 3).map(({ name }) => ({ criterion: name, claim: "", text: words(100) })),
  checks: [],
  judge
})
