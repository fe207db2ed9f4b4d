/**
 * Segments of the people of a corpus: groups of respondents who answer alike, each with one of them who stands for it, and what
 * the grouping is worth. Interviews join the segment that they resemble; where there are only interviews, they are grouped by what
 * they say, and so are respondents who were asked nothing with a list of answers.
 */
import { Array, Effect, Order, Result } from "effect"
import type { Segment } from "../domain/Segment.ts"
import type { Grouping } from "../domain/Grouping.ts"
import { shortLabels } from "./briefs/QuestionNames.ts"
import * as CodedRespondents from "./CodedRespondents.ts"
import { type Corpus, CorpusError } from "./Corpus.ts"
import * as GivenSegments from "./GivenSegments.ts"
import { groupingOf } from "./GroupingOf.ts"
import * as JoinedInterviews from "./JoinedInterviews.ts"
import { mostSegments } from "./segments/RequestedSegments.ts"
import * as Segmentation from "./segments/Segmentation.ts"
import * as UntestedSegments from "./segments/UntestedSegments.ts"
import * as SegmentAnswers from "./SegmentAnswers.ts"
import * as SegmentLabel from "./SegmentLabel.ts"
import * as SegmentsByWords from "./SegmentsByWords.ts"
import * as SegmentTraits from "./SegmentTraits.ts"
import { run, type Sliced } from "./Sliced.ts"

/** A segment and who belongs to it. */
export interface SegmentGroup {
  readonly segment: Segment
  /** Places in `corpus.records`: who stands for it, then the others, the most central first, then interviews. Never empty. */
  readonly members: ReadonlyArray<number>
}

/** How a corpus is divided. */
export interface SegmentOptions {
  /** How many segments, at least 1. `"auto"`: 3 to 12, as the data need, and no more than 3 where they are made by words. */
  readonly segments: number | "auto"
  /** The question whose answers are the segments: its key, label or header; null to find segments. */
  readonly by?: string | null
  /** The fewest respondents of a segment. Interviews alone have no minimum. */
  readonly minSize: number
  /** How many members must share all facts that are shown of the one who stands for them. */
  readonly k: number
  readonly seed: number
}

/** A corpus divided. */
export interface Segments {
  /**
   * The largest first; every record is in at most one. In none are respondents who did not answer the question that segments are
   * given by, and interviews that fit no segment.
   */
  readonly groups: ReadonlyArray<SegmentGroup>
  /** Places in `corpus.records` of interviews beside a survey that fit no segment. */
  readonly left: ReadonlyArray<number>
  /** What the grouping is worth; null where there are too few respondents, or no closed answers, to test it by. */
  readonly grouping: Grouping | null
}

/** Of fewer respondents no test could tell groups from chance. */
const fewestTested = 30

/** Where nothing can tell how many there are, no more than these. */
const mostUntested = 3

/**
 * Divides a corpus into as many segments as asked for. The same for the same records and seed. Other fibers run in between.
 *
 * Fails with a `CorpusError` where there are too few people for so many segments, or where the question that segments are given
 * by is not there, or one of its answers has too few people.
 */
export const make = (corpus: Corpus, options: SegmentOptions): Effect.Effect<Segments, CorpusError> =>
  Effect.flatMap(
    run(() => divide(corpus, options)),
    Effect.fromResult
  )

/** The same in slices, for callers without a runtime. */
export function* divide(corpus: Corpus, options: SegmentOptions): Sliced<Result.Result<Segments, CorpusError>> {
  if (options.by !== undefined && options.by !== null) {
    const given = GivenSegments.of(corpus, options.by, options.minSize)
    return Result.isFailure(given)
      ? Result.fail(given.failure)
      : Result.succeed(yield* divideAs(corpus, given.success, options))
  }
  const coded = CodedRespondents.of(corpus)
  const areInterviews = coded.places.length === 0
  const people = areInterviews ? corpus.records.map((_, place) => place) : coded.places
  const minSize = areInterviews ? 1 : options.minSize
  const possible = mostSegments(people.length, minSize)
  if ((options.segments === "auto" ? 1 : options.segments) > possible)
    return Result.fail(tooMany(options, people.length, possible, areInterviews))
  if (coded.items.length > 0) return Result.succeed(yield* byAnswers(corpus, coded, options.segments, options))
  const segments = options.segments === "auto" ? Math.min(possible, mostUntested) : options.segments
  const members = yield* SegmentsByWords.divide(corpus, people, { segments, minSize, seed: options.seed })
  return Result.succeed(byWords(corpus, members))
}

