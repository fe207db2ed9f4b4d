/**
 * What a draft is to be made from.
 */
import type { AnonymisedRecord } from "./AnonymisedRecord.ts"
import * as Seed from "./Seed.ts"
import type { ColumnProfile, Segment } from "./Segment.ts"

/** One draft to be made. */
export interface DraftRequest {
  /** The draft's number in the plan, from 0. */
  readonly index: number
  /** Different for every draft of a run, and the same again for the same run. */
  readonly seed: number
  readonly segment: Segment
  /** Members of the segment, the most central first: all that a prompt may hold. */
  readonly sample: ReadonlyArray<AnonymisedRecord>
  readonly columns: ReadonlyArray<ColumnProfile>
}

/** The same request with another seed for each variant; variant 0 is the request itself. */
export const reseed = (request: DraftRequest, variant: number): DraftRequest =>
  variant === 0 ? request : { ...request, seed: Seed.derive(request.seed, "variant", variant) }
