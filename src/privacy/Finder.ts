/**
 * Finds the personal data of records, one after the other, and learns on the way: who is in each record, and whose names to look for
 * in all others of the run. What is made of the findings (placeholders, a count) is up to others.
 */
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import type * as Columns from "./columns/Columns.ts"
import { isOfHeading } from "./columns/Headings.ts"
import { settle } from "./columns/CellVerdict.ts"
import type { DetectionInput } from "./Detection.ts"
import * as ShortTexts from "./names/ShortTexts.ts"
import type * as Lists from "./TermLists.ts"
import type { Cast, FoundIn, Look, TableCell } from "./Look.ts"
import * as KnownNames from "./names/KnownNames.ts"
import { namesInLabel } from "./names/NameColumns.ts"
import { partsOf, wordsOf } from "./names/NameForm.ts"
import type { Range } from "./names/NameReader.ts"
import type { People, Person } from "./People.ts"
import type { Recogniser, RecogniserContext, Span } from "./Recogniser.ts"
import { contextOf, declaredNames } from "./RecordNames.ts"
import { resolve } from "./Resolution.ts"
import * as TextReader from "./TextReader.ts"
import * as RunNames from "./RunNames.ts"
import { isTopic } from "./weighing/Clues.ts"
import * as RunWords from "./weighing/RunWords.ts"

/** Finds and learns. Whatever reads a text throws `RecogniserFailure` when a recogniser breaks its contract. */
export interface Finder {
  readonly columns: Columns.Columns
  readonly runNames: RunNames.RunNames
  /** Whether a name of the run may stand in a text. */
  readonly mayBeNamed: (text: string) => boolean
  /** Judges the columns of these rows, and learns who is in them: a part of a name leads to whom a later row names in full. */
  readonly preview: (records: Iterable<ResearchRecord>) => Generator<undefined, void>
  /** All that is found in the next record. */
  readonly look: (record: ResearchRecord) => Look
  /** The same of many, in their order, and in less time. */
  readonly lookAll: (records: ReadonlyArray<ResearchRecord>) => ReadonlyArray<Look>
  /**
   * What is found in a record only now: names that were learnt after it was looked at.
   *
   * @param number the record's place among those that were looked at, from 1
   */
  readonly lookLate: (record: ResearchRecord, number: number) => Look
  /** All that is found in a text that is part of no record. */
  readonly lookAtText: (text: string) => { readonly cast: Cast; readonly spans: ReadonlyArray<Span> }
  /** In how many answers no guess was made, as the lexicon does not know their language. */
  readonly unread: () => number
  readonly inHeading: (heading: string) => ReadonlyArray<Span>
  readonly inPath: (path: string, cast: Cast) => ReadonlyArray<Span>
  /** What is found in a text that was looked at before, perhaps as a cell. */
  readonly again: (text: string) => ReadonlyArray<Span>
  /** The spans less what is never replaced; in a cell of a table, less what its column takes out. */
  readonly permit: (text: string, spans: ReadonlyArray<Span>, cell?: TableCell) => ReadonlyArray<Span>
}

const none: ReadonlyArray<Span> = []

/** A field, and what is found in each of its texts, or where that will be. */
interface Asked {
  readonly field: Field
  readonly context: RecogniserContext
  readonly text: number | ReadonlyArray<Span>
  readonly question?: number | undefined
  readonly speaker?: number | undefined
}

const person =
  (rule: string) =>
  (range: Range): Span => ({ ...range, type: "PERSON", score: 0.9, rule })

/**
 * A finder that knows nobody but the roster.
 *
 * @param reading whether what is written like a thing is found all the same, and what a second reader said of the texts
 */
