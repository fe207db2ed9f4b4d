/**
 * The evidence gate: quotes and answers are checked word for word against the records. No model is asked and no token spent.
 *
 * Afterwards every quote of the persona stands verbatim in a record, with one evidence that says where, and no evidence names a record
 * that is not there.
 */
import { Array, Option } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import { pointer } from "../domain/Coverage.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { PersonaContent } from "../domain/Persona.ts"
import type { Field } from "../domain/ResearchRecord.ts"
import { choices, parseNumber } from "./Answers.ts"
import type { Corpus } from "./Corpus.ts"
import * as Sliced from "./segments/Sliced.ts"
import * as Verbatim from "./Verbatim.ts"

/** A checked persona, and how many evidences came out how. A quote counts once; a quote that was removed is unverified. */
export interface Checked<P> {
  readonly persona: P
  readonly verified: number
  readonly repaired: number
  readonly unverified: number
}

/**
 * Checks the evidence of a persona against its records.
 *
 * - verified: a quote stands in the cited field in whole words; an answer is the whole field, or one choice of it. A
 *   quote of less than 3 words or 12 characters must be the whole field.
 * - repaired: it does so but for case, spacing, accents, quotation marks, dashes, ellipses or words cut at its ends, or in
 *   another field or record of the sample: text, record and field become the source's own, and so does the persona's quote.
 * - unverified: quotes are removed with their evidence, and the claims of later quotes are counted anew. Other evidence stays and says
 *   so, unless it names a record that is not there: then it is removed.
 *
 * A quote without evidence is looked for in the sample. Checking a checked persona changes nothing.
 */
export const check = <P extends PersonaContent>(
  corpus: Pick<Corpus, "byId">,
  persona: P,
  sample: ReadonlyArray<AnonymisedRecord>
): Checked<P> => Sliced.finish(checkSliced(corpus, persona, sample))

/** The same in slices: a draft of which nothing stands in the data takes long to check. */
export function* checkSliced<P extends PersonaContent>(
  corpus: Pick<Corpus, "byId">,
  persona: P,
  sample: ReadonlyArray<AnonymisedRecord>
): Sliced.Sliced<Checked<P>> {
  const search = makeSearch(corpus, sample)
  const others: Array<Evidence> = []
  const byClaim = new Map<string, Array<Evidence>>()
  for (const evidence of persona.evidence) {
    if (evidence.claim.startsWith("/quotes/")) {
      byClaim.set(evidence.claim, [...(byClaim.get(evidence.claim) ?? []), evidence])
    } else {
      others.push(yield* search.check(evidence))
    }
  }
  const quotes: Array<ReadonlyArray<Evidence>> = []
  for (const [index, quote] of persona.quotes.entries()) {
    quotes.push(yield* checkQuote(search, quote, byClaim.get(pointer("quotes", index)) ?? []))
  }
  const kept = Array.getSomes(quotes.map(Array.head)).map((evidence, index) => ({
    ...evidence,
    claim: pointer("quotes", index)
  }))
  const existing = others.filter(({ recordId }) => corpus.byId(recordId) !== undefined)
  const count = (status: Evidence["status"]) =>
    Array.countBy([...others, ...kept], (evidence) => evidence.status === status)
  return {
    persona: { ...persona, quotes: kept.map(({ text }) => text), evidence: [...existing, ...kept] },
    verified: count("verified"),
    repaired: count("repaired"),
    unverified: count("unverified") + quotes.length - kept.length
  }
}

/** What it takes to prepare a text for searching. */
const NANOS_PER_CHARACTER = 50

/** The quote's one evidence, or none where nothing bears it out. What the quote says goes before what its evidence says. */
function* checkQuote(
  search: Search,
  quote: string,
  cited: ReadonlyArray<Evidence>
): Sliced.Sliced<ReadonlyArray<Evidence>> {
  const uncited: Evidence = { claim: "", recordId: "", field: "", text: quote, kind: "quote", status: "unverified" }
  const asQuoted = cited.map((evidence): Evidence => ({ ...evidence, kind: "quote", text: quote }))
  const asCited = cited
    .filter(({ text }) => text !== quote)
    .map((evidence): Evidence => ({ ...evidence, kind: "quote", status: "repaired" }))
  const results: Array<Evidence> = []
  for (const one of [...asQuoted, ...asCited, ...(cited.length === 0 ? [uncited] : [])]) {
    results.push(yield* search.check(one))
  }
  const best =
    results.find(({ status }) => status === "verified") ?? results.find(({ status }) => status === "repaired")
  return best === undefined ? [] : [best]
}

/** A place where a passage stands, in the words that stand there. */
interface Found {
  readonly recordId: string
  readonly field: string
  readonly text: string
}

interface Search {
  readonly check: (evidence: Evidence) => Sliced.Sliced<Evidence>
}

