/**
 * How different two people answered: Gower's distance for answers of mixed kinds (Gower 1971).
 *
 * Each column gives a difference from 0 to 1, and the distance is their weighted mean: closed answers differ or do not, choices
 * differ by the share that only one of them made (Jaccard), numbers by how far apart they lie within the column's range, free text by
 * the cosine of its TF-IDF vector. All free text together weighs as much as one column, unless there is no other column.
 *
 * An answer on one side only counts as half a difference. No answer on either side counts as agreement of half weight: people
 * who left the same questions out are alike, so that those who answered next to nothing end up together, not all over the place.
 */
import type * as AnswerTable from "./AnswerTable.ts"
import type { Corpus } from "./Corpus.ts"
import { memoise } from "./Memoise.ts"
import * as TextVectors from "./TextVectors.ts"

/** The distance between two records by their places in the corpus, from 0 to 1. */
export type Distance = (a: number, b: number) => number

/** What of a multiple-choice column is compared: its most frequent choices, one bit each. */
const mostBits = 32

/** A column in numbers. Choices are sets of bits; a single closed answer is its code. */
type Encoded =
  | { readonly kind: "closed"; readonly weight: number; readonly codes: Int32Array }
  | { readonly kind: "multi"; readonly weight: number; readonly bits: Uint32Array; readonly answered: Uint8Array }
  | { readonly kind: "number"; readonly weight: number; readonly values: Float64Array }

/** The distance over the records of a corpus; made once for each. */
export const of = memoise((corpus: Corpus): Distance => make(corpus.table))

const make = (table: AnswerTable.AnswerTable): Distance => {
  const columns = encode(table)
  const hasText = table.texts.map((text) => text !== "")
  const vectors = hasText.includes(true) ? TextVectors.of(table.texts).vectors : []
  return (a, b) => {
    if (a === b) return 0
    let sum = 0
    let weights = 0
    for (const column of columns) {
      const difference = differ(column, a, b)
      const weight = difference < 0 ? column.weight / 2 : column.weight
      if (difference > 0) sum += weight * difference
      weights += weight
    }
    const textA = hasText[a] === true ? vectors[a] : undefined
    const textB = hasText[b] === true ? vectors[b] : undefined
    if (textA !== undefined && textB !== undefined) {
      sum += table.texts[a] === table.texts[b] ? 0 : 1 - TextVectors.cosine(textA, textB)
      weights += 1
    } else if (textA !== undefined || textB !== undefined) {
      sum += 0.5
      weights += 1
    }
    return weights === 0 ? 0 : sum / weights
  }
}

/** Below 0 where neither answered. */
const differ = (column: Encoded, a: number, b: number): number => {
  switch (column.kind) {
    case "closed": {
      const codeA = column.codes[a] ?? -1
      const codeB = column.codes[b] ?? -1
      if (codeA === codeB) return codeA < 0 ? -1 : 0
      return codeA < 0 || codeB < 0 ? 0.5 : 1
    }
    case "multi": {
      if (column.answered[a] !== column.answered[b]) return 0.5
      if (column.answered[a] === 0) return -1
      const bitsA = column.bits[a] ?? 0
      const bitsB = column.bits[b] ?? 0
      const either = ones(bitsA | bitsB)
      return either === 0 ? 0 : 1 - ones(bitsA & bitsB) / either
    }
    case "number": {
      const valueA = column.values[a] ?? Number.NaN
      const valueB = column.values[b] ?? Number.NaN
      const missing = (Number.isNaN(valueA) ? 1 : 0) + (Number.isNaN(valueB) ? 1 : 0)
      if (missing > 0) return missing === 2 ? -1 : 0.5
      return Math.abs(valueA - valueB)
    }
  }
}

const encode = (table: AnswerTable.AnswerTable): ReadonlyArray<Encoded> => [
  ...table.choices.map((column): Encoded => {
    const weight = sharedShare(column)
    if (column.profile.kind === "closed") {
      return { kind: "closed", weight, codes: Int32Array.from(column.codes, (codes) => codes?.[0] ?? -1) }
    }
    return {
      kind: "multi",
      weight,
      bits: Uint32Array.from(column.codes, (codes) =>
        (codes ?? []).reduce((bits, code) => (code < mostBits ? (bits | (1 << code)) >>> 0 : bits), 0)
      ),
      answered: Uint8Array.from(column.codes, (codes) => (codes === null ? 0 : 1))
    }
  }),
  ...table.numbers.map((column): Encoded => ({ kind: "number", weight: 1, values: scaled(column.values) }))
]

// A column such as job titles, where nearly everyone wrote something else, sets everyone apart alike: it counts by the share
// of answers that somebody else gave too.
const sharedShare = (column: AnswerTable.ChoiceColumn): number => {
  const counted = column.answers.map(() => 0)
  for (const codes of column.codes) for (const code of codes ?? []) counted[code] = (counted[code] ?? 0) + 1
  const total = counted.reduce((sum, count) => sum + count, 0)
  const alone = counted.filter((count) => count === 1).length
  return total === 0 ? 0 : Math.max(0.1, 1 - alone / total)
}

// By the 5th and 95th percentile, so that one mistyped number does not squeeze all others together.
const scaled = (values: Float64Array): Float64Array => {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted()
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0
  const [low, high] = at(0.05) < at(0.95) ? [at(0.05), at(0.95)] : [at(0), at(1)]
  const range = high - low
  return values.map((value) => Math.min(1, Math.max(0, (value - low) / (range || 1))))
}

const ones = (bits: number): number => {
  let rest = bits - ((bits >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
