/**
 * Segments of respondents and their anchors: who stands for whom, what the grouping is worth, and what may be said of it.
 *
 * Respondents are grouped by latent classes; each segment has a minimum size and an anchor, one respondent; the anchors are
 * chosen together so that the set stands for the data. Whether groups are there at all is tested against tables whose whole
 * questions are shuffled.
 */
import type { Effect } from "effect"
import type { Verdict } from "../../domain/Grouping.ts"
import { derive } from "../../domain/Seed.ts"
import * as AnswerMatrix from "./AnswerMatrix.ts"
import * as Association from "./Association.ts"
import * as AutoCount from "./AutoCount.ts"
import { sizes } from "./ClassCount.ts"
import type { CodedAnswers } from "./CodedAnswers.ts"
import * as Contrasts from "./Contrasts.ts"
import * as GivenGroups from "./GivenGroups.ts"
import * as GroupingTests from "./GroupingTests.ts"
import * as HeldOut from "./HeldOut.ts"
import * as KeyFacts from "./KeyFacts.ts"
import * as LatentClasses from "./LatentClasses.ts"
import { quantile } from "./Quantiles.ts"
import * as Sampling from "./Sampling.ts"
import * as RequestedSegments from "./RequestedSegments.ts"
import * as SegmentSearch from "./SegmentSearch.ts"
import { run, type Sliced } from "../Sliced.ts"
import * as Stability from "./Stability.ts"
import * as TraitLine from "./TraitLine.ts"
import { effort } from "./WorkBudget.ts"

/** What is asked for. */
export interface SegmentationOptions {
  /**
   * How many segments, at least 1; `"auto"`: 3 to 12, as the data need. Or the segments themselves: a label for each respondent,
   * from 0 without gaps. The question they come from is not among the items then, or it would speak for them.
   */
  readonly segments: number | "auto" | Int32Array
  readonly seed: number
  /** Respondents who must share all facts that are shown of an anchor. Default 3. */
  readonly k?: number
  /** The fewest respondents of a segment. Default 5. */
  readonly minSize?: number
}

/** How steady a segment is: beyond shuffled data and found again, beyond shuffled data, or no more than chance. */
export type SteadinessLevel = "holds" | "part" | "chance"

/** One segment. */
export interface Segment {
  /** Places of its respondents, in order. Never empty. */
  readonly members: ReadonlyArray<number>
  /** The part of all respondents, weighted by the survey's weights. */
  readonly share: number
  /** The place of its anchor, one of `members`. */
  readonly anchor: number
  readonly facts: KeyFacts.KeyFacts
  /** Mean Jaccard overlap with the nearest segment of refits on resamples. */
  readonly steadiness: { readonly overlap: number; readonly level: SteadinessLevel }
  /** Answers that differ from everybody's beyond chance, the strongest first. */
  readonly contrasts: ReadonlyArray<Contrasts.Contrast>
}

/** Segments, anchors, and what they are worth. Items are places in `CodedAnswers.items`. */
export interface Segmented {
  readonly _tag: "Segmented"
  /** In the order of labels: the largest first, unless the segments were given. */
  readonly segments: ReadonlyArray<Segment>
  /** The place of each respondent's segment in `segments`. */
  readonly labels: Int32Array
  readonly verdict: Verdict
  readonly together: Association.AssociationTest
  readonly fit: GroupingTests.GroupingTests["fit"]
  /** Mean adjusted Rand index of two halves, and of two halves of shuffled data. */
  readonly halves: { readonly agreement: number; readonly shuffled: number; readonly tries: number }
  /** Only where the verdict is `degrees`. */
  readonly line: TraitLine.TraitLine | null
  /** Overlaps of segments found in shuffled data: their number, and the band from the 5th to the 95th percentile. */
  readonly steadiness: {
    readonly refits: number
    readonly shuffled: { readonly segments: number; readonly p5: number; readonly p95: number }
  }
  /** Mean total variation against respondents not used to choose anchors. */
  readonly distance: HeldOut.HeldOutDistance & { readonly tries: number }
  /** The size that no segment is below. */
  readonly heldSize: number
  /** Respondents the tests were made on: fewer than all where the data are large. */
  readonly tested: { readonly rows: number; readonly of: number }
}

/** More segments than respondents allow. */
export interface TooManySegments {
  readonly _tag: "TooManySegments"
  readonly requested: number
  /** The most possible with this minimum size; 0 where there are too few respondents for one. */
  readonly most: number
  readonly minSize: number
}

/** A given segment has too few respondents. */
export interface SegmentTooSmall {
  readonly _tag: "SegmentTooSmall"
  readonly label: number
  readonly size: number
  readonly minSize: number
}

/** What becomes of a request. */
export type SegmentationResult = Segmented | TooManySegments | SegmentTooSmall

const defaultK = 3
const defaultMinSize = 5
/** Overlap from which a segment counts as found again (Hennig 2007). */
const foundAgain = 0.75
/** Respondents that association and classes are tested on. */
const mostTested = 4000
const mostForAssociation = 2000
const mostForWeights = 1000

/**
 * Divides respondents into segments. Each respondent is in exactly one, sizes sum to the whole and none is below the minimum;
 * the anchor of a segment is one of its respondents. The same for the same answers, options and seed. Other fibers run in between.
 */
