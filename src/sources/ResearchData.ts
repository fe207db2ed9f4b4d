/**
 * Research data into records, as a stream: from files and folders, from a text, or from rows that an app holds in memory.
 *
 * A row of a table is a record; so is each participant of an interview, and each text that is no conversation. CSV, JSON lists and
 * JSON lines are read in flat memory, at any length.
 */
import { createHash } from "node:crypto"
import { Effect, FileSystem, Path, Predicate, Result, Stdio, Stream } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import { expand, explain, type FileRef } from "./InputFiles.ts"
import * as Format from "./Format.ts"
import { toRecords } from "./Objects.ts"
import { read, readText } from "./Reader.ts"
import { isCalled } from "./interviews/SpeakerLabel.ts"
import type { OnColumns, OnSpeakers, Origin, Records, Warn } from "./Source.ts"
import { because, EmptyFile, InvalidRow, NoRecords, type SourceError, UnknownInterviewer } from "./SourceError.ts"

/** How files are read. */
export interface Options {
  /** Passes over files that cannot be read, with a warning each, and fails only if nothing is left. Records read before a fault stay. */
  readonly skipUnreadable?: boolean
  /** Told what was odd about a file that was read nevertheless. Left out, warnings are logged. */
  readonly onWarning?: Warn
  /** The format of all files, where their names do not tell. */
  readonly format?: Format.Format
  /** Who asks in interviews, by label or name, where it is not told rightly. A name that nobody goes by is an error. */
  readonly interviewers?: ReadonlyArray<string>
  /** Told who speaks in each interview, and who was taken to ask. */
  readonly onSpeakers?: OnSpeakers
  /** Told of each file, once all of it was read. */
  readonly onRead?: (file: ReadFile) => Effect.Effect<void>
  /** Told the columns of each table, once it was read: their headers, and what SPSS, Stata and SAS files say about them. */
  readonly onColumns?: OnColumns
}

/** A file that was read, as far as it takes to know it again. */
export interface ReadFile {
  /** The path as it was given, or the folder's path and the rest; `stdin` for standard input. */
  readonly file: string
  readonly bytes: number
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string
}

/** The bytes, counted and hashed as they go by. */
const fingerprinted = <E, R>(
  file: string,
  bytes: Stream.Stream<Uint8Array, E, R>,
  onRead: NonNullable<Options["onRead"]>
): Stream.Stream<Uint8Array, E, R> =>
  Stream.suspend(() => {
    const hash = createHash("sha256")
    let count = 0
    return bytes.pipe(
      Stream.tap((part) =>
        Effect.sync(() => {
          hash.update(part)
          count += part.length
        })
      ),
      Stream.onEnd(Effect.suspend(() => onRead({ file, bytes: count, sha256: hash.digest("hex") })))
    )
  })

const logWarning: Warn = (warning) => Effect.logWarning(warning.message)

type Platform = FileSystem.FileSystem | Path.Path | Stdio.Stdio

/** Fails at the end of a run if one of those who are said to ask spoke in no file. */
const interviewersOf = ({ interviewers = [], onSpeakers = () => Effect.void }: Options) => {
  const labels = new Set<string>()
  const heard: OnSpeakers = (file, speakers) => {
    for (const { label } of speakers) labels.add(label)
    return onSpeakers(file, speakers)
  }
  const check = (file: string) =>
    Effect.suspend(() => {
      const name = interviewers.find((name) => ![...labels].some((label) => isCalled(label, name)))
      return name === undefined
        ? Effect.void
        : Effect.fail(because(new UnknownInterviewer({ file, name, speakers: [...labels] })))
    })
  return { interviewers, onSpeakers: heard, check }
}

