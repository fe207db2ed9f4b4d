/**
 * Which of many passages speak for the others, and how to take several that do not say the same.
 */
import * as TextVectors from "./TextVectors.ts"

/** Passages with a score each, and how alike two of them are. */
export interface Ranked<A> {
  readonly items: ReadonlyArray<{ readonly item: A; readonly index: number; readonly score: number }>
  readonly alike: (a: number, b: number) => number
}

/**
 * Scores texts by how near they are to the centre of all of them (cosine of TF-IDF vectors, 0 to 1), times what `weigh` says of
 * each. The weights decide where all texts are apart from each other, as short answers often are.
 */
export const rank = <A extends { readonly text: string }>(
  all: ReadonlyArray<A>,
  weigh: (item: A) => number
): Ranked<A> => {
  const { vectors, vocabulary } = TextVectors.of(all.map(({ text }) => text))
  const centre = new Float64Array(vocabulary.length)
  for (const { terms, weights } of vectors)
    for (let i = 0; i < terms.length; i++) centre[terms[i] ?? 0] = (centre[terms[i] ?? 0] ?? 0) + (weights[i] ?? 0)
  const length = Math.sqrt(centre.reduce((sum, value) => sum + value * value, 0)) || 1
  const central = ({ terms, weights }: TextVectors.TextVector): number => {
    let sum = 0
    for (let i = 0; i < terms.length; i++) sum += (weights[i] ?? 0) * (centre[terms[i] ?? 0] ?? 0)
    return sum / length
  }
  const empty: TextVectors.TextVector = { terms: new Int32Array(), weights: new Float32Array() }
  return {
    items: all.map((item, index) => ({ item, index, score: (0.3 + central(vectors[index] ?? empty)) * weigh(item) })),
    alike: (a, b) => TextVectors.cosine(vectors[a] ?? empty, vectors[b] ?? empty)
  }
}

/** What is alike to something chosen before loses this part of its score for it (maximal marginal relevance). */
const redundancy = 0.7

/** In order of score, each lowered by how much it repeats those before. `repeats` adds what words do not show, from 0 to 1. */
export const diverse = <A>(ranked: Ranked<A>, count: number, repeats: (a: A, b: A) => number): ReadonlyArray<A> => {
  const left = ranked.items.map((entry) => ({ ...entry, penalty: 0 }))
  const chosen: Array<A> = []
  while (chosen.length < count && left.length > 0) {
    let best = 0
    for (let i = 1; i < left.length; i++) if (value(left[i]) > value(left[best])) best = i
    const [taken] = left.splice(best, 1)
    if (taken === undefined) break
    chosen.push(taken.item)
    for (const entry of left) {
      const alike = Math.max(ranked.alike(entry.index, taken.index), repeats(entry.item, taken.item))
      entry.penalty = Math.max(entry.penalty, alike)
    }
  }
  return chosen
}

const value = (entry: { readonly score: number; readonly penalty: number } | undefined): number =>
  entry === undefined ? -1 : entry.score * (1 - redundancy * entry.penalty)
