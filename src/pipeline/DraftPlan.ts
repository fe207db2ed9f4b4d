/**
 * Which drafts to make: how many of each segment, in which order, each out of which records.
 *
 * Each segment has one place for a persona. Drafts of the segments take turns, so that every segment is decided at about the
 * same time.
 */
import * as Option from "effect/Option"
import * as Briefs from "../corpus/briefs/index.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { PersonaSegment } from "../domain/Persona.ts"
import { draftLimit as mostDrafts, type RunConfig } from "./ConfigSchema.ts"

/** A segment and what is planned of it. */
export interface PlannedSegment {
  readonly segment: PersonaSegment
  readonly brief: Briefs.Brief
}

/** The plan of a run. */
export interface DraftPlan {
  readonly segments: ReadonlyMap<string, PlannedSegment>
  readonly draftsPerPersona: number
  /** The most drafts, top-ups included. */
  readonly draftLimit: number
  /** The segments of the first round of drafts, in order. */
  readonly firstRound: ReadonlyArray<string>
  readonly request: (index: number, segment: string, draftOfSegment: number) => DraftRequest
}

/** Plans a run. `draftsPerPersona` is the configured multiplier, or 1 where drafts cost money. */
export const make = (briefs: ReadonlyArray<Briefs.Brief>, config: RunConfig, draftsPerPersona: number): DraftPlan => {
  const draftLimit = mostDrafts(config)
  const segments = new Map(
    briefs.map((brief): [string, PlannedSegment] => [brief.brief.segment.id, { segment: brief.brief.segment, brief }])
  )
  return {
    segments,
    draftsPerPersona,
    draftLimit,
    firstRound: takeTurns([...segments.keys()], Math.min(segments.size * draftsPerPersona, draftLimit)),
    request: (index, id, draftOfSegment) => {
      const { brief } = Option.getOrThrow(Option.fromUndefinedOr(segments.get(id)))
      return Briefs.request(brief, { index, draftOfSegment }, { ...config.sample, seed: config.seed })
    }
  }
}

/** The segments of a round of top-ups: as many drafts for each without a persona as in the first round, within what is left. */
export const topUp = (plan: DraftPlan, missing: ReadonlyArray<string>, left: number): ReadonlyArray<string> =>
  takeTurns(missing, Math.min(missing.length * plan.draftsPerPersona, left))

/** `total` drafts, the segments taking turns. */
const takeTurns = (segments: ReadonlyArray<string>, total: number): ReadonlyArray<string> =>
  Array.from({ length: Math.max(0, total) }, (_, turn) => segments[turn % segments.length] ?? "")
