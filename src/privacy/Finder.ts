/**
 * Finds the personal data of records, one after the other, and learns on the way: who is in each record, and whose names to look for
 * in all others of the run. What is made of the findings (placeholders, a count) is up to others.
 */
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import * as Columns from "./columns/Columns.ts"
import { isOfHeading } from "./columns/Headings.ts"
import { settle } from "./columns/CellVerdict.ts"
import * as Answered from "./columns/CachedDetection.ts"
import type { DetectionInput } from "./Detection.ts"
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
import * as RunNames from "./RunNames.ts"
import { isBelieved, isTopic } from "./weighing/Clues.ts"
import * as RunWords from "./weighing/RunWords.ts"

/** Finds and learns. Whatever reads a text throws `RecogniserFailure` when a recogniser breaks its contract. */
export interface Finder {
  readonly columns: Columns.Columns
  readonly runNames: RunNames.RunNames
  /** Judges the columns of these rows, and learns who is in them: a part of a name leads to whom a later row names in full. */
  readonly preview: (records: Iterable<ResearchRecord>) => void
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
  readonly inHeading: (heading: string) => ReadonlyArray<Span>
  readonly inPath: (path: string, cast: Cast) => ReadonlyArray<Span>
  /** What is found in a text that was looked at before, perhaps as a cell. */
  readonly again: (text: string) => ReadonlyArray<Span>
  /** The spans less what is never replaced; in a cell of a table, less what its column takes out. */
  readonly permit: (text: string, spans: ReadonlyArray<Span>, cell?: TableCell) => ReadonlyArray<Span>
}

// A bound on memory: of a table in which more cells than this hold such words, some are found again after all.
const mostSpared = 100_000

const person =
  (rule: string) =>
  (range: Range): Span => ({ ...range, type: "PERSON", score: 0.9, rule })

/** The names of a text that are looked for in other texts. What rests on a capital or a spelling alone is masked where it stands. */
const namesOf = (text: string, spans: ReadonlyArray<Span>): ReadonlyArray<string> =>
  spans
    .filter(({ clues, type }) => type === "PERSON" && clues?.spreads !== false)
    .map((span) => text.slice(span.start, span.end))

/**
 * A finder that knows nobody but the roster.
 *
 * @param strict whether what is written like a thing is found all the same
 */