const readFile = ({ file, label }: FileRef, shared: Omit<Origin, "file" | "label">, { format, onRead }: Options) =>
  Stream.unwrap(
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const stdio = yield* Stdio.Stdio
      const name = file === "-" ? "stdin" : file
      const bytes = (file === "-" ? stdio.stdin : fs.stream(file)).pipe(
        Stream.mapError((error) => explain(name, error))
      )
      const known = onRead === undefined ? bytes : fingerprinted(name, bytes, onRead)
      return read({ ...shared, file: name, label }, known, file === "-" ? "" : path.basename(file), format)
    })
  )

/**
 * The records of files and folders, in the order of the paths. Folders are walked with all that is in them, in the order of names;
 * hidden files, README and LICENSE are passed over. `-` is standard input.
 *
 * Ids are the shortest end of the path that no other file of the run has, and the number of the row: `survey.csv#17`.
 *
 * Fails with a `SourceError` that names the file, the line where there is one, and the remedy.
 *
 * @example
 * ```ts
 * import * as NodeServices from "@effect/platform-node/NodeServices"
 * import { Effect, Stream } from "effect"
 * import { ResearchData } from "effect-persona/sources"
 *
 * const count = ResearchData.fromPaths(["survey.csv", "interviews"], { skipUnreadable: true }).pipe(
 *   Stream.runCount,
 *   Effect.provide(NodeServices.layer)
 * )
 * ```
 */
export const fromPaths = (
  paths: ReadonlyArray<string>,
  options: Options = {}
): Stream.Stream<ResearchRecord, SourceError, Platform> => {
  const warn = options.onWarning ?? logWarning
  const repeated = (file: string) =>
    warn({ kind: "RepeatedPath", file, message: `${file}: was given before and is read once.` })
  const skip = (error: SourceError): Effect.Effect<void> =>
    warn({ kind: "Skipped", file: error.reason.file, message: `Skipped: ${error.message}` })
  return Stream.unwrap(
    Effect.gen(function* () {
      const found = yield* expand(paths, repeated)
      const { check: checkInterviewers, ...asking } = interviewersOf(options)
      let count = 0
      const records = Stream.fromIterable(found).pipe(
        Stream.flatMap((one): Stream.Stream<ResearchRecord, SourceError, Platform> => {
          const file = Result.isSuccess(one)
            ? readFile(
                one.success,
                { warn, ...asking, ...(options.onColumns !== undefined && { onColumns: options.onColumns }) },
                options
              )
            : Stream.fail(one.failure)
          return options.skipUnreadable !== true
            ? file
            : file.pipe(Stream.catch((error) => Stream.fromEffectDrain(skip(error))))
        }),
        Stream.mapArray((chunk) => {
          count += chunk.length
          return chunk
        })
      )
      const nothing = new NoRecords({
        file: paths.length === 0 ? "input" : paths.join(", "),
        what: paths.length === 0 ? "no path was given" : "none of it could be read; the warnings say why"
      })
      const check = Effect.suspend(() =>
        count > 0 ? checkInterviewers(paths.join(", ")) : Effect.fail(because(nothing))
      )
      // A path that leads nowhere is told before anything is read, not after an hour.
      const failed = found.find(Result.isFailure)
      if (failed !== undefined && options.skipUnreadable !== true) return Stream.fail(failed.failure)
      return Stream.concat(records, Stream.fromEffectDrain(check))
    })
  )
}

/** How a text is read. */
export interface TextOptions {
  /** What ids and messages go by, such as `survey.csv`. */
  readonly name: string
  /** Left out, the text's beginning tells. */
  readonly format?: Format.TextFormat
  /** Told what was odd. Left out, warnings are logged. */
  readonly onWarning?: Warn
  /** Who asks, where it is an interview. A name that nobody goes by is an error. */
  readonly interviewers?: ReadonlyArray<string>
}

/**
 * The records in a text.
 *
 * @example
 * ```ts
 * import { Effect, Stream } from "effect"
 * import { ResearchData } from "effect-persona/sources"
 *
 * const records = ResearchData.fromString("Age,Goal\n34,Waste less\n51,Save time\n", { name: "survey.csv" })
 *
 * Effect.runSync(Stream.runCount(records)) // => 2
 * ```
 */
