/**
 * `persona privacy scan`: what personal data is in files, and where it stands in JSON lines.
 */
import { Data, Effect, Result, Schema, Stdio, Stream } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import * as Scan from "../privacy/Scan.ts"
import { UsageError } from "./Exit.ts"
import { listFlags, listsOf } from "./ListFlags.ts"
import * as Output from "./Output.ts"
import { secondReaderFlags, secondReadingOf, warnOfReader } from "./SecondReaderFlags.ts"
import type { SecondReading } from "../privacy/second/SecondReading.ts"

/** A line of standard input is not what was asked for. The message says which line, never what it says. */
export class InvalidLine extends Data.TaggedError("InvalidLine")<{ readonly line: number; readonly message: string }> {}

const Request = Schema.fromJsonString(
  Schema.Struct({
    id: Schema.Union([Schema.String, Schema.Finite]),
    text: Schema.String,
    header: Schema.optionalKey(Schema.NullOr(Schema.String))
  })
)
const decode = Schema.decodeUnknownResult(Request)

const invalid = (line: number): InvalidLine =>
  new InvalidLine({
    line,
    message: `Standard input, line ${line}: is no JSON object with an "id" and a "text" (and a "header" that may be left out). Mend the line; what was answered before it is right.`
  })

const answers = (scanner: Scan.Scanner, requests: ReadonlyArray<typeof Request.Type>, explain: boolean): string => {
  const found = scanner.scanAll(
    requests.map(({ text, header }) => ({
      text,
      ...(typeof header === "string" ? { context: { field: header } } : {})
    }))
  )
  return requests
    .map(({ id }, i) => {
      const spans = (found[i] ?? []).map(({ start, end, type, score, rule }) => ({
        start,
        end,
        type,
        score: Math.round(score * 1000) / 1000,
        ...(explain && { rule })
      }))
      return `${JSON.stringify({ id, spans })}\n`
    })
    .join("")
}

/** Answers JSON lines of texts, line by line as they come. Blank lines are passed over. */
const scanLines = Effect.fnUntraced(function* (scanner: Scan.Scanner, explain: boolean, reading?: SecondReading) {
  const ask = reading?.ask ?? (() => Effect.void)
  const { stdin } = yield* Stdio.Stdio
  let number = 0
  const answer = (requests: ReadonlyArray<typeof Request.Type>) =>
    Effect.andThen(
      ask(requests.map(({ header, text }) => ({ text, ...(typeof header === "string" && { field: header }) }))),
      Effect.suspend(() => Output.data(answers(scanner, requests, explain)))
    )
  yield* stdin.pipe(
    Stream.decodeText,
    Stream.splitLines,
    // A chunk of lines is answered in one go, which takes half the time.
    Stream.runForEachArray((lines) => {
      const requests: Array<typeof Request.Type> = []
      for (const line of lines) {
        number++
        if (line.trim() === "") continue
        const request = decode(number === 1 ? line.replace(/^\ufeff/, "") : line)
        if (Result.isFailure(request)) return Effect.andThen(answer(requests), Effect.fail(invalid(number)))
        requests.push(request.success)
      }
      return answer(requests)
    })
  )
})

/** The command. */
export const scan = Command.make(
  "scan",
  {
    files: Argument.String("file").pipe(
      Argument.withDescription("Files of research data, or - for standard input"),
      Argument.atLeast(0)
    ),
    show: Flag.Boolean("show").pipe(
      Flag.withDescription("Say of each finding where it stands, with all but the first letters starred"),
      Flag.withDefault(false)
    ),
    explain: Flag.Boolean("explain").pipe(
      Flag.withDescription(
        "Say of each finding which rule found it and how sure it is, and what each column was taken for"
      ),
      Flag.withDefault(false)
    ),
    jsonl: Flag.Boolean("jsonl").pipe(
      Flag.withDescription('Read {"id","text"} or {"id","text","header"} on lines of standard input, answer in lines'),
      Flag.withDefault(false)
    ),
    strict: Flag.Boolean("strict").pipe(
      Flag.withDescription("Find words that no list knows though they are spelled like brands; --jsonl always does"),
      Flag.withDefault(false)
    ),
    ...listFlags,
    ...secondReaderFlags
  },
  Effect.fnUntraced(function* ({ explain, files, jsonl, show, strict, ...given }) {
    if (jsonl && files.length > 0)
      return yield* new UsageError({
        message: "--jsonl reads standard input: leave the files out, or leave out --jsonl."
      })
    if (!jsonl && files.length === 0)
      return yield* new UsageError({ message: "Name a file, or add --jsonl and give JSON lines on standard input." })
    const lists = yield* listsOf(given)
    const reading = yield* secondReadingOf(given)
    const options = { ...lists, ...(reading !== undefined && { opinions: reading.opinions }) }
    if (jsonl) {
      yield* scanLines(Scan.make(options), explain, reading)
      return yield* warnOfReader(reading)
    }
    // What reads files is not loaded for single texts, which other programs ask about one after the other.
    const { scanFiles } = yield* Effect.promise(() => import("./scanFiles.ts"))
    yield* Effect.scoped(scanFiles(files, { show, explain }, { ...options, strict }, reading))
    yield* warnOfReader(reading)
  })
).pipe(
  Command.withDescription("Say where personal data stands, without changing anything"),
  Command.withExamples([
    { command: "persona privacy scan survey.csv", description: "A table of what was found, by type" },
    { command: "persona privacy scan --jsonl < texts.jsonl", description: 'Answers {"id","spans"} for each line' }
  ])
)
