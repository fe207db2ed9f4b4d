/**
 * Looks for a batch that was sent when nobody lived to write its id down: the service knows it, as one of as many requests since then.
 *
 * It only looks. Others may have batches of as many requests at the same service, and theirs are neither cancelled nor waited for longer
 * than it takes to find one's own.
 */
import { Deferred, Effect } from "effect"
import { Misconfigured, type StageReason, unknownBilling } from "../stages/StageError.ts"
import type { BatchTransport } from "./BatchTransport.ts"

/** A request of a batch whose id is not known. */
export interface Unnamed {
  readonly id: string
  /** When its batch was sent, in milliseconds since the epoch: the same for all requests of it. */
  readonly sentAt: number
  /** How many requests are in its batch. */
  readonly requests: number
}

/** So far the clock of the service may be behind ours, in milliseconds. */
const clockMillis = 60_000

/**
 * The id of the batch of a request; null where it never came about. Requests of one batch are looked for together, by work that is run
 * apart from whoever asks first, because that one may leave.
 */
export const make = <P, M>(
  transport: BatchTransport<P, M>,
  pollMillis: number,
  run: (search: Effect.Effect<void>) => Effect.Effect<void>
) => {
  const searches = new Map<number, Deferred.Deferred<string | null, StageReason>>()

  /** Without an answer nobody can tell whether the request was sent, so it is asked for until there is one. */
  const answered = <A>(question: Effect.Effect<A, StageReason>): Effect.Effect<A, StageReason> =>
    Effect.matchEffect(question, {
      onSuccess: Effect.succeed,
      onFailure: (reason) =>
        reason._tag === "Misconfigured"
          ? Effect.fail(
              new Misconfigured({
                message: `What became of a batch could not be asked: ${reason.message}`,
                billing: unknownBilling
              })
            )
          : Effect.andThen(
              Effect.sleep(pollMillis),
              Effect.suspend(() => answered(question))
            )
    })

  const search = Effect.fnUntraced(function* ({ id, requests, sentAt }: Unnamed) {
    const since = yield* answered(transport.since(sentAt - clockMillis))
    let waiting = since.filter((batch) => batch.requests === requests).map((batch) => batch.id)
    while (waiting.length > 0) {
      const unended: Array<string> = []
      for (const batch of waiting) {
        if (!(yield* answered(transport.ended(batch)))) unended.push(batch)
        else if ((yield* answered(transport.results(batch))).has(id)) return batch
      }
      waiting = unended
      if (waiting.length > 0) yield* Effect.sleep(pollMillis)
    }
    return null
  })

  return (request: Unnamed): Effect.Effect<string | null, StageReason> =>
    Effect.suspend(() => {
      const known = searches.get(request.sentAt)
      if (known !== undefined) return Deferred.await(known)
      const found = Deferred.makeUnsafe<string | null, StageReason>()
      searches.set(request.sentAt, found)
      return Effect.andThen(run(Effect.asVoid(Deferred.complete(found, search(request)))), Deferred.await(found))
    })
}
