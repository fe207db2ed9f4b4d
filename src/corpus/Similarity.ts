/**
 * How alike two texts are, by the words and word pairs they share. Reads no meaning: it finds near-duplicates, and measures how
 * different the personas of a run are.
 */
import { derive } from "../domain/Seed.ts"
import { isPlain, words } from "../domain/Words.ts"

/** What is compared of a text: its words and word pairs as sorted hashes, with weights. About 8 bytes for each. */
export interface Features {
  readonly hashes: Uint32Array
  readonly weights: Float32Array
}

/** A plain word ("the", "have") says little about a text, a pair of words more than either. */
const plainWeight = 0.25

/** What a text is compared by. Make it once per text. */
export const features = (text: string): Features => {
  const weights = new Map<number, number>()
  const add = (hash: number, weight: number) => weights.set(hash, (weights.get(hash) ?? 0) + weight)
  const all = words(text)
  for (const [index, word] of all.entries()) {
    const weight = isPlain(word) ? plainWeight : 1
    add(derive(0, word), weight)
    const before = all[index - 1]
    if (before !== undefined) add(derive(0, before, word), weight)
  }
  const hashes = Uint32Array.from(weights.keys()).toSorted()
  return { hashes, weights: Float32Array.from(hashes, (hash) => weights.get(hash) ?? 0) }
}

/**
 * The weighted Jaccard similarity, from 0 (no word in common) to 1 (the same words and word pairs). Two texts without any word
 * are the same.
 */
export const similarity = (a: Features, b: Features): number => {
  let shared = 0
  let either = 0
  let i = 0
  let j = 0
  while (i < a.hashes.length || j < b.hashes.length) {
    const hashA = a.hashes[i] ?? Infinity
    const hashB = b.hashes[j] ?? Infinity
    const weightA = hashA <= hashB ? (a.weights[i++] ?? 0) : 0
    const weightB = hashB <= hashA ? (b.weights[j++] ?? 0) : 0
    shared += Math.min(weightA, weightB)
    either += Math.max(weightA, weightB)
  }
  return either === 0 ? 1 : shared / either
}
