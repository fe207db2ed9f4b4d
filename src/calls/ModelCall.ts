/**
 * The one function that every model call passes through. It owns trying: the right to call the model at all, the reservation of each
 * attempt, its deadline, what it is booked at however it ends, and whether and when it is tried again. A provider makes one attempt
 * and says what it cost.
 */
import { Cause, Clock, Effect, Exit, Option, Random, Ref, Schema } from "effect"
import * as Ledger from "../budget/Ledger.ts"
import type { Terms } from "../budget/Price.ts"
import * as ModelInfo from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import type { CostMeterShape, UnknownPrice } from "../stages/CostMeter.ts"
import type { CallDetails } from "../stages/CallDetails.ts"
import {
  type Billing,
  Died,
  type Metered,
  type ModelStage,
  notBilled,
  type StageError,
  type StageReason,
  Unavailable
} from "../stages/StageError.ts"
import * as CallTally from "./CallTally.ts"
import * as CheckedAttempt from "./CheckedAttempt.ts"
import { answered, type Limiters, outcomeOf, type Slot } from "./ConcurrencyLimiter.ts"
import { frozen } from "./Frozen.ts"
import * as Retry from "./Retry.ts"
import * as Telemetry from "./Telemetry.ts"

/** What all calls of a run share. */
export interface Calls {
  readonly retry: Retry.RetryPolicy
  /** How long a single attempt of each stage may take, in seconds. */
  readonly deadlineSeconds: Readonly<Record<ModelStage, number>>
  readonly meter: CostMeterShape
  readonly ledger: Ledger.Ledger
  readonly tally: Ref.Ref<CallTally.CallTally>
  readonly limiters: Limiters
}

/** A call to a model. */
export interface ModelCall<A, E extends StageError> extends CheckedAttempt.Expected<A, E> {
  /** The number of the draft that it is about. */
  readonly draft: number
  /** How its requests are sent, where that changes their price. */
  readonly terms: Terms | undefined
  readonly bound: () => Effect.Effect<Usage.TokenBound, E>
  /** Makes one attempt. `variant` is 0 at first, and rises where the same request would be answered the same wrong way again. */
  readonly attempt: (variant: number) => Effect.Effect<Metered<A>, E>
}

/** An answer, and what all attempts at it cost together. */
export interface Answer<A> {
  readonly value: A
  readonly cost: Usd.Usd
  /** The variant of the request that was answered. */
  readonly variant: number
}

/** Why a call came to nothing. */
export type CallError<E> = E | Ledger.BudgetExhausted | UnknownPrice

/** A call that is being made. */
interface Trying {
  cost: Usd.Usd
  variant: number
  /** The kinds of the attempts that failed. */
  readonly failures: Array<StageReason["_tag"]>
  /** Whether the model is given up for now: then the call is too. */
  givenUp: boolean
}

/** Makes a call, trying again where that may help. */
export const call = <A, E extends StageError>(
  calls: Calls,
  request: ModelCall<A, E>
): Effect.Effect<Answer<A>, CallError<E>> =>
  Effect.suspend(() => tryAgain(calls, request, { cost: Usd.zero, variant: 0, failures: [], givenUp: false }))

/** A call that came to nothing, counted. A budget that does not allow a call is no failure of the model. */
const failed = <A, E extends StageError>(
  calls: Calls,
  { model, stage }: ModelCall<A, E>,
  error: CallError<E>
): Effect.Effect<never, CallError<E>> => {
  if (error._tag === "BudgetExhausted") return Effect.fail(error)
  const reason = "reason" in error ? error.reason._tag : error._tag
  const { message } = error
  return Effect.andThen(
    Ref.update(calls.tally, (tally) => CallTally.addFailure(tally, { stage, model, reason, message })),
    Effect.fail(error)
  )
}

const tryAgain = <A, E extends StageError>(
  calls: Calls,
  request: ModelCall<A, E>,
  trying: Trying
): Effect.Effect<Answer<A>, CallError<E>> =>
  Effect.matchEffect(attemptOnce(calls, request, trying), {
    onSuccess: ({ value }) => Effect.succeed({ value: frozen(value), cost: trying.cost, variant: trying.variant }),
    onFailure: (error) => {
      if (!("reason" in error) || trying.givenUp) return failed(calls, request, error)
      const { reason } = error
      trying.failures.push(reason._tag)
      return Effect.flatMap(Random.next, (random) => {
        const millis = Retry.delay(calls.retry, trying.failures, reason, random)
        if (millis === null) return failed(calls, request, error)
        if (Retry.table[reason._tag].reseed) trying.variant += 1
        const again = tryAgain(calls, request, trying)
        return millis === 0 ? again : Effect.andThen(Effect.sleep(millis), again)
      })
    }
  })

/** One attempt, once its model may be called. The right to call it is given back however the attempt ends. */
const attemptOnce = <A, E extends StageError>(
  calls: Calls,
  request: ModelCall<A, E>,
  trying: Trying
): Effect.Effect<Metered<A>, CallError<E>> =>
  Effect.withFiber((fiber) => {
    const clock = fiber.getRef(Clock.Clock)
    const limiter = calls.limiters(request.model)
    const slot: Slot = { permit: null }
    const entered = Effect.suspend(() =>
      Effect.flatMap(limiter.acquire(slot, clock.currentTimeMillisUnsafe()), (mayCall) => {
        if (mayCall) return attempt(calls, request, trying)
        trying.givenUp = true
        return Effect.fail(request.fail(givenUp(request)))
      })
    )
    return Effect.onExit(entered, (exit) => {
      const outcome = Exit.isSuccess(exit) ? answered : outcomeOf(reasonOf(exit), calls.retry.maxDelayMillis)
      limiter.release(slot, outcome, clock.currentTimeMillisUnsafe())
      return Effect.void
    })
  })

