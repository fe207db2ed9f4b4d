/**
 * What recognisers and lists find in texts, after their column was heard and the run's words were weighed.
 */
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import { settle } from "./columns/CellVerdict.ts"
import * as Columns from "./columns/Columns.ts"
import { detectAll, type DetectionInput } from "./Detection.ts"
import * as ShortTexts from "./names/ShortTexts.ts"
import type { Recogniser, RecogniserContext, Span } from "./Recogniser.ts"
import type { Opinions } from "./second/Opinions.ts"
import type * as Lists from "./TermLists.ts"
import { isBelieved, type Weighing } from "./weighing/Clues.ts"
import * as WorkingMemory from "./WorkingMemory.ts"

/** Reads texts. What it runs throws `RecogniserFailure` when a recogniser breaks its contract. */
export interface TextReader {
  readonly columns: Columns.Columns
  /** What is left of findings when the column has been heard. */
  readonly heard: (text: string, spans: ReadonlyArray<Span>, context: RecogniserContext) => ReadonlyArray<Span>
  /** What of the findings in a text is believed now, with what the lists say. */
  readonly believed: (
    text: string,
    read: ReadonlyArray<Span>,
    context: RecogniserContext | undefined
  ) => ReadonlyArray<Span>
  readonly readAll: (inputs: ReadonlyArray<DetectionInput>) => ReadonlyArray<ReadonlyArray<Span>>
  readonly read: (text: string, context?: RecogniserContext) => ReadonlyArray<Span>
  /** Goes through the short answers of columns that nobody gave before, all together. */
  readonly learnCells: (records: ReadonlyArray<ResearchRecord>) => void
  /** Does something with what is remembered of the words and headers of the run. */
  readonly remembering: <A>(work: () => A) => A
  /** In how many answers no guess was made, as the lexicon does not know their language. */
  readonly unread: () => number
  /** Where a text stood as a cell out of which its column took something, so that looking at it again does not find it. */
  readonly sparedIn: (text: string) => RecogniserContext | undefined
}

// A bound on memory: of a table in which more cells than this hold such words, some are found again after all.
const mostSpared = 100_000

// Of each column: more than a list of choices has.
const mostCells = 500

const none: ReadonlyArray<Span> = []

const isStrange = (spans: ReadonlyArray<Span>): boolean => spans.some(({ clues }) => clues?.strange === true)

const otherLetters = /(?!\p{Script=Latin})\p{L}/gu

/** Whether a sentence is written in a script that the lexicon does not have. */
const isOfOtherScript = (text: string): boolean => {
  if (!/[^\u0000-\u02ff]/u.test(text)) return false
  const others = text.match(otherLetters)?.length ?? 0
  return others >= 8 && others > text.length / 2
}

/** How texts are read. */
export interface Reading extends Weighing {
  /** What a second reader said of the texts. */
  readonly opinions?: Opinions | undefined
}

/** A reader that has read nothing. */
export const make = (recognisers: ReadonlyArray<Recogniser>, lists: Lists.Lists, reading: Reading): TextReader => {
  const { opinions, ...weighing } = reading
  const memory = WorkingMemory.make()
  const detected = (inputs: ReadonlyArray<DetectionInput>): ReadonlyArray<ReadonlyArray<Span>> => {
    const found = detectAll(recognisers, inputs, memory)
    return opinions === undefined ? found : found.map((spans, i) => opinions.weigh(inputs[i]?.text ?? "", spans))
  }
  const columns = Columns.make((texts) =>
    detectAll(
      recognisers,
      texts.map((text) => ({ text })),
      memory
    )
  )
  // Cells out of which their column took something, so that looking at them again does not find it.
  const spared = new Map<string, RecogniserContext>()
  let unread = 0

  /** What is left of findings when the column has been heard. Rostered names and denied terms are not asked about. */
  const heard = (text: string, spans: ReadonlyArray<Span>, context: RecogniserContext): ReadonlyArray<Span> => {
    const { added, kept } = settle(text, spans, context)
    if (kept.length < spans.length && spared.size < mostSpared) spared.set(text, context)
    return added.length === 0 ? kept : [...kept, ...added]
  }

  /** What of the findings in a text is believed now, with what the lists say. */
  const believed = (
    text: string,
    read: ReadonlyArray<Span>,
    context: RecogniserContext | undefined
  ): ReadonlyArray<Span> => {
    const spans = read.filter((span) => isBelieved(span, weighing))
    // Of headings and of what is looked at again no context tells the column.
    const isAnswer = context?.field !== undefined && context.field !== ""
    if (isAnswer && ((spans.length < read.length && isStrange(read)) || isOfOtherScript(text))) unread++
    return lists.permit(text, [...lists.find(text), ...(context === undefined ? spans : heard(text, spans, context))])
  }

  const readAll = (inputs: ReadonlyArray<DetectionInput>): ReadonlyArray<ReadonlyArray<Span>> =>
    detected(inputs).map((read, i) => believed(inputs[i]?.text ?? "", read, inputs[i]?.context))

  const read = (text: string, context?: RecogniserContext): ReadonlyArray<Span> =>
    readAll([{ text, ...(context !== undefined && { context }) }])[0] ?? []

  /** Goes through the answers of columns that nobody gave before, all together. */
  const learnCells = (records: ReadonlyArray<ResearchRecord>): void => {
    const unknown: Array<{ readonly column: Columns.Column; readonly text: string }> = []
    const met = new Map<Columns.Column, Set<string>>()
    for (const record of records) {
      const columnOf = columns.of(record)
      for (const field of record.fields) {
        const column = columnOf(field)
        const { text } = field
        if (column === undefined || text.length > ShortTexts.longest || column.cells.size >= mostCells) continue
        if (column.cells.has(text)) continue
        const here = met.get(column) ?? new Set()
        met.set(column, here)
        if (here.has(text)) continue
        here.add(text)
        unknown.push({ column, text })
      }
    }
    const found = detected(unknown.map(({ column, text }) => ({ text, context: column.context })))
    for (const [i, { column, text }] of unknown.entries()) {
      const read = found[i] ?? none
      const weighed = read.some(({ clues }) => clues !== undefined)
      column.cells.set(text, weighed ? { read } : { read, settled: believed(text, read, column.context) })
    }
  }

  return {
    remembering: (work) => WorkingMemory.using(memory, work),
    columns,
    heard,
    believed,
    readAll,
    read,
    learnCells,
    sparedIn: (text) => spared.get(text),
    unread: () => unread
  }
}
