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
import type { ModelStage, StageReason } from "../stages/StageError.ts"
import * as CallTally from "./CallTally.ts"

/** What tells a call from others of its stage. */
export interface CallIdentity {
  /** What is asked of the stage, such as `draft` or `compare`. */
  readonly operation: string
  /** Name and version of the prompt, where the stage has one. */
  readonly prompt: string | undefined
  /** All that the answer depends on, as plain JSON. */
  readonly input: unknown
}

/** How an attempt of an earlier start ended. */
export interface Recorded {
  readonly _tag: "Recorded"
  readonly outcome: Exclude<CallOutcome, { readonly _tag: "Interrupted" }>
  readonly usage: Usage.Usage
  readonly bound: Usage.TokenBound | null
  readonly cost: Usd.Usd
}

/** An attempt of an earlier start that its stage can take up, under the money that was set aside for it. */
export interface Open {
  readonly _tag: "Open"
  readonly call: number
  readonly reservation: Ledger.Reservation
  readonly notes: ReadonlyArray<CallNote>
}

/** An attempt that is about to be made. */
export interface Attempted {
  readonly call: number
  readonly key: string
  readonly stage: ModelStage
  readonly draft: number
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
  /** The same for the same request, whichever start makes it. */
  readonly keyOf: (model: ModelInfo.ModelInfo, identity: CallIdentity, variant: number) => string
  /** What an earlier start knows of this request; each attempt once. Null where it has to be made. */
  readonly take: (key: string) => Recorded | Open | null
  readonly number: () => number
  /** Done once it would outlast a kill. */
  readonly reserve: (attempted: Attempted, ceiling: Usd.Usd) => Effect.Effect<void, RunStoreError>
  readonly note: (call: number, note: CallNote) => Effect.Effect<void, RunStoreError>
  /**
   * Never fails: what cannot be written now is written with the next that can, and `problem` says so. What cost nothing is written while
   * the run goes on: a kill loses the last moment of it.
   */
  readonly settle: (attempted: Attempted, ended: Ended) => Effect.Effect<void>
  /** Waits until all is written, and books what nobody took up. */
  readonly close: Effect.Effect<void>
  /** Why something could not be written; null where all is. */
  readonly problem: () => string | null
  /** What was there when the run began. */
  readonly before: { readonly calls: number; readonly spent: Usd.Usd; readonly possiblySpent: Usd.Usd }
}

/** An attempt as the journal tells it. */
interface Known {
  readonly attempted: Attempted
  readonly ceiling: Usd.Usd
  readonly notes: Array<CallNote>
  settled: Extract<RunEntry, { readonly _tag: "Settled" }> | null
}

const attemptsIn = (entries: ReadonlyArray<RunEntry>): ReadonlyMap<number, Known> => {
  const known = new Map<number, Known>()
  for (const entry of entries) {
    if (entry._tag === "Reserved") {
      known.set(entry.call, { attempted: entry, ceiling: entry.ceiling, notes: [], settled: null })
    } else if (entry._tag === "Noted") known.get(entry.call)?.notes.push(entry.note)
    else if (entry._tag === "Settled") {
      const before = known.get(entry.call) ?? { attempted: entry, ceiling: Usd.zero, notes: [], settled: null }
      known.set(entry.call, { ...before, settled: entry })
    }
  }
  return known
}

/** These fail again when they are asked again. */
const repeatable = new Set<StageReason["_tag"]>(["InvalidOutput", "Truncated", "Refused"])

/** What an end is worth to a later start; null where the call is made again. */
const recordedOf = ({
  bound,
  outcome,
  possiblySpent,
  spent,
  usage
}: NonNullable<Known["settled"]>): Recorded | null => {
  if (outcome._tag === "Interrupted") return null
  const cost = Usd.sum(spent, possiblySpent)
  const isFinal = outcome._tag === "Answered" || cost > 0 || repeatable.has(outcome.reason._tag)
  return isFinal ? { _tag: "Recorded", outcome, usage, bound: bound ?? null, cost } : null
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
  const left = new Map<number, Open>()

  const book = (attempt: Omit<CallTally.Attempt, "usage"> & { readonly usage?: Usage.Usage }) =>
    Ref.update(tally, (before) => CallTally.add(before, { usage: Usage.none, ...attempt }))

  // Money that is spent and money that may be: at once, so that what it leaves of the cap is known before anything begins.
  yield* bookSpent(ledger, Usd.sum(...known.map((one) => (isOpen(one) ? Usd.zero : costOf(one)))))

  for (const { attempted, ceiling, notes, settled } of known) {
    const { call, draft, key, stage } = attempted
    const isTakenUp = isOpen({ attempted, ceiling, notes, settled })
    const reservation = isTakenUp ? yield* Effect.orElseSucceed(ledger.reserve(ceiling), () => null) : null
    if (reservation !== null) {
      const open: Open = { _tag: "Open", call, reservation, notes }
      offer(key, open)
      left.set(call, open)
      continue
    }
    if (isTakenUp) yield* bookSpent(ledger, costOf({ attempted, ceiling, notes, settled }))
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

  const behind = new Set<Fiber.Fiber<void>>()
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
    take: (key) => {
      const one = queues.get(key)?.shift() ?? null
      if (one?._tag === "Open") left.delete(one.call)
      return one
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
    close: Effect.gen(function* () {
      yield* Fiber.awaitAll([...behind])
      for (const { attempted, ceiling } of known) {
        const open = left.get(attempted.call)
        if (open === undefined) continue
        left.delete(attempted.call)
        yield* open.reservation.settle(ceiling)
        const { draft, stage } = attempted
        yield* book({ stage, draft, failed: true, spent: Usd.zero, possiblySpent: ceiling })
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

/** What an attempt cost, or may have: one whose end nobody saw counts at its ceiling. */
const costOf = ({ ceiling, settled }: Known): Usd.Usd =>
  settled === null ? ceiling : Usd.sum(settled.spent, settled.possiblySpent)

/** Whether its stage can take an attempt up: it wrote down where the answer is, and nobody knows what came of it. */
const isOpen = ({ notes, settled }: Known): boolean =>
  notes.length > 0 && (settled === null || (settled.outcome._tag === "Interrupted" && settled.possiblySpent > 0))

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
