/**
 * How a model call can fail, in the words of every provider alike, and what the failed call cost.
 */
import { Schema } from "effect"
import { Usage } from "../domain/Usage.ts"

/** The stages that call models. */
export type ModelStage = "draft" | "judge" | "refine"

/**
 * What a failed call cost. `Unknown` (a cut connection, an interruption after sending) is booked at the reserved ceiling; where the
 * service had told a part of the usage before, that part counts as spent and the rest as possibly billed.
 */
export const Billing = Schema.Union([
  Schema.TaggedStruct("NotBilled", {}),
  Schema.TaggedStruct("Billed", { usage: Usage }),
  Schema.TaggedStruct("Unknown", {
    /** All of the prompt, and what was told of the answer so far. */
    told: Schema.optionalKey(Usage)
  })
])

/** What a failed call cost. */
export type Billing = typeof Billing.Type

/** The call was refused before any work was done, or failed before it was sent. */
export const notBilled: Billing = { _tag: "NotBilled" }

/**
 * The call was billed for this usage.
 *
 * @example
 * ```ts
 * import { StageError, Usage } from "effect-persona"
 *
 * // An answer that cannot be read was paid for all the same.
 * const unreadable = new StageError.InvalidOutput({
 *   message: "acme/editor-1 answered with no JSON: ask again, or take another model.",
 *   billing: StageError.billed(Usage.make(1_800, 120))
 * })
 *
 * unreadable.billing._tag // => "Billed"
 * ```
 */
export const billed = (usage: Usage): Billing => ({ _tag: "Billed", usage })

/** Nobody can tell: it is booked at the ceiling. */
export const unknownBilling: Billing = { _tag: "Unknown" }

/**
 * The answer was cut: all of the prompt is billed, and of the answer at least what was told. What more of it was is not known.
 *
 * @example
 * ```ts
 * import { StageError, Usage } from "effect-persona"
 *
 * const cut = new StageError.Unavailable({
 *   message: "acme/editor-1 ended its answer before it was complete.",
 *   billing: StageError.billedAtLeast(Usage.make(1_800, 40))
 * })
 *
 * cut.billing._tag // => "Unknown"
 * ```
 */
export const billedAtLeast = (told: Usage): Billing => ({ _tag: "Unknown", told })

const fields = {
  /** What happened and what to do about it. Never research text, persona text or a key. */
  message: Schema.String,
  billing: Billing
}

/** The model cannot be reached, or is too busy; `retryAfterMillis` where it says for how long. Trying again may help. */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", {
  ...fields,
  retryAfterMillis: Schema.optionalKey(Schema.NullOr(Schema.Finite))
}) {}

/** The provider asks to slow down; `retryAfterMillis` where it says for how long. */
export class RateLimited extends Schema.TaggedError<RateLimited>()("RateLimited", {
  ...fields,
  retryAfterMillis: Schema.NullOr(Schema.Finite)
}) {}

/** No answer within the deadline. */
export class TimedOut extends Schema.TaggedError<TimedOut>()("TimedOut", fields) {}

/** The answer was cut short, or the prompt did not fit; `prompt` where the service says how long it was. */
export class Truncated extends Schema.TaggedError<Truncated>()("Truncated", {
  ...fields,
  prompt: Schema.optionalKey(Schema.Struct({ tokens: Schema.Int, contextTokens: Schema.Int }))
}) {}

/** The model declined. Trying again with the same request will not help. */
export class Refused extends Schema.TaggedError<Refused>()("Refused", fields) {}

/** The answer is not what was asked for; `problem` is what is wrong with it, in words that the model can be told. */
export class InvalidOutput extends Schema.TaggedError<InvalidOutput>()("InvalidOutput", {
  ...fields,
  problem: Schema.optionalKey(Schema.String)
}) {}

/** The request itself is wrong: a missing model, a bad key, an empty account. Trying again will not help. */
export class Misconfigured extends Schema.TaggedError<Misconfigured>()("Misconfigured", fields) {}

/** The request holds what looks like personal data, and the egress guard sent nothing. Trying again will not help. */
export class EgressRefused extends Schema.TaggedError<EgressRefused>()("EgressRefused", fields) {}

/** The stage threw something that is not in its type: a fault in its code. */
export class Died extends Schema.TaggedError<Died>()("Died", fields) {}

/** Why a model call failed. */
export const StageReason = Schema.Union([
  Unavailable,
  RateLimited,
  TimedOut,
  Truncated,
  Refused,
  InvalidOutput,
  Misconfigured,
  EgressRefused,
  Died
])

/** Why a model call failed. */
export type StageReason = typeof StageReason.Type

/** A draft could not be made. */
export class DraftGeneratorError extends Schema.TaggedError<DraftGeneratorError>()("DraftGeneratorError", {
  reason: StageReason
}) {
  override get message(): string {
    return this.reason.message
  }
}

/** A persona could not be judged. */
export class JudgeError extends Schema.TaggedError<JudgeError>()("JudgeError", { reason: StageReason }) {
  override get message(): string {
    return this.reason.message
  }
}

/** A persona could not be refined. */
export class RefinerError extends Schema.TaggedError<RefinerError>()("RefinerError", { reason: StageReason }) {
  override get message(): string {
    return this.reason.message
  }
}

/** A failure of one of the three model stages. */
export type StageError = DraftGeneratorError | JudgeError | RefinerError

/** What a stage returns: its value, and what it was billed for. */
export interface Metered<A> {
  readonly value: A
  /** Whether an answer had to be repaired before it could be read. */
  readonly repaired?: boolean
  readonly usage: Usage
}
