/**
 * Single requests, gathered into batches and handed their results: who asks waits as for any answer, only longer.
 *
 * A batch is sent once so many requests wait, or once no further one has come for a while. Results come in any order and are found by
 * their id, which is made of the request itself. Where somebody who waits for a batch leaves, it is cancelled, and what was finished by
 * then is still looked up, so that it is booked at what it cost. Before a batch is sent, and when it has an id, each of its requests is
 * told so in the journal of its run, so that a run that was killed looks for its batch and pays for nothing twice. It knows no prompt and
 * no price.
 */
import { createHash } from "node:crypto"
import { Clock, Deferred, Effect, type Exit, FiberHandle, FiberSet, Option, Result, Schema, type Scope } from "effect"
import { CallNotes, type CallNotesShape } from "../stages/CallNotes.ts"
import * as BatchSearch from "./BatchSearch.ts"
import type { BatchEntry, BatchResult, BatchTransport } from "./BatchTransport.ts"
import { Misconfigured, type StageReason, Unavailable, unknownBilling } from "../stages/StageError.ts"

/** When to send, and how often to look. */
export interface BatchOptions {
  /** The most requests of a batch. Default 1000; the service takes up to 100000. */
  readonly maxRequests?: number | undefined
  /** A batch is sent once no request has come for so many seconds. Default 30. */
  readonly quietSeconds?: number | undefined
  /** How often to ask whether a batch is done. Default 30 s. */
  readonly pollSeconds?: number | undefined
  /** How long an interruption waits for a cancelled batch to end, to book what it cost. Default 60 s; after that, the ceiling. */
  readonly cancelWaitSeconds?: number | undefined
}

/** A queue of requests. */
export interface BatchQueue<P, M> {
  /**
   * Asks for one result. `onLeft` is told what became of the request where the asking is interrupted: `NotSent`, or the result where
   * it came to be known, or null.
   */
  readonly ask: (
    params: P,
    onLeft: (result: BatchResult<M> | "NotSent" | null) => Effect.Effect<void>
  ) => Effect.Effect<BatchResult<M>, StageReason>
}

/** What stands in the journal of a run about a request: first that its batch is about to be sent, then the batch's id. Ids and hashes only. */
const Note = Schema.Union([
  Schema.Struct({
    id: Schema.String,
    /** Milliseconds since the epoch. */
    sentAt: Schema.Finite,
    /** So many requests are in the batch. */
    requests: Schema.Int
  }),
  Schema.Struct({ id: Schema.String, batch: Schema.String })
])

const readNote = Schema.decodeUnknownOption(Note)

/** A batch that was sent. */
interface Batch<M> {
  readonly id: string
  readonly stop: Deferred.Deferred<void>
  readonly results: Deferred.Deferred<ReadonlyMap<string, BatchResult<M>>, StageReason>
}

/** A request that waits to be sent. */
interface Pending<P, M> {
  readonly entry: BatchEntry<P>
  readonly note: (note: typeof Note.Type) => Effect.Effect<void, StageReason>
  state: "Waiting" | "Sent" | "Left"
  readonly batch: Deferred.Deferred<Batch<M>, StageReason>
}

/** How often a batch that is being cancelled is looked at, at the least. */
const cancelPollMillis = 1_000

