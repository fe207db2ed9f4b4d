/**
 * Segments of the people of a corpus: groups of respondents who answer alike, each with one of them who stands for it, and what
 * the grouping is worth. Interviews join the segment that they resemble; where there are only interviews, they are grouped by what
 * they say.
 */
import { Array, Effect, Order, Result } from "effect"
import { attributeRoles, type Fact, type Segment, type Trait } from "../domain/Segment.ts"
import type { Grouping, LineEnd } from "../domain/Grouping.ts"
import * as CodedRespondents from "./CodedRespondents.ts"
import type { Corpus, CorpusError } from "./Corpus.ts"
import * as GivenSegments from "./GivenSegments.ts"
import * as LikeRecords from "./LikeRecords.ts"
import type { Segment as Found, Segmented } from "./segments/Segmentation.ts"
import * as Segmentation from "./segments/Segmentation.ts"
import type { LineAnswer } from "./segments/TraitLine.ts"
import * as SegmentLabel from "./SegmentLabel.ts"
import * as SegmentTraits from "./SegmentTraits.ts"
import { type Sliced, yielding } from "./Stepwise.ts"
import * as TextVectors from "./TextVectors.ts"

/** A segment and who belongs to it. */
export interface SegmentGroup {
  readonly segment: Segment
  /** Places in `corpus.records`: who stands for it, then the others, the most central first, then interviews. Never empty. */
  readonly members: ReadonlyArray<number>
}

/** How a corpus is divided. */
export interface SegmentOptions {
  /** How many segments, at least 1. There are fewer where respondents do not allow so many. */
  readonly segments: number
  /** The question whose answers are the segments: its key, label or header; null to find segments. */
  readonly by?: string | null
  /** The fewest respondents of a segment. */
  readonly minSize: number
  /** How many members must share all facts that are shown of the one who stands for them. */
  readonly k: number
  readonly seed: number
}

/** A corpus divided. */
export interface Segments {
  /** The largest first; every record is in exactly one. None where there are no records. */
  readonly groups: ReadonlyArray<SegmentGroup>
  /** What the grouping is worth; null where there are too few respondents, or no closed answers, to test it by. */
  readonly grouping: Grouping | null
}

/** Of fewer respondents no test could tell groups from chance. */
const fewestTested = 30

/**
 * Divides a corpus into segments. The same for the same records and seed. Other fibers run in between.
 *
 * Fails with a `CorpusError` where the question that segments are given by is not there, or one of its answers has too few people.
 */
export const make = (corpus: Corpus, options: SegmentOptions): Effect.Effect<Segments, CorpusError> =>
  Effect.flatMap(
    yielding(() => divide(corpus, options)),
    Effect.fromResult
  )

/** The same in slices, for callers without a runtime. */
export function* divide(corpus: Corpus, options: SegmentOptions): Sliced<Result.Result<Segments, CorpusError>> {
  const given =
    options.by === undefined || options.by === null ? null : GivenSegments.of(corpus, options.by, options.minSize)
  if (given !== null && Result.isFailure(given)) return Result.fail(given.failure)
  const coded = CodedRespondents.of(corpus, given?.success ?? null)
  const possible = Math.max(1, Segmentation.mostSegments(coded.places.length, options.minSize))
  if (given === null && (coded.items.length === 0 || coded.places.length < fewestTested))
    return Result.succeed({ groups: described(corpus, LikeRecords.divide(corpus, options), undefined), grouping: null })
  if (given !== null && coded.items.length === 0) {
    // Nothing else was answered from lists: there is nothing to test the given segments by.
    const { answers, labels, places } = given.success
    const groups = answers.map((_, label) => places.filter((_, at) => labels[at] === label))
    return Result.succeed({ groups: described(corpus, groups, undefined), grouping: null })
  }
  const found = yield* Segmentation.divide(coded.answers, {
    segments: given?.success.labels ?? Math.min(options.segments, possible),
    seed: options.seed,
    k: options.k,
    minSize: options.minSize
  })
  // So many are possible, and none was given.
  if (found._tag !== "Segmented") throw new Error(`Segments cannot be made: ${found._tag}.`)
  const members = found.segments.map((segment) => central(coded, segment).map((place) => coded.places[place] ?? 0))
  const joined = LikeRecords.join(corpus, members)
  const groups = described(
    corpus,
    members.map((some, i) => [...some, ...(joined[i] ?? [])]),
    { coded, found }
  )
  return Result.succeed({
    groups: groups.map((group, i) => {
      const answer = given?.success.answers[i]
      return answer === undefined ? group : { ...group, segment: { ...group.segment, label: answer } }
    }),
    grouping: groupingOf(coded, found)
  })
}

