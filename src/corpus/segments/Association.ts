/** How much answers have to do with each other: Cramér's V, the weights of items from it, and the test across questions. */
import { derive, generator } from "../../domain/Seed.ts"
import * as AnswerMatrix from "./AnswerMatrix.ts"
import * as Sampling from "./Sampling.ts"
import type { Sliced } from "../Sliced.ts"

/** The answers to one item: a code a row, -1 where there is none. */
interface Column {
  readonly codes: Int16Array
  readonly levels: number
}

/** The items of a matrix, each in a row of its own: comparing two is then several times as fast. */
export const columns = ({ shape, rows, cells }: AnswerMatrix.AnswerMatrix): ReadonlyArray<Column> => {
  const { items, offsets } = shape
  const made = Array.from({ length: items }, (_, item) => ({
    codes: new Int16Array(rows),
    levels: (offsets[item + 1] ?? 0) - (offsets[item] ?? 0)
  }))
  for (const [item, { codes }] of made.entries()) {
    const offset = offsets[item] ?? 0
    for (let row = 0, cell = item; row < rows; row++, cell += items)
      codes[row] = Math.max(-1, (cells[cell] ?? -1) - offset)
  }
  return made
}

const noColumn: Column = { codes: new Int16Array(0), levels: 0 }

/** Squared Cramér's V of two items over the rows that answered both, from 0 to 1, without what chance alone adds. */
export const squaredCramersV = (
  { codes: a, levels: levelsA }: Column,
  { codes: b, levels: levelsB }: Column
): number => {
  const counts = new Float64Array(levelsA * levelsB)
  for (let row = 0; row < a.length; row++) {
    const x = a[row] ?? -1
    const y = b[row] ?? -1
    if (x < 0 || y < 0) continue
    counts[x * levelsB + y] = (counts[x * levelsB + y] ?? 0) + 1
  }
  const countsA = new Float64Array(levelsA)
  const countsB = new Float64Array(levelsB)
  let both = 0
  for (let x = 0; x < levelsA; x++)
    for (let y = 0; y < levelsB; y++) {
      const count = counts[x * levelsB + y] ?? 0
      countsA[x] = (countsA[x] ?? 0) + count
      countsB[y] = (countsB[y] ?? 0) + count
      both += count
    }
  let sum = 0
  for (let x = 0; x < levelsA; x++) {
    for (let y = 0; y < levelsB; y++) {
      const expected = (countsA[x] ?? 0) * (countsB[y] ?? 0)
      if (expected > 0) sum += (counts[x * levelsB + y] ?? 0) ** 2 / expected
    }
  }
  const freedomA = countsA.filter((count) => count > 0).length - 1
  const freedomB = countsB.filter((count) => count > 0).length - 1
  const freedom = Math.min(freedomA, freedomB)
  if (freedom < 1 || both < 2) return 0
  // sum - 1 is the mean square contingency; its expectation without association is taken off.
  return Math.min(1, Math.max(0, sum - 1 - (freedomA * freedomB) / (both - 1)) / freedom)
}

/** More items than this of one question are sampled. */
const comparedInside = 12

/**
 * The weight of each item: 1/(1 + (c-1)r) for a question of c items whose Cramér's V inside is r in the mean. A question then
 * counts as many answers as it has that are independent of each other, and a grid answered in one go counts once.
 */
export const itemWeights = function* (matrix: AnswerMatrix.AnswerMatrix, seed: number): Sliced<Float64Array> {
  const weights = new Float64Array(matrix.shape.items).fill(1)
  const items = columns(matrix)
  for (const question of matrix.shape.questions) {
    if (question.length < 2) continue
    const random = generator(derive(seed, "item weights", question.join()))
    const compared = [...Sampling.without(question.length, comparedInside, random)].map((place) => question[place] ?? 0)
    let sum = 0
    let pairs = 0
    for (const [place, a] of compared.entries()) {
      for (const b of compared.slice(place + 1)) {
        sum += Math.sqrt(squaredCramersV(items[a] ?? noColumn, items[b] ?? noColumn))
        pairs++
      }
      yield 4 * matrix.rows * compared.length
    }
    const weight = 1 / (1 + (question.length - 1) * Math.min(1, sum / pairs))
    for (const item of question) weights[item] = weight
  }
  return weights
}

interface WeightedPair {
  readonly a: number
  readonly b: number
  readonly weight: number
}

/** Pairs of questions, and of each pair some pairs of their items. Every pair of questions weighs the same. */
const pairsAcross = (
  { questions }: AnswerMatrix.AnswerShape,
  most: number,
  random: () => number
): ReadonlyArray<WeightedPair> => {
  const possible = (questions.length * (questions.length - 1)) / 2
  const chosen = Sampling.without(possible, most, random)
  const each = Math.max(1, Math.floor(most / Math.max(1, chosen.length)))
  return [...chosen].flatMap((place) => {
    // Pairs are numbered (1, 0), (2, 0), (2, 1), (3, 0), …
    const second = Math.floor((1 + Math.sqrt(1 + 8 * place)) / 2)
    const itemsA = questions[second] ?? []
    const itemsB = questions[place - (second * (second - 1)) / 2] ?? []
    const pairs = Sampling.without(itemsA.length * itemsB.length, each, random)
    return [...pairs].map((pair) => ({
      a: itemsA[Math.floor(pair / itemsB.length)] ?? 0,
      b: itemsB[pair % itemsB.length] ?? 0,
      weight: 1 / pairs.length
    }))
  })
}

/** A test of whether answers to different questions hang together. */
export interface AssociationTest {
  /** Mean squared Cramér's V across questions. */
  readonly measured: number
  /** The same with whole questions shuffled. */
  readonly shuffled: ReadonlyArray<number>
  /** (1 + how many shuffled ones are as large) / (1 + shuffles). */
  readonly p: number
}

/** Tests association across questions against `shuffles` tables whose whole questions are shuffled. */
export const testAcross = function* (
  matrix: AnswerMatrix.AnswerMatrix,
  options: { readonly seed: number; readonly shuffles: number; readonly pairs: number }
): Sliced<AssociationTest> {
  const pairs = pairsAcross(matrix.shape, options.pairs, generator(derive(options.seed, "pairs across questions")))
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0)
  const mean = function* (table: AnswerMatrix.AnswerMatrix): Sliced<number> {
    const items = columns(table)
    yield 4 * table.cells.length
    let sum = 0
    for (const { a, b, weight } of pairs) {
      sum += weight * squaredCramersV(items[a] ?? noColumn, items[b] ?? noColumn)
      yield 2 * table.rows
    }
    return total === 0 ? 0 : sum / total
  }
  const measured = yield* mean(matrix)
  const shuffled: Array<number> = []
  for (let shuffle = 0; shuffle < options.shuffles; shuffle++) {
    const random = generator(derive(options.seed, "shuffle for association", shuffle))
    const table = AnswerMatrix.shuffleQuestions(matrix, random)
    yield 4 * matrix.cells.length
    shuffled.push(yield* mean(table))
  }
  const asLarge = shuffled.filter((value) => value >= measured).length
  return { measured, shuffled, p: (1 + asLarge) / (1 + options.shuffles) }
}
