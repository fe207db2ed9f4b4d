/**
 * Single requests, gathered into batches and handed their results: who asks waits as for any answer, only longer.
 *
 * A batch is sent once so many requests wait, or once no further one has come for a while. Results come in any order and are found by
 * their id, which is made of the request itself. Where somebody who waits for a batch leaves, it is cancelled, and what was finished by
 * then is still looked up, so that it is booked at what it cost. It knows no prompt and no price.
 */
import { createHash } from "node:crypto"
import { Deferred, Effect, type Exit, FiberHandle, FiberSet, Option, Result, type Scope } from "effect"
import { Misconfigured, type StageReason, Unavailable, unknownBilling } from "../stages/StageError.ts"
import type { BatchJournal } from "./BatchJournal.ts"

/** What became of one request of a batch. `Missing`: the service says nothing of it. */
export type BatchResult<M> =
  | { readonly _tag: "Succeeded"; readonly message: M }
  | { readonly _tag: "Errored"; readonly kind: string }
  | { readonly _tag: "Expired" }
  | { readonly _tag: "Canceled" }
  | { readonly _tag: "Missing" }

/** One request of a batch. */
export interface BatchEntry<P> {
  readonly id: string
  readonly params: P
}

/** A batch as the service knows it. */
export interface KnownBatch {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly requests: number
}

/** What is asked of a service that takes batches. Each is one request, never repeated. */
export interface BatchTransport<P, M> {
  /** Sends a batch and gives its id. */
  readonly create: (entries: ReadonlyArray<BatchEntry<P>>) => Effect.Effect<string, StageReason>
  readonly ended: (batch: string) => Effect.Effect<boolean, StageReason>
  readonly cancel: (batch: string) => Effect.Effect<void, StageReason>
  /** The results of a batch that has ended. */
  readonly results: (batch: string) => Effect.Effect<ReadonlyMap<string, BatchResult<M>>, StageReason>
  /** Batches that were created at this moment or later. */
  readonly since: (moment: number) => Effect.Effect<ReadonlyArray<KnownBatch>, StageReason>
}

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

/** What somebody who asked gets: the result, and whether a run before this one paid for it. */
export interface Asked<M> {
  readonly result: BatchResult<M>
  readonly recorded: boolean
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
  ) => Effect.Effect<Asked<M>, StageReason>
}

/** A batch that was sent. */
interface Batch<M> {
  readonly id: string
  readonly stop: Deferred.Deferred<void>
  readonly results: Deferred.Deferred<ReadonlyMap<string, BatchResult<M>>, StageReason>
}

/** A request that waits to be sent. */
interface Pending<P, M> {
  readonly entry: BatchEntry<P>
  state: "Waiting" | "Sent" | "Left"
  readonly batch: Deferred.Deferred<Batch<M>, StageReason>
}

/** How often a batch that is being cancelled is looked at, at the least. */
const cancelPollMillis = 1_000

/** Opens a queue; closing the scope cancels what is still being worked on. */
export const make = <P, M>(
  transport: BatchTransport<P, M>,
  journal: BatchJournal | null,
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
    const asked = new Map<string, number>()
    const recorded = journal === null ? new Map<string, Array<string>>() : yield* recordedIn(journal, transport)

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
        const sent = Effect.gen(function* () {
          const note = journal === null ? null : yield* journal.intend(entries.map(({ id }) => id))
          const id = yield* Effect.tapError(transport.create(entries), ({ billing }) =>
            note !== null && billing._tag === "NotBilled" ? note(null) : Effect.void
          )
          if (note !== null) yield* note(id)
          return yield* open(id, false)
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

    const ask: BatchQueue<P, M>["ask"] = (params, onLeft) =>
      Effect.gen(function* () {
        const hash = hashOf(params)
        for (let found = recorded.get(hash)?.shift(); found !== undefined; found = recorded.get(hash)?.shift()) {
          const [batchId = "", id = ""] = found.split(" ")
          const batch = yield* open(batchId, true)
          const result = yield* Effect.result(await_(batch, id, onLeft))
          if (Result.isSuccess(result) && result.success._tag === "Succeeded") {
            return { result: result.success, recorded: true }
          }
        }
        const number = asked.get(hash) ?? 0
        asked.set(hash, number + 1)
        const id = `${hash}-${number}`
        const one: Pending<P, M> = { entry: { id, params }, state: "Waiting", batch: Deferred.makeUnsafe() }
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
        return { result: yield* await_(batch, id, onLeft), recorded: false }
      })

    return { ask }
  })

/** The name of a request: the same for the same request, and nothing can be read out of it. */
export const hashOf = (params: unknown): string =>
  createHash("sha256").update(JSON.stringify(params)).digest("hex").slice(0, 48)

/** What an earlier run sent, by the hash of its requests: `batch id`, a space, the id of the request. */
const recordedIn = Effect.fnUntraced(function* <P, M>(journal: BatchJournal, transport: BatchTransport<P, M>) {
  const byHash = new Map<string, Array<string>>()
  const add = (batch: string, ids: ReadonlyArray<string>) => {
    for (const id of ids) {
      const hash = id.replace(/-\d+$/, "")
      byHash.set(hash, [...(byHash.get(hash) ?? []), `${batch} ${id}`])
    }
  }
  const { sent, unsure } = yield* journal.read
  for (const { batch, ids } of sent) add(batch, ids)
  // Sent or not, nobody lived to write it down: the service knows. A batch of as many requests since then may be it.
  for (const { at, ids } of unsure) {
    const since = yield* Effect.orElseSucceed(transport.since(at - 60_000), () => [])
    const taken = new Set(sent.map(({ batch }) => batch))
    for (const { id, requests } of since) if (requests === ids.length && !taken.has(id)) add(id, ids)
  }
  return byHash
})

const lost = (reason: StageReason): StageReason =>
  new Misconfigured({ message: `The results of a batch could not be had: ${reason.message}`, billing: unknownBilling })

const closed: StageReason = new Unavailable({
  message: "The run was closed while its batch was being worked on. The batch was cancelled.",
  billing: unknownBilling
})
