/**
 * Where runs keep what they were answered and what it cost, so that a run that was killed goes on instead of paying again.
 *
 * A store knows no stage and no model: it appends entries to the journal of a run and gives them back in order. A store of one's own is
 * one file; docs/durability.md shows one.
 */
import { Context, Effect, Schema, type Scope, Semaphore } from "effect"
import type { RunEntry } from "./RunEntry.ts"

const message = { message: Schema.String }

/** Somebody else works on this run. */
export class RunTaken extends Schema.TaggedError<RunTaken>()("RunTaken", message) {}

/** The journal is damaged in a place where a kill cannot have damaged it; the message says what is whole. */
export class JournalDamaged extends Schema.TaggedError<JournalDamaged>()("JournalDamaged", {
  ...message,
  /** The first damaged line or row, from 1. */
  line: Schema.Int,
  /** How many entries are whole. */
  whole: Schema.Int
}) {}

/** The journal was written by a newer version of this package. */
export class JournalNewer extends Schema.TaggedError<JournalNewer>()("JournalNewer", message) {}

/** The store cannot be read or written now: a full disk, a folder without permission, a database that is down. */
export class StoreUnavailable extends Schema.TaggedError<StoreUnavailable>()("StoreUnavailable", message) {}

/** An unfinished run has this name and is another: `differences` says in what. */
export class OtherRun extends Schema.TaggedError<OtherRun>()("OtherRun", {
  ...message,
  differences: Schema.Array(Schema.String)
}) {}

/** A run's journal cannot be opened, read or written. */
export class RunStoreError extends Schema.TaggedError<RunStoreError>()("RunStoreError", {
  reason: Schema.Union([RunTaken, JournalDamaged, JournalNewer, StoreUnavailable, OtherRun])
}) {
  override get message(): string {
    return this.reason.message
  }
}

/** The journal of one run, which nobody else writes while it is open. */
export interface RunJournal {
  /** What was written before it was opened, in order. */
  readonly entries: ReadonlyArray<RunEntry>
  /** Adds entries in this order. Done only once they would outlast a kill of the process and of the machine. */
  readonly append: (entries: ReadonlyArray<RunEntry>) => Effect.Effect<void, RunStoreError>
  /** Puts entries in the place of all others, at once: a kill leaves the old or the new. */
  readonly replace: (entries: ReadonlyArray<RunEntry>) => Effect.Effect<void, RunStoreError>
}

/** What a store does. */
export interface RunStoreShape {
  /** Opens the journal of a run of this name, empty where there is none, until the scope closes. Fails where it is open elsewhere. */
  readonly open: (name: string) => Effect.Effect<RunJournal, RunStoreError, Scope.Scope>
  /** Reads a journal without opening it. */
  readonly read: (name: string) => Effect.Effect<ReadonlyArray<RunEntry>, RunStoreError>
  /** The names of all runs. */
  readonly names: Effect.Effect<ReadonlyArray<string>, RunStoreError>
  /** Forgets a run. Fails where it is open. */
  readonly remove: (name: string) => Effect.Effect<void, RunStoreError>
}

/**
 * Keeps journals in memory: a run that was interrupted goes on as long as the store lives.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { RunStore } from "effect-persona"
 *
 * const names = Effect.gen(function* () {
 *   const store = RunStore.memory()
 *   yield* Effect.scoped(
 *     Effect.flatMap(store.open("larder"), (journal) => journal.append([{ _tag: "Noted", call: 1, note: null }]))
 *   )
 *   return yield* store.names
 * })
 *
 * await Effect.runPromise(names) // => ["larder"]
 * ```
 */
export const memory = (): RunStoreShape => {
  const journals = new Map<string, { entries: Array<RunEntry>; readonly lock: Semaphore.Semaphore }>()
  const of = (name: string) => {
    const journal = journals.get(name) ?? { entries: [], lock: Semaphore.makeUnsafe(1) }
    journals.set(name, journal)
    return journal
  }
  const locked = (name: string) =>
    Effect.acquireRelease(
      Effect.suspend(() => {
        const journal = of(name)
        return Effect.flatMap(journal.lock.takeIfAvailable(1), (isMine) =>
          isMine ? Effect.succeed(journal) : Effect.fail(taken(name))
        )
      }),
      ({ entries, lock }) =>
        Effect.andThen(
          lock.release(1),
          Effect.sync(() => entries.length === 0 && journals.delete(name))
        )
    )
  return {
    open: (name) =>
      Effect.map(locked(name), (journal) => ({
        entries: [...journal.entries],
        append: (entries) => Effect.sync(() => void journal.entries.push(...entries)),
        replace: (entries) =>
          Effect.sync(() => {
            journal.entries = [...entries]
          })
      })),
    read: (name) => Effect.sync(() => journals.get(name)?.entries ?? []),
    names: Effect.sync(() => [...journals.keys()]),
    remove: (name) =>
      Effect.scoped(
        Effect.map(locked(name), (journal) => {
          journal.entries = []
        })
      )
  }
}

const taken = (name: string) =>
  new RunStoreError({
    reason: new RunTaken({
      message: `The run ${name} is under way already: wait for its end, or give this one another name.`
    })
  })

/**
 * The store of an app's runs. Left out, a store in memory keeps the runs that are given a name for as long as the process lives.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { RunStore } from "effect-persona"
 *
 * // One for each part of an app, instead of one for all of it.
 * const Runs = Layer.sync(RunStore.RunStore, RunStore.memory)
 * ```
 */
export const RunStore = Context.Reference<RunStoreShape>("effect-persona/RunStore", { defaultValue: memory })
