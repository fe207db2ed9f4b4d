/**
 * What a run writes down of its calls, and what it takes from an earlier start instead of asking again.
 *
 * Before a call that may be billed is sent, its ceiling is written down, and when it has ended, what came of it and what it cost. After a
 * kill, a ceiling without an end stays booked as possibly billed, and its call is sent again with the same seed; so all starts together
 * keep to the cap. What was answered, and what failed in a way that would fail again or may have been billed, is not asked again.
 */
import { Effect, Fiber, Ref } from "effect"
import type * as Ledger from "../budget/Ledger.ts"
import * as Fingerprint from "../domain/Fingerprint.ts"
import * as ModelInfo from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import type { CallNote } from "../stages/CallNotes.ts"
import type { CallOutcome, RunEntry } from "../stages/RunEntry.ts"
import type { RunJournal, RunStoreError } from "../stages/RunStore.ts"
import * as CallTally from "./CallTally.ts"
import { type Attempted, attemptsIn, costOf, isOpen, type Recorded, recordedOf } from "./JournalAttempts.ts"

/** What tells a call from others of its stage. */
export interface CallIdentity {
  /** What is asked of the stage, such as `draft` or `compare`. */
  readonly operation: string
  /** Name and version of the prompt, where the stage has one. */
  readonly prompt: string | undefined
  /** All that the answer depends on, as plain JSON. */
  readonly input: unknown
}

/** An attempt of an earlier start that its stage can take up, under the money that was set aside for it. */
export interface Open {
  readonly _tag: "Open"
  readonly call: number
  readonly ceiling: Usd.Usd
  /** The money that was set aside for it: whoever asks settles it. */
  readonly reserve: Effect.Effect<Ledger.Reservation>
  readonly notes: ReadonlyArray<CallNote>
}

/** What an attempt came to. */
export interface Ended {
  readonly usage: Usage.Usage
  readonly spent: Usd.Usd
  readonly possiblySpent: Usd.Usd
  readonly bound: Usage.TokenBound | null
  readonly outcome: CallOutcome
}

/** The journal of the calls of a run. */
export interface CallJournal {
  /** The ledger of the run. Where a call does not fit, money that is set aside for attempts that nobody took up yet is booked first. */
  readonly ledger: Ledger.Ledger
  /** The same for the same request, whichever start makes it. */
  readonly keyOf: (model: ModelInfo.ModelInfo, identity: CallIdentity, variant: number) => string
  /** What an earlier start knows of this request; each attempt once. Null where it has to be made. */
  readonly take: (key: string) => Recorded | Open | null
  /** Gives back what was taken and not begun. */
  readonly putBack: (key: string, open: Open) => void
  readonly number: () => number
  /** Done once it would outlast a kill. */
  readonly reserve: (attempted: Attempted, ceiling: Usd.Usd) => Effect.Effect<void, RunStoreError>
  readonly note: (call: number, note: CallNote) => Effect.Effect<void, RunStoreError>
  /**
   * Never fails: what cannot be written now is written with the next that can, and `problem` says so. What cost nothing is written while
   * the run goes on: a kill loses the last moment of it.
   */
  readonly settle: (attempted: Attempted, ended: Ended) => Effect.Effect<void>
  /** Waits until all is written. */
  readonly flush: Effect.Effect<void>
  /** The same, and books what nobody took up. */
  readonly close: Effect.Effect<void>
  /** Why something could not be written; null where all is. */
  readonly problem: () => string | null
  /** What was there when the run began. */
  readonly before: { readonly calls: number; readonly spent: Usd.Usd; readonly possiblySpent: Usd.Usd }
}

