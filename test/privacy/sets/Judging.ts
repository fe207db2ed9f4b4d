/**
 * How much of the marked personal data was found, and how much besides. Types do not matter, but where a text
 * has a scope: there a span counts if its type is of a kind with one of the scope.
 */
import type { LabelledText } from "./LabelledText.ts"

/** What a finder found in a text. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly type: string
}

/** Shares between 0 and 1. A share of nothing is 1 for what is good, 0 for what is bad. */
export interface Judgement {
  /** How many parts had to be found. */
  readonly gold: number
  /** Precision and recall as one, recall counting twice. */
  readonly f2: number
  /** Of what was found, the share that touches something marked. */
  readonly precision: number
  /** Of what is marked, the share that was touched. */
  readonly recall: number
  /** Of what is marked, the share whose letters and digits are covered to 90 % at least. */
  readonly masked: number
  /** Of the words that are not marked, the share that is covered. */
  readonly otherWords: number
  /** Of the texts with nothing marked, the share with nothing found. */
  readonly clean: number
}

/** What types are called by different finders and sets. Types that are not named here are numbers that somebody was given. */
const groups: Readonly<Record<string, ReadonlyArray<string>>> = {
  PLACE: ["LOCATION", "ADDRESS", "UK_POSTCODE", "DE_PLZ"],
  TIME: ["DATE_TIME", "DATE", "TIME", "DATE_OF_BIRTH"],
  URL: ["URL", "DOMAIN_NAME"],
  ...Object.fromEntries(
    (
      "PERSON ORGANIZATION PHONE_NUMBER EMAIL_ADDRESS CREDIT_CARD IBAN_CODE IP_ADDRESS MAC_ADDRESS CRYPTO SECRET USERNAME " +
      "AGE NRP TITLE"
    )
      .split(" ")
      .map((type) => [type, [type]])
  )
}

const groupOf = new Map(Object.entries(groups).flatMap(([group, types]) => types.map((type) => [type, group] as const)))

const group = (type: string): string => groupOf.get(type) ?? "NUMBER"

const share = (part: number, whole: number, ofNothing: number): number => (whole === 0 ? ofNothing : part / whole)

const covers = (spans: ReadonlyArray<{ readonly start: number; readonly end: number }>, length: number): Uint8Array => {
  const covered = new Uint8Array(length)
  for (const { start, end } of spans) covered.fill(1, start, end)
  return covered
}

/** `found[i]` was found in `texts[i]`. Titles in what was found are passed over. */
export const judge = (texts: ReadonlyArray<LabelledText>, found: ReadonlyArray<ReadonlyArray<Found>>): Judgement => {
  const tally = { gold: 0, met: 0, masked: 0, found: 0, right: 0, words: 0, over: 0, empty: 0, clean: 0 }
  for (const [index, { text, marks, scope }] of texts.entries()) {
    const all = found[index] ?? []
    const scoped = scope?.map(group)
    const judged = all.filter(({ type }) => type !== "TITLE" && (scoped === undefined || scoped.includes(group(type))))
    const covered = covers(scope === undefined ? all : judged, text.length)
    const marked = covers(marks, text.length)
    const gold = marks.filter(({ optional }) => !optional)
    for (const { start, end } of gold) {
      const core = Array.from({ length: end - start }, (_, i) => start + i).filter((i) =>
        /[\p{L}\p{N}]/u.test(text[i] ?? "")
      )
      const hit = core.filter((i) => covered[i] === 1).length
      tally.gold++
      if (hit > 0) tally.met++
      if (hit >= 0.9 * core.length) tally.masked++
    }
    if (gold.length === 0) {
      tally.empty++
      if (judged.every(({ start, end }) => marked.subarray(start, end).includes(1))) tally.clean++
    }
    for (const { start, end } of judged) {
      const own = covers(gold, text.length).subarray(start, end).includes(1)
      if (!own && marked.subarray(start, end).includes(1)) continue
      tally.found++
      if (own) tally.right++
    }
    if (scope !== undefined) continue
    for (const word of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (marked.subarray(word.index, word.index + word[0].length).includes(1)) continue
      tally.words++
      if (covered[word.index] === 1) tally.over++
    }
  }
  const precision = share(tally.right, tally.found, 1)
  const recall = share(tally.met, tally.gold, 1)
  return {
    gold: tally.gold,
    f2: tally.right === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall),
    precision,
    recall,
    masked: share(tally.masked, tally.gold, 1),
    otherWords: share(tally.over, tally.words, 0),
    clean: share(tally.clean, tally.empty, 1)
  }
}

/** A text in small letters, or in capitals, of the same length. */
export const recased = (text: string, change: (letter: string) => string): string =>
  Array.from(text, (letter) => (change(letter).length === letter.length ? change(letter) : letter)).join("")
