/**
 * The one function that every model call passes through. It owns trying: the reservation of each attempt, its deadline, what it
 * is booked at however it ends, and whether and when it is tried again. A provider makes one attempt and says what it cost.
 */
import { Cause, Duration, Effect, Exit, Option, Ref, Result, Schedule, Schema, SchemaIssue } from "effect"
import * as Ledger from "../cost/Ledger.ts"
import * as ModelInfo from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import type { CostMeterShape, UnknownPrice } from "../stages/CostMeter.ts"
import {
  billed,
  type Billing,
  Died,
  InvalidOutput,
  isRetryable,
  type Metered,
  type StageError,
  type StageReason,
  TimedOut,
  unknownBilling
} from "../stages/StageError.ts"
import { book, type ModelStage, type Tally } from "./CostReport.ts"
import type { HybridConfig } from "./HybridConfig.ts"

/** What all attempts of a run share. */
export interface AttemptContext {
  readonly config: HybridConfig
  readonly meter: CostMeterShape
  readonly ledger: Ledger.Ledger
  readonly tally: Ref.Ref<Tally>
  readonly backOff: ReturnType<typeof backOff>
}

/** A call to a model. */
export interface ModelCall<A, E extends StageError> {
  readonly stage: ModelStage
  readonly model: ModelInfo.ModelInfo
  readonly bound: Effect.Effect<Usage.TokenBound, E>
  readonly attempt: Effect.Effect<Metered<A>, E>
  /** What a sound answer looks like: what a stage returns is checked, whatever its types say. */
  readonly schema: Schema.Decoder<A>
  /** The stage's own error around a reason. */
  readonly fail: (reason: StageReason) => E
}

/** An answer, and what all attempts at it cost together. */
export interface Answer<A> {
  readonly value: A
  readonly cost: Usd.Usd
}

/** Why a call came to nothing, and what all attempts at it cost together. */
export interface CallFailure<E> {
  readonly error: E | Ledger.BudgetExhausted | UnknownPrice
  readonly cost: Usd.Usd
}

/** Makes a call, trying again where that may help. */
export const call = <A, E extends StageError>(
  context: AttemptContext,
  request: ModelCall<A, E>
): Effect.Effect<Answer<A>, CallFailure<E>> =>
  Effect.suspend(() => {
    let cost = Usd.zero
    const attempt = attemptOnce(context, request, (spent) => {
      cost = Usd.sum(cost, spent)
    })
    const attempts = attempt.pipe(
      Effect.catch((error) => (mayRetry(error) ? attemptAgain(context, attempt, error) : Effect.fail(error)))
    )
    return Effect.mapBoth(attempts, {
      onSuccess: (value) => ({ value, cost }),
      onFailure: (error) => ({ error, cost })
    })
  })

type AttemptError<E> = E | Ledger.BudgetExhausted | UnknownPrice

const mayRetry = (error: StageError | Ledger.BudgetExhausted | UnknownPrice): boolean =>
  "reason" in error && isRetryable(error.reason)

// The schedule is set going by the failure of the first attempt, so that calls that succeed at once do not pay for it.
const attemptAgain = <A, E extends StageError>(
  { backOff, config }: AttemptContext,
  attempt: Effect.Effect<A, AttemptError<E>>,
  first: AttemptError<E>
): Effect.Effect<A, AttemptError<E>> => {
  let failed = true
  const following = Effect.suspend(() => {
    if (!failed) return attempt
    failed = false
    return Effect.fail(first)
  })
  return Effect.retry(following, { schedule: backOff, times: config.retry.attempts - 1, while: mayRetry })
}

/** Doubles from the base delay with ±20 % jitter, or waits as long as the provider asks; never above the longest wait. */
export const backOff = ({ retry }: HybridConfig) =>
  Schedule.exponential(Duration.millis(retry.baseDelayMillis)).pipe(
    Schedule.setInputType<StageError | Ledger.BudgetExhausted | UnknownPrice>(),
    Schedule.jittered,
    Schedule.modifyDelay(({ duration, input }) =>
      Effect.succeed(
        Duration.millis(Math.min(retry.maxDelayMillis, retryAfterMillis(input) ?? Duration.toMillis(duration)))
      )
    )
  )

const retryAfterMillis = (error: StageError | Ledger.BudgetExhausted | UnknownPrice): number | null =>
  "reason" in error && error.reason._tag === "RateLimited" ? error.reason.retryAfterMillis : null

