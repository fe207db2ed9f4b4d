/** Surveys with groups, a line or nothing planted in them. */
import type { CodedAnswers, CodedItem } from "../../../src/corpus/segments/CodedAnswers.ts"
import { generator } from "../../../src/domain/Seed.ts"

/** What is planted. */
export interface Planting {
  readonly size: number
  readonly items: number
  /** Shares of the groups; one group: nothing is planted. */
  readonly shares: ReadonlyArray<number>
  /** The probability of the answer that is typical of a group. */
  readonly strength: number
  readonly missing?: number
  readonly demographics?: number
  readonly seed: number
}

const levels = 4

const item = (index: number, codes: Int16Array, demographics = 0): CodedItem => ({
  key: `q${index + 1}`,
  question: `q${index + 1}`,
  codes,
  levels,
  ordinal: true,
  demographic: index < demographics
})

/** Answers, and the group of each respondent. */
export const groups = ({ size, items, shares, strength, missing = 0, demographics = 0, seed }: Planting) => {
  const random = generator(seed)
  const typical = shares.map(() => Array.from({ length: items }, () => Math.floor(random() * levels)))
  const bounds = shares.map((_, group) => shares.slice(0, group + 1).reduce((a, b) => a + b, 0) * size)
  const labels = Int32Array.from({ length: size }, (_, row) => bounds.findIndex((bound) => row < bound - 1e-9))
  const answers: CodedAnswers = {
    size,
    items: Array.from({ length: items }, (_, index) =>
      item(
        index,
        Int16Array.from(labels, (label) => {
          if (random() < missing) return -1
          return random() < strength ? (typical[label]?.[index] ?? 0) : Math.floor(random() * levels)
        }),
        demographics
      )
    )
  }
  return { answers, labels }
}

/** Answers that follow one normal trait, without groups; every third item falls with it. */
export const line = (size: number, items: number, seed: number): CodedAnswers => {
  const random = generator(seed)
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random())
  const trait = Array.from({ length: size }, normal)
  const level = (z: number) => (z < -0.67 ? 0 : z < 0 ? 1 : z < 0.67 ? 2 : 3)
  return {
    size,
    items: Array.from({ length: items }, (_, index) => {
      const direction = index % 3 === 2 ? -1 : 1
      return item(
        index,
        Int16Array.from(trait, (place) => level(direction * 0.75 * place + 0.66 * normal()))
      )
    })
  }
}

/** The same answers with each question shuffled. */
export const shuffled = (answers: CodedAnswers, seed: number): CodedAnswers => {
  const random = generator(seed)
  return {
    ...answers,
    items: answers.items.map((each) => {
      const codes = each.codes.slice()
      for (let i = codes.length - 1; i > 0; i--) {
        const other = Math.floor(random() * (i + 1))
        const kept = codes[i] ?? 0
        codes[i] = codes[other] ?? 0
        codes[other] = kept
      }
      return { ...each, codes }
    })
  }
}
