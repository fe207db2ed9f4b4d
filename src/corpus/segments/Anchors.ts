/**
 * One respondent a segment, chosen together so that the set stands for the data: weighted by the sizes of their segments, their
 * answers have the shares of everybody's. Coordinate descent: one anchor at a time is exchanged for the candidate that brings
 * the set closest, until no exchange helps.
 */
import { derive, generator } from "../../domain/Seed.ts"
import * as AnchorFeatures from "./AnchorFeatures.ts"
import type { AnswerMatrix } from "./AnswerMatrix.ts"
import * as KeyFacts from "./KeyFacts.ts"
import * as Sampling from "./Sampling.ts"
import type { Sliced } from "../Sliced.ts"

/** What anchors are chosen from and for. */
export interface AnchorOptions {
  readonly matrix: AnswerMatrix
  readonly itemWeights: Float64Array
  /** The rows of each segment, none empty. */
  readonly members: ReadonlyArray<ReadonlyArray<number>>
  /** The share of each segment. */
  readonly segmentShares: ReadonlyArray<number>
  readonly features: AnchorFeatures.AnchorFeatures
  /** Shares to reproduce. */
  readonly target: Float64Array
  /** Respondents who must share the demographic facts shown. */
  readonly k: number
  readonly restarts: number
  readonly seed: number
  /** Anchors to begin with, instead of random ones. */
  readonly from?: ReadonlyArray<number>
}

/** The most candidates of a segment; twice as many and more members are looked at for typicality and sharing. */
const mostCandidates = 300
const mostMembers = 1200
const mostSweeps = 6
/** What a hidden demographic fact costs beside distance, and what being typical of the segment gains. */
const hiddenCost = 0.3
const typicalGain = 0.1

interface Candidates {
  readonly rows: ReadonlyArray<number>
  /** Candidate by candidate, the value of each feature. */
  readonly values: Int32Array
  /** The part of the loss that does not depend on the other anchors. */
  readonly own: Float64Array
}

/** Members with few blanks: as few as half the members have, or a tenth of the items. */
const fewBlanks = ({ shape, cells }: AnswerMatrix, rows: ReadonlyArray<number>): Array<number> => {
  const blanks = rows.map((row) => {
    let missing = 0
    for (let cell = row * shape.items; cell < (row + 1) * shape.items; cell++) if ((cells[cell] ?? -1) < 0) missing++
    return missing
  })
  const median = blanks.toSorted((a, b) => a - b)[blanks.length >> 1] ?? 0
  return rows.filter((_, at) => (blanks[at] ?? 0) <= Math.max(median, shape.items / 10))
}

const draw = (rows: ReadonlyArray<number>, most: number, random: () => number): ReadonlyArray<number> =>
  rows.length <= most ? rows : [...Sampling.without(rows.length, most, random)].map((place) => rows[place] ?? 0)

const candidatesOf = function* (options: AnchorOptions, segment: number, random: () => number): Sliced<Candidates> {
  const { matrix, itemWeights, features, k } = options
  const { shape, cells } = matrix
  const share = options.segmentShares[segment] ?? 0
  const members = draw(options.members[segment] ?? [], mostMembers, random)
  const begun = options.from?.[segment]
  const drawn = draw(fewBlanks(matrix, members), mostCandidates, random)
  const rows = begun === undefined || drawn.includes(begun) ? drawn : [...drawn, begun]
  const counts = new Float64Array(shape.offsets[shape.items] ?? 0)
  for (const member of members)
    for (let cell = member * shape.items; cell < (member + 1) * shape.items; cell++) {
      const level = cells[cell] ?? -1
      if (level >= 0) counts[level] = (counts[level] ?? 0) + 1
    }
  const many = features.weights.length
  const values = new Int32Array(rows.length * many)
  const own = new Float64Array(rows.length)
  const majority = KeyFacts.majorities(matrix, members)
  for (const [at, row] of rows.entries()) {
    const shown = new Set(KeyFacts.sharedDemographics(matrix, row, members, k, majority))
    const hidden = shape.demographics.filter((item) => (cells[row * shape.items + item] ?? -1) >= 0 && !shown.has(item))
    AnchorFeatures.values(features, matrix, row, hidden, values.subarray(at * many, (at + 1) * many))
    let alike = 0
    let answered = 0
    for (let item = 0; item < shape.items; item++) {
      const level = cells[row * shape.items + item] ?? -1
      if (level < 0) continue
      alike += ((itemWeights[item] ?? 0) * (counts[level] ?? 0)) / members.length
      answered += itemWeights[item] ?? 0
    }
    const concealed = hidden.length / Math.max(1, shape.demographics.length)
    own[at] = share * (hiddenCost * concealed - (answered === 0 ? 0 : (typicalGain * alike) / answered))
    yield 4 * many + 8 * members.length * shape.demographics.length
  }
  return { rows, values, own }
}

