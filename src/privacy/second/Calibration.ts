/**
 * How often a second reader is right, measured on texts that somebody labelled: the only figures that it may be weighed by. What a
 * reader reached elsewhere says little, as survey answers are not news.
 */
import { detectAll } from "../Detection.ts"
import { allRecognisers } from "../recognisers/index.ts"
import type { Recogniser, Span } from "../Recogniser.ts"
import * as Scan from "../Scan.ts"
import * as Opinions from "./Opinions.ts"
import type { Rates, RatesByType, Reading } from "./SecondReader.ts"

/** A text with all personal data in it labelled, and what the reader saw. */
export interface Labelled {
  readonly text: string
  readonly spans: ReadonlyArray<Pick<Span, "start" | "end" | "type">>
  readonly readings: ReadonlyArray<Reading>
}

/** What was measured of a type. */
export interface Measured extends Rates {
  /** How many labels. */
  readonly labels: number
  /** How many that only look like the type: our own candidates without a label. */
  readonly lookalikes: number
}

/** What is found of labels, and masked besides, in texts by themselves. */
export interface Outcome {
  /** Labels of which something is found, 0 to 1. */
  readonly found: number
  /** Words found outside of labels, per 1,000. */
  readonly wrong: number
}

/** What a reader is worth. */
export interface Calibration {
  readonly types: Readonly<Record<string, Measured>>
  readonly without: Outcome
  /** With the reader, each half of the texts weighed by the rates of the other. */
  readonly with: Outcome
}

// Of fewer no share can be told.
const fewest = 20

interface Place {
  readonly start: number
  readonly end: number
}

const overlaps = (a: Place, b: Place): boolean => a.start < b.end && a.end > b.start

const isOf =
  (type: string) =>
  (one: { readonly type: string }): boolean =>
    one.type === type

/** The share of those that are reported, none and all being as improbable as one more of the other kind makes them. */
const share = (all: ReadonlyArray<boolean>): number => (all.filter((is) => is).length + 1) / (all.length + 2)

const measureTypes = (
  texts: ReadonlyArray<Labelled>,
  candidates: ReadonlyArray<ReadonlyArray<Span>>
): Readonly<Record<string, Measured>> => {
  const types = new Set(candidates.flatMap((spans) => spans.map(({ type }) => type)))
  const measured = Array.from(types, (type): readonly [string, Measured] => {
    const labels: Array<boolean> = []
    const lookalikes: Array<boolean> = []
    for (const [i, { readings, spans }] of texts.entries()) {
      const reported = readings.filter(isOf(type))
      const isReported = (span: Place): boolean => reported.some((reading) => overlaps(reading, span))
      for (const label of spans.filter(isOf(type))) labels.push(isReported(label))
      for (const candidate of (candidates[i] ?? []).filter(isOf(type)))
        if (!spans.some((label) => overlaps(label, candidate))) lookalikes.push(isReported(candidate))
    }
    return [
      type,
      { found: share(labels), false: share(lookalikes), labels: labels.length, lookalikes: lookalikes.length }
    ]
  })
  return Object.fromEntries(measured.filter(([, { labels, lookalikes }]) => Math.min(labels, lookalikes) >= fewest))
}

const outcomeOf = (texts: ReadonlyArray<Labelled>, found: ReadonlyArray<ReadonlyArray<Span>>): Outcome => {
  let labels = 0
  let hits = 0
  let words = 0
  let wrong = 0
  for (const [i, { spans, text }] of texts.entries()) {
    const here = found[i] ?? []
    labels += spans.length
    hits += spans.filter((label) => here.some((span) => overlaps(span, label))).length
    for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      const place = { start: index, end: index + word.length }
      if (spans.some((label) => overlaps(label, place))) continue
      words++
      if (here.some((span) => overlaps(span, place))) wrong++
    }
  }
  return { found: hits / Math.max(1, labels), wrong: (1000 * wrong) / Math.max(1, words) }
}

/**
 * Measures a reader. Types of which fewer than 20 are labelled, or only look like it, are left out. Throws `RecogniserFailure`.
 *
 * @example
 * ```ts
 * import { Calibration } from "effect-persona/privacy"
 *
 * // One text tells nothing yet.
 * const maya = { start: 8, end: 12, type: "PERSON" }
 * Calibration.measure([{ text: "I asked Maya", spans: [maya], readings: [maya] }]).types // => {}
 * ```
 */
export const measure = (
  texts: ReadonlyArray<Labelled>,
  recognisers: ReadonlyArray<Recogniser> = allRecognisers
): Calibration => {
  const candidates = detectAll(recognisers, texts).map((spans) => spans.filter(({ clues }) => clues !== undefined))
  const half =
    (parity: number) =>
    <A>(all: ReadonlyArray<A>): ReadonlyArray<A> =>
      all.filter((_, i) => i % 2 === parity)
  const scanned = (some: ReadonlyArray<Labelled>, rates: RatesByType): ReadonlyArray<ReadonlyArray<Span>> => {
    const opinions = Opinions.make(rates)
    for (const { readings, text } of some) opinions.keep(text, readings)
    return Scan.make({ recognisers, opinions, strict: false }).scanAll(some)
  }
  const halves = [0, 1].map((parity) => {
    const here = half(parity)
    const there = half(1 - parity)
    return { texts: here(texts), found: scanned(here(texts), measureTypes(there(texts), there(candidates))) }
  })
  return {
    types: measureTypes(texts, candidates),
    without: outcomeOf(texts, scanned(texts, {})),
    with: outcomeOf(
      halves.flatMap(({ texts }) => texts),
      halves.flatMap(({ found }) => found)
    )
  }
}
