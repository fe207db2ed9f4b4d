/**
 * JSON, JSON lines and YAML to records. A JSON list is read element by element, in flat memory.
 */
import { Effect, Predicate, Stream } from "effect"
import { JsonArray, Yaml } from "effect/encoding"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { Reading } from "./interviews/index.ts"
import { announce } from "./interviews/Publish.ts"
import { isAnswer, isTurn, listNames, rowsIn, toRecords } from "./Objects.ts"
import { type Records, type TextSource, whole } from "./Source.ts"
import { because, malformed, NoRecords, SourceError } from "./SourceError.ts"

interface Placed {
  readonly value: unknown
  /** For a person; left out, it is the number of the record. */
  readonly place?: string
}

/** Numbers values and turns them into records; fails where there were none. */
const collect =
  (source: TextSource) =>
  (values: Stream.Stream<Placed, SourceError>): Records =>
    Stream.suspend(() => {
      let number = 0
      let found = 0
      let readings: Array<Reading> = []
      const records = ({ place, value }: Placed): ReadonlyArray<ResearchRecord> => {
        number++
        const { file, interviewers = [], label } = source
        const read = toRecords(value, {
          file,
          label,
          number,
          interviewers,
          place: place ?? `record ${number}`,
          onReading: (reading) => readings.push(reading)
        })
        found += read.length
        // An element with several participants takes several numbers.
        number += Math.max(0, read.length - 1)
        return read
      }
      const what = "holds no answers"
      const check = Effect.suspend(() =>
        found > 0 ? Effect.void : Effect.fail(because(new NoRecords({ file: source.file, what })))
      )
      return values.pipe(
        Stream.mapAccumArrayEffect(
          () => undefined,
          (_, chunk) => {
            const read = chunk.flatMap(records)
            const told = readings
            readings = []
            return Effect.as(
              Effect.forEach(told, (reading) => announce(source, reading), { discard: true }),
              [undefined, read] as const
            )
          }
        ),
        Stream.concat(Stream.fromEffectDrain(check))
      )
    })

/** Counts the line of an offset in a text that goes by in parts, looking back over the last two parts. */
const lineCounter = () => {
  let parts: ReadonlyArray<{ readonly text: string; readonly offset: number; readonly line: number }> = []
  const breaks = (text: string) => (text.match(/\r\n|\n|\r/g) ?? []).length
  return {
    pass: (text: string): string => {
      const last = parts.at(-1)
      const offset = last === undefined ? 0 : last.offset + last.text.length
      const line = last === undefined ? 1 : last.line + breaks(last.text)
      parts = [...parts.slice(-1), { text, offset, line }]
      return text
    },
    lineOf: (offset: number): number | null => {
      const part = parts.findLast((candidate) => candidate.offset <= offset) ?? parts[0]
      return part === undefined ? null : part.line + breaks(part.text.slice(0, Math.max(0, offset - part.offset)))
    }
  }
}

const notJson =
  "is not valid JSON from here on. Look for a missing comma, quotation mark or bracket, or a text that was cut off."

const tooLarge =
  "one element begins here that is larger than 16 MiB or nested more than 1,000 deep. Take out what is no answer in it."

/** The elements of the list that a pointer leads to. */
const elements = (source: TextSource, pointer: string): Stream.Stream<Placed, SourceError> =>
  Stream.suspend(() => {
    const lines = lineCounter()
    return source.text.pipe(
      Stream.map(lines.pass),
      Stream.pipeThroughChannel(JsonArray.decodeString({ pointer })),
      Stream.map((value) => ({ value })),
      Stream.mapError((error) =>
        error._tag === "SourceError"
          ? error
          : malformed(source.file, lines.lineOf(error.offset ?? 0), error.kind === "Limit" ? tooLarge : notJson)
      )
    )
  })

// V8 names a position for most errors; its message may hold text of the file, and is not shown.
const lineOfJsonError = (error: unknown, text: string): number | null => {
  const position = Predicate.isError(error) ? /position (\d+)/.exec(error.message)?.[1] : undefined
  return position === undefined ? null : text.slice(0, Number(position)).split(/\r\n|\n|\r/).length
}

