/**
 * What a question is called in front of an answer: `Plan meals in advance: Every week`.
 */
import type { ColumnProfile } from "../../domain/Segment.ts"
import { topic } from "../SegmentLabel.ts"

/** A question in the middle of what should be its topic, as in `Times a week do you throw food away`: it reads badly. */
const asksWithin = /\S (?:do|does|did|have|has|are|is|was|were|would|will|can|could) (?:you|your|they|there)\b/i

/** What is left of a question, and not the name of what it is about: `Been a member`, `It be funded`. */
export const isBadName = (name: string): boolean =>
  /^(?:it|they|you|we|be|been|is|are|was|were|has|have|had|do|does|did|would|should|could|can|will|that|there|attended|identify|consider|describe|important or)\b/i.test(
    name
  )

/** The item of a grid, or the topic of a question where it can be told from its words, else its short label. */
export const nameOf = ({ item, label }: Pick<ColumnProfile, "item" | "label">, short: string): string => {
  const about = item ?? topic(label)
  const name = asksWithin.test(about) || about.endsWith("…") || isBadName(about) ? short : about
  return name.charAt(0).toUpperCase() + name.slice(1)
}
