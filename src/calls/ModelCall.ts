/**
 * The one function that every model call passes through. It owns trying: the right to call the model at all, the reservation of each
 * attempt, its deadline, what it is booked at however it ends, and whether and when it is tried again. A provider makes one attempt
 * and says what it cost.
 */
import { Clock, Effect, Exit, Random, Ref, Schema } from "effect"
import * as Ledger from "../budget/Ledger.ts"
import * as ModelInfo from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import { HasCap } from "../stages/CallBudget.ts"
import { LastFailure } from "../stages/LastFailure.ts"
import {
  type Metered,
  notBilled,
  RateLimited,
  type StageError,
  type StageReason,
  Unavailable
} from "../stages/StageError.ts"
import { booked, type Journalled, priced, reasonOf } from "./Booking.ts"
import type { Answer, CallError, Calls, ModelCall, Trying } from "./Calls.ts"
import * as CallTally from "./CallTally.ts"
import * as CheckedAttempt from "./CheckedAttempt.ts"
import { answered, outcomeOf, type Slot } from "./ConcurrencyLimiter.ts"
import { frozen } from "./Frozen.ts"
import * as Retry from "./Retry.ts"

/** Makes a call, trying again where that may help. */
export const call = <A, E extends StageError>(
  calls: Calls,
  request: ModelCall<A, E>
): Effect.Effect<Answer<A>, CallError<E>> =>
  Effect.suspend(() =>
    tryAgain(calls, request, {
      cost: Usd.zero,
      variant: 0,
      failures: [],
      givenUp: false,
      isRecorded: false,
      bound: null
    })
  )

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
  trying: Trying<E>
): Effect.Effect<Answer<A>, CallError<E>> =>
  Effect.matchEffect(attemptOrRecorded(calls, request, trying), {
    onSuccess: ({ repaired = false, usage, value }) => {
      const { bound, cost, failures, variant } = trying
      const failure = failures.at(-1)?.reason ?? null
      return Effect.succeed({ value: frozen(value), repaired, cost, variant, usage, bound, failure })
    },
    onFailure: (error) => {
      if (error._tag === "BudgetExhausted") return failed(calls, request, trying.failures.at(-1) ?? error)
      if (!("reason" in error) || trying.givenUp) return failed(calls, request, error)
      const { reason } = error
      trying.failures.push(error)
      const beyond = Retry.windowBeyond(calls.retry, reason)
      return Effect.flatMap(Random.next, (random) => {
        const kinds = trying.failures.map((failure) => failure.reason._tag)
        const millis = Retry.delay(calls.retry, kinds, reason, random)
        if (millis === null)
          return beyond === null ? failed(calls, request, error) : tooLong(calls, request, reason, beyond)
        if (Retry.table[reason._tag].reseed) trying.variant += 1
        const again = tryAgain(calls, request, trying)
        return millis === 0 || trying.isRecorded ? again : Effect.andThen(Effect.sleep(millis), again)
      })
    }
  })

/** A call that came to nothing because the provider asks for a longer wait than is allowed: that is said, and what to do about it. */
const tooLong = <A, E extends StageError>(
  calls: Calls,
  request: ModelCall<A, E>,
  reason: StageReason,
  millis: number
): Effect.Effect<never, CallError<E>> => {
  const { billing } = reason
  const message = `${reason.message} ${Retry.windowAdvice(calls.retry, millis)}`
  const said = { message, billing, retryAfterMillis: millis }
  return Effect.andThen(
    Ref.update(calls.tally, (tally) => CallTally.addWindow(tally, millis)),
    failed(calls, request, request.fail(reason._tag === "RateLimited" ? new RateLimited(said) : new Unavailable(said)))
  )
}

/** The attempt as an earlier start of the run knows it, or a new one. */
const attemptOrRecorded = <A, E extends StageError>(
  calls: Calls,
  request: ModelCall<A, E>,
  trying: Trying<E>
): Effect.Effect<Metered<A>, CallError<E>> => {
  const { journal } = calls
  if (journal === null) return attemptOnce(calls, request, trying, null)
  return Effect.suspend(() => {
    const key = journal.keyOf(request.model, request.identity, trying.variant)
    const known = journal.take(key)
    trying.isRecorded = false
    if (known === null) return attemptOnce(calls, request, trying, { key, open: null })
    if (known._tag === "Open") {
      const putBack = Effect.sync(() => journal.putBack(key, known))
      return Effect.ensuring(attemptOnce(calls, request, trying, { key, open: known }), putBack)
    }
    trying.isRecorded = true
    trying.bound = known.bound
    trying.cost = Usd.sum(trying.cost, known.cost)
    const { outcome, usage } = known
    if (outcome._tag === "Failed") return Effect.fail(request.fail(outcome.reason))
    return Effect.matchEffect(Schema.decodeUnknownEffect(request.schema)(outcome.value), {
      onSuccess: (value) =>
        Effect.succeed({ value, usage, ...(outcome.repaired !== undefined && { repaired: outcome.repaired }) }),
      // What it once was is no answer any more.
      onFailure: () => attemptOrRecorded(calls, request, trying)
    })
  })
}

