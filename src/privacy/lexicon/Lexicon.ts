/**
 * What is known of single words: whether they are words of English or of seven other languages and how common, and whether people
 * or places are called so. Unpacked once, on first use.
 *
 * The table holds a 32-bit hash of each word instead of the word, so that it takes little memory and is ready in milliseconds. A
 * word that is in no list meets the hash of one that is about once in 25,000 times; it then counts as that word.
 */
import { kinds, packed, size } from "./Data.ts"

/** How common an English word is, from 1 (a handful in 51 million words of speech) to 7 (more than 30,000); 0 for unknown. */
export const frequency = (bits: number): number => bits & 7
/** Written with a capital in running English, and in no dictionary: `York`. */
export const PROPER = 1 << 3
/** A word of an English dictionary. */
export const WORD = 1 << 4
/** A given name somewhere. */
export const GIVEN = 1 << 5
/** A family name somewhere. */
export const FAMILY = 1 << 6
/** A town, county or state, or a word of its name. */
export const TOWN = 1 << 7
/** A country in one of eight languages, or a word of its name. */
export const COUNTRY = 1 << 8
/** Somebody of a nation, religion or party. */
export const PEOPLE = 1 << 9
/** A common word of German, French, Spanish, Italian, Dutch, Portuguese or Polish. */
export const FOREIGN = 127 << 10
/** The languages besides English, in the order of their bits. */
export const languages = ["de", "fr", "es", "it", "nl", "pt", "pl"] as const
/** Common in one of those languages, by its place in `languages`. */
export const foreign = (language: number): number => 1 << (10 + language)
/** The first word of a town of several, which is in the table as a whole: `torres` of `torres vedras`. */
export const TOWN_START = 1 << 17
/** People or places are called so. */
export const NAME = GIVEN | FAMILY | TOWN | COUNTRY | PROPER

// FNV-1a with a final mix, because the high bits choose the bucket.
/** The hash of a word or of a part of one, 32 bits. */
export const hashOf = (word: string): number => {
  let h = -2128831035
  for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 16777619)
  h ^= h >>> 15
  h = Math.imul(h, -2048144789)
  h ^= h >>> 13
  return h >>> 0
}

interface Table {
  /** Ascending. */
  readonly hashes: Uint32Array
  readonly bits: Int32Array
  /** Where the hashes with each value of the upper 16 bits begin. */
  readonly buckets: Uint32Array
}

const build = (): Table => {
  const bytes = Buffer.from(packed, "base64")
  const kind = kinds.split(" ").map((bits) => Number.parseInt(bits, 36))
  const hashes = new Uint32Array(size)
  const bits = new Int32Array(size)
  const buckets = new Uint32Array(65537)
  let at = 0
  const varint = (): number => {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = bytes[at++] ?? 0
      if (byte < 128) return value + byte * scale
      value += (byte - 128) * scale
      scale *= 128
    }
  }
  let hash = 0
  let bucket = 0
  for (let i = 0; i < size; i++) {
    hash += varint()
    hashes[i] = hash
    bits[i] = kind[varint()] ?? 0
    const upper = hash >>> 16
    while (bucket <= upper) buckets[bucket++] = i
  }
  while (bucket <= 65536) buckets[bucket++] = size
  return { hashes, bits, buckets }
}

let table: Table | undefined

/** The bits of a word, folded to lower case without accents; 0 for a word that is in no list. */
export const lookUp = (folded: string): number => {
  table ??= build()
  const { hashes, bits, buckets } = table
  const hash = hashOf(folded)
  const upper = hash >>> 16
  const end = buckets[upper + 1] ?? 0
  for (let i = buckets[upper] ?? end; i < end; i++) if (hashes[i] === hash) return bits[i] ?? 0
  return 0
}
