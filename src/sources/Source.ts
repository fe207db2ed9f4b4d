/**
 * A file on its way to records: its name, its text, and somewhere to warn.
 */
import { Effect, Stream } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { TableColumns } from "../domain/TableColumns.ts"
import type { Speaker } from "./interviews/Interview.ts"
import { because, type SourceError, Unreadable } from "./SourceError.ts"
import type { SourceWarning } from "./SourceWarning.ts"

/** Where warnings go. */
export type Warn = (warning: SourceWarning) => Effect.Effect<void>

/** Where it goes who speaks in a file, and who was taken to ask. */
export type OnSpeakers = (file: string, speakers: ReadonlyArray<Speaker>) => Effect.Effect<void>

/** Where it goes what columns a table has, those without an answer included, and what its file says about them. */
export type OnColumns = (table: TableColumns) => Effect.Effect<void>

/** What a reader is given to name records and messages by. */
export interface Origin {
  /** The path as it was given, or `stdin`. */
  readonly file: string
  /** What the ids of the file's records begin with: the shortest end of its path that no other file of the run has. */
  readonly label: string
  readonly warn: Warn
  /** Who asks in interviews, by label or name, where the person said so. */
  readonly interviewers?: ReadonlyArray<string>
  /** Told who speaks in an interview. */
  readonly onSpeakers?: OnSpeakers
  /** Told the columns of each table, once it was read. */
  readonly onColumns?: OnColumns
}

/** A text to be read. */
export interface TextSource extends Origin {
  /** The first characters of the text: some thousands, or all there are. */
  readonly head: string
  /** All of the text, `head` included. Can be run once. */
  readonly text: Stream.Stream<string, SourceError>
}

/** The records of a file, as they are read. */
export type Records = Stream.Stream<ResearchRecord, SourceError>

/** How long a text may be that has to be read as a whole: 64 Mi characters, far above any interview. */
export const maxWholeLength = 64 * 1024 * 1024

/** What is said of a file that would have to be read as a whole and is too long for that. */
export const tooLong = (file: string): SourceError =>
  because(
    new Unreadable({
      file,
      what: "is longer than the 64 MiB that a file of this format is read up to. Split it, or convert it to CSV or JSONL, which are read at any length."
    })
  )

/** All of a text at once, for formats that make no sense in part. */
export const whole = (source: TextSource): Effect.Effect<string, SourceError> =>
  source.text.pipe(
    Stream.runFoldEffect(
      () => ({ parts: new Array<string>(), length: 0 }),
      (read, part) => {
        read.parts.push(part)
        read.length += part.length
        return read.length > maxWholeLength ? Effect.fail(tooLong(source.file)) : Effect.succeed(read)
      }
    ),
    Effect.map((read) => read.parts.join(""))
  )