/** One attempt, once its model may be called. The right to call it is given back however the attempt ends. */
const attemptOnce = <A, E extends StageError>(
  calls: Calls,
  request: ModelCall<A, E>,
  trying: Trying<E>,
  journalled: Journalled | null
): Effect.Effect<Metered<A>, CallError<E>> =>
  Effect.withFiber((fiber) => {
    const clock = fiber.getRef(Clock.Clock)
    const limiter = calls.limiters(request.model)
    const slot: Slot = { permit: null }
    const entered = Effect.suspend(() =>
      Effect.flatMap(limiter.acquire(slot, clock.currentTimeMillisUnsafe()), (mayCall) => {
        if (mayCall) return inTurn(calls, request, knowing(trying, attempt(calls, request, trying, journalled)))
        trying.givenUp = true
        return Effect.fail(request.fail(givenUp(request)))
      })
    )
    return Effect.onExit(entered, (exit) => {
      const outcome = Exit.isSuccess(exit) ? answered : outcomeOf(reasonOf(exit), Retry.longestWindow(calls.retry))
      limiter.release(slot, outcome, clock.currentTimeMillisUnsafe())
      return Effect.void
    })
  })

/** The attempt, in which a stage can ask why the one before failed. */
const knowing = <A, E extends StageError, F>({ failures }: Trying<E>, attempt: Effect.Effect<A, F>) => {
  const last = failures.at(-1)
  return last === undefined ? attempt : Effect.provideService(attempt, LastFailure, last.reason)
}

/** A local server answers few calls at once, so the others wait here, where no deadline runs. */
const inTurn = <A, E extends StageError, B, F>(
  calls: Calls,
  { model, segment, server, stage }: ModelCall<A, E>,
  attempt: Effect.Effect<B, F>
): Effect.Effect<B, F> =>
  server === undefined || model.location === "remote"
    ? attempt
    : calls.lines(server).withTurn({ model: model.model, alike: `${stage} ${segment}` }, attempt)

const givenUp = ({ model, stage }: { readonly stage: string; readonly model: ModelInfo.ModelInfo }) =>
  new Unavailable({
    message: `${ModelInfo.name(model)} failed so many times in a row that this ${stage} was not tried any more. See what the first failures say, and start the run again once the model answers.`,
    billing: notBilled
  })

/** One attempt under its reservation; a local model needs none. */
const attempt = <A, E extends StageError>(
  calls: Calls,
  request: ModelCall<A, E>,
  trying: Trying<E>,
  journalled: Journalled | null
): Effect.Effect<Metered<A>, CallError<E>> => {
  const { model, stage, terms } = request
  if (model.location === "local") {
    return booked(calls, request, trying, { ceiling: Usd.zero, bound: null, limits: null }, journalled).attempt
  }
  return CheckedAttempt.boundOf(request, calls.deadlineSeconds[stage], () =>
    Effect.provideService(request.bound(), HasCap, calls.hasCap)
  ).pipe(
    Effect.flatMap((named) => {
      const limits = limitsOf(named, request, trying)
      const bound = limits === null ? named : Usage.boundWithin(named, limits)
      trying.bound = bound
      return Effect.map(
        priced(request, () => calls.meter.ceiling(model, bound, terms)),
        (ceiling) => ({ bound, ceiling, limits })
      )
    }),
    Effect.flatMap((reserved) => {
      const open = journalled?.open ?? null
      // The money that an earlier start set aside for it is there already.
      const ledger = open === null ? calls.ledger : { ...calls.ledger, reserve: () => open.reserve }
      const ceiling = open?.ceiling ?? reserved.ceiling
      const { attempt, settle } = booked(calls, request, trying, { ...reserved, ceiling }, journalled)
      const spare = Usd.nano(Math.floor(ceiling * (request.spare ?? 0)))
      return Ledger.withReservation(ledger, ceiling, () => attempt, settle, spare)
    })
  )
}

/** What the next attempt keeps to. What was cut for want of room is given all the room there is. */
const limitsOf = <A, E extends StageError>(
  { answer }: Usage.TokenBound,
  { limits }: ModelCall<A, E>,
  { failures }: Trying<E>
): Usage.CallLimits | null => {
  if (answer === undefined) return null
  const wasCut = failures.some(({ reason }) => reason._tag === "Truncated")
  const wanted = limits ?? { answerTokens: answer.usual, caching: true }
  return wasCut ? { ...wanted, answerTokens: answer.most } : wanted
}
