/**
 * How much an unknown word is spelled like the names of people rather than like brands and words: groups of two to four letters, each
 * with a weight that was learnt from names, brands and words.
 */
import { hashOf } from "./Lexicon.ts"
import { bias, packed, scale } from "./SpellingData.ts"
import { remembered } from "../WorkingMemory.ts"

let weights: Int8Array | undefined

const load = (): Int8Array => {
  const bytes = Buffer.from(packed, "base64")
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** Above 0 rather a name, below rather something else, seldom beyond 4; of a word in small letters. */
export const spelledAsName = remembered(16_384, (word): number => {
  weights ??= load()
  const marked = `^${word.normalize("NFC").toLowerCase()}$`
  let sum = 0
  let count = 0
  for (let length = 2; length <= 4; length++)
    for (let i = 0; i + length <= marked.length; i++) {
      sum += weights[hashOf(marked.slice(i, i + length)) % weights.length] ?? 0
      count++
    }
  return (sum * scale) / Math.sqrt(count) + bias
})