const tooMany = (
  { minSize, segments }: SegmentOptions,
  people: number,
  possible: number,
  areInterviews: boolean
): CorpusError => {
  const [one, many] = areInterviews ? ["interview", "interviews"] : ["respondent", "respondents"]
  const who = `${people} ${people === 1 ? one : many}`
  const least = areInterviews ? "" : `with at least ${minSize} in each, `
  const remedy = areInterviews || minSize === 1 ? `bring more ${many}` : `lower segments.minSize (now ${minSize})`
  return new CorpusError({
    reason: "TooManySegments",
    message:
      possible === 0
        ? `No segment can be made of ${who}: it needs at least ${areInterviews ? 1 : minSize}. ${SegmentLabel.capitalised(remedy)}.`
        : `${segments} segments, one for each persona, cannot be made of ${who}: ${least}at most ${possible} ${possible === 1 ? "is" : "are"} possible. Lower count to ${possible}, or ${remedy}.`
  })
}

/** The segments that a question gives, with its answers as labels. */
function* divideAs(corpus: Corpus, given: GivenSegments.GivenSegments, options: SegmentOptions): Sliced<Segments> {
  const { answers, labels, places } = given
  const coded = CodedRespondents.of(corpus, given)
  // Where nothing else was answered from lists, there is nothing to test the given segments by.
  const facts = answers.map((value) => [{ column: given.column, value }])
  const { groups, ...rest } =
    coded.items.length > 0
      ? yield* byAnswers(corpus, coded, labels, options, facts)
      : byWords(
          corpus,
          answers.map((_, label) => places.filter((_, at) => labels[at] === label)),
          facts
        )
  return {
    ...rest,
    groups: groups.map((group, i) => ({ ...group, segment: { ...group.segment, label: answers[i] ?? "" } }))
  }
}

/** Segments of respondents by their closed answers; interviews join them. */
function* byAnswers(
  corpus: Corpus,
  coded: CodedRespondents.CodedRespondents,
  segments: Segmentation.SegmentationOptions["segments"],
  { k, minSize, seed }: SegmentOptions,
  given: GivenFacts = []
): Sliced<Segments> {
  const asked = { segments, seed, k, minSize }
  if (coded.places.length < fewestTested) {
    const found = (yield* UntestedSegments.divide(coded.answers, asked)).map((one) => ({ ...one, contrasts: [] }))
    return { ...ofAnswers(corpus, { coded, found }, given), grouping: null }
  }
  const found = yield* Segmentation.divide(coded.answers, asked)
  // So many are possible, and those that are given are large enough.
  if (found._tag !== "Segmented") throw new Error(`Segments cannot be made: ${found._tag}.`)
  // Where no groups of people were found, what differs between parts of everybody is chance.
  const told = found.verdict === "none" ? found.segments.map((one) => ({ ...one, contrasts: [] })) : found.segments
  return {
    ...ofAnswers(corpus, { coded, found: told }, given),
    grouping: groupingOf(coded, found, shortLabels(corpus))
  }
}

/** For each given segment the answer that it is given by. */
type GivenFacts = ReadonlyArray<JoinedInterviews.SegmentOfRespondents["facts"]>

/** Who stands for each segment, its other respondents, and the interviews that join it. */
const ofAnswers = (
  corpus: Corpus,
  answers: SegmentAnswers.SegmentAnswers,
  given: GivenFacts
): Omit<Segments, "grouping"> => {
  const { coded, found } = answers
  const segments = found.map((segment, index) => ({
    members: central(coded, segment).map((place) => coded.places[place] ?? 0),
    facts: [...(given[index] ?? []), ...SegmentAnswers.factsOf(answers, index)]
  }))
  const { joined, left } = JoinedInterviews.of(corpus, segments)
  return { groups: described(corpus, withInterviews(segments, joined), answers), left }
}