const document = (
  source: TextSource,
  parse: (text: string) => ReadonlyArray<unknown>,
  explain: (error: unknown, text: string) => SourceError
): Stream.Stream<Placed, SourceError> =>
  Stream.fromIterableEffect(
    Effect.flatMap(whole(source), (text) =>
      Effect.try({
        try: () =>
          parse(text)
            .flatMap(rowsIn)
            .map((value): Placed => ({ value })),
        catch: (error) => explain(error, text)
      })
    )
  )

const listStart = new RegExp(`^\\s*(?:\\{\\s*"(${listNames.join("|")})"\\s*:\\s*)?\\[\\s*(?=(\\{[^{}]*\\})?)`)

/** Whether the first element of a list shows that its elements make sense together only: turns of a talk, one person's answers. */
const belongsTogether = (element: string | undefined): boolean => {
  if (element === undefined) return false
  try {
    const value: unknown = JSON.parse(element)
    return isTurn(value) || isAnswer(value)
  } catch {
    return false
  }
}

/** Reads JSON: a list, an object that holds one, or a single object. */
export const json = (source: TextSource): Records => {
  const start = listStart.exec(source.head)
  const values =
    start !== null && !belongsTogether(start[2])
      ? elements(source, start[1] === undefined ? "" : `/${start[1]}`)
      : document(
          source,
          (text) => [JSON.parse(text)],
          (error, text) => malformed(source.file, lineOfJsonError(error, text), notJson)
        )
  return collect(source)(values)
}

/** Reads JSON lines: an object a line. Blank lines are passed over. */
export const jsonLines = (source: TextSource): Records =>
  // Not by Ndjson.decodeString: it does not tell the number of a line, which records and errors are named after.
  collect(source)(
    source.text.pipe(
      Stream.splitLines,
      Stream.mapAccumArrayEffect(
        () => 0,
        (above, lines) => {
          const values: Array<Placed> = []
          for (const [i, line] of lines.entries()) {
            if (line.trim() === "") continue
            try {
              values.push({ value: JSON.parse(line), place: `line ${above + i + 1}` })
            } catch {
              const what = "is not valid JSON. In this format every line is an object of its own."
              return Effect.fail(malformed(source.file, above + i + 1, what))
            }
          }
          return Effect.succeed([above + lines.length, values] as const)
        }
      )
    )
  )

const separator = /^---(?=\s|$)/

/** The documents of a YAML file, each with the number of the line before it. */
const yamlDocuments = (text: string): ReadonlyArray<{ readonly text: string; readonly linesAbove: number }> => {
  const documents: Array<{ text: string; linesAbove: number }> = []
  let current: Array<string> = []
  const lines = text.split(/\r\n|\n|\r/)
  const close = (end: number) => {
    if (current.some((line) => line.trim() !== "" && !line.startsWith("#"))) {
      documents.push({ text: current.join("\n"), linesAbove: end - current.length })
    }
    current = []
  }
  for (const [i, line] of lines.entries()) {
    if (separator.test(line)) close(i)
    current.push(separator.test(line) ? line.replace(separator, "") : line)
  }
  close(lines.length)
  return documents
}

const parseYaml = (
  file: string,
  { linesAbove, text }: { readonly text: string; readonly linesAbove: number }
): unknown => {
  try {
    return Yaml.parse(text)
  } catch (error) {
    // The parser's message may hold a name out of the file: only the line is taken from it.
    const line = Predicate.isError(error) ? /at line (\d+)$/.exec(error.message)?.[1] : undefined
    throw malformed(
      file,
      line === undefined ? null : Number(line) + linesAbove,
      "is not YAML that can be read. Check the indentation, and put texts with a colon, a hash or a quotation mark in quotation marks."
    )
  }
}

/** Reads YAML: a list, an object that holds one, single objects, or several documents of these. */
export const yaml = (source: TextSource): Records =>
  collect(source)(
    document(
      source,
      (text) => yamlDocuments(text).map((part) => parseYaml(source.file, part)),
      (error) => (error instanceof SourceError ? error : malformed(source.file, null, "is not YAML that can be read."))
    )
  )
