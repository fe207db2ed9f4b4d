/**
 * What a draft is to be made from: the people of one segment, what they answered in counts, and what they said in passages.
 */
import type { Verdict } from "./Grouping.ts"
import type { ClaimList, Fact, PersonaSegment } from "./Persona.ts"
import * as Seed from "./Seed.ts"
import type { Count, Passage } from "./Evidence.ts"

/** What all drafts of a segment share. */
export interface SegmentBrief {
  readonly segment: PersonaSegment
  /** The invented name of its persona. */
  readonly name: string
  /** A title that is true of more than half of them, for drafts that have no better one. */
  readonly title: string
  /** Ids of the counts that say so. */
  readonly titleCounts: ReadonlyArray<string>
  /** The id of the respondent who stands for it. */
  readonly anchor: string
  readonly facts: ReadonlyArray<Fact>
  /** How many of its respondents share all facts together. */
  readonly sharedBy: number
  /** What its respondents answered, the most telling first. */
  readonly counts: ReadonlyArray<Count>
  /** Ids of the counts that are higher than among all respondents beyond chance. */
  readonly contrasts: ReadonlyArray<string>
  /** The list that a count or passage belongs to, by its id, where its question asks for one. */
  readonly asks: Readonly<Record<string, ClaimList>>
  /** How many respondents of the segment answered each question in their own words, by field. */
  readonly answered: Readonly<Record<string, number>>
  /** What was not asked, or nobody of the segment said. */
  readonly unknowns: ReadonlyArray<string>
  /** What the grouping is worth; null where it was not tested. Unless segments are `kinds`, no text may speak of groups that differ. */
  readonly verdict: Verdict | null
}

/** One draft to be made. */
export interface DraftRequest extends SegmentBrief {
  /** The draft's number in the plan, from 0. */
  readonly index: number
  /** Different for every draft of a run, and the same again for the same run. */
  readonly seed: number
  /** What participants of the segment said, the most central first, beginning with the one who stands for it. */
  readonly passages: ReadonlyArray<Passage>
  /** So many of its passages, the first, are the same in all drafts of the segment. */
  readonly common: number
}

/** The same request with another seed for each variant; variant 0 is the request itself. */
export const reseed = (request: DraftRequest, variant: number): DraftRequest =>
  variant === 0 ? request : { ...request, seed: Seed.derive(request.seed, "variant", variant) }
