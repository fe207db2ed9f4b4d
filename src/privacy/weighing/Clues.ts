/**
 * One decision about all that is read off words: what speaks for a name and against it is added up, once, and what the run knows of
 * its words is taken off. What a checksum, a form, a title or a column says is not weighed at all.
 */
import { GIVEN, lookUp } from "../lexicon/Lexicon.ts"

/** What speaks for a name in its own text. Spans without clues are sure. */
export interface Clues {
  /** What its words and those around them say, in halvings of the respondents who use it: at 0 it is a name. */
  readonly weight: number
  /** How its unknown words are spelled: below 0 rather like a brand, above rather like a name. */
  readonly spelling: number
  /** What an article before it, or more than one of it, takes off. */
  readonly thing: number
  /** Whether it may be looked for in other texts: a capital and a spelling alone may not. */
  readonly spreads: boolean
  /** Whether its text is in a language that the lexicon does not know. */
  readonly strange: boolean
  /** Its words, folded. */
  readonly words: ReadonlyArray<string>
}

/** What a run tells of a word. */
export interface WordInRun {
  /** How many respondents use it. */
  readonly respondents: number
  /** Whether one of them writes it small where others have capitals. */
  readonly small: boolean
  /** Whether a header or question of a table has it. */
  readonly heading: boolean
}

/** What a run tells of its words; nothing of one that names somebody. */
export type Run = (word: string) => WordInRun | undefined

// What many talk about is a topic: each doubling of those who use a word takes this off. Somebody's given name that a list knows may
// be many people's, such as that of the one who answers the support line.
const perDoubling = 0.9
const perDoublingOfGiven = 0.35
const writtenSmall = 1
const inHeading = 4

const nothing: WordInRun = { respondents: 1, small: false, heading: false }

/** What the run takes off a name of those words: the rarest of them counts. */
const topical = (words: ReadonlyArray<string>, run: Run): number => {
  const known = words.filter((word) => word.length > 1).map((word) => ({ word, ...(run(word) ?? nothing) }))
  if (known.length === 0) return 0
  const respondents = Math.min(...known.map((word) => word.respondents))
  const given = known.some(({ word }) => (lookUp(word) & GIVEN) !== 0)
  return (
    Math.log2(Math.max(1, respondents)) * (given ? perDoublingOfGiven : perDoubling) +
    (known.every(({ small }) => small) ? writtenSmall : 0) +
    (known.every(({ heading }) => heading) ? inHeading : 0)
  )
}

/** What is weighed besides the words and those around them. */
export interface Weighing {
  /** Left out for a text by itself: then what stands before a name is not asked about either, as nothing else can speak for it. */
  readonly run?: Run
  /** Whether a name stays one though it is spelled like a brand. */
  readonly strict: boolean
}

/** Whether more speaks for a name than against it. */
export const isBelieved = ({ clues }: { readonly clues?: Clues }, { run, strict }: Weighing): boolean => {
  if (clues === undefined) return true
  const spelled = strict ? 0 : clues.spelling
  const against = run === undefined ? 0 : clues.thing + topical(clues.words, run)
  return clues.weight + spelled - against >= 0
}

// A name that was learnt elsewhere is no clue: it stands unless the run uses its words for something else.
const learnt = 1.6

/** Whether the words of a name that was learnt in another text are what the run talks about. */
export const isTopic = (words: ReadonlyArray<string>, run: Run): boolean => learnt < topical(words, run)