/** Who stands for the segment, then the members by how common their answers are in it. */
const central = ({ answers }: CodedRespondents.CodedRespondents, { anchor, members }: Found): ReadonlyArray<number> => {
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

interface Tested {
  readonly coded: CodedRespondents.CodedRespondents
  readonly found: Segmented
}

const described = (
  corpus: Corpus,
  groups: ReadonlyArray<ReadonlyArray<number>>,
  tested: Tested | undefined
): ReadonlyArray<SegmentGroup> => {
  const isRespondent = (place: number) => tested === undefined || corpus.records[place]?.kind === "row"
  const respondents = groups.map((members) => members.filter(isRespondent))
  const of = respondents.reduce((sum, { length }) => sum + length, 0)
  const traits = SegmentTraits.make(corpus.table, respondents).map((traits, index) =>
    // What is more frequent in a segment is told only where it is so beyond chance.
    tested === undefined ? traits : { ...traits, distinctive: distinctiveOf(tested, index) }
  )
  const terms = tellingTerms(TextVectors.of(corpus.table.texts), groups)
  const answerable = corpus.columns.length
  const labels = SegmentLabel.make(
    corpus.columns,
    groups.map((members, index) => ({
      traits: traits[index] ?? { typical: [], distinctive: [] },
      terms: terms[index] ?? [],
      answered: mean(members.map((member) => corpus.table.answered[member] ?? 0)) / Math.max(1, answerable)
    }))
  )
  return groups.map((members, index) => {
    const own = respondents[index] ?? []
    const facts = tested?.found.segments[index]?.facts
    return {
      segment: {
        id: `s${index + 1}`,
        label: labels[index] ?? "",
        size: own.length,
        of,
        share: of === 0 ? 0 : own.length / of,
        interviews: members.length - own.length,
        anchor: corpus.records[members[0] ?? 0]?.id ?? "",
        facts: tested === undefined ? [] : factsOf(tested, index),
        sharedBy: facts?.shared ?? 0,
        typical: traits[index]?.typical ?? [],
        distinctive: traits[index]?.distinctive ?? []
      },
      members
    }
  })
}

const mostDistinctive = 8

/** Answers that more members gave than chance makes likely. */
const distinctiveOf = ({ coded, found }: Tested, index: number): ReadonlyArray<Trait> => {
  const { contrasts = [], members = [] } = found.segments[index] ?? {}
  return contrasts
    .flatMap(({ direction, item, level }): ReadonlyArray<Trait> => {
      const meaning = coded.items[item]
      const codes = coded.answers.items[item]?.codes
      const answer = meaning?.levels[level] ?? ""
      if (direction === "fewer" || meaning === undefined || codes === undefined || answer === "") return []
      const among = (some: Iterable<number>) => {
        let matched = 0
        let answering = 0
        for (const member of some) {
          const code = codes[member] ?? -1
          if (code < 0) continue
          const weight = coded.answers.weights?.[member] ?? 1
          answering += weight
          if (code === level) matched += weight
        }
        return matched / (answering || 1)
      }
      return [{ column: meaning.profile.name, answer, share: among(members), overallShare: among(codes.keys()) }]
    })
    .slice(0, mostDistinctive)
}

/** The answers of the anchor that enough members share together; of a multi-select those that were chosen, as one fact. */
const factsOf = ({ coded, found }: Tested, index: number): ReadonlyArray<Fact> => {
  const { anchor = 0, facts } = found.segments[index] ?? {}
  const byColumn = new Map<string, Fact>()
  for (const item of facts?.items ?? []) {
    const meaning = coded.items[item]
    const value = meaning?.levels[coded.answers.items[item]?.codes[anchor] ?? -1]
    if (meaning === undefined || value === undefined || value === "") continue
    const { label, name, role } = meaning.profile
    const before = byColumn.get(name)
    byColumn.set(name, { column: name, label, role, value: before === undefined ? value : `${before.value}; ${value}` })
  }
  const who = Order.mapInput(Order.Boolean, ({ role }: Fact) => !attributeRoles.has(role))
  return Array.sort([...byColumn.values()], who)
}

const groupingOf = (coded: CodedRespondents.CodedRespondents, found: Segmented): Grouping => {
  const round = (value: number) => Math.round(value * 1e6) / 1e6
  const end = (answers: ReadonlyArray<LineAnswer>): ReadonlyArray<LineEnd> =>
    answers.slice(0, 3).flatMap(({ item, level }): ReadonlyArray<LineEnd> => {
      const meaning = coded.items[item]
      const answer = meaning?.levels[level]
      if (meaning === undefined || answer === undefined) return []
      const { label } = meaning.profile
      return meaning.option !== null && answer === ""
        ? [{ question: label, answer: meaning.option, isChosen: false }]
        : [{ question: label, answer, isChosen: true }]
    })
  return {
    verdict: found.verdict,
    together: { measured: round(found.together.measured), p: round(found.together.p) },
    fit: {
      segments: found.fit.segments,
      segmentsBic: Math.round(found.fit.segmentsBic),
      lineBic: Math.round(found.fit.lineBic)
    },
    halves: {
      agreement: round(found.halves.agreement),
      shuffled: round(found.halves.shuffled),
      tries: found.halves.tries
    },
    line:
      found.line === null
        ? null
        : { low: end(found.line.low), high: end(found.line.high), nearerToAnother: found.line.nearerToAnother },
    steadiness: {
      refits: found.steadiness.refits,
      shuffled: { p5: round(found.steadiness.shuffled.p5), p95: round(found.steadiness.shuffled.p95) },
      segments: found.segments.map(({ steadiness: { level, overlap } }, index) => ({
        id: `s${index + 1}`,
        overlap: round(overlap),
        level
      }))
    },
    distance: {
      segments: round(found.distance.segments),
      random: round(found.distance.random),
      floor: round(found.distance.floor),
      tries: found.distance.tries
    },
    tested: found.tested
  }
}

const mean = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)

/** For each group the words that weigh more in its free text than in everybody's. */
const tellingTerms = (
  { vectors, vocabulary }: TextVectors.TextVectors,
  groups: ReadonlyArray<ReadonlyArray<number>>
): ReadonlyArray<ReadonlyArray<string>> => {
  const overall = TextVectors.mean(vectors, vocabulary.length)
  return groups.map((members) => {
    const own = TextVectors.mean(
      members.flatMap((member) => vectors[member] ?? []),
      vocabulary.length
    )
    const lift = (term: number) => (own[term] ?? 0) - (groups.length > 1 ? (overall[term] ?? 0) : 0)
    return Array.sort(
      vocabulary.map((word, term) => ({ word, lift: lift(term) })),
      Order.mapInput(Order.flip(Order.Number), (entry: { readonly lift: number }) => entry.lift)
    )
      .filter((entry) => entry.lift > 0)
      .slice(0, 4)
      .map(({ word }) => word)
  })
}
