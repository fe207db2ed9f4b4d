/**
 * What a second reader said about texts, and how it is weighed. It never touches what is exact or told: only what is weighed anyway
 * gains by it (a known name, a guess), and only a guess loses. Everything here is synchronous, as replacing is; the reader is asked before.
 */
import { hasListedName } from "../Grade.ts"
import { wordsOf } from "../names/NameForm.ts"
import type { Span } from "../Recogniser.ts"
import type { Rates, RatesByType, Reading } from "./SecondReader.ts"

/** What was said about texts. */
export interface Opinions {
  /** The types that a reader may add. */
  readonly types: ReadonlyArray<string>
  /** Whether a text has been read, or cannot be. */
  readonly has: (text: string) => boolean
  /** What was seen in a text, where there is an answer that can be believed. */
  readonly of: (text: string) => ReadonlyArray<Reading> | undefined
  /** Keeps what was seen in a text; nothing where there is no answer that can be believed. Whether it can be. */
  readonly keep: (text: string, readings: ReadonlyArray<Reading> | undefined) => boolean
  /** The spans of a text, with what the reader said of it: weights moved, and spans added. */
  readonly weigh: (text: string, spans: ReadonlyArray<Span>) => ReadonlyArray<Span>
}

// A bound on memory: the texts that were kept first are asked about again.
const mostTexts = 200_000

// More words than this are nobody's name, and no number.
const mostWords = 5

// What nobody here saw: a reader that is often wrong cannot make up for it.
const unseen = -2

const probability = (share: number): number => Math.min(0.99, Math.max(0.01, share))

/** What a report of it, and its silence, say for a finding. */
const weightsOf = (rates: Rates): { readonly word: number; readonly silence: number } => {
  const found = probability(rates.found)
  const wrong = probability(rates.false)
  return { word: Math.log(found / wrong), silence: Math.log((1 - found) / (1 - wrong)) }
}

const cased = /[\p{Lu}\p{Ll}\p{N}]/u

/** Whether a place is inside of a word, or of a character. */
const cuts = (text: string, at: number): boolean => {
  const before = text.charCodeAt(at - 1)
  if (before >= 0xd800 && before < 0xdc00) return true
  return at > 0 && at < text.length && cased.test(text.charAt(at - 1)) && cased.test(text.charAt(at))
}

/** Whether a reading can be of this text. Offsets of another text, or in other units, mostly lead into words. */
const isPossible = (text: string, { end, start, surface }: Reading): boolean => {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end <= start || end > text.length) return false
  const there = text.slice(start, end)
  return (surface === undefined || surface === there) && /[\p{L}\p{N}]/u.test(there)
}

/** Whether a reading begins and ends where a name may. */
const isWhole = (text: string, { end, start }: Reading): boolean =>
  !cuts(text, start) && !cuts(text, end) && wordsOf(text.slice(start, end)).length <= mostWords

// Places are not weighed, as they are mostly kept. That a word stands where a place may is all that speaks for these.
const guessedPlaces = new Set(["place-cue", "capitals"])

const isGuess = ({ clues, rule, type }: Span): boolean =>
  clues !== undefined || (type === "LOCATION" && guessedPlaces.has(rule))

/** No opinions, of a reader with these rates. */
export const make = (rates: RatesByType): Opinions => {
  const types = Object.keys(rates)
  const weights = new Map(types.map((type) => [type, weightsOf(rates[type] ?? { found: 0.5, false: 0.5 })]))
  const said = new Map<string, ReadonlyArray<Reading> | null>()

  const keep = (text: string, readings: ReadonlyArray<Reading> | undefined): boolean => {
    // Taken as silence, an answer about another text would speak against every name.
    const possible =
      readings?.every(
        (reading) => isPossible(text, reading) && (!weights.has(reading.type) || isWhole(text, reading))
      ) === true
    for (const oldest of said.size < mostTexts ? [] : said.keys()) {
      said.delete(oldest)
      break
    }
    said.set(text, possible ? readings : null)
    return possible
  }

  const weigh = (text: string, spans: ReadonlyArray<Span>): ReadonlyArray<Span> => {
    const readings = said.get(text)
    if (readings === undefined || readings === null) return spans
    const moved = spans.map((span): Span => {
      const { clues } = span
      const weight = clues && weights.get(span.type)
      if (clues === undefined || weight === undefined) return span
      const there = readings.filter(({ end, start }) => start < span.end && end > span.start)
      // Seen as something else, it is at least not passed over.
      if (there.length > 0 && !there.some(({ type }) => type === span.type)) return span
      // To miss somebody costs more than to mask a word: what a list has as a name is not given up for one reader's silence.
      if (there.length === 0 && hasListedName(clues)) return span
      const shift = there.length > 0 ? weight.word : weight.silence
      return { ...span, clues: { ...clues, weight: clues.weight + shift } }
    })
    const added = readings.flatMap(({ end, start, type }): ReadonlyArray<Span> => {
      const weight = unseen + (weights.get(type)?.word ?? 0)
      const isSeen = spans.some(
        (span) => start < span.end && end > span.start && (span.type === type || !isGuess(span))
      )
      if (weight < 0 || isSeen) return []
      const words = wordsOf(text.slice(start, end)).map(({ folded }) => folded)
      const clues = { weight, spelling: 0, thing: 0, spreads: false, strange: false, words }
      return [{ start, end, type, score: 0.7, rule: "second-reader", clues }]
    })
    return added.length === 0 ? moved : [...moved, ...added]
  }

  return { types, has: (text) => said.has(text), of: (text) => said.get(text) ?? undefined, keep, weigh }
}