const givenUp = ({ model, stage }: { readonly stage: string; readonly model: ModelInfo.ModelInfo }) =>
  new Unavailable({
    message: `${ModelInfo.name(model)} failed so many times in a row that this ${stage} was not tried any more. See what the first failures say, and start the run again once the model answers.`,
    billing: notBilled
  })

/** One attempt under its reservation; a local model needs none. */
const attempt = <A, E extends StageError>(
  calls: Calls,
  request: ModelCall<A, E>,
  trying: Trying
): Effect.Effect<Metered<A>, CallError<E>> => {
  const { model, stage, terms } = request
  if (model.location === "local") return booked(calls, request, trying, Usd.zero).attempt
  return CheckedAttempt.boundOf(request, calls.deadlineSeconds[stage], request.bound).pipe(
    Effect.flatMap((bound) => priced(request, () => calls.meter.ceiling(model, bound, terms))),
    Effect.flatMap((ceiling) => {
      const { attempt, settle } = booked(calls, request, trying, ceiling)
      return Ledger.withReservation(calls.ledger, ceiling, () => attempt, settle)
    })
  )
}

/** A price that the meter names, or an error where it throws or names no amount: what cannot be priced is not sent. */
const priced = <A, E extends StageError>(
  { fail, model }: ModelCall<A, E>,
  price: () => Effect.Effect<Usd.Usd, UnknownPrice>
): Effect.Effect<Usd.Usd, E | UnknownPrice> =>
  Effect.suspend(price).pipe(
    Effect.flatMap((amount) => (isAmount(amount) ? Effect.succeed(amount) : Effect.die(new RangeError("no amount")))),
    Effect.catchDefect((defect) =>
      Effect.fail(
        fail(
          new Died({
            message: `The CostMeter could not price a call of ${ModelInfo.name(model)} (${defect instanceof Error ? defect.name : typeof defect}), so nothing was sent. Mend its price, or use the CostMeter that comes with effect-persona.`,
            billing: notBilled
          })
        )
      )
    )
  )

const isAmount = Schema.is(Usd.Usd)

/** An attempt that books what it cost however it ends. `settle` says what that was, also where the attempt never began. */
const booked = <A, E extends StageError>(calls: Calls, request: ModelCall<A, E>, trying: Trying, ceiling: Usd.Usd) => {
  const { model, stage, terms } = request
  const isLocal = model.location === "local"
  const observed = { stage, model, attempt: trying.failures.length + 1 }
  let known: Usd.Usd | null = null
  let told: Billing | null = null
  const listen = (details: CallDetails) => {
    told = details.billing ?? told
  }

  const book = (
    ended: Telemetry.Ended,
    show: (ended: Telemetry.Ended) => void,
    isCertain = true
  ): Effect.Effect<void> => {
    known = ended.spent
    if (ended.spent > 0) trying.cost = Usd.sum(trying.cost, ended.spent)
    show(ended)
    const { draft } = request
    const attempt = {
      stage,
      draft,
      failed: ended.errorType !== null,
      usage: ended.usage,
      spent: isCertain ? ended.spent : Usd.zero,
      possiblySpent: isCertain ? Usd.zero : ended.spent
    }
    return Ref.update(calls.tally, (tally) => CallTally.add(tally, attempt))
  }

  const end = (exit: Exit.Exit<Metered<A>, E>, show: (ended: Telemetry.Ended) => void): Effect.Effect<void> => {
    const said = CheckedAttempt.billingOf(exit)
    const billing = said._tag === "Unknown" ? (told ?? said) : said
    const usage = billing._tag === "Billed" ? billing.usage : Usage.none
    const errorType = Exit.isSuccess(exit) ? null : (reasonOf(exit)?._tag ?? "Interrupted")
    if (isLocal || billing._tag === "Unknown") return book({ errorType, usage, spent: ceiling }, show, false)
    const cost = priced(request, () => calls.meter.price(model, usage, terms))
    return Effect.matchEffect(cost, {
      onSuccess: (spent) => book({ errorType, usage, spent }, show),
      onFailure: () => book({ errorType, usage, spent: ceiling }, show, false)
    })
  }

  const attempt = Telemetry.observed(observed, isLocal ? null : listen, (span) =>
    Effect.withFiber((fiber) => {
      const clock = fiber.getRef(Clock.Clock)
      const started = clock.currentTimeMillisUnsafe()
      const seconds = calls.deadlineSeconds[stage]
      return Effect.onExit(
        CheckedAttempt.answer(request, seconds, () => request.attempt(trying.variant)),
        (exit) =>
          end(exit, (ended) =>
            Telemetry.record(observed, span, clock.currentTimeMillisUnsafe() - started, ended, fiber.context)
          )
      )
    })
  )
  const settle = (exit: Exit.Exit<Metered<A>, E>): Effect.Effect<Usd.Usd> =>
    Effect.map(known === null ? end(exit, () => {}) : Effect.void, () => known ?? ceiling)
  return { attempt, settle }
}

const reasonOf = <E>(exit: Exit.Failure<unknown, E>): StageReason | null => {
  const error = Option.getOrNull(Cause.findErrorOption(exit.cause))
  return isStageError(error) ? error.reason : null
}

const isStageError = (error: unknown): error is StageError =>
  typeof error === "object" && error !== null && "reason" in error
