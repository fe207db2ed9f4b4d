/**
 * What a conversation is made of, whatever file it was read from.
 */
import type { Field, ResearchRecord } from "../../domain/ResearchRecord.ts"
import type { SourceWarning } from "../SourceWarning.ts"

/**
 * A line or a paragraph of a document, in reading order. A blank line has no words. Bold print may be marked as in Markdown, and a
 * page may end with a form feed.
 */
export interface Line {
  readonly text: string
  /** For a person to find it again, such as `line 12` or `page 3`. */
  readonly place: string
}

/** A row of a table. */
export interface Row {
  readonly cells: ReadonlyArray<string>
  /** For a person, such as `row 12`. */
  readonly place: string
}

/** What one person said before another spoke. */
export interface Turn {
  readonly speaker: string
  readonly text: string
  /** For a person to find it again, such as `line 12`. */
  readonly place: string
}

/** A conversation and what stands above it. */
export interface Talk {
  /** Age, occupation and the like. One named after a speaker belongs to that speaker, the others to everybody. */
  readonly header: ReadonlyArray<Field>
  readonly turns: ReadonlyArray<Turn>
}

/** What a speaker is there for. `other`: an interpreter, a note taker, several at once: nobody's record. */
export type Role = "interviewer" | "participant" | "other"

/** Somebody who speaks. */
export interface Speaker {
  /** As it is first written. */
  readonly label: string
  readonly role: Role
  /** `given` by the person who runs this; `named` by the label or the header; `clear` from how they talk; or a `guess`, which is warned of. */
  readonly confidence: "given" | "named" | "clear" | "guess"
  /** Why they have this role, for a person: `asks in 12 of 14 turns`. */
  readonly why: string
  readonly turns: number
  readonly words: number
}

/** What records and messages go by, and what is known beforehand. */
export interface Names {
  /** The path as it was given, or `stdin`. */
  readonly file: string
  /** What the ids of the file's records begin with. */
  readonly label: string
  /** The number of the next record, from 1. */
  readonly number?: number
  /** Who asks, by label or name, where the person said so. Those who do not speak here are passed over. */
  readonly interviewers?: ReadonlyArray<string>
}

/** What was read. */
export interface Reading {
  /** One for each participant; or a single one of kind `document`, where this is no conversation or nobody knows who speaks. */
  readonly records: ReadonlyArray<ResearchRecord>
  readonly warnings: ReadonlyArray<SourceWarning>
  /** Empty where it is no conversation. */
  readonly speakers: ReadonlyArray<Speaker>
  /** Why it cannot be read, and what to do: people talk in it, and nobody can tell who says what. There are no records then. */
  readonly problem?: string
}
