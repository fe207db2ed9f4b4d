/**
 * Free text as sparse TF-IDF vectors of length 1, and their cosine.
 */
import { memoise } from "./Memoise.ts"
import { isPlain, words } from "../domain/Words.ts"

/** The most terms that a text is told by: its heaviest. Keeps long interviews as cheap to compare as short answers. */
const mostTerms = 64

/** The words that tell a text apart from the others. */
export interface TextVector {
  /** Numbers of the terms, ascending. */
  readonly terms: Int32Array
  readonly weights: Float32Array
}

/** The vectors of texts and the words behind the term numbers. */
export interface TextVectors {
  readonly vectors: ReadonlyArray<TextVector>
  readonly vocabulary: ReadonlyArray<string>
}

/** The vectors of texts. A word that only one text has, or more than half of them, says nothing about which are alike. Made once for each array. */
export const of = memoise((texts: ReadonlyArray<string>): TextVectors => {
  const counts = texts.map(termCounts)
  const frequency = new Map<string, number>()
  for (const count of counts) for (const term of count.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1)
  const written = counts.filter((count) => count.size > 0).length
  const telling = [...frequency].filter(([, n]) => n >= 2 && n <= Math.max(2, written / 2)).map(([term]) => term)
  const vocabulary = telling.toSorted()
  const numberOf = new Map(vocabulary.map((term, index) => [term, index]))
  const idf = vocabulary.map((term) => Math.log(1 + written / (frequency.get(term) ?? 1)))
  return { vocabulary, vectors: counts.map((count) => vector(count, numberOf, idf)) }
})

const termCounts = (text: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const word of words(withoutPlaceholders(text))) {
    if (!isPlain(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

const withoutPlaceholders = (text: string): string =>
  text.replace(/[<[{(][A-Z][A-Z_ -]{0,40}\d{0,9}[a-z]{0,3}[>\]})]/g, " ")

const vector = (
  counts: ReadonlyMap<string, number>,
  numberOf: ReadonlyMap<string, number>,
  idf: ReadonlyArray<number>
): TextVector => {
  const weighted = [...counts].flatMap(([word, n]) => {
    const term = numberOf.get(word)
    return term === undefined ? [] : [{ term, weight: (1 + Math.log(n)) * (idf[term] ?? 0) }]
  })
  const heaviest = weighted.toSorted((a, b) => b.weight - a.weight || a.term - b.term).slice(0, mostTerms)
  const length = Math.sqrt(heaviest.reduce((sum, { weight }) => sum + weight * weight, 0))
  const sorted = heaviest.toSorted((a, b) => a.term - b.term)
  return {
    terms: Int32Array.from(sorted, ({ term }) => term),
    weights: Float32Array.from(sorted, ({ weight }) => weight / length)
  }
}

/** The cosine of two vectors, from 0 (no term in common) to 1. */
export const cosine = (a: TextVector, b: TextVector): number => {
  let sum = 0
  let i = 0
  let j = 0
  while (i < a.terms.length && j < b.terms.length) {
    const termA = a.terms[i] ?? 0
    const termB = b.terms[j] ?? 0
    if (termA === termB) sum += (a.weights[i++] ?? 0) * (b.weights[j++] ?? 0)
    else if (termA < termB) i++
    else j++
  }
  return Math.min(1, sum)
}

/** The mean of vectors, by term. */
export const mean = (vectors: ReadonlyArray<TextVector>, terms: number): Float64Array => {
  const sum = new Float64Array(terms)
  for (const vector of vectors) {
    for (const [at, term] of vector.terms.entries()) {
      sum[term] = (sum[term] ?? 0) + (vector.weights[at] ?? 0) / vectors.length
    }
  }
  return sum
}

/** The inner product of a vector with a mean. */
export const dot = ({ terms, weights }: TextVector, mean: Float64Array): number => {
  let sum = 0
  for (let at = 0; at < terms.length; at++) sum += (weights[at] ?? 0) * (mean[terms[at] ?? 0] ?? 0)
  return sum
}