/** Segments of which nothing is known but their members; interviews join those of respondents. */
const byWords = (corpus: Corpus, members: ReadonlyArray<ReadonlyArray<number>>, given: GivenFacts = []): Segments => {
  const segments = members.map((some, index) => ({ members: some, facts: given[index] ?? [] }))
  const ofRespondents = members.some((some) => some.some((place) => corpus.records[place]?.kind === "row"))
  const { joined, left } = ofRespondents ? JoinedInterviews.of(corpus, segments) : { joined: [], left: [] }
  return { groups: described(corpus, withInterviews(segments, joined), null), left, grouping: null }
}

const withInterviews = (
  segments: ReadonlyArray<JoinedInterviews.SegmentOfRespondents>,
  joined: ReadonlyArray<ReadonlyArray<number>>
) => segments.map(({ members }, i) => [...members, ...(joined[i] ?? [])])

/** Who stands for the segment, then the members by how common their answers are in it. */
const central = (
  { answers }: CodedRespondents.CodedRespondents,
  { anchor, members }: SegmentAnswers.Found
): ReadonlyArray<number> => {
  const scores = new Map(members.map((member) => [member, 0]))
  for (const { codes, levels } of answers.items) {
    const counts = new Float64Array(levels)
    for (const member of members) {
      const code = codes[member] ?? -1
      if (code >= 0) counts[code] = (counts[code] ?? 0) + 1
    }
    for (const member of members) {
      const code = codes[member] ?? -1
      if (code >= 0) scores.set(member, (scores.get(member) ?? 0) + (counts[code] ?? 0) / members.length)
    }
  }
  const byScore = Order.mapInput(Order.flip(Order.Number), (member: number) => scores.get(member) ?? 0)
  return [anchor, ...Array.sort(members, byScore).filter((member) => member !== anchor)]
}

const described = (
  corpus: Corpus,
  groups: ReadonlyArray<ReadonlyArray<number>>,
  answers: SegmentAnswers.SegmentAnswers | null
): ReadonlyArray<SegmentGroup> => {
  // A study of interviews alone counts these.
  const areInterviews = groups.every((members) => members.every((place) => corpus.records[place]?.kind !== "row"))
  const isRespondent = (place: number) => areInterviews || corpus.records[place]?.kind === "row"
  const respondents = groups.map((members) => members.filter(isRespondent))
  const of = respondents.reduce((sum, { length }) => sum + length, 0)
  const traits = SegmentTraits.make(corpus.table, respondents).map((typical, index) => ({
    typical,
    // What is more frequent in a segment is told only where it is so beyond chance.
    distinctive: answers === null ? [] : SegmentAnswers.distinctiveOf(answers, index)
  }))
  const terms = SegmentsByWords.tellingTerms(corpus, groups)
  const answerable = corpus.columns.length
  const labels = SegmentLabel.make(
    corpus.columns,
    shortLabels(corpus),
    groups.map((members, index) => ({
      // Of so few, attributes together would tell who it was.
      traits: (areInterviews ? undefined : traits[index]) ?? { typical: [], distinctive: [] },
      terms: terms[index] ?? [],
      answered: areInterviews
        ? 1
        : mean(members.map((member) => corpus.table.answered[member] ?? 0)) / Math.max(1, answerable)
    }))
  )
  return groups.map((members, index) => {
    const own = respondents[index] ?? []
    return {
      segment: {
        id: `s${index + 1}`,
        label: labels[index] ?? "",
        size: own.length,
        of,
        share: of === 0 ? 0 : own.length / of,
        interviews: members.length - own.length,
        anchor: corpus.records[members[0] ?? 0]?.id ?? "",
        facts: answers === null ? [] : SegmentAnswers.factsOf(answers, index),
        typical: traits[index]?.typical ?? [],
        distinctive: traits[index]?.distinctive ?? []
      },
      members
    }
  })
}

const mean = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)