export const make = (
  recognisers: ReadonlyArray<Recogniser>,
  lists: Lists.Lists,
  people: People,
  strict = false
): Finder => {
  // Known before the first record, so that a part of a name leads to its person from the beginning.
  for (const name of lists.roster) people.identify(name)
  const runNames = RunNames.make()
  const runWords = RunWords.make()
  for (const name of lists.roster) runWords.declare(partsOf(name))
  const nobody: Cast = { present: new Set(), known: KnownNames.make() }
  const detectAll = Answered.make(recognisers)
  const columns = Columns.make((texts) => detectAll(texts.map((text) => ({ text }))))
  // Cells out of which their column took something, so that looking at them again does not find it.
  const spared = new Map<string, RecogniserContext>()
  let looked = 0

  /** What is left of findings when the column has been heard. Rostered names and denied terms are not asked about. */
  const heard = (text: string, spans: ReadonlyArray<Span>, context: RecogniserContext): ReadonlyArray<Span> => {
    const { added, kept } = settle(text, spans, context)
    if (kept.length < spans.length && spared.size < mostSpared) spared.set(text, context)
    return added.length === 0 ? kept : [...kept, ...added]
  }

  const detectedIn = (inputs: ReadonlyArray<DetectionInput>): ReadonlyArray<ReadonlyArray<Span>> =>
    detectAll(inputs).map((read, i) => {
      const { context, text = "" } = inputs[i] ?? {}
      const spans = read.filter((span) => isBelieved(span, { run: runWords.of, strict }))
      return lists.permit(text, [...lists.find(text), ...(context === undefined ? spans : heard(text, spans, context))])
    })

  const detect = (text: string, context?: RecogniserContext): ReadonlyArray<Span> =>
    detectedIn([{ text, ...(context !== undefined && { context }) }])[0] ?? []

  // A name that was learnt is not looked for where the run uses its words for something else.
  const isName = (text: string, { end, start }: Range): boolean =>
    !isTopic(
      wordsOf(text.slice(start, end)).map(({ folded }) => folded),
      runWords.of
    )

  const namesIn = (text: string, { known }: Cast): ReadonlyArray<Span> =>
    [...known.find(text).map(person("known-in-record")), ...runNames.find(text).map(person("known-in-run"))].filter(
      (span) => isName(text, span)
    )

  const learn = (
    declared: ReadonlySet<string>,
    texts: ReadonlyArray<readonly [text: string, spans: ReadonlyArray<Span>]>,
    subject?: string
  ): Cast => {
    const known = KnownNames.make()
    const present = new Set<Person>()
    const betrayed = texts.flatMap(([text, spans]) => namesOf(text, spans))
    const confident = new Set(texts.flatMap(([text, spans]) => RunNames.confidentNames(text, spans)))
    const names = [...new Set([...declared, ...betrayed])].map((name) => ({ name, parts: partsOf(name) }))
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
    const verdictOf = columns.of(record)
    return declaredNames(record, (field) => verdictOf(field)?.holds === "PERSON")
  }

  const preview = (records: Iterable<ResearchRecord>): void => {
    const rows = [...records].filter(({ kind }) => kind === "row")
    for (const row of rows) runWords.learn(row)
    columns.preview(rows)
    const named = new Set(rows.flatMap(declaredIn))
    const names = [...named].map((name) => ({ name, parts: partsOf(name) }))
    for (const { name, parts } of names.toSorted((a, b) => b.parts.length - a.parts.length)) {
      people.identify(name)
      runNames.learn(parts, true)
      runWords.declare(parts)
    }
  }

  interface Asked {
    readonly field: Field
    readonly context: RecogniserContext
  }

  const lookAll = (records: ReadonlyArray<ResearchRecord>): ReadonlyArray<Look> => {
    for (const record of records) {
      runWords.learn(record)
      for (const name of declaredIn(record)) runWords.declare(partsOf(name))
    }
    const asked = records.map((record) => {
      const verdictOf = columns.of(record)
      return record.fields.map((field): Asked => {
        const column = verdictOf(field)
        return { field, context: { ...contextOf(field), ...(column !== undefined && { column }) } }
      })
    })
    const detected = detectedIn(
      records.flatMap((record, i) =>
        (asked[i] ?? []).flatMap(({ context, field }) => [
          { text: field.text, context },
          // In a table the question is a heading.
          { text: record.kind === "row" ? "" : (field.question ?? "") },
          { text: field.speaker ?? "" }
        ])
      )
    )
    let next = 0
    return records.map((record, i) =>
      together(
        record,
        (asked[i] ?? []).map(({ context, field }) => {
          const [text = [], question = [], speaker = []] = detected.slice(next, next + 3)
          next += 3
          return { field, context, text, question: record.kind === "row" ? [] : question, speaker }
        })
      )
    )
  }

  /** Learns the names of a record, and finds them in all of it. */
  const together = (record: ResearchRecord, found: ReadonlyArray<FoundIn & Asked>): Look => {
    looked++
    const cast = learn(
      new Set(declaredIn(record)),
      found.flatMap(({ field, question, text }) => [
        [field.question ?? "", question] as const,
        [field.text, text] as const
      ]),
      record.id
    )
    const also = (text: string, spans: ReadonlyArray<Span>, names: ReadonlyArray<Span>) =>
      names.length === 0 ? spans : [...spans, ...lists.permit(text, names)]
    return {
      cast,
      fields: found.map(({ context, field, question, speaker, text }) => ({
        field,
        text: also(field.text, text, heard(field.text, namesIn(field.text, cast), context)),
        question:
          field.question === undefined || record.kind === "row"
            ? []
            : also(field.question, question, namesIn(field.question, cast)),
        speaker:
          field.speaker === undefined
            ? []
            : also(field.speaker, speaker, [
                ...namesIn(field.speaker, cast),
                ...namesInLabel(field.speaker).map(person("speaker"))
              ])
      }))
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
    if (texts.every((text) => runNames.findLate(text, number).length === 0)) return { cast: nobody, fields: [] }
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
    preview,
    look,
    lookAll,
    lookLate,
    lookAtText: (text) => {
      const spans = detect(text)
      const cast = learn(new Set(), [[text, spans]])
      return { cast, spans: [...spans, ...lists.permit(text, namesIn(text, cast))] }
    },
    // "Brand", "Beruf": what a column is called has a capital from standing at the top, as a short answer has.
    inHeading: (heading) => detect(heading, { field: "" }).filter((span) => isOfHeading(heading, span)),
    inPath: (path, { known }) =>
      lists.permit(
        path,
        [known, runNames, lists.names].flatMap((names) => KnownNames.findInPath(names, path)).map(person("path"))
      ),
    // An answer is inspected without its header. It has one all the same, and so is not a text of nothing but a number, which would
    // be taken for somebody's: what was left in a record is left here.
    again: (text) => {
      const context = spared.get(text) ?? { field: "" }
      return lists.permit(text, [...detect(text, context), ...heard(text, namesIn(text, nobody), context)])
    },
    permit: (text, spans, cell) => {
      if (spans.length === 0) return spans
      const column = cell && columns.of(cell.record)(cell.field)
      const context = cell && column && { ...contextOf(cell.field), column }
      return lists.permit(text, context === undefined ? spans : settle(text, spans, context).kept)
    }
  }
}
