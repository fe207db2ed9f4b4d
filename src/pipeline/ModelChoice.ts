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
import { LocalProviderUnavailable, PipelineError, RemoteStageRefused } from "./PipelineError.ts"

/** Which models a run uses. */
export interface Models {
  readonly mode: Mode
  readonly drafts: DraftGeneratorShape
  readonly judge: JudgeShape
  /** Null where nothing is refined. */
  readonly refiner: RefinerShape | null
  /** Why nothing is refined, where that is so. */
  readonly unrefined: string
  readonly warnings: ReadonlyArray<Warning>
}

/** How long a stage may take to say whether its model can be called, in seconds. */
const availableSeconds = 10

const reachable = <E extends StageError>(
  stage: ModelStage,
  { available, model }: { readonly available?: Effect.Effect<void, E>; readonly model: ModelInfo },
  fail: (reason: StageReason) => E
): Effect.Effect<Result.Result<void, StageError>> =>
  Effect.result(
    available === undefined
      ? Effect.void
      : CheckedAttempt.contained({ stage, model, fail }, availableSeconds, () => available, notBilled)
  )

/** Chooses. */
export const chooseModels = Effect.fnUntraced(function* (config: HybridConfig) {
  const drafts = yield* DraftGenerator
  const judge = yield* Judge
  const refiner = yield* Refiner
  if (!config.useFrontier) {
    yield* refuseRemote("draft", drafts.model)
    yield* refuseRemote("judge", judge.model)
  }
  const draftsReachable = yield* reachable("draft", drafts, (reason) => new DraftGeneratorError({ reason }))
  const judgeReachable = yield* reachable("judge", judge, (reason) => new JudgeError({ reason }))
  const otherDrafts = config.useFrontier ? yield* Effect.serviceOption(FallbackDraftGenerator) : Option.none()
  const otherJudge = config.useFrontier ? yield* Effect.serviceOption(FallbackJudge) : Option.none()
  const chosenDrafts = yield* standIn(drafts, draftsReachable, otherDrafts)
  const chosenJudge = yield* standIn(judge, judgeReachable, otherJudge)
  const frontierOnly = chosenDrafts.model.location === "remote" && chosenDrafts !== drafts
  const wantsRefiner = config.useFrontier && !frontierOnly
  const refinerReachable = wantsRefiner
    ? yield* reachable("refine", refiner, (reason) => new RefinerError({ reason }))
    : Result.void
  const models: Models = {
    mode: frontierOnly ? "frontier-only" : config.useFrontier ? "hybrid" : "local-only",
    drafts: chosenDrafts,
    judge: chosenJudge,
    refiner: wantsRefiner && Result.isSuccess(refinerReachable) ? refiner : null,
    unrefined: Result.isFailure(refinerReachable)
      ? `refinement is not possible: ${refinerReachable.failure.message}`
      : frontierOnly
        ? "drafted on the frontier model itself"
        : "refinement is off: useFrontier is false, so no frontier model may be called",
    warnings: [
      ...standInWarnings([
        { what: "drafts", wanted: drafts, used: chosenDrafts, state: draftsReachable },
        { what: "judgements", wanted: judge, used: chosenJudge, state: judgeReachable }
      ]),
      ...(Result.isFailure(refinerReachable)
        ? [
            {
              code: "refiner-unavailable",
              message: `No persona is refined: ${ModelName.name(refiner.model)} could not be used (${refinerReachable.failure.message})`
            }
          ]
        : [])
    ]
  }
  return models
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