export const segment = (answers: CodedAnswers, options: SegmentationOptions): Effect.Effect<SegmentationResult> =>
  run(() => divide(answers, options))

/** The same in slices, for callers without a runtime. */
export const divide = function* (answers: CodedAnswers, options: SegmentationOptions): Sliced<SegmentationResult> {
  const { segments: wanted, seed, k = defaultK, minSize = defaultMinSize } = options
  const most = RequestedSegments.mostSegments(answers.size, minSize)
  const requested = typeof wanted === "number" ? wanted : 1
  if (requested > most) return { _tag: "TooManySegments", requested, most, minSize }
  const tooSmall = wanted instanceof Int32Array ? smallestBelow(wanted, minSize) : undefined
  if (tooSmall !== undefined) return tooSmall

  const matrix = yield* AnswerMatrix.make(answers)
  const sampled = (rows: number, name: string) =>
    matrix.rows <= rows ? matrix : AnswerMatrix.select(matrix, Sampling.seeded(matrix.rows, rows, derive(seed, name)))
  const itemWeights = yield* Association.itemWeights(sampled(mostForWeights, "weights"), derive(seed, "weights"))
  const tests = yield* GroupingTests.test(sampled(mostTested, "tests"), {
    weights: itemWeights,
    association: sampled(mostForAssociation, "tests"),
    mostClasses: Math.max(AutoCount.most, requested),
    minSize,
    seed: derive(seed, "tests")
  })
  const search = { matrix, rowWeights: answers.weights, itemWeights, minSize, k, search: LatentClasses.thorough, seed }
  const found = yield* RequestedSegments.find(wanted, GroupingTests.kinds(tests), most, search)
  if (!(wanted instanceof Int32Array))
    return yield* described(found, tests, GroupingTests.verdict(tests, found.members.length), search, false)
  const rows = Sampling.seeded(matrix.rows, mostForAssociation, derive(seed, "given"))
  const given = yield* GivenGroups.test(AnswerMatrix.select(matrix, rows), {
    labels: rows.map((row) => wanted[row] ?? 0),
    groups: found.members.length,
    weights: itemWeights,
    seed
  })
  return yield* described(found, tests, GroupingTests.verdictOfGiven(tests, given), search, true)
}

const smallestBelow = (labels: Int32Array, minSize: number): SegmentTooSmall | undefined => {
  const size = sizes(labels, labels.reduce((a, b) => Math.max(a, b), -1) + 1)
  const label = size.indexOf(size.reduce((a, b) => Math.min(a, b), Infinity))
  const smallest = size[label] ?? 0
  return smallest < minSize ? { _tag: "SegmentTooSmall", label, size: smallest, minSize } : undefined
}

/** Everything that is said of segments. */
const described = function* (
  found: SegmentSearch.Found,
  tests: GroupingTests.GroupingTests,
  verdict: Verdict,
  search: RequestedSegments.Search,
  given: boolean
): Sliced<Segmented> {
  const { matrix, itemWeights, minSize, k } = search
  const segments = found.members.length
  const { rows, tries } = effort(matrix.rows, matrix.shape.items, segments)
  const testedRows = Sampling.seeded(matrix.rows, rows, derive(search.seed, "stability rows"))
  const tested = AnswerMatrix.select(matrix, testedRows)
  const labels = testedRows.map((row) => found.labels[row] ?? 0)
  const common = { given, itemWeights, segments, minSize, tries, seed: search.seed }
  const stability = yield* Stability.measure({ ...common, matrix: tested, labels })
  const distance = yield* HeldOut.measure({
    ...common,
    matrix,
    labels: found.labels,
    rowWeights: search.rowWeights,
    k,
    fitted: rows >> 1
  })
  const contrasts = Contrasts.beyond(
    matrix.shape,
    yield* Stability.deviationsOf({ matrix: tested, labels }, common),
    Contrasts.deviations(matrix.shape, Contrasts.countMembers(tested, labels, segments), segments),
    segments,
    stability.thresholds
  )
  const line = verdict === "degrees" ? yield* TraitLine.make(matrix, tests.line, found.members) : null
  const p95 = quantile(stability.shuffledOverlaps, 0.95)
  const each: Array<Segment> = []
  for (const [place, members] of found.members.entries()) {
    const anchor = found.anchors[place] ?? 0
    const overlap = stability.overlaps[place] ?? 0
    const level = overlap <= p95 ? "chance" : overlap >= foundAgain ? "holds" : "part"
    each.push({
      members,
      share: found.shares[place] ?? 0,
      anchor,
      facts: yield* KeyFacts.of(matrix, anchor, members, k),
      steadiness: { overlap, level },
      contrasts: contrasts[place] ?? []
    })
  }
  return {
    _tag: "Segmented",
    segments: each,
    labels: found.labels,
    verdict,
    together: tests.together,
    fit: tests.fit,
    halves: { ...stability.halves, tries },
    line,
    steadiness: {
      refits: tries,
      shuffled: {
        segments: stability.shuffledOverlaps.length,
        p5: quantile(stability.shuffledOverlaps, 0.05),
        p95
      }
    },
    distance: { ...distance, tries },
    heldSize: given ? minSize : SegmentSearch.heldSize(matrix.rows, segments, minSize),
    tested: { rows, of: matrix.rows }
  }
}
