/**
 * What an attempt is booked at, however it ends: what it was billed, what it may have been billed besides, and who is shown that.
 */
import { Cause, Clock, Effect, Exit, Option, Ref, Schema } from "effect"
import * as ModelInfo from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import type { CallDetails } from "../stages/CallDetails.ts"
import { type CallNote, CallNotes } from "../stages/CallNotes.ts"
import type { UnknownPrice } from "../stages/CostMeter.ts"
import type { CallOutcome } from "../stages/RunEntry.ts"
import type { RunStoreError } from "../stages/RunStore.ts"
import {
  type Billing,
  Died,
  type Metered,
  Misconfigured,
  notBilled,
  type StageError,
  type StageReason
} from "../stages/StageError.ts"
import type * as CallJournal from "./CallJournal.ts"
import type { Attempted } from "./JournalAttempts.ts"
import * as CallTally from "./CallTally.ts"
import * as CheckedAttempt from "./CheckedAttempt.ts"
import type { Calls, ModelCall, Trying } from "./Calls.ts"
import * as Telemetry from "./Telemetry.ts"

/** A price that the meter names, or an error where it throws or names no amount: what cannot be priced is not sent. */
export const priced = <A, E extends StageError>(
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

/** What an attempt may have cost. */
interface Booked {
  readonly usage: Usage.Usage
  readonly spent: Usd.Usd
  /** What may have been billed besides. */
  readonly possiblySpent: Usd.Usd
}

/** What is set aside for an attempt. */
export interface Reserved {
  readonly ceiling: Usd.Usd
  /** Null for a local model. */
  readonly bound: Usage.TokenBound | null
  readonly limits: Usage.CallLimits | null
}

/** An attempt in the journal of a run: its key, and what an earlier start left open of it. */
export interface Journalled {
  readonly key: string
  readonly open: CallJournal.Open | null
}

/**
 * An attempt that books what it cost however it ends, and writes that into the run's journal, where there is one. `settle` says what that
 * was, also where the attempt never began.
 */
export const booked = <A, E extends StageError>(
  calls: Calls,
  request: ModelCall<A, E>,
  trying: Trying<E>,
  { bound, ceiling, limits }: Reserved,
  journalled: Journalled | null
) => {
  const { model, stage, terms } = request
  const written = journalled === null ? null : inJournal(calls, request, journalled)
  const isLocal = model.location === "local"
  const observed = { stage, model, attempt: trying.failures.length + 1 }
  let known: Usd.Usd | null = null
  let told: Billing | null = null
  const listen = ({ billing, writtenTokens }: CallDetails) => {
    told = billing ?? told
    if (writtenTokens !== undefined) calls.onWriting({ stage, draft: request.draft, tokens: writtenTokens })
  }

  const price = (usage: Usage.Usage) => priced(request, () => calls.meter.price(model, usage, terms))
  const unsure: Booked = { usage: Usage.none, spent: Usd.zero, possiblySpent: ceiling }

  /** The usage that a service told before its answer was cut, and the rest of the answer, which may have been written. */
  const cut = (usage: Usage.Usage): Effect.Effect<Booked, E | UnknownPrice> => {
    const outputTokens = Math.max(usage.outputTokens, bound?.outputTokens ?? 0)
    return Effect.zipWith(price(usage), price({ ...usage, outputTokens }), (spent, most) => ({
      usage,
      spent,
      possiblySpent: Usd.minus(Usd.nano(Math.max(spent, Math.min(ceiling, most))), spent)
    }))
  }

  const bookedAt = (billing: Billing): Effect.Effect<Booked> => {
    if (isLocal) return Effect.succeed({ ...unsure, ...(billing._tag === "Billed" && { usage: billing.usage }) })
    const priceable: Effect.Effect<Booked, E | UnknownPrice> =
      billing._tag === "Unknown"
        ? CheckedAttempt.isUsage(billing.told)
          ? cut(billing.told)
          : Effect.succeed(unsure)
        : Effect.map(price(billing._tag === "Billed" ? billing.usage : Usage.none), (spent) => ({
            usage: billing._tag === "Billed" ? billing.usage : Usage.none,
            spent,
            possiblySpent: Usd.zero
          }))
    return Effect.orElseSucceed(priceable, () =>
      billing._tag === "Billed" ? { ...unsure, usage: billing.usage } : unsure
    )
  }

  const end = (exit: Exit.Exit<Metered<A>, E>, show: (ended: Telemetry.Ended) => void): Effect.Effect<void> => {
    const said = CheckedAttempt.billingOf(exit)
    const errorType = Exit.isSuccess(exit) ? null : (reasonOf(exit)?._tag ?? "Interrupted")
    return Effect.flatMap(bookedAt(said._tag === "Unknown" ? (told ?? said) : said), (booked) => {
      const total = Usd.sum(booked.spent, booked.possiblySpent)
      known = total
      if (total > 0) trying.cost = Usd.sum(trying.cost, total)
      show({ errorType, usage: booked.usage, spent: total })
      const attempt = { stage, draft: request.draft, failed: errorType !== null, ...booked }
      const tallied = Ref.update(calls.tally, (tally) => CallTally.add(tally, attempt))
      return written === null
        ? tallied
        : Effect.andThen(tallied, written.settle({ ...booked, bound, outcome: outcomeOf(exit) }))
    })
  }

  const observedAttempt = Telemetry.observed(
    observed,
    isLocal && request.server === undefined ? null : listen,
    (span) =>
      Effect.withFiber((fiber) => {
        const clock = fiber.getRef(Clock.Clock)
        const started = clock.currentTimeMillisUnsafe()
        const seconds = calls.deadlineSeconds[stage]
        return Effect.onExit(
          CheckedAttempt.answer(request, seconds, () => request.attempt(trying.variant, limits)),
          (exit) =>
            end(exit, (ended) =>
              Telemetry.record(observed, span, clock.currentTimeMillisUnsafe() - started, ended, fiber.context)
            )
        )
      })
  )
  const attempt =
    written === null || isLocal
      ? observedAttempt
      : Effect.suspend(() => {
          // Until its ceiling is written down, nothing is sent.
          told = notBilled
          return Effect.andThen(
            written.reserve(ceiling),
            Effect.suspend(() => {
              told = null
              return Effect.provideService(observedAttempt, CallNotes, written.notes)
            })
          )
        })
  const settle = (exit: Exit.Exit<Metered<A>, E>): Effect.Effect<Usd.Usd> =>
    Effect.map(known === null ? end(exit, () => {}) : Effect.void, () => known ?? ceiling)
  return { attempt, settle }
}

/** Where an attempt is written down. */
const inJournal = <A, E extends StageError>(
  { journal }: Calls,
  { draft, fail, stage }: ModelCall<A, E>,
  { key, open }: Journalled
) => {
  if (journal === null) return null
  const attempted: Attempted = { call: open?.call ?? journal.number(), key, stage, draft }
  const unwritable = ({ message }: RunStoreError) =>
    new Misconfigured({
      message: `${message} Until this call can be written down, it is not sent.`,
      billing: notBilled
    })
  return {
    reserve: (ceiling: Usd.Usd): Effect.Effect<void, E> =>
      open === null
        ? Effect.mapError(journal.reserve(attempted, ceiling), (error) => fail(unwritable(error)))
        : Effect.void,
    notes: {
      earlier: open?.notes ?? [],
      write: (note: CallNote) => Effect.mapError(journal.note(attempted.call, note), unwritable)
    },
    settle: (ended: CallJournal.Ended) => journal.settle(attempted, ended)
  }
}

const outcomeOf = <A, E extends StageError>(exit: Exit.Exit<Metered<A>, E>): CallOutcome => {
  if (Exit.isFailure(exit)) {
    const reason = reasonOf(exit)
    return reason === null ? { _tag: "Interrupted" } : { _tag: "Failed", reason }
  }
  const { repaired, value } = exit.value
  return { _tag: "Answered", value, ...(repaired !== undefined && { repaired }) }
}

/** Why an attempt failed; null where it was broken off. */
export const reasonOf = <E>(exit: Exit.Failure<unknown, E>): StageReason | null => {
  const error = Option.getOrNull(Cause.findErrorOption(exit.cause))
  return isStageError(error) ? error.reason : null
}

const isStageError = (error: unknown): error is StageError =>
  typeof error === "object" && error !== null && "reason" in error
