/**
 * Which models a run uses: the stages at hand, or those that stand in where one cannot be called.
 */
import { Effect, Option, Result } from "effect"
import * as CheckedAttempt from "../calls/CheckedAttempt.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import * as ModelName from "../domain/ModelInfo.ts"
import { DraftGenerator, type DraftGeneratorShape, FallbackDraftGenerator } from "../stages/DraftGenerator.ts"
import { FallbackJudge, Judge, type JudgeShape } from "../stages/Judge.ts"
import { Refiner, type RefinerShape } from "../stages/Refiner.ts"
import { Support, type SupportShape } from "../stages/Support.ts"
import {
  DraftGeneratorError,
  JudgeError,
  type ModelStage,
  notBilled,
  RefinerError,
  type StageError,
  type StageReason
} from "../stages/StageError.ts"
import type { HybridConfig } from "./HybridConfig.ts"
import type { Mode, Warning } from "./HybridResult.ts"
import { LocalProviderUnavailable, PipelineError, RemoteStageRefused, RemoteSupportRefused } from "./PipelineError.ts"

/** Which models a run uses. */
export interface Models {
  readonly mode: Mode
  readonly drafts: DraftGeneratorShape
  readonly judge: JudgeShape
  /** Null where nothing is refined. */
  readonly refiner: RefinerShape | null
  /** Null where no further support is counted. */
  readonly support: SupportShape | null
  /** Why nothing is refined, where that is so. */
  readonly unrefined: string
  readonly warnings: ReadonlyArray<Warning>
}

/** How long a stage may take to say whether its model can be called, in seconds. */
const availableSeconds = 10

/** A stage that may say whether its model can be called, and may have to ask it something first. */
interface Reaching<E> {
  readonly model: ModelInfo
  readonly available?: Effect.Effect<void, E>
  readonly prepare?: Effect.Effect<void, E>
}

/** Whether the model can be called; null seconds for its preparation where it is not to be called yet. */
const reachable = <E extends StageError>(
  stage: ModelStage,
  { available, model, prepare }: Reaching<E>,
  preparationSeconds: number | null,
  fail: (reason: StageReason) => E
): Effect.Effect<Result.Result<void, StageError>> => {
  const within = (seconds: number | null, effect: Effect.Effect<void, E> | undefined) =>
    effect === undefined || seconds === null
      ? Effect.void
      : CheckedAttempt.contained({ stage, model, fail }, seconds, () => effect, notBilled)
  return Effect.result(Effect.andThen(within(availableSeconds, available), within(preparationSeconds, prepare)))
}

/** Chooses; `called` is whether the models are called afterwards. */
export const chooseModels = Effect.fnUntraced(function* (config: HybridConfig, called: "soon" | "perhaps" | "never") {
  const isThere = <E extends StageError>(stage: ModelStage, reaching: Reaching<E>, fail: (reason: StageReason) => E) =>
    called === "never"
      ? Effect.succeed(Result.void)
      : reachable(stage, reaching, called === "soon" ? config.deadlineSeconds[stage] : null, fail)
  const drafts = yield* DraftGenerator
  const judge = yield* Judge
  const refiner = yield* Refiner
  if (!config.useFrontier) {
    yield* refuseRemote("draft", drafts.model)
    yield* refuseRemote("judge", judge.model)
  }
  const support = Option.getOrNull(yield* Effect.serviceOption(Support))
  if (support !== null && support.model.location === "remote") {
    return yield* Effect.fail(new PipelineError({ reason: new RemoteSupportRefused(support.model) }))
  }
  const draftsReachable = yield* isThere("draft", drafts, (reason) => new DraftGeneratorError({ reason }))
  const judgeReachable = yield* isThere("judge", judge, (reason) => new JudgeError({ reason }))
  const otherDrafts = config.useFrontier ? yield* Effect.serviceOption(FallbackDraftGenerator) : Option.none()
  const otherJudge = config.useFrontier ? yield* Effect.serviceOption(FallbackJudge) : Option.none()
  const chosenDrafts = yield* standIn(drafts, draftsReachable, otherDrafts)
  const chosenJudge = yield* standIn(judge, judgeReachable, otherJudge)
  const frontierOnly = chosenDrafts.model.location === "remote" && chosenDrafts !== drafts
  const models: Models = {
    mode: frontierOnly
      ? "frontier-only"
      : config.useFrontier && [chosenDrafts, chosenJudge, refiner].some(({ model }) => model.location === "remote")
        ? "hybrid"
        : "local-only",
    drafts: chosenDrafts,
    judge: chosenJudge,
    refiner: config.useFrontier && !frontierOnly ? refiner : null,
    support,
    unrefined: frontierOnly
      ? "drafted on the frontier model itself"
      : "refinement is off: useFrontier is false, so no frontier model may be called",
    warnings: standInWarnings([
      { what: "drafts", wanted: drafts, used: chosenDrafts, state: draftsReachable },
      { what: "judgements", wanted: judge, used: chosenJudge, state: judgeReachable }
    ])
  }
  return models
})

