/**
 * Finds the personal data of single texts, and of records that are read one after the other, without replacing it.
 */
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { JudgedColumn } from "./columns/Columns.ts"
import { readable } from "./columns/Headers.ts"
import { detect, detectAll, type DetectionInput } from "./Detection.ts"
import * as Finder from "./Finder.ts"
import type { Look } from "./Look.ts"
import * as Lists from "./TermLists.ts"
import * as People from "./People.ts"
import type { Recogniser, Span } from "./Recogniser.ts"
import { allRecognisers } from "./recognisers/index.ts"
import { type Grade, gradeOf } from "./Grade.ts"
import { resolve } from "./Resolution.ts"
import type { Opinions } from "./second/Opinions.ts"
import { isBelieved } from "./weighing/Clues.ts"
import * as WorkingMemory from "./WorkingMemory.ts"

/** Finds personal data in text after text. */
export interface Scanner {
  /**
   * The personal data of a text: spans that do not overlap, in reading order. Throws `RecogniserFailure`.
   *
   * @param field the header of the column that the text answers, where there is one
   */
  readonly scan: (text: string, field?: string) => ReadonlyArray<Span>
  /** The same of many texts, in their order and in half the time; the field goes into `context`. Throws `RecogniserFailure`. */
  readonly scanAll: (inputs: ReadonlyArray<DetectionInput>) => ReadonlyArray<ReadonlyArray<Span>>
}

/** How a scanner is made. */
export interface ScannerOptions extends Lists.ListsOptions {
  /** What to look for. The default is `allRecognisers`. */
  readonly recognisers?: ReadonlyArray<Recogniser>
  /**
   * Whether a word that no list knows is found though it is spelled like a brand. The default is `true`
   * for single texts, of which nothing else is known, and `false` for records, as for an anonymiser.
   */
  readonly strict?: boolean
  /** What a second reader said of the texts, asked before they are scanned (`SecondReading`). */
  readonly opinions?: Opinions
  /** What is left out although it is found, such as what an anonymiser keeps. Such a one hides no other. By default nothing is. */
  readonly leave?: (type: string, text: string) => boolean
}

/** An input whose header is written as one would say it. */
const asSaid = (input: DetectionInput): DetectionInput =>
  input.context?.field === undefined
    ? input
    : { ...input, context: { ...input.context, field: readable(input.context.field) } }

/**
 * A scanner.
 *
 * @example
 * ```ts
 * import { Scan } from "effect-persona/privacy"
 *
 * const scanner = Scan.make()
 * const spans = scanner.scan("Write to maya@example.org")
 * // [{ start: 9, end: 25, type: "EMAIL_ADDRESS", … }]
 * ```
 */
export const make = (options: ScannerOptions = {}): Scanner => {
  const recognisers = options.recognisers ?? allRecognisers
  const lists = Lists.make(options)
  const weigh = options.opinions?.weigh ?? ((_: string, spans: ReadonlyArray<Span>) => spans)
  const memory = WorkingMemory.make()
  const settle = (text: string, found: ReadonlyArray<Span>): ReadonlyArray<Span> =>
    resolve(
      lists.permit(text, [
        ...lists.find(text),
        ...weigh(text, found).filter((span) => isBelieved(span, { strict: options.strict ?? true }))
      ])
    )
  return {
    scan: (text, field) =>
      settle(text, detect(recognisers, text, field === undefined ? undefined : { field: readable(field) })),
    scanAll: (inputs) => {
      const found = detectAll(recognisers, inputs.map(asSaid), memory)
      return inputs.map(({ text }, i) => settle(text, found[i] ?? []))
    }
  }
}

/** A finding in a record. Offsets are those of `text`. */
export interface RecordFinding extends Span {
  /** The name of the field. */
  readonly field: string
  /** Where in the field it stands. */
  readonly part: "answer" | "question" | "speaker" | "header"
  /** The whole answer, question, label or header. */
  readonly text: string
  /** What it rests on. */
  readonly grade: Grade
}

