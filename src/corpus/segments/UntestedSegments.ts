/** Segments of so few respondents that no test could tell groups from chance: found as others are, and no more is said of them. */
import { derive } from "../../domain/Seed.ts"
import * as AnswerMatrix from "./AnswerMatrix.ts"
import * as Association from "./Association.ts"
import type { CodedAnswers } from "./CodedAnswers.ts"
import * as KeyFacts from "./KeyFacts.ts"
import * as LatentClasses from "./LatentClasses.ts"
import * as RequestedSegments from "./RequestedSegments.ts"
import type { Segment, SegmentationOptions } from "./Segmentation.ts"
import type { Sliced } from "../Sliced.ts"

/** What is known of a segment without tests. */
export type UntestedSegment = Pick<Segment, "members" | "anchor" | "facts">

/** Divides respondents as `Segmentation.divide` does. So many segments must be possible. */
export const divide = function* (
  answers: CodedAnswers,
  { segments, seed, k, minSize }: Required<SegmentationOptions>
): Sliced<ReadonlyArray<UntestedSegment>> {
  const matrix = yield* AnswerMatrix.make(answers)
  const itemWeights = yield* Association.itemWeights(matrix, derive(seed, "weights"))
  const possible = RequestedSegments.mostSegments(answers.size, minSize)
  const search = { matrix, rowWeights: answers.weights, itemWeights, minSize, k, search: LatentClasses.thorough, seed }
  const { anchors, members } = yield* RequestedSegments.find(segments, 0, possible, search)
  const each: Array<UntestedSegment> = []
  for (const [place, own] of members.entries()) {
    const anchor = anchors[place] ?? 0
    each.push({ members: own, anchor, facts: yield* KeyFacts.of(matrix, anchor, own, k) })
  }
  return each
}
