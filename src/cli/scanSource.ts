/**
 * Files as records to be scanned: tables and lists as a stream of any length, texts as they are laid out, so that nothing in them is
 * passed over.
 */
import { Effect, Path, Stream } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { RecordFinding } from "../privacy/index.ts"
import { expand } from "../sources/Files.ts"
import * as Format from "../sources/Format.ts"
import { ResearchData } from "../sources/index.ts"
import { recordsOf } from "./layout/Anonymise.ts"
import { readFile } from "./layout/Disk.ts"
import type { File } from "./layout/File.ts"
import * as Output from "./Output.ts"

/** A record, and where in the file a finding in it stands; nowhere where it was counted with another. */
export interface Scannable {
  readonly record: ResearchRecord
  readonly placeOf: (finding: RecordFinding) => string | undefined
}

// What is read as records of rows; these may be longer than memory.
const streamed = new Set<Format.Format | undefined>(["csv", "json", "jsonl", "yaml", "xlsx"])

/** The numbers of lines by offset. */
const lines = (text: string): ((offset: number) => number) => {
  const starts = [0, ...Array.from(text.matchAll(/\r\n?|\n/g), (match) => match.index + match[0].length)]
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

const ofLayout = (file: File): ReadonlyArray<Scannable> => {
  const lineOf = lines(file.text)
  return recordsOf(file).map(({ person, record }) => ({
    record,
    placeOf: ({ field, part, start }) => {
      // What is said of somebody under a name is part of an answer, and was learnt from besides.
      const cell = person.answers.find(({ name }) => name === field)
      if (cell === undefined) return undefined
      return file.layout.kind === "row" ? person.place : `line ${lineOf(cell.start + (part === "answer" ? start : 0))}`
    }
  }))
}

/** The files that paths lead to, those in folders included. */
export const filesIn = Effect.fnUntraced(function* (paths: ReadonlyArray<string>) {
  const found = yield* expand(paths, (file) => Output.say(`Warning: ${file}: was given before and is read once.`))
  return yield* Effect.forEach(found, (one) => Effect.map(Effect.fromResult(one), ({ file }) => file))
})

/** How a file is read again and again; `warn` whether to say what is odd about it. */
export const open = Effect.fnUntraced(function* (name: string) {
  const path = yield* Path.Path
  if (name === "-" || !streamed.has(Format.ofExtension(path.extname(name)))) {
    const all = ofLayout(yield* readFile(name))
    return (_warn: boolean) => Stream.fromIterable(all)
  }
  return (warn: boolean) =>
    ResearchData.fromPaths([name], {
      onWarning: ({ message }) => (warn ? Output.say(`Warning: ${message}`) : Effect.void)
    }).pipe(Stream.map((record): Scannable => ({ record, placeOf: () => record.source.place })))
})