/** The same, without a refiner or support that cannot be called: nobody drafts for an hour to learn then that a key is wrong. */
export const withReachable = Effect.fnUntraced(function* (
  models: Models,
  config: HybridConfig
): Effect.fn.Return<Models> {
  return yield* withReachableSupport(yield* withReachableRefiner(models, config), config)
})

const withReachableSupport = Effect.fnUntraced(function* (
  models: Models,
  config: HybridConfig
): Effect.fn.Return<Models> {
  const { support } = models
  if (support === null) return models
  const state = yield* reachable("judge", support, config.deadlineSeconds.judge, (reason) => new JudgeError({ reason }))
  if (Result.isSuccess(state)) return models
  const message = `No further support is counted: ${ModelName.name(support.model)} could not be used (${state.failure.message})`
  return { ...models, support: null, warnings: [...models.warnings, { code: "support-unavailable", message }] }
})

const withReachableRefiner = Effect.fnUntraced(function* (
  models: Models,
  config: HybridConfig
): Effect.fn.Return<Models> {
  const { refiner } = models
  if (refiner === null) return models
  const state = yield* reachable(
    "refine",
    refiner,
    config.deadlineSeconds.refine,
    (reason) => new RefinerError({ reason })
  )
  if (Result.isSuccess(state)) return models
  const why = `${ModelName.name(refiner.model)} could not be used (${state.failure.message})`
  return {
    ...models,
    refiner: null,
    unrefined: `refinement is not possible: ${why}`,
    warnings: [...models.warnings, { code: "refiner-unavailable", message: `No persona is refined: ${why}` }]
  }
})

const refuseRemote = (stage: string, model: ModelInfo) =>
  model.location === "remote"
    ? Effect.fail(new PipelineError({ reason: new RemoteStageRefused({ stage, ...model }) }))
    : Effect.void

const standIn = <S extends { readonly model: ModelInfo }>(
  wanted: S,
  state: Result.Result<void, StageError>,
  other: Option.Option<S>
): Effect.Effect<S, PipelineError> => {
  if (Result.isSuccess(state)) return Effect.succeed(wanted)
  return Option.isSome(other)
    ? Effect.succeed(other.value)
    : Effect.fail(
        new PipelineError({
          reason: new LocalProviderUnavailable({ ...wanted.model, message: state.failure.message })
        })
      )
}

interface StandIn {
  readonly what: string
  readonly wanted: { readonly model: ModelInfo }
  readonly used: { readonly model: ModelInfo }
  readonly state: Result.Result<void, StageError>
}

/** One warning for each model that could not be used, whatever it was wanted for. */
const standInWarnings = (stages: ReadonlyArray<StandIn>): ReadonlyArray<Warning> => {
  const byCause = new Map<string, Array<StandIn>>()
  for (const stage of stages) {
    if (Result.isSuccess(stage.state)) continue
    const cause = `${ModelName.name(stage.wanted.model)} could not be used (${stage.state.failure.message})`
    byCause.set(cause, [...(byCause.get(cause) ?? []), stage])
  }
  return [...byCause].map(([cause, missed]) => ({
    code: "local-model-unavailable",
    message: `${cause} Instead: ${missed.map(({ used, what }) => `${what} by ${ModelName.name(used.model)}`).join(", ")}.`
  }))
}

/**
 * Some refiners, such as one that gathers a batch, only work well with many calls in flight and a long time for each. A number that
 * cannot be is passed over, with a warning.
 */
export const suited = (config: HybridConfig, { refiner }: Models) => {
  const { concurrency, deadlineSeconds } = config
  const asked = { concurrency: refiner?.concurrency, deadlineSeconds: refiner?.deadlineSeconds }
  const suits = {
    concurrency: asked.concurrency === undefined || (Number.isSafeInteger(asked.concurrency) && asked.concurrency > 0),
    deadlineSeconds:
      asked.deadlineSeconds === undefined || (asked.deadlineSeconds > 0 && Number.isFinite(asked.deadlineSeconds))
  }
  const warnings: ReadonlyArray<Warning> = (["concurrency", "deadlineSeconds"] as const).flatMap((key) =>
    suits[key] || refiner === null
      ? []
      : [
          {
            code: "stage-setting-ignored",
            message: `The refine stage (${ModelName.name(refiner.model)}) asks for a ${key} of ${asked[key]}, which is none: the configuration's ${config[key].refine} is used. Mend the stage, or leave ${key} out of it.`
          }
        ]
  )
  const settings: HybridConfig = {
    ...config,
    concurrency: { ...concurrency, refine: (suits.concurrency ? asked.concurrency : undefined) ?? concurrency.refine },
    deadlineSeconds: {
      ...deadlineSeconds,
      refine: (suits.deadlineSeconds ? asked.deadlineSeconds : undefined) ?? deadlineSeconds.refine
    }
  }
  return { config: settings, warnings }
}