/** Opens the journal of a run that begins: books what earlier starts spent, and knows what they were answered. */
export const make = Effect.fnUntraced(function* (
  journal: RunJournal,
  {
    criteria,
    ledger,
    tally
  }: {
    readonly ledger: Ledger.Ledger
    readonly tally: Ref.Ref<CallTally.CallTally>
    /** What stands for the criteria of the run, which all but drafts depend on. */
    readonly criteria: string
  }
): Effect.fn.Return<CallJournal> {
  const known = [...attemptsIn(journal.entries).values()]
  const queues = new Map<string, Array<Recorded | Open>>()
  const offer = (key: string, one: Recorded | Open) => queues.set(key, [...(queues.get(key) ?? []), one])
  /** Those that nobody took up yet. */
  const left = new Map<number, Ledger.Reservation>()

  const book = (attempt: Omit<CallTally.Attempt, "usage"> & { readonly usage?: Usage.Usage }) =>
    Ref.update(tally, (before) => CallTally.add(before, { usage: Usage.none, ...attempt }))

  // Money that is spent and money that may be: at once, so that what it leaves of the cap is known before anything begins.
  yield* bookSpent(ledger, Usd.sum(...known.map((one) => (isOpen(one) ? Usd.zero : costOf(one)))))

  for (const one of known) {
    const { attempted, ceiling, notes, settled } = one
    const { call, draft, key, stage } = attempted
    // As much as was booked for it, so that all of them fit into the cap that they fitted into before.
    const held = costOf(one)
    const reservation = isOpen(one) ? yield* Effect.orElseSucceed(ledger.reserve(held), () => null) : null
    if (reservation !== null) {
      const reserve = Effect.sync(() => {
        left.delete(call)
        return reservation
      })
      offer(key, { _tag: "Open", call, ceiling: held, reserve, notes })
      left.set(call, reservation)
      continue
    }
    if (isOpen(one)) yield* bookSpent(ledger, held)
    const recorded = settled === null ? null : recordedOf(settled)
    if (recorded !== null) offer(key, recorded)
    yield* book({
      stage,
      draft,
      failed: settled?.outcome._tag !== "Answered",
      spent: settled?.spent ?? Usd.zero,
      possiblySpent: settled?.possiblySpent ?? ceiling,
      usage: settled?.usage ?? Usage.none
    })
  }

  let next = known.reduce((most, { attempted }) => Math.max(most, attempted.call), 0)
  let problem: string | null = null
  let unwritten: ReadonlyArray<RunEntry> = []

  const append = (entry: RunEntry): Effect.Effect<void, RunStoreError> =>
    Effect.suspend(() => {
      const all = [...unwritten, entry]
      unwritten = []
      return Effect.tapError(journal.append(all), (error) =>
        Effect.sync(() => {
          problem ??= error.message
          unwritten = [...all.slice(0, -1), ...unwritten]
        })
      )
    })

  // They can be taken up afterwards too: what they cost less than their ceilings is then not given back.
  const bookLeft = Effect.suspend(() =>
    Effect.forEach([...left.values()], (reservation) => reservation.settle(reservation.ceiling), { discard: true })
  )
  const bookLeftFor = (needed: Usd.Usd): Effect.Effect<void> =>
    Effect.flatMap(ledger.state, ({ cap, reserved, spent }) =>
      cap !== null && spent + reserved + needed > cap ? bookLeft : Effect.void
    )

  const behind = new Set<Fiber.Fiber<void>>()
  const flush = Effect.asVoid(Effect.suspend(() => Fiber.awaitAll([...behind])))
  const meanwhile = (write: Effect.Effect<void>): Effect.Effect<void> =>
    Effect.map(Effect.forkDetach(write), (fiber) => {
      behind.add(fiber)
      fiber.addObserver(() => behind.delete(fiber))
    })

  return {
    keyOf: (model, { input, operation, prompt }, variant) =>
      Fingerprint.of(
        JSON.stringify([
          operation,
          operation === "draft" ? null : criteria,
          ModelInfo.name(model),
          prompt ?? null,
          input,
          variant
        ])
      ),
    ledger: {
      ...ledger,
      reserve: (ceiling, spare = Usd.zero) =>
        Effect.suspend(() => (left.size === 0 ? Effect.void : bookLeftFor(Usd.sum(ceiling, spare)))).pipe(
          Effect.andThen(ledger.reserve(ceiling, spare))
        )
    },
    take: (key) => queues.get(key)?.shift() ?? null,
    putBack: (key, open) => {
      if (left.has(open.call)) queues.get(key)?.unshift(open)
    },
    number: () => ++next,
    reserve: (attempted, ceiling) => append({ _tag: "Reserved", ...attempted, ceiling }),
    note: (call, note) => append({ _tag: "Noted", call, note }),
    settle: (attempted, { bound, ...ended }) => {
      const entry: RunEntry = {
        _tag: "Settled",
        ...attempted,
        ...ended,
        ...(bound !== null && { bound: boundOf(bound) })
      }
      const written = Effect.ignore(
        Effect.tapError(append(entry), () =>
          Effect.sync(() => {
            unwritten = [...unwritten, entry]
          })
        )
      )
      return bound === null ? meanwhile(written) : written
    },
    flush,
    close: Effect.gen(function* () {
      yield* flush
      yield* bookLeft
      for (const one of known) {
        const { call, draft, stage } = one.attempted
        if (left.delete(call)) yield* book({ stage, draft, failed: true, spent: Usd.zero, possiblySpent: costOf(one) })
      }
    }),
    problem: () => problem,
    before: {
      calls: known.filter(({ settled }) => settled !== null).length,
      spent: Usd.sum(...known.map(({ settled }) => settled?.spent ?? Usd.zero)),
      possiblySpent: Usd.sum(...known.map(({ ceiling, settled }) => settled?.possiblySpent ?? ceiling))
    }
  }
})

const boundOf = ({ cacheableTokens, inputTokens, outputTokens }: Usage.TokenBound) => ({
  inputTokens,
  outputTokens,
  ...(cacheableTokens !== undefined && { cacheableTokens })
})

/** Books what was spent before. It fits under the cap of before; where this one is lower, what is beyond counts as overrun. */
const bookSpent = (ledger: Ledger.Ledger, amount: Usd.Usd): Effect.Effect<void> =>
  amount === 0
    ? Effect.void
    : ledger.reserve(amount).pipe(
        Effect.catch(() => Effect.orDie(ledger.reserve(Usd.zero))),
        Effect.flatMap(({ settle }) => settle(amount)),
        Effect.uninterruptible
      )
