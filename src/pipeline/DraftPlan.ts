/**
 * Which drafts to make: how many of each segment, in which order, each out of which records.
 *
 * Each segment has one place for a persona. Drafts of one segment follow each other: what they share of their prompts a model server
 * then reads once. Only where drafts cost money do the segments take turns, so that a cap that runs out leaves none without a draft.
 */
import * as Option from "effect/Option"
import * as Briefs from "../corpus/briefs/index.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { Location } from "../domain/ModelInfo.ts"
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
  /** The most drafts, top-ups included. */
  readonly draftLimit: number
  /** The segments of a round of so many drafts, at most as many for each as in the first round, in order. */
  readonly round: (segments: ReadonlyArray<string>, most: number) => ReadonlyArray<string>
  /** The segments of the first round of drafts, in order. */
  readonly firstRound: ReadonlyArray<string>
  readonly request: (index: number, segment: string, draftOfSegment: number) => DraftRequest
}

/** Plans a run. `draftsPerPersona` is the configured multiplier, or 1 where a frontier model drafts alone. */
export const make = (
  briefs: ReadonlyArray<Briefs.Brief>,
  config: RunConfig,
  { draftsPerPersona, location }: { readonly draftsPerPersona: number; readonly location: Location }
): DraftPlan => {
  const draftLimit = mostDrafts(config)
  const segments = new Map(
    briefs.map((brief): [string, PlannedSegment] => [brief.brief.segment.id, { segment: brief.brief.segment, brief }])
  )
  const ordered = location === "local" ? together : takingTurns
  const round: DraftPlan["round"] = (some, most) =>
    ordered(some, Math.max(0, Math.min(some.length * draftsPerPersona, most)))
  return {
    segments,
    draftLimit,
    round,
    firstRound: round([...segments.keys()], draftLimit),
    request: (index, id, draftOfSegment) => {
      const { brief } = Option.getOrThrow(Option.fromUndefinedOr(segments.get(id)))
      return Briefs.request(brief, { index, draftOfSegment }, { ...config.sample, seed: config.seed })
    }
  }
}

/** Which of so many segments each of `total` drafts is of. */
const takingTurns = (segments: ReadonlyArray<string>, total: number): ReadonlyArray<string> =>
  Array.from({ length: total }, (_, turn) => segments[turn % segments.length] ?? "")

/** The same, with those of a segment one after another. Where there are not enough for all, each has as many as the others, or one more. */
const together = (segments: ReadonlyArray<string>, total: number): ReadonlyArray<string> => {
  const turns = takingTurns(segments, total)
  const order = new Map(segments.map((segment, at) => [segment, at]))
  return turns.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
}
