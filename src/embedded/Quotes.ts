/**
 * The passages that a persona is quoted with: word for word, a sentence or two long, and speaking for the others.
 */
import { hasBracket, isFirstPerson, wordCount } from "../corpus/Sentences.ts"
import { isSubstantial } from "../corpus/Verbatim.ts"
import { diverse, rank } from "./Centrality.ts"
import type { Source } from "./Facets.ts"
import type { Passage } from "./Passages.ts"
import type { Portrait } from "./Portrait.ts"

/** A quote has 8 to 40 words: less says nothing by itself, more is not read. */
const fewestWords = 8
const mostWords = 40

interface Candidate extends Source {
  readonly passage: Passage
}

/** The best quotes of a sample, the best first. Passages that a claim already rests on come last. */
export const choose = (portrait: Portrait, used: ReadonlyArray<Source>, count: number): ReadonlyArray<Source> => {
  const taken = new Set(used.map(({ field, recordId, text }) => `${recordId}\n${field}\n${text}`))
  const candidates = portrait.passages.flatMap((passage) => widen(passage))
  const isTaken = ({ passage }: Candidate) => taken.has(`${passage.record.id}\n${passage.field}\n${passage.text}`)
  const ranked = rank(candidates, (candidate) => weigh(portrait, candidate) * (isTaken(candidate) ? 0.3 : 1))
  return diverse(ranked, count, (a, b) =>
    a.text.includes(b.text) || b.text.includes(a.text)
      ? 1
      : a.recordId === b.recordId
        ? 0.7
        : a.field === b.field
          ? 0.2
          : 0
  ).map(({ field, kind, recordId, text }) => ({ field, kind, recordId, text }))
}

/** A passage, with what follows in its field while it is too short to stand alone; the text stands in the field as it is. */
const widen = (passage: Passage): ReadonlyArray<Candidate> => {
  const field = passage.record.fields.find(({ name }) => name === passage.field)?.text ?? ""
  const start = field.indexOf(passage.text)
  const text =
    passage.words >= fewestWords || start < 0
      ? passage.text
      : (/^[^]*?[.!?](?=\s|$)/.exec(field.slice(start + passage.text.length))?.[0] ?? "")
  const whole = text === passage.text ? text : `${passage.text}${text}`
  const words = wordCount(whole)
  return words >= fewestWords && words <= mostWords && isSubstantial(whole) && !whole.includes("\n")
    ? [{ passage, recordId: passage.record.id, field: passage.field, text: whole, kind: "quote" }]
    : []
}

const weigh = (portrait: Portrait, { passage, recordId, text }: Candidate): number =>
  (recordId === portrait.request.sample[0]?.id
    ? 1.3
    : passage.isPrivate
      ? 0.5
      : 0.4 + 0.6 * portrait.likeness(passage.record)) *
  (passage.fits.length > 0 ? 1 : 0.6) *
  (isFirstPerson(text) ? 1.2 : 1) *
  (hasBracket(text) ? 0.1 : 1) *
  (0.4 + 0.6 * passage.clarity)