/** Finds personal data in record after record, and learns names on the way. */
export interface RecordScanner {
  /** Judges the columns of these rows as a whole, and learns who is in them. To be called with the first rows of a table. */
  readonly preview: (records: Iterable<ResearchRecord>) => void
  /** The same in slices of some milliseconds: each step of the iterator is one. */
  readonly previewInSlices: (records: Iterable<ResearchRecord>) => Iterable<undefined>
  /**
   * The personal data of the next records, in their order: many at a time take less than one by one. Headers are looked at once, in
   * the record where they are first met.
   */
  readonly scan: (records: ReadonlyArray<ResearchRecord>) => ReadonlyArray<ReadonlyArray<RecordFinding>>
  /**
   * What is personal in a record that was scanned only because of names that were learnt in later ones.
   *
   * @param number its place among the records that were scanned, from 1
   */
  readonly scanLate: (record: ResearchRecord, number: number) => ReadonlyArray<RecordFinding>
  /**
   * In how many answers words looked like names, but none was made of them because the lexicon does not know the language: there only
   * what is told (a title, a column, a roster) is found.
   */
  readonly unread: () => number
  /** The columns that were judged, and what each was taken for. */
  readonly columns: () => ReadonlyArray<JudgedColumn>
}

/**
 * A scanner of records. Its methods throw `RecogniserFailure`.
 *
 * @example
 * ```ts
 * import { Scan } from "effect-persona/privacy"
 *
 * const scanner = Scan.ofRecords()
 * const record = {
 *   id: "survey.csv#1",
 *   source: { file: "survey.csv", place: "row 2" },
 *   kind: "row",
 *   fields: [{ name: "Comment", text: "Write to maya@example.org" }]
 * } as const
 *
 * scanner.scan([record])
 * ```
 */
export const ofRecords = (options: ScannerOptions = {}): RecordScanner => {
  const lists = Lists.make(options)
  const finder = Finder.make(options.recognisers ?? allRecognisers, lists, People.make(), {
    strict: options.strict ?? false,
    opinions: options.opinions
  })
  const headings = new Set<string>()

  const { leave } = options
  /** The findings in a part of a field, disjoint. */
  const settled = (
    spans: ReadonlyArray<Span>,
    field: string,
    part: RecordFinding["part"],
    text: string
  ): ReadonlyArray<RecordFinding> => {
    const due =
      leave === undefined ? spans : spans.filter(({ end, start, type }) => !leave(type, text.slice(start, end)))
    return resolve(due).map((span) => ({ ...span, field, part, text, grade: gradeOf(span, due) }))
  }

  const inHeadings = (record: ResearchRecord): ReadonlyArray<RecordFinding> =>
    record.fields.flatMap(({ name, question }) =>
      (record.kind === "row" && question !== undefined ? [name, question] : [name]).flatMap((heading) => {
        if (headings.has(heading)) return []
        headings.add(heading)
        return settled(finder.inHeading(heading), name, "header", heading)
      })
    )

  const inFields = ({ fields }: Look): ReadonlyArray<RecordFinding> =>
    fields.flatMap(({ field, question, speaker, text }) => [
      ...settled(speaker, field.name, "speaker", field.speaker ?? ""),
      ...settled(question, field.name, "question", field.question ?? ""),
      ...settled(text, field.name, "answer", field.text)
    ])

  return {
    preview: (records) => {
      for (const _ of finder.preview(records)) continue
    },
    previewInSlices: finder.preview,
    scan: (records) => {
      const looks = finder.lookAll(records)
      return records.map((record, i) => [...inHeadings(record), ...(looks[i] === undefined ? [] : inFields(looks[i]))])
    },
    scanLate: (record, number) => inFields(finder.lookLate(record, number)),
    unread: finder.unread,
    columns: finder.columns.all
  }
}
