/**
 * What the label of a segment that was found by answers is made from: the answers that set it apart, and those of the respondent who stands for it.
 */
import { Array, Order } from "effect"
import { type AnchorFact, attributeRoles, type Trait } from "../domain/Segment.ts"
import type * as CodedRespondents from "./CodedRespondents.ts"
import type { Segmented } from "./segments/Segmentation.ts"
import type * as UntestedSegments from "./segments/UntestedSegments.ts"

/** A segment that was found by answers; without contrasts where none could be told from chance. */
export type Found = UntestedSegments.UntestedSegment & Pick<Segmented["segments"][number], "contrasts">

/** Segments that were found by answers, and these. */
export interface SegmentAnswers {
  readonly coded: CodedRespondents.CodedRespondents
  readonly found: ReadonlyArray<Found>
}

const mostDistinctive = 8

/** Answers that more members gave than chance makes likely. */
export const distinctiveOf = ({ coded, found }: SegmentAnswers, index: number): ReadonlyArray<Trait> => {
  const { contrasts = [], members = [] } = found[index] ?? {}
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
      const range = meaning.ranges?.[level]
      return [
        {
          column: meaning.profile.name,
          answer,
          ...(range !== undefined && { range }),
          share: among(members),
          overallShare: among(codes.keys())
        }
      ]
    })
    .slice(0, mostDistinctive)
}

/** The answers of the anchor that enough members share together, those of who somebody is first. */
export const factsOf = ({ coded, found }: SegmentAnswers, index: number): ReadonlyArray<AnchorFact> => {
  const { anchor = 0, facts } = found[index] ?? {}
  const shared = (facts?.items ?? []).flatMap((item): ReadonlyArray<AnchorFact> => {
    const meaning = coded.items[item]
    const code = coded.answers.items[item]?.codes[anchor] ?? -1
    const value = meaning?.levels[code]
    if (meaning === undefined || value === undefined || value === "") return []
    const { label, name, role } = meaning.profile
    const range = meaning.ranges?.[code]
    return [{ column: name, label, role, value, ...(range !== undefined && { range }) }]
  })
  const who = Order.mapInput(Order.Boolean, ({ role }: AnchorFact) => !attributeRoles.has(role))
  return Array.sort(shared, who)
}
