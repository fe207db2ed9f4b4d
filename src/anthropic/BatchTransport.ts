/**
 * What a service that takes batches can be asked.
 */
import type { Effect } from "effect"
import type { StageReason } from "../stages/StageError.ts"

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
