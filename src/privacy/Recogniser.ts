/**
 * What finds personal data in a text. One small file a kind of data; to add one, write a `Recogniser` and hand it to
 * `LocalAnonymiser.layer`.
 *
 * A recogniser is pure, takes time in proportion to the length of the text whatever the text is, and prefers to miss something
 * over marking harmless words: where a check exists (a checksum, a numbering plan) it is made.
 */
import type { Clues } from "./weighing/Clues.ts"

/** A stretch of a text that holds personal data. Offsets are UTF-16 code units, `end` is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
  /** Upper-case words joined by `_`, such as `PERSON`. The placeholder is made of it. */
  readonly type: string
  /** How sure the recogniser is, 0 to 1. */
  readonly score: number
  /** Which of the recogniser's rules found it, such as `title` or `luhn`. Says why, without quoting the text. */
  readonly rule: string
  /** @internal What speaks for it, where it was read off words and has to be weighed. */
  readonly clues?: Clues
}

/** What a column as a whole holds. */
export interface ColumnVerdict {
  /** How many different answers were looked at. */
  readonly seen: number
  /** What nearly all of them are by themselves, such as `PERSON` or `PHONE_NUMBER`. */
  readonly holds?: string
  /** The share of those that are, 0 to 1; of the commonest kind where `holds` is left out. */
  readonly share: number
  /** The share of answers that consist of words known as names of people, 0 to 1. */
  readonly named: number
  /** The shapes of the cells that are, with runs of letters as `a` and of digits as `9`. */
  readonly shapes: ReadonlySet<string>
  /** Answers that many gave, folded, where the column is a list to choose from; empty elsewhere. */
  readonly choices: ReadonlySet<string>
  /** Answers that at least three gave, folded, whatever else the column holds. */
  readonly often: ReadonlySet<string>
  /** Whether most cells are identifiers, times or plain numbers, whose digits are nobody's. */
  readonly codes: boolean
  /** Whether most answers have no more than three words. */
  readonly brief: boolean
}

/** What is known about a text besides its words. */
export interface RecogniserContext {
  /** The header of the column that the text answers, and on a further line its question where that is known. */
  readonly field?: string
  /** What the column as a whole holds, where the text is a cell of a table of which enough was seen. */
  readonly column?: ColumnVerdict
}

/** Finds one kind of personal data. */
export interface Recogniser {
  /** Unique among the recognisers of an anonymiser; named in errors. */
  readonly name: string
  /** Every type its spans may have. */
  readonly types: ReadonlyArray<string>
  /** Whether what it finds only describes somebody (an age, a date, a title). Then it is used only where it is asked for. */
  readonly describes?: boolean
  /** Whether it works on the words that recognisers of this package share, so that a text is taken apart once for all of them. */
  readonly sharesWords?: boolean
  /** The spans in reading order. They may overlap each other and those of other recognisers. */
  readonly recognise: (text: string, context?: RecogniserContext) => ReadonlyArray<Span>
}