const makeSearch = (corpus: Pick<Corpus, "byId">, sample: ReadonlyArray<AnonymisedRecord>): Search => {
  // A passage is compared with every field of the sample, and every field with every passage: each is prepared once.
  const reading: Reading = {
    fold: memoised(Verbatim.fold),
    key: memoised(Verbatim.key),
    isSubstantial: memoised(Verbatim.isSubstantial)
  }
  // The corpus has the whole record where the sample had to drop fields.
  const sampled = sample.flatMap(({ id }) => corpus.byId(id) ?? [])

  const inField = (record: AnonymisedRecord, field: Field, evidence: Evidence): Found | undefined => {
    const text = (evidence.kind === "quote" ? quoteIn : answerIn)(field.text, evidence.text, reading)
    return text === undefined ? undefined : { recordId: record.id, field: field.name, text }
  }
  const firstFound = (
    record: AnonymisedRecord,
    fields: ReadonlyArray<Field>,
    evidence: Evidence
  ): Found | undefined => {
    for (const field of fields) {
      const found = inField(record, field, evidence)
      if (found !== undefined) return found
    }
    return undefined
  }
  function* elsewhere(evidence: Evidence): Sliced.Sliced<Found | undefined> {
    const cited = corpus.byId(evidence.recordId)
    const name = reading.key(evidence.field)
    for (const record of cited === undefined ? sampled : [cited, ...sampled]) {
      const alike = record.fields.filter((field) => isCalled(field, name, reading))
      const found =
        firstFound(record, alike, evidence) ??
        (speaksForItself(evidence, reading) ? firstFound(record, record.fields, evidence) : undefined)
      if (found !== undefined) return found
      yield NANOS_PER_CHARACTER * record.fields.reduce((sum, { text }) => sum + text.length, 0)
    }
    return undefined
  }
  return {
    *check(evidence) {
      const record = corpus.byId(evidence.recordId)
      const field = record?.fields.find(({ name }) => name === evidence.field)
      const here = record === undefined || field === undefined ? undefined : inField(record, field, evidence)
      if (here !== undefined && here.text === evidence.text) {
        // Repaired once is repaired for good, so that checking twice says the same.
        return { ...evidence, status: evidence.status === "repaired" ? "repaired" : "verified" }
      }
      const found = here ?? (yield* elsewhere(evidence))
      return found === undefined ? { ...evidence, status: "unverified" } : { ...evidence, ...found, status: "repaired" }
    }
  }
}

/** Whether a field has this (folded) name, or was asked by it: a model may cite the question instead of the header. */
const isCalled = (field: Field, name: string, { key }: Reading): boolean =>
  name !== "" && (key(field.name) === name || key(field.question ?? "") === name)

// "Yes" in another field answers another question: only what is clear by itself may be found under another name.
const speaksForItself = (evidence: Evidence, { isSubstantial }: Reading): boolean =>
  evidence.kind === "quote" || isSubstantial(evidence.text)

/** What texts are compared by, each worked out once. */
interface Reading {
  readonly fold: (text: string) => Verbatim.Folded
  readonly key: (text: string) => string
  readonly isSubstantial: (text: string) => boolean
}

const memoised = <A>(of: (text: string) => A): ((text: string) => A) => {
  const known = new Map<string, A>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = of(text)
    known.set(text, made)
    return made
  }
}

const quoteIn = (source: string, quote: string, reading: Reading): string | undefined => {
  const { fold, isSubstantial } = reading
  if (source === quote) return source
  if (isSubstantial(quote)) {
    const found = Verbatim.find(source, quote) ?? Verbatim.findFolded(fold(source), fold(quote))
    // Less spaces and marks, what stands there may be too little to go by after all.
    if (found !== undefined && Verbatim.isSubstantial(found)) return found
  }
  return sameWords(source, quote, reading) ? source : undefined
}

const answerIn = (source: string, answer: string, reading: Reading): string | undefined => {
  const all = choices(source)
  return (
    all.find((choice) => choice === answer) ??
    all.find((choice) => sameWords(choice, answer, reading)) ??
    (holds(answer, source) ? answer : undefined)
  )
}

const range = /^(?:(up to)|(more than))? ?(-?\d+(?:\.\d+)?)(?:–(-?\d+(?:\.\d+)?))?$/

/** Whether an answer is a range of numbers that holds the number of the source: `20–29` of `24`. */
const holds = (answer: string, source: string): boolean => {
  const [, below, above, first, second] = range.exec(answer) ?? []
  if (first === undefined || (below === undefined && above === undefined && second === undefined)) return false
  const [low, high] = [Number(first), Number(second ?? first)]
  return Option.exists(parseNumber(source), (value) =>
    below !== undefined ? value <= low : above !== undefined ? value > low : value >= low && value <= high
  )
}

const sameWords = (a: string, b: string, { key }: Reading): boolean => {
  const shared = key(a)
  return shared !== "" && shared === key(b)
}
