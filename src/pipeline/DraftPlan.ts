/**
 * Which drafts to make: how many of each segment, in which order, each out of which records.
 *
 * Places for personas are shared out over the segments as the records are, by largest remainder, so that the personas stand for
 * the people. Drafts of the segments take turns, so that every segment is decided at about the same time.
 */
import * as Option from "effect/Option"
import type { Corpus } from "../corpus/Corpus.ts"
import * as Quotas from "../corpus/Quotas.ts"
import * as Samples from "../corpus/Samples.ts"
import type * as Segments from "../corpus/Segments.ts"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import * as Seed from "../domain/Seed.ts"
import type { Segment } from "../domain/Segment.ts"
import { draftLimit as mostDrafts } from "./ConfigSchema.ts"
import type { HybridConfig } from "./HybridConfig.ts"

/** A segment and what is planned of it. */
export interface PlannedSegment {
  readonly segment: Segment
  /** How many personas are to come out of it. */
  readonly places: number
  readonly sample: (draft: number) => ReadonlyArray<AnonymisedRecord>
}

/** The plan of a run. */
export interface DraftPlan {
  readonly segments: ReadonlyMap<string, PlannedSegment>
  /** Groups that candidates compete in, and the places of each. */
  readonly quotas: ReadonlyMap<string, number>
  readonly groupOf: (segment: string) => string
  readonly draftsPerPersona: number
  /** The most drafts, top-ups included. */
  readonly draftLimit: number
  /** The segments of the first round of drafts, in order. */
  readonly firstRound: ReadonlyArray<string>
  readonly request: (index: number, segment: string, draftOfSegment: number) => DraftRequest
}

const everyone = "all"

/** Plans a run. `draftsPerPersona` is the configured multiplier, or 1 where drafts cost money. */
export const make = (
  corpus: Corpus,
  groups: ReadonlyArray<Segments.SegmentGroup>,
  config: HybridConfig,
  draftsPerPersona: number
): DraftPlan => {
  const draftLimit = mostDrafts(config)
  const places = Quotas.largestRemainder(
    config.count,
    groups.map(({ segment }) => segment.size)
  )
  const segments = new Map(
    groups.map((group, position): [string, PlannedSegment] => [
      group.segment.id,
      {
        segment: group.segment,
        places: places[position] ?? 0,
        sample: Samples.make(corpus, group, { ...config.sample, seed: config.seed })
      }
    ])
  )
  const best = config.selection.strategy === "best"
  const plan = { segments, draftsPerPersona, draftLimit, groupOf: best ? () => everyone : (segment: string) => segment }
  const drafts = Math.min(config.count * draftsPerPersona, draftLimit)
  return {
    ...plan,
    quotas: best ? new Map([[everyone, config.count]]) : new Map([...segments].map(([id, { places }]) => [id, places])),
    firstRound: takeTurns(segments, drafts, ({ places }) => places),
    request: (index, id, draftOfSegment) => {
      const { segment, sample } = Option.getOrThrow(Option.fromUndefinedOr(segments.get(id)))
      return {
        index,
        seed: Seed.derive(config.seed, "draft", index),
        segment,
        sample: sample(draftOfSegment),
        columns: corpus.columns
      }
    }
  }
}

/** The segments of a round of top-ups: as many drafts as places are empty, times the multiplier, within what is left. */
export const topUp = (plan: DraftPlan, missing: ReadonlyMap<string, number>, left: number): ReadonlyArray<string> => {
  const empty = [...missing.values()].reduce((total, places) => total + places, 0)
  return takeTurns(plan.segments, Math.min(empty * plan.draftsPerPersona, left), ({ segment, places }) =>
    missing.has(everyone) ? places : (missing.get(segment.id) ?? 0)
  )
}

/** `total` drafts shared out by weight, the segments taking turns: the k-th of n drafts of a segment stands at (k + ½) / n. */
const takeTurns = (
  segments: ReadonlyMap<string, PlannedSegment>,
  total: number,
  weight: (segment: PlannedSegment) => number
): ReadonlyArray<string> => {
  const planned = [...segments.values()]
  const shares = Quotas.largestRemainder(total, planned.map(weight))
  return planned
    .flatMap(({ segment }, position) => {
      const share = shares[position] ?? 0
      return Array.from({ length: share }, (_, draft) => ({ id: segment.id, turn: (draft + 0.5) / share, position }))
    })
    .toSorted((a, b) => a.turn - b.turn || a.position - b.position)
    .map(({ id }) => id)
}