/** The answers of the anchors chosen so far: weighted sums by value, and by feature. */
interface Standing {
  readonly sums: Float64Array
  readonly totals: Float64Array
}

const put = (
  { sums, totals }: Standing,
  { values }: Candidates,
  candidate: number,
  many: number,
  share: number
): void => {
  for (let feature = 0; feature < many; feature++) {
    const value = values[candidate * many + feature] ?? -1
    if (value < 0) continue
    sums[value] = (sums[value] ?? 0) + share
    totals[feature] = (totals[feature] ?? 0) + share
  }
}

/** Nobody has answered: as far from the data as can be. */
const none = 1e-9

/** The loss of a feature if nobody were added (`without`), and for each of its values if somebody with it were (`gains`). */
const lossOfValues = (
  { offsets, weights }: AnchorFeatures.AnchorFeatures,
  { sums, totals }: Standing,
  target: Float64Array,
  share: number,
  without: Float64Array,
  gains: Float64Array
): void => {
  for (let feature = 0; feature < weights.length; feature++) {
    const weight = (weights[feature] ?? 0) / 2
    const total = totals[feature] ?? 0
    const after = total + share
    let before = 0
    let rest = 0
    for (let value = offsets[feature] ?? 0; value < (offsets[feature + 1] ?? 0); value++) {
      const sum = sums[value] ?? 0
      const aim = target[value] ?? 0
      rest += Math.abs(aim - sum / after)
      before += Math.abs(aim - sum / Math.max(none, total))
    }
    without[feature] = weight * (total > none ? before : 2)
    for (let value = offsets[feature] ?? 0; value < (offsets[feature + 1] ?? 0); value++) {
      const sum = sums[value] ?? 0
      const aim = target[value] ?? 0
      gains[value] = weight * (rest - Math.abs(aim - sum / after) + Math.abs(aim - (sum + share) / after))
    }
  }
}

/** The anchor of each segment. The same for the same seed. */
export const choose = function* (options: AnchorOptions): Sliced<ReadonlyArray<number>> {
  const { features, target, segmentShares } = options
  const random = generator(derive(options.seed, "anchors"))
  const many = features.weights.length
  const candidates: Array<Candidates> = []
  for (const segment of options.members.keys()) candidates.push(yield* candidatesOf(options, segment, random))
  const without = new Float64Array(many)
  const gains = new Float64Array(target.length)
  let best: ReadonlyArray<number> = []
  let bestLoss = Infinity
  for (let restart = 0; restart < options.restarts; restart++) {
    const chosen = candidates.map(({ rows }, segment) => {
      const begun = restart === 0 ? rows.indexOf(options.from?.[segment] ?? -1) : -1
      return begun >= 0 ? begun : Math.floor(random() * rows.length)
    })
    const standing: Standing = { sums: new Float64Array(target.length), totals: new Float64Array(many) }
    candidates.forEach((each, segment) => put(standing, each, chosen[segment] ?? 0, many, segmentShares[segment] ?? 0))
    let loss = Infinity
    for (let sweep = 0; sweep < mostSweeps; sweep++) {
      let moved = false
      for (const segment of Sampling.shuffle(Sampling.all(candidates.length), random)) {
        const each = candidates[segment]
        const share = segmentShares[segment] ?? 0
        if (each === undefined) continue
        put(standing, each, chosen[segment] ?? 0, many, -share)
        lossOfValues(features, standing, target, share, without, gains)
        let at = chosen[segment] ?? 0
        let least = Infinity
        for (let candidate = 0; candidate < each.rows.length; candidate++) {
          let sum = each.own[candidate] ?? 0
          for (let feature = 0; feature < many; feature++) {
            const value = each.values[candidate * many + feature] ?? -1
            sum += value < 0 ? (without[feature] ?? 0) : (gains[value] ?? 0)
          }
          if (sum < least - 1e-12) {
            least = sum
            at = candidate
          }
        }
        if (at !== chosen[segment]) moved = true
        chosen[segment] = at
        put(standing, each, at, many, share)
        loss = least
        yield each.rows.length * many + 4 * target.length
      }
      if (!moved) break
    }
    // The loss of the last exchange leaves out what the other anchors cost by themselves.
    const total = loss + candidates.reduce((sum, { own }, segment) => sum + (own[chosen[segment] ?? 0] ?? 0), 0)
    if (total < bestLoss) {
      bestLoss = total
      best = candidates.map(({ rows }, segment) => rows[chosen[segment] ?? 0] ?? 0)
    }
  }
  return best
}
