/**
 * A second reader: another program that reads the same texts and says where it sees personal data, such as Presidio or a model of your
 * own. It is weighed, never obeyed: what it says counts by how often it was right before.
 */
import { Context, type Effect, Schema } from "effect"

/** A text to read. */
export interface Question {
  readonly text: string
  /** `en`, `de`, … as told by the words of the text; `und` where no language is known. */
  readonly language: string
  /** What the text answers, where that is known. */
  readonly field?: string
}

/** What a reader saw in a text. Offsets are UTF-16 code units, `end` is exclusive. */
export interface Reading {
  readonly start: number
  readonly end: number
  /** One of the types of the reader's `rates`. */
  readonly type: string
  /** What stands there, where the reader can say it: an offset that leads to something else is noticed. */
  readonly surface?: string
}

/** How often a reader is right about a type, as `persona privacy calibrate` measures it on labelled texts of yours. */
export interface Rates {
  /** The share of what is of that type that it reports, 0 to 1. */
  readonly found: number
  /** The share of what only looks like that type that it reports too, 0 to 1. */
  readonly false: number
}

/** Rates by type. */
export type RatesByType = Readonly<Record<string, Rates>>

/** How a reader is asked. */
export interface Limits {
  /** So many texts at once. */
  readonly batch: number
  /** So many calls at the same time. */
  readonly concurrency: number
  /** Longer texts are not sent. UTF-16 code units. */
  readonly characters: number
  /** So long may a call take, in milliseconds. */
  readonly timeout: number
}

/** What a second reader does. */
export interface SecondReaderShape {
  /** For messages. */
  readonly name: string
  /** What it sees, and how often it is right. About other types its silence says nothing, and what it reports is passed over. */
  readonly rates: RatesByType
  /** Texts in other languages are not shown to it. Left out, all are. */
  readonly languages?: ReadonlyArray<string>
  /**
   * The host that texts are sent to, before anything in them is replaced. Left out by a reader in this process. One that is not this
   * machine must be allowed by name (`allowHosts`).
   */
  readonly host?: string
  readonly limits?: Partial<Limits>
  /** What it sees in each text, in their order. */
  readonly read: (
    questions: ReadonlyArray<Question>
  ) => Effect.Effect<ReadonlyArray<ReadonlyArray<Reading>>, SecondReaderError>
}

/** Why a second reader gave no answer. */
export const Reason = Schema.Literals(["Unreachable", "TimedOut", "Refused", "Garbled", "NotAllowed"])

/** A second reader gave no answer. The message names it and says what to do; it never holds a text. */
export class SecondReaderError extends Schema.TaggedError<SecondReaderError>()("SecondReaderError", {
  reader: Schema.String,
  reason: Reason,
  message: Schema.String
}) {}

/**
 * A second reader, for `LocalAnonymiser.layerWithSecondReader`.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { LocalAnonymiser, SecondReader } from "effect-persona/privacy"
 *
 * // Knows the staff by heart, and nobody else.
 * const Staff = Layer.succeed(SecondReader.SecondReader, {
 *   name: "staff",
 *   rates: { PERSON: { found: 0.6, false: 0.01 } },
 *   read: (questions) =>
 *     Effect.succeed(
 *       questions.map(({ text }) =>
 *         Array.from(text.matchAll(/\b(?:Zelt|Quandt)\b/g), ({ 0: surface, index }) => ({
 *           start: index,
 *           end: index + surface.length,
 *           type: "PERSON",
 *           surface
 *         }))
 *       )
 *     )
 * })
 *
 * const layer = Layer.provide(LocalAnonymiser.layerWithSecondReader(), Staff)
 * ```
 */
export class SecondReader extends Context.Service<SecondReader, SecondReaderShape>()("effect-persona/SecondReader") {}
