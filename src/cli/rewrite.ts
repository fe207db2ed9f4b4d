/**
 * Replacing and restoring in files of any length. A file is gone through several times, and what was replaced lies on disk between:
 * who is named in one file, or late in it, is found everywhere.
 */
import { Effect, FileSystem, Path, Stream } from "effect"
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import { namesInLabel } from "../privacy/names/NameColumns.ts"
import type { Pseudonymiser } from "../privacy/Pseudonymiser.ts"
import type { SecondReading } from "../privacy/second/SecondReading.ts"
import type { Restored } from "../privacy/Restore.ts"
import { expand, explain } from "../sources/InputFiles.ts"
import { Rewriting, type SourceError } from "../sources/index.ts"
import * as Output from "./Output.ts"

type Rewritable = Rewriting.Rewritable
type Failure = SourceError.SourceError

const fieldOf = ({ name, question, speaker, value }: Rewriting.Answer): Field => ({
  name,
  text: value,
  ...(question !== undefined && { question }),
  ...(speaker !== undefined && { speaker })
})

const recordOf = (
  file: string,
  kind: Rewriting.Part["kind"],
  { answers, facts = [], place }: Rewriting.Person
): ResearchRecord => ({
  id: `${file}#${place}`,
  source: { file, place },
  kind,
  fields: [...answers.map(fieldOf), ...facts.map(({ name, value }) => ({ name, text: value }))]
})

/** Each person's record. */
export const recordsOf = (file: string, { kind, people }: Rewriting.Part): ReadonlyArray<ResearchRecord> =>
  people.map((person) => recordOf(file, kind, person))

/** The files that paths lead to, those in folders included, as parts whose words can be replaced. */
export const openAll = Effect.fnUntraced(function* (paths: ReadonlyArray<string>) {
  const warn = ({ message }: { readonly message: string }) => Output.say(`Warning: ${message}`)
  const found = yield* expand(paths, (file) => warn({ message: `${file}: was given before and is read once.` }))
  const all = yield* Effect.forEach(found, (one) =>
    Effect.flatMap(Effect.fromResult(one), ({ file }) =>
      Rewriting.open(file, { warn, isName: (label) => namesInLabel(label).length > 0 })
    )
  )
  return all.flat()
})

/** Warnings are told once; a file is read several times. */
const silently = () => Effect.void
const aloud = ({ message }: { readonly message: string }) => Output.say(`Warning: ${message}`)

/** Headings as the names of fields that nobody answered, labels as the speakers of such: so they are replaced like these. */
interface Frame {
  readonly headings: Map<string, string>
  readonly labels: Map<string, string>
}

const frameOf = (file: string, { headings, labels }: Frame): ResearchRecord => ({
  id: file,
  source: { file, place: "frame" },
  kind: "row",
  fields: [
    ...[...headings.keys()].map((value) => ({ name: value, text: "-" })),
    ...[...labels.keys()].map((value) => ({ name: "-", text: "-", speaker: value }))
  ]
})

const keep = ({ headings, labels }: Frame, part: Rewriting.Part): void => {
  for (const { value } of part.headings) headings.set(value, value)
  for (const { value } of part.labels) labels.set(value, value)
}

/** Puts in what became of the words of the frame. */
const settle = ({ headings, labels }: Frame, { fields }: ResearchRecord): void => {
  const names = [...headings.keys()]
  const speakers = [...labels.keys()]
  for (const [i, name] of names.entries()) headings.set(name, fields[i]?.name ?? name)
  for (const [i, label] of speakers.entries()) labels.set(label, fields[names.length + i]?.speaker ?? label)
}

/** What became of a part: its answers as these records have them, and its frame. */
const changesOf = (part: Rewriting.Part, records: ReadonlyArray<ResearchRecord>, frame?: Frame): Rewriting.Changes => {
  const changes = new Map<Rewriting.Cell, string>()
  for (const [i, { answers }] of part.people.entries()) {
    for (const [at, cell] of answers.entries()) {
      const text = records[i]?.fields[at]?.text
      if (text !== undefined && text !== cell.value) changes.set(cell, text)
    }
  }
  for (const cell of frame === undefined ? [] : part.headings)
    changes.set(cell, frame?.headings.get(cell.value) ?? cell.value)
  for (const cell of frame === undefined ? [] : part.labels)
    changes.set(cell, frame?.labels.get(cell.value) ?? cell.value)
  return changes
}

// So many records are gone through before anything else may happen, such as Ctrl-C; wide ones take some milliseconds each.
const step = 10

// Slices of a preview take a fraction of a millisecond each.
const slicesAtOnce = 10

/** Goes on slice by slice, and lets others run between. */
export const inSlices = Effect.fnUntraced(function* (slices: Iterable<undefined>) {
  let done = 0
  for (const _ of slices) if (++done % slicesAtOnce === 0) yield* Effect.yieldNow
})

