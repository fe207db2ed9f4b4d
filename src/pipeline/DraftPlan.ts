/**
 * Which drafts to make: how many of each segment, in which order, each out of which records.
 *
 * Each segment has one place for a persona. Drafts of the segments take turns, so that every segment is decided at about the
 * same time.
 */
import * as Option from "effect/Option"
import type { Corpus } from "../corpus/Corpus.ts"
import * as Samples from "../corpus/Samples.ts"
import type * as Segments from "../corpus/Segments.ts"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import * as Seed from "../domain/Seed.ts"
import type { Segment } from "../domain/Segment.ts"
import { draftLimit as mostDrafts, type RunConfig } from "./ConfigSchema.ts"

/** A segment and what is planned of it. */
export interface PlannedSegment {
  readonly segment: Segment
  readonly sample: (draft: number) => ReadonlyArray<AnonymisedRecord>
}

/** The plan of a run. */
export interface DraftPlan {
  readonly segments: ReadonlyMap<string, PlannedSegment>
  /** Candidates of one segment compete for its place. */
  readonly quotas: ReadonlyMap<string, number>
  readonly groupOf: (segment: string) => string
  readonly draftsPerPersona: number
  /** The most drafts, top-ups included. */
  readonly draftLimit: number
  /** The segments of the first round of drafts, in order. */
  readonly firstRound: ReadonlyArray<string>
  readonly request: (index: number, segment: string, draftOfSegment: number) => DraftRequest
}

/** Plans a run. `draftsPerPersona` is the configured multiplier, or 1 where drafts cost money. */
export const make = (
  corpus: Corpus,
  groups: ReadonlyArray<Segments.SegmentGroup>,
  config: RunConfig,
  draftsPerPersona: number
): DraftPlan => {
  const draftLimit = mostDrafts(config)
  const segments = new Map(
    groups.map((group): [string, PlannedSegment] => [
      group.segment.id,
      {
        segment: group.segment,
        sample: Samples.make(corpus, group, { ...config.sample, seed: config.seed })
      }
    ])
  )
  return {
    segments,
    draftsPerPersona,
    draftLimit,
    groupOf: (segment) => segment,
    quotas: new Map([...segments.keys()].map((id) => [id, 1])),
    firstRound: takeTurns([...segments.keys()], Math.min(segments.size * draftsPerPersona, draftLimit)),
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

/** The segments of a round of top-ups: as many drafts for each without a persona as in the first round, within what is left. */
export const topUp = (plan: DraftPlan, missing: ReadonlyMap<string, number>, left: number): ReadonlyArray<string> => {
  const empty = [...missing].flatMap(([id, places]) => (places > 0 ? [id] : []))
  return takeTurns(empty, Math.min(empty.length * plan.draftsPerPersona, left))
}

/** `total` drafts, the segments taking turns. */
const takeTurns = (segments: ReadonlyArray<string>, total: number): ReadonlyArray<string> =>
  Array.from({ length: Math.max(0, total) }, (_, turn) => segments.slice(turn % segments.length)[0] ?? "")