/** Opens a queue; closing the scope cancels what is still being worked on. */
export const make = <P, M>(
  transport: BatchTransport<P, M>,
  options: BatchOptions = {}
): Effect.Effect<BatchQueue<P, M>, never, Scope.Scope> =>
  Effect.gen(function* () {
    const maxRequests = options.maxRequests ?? 1000
    const quiet = (options.quietSeconds ?? 30) * 1000
    const poll = (options.pollSeconds ?? 30) * 1000
    const cancelWait = (options.cancelWaitSeconds ?? 60) * 1000
    const pending: Array<Pending<P, M>> = []
    const quietTimer = yield* FiberHandle.make<void>()
    const work = yield* FiberSet.make<void>()
    const batches = new Map<string, Batch<M>>()
    const unnamed = BatchSearch.make(transport, poll, (search) => Effect.asVoid(FiberSet.run(work, search)))
    const asked = new Map<string, number>()

    const follow = (batch: Batch<M>, sentBefore: boolean): Effect.Effect<void> =>
      Effect.gen(function* () {
        let cancelled = false
        let stopping = false
        let wait = sentBefore ? 0 : poll
        while (true) {
          if (stopping) yield* Effect.sleep(wait)
          else stopping = Option.isSome(yield* Effect.timeoutOption(Deferred.await(batch.stop), wait))
          wait = stopping ? Math.min(poll, cancelPollMillis) : poll
          if (stopping && !cancelled) cancelled = Result.isSuccess(yield* Effect.result(transport.cancel(batch.id)))
          const ended = yield* Effect.result(transport.ended(batch.id))
          if (Result.isSuccess(ended) && !ended.success) continue
          const results = Result.isSuccess(ended)
            ? yield* Effect.result(transport.results(batch.id))
            : Result.fail(ended.failure)
          if (Result.isSuccess(results)) return yield* Deferred.succeed(batch.results, results.success)
          // Anything that may pass is asked again: what the batch costs is paid, so its answers are not given up.
          if (results.failure._tag === "Misconfigured")
            return yield* Deferred.fail(batch.results, lost(results.failure))
        }
      }).pipe(
        Effect.onInterrupt(() =>
          Effect.andThen(Effect.ignore(transport.cancel(batch.id)), Deferred.fail(batch.results, closed))
        ),
        Effect.asVoid
      )

    const open = (id: string, sentBefore: boolean): Effect.Effect<Batch<M>> => {
      const known = batches.get(id)
      if (known !== undefined) return Effect.succeed(known)
      const batch: Batch<M> = {
        id,
        stop: Deferred.makeUnsafe(),
        results: Deferred.makeUnsafe()
      }
      batches.set(id, batch)
      return Effect.as(FiberSet.run(work, follow(batch, sentBefore)), batch)
    }

    const send = (gathered: ReadonlyArray<Pending<P, M>>): Effect.Effect<void> =>
      Effect.suspend(() => {
        const kept = gathered.filter(({ state }) => state === "Waiting")
        if (kept.length === 0) return Effect.void
        for (const one of kept) one.state = "Sent"
        const entries = kept.map(({ entry }) => entry)
        const noteAll = (noteOf: (id: string) => typeof Note.Type) =>
          Effect.forEach(kept, ({ entry: { id }, note }) => note(noteOf(id)), {
            concurrency: "unbounded",
            discard: true
          })
        const sent = Effect.gen(function* () {
          const sentAt = yield* Clock.currentTimeMillis
          yield* noteAll((id) => ({ id, sentAt, requests: entries.length }))
          const batch = yield* transport.create(entries)
          // What cannot be written down is looked up at the service.
          yield* Effect.ignore(noteAll((id) => ({ id, batch })))
          return yield* open(batch, false)
        })
        const tell = (exit: Exit.Exit<Batch<M>, StageReason>) =>
          Effect.forEach(kept, ({ batch }) => Deferred.done(batch, exit), { discard: true })
        // Sent is sent: not broken off between the request and the answer that names the batch.
        return Effect.uninterruptible(Effect.flatMap(Effect.exit(sent), tell))
      })

    const sendAll = Effect.suspend(() => send(pending.splice(0)))

    const gather = (one: Pending<P, M>): Effect.Effect<void> =>
      Effect.suspend(() => {
        pending.push(one)
        return pending.length >= maxRequests
          ? Effect.asVoid(FiberSet.run(work, send(pending.splice(0))))
          : Effect.asVoid(
              FiberHandle.run(
                quietTimer,
                Effect.andThen(Effect.sleep(quiet), Effect.asVoid(FiberSet.run(work, sendAll)))
              )
            )
      })

    const resultOf =
      (id: string) =>
      (results: ReadonlyMap<string, BatchResult<M>>): BatchResult<M> =>
        results.get(id) ?? { _tag: "Missing" }

    /**
     * Leaves a batch that was sent, which cancels it. A run that is stopped interrupts its calls one after another, so the first cannot
     * know whether others stay; those who do are told that they were not answered, unbilled, and may ask again.
     */
    const leave = (batch: Batch<M>, id: string): Effect.Effect<BatchResult<M> | null> =>
      Deferred.succeed(batch.stop, undefined).pipe(
        Effect.andThen(Effect.timeoutOption(Effect.map(Deferred.await(batch.results), resultOf(id)), cancelWait)),
        Effect.map(Option.getOrNull),
        Effect.orElseSucceed(() => null)
      )

    const await_ = (
      batch: Batch<M>,
      id: string,
      onLeft: (result: BatchResult<M> | "NotSent" | null) => Effect.Effect<void>
    ) =>
      Deferred.await(batch.results).pipe(
        Effect.map(resultOf(id)),
        Effect.onInterrupt(() => Effect.flatMap(leave(batch, id), onLeft))
      )

    /** What became of a request that an earlier start of the run sent; null where its batch never came about. */
    const sentBefore = Effect.fnUntraced(function* (
      note: typeof Note.Type,
      onLeft: Parameters<BatchQueue<P, M>["ask"]>[1]
    ): Effect.fn.Return<BatchResult<M> | null, StageReason> {
      const batch = "batch" in note ? note.batch : yield* Effect.onInterrupt(unnamed(note), () => onLeft(null))
      return batch === null ? null : yield* await_(yield* open(batch, true), note.id, onLeft)
    })

    const ask: BatchQueue<P, M>["ask"] = (params, onLeft) =>
      Effect.gen(function* () {
        const notes: CallNotesShape = yield* CallNotes
        const earlier = notes.earlier.flatMap((note) => Option.toArray(readNote(note))).at(-1)
        const result = earlier === undefined ? null : yield* sentBefore(earlier, onLeft)
        if (result !== null) return result
        const hash = hashOf(params)
        const number = asked.get(hash) ?? 0
        asked.set(hash, number + 1)
        const id = `${hash}-${number}`
        const one: Pending<P, M> = {
          entry: { id, params },
          note: notes.write,
          state: "Waiting",
          batch: Deferred.makeUnsafe()
        }
        yield* gather(one)
        const batch = yield* Effect.onInterrupt(Deferred.await(one.batch), () => {
          if (one.state === "Waiting") {
            one.state = "Left"
            return onLeft("NotSent")
          }
          return Effect.matchEffect(Deferred.await(one.batch), {
            onFailure: () => onLeft(null),
            onSuccess: (batch) => Effect.flatMap(leave(batch, id), onLeft)
          })
        })
        return yield* await_(batch, id, onLeft)
      })

    return { ask }
  })

/** The name of a request: the same for the same request, and nothing can be read from it. */
const hashOf = (params: unknown): string =>
  createHash("sha256").update(JSON.stringify(params)).digest("hex").slice(0, 48)

const lost = (reason: StageReason): StageReason =>
  new Misconfigured({ message: `The results of a batch could not be had: ${reason.message}`, billing: unknownBilling })

const closed: StageReason = new Unavailable({
  message: "The run was closed while its batch was being worked on. The batch was cancelled.",
  billing: unknownBilling
})