export const fromString = (
  text: string,
  { format, interviewers = [], name, onWarning = logWarning }: TextOptions
): Stream.Stream<ResearchRecord, SourceError> => {
  const bare = text.replace(/^\ufeff/, "")
  if (bare.trim() === "") return Stream.fail(because(new EmptyFile({ file: name })))
  const told = format ?? Format.ofContent(bare.slice(0, 65536))
  const { check, ...asking } = interviewersOf({ interviewers })
  const source = {
    file: name,
    label: name,
    warn: onWarning,
    ...asking,
    head: bare.slice(0, 65536),
    text: Stream.succeed(bare)
  }
  const records: Records = readText(source, told)
  return Stream.concat(records, Stream.fromEffectDrain(check(name)))
}

/** A row that an app holds in memory. */
export type RowObject = Readonly<Record<string, unknown>>

/** What holds rows. A stream may fail and need services as it likes. */
export type RowsInput<E = never, R = never> =
  Iterable<RowObject> | AsyncIterable<RowObject> | Stream.Stream<RowObject, E, R>

const isStream = <E, R>(rows: RowsInput<E, R>): rows is Stream.Stream<RowObject, E, R> => Stream.isStream(rows)
const isAsync = <E, R>(rows: RowsInput<E, R>): rows is AsyncIterable<RowObject> => Symbol.asyncIterator in rows

/** The first key of a row that holds what cannot be an answer; nothing where all can. */
const wrongKey = (row: RowObject): string | undefined =>
  Object.keys(row).find((key) => typeof row[key] === "function" || typeof row[key] === "symbol")

/**
 * The records of rows in memory: an object a row, nested ones with dotted names. Missing answers (null, empty, `NA`) give no
 * field, and rows without any answer no record.
 *
 * Fails with a `SourceError` that names the record, and the key where there is one: a row that is no object, a value that is a
 * function or a symbol, an iterable that fails.
 *
 * @param options.name what ids go by: the first row is `name#1`
 *
 * @example
 * ```ts
 * import { Stream } from "effect"
 * import { ResearchData } from "effect-persona/sources"
 *
 * const records = ResearchData.fromRows([{ role: "nurse", "What bothers you?": "the forms" }], { name: "app" })
 * const count = Stream.runCount(records)
 * ```
 */
export const fromRows = <E = never, R = never>(
  rows: RowsInput<E, R>,
  options: { readonly name: string }
): Stream.Stream<ResearchRecord, SourceError | E, R> => {
  const { name } = options
  const failed = (number: number, what: string) =>
    because(new InvalidRow({ file: name, record: `${name}#${number}`, what }))
  return Stream.suspend((): Stream.Stream<ResearchRecord, SourceError | E, R> => {
    let number = 0
    const read = (row: unknown): Effect.Effect<ReadonlyArray<ResearchRecord>, SourceError> => {
      number++
      const at = number
      if (!Predicate.isObject(row) || Array.isArray(row))
        return Effect.fail(failed(at, "is no object. Give each row as an object of its answers by question."))
      const key = wrongKey(row)
      if (key !== undefined)
        return Effect.fail(
          failed(
            at,
            `has a function or a symbol under "${key}", which is no answer. Leave the key out, or make a text of it.`
          )
        )
      const records = toRecords(row, { file: name, label: name, number, place: `row ${number}` })
      number += Math.max(0, records.length - 1)
      return Effect.succeed(records)
    }
    const broken = () =>
      failed(number + 1, "could not be had: what the rows come from failed. The rows before it were read.")
    const all: Stream.Stream<RowObject, SourceError | E, R> = isStream(rows)
      ? rows
      : isAsync(rows)
        ? Stream.fromAsyncIterable(rows, broken)
        : Stream.fromIterable(rows)
    return all.pipe(Stream.mapEffect(read), Stream.flattenIterable)
  })
}