const attemptOnce = <A, E extends StageError>(
  context: AttemptContext,
  request: ModelCall<A, E>,
  onCost: (spent: Usd.Usd) => void
): Effect.Effect<A, E | Ledger.BudgetExhausted | UnknownPrice> => {
  const tried = tryOnce(context, request)
  const settle = (exit: Exit.Exit<Metered<A>, E>, ceiling: Usd.Usd): Effect.Effect<Usd.Usd> => {
    const billing = billingOf(exit)
    const usage = billing._tag === "Billed" ? billing.usage : Usage.none
    const priced =
      billing._tag === "Unknown"
        ? Effect.succeed(ceiling)
        : Effect.orElseSucceed(context.meter.price(request.model, usage), () => ceiling)
    return Effect.flatMap(priced, (spent) => {
      onCost(spent)
      const attempt = { failed: Exit.isFailure(exit), usage, spent }
      return Effect.as(
        Ref.update(context.tally, (tally) => book(tally, request.stage, attempt)),
        spent
      )
    })
  }
  if (request.model.location === "local") {
    return Effect.map(
      Effect.onExit(tried, (exit) => settle(exit, Usd.zero)),
      ({ value }) => value
    )
  }
  return Effect.gen(function* () {
    const bound = yield* guard(request, request.bound)
    const ceiling = yield* context.meter.ceiling(request.model, bound)
    const { value } = yield* Ledger.withReservation(
      context.ledger,
      ceiling,
      () => tried,
      (exit) => settle(exit, ceiling)
    )
    return value
  })
}

const tryOnce = <A, E extends StageError>(
  { config }: AttemptContext,
  request: ModelCall<A, E>
): Effect.Effect<Metered<A>, E> => {
  const seconds = config.deadlineSeconds[request.stage]
  return guard(request, request.attempt).pipe(
    Effect.timeoutOrElse({
      duration: Duration.seconds(seconds),
      orElse: () =>
        Effect.fail(
          request.fail(
            new TimedOut({
              message: `${ModelInfo.name(request.model)} gave no ${request.stage} within ${seconds} s. Raise deadlineSeconds.${request.stage}, or use a faster model.`,
              billing: unknownBilling
            })
          )
        )
    }),
    Effect.flatMap((answer) => checked(request, answer))
  )
}

// A defect's own message may quote what the stage was working on, so only the kind of error is told.
const guard = <B, A, E extends StageError>(
  request: ModelCall<A, E>,
  effect: Effect.Effect<B, E>
): Effect.Effect<B, E> =>
  Effect.catchDefect(
    Effect.suspend(() => effect),
    (defect) =>
      Effect.fail(
        request.fail(
          new Died({
            message: `The ${request.stage} stage (${ModelInfo.name(request.model)}) threw ${defect instanceof Error ? defect.name : typeof defect}: a fault in that stage's code, not in the data. Its stack shows when the stage is called on its own.`,
            billing: unknownBilling
          })
        )
      )
  )

const isUsage = Schema.is(Usage.Usage)

const checked = <A, E extends StageError>(
  request: ModelCall<A, E>,
  answer: Metered<A>
): Effect.Effect<Metered<A>, E> => {
  const invalid = (what: string, billing: Billing) =>
    Effect.fail(
      request.fail(
        new InvalidOutput({
          message: `${ModelInfo.name(request.model)} returned no usable ${request.stage}: ${what}.`,
          billing
        })
      )
    )
  const given: unknown = answer
  if (typeof given !== "object" || given === null || !isUsage(answer.usage)) {
    return invalid("it says not, or not soundly, what it used", unknownBilling)
  }
  const decoded = Schema.decodeUnknownResult(request.schema)(answer.value)
  return Result.isSuccess(decoded)
    ? Effect.succeed({ value: decoded.success, usage: answer.usage })
    : invalid(places(decoded.failure.issue), billed(answer.usage))
}

// Names the wrong places only: the values are persona text.
const places = (issue: SchemaIssue.Issue): string => {
  const [first] = SchemaIssue.makeFormatterStandardSchemaV1()(issue).issues
  const path = (first?.path ?? []).map(String).join(".")
  return path === "" ? "it is not an object of the right shape" : `${path} is missing or wrong`
}

const billingOf = <A, E extends StageError>(exit: Exit.Exit<Metered<A>, E>): Billing => {
  if (Exit.isSuccess(exit)) return billed(exit.value.usage)
  const error = Cause.findErrorOption(exit.cause)
  return Option.isSome(error) ? error.value.reason.billing : unknownBilling
}