/** The records after each was changed, a step at a time. */
const inSteps = Effect.fnUntraced(function* (
  records: ReadonlyArray<ResearchRecord>,
  change: (records: ReadonlyArray<ResearchRecord>) => ReadonlyArray<ResearchRecord>
) {
  const out: Array<ResearchRecord> = []
  for (let from = 0; from < records.length; from += step) {
    out.push(...change(records.slice(from, from + step)))
    yield* Effect.yieldNow
  }
  return out
})

/** A file that was rewritten: where its bytes lie until they go where they are wanted. */
export interface Written {
  readonly file: Rewritable
  readonly place: string
}

const write = <E extends { readonly _tag: "SourceError" | "SecondReaderError" }>(
  place: string,
  start: Uint8Array,
  bytes: Stream.Stream<Uint8Array, E>
): Effect.Effect<void, E | Failure, FileSystem.FileSystem> =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    const all = start.length === 0 ? bytes : Stream.concat(Stream.succeed(start), bytes)
    yield* Stream.run(all, fs.sink(place)).pipe(
      Effect.mapError((error) => (error._tag === "PlatformError" ? explain(place, error) : error))
    )
  })

const read = (place: string) =>
  Effect.map(FileSystem.FileSystem, (fs) => Stream.mapError(fs.stream(place), (error) => explain(place, error)))

const none = new Uint8Array(0)

/** Told of each record as it was replaced. */
export type OnRecord = (file: Rewritable, record: ResearchRecord) => void

/**
 * Files with their personal data replaced, in a folder. All of them are one run: they are read first, so that who is named in one is
 * found in the others.
 */
export const anonymise = Effect.fnUntraced(function* (
  files: ReadonlyArray<Rewritable>,
  pseudonymiser: Pseudonymiser,
  folder: string,
  onRecord: OnRecord,
  reading?: SecondReading
) {
  const path = yield* Path.Path
  const first: Array<{
    readonly file: Rewritable
    readonly frame: Frame
    readonly framed: ResearchRecord
    readonly place: string
  }> = []
  for (const [i, file] of files.entries()) {
    const frame: Frame = { headings: new Map(), labels: new Map() }
    // The first rows judge the columns; all of them tell who is in the table.
    yield* Stream.runForEach(file.parts(aloud), (part) =>
      Effect.suspend(() => {
        keep(frame, part)
        return inSlices(pseudonymiser.previewInSlices(recordsOf(file.file, part)))
      })
    )
    const place = path.join(folder, `${i}.replaced`)
    const replaced = file.parts(silently).pipe(
      Stream.mapEffect((part) =>
        Effect.gen(function* () {
          const records = recordsOf(file.file, part)
          if (reading !== undefined) yield* reading.askRecords(records)
          return Buffer.from(part.write(changesOf(part, yield* inSteps(records, pseudonymiser.replaceRecords))))
        })
      )
    )
    yield* write(place, none, replaced)
    first.push({ file, frame, place, framed: pseudonymiser.replaceRecord(frameOf(file.file, frame)) })
  }
  return yield* Effect.forEach(first, ({ file, frame, framed, place }, i) =>
    Effect.gen(function* () {
      settle(frame, pseudonymiser.revisit(framed))
      const done = path.join(folder, `${i}.done`)
      const revisited = file.rewritten(yield* read(place)).pipe(
        Stream.mapEffect((part) =>
          Effect.map(
            inSteps(recordsOf(file.file, part), (records) => records.map(pseudonymiser.revisit)),
            (records) => {
              for (const record of records) onRecord(file, record)
              return file.encode(part.write(changesOf(part, records, frame)))
            }
          )
        )
      )
      yield* write(done, file.mark, revisited)
      return { file, place: done } satisfies Written
    })
  )
})

/** A file with its original words, in a folder, and the placeholders in it that nobody gave out. */
export const restore = Effect.fnUntraced(function* (
  file: Rewritable,
  restoreText: (text: string) => Restored,
  folder: string,
  number: number
) {
  const path = yield* Path.Path
  const invented = new Set<string>()
  const place = path.join(folder, `${number}.restored`)
  const restored = file.parts(aloud).pipe(
    Stream.map((part) => {
      const changes = new Map<Rewriting.Cell, string>()
      for (const cell of Rewriting.cells(part)) {
        const { invented: unknown, text } = restoreText(cell.value)
        for (const placeholder of unknown) invented.add(placeholder)
        if (text !== cell.value) changes.set(cell, text)
      }
      return file.encode(part.write(changes))
    })
  )
  yield* write(place, file.mark, restored)
  return { file, place, invented: [...invented] }
})

/** What a file is called without the names in it, and without brackets, which shells and links take amiss. */
export const nameOf = ({ name }: Rewritable, pseudonymiser: Pseudonymiser): string => {
  const empty: ResearchRecord = { id: name, source: { file: name, place: "" }, kind: "document", fields: [] }
  return pseudonymiser.revisit(pseudonymiser.replaceRecord(empty)).source.file.replace(/[[\]]/g, "")
}
