/**
 * What can be measured of the delivered personas without asking a model: scores before and after refinement, evidence,
 * diversity, and how well they stand for the people in the data.
 */
import { Schema } from "effect"
import * as EvidenceGate from "../corpus/EvidenceGate.ts"
import * as Similarity from "../corpus/Similarity.ts"
import { Dropped } from "../domain/Draft.ts"
import { type Evaluation, Scores } from "../domain/Evaluation.ts"
import { claimsOf, type Persona, readableText } from "../domain/Persona.ts"
import type { PlannedSegment } from "./DraftPlan.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const Share = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))

/** Measures of the delivered personas; null where there were none to measure. */
export const QualityMetrics = Schema.Struct({
  /** Mean overall score of the delivered personas as drafted and as delivered. */
  meanBefore: Schema.NullOr(Share),
  meanAfter: Schema.NullOr(Share),
  /** Mean of each criterion as delivered. */
  meanScores: Schema.NullOr(Scores),
  /** Share of judged drafts that reached the threshold. */
  passRate: Schema.NullOr(Share),
  evidence: Schema.Struct({
    /** Claims and quotes of the delivered personas; each stands on what it cites. */
    claims: Count,
    quotes: Count,
    /** Quotes that were put into the source's own spelling. */
    repaired: Count,
    /** What the evidence gate dropped of them, by reason. */
    dropped: Dropped,
    /** Share of what they said that the gate kept. */
    kept: Schema.NullOr(Share)
  }),
  diversity: Schema.Struct({
    /** Distance of two personas: 0 the same words, 1 none in common. Null for fewer than two. */
    meanDistance: Schema.NullOr(Share),
    minDistance: Schema.NullOr(Share)
  }),
  segments: Schema.Struct({
    /** Share of the segments with at least one persona. */
    covered: Schema.NullOr(Share),
    /**
     * Each segment: how many respondents it has of how many, the interviews joined to it, how many members share all facts that are
     * shown of the one who stands for it, and the personas delivered: one, or none.
     */
    groups: Schema.Array(
      Schema.Struct({
        id: Schema.String,
        label: Schema.String,
        size: Count,
        of: Count,
        share: Share,
        interviews: Count,
        sharedBy: Count,
        delivered: Count
      })
    )
  })
})

/** Measures of the delivered personas. */
export interface QualityMetrics extends Schema.Schema.Type<typeof QualityMetrics> {}

/** A persona with its scores as drafted and as delivered. */
export interface Delivered {
  readonly persona: Persona
  readonly dropped: Dropped
  readonly segment: string
  readonly before: Evaluation
  readonly after: Evaluation
}

/**
 * Measures the delivered personas.
 *
 * @internal
 */
export const make = (input: {
  readonly segments: ReadonlyMap<string, PlannedSegment>
  readonly delivered: ReadonlyArray<Delivered>
  readonly judged: number
  readonly passed: number
}): QualityMetrics => {
  const { delivered } = input
  const claims = delivered.flatMap(({ persona }) => claimsOf(persona)).length
  const quotes = delivered.flatMap(({ persona }) => persona.quotes).length
  const dropped = delivered.reduce<Dropped>((sum, one) => EvidenceGate.added(sum, one.dropped), {})
  const said = claims + quotes + EvidenceGate.total(dropped)
  const distances = pairwise(delivered.map(({ persona }) => Similarity.features(readableText(persona))))
  const groups = [...input.segments.values()].map(({ brief: { brief }, segment }) => ({
    id: segment.id,
    label: segment.label,
    size: segment.size,
    of: segment.of,
    share: segment.share,
    interviews: segment.interviews,
    sharedBy: brief.sharedBy,
    delivered: delivered.filter((one) => one.segment === segment.id).length
  }))
  return {
    meanBefore: mean(delivered.map(({ before }) => before.overall)),
    meanAfter: mean(delivered.map(({ after }) => after.overall)),
    meanScores: delivered.length === 0 ? null : meanScores(delivered.map(({ after }) => after.scores)),
    passRate: input.judged === 0 ? null : round(input.passed / input.judged),
    evidence: {
      claims,
      quotes,
      repaired: delivered.flatMap(({ persona }) => persona.passages).filter(({ status }) => status === "repaired")
        .length,
      dropped,
      kept: said === 0 ? null : round((claims + quotes) / said)
    },
    diversity: {
      meanDistance: mean(distances),
      minDistance: distances.length === 0 ? null : round(distances.reduce((least, d) => Math.min(least, d), 1))
    },
    segments: {
      covered: groups.length === 0 ? null : round(groups.filter((group) => group.delivered > 0).length / groups.length),
      groups
    }
  }
}

// Six digits are more than any of these figures can bear, and print alike on every machine.
const round = (value: number): number => Math.round(value * 1e6) / 1e6

const mean = (values: ReadonlyArray<number>): number | null =>
  values.length === 0 ? null : round(values.reduce((sum, value) => sum + value, 0) / values.length)

const meanScores = (all: ReadonlyArray<Scores>): Scores =>
  Object.fromEntries(
    [...new Set(all.flatMap((scores) => Object.keys(scores)))].map((criterion) => [
      criterion,
      mean(all.flatMap((scores) => scores[criterion] ?? [])) ?? 0
    ])
  )

// Every pair of so many personas is compared; of more, as many evenly spaced ones, as pairs grow with the square.
const comparedPersonas = 200

const pairwise = (given: ReadonlyArray<Similarity.Features>): ReadonlyArray<number> =>
  spaced(given).flatMap((a, position, all) => all.slice(position + 1).map((b) => 1 - Similarity.similarity(a, b)))

const spaced = <A>(all: ReadonlyArray<A>): ReadonlyArray<A> => {
  const step = Math.max(1, all.length / comparedPersonas)
  return all.filter((_, position) => Math.floor(position / step) !== Math.floor((position - 1) / step))
}
