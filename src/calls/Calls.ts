/**
 * What a call to a model is: what all calls of a run share, what one asks for, and how far it has come.
 */
import type { Effect, Ref } from "effect"
import type * as Ledger from "../budget/Ledger.ts"
import type { Terms } from "../budget/Price.ts"
import type * as Usage from "../domain/Usage.ts"
import type * as Usd from "../domain/Usd.ts"
import type { CostMeterShape, UnknownPrice } from "../stages/CostMeter.ts"
import type { Metered, ModelStage, StageError, StageReason } from "../stages/StageError.ts"
import type * as CallJournal from "./CallJournal.ts"
import type * as CallTally from "./CallTally.ts"
import type * as CheckedAttempt from "./CheckedAttempt.ts"
import type { Limiters } from "./ConcurrencyLimiter.ts"
import type { ServerLines } from "./ServerLine.ts"
import type * as Retry from "./Retry.ts"

/** What all calls of a run share. */
export interface Calls {
  readonly retry: Retry.RetryPolicy
  /** How long a single attempt of each stage may take, in seconds. */
  readonly deadlineSeconds: Readonly<Record<ModelStage, number>>
  readonly meter: CostMeterShape
  readonly ledger: Ledger.Ledger
  /** Whether there is a cap that calls have to fit into. */
  readonly hasCap: boolean
  readonly tally: Ref.Ref<CallTally.CallTally>
  readonly limiters: Limiters
  /** The lines before local servers. */
  readonly lines: ServerLines
  /** Null where the run is not stored. */
  readonly journal: CallJournal.CallJournal | null
  /** Is told how far the answer of a call has come. */
  readonly onWriting: (writing: Writing) => void
}

/** An answer that is being written. */
export interface Writing {
  readonly stage: ModelStage
  /** The number of the draft that it is about. */
  readonly draft: number
  readonly tokens: number
}

/** A call to a model. */
export interface ModelCall<A, E extends StageError> extends CheckedAttempt.Expected<A, E> {
  /** What tells it from other calls, in all starts of a run. */
  readonly identity: CallJournal.CallIdentity
  /** The number of the draft that it is about. */
  readonly draft: number
  /** How its requests are sent, where that changes their price. */
  readonly terms: Terms | undefined
  /** The server that is called; undefined where none is, or none is known. */
  readonly server: string | undefined
  /** The segment that it is about. */
  readonly segment: string
  readonly bound: () => Effect.Effect<Usage.TokenBound, E>
  /** What the first attempt is to keep to, where the stage can. Left out, what is usual for it. */
  readonly limits?: Usage.CallLimits
  /** Such a share of each attempt's ceiling must be left of the cap besides it. Default 0. */
  readonly spare?: number
  /**
   * Makes one attempt. `variant` is 0 at first, and rises where the same request would be answered the same wrong way again. `limits`
   * are null where the stage names none.
   */
  readonly attempt: (variant: number, limits: Usage.CallLimits | null) => Effect.Effect<Metered<A>, E>
}

/** An answer, and what all attempts at it cost together. */
export interface Answer<A> {
  readonly value: A
  /** Whether it had to be repaired before it could be read. */
  readonly repaired: boolean
  readonly cost: Usd.Usd
  /** The variant of the request that was answered. */
  readonly variant: number
  /** What the attempt that was answered used, and the bound that was reserved for it; null for a local model. */
  readonly usage: Usage.Usage
  readonly bound: Usage.TokenBound | null
  /** Why the attempt before failed; null where there was none. */
  readonly failure: StageReason | null
}

/** Why a call came to nothing. */
export type CallError<E> = E | Ledger.BudgetExhausted | UnknownPrice

/** A call that is being made. */
export interface Trying<E> {
  cost: Usd.Usd
  variant: number
  /** The errors of the attempts that failed. */
  readonly failures: Array<E>
  /** Whether the model is given up for now: then the call is too. */
  givenUp: boolean
  /** Whether the last attempt was taken from the journal: then nobody has to be waited for. */
  isRecorded: boolean
  /** The bound of the last attempt. */
  bound: Usage.TokenBound | null
}