export const make = (
  recognisers: ReadonlyArray<Recogniser>,
  lists: Lists.Lists,
  people: People,
  reading: Omit<TextReader.Reading, "run"> = { strict: false }
): Finder => {
  // Known before the first record, so that a part of a name leads to its person from the beginning.
  for (const name of lists.roster) people.identify(name)
  const runNames = RunNames.make()
  const runWords = RunWords.make()
  for (const name of lists.roster) runWords.declare(partsOf(name))
  const nobody: Cast = { present: new Set(), known: KnownNames.make() }
  const reader = TextReader.make(recognisers, lists, { ...reading, run: runWords.of })
  const { believed, columns, heard } = reader
  const foldedWords = ShortTexts.make()
  let looked = 0

  // A name that was learnt is not looked for where the run uses its words for something else.
  const isName = (text: string, { end, start }: Range): boolean =>
    !isTopic(
      wordsOf(text.slice(start, end)).map(({ folded }) => folded),
      runWords.of
    )

  const namesIn = (text: string, { known }: Cast): ReadonlyArray<Span> => {
    const words = foldedWords(text)
    if (!known.mayStandIn(words) && !runNames.mayStandIn(words)) return none
    return [
      ...known.find(text).map(person("known-in-record")),
      ...runNames.find(text).map(person("known-in-run"))
    ].filter((span) => isName(text, span))
  }

  const learn = (
    declared: ReadonlySet<string>,
    texts: ReadonlyArray<readonly [text: string, spans: ReadonlyArray<Span>]>,
    subject?: string
  ): Cast => {
    const known = KnownNames.make()
    const present = new Set<Person>()
    const givenAway = texts.flatMap(([text, spans]) => RunNames.spreading(text, spans))
    const confident = new Set(texts.flatMap(([text, spans]) => RunNames.confidentNames(text, spans)))
    const names = [...new Set([...declared, ...givenAway])].map((name) => ({ name, parts: partsOf(name) }))
    // Full names first, so that their parts find them.
    for (const { name, parts } of names.toSorted((a, b) => b.parts.length - a.parts.length)) {
      present.add(people.identify(name, present))
      const anyCase = declared.has(name) || /^\p{Ll}/u.test(name)
      KnownNames.addWithParts(known, parts, anyCase)
      runNames.learn(parts, declared.has(name) || confident.has(name), looked)
    }
    return { present, known, ...(subject !== undefined && { subject }) }
  }

  /** The names that a record declares, by its headers or because its columns hold names. */
  const declaredIn = (record: ResearchRecord): ReadonlyArray<string> => {
    const columnOf = columns.of(record)
    return declaredNames(record, (field) => columnOf(field)?.declares)
  }

  const learnWords = (record: ResearchRecord): void => {
    const columnOf = columns.of(record)
    runWords.learn(record, (field) => columnOf(field)?.holdsPeople === true)
  }

  const preview = function* (records: Iterable<ResearchRecord>): Generator<undefined, void> {
    const rows = [...records].filter(({ kind }) => kind === "row")
    yield* columns.preview(rows)
    const named = new Set<string>()
    for (const row of rows) {
      learnWords(row)
      for (const name of declaredIn(row)) named.add(name)
      yield
    }
    const names = Array.from(named, (name) => ({ name, parts: partsOf(name) }))
    for (const { name, parts } of names.toSorted((a, b) => b.parts.length - a.parts.length)) {
      people.identify(name)
      runNames.learn(parts, true)
      runWords.declare(parts)
    }
  }

  const lookAll = (records: ReadonlyArray<ResearchRecord>): ReadonlyArray<Look> => {
    const declared = records.map(declaredIn)
    for (const [i, record] of records.entries()) {
      learnWords(record)
      for (const name of declared[i] ?? []) runWords.declare(partsOf(name))
    }
    reader.learnCells(records)
    const open: Array<DetectionInput> = []
    /** Puts a text among those that are gone through together, and gives its place there. */
    const ask = (text: string, context?: RecogniserContext): number =>
      open.push({ text, ...(context !== undefined && { context }) }) - 1
    const asked = records.map((record) => {
      const columnOf = columns.of(record)
      return record.fields.map((field): Asked => {
        const column = columnOf(field)
        const context = column?.context ?? contextOf(field)
        const cell = column?.cells.get(field.text)
        if (cell !== undefined && field.speaker === undefined)
          return { field, context, text: cell.settled ?? believed(field.text, cell.read, context) }
        const question = record.kind === "row" || field.question === undefined ? undefined : ask(field.question)
        const speaker = field.speaker === undefined ? undefined : ask(field.speaker)
        return { field, context, text: ask(field.text, context), question, speaker }
      })
    })
    const detected = reader.readAll(open)
    const answer = (of: Asked["text"] | undefined): ReadonlyArray<Span> =>
      of === undefined ? none : typeof of === "number" ? (detected[of] ?? none) : of
    return records.map((record, i) => {
      const found = (asked[i] ?? []).map(({ context, field, question, speaker, text }) => ({
        field,
        context,
        text: answer(text),
        question: answer(question),
        speaker: answer(speaker)
      }))
      return together(record, found, declared[i] ?? [])
    })
  }

  /** Learns the names of a record, and finds them in all of it. */
  const together = (
    record: ResearchRecord,
    found: ReadonlyArray<FoundIn & { readonly context: RecogniserContext }>,
    declared: ReadonlyArray<string>
  ): Look => {
    looked++
    const cast = learn(
      new Set(declared),
      found.flatMap(({ field, question, text }) => [
        ...(question.length > 0 ? [[field.question ?? "", question] as const] : []),
        ...(text.length > 0 ? [[field.text, text] as const] : [])
      ]),
      record.id
    )
    const also = (text: string, spans: ReadonlyArray<Span>, names: ReadonlyArray<Span>) =>
      names.length === 0 ? spans : [...spans, ...lists.permit(text, names)]
    return {
      cast,
      fields: found.map(({ context, field, question, speaker, text }) => {
        const names = namesIn(field.text, cast)
        return {
          field,
          text: names.length === 0 ? text : also(field.text, text, heard(field.text, names, context)),
          question:
            field.question === undefined || record.kind === "row"
              ? none
              : also(field.question, question, namesIn(field.question, cast)),
          speaker:
            field.speaker === undefined
              ? none
              : also(field.speaker, speaker, [
                  ...namesIn(field.speaker, cast),
                  ...namesInLabel(field.speaker).map(person("speaker"))
                ])
        }
      })
    }
  }

  const look = (record: ResearchRecord): Look => lookAll([record])[0] ?? { cast: nobody, fields: [] }
  const isLate = (text: string, number: number) => {
    const late = runNames.findLate(text, number)
    return ({ end, rule, start }: Span): boolean =>
      rule === "known-in-run" && late.some((range) => range.start === start && range.end === end)
  }

  const lookLate = (record: ResearchRecord, number: number): Look => {
    const texts = record.fields.flatMap(({ question, speaker, text }) => [text, question ?? "", speaker ?? ""])
    if (texts.every((text) => !runNames.mayStandIn(foldedWords(text)) || runNames.findLate(text, number).length === 0))
      return { cast: nobody, fields: [] }
    const { cast, fields } = look(record)
    const only = (text: string | undefined, spans: ReadonlyArray<Span>): ReadonlyArray<Span> => {
      if (text === undefined || spans.length === 0) return []
      const late = isLate(text, number)
      const before = resolve(spans.filter((span) => !late(span)))
      return resolve(spans.filter(late)).filter(
        ({ end, start }) => !before.some((span) => span.start < end && span.end > start)
      )
    }
    return {
      cast,
      fields: fields.map(({ field, question, speaker, text }) => ({
        field,
        text: only(field.text, text),
        question: only(field.question, question),
        speaker: only(field.speaker, speaker)
      }))
    }
  }

  return {
    columns,
    runNames,
    mayBeNamed: (text) => runNames.mayStandIn(foldedWords(text)),
    preview,
    look: (record) => reader.remembering(() => look(record)),
    lookAll: (records) => reader.remembering(() => lookAll(records)),
    lookLate,
    unread: reader.unread,
    lookAtText: (text) => {
      const spans = reader.read(text)
      const cast = learn(new Set(), [[text, spans]])
      return { cast, spans: [...spans, ...lists.permit(text, namesIn(text, cast))] }
    },
    // "Brand", "Beruf": what a column is called has a capital from standing at the top, as a short answer has.
    inHeading: (heading) => reader.read(heading, { field: "" }).filter((span) => isOfHeading(heading, span)),
    inPath: (path, { known }) =>
      lists.permit(
        path,
        [known, runNames, lists.names].flatMap((names) => KnownNames.findInPath(names, path)).map(person("path"))
      ),
    // An answer is inspected without its header. It has one all the same, and so is not a text of nothing but a number, which would
    // be taken for somebody's: what was left in a record is left here.
    again: (text) => {
      const context = reader.sparedIn(text) ?? { field: "" }
      return lists.permit(text, [...reader.read(text, context), ...heard(text, namesIn(text, nobody), context)])
    },
    permit: (text, spans, cell) => {
      if (spans.length === 0) return spans
      const column = cell && columns.of(cell.record)(cell.field)
      return lists.permit(text, column ? settle(text, spans, column.context).kept : spans)
    }
  }
}
