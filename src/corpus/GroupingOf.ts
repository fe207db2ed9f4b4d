/** What a grouping is worth, in the words of the questionnaire: items become questions and answers. */
import type { Grouping } from "../domain/Grouping.ts"
import { answered, within } from "./briefs/QuestionNames.ts"
import { isSayableQuestion } from "./briefs/Sayable.ts"
import type * as CodedRespondents from "./CodedRespondents.ts"
import { clean } from "./ColumnLabel.ts"
import * as SegmentLabel from "./SegmentLabel.ts"
import type { Segmented } from "./segments/Segmentation.ts"
import type { LineAnswer } from "./segments/TraitLine.ts"

/** More segments on one line are no longer told apart by eye. */
const mostPlaces = 8

/** The most answers that describe an end of the line. */
const answersOfEnd = 3

/** The grouping that a result has, of what was found; segments are `s1`, `s2`, … in their order. */
export const groupingOf = (
  coded: CodedRespondents.CodedRespondents,
  found: Segmented,
  shortLabels: ReadonlyMap<string, string>
): Grouping => ({
  verdict: found.verdict,
  together: {
    measured: round(found.together.measured),
    shuffled: found.together.shuffled.map(round),
    p: round(found.together.p)
  },
  fit: {
    segments: found.fit.segments,
    segmentsBic: Math.round(found.fit.segmentsBic),
    lineBic: Math.round(found.fit.lineBic)
  },
  halves: {
    agreement: round(found.halves.agreement),
    shuffled: round(found.halves.shuffled),
    tries: found.halves.tries
  },
  line: found.line === null ? null : lineOf(coded, found.line, shortLabels),
  steadiness: {
    method: "refits",
    refits: found.steadiness.refits,
    shuffled: {
      segments: found.steadiness.shuffled.segments,
      p5: round(found.steadiness.shuffled.p5),
      p95: round(found.steadiness.shuffled.p95)
    },
    segments: found.segments.map(({ steadiness: { level, overlap } }, index) => ({
      id: idOf(index),
      overlap: round(overlap),
      level
    }))
  },
  distance: {
    segments: round(found.distance.segments),
    random: round(found.distance.random),
    floor: round(found.distance.floor),
    tries: found.distance.tries
  },
  tested: found.tested
})

const round = (value: number): number => Math.round(value * 1e6) / 1e6

const idOf = (index: number): string => `s${index + 1}`

const lineOf = (
  coded: CodedRespondents.CodedRespondents,
  { high, low, nearerToAnother, places }: NonNullable<Segmented["line"]>,
  shortLabels: ReadonlyMap<string, string>
): Grouping["line"] => ({
  low: inWords(coded, low, shortLabels),
  high: inWords(coded, high, shortLabels),
  places:
    places.length > mostPlaces
      ? null
      : places.map(({ p10, p25, p50, p75, p90 }, index) => ({
          segment: idOf(index),
          p10: round(p10),
          p25: round(p25),
          p50: round(p50),
          p75: round(p75),
          p90: round(p90)
        })),
  nearerToAnother
})

/** The strongest answers that can be said, such as `Weekly budget: 30–50 · shopping list: never · not Price`. */
const inWords = (
  { items }: CodedRespondents.CodedRespondents,
  answers: ReadonlyArray<LineAnswer>,
  shortLabels: ReadonlyMap<string, string>
): string => {
  const told = answers.flatMap(({ item, level }) => {
    const meaning = items[item]
    const answer = meaning?.levels[level]
    if (meaning === undefined || answer === undefined) return []
    const chosen = meaning.option !== null && answer === "" ? `not ${clean(meaning.option)}` : clean(answer)
    const name = within(meaning.profile, shortLabels.get(meaning.profile.name) ?? meaning.profile.label)
    return name === undefined || !isSayableQuestion(meaning.profile) ? [] : [answered(name, chosen)]
  })
  return SegmentLabel.capitalised(told.slice(0, answersOfEnd).join(" · "))
}
