/**
 * Titles: what more than half of a segment answered, in a few words, and different for each segment.
 */
import { cut } from "../ColumnLabel.ts"
import { rangeText } from "../CodedRespondents.ts"
import { attributeRoles } from "../../domain/Segment.ts"
import { describe } from "../SegmentLabel.ts"
import type { ColumnCount } from "./AnsweredCounts.ts"
import { answered, nameOf } from "./QuestionNames.ts"

const longest = 64

/** A title, and the counts that say so. */
export interface Title {
  readonly text: string
  readonly counts: ReadonlyArray<ColumnCount>
}

/** What a segment can be titled by. */
export interface Titled {
  readonly counts: ReadonlyArray<ColumnCount>
  /** Whether the respondent who stands for it gave the answer: a portrait may not contradict its title. */
  readonly anchorGave: (count: ColumnCount) => boolean
  /** What it is called where nothing counted can be said. */
  readonly label: string
}

/** A title for each segment from its counts, the most telling first. */
export const of = (segments: ReadonlyArray<Titled>, shortLabels: ReadonlyMap<string, string>): ReadonlyArray<Title> => {
  const used = new Set<string>()
  return segments.map(({ anchorGave, counts, label }, index) => {
    const possible = counts
      .filter(anchorGave)
      .filter(({ count: { group } }) => group.matched * 2 > group.of && group.of > 0)
      .flatMap((count) => {
        const text = titleOf(count, shortLabels)
        return text === undefined ? [] : [{ count, text }]
      })
      .toSorted((a, b) => rank(b.count, b.text) - rank(a.count, a.text))
      .map(({ count, text }): Title => ({ text, counts: [count] }))
    // Several segments may have the same answers in common: then what two answers have in common tells them apart.
    const pairs = possible.slice(0, 4).flatMap((first, at) =>
      possible.slice(at + 1, 5).map((second): Title => ({
        text: `${first.text} · ${second.text}`,
        counts: [...first.counts, ...second.counts]
      }))
    )
    const named = [...possible, ...pairs, { text: label, counts: [] }]
    const title = named.find(({ text }) => text !== "" && !used.has(text)) ?? {
      text: `Mixed answers (${index + 1})`,
      counts: []
    }
    used.add(title.text)
    return title
  })
}

/** How telling a title is: how much more often the segment answers so, most of all beyond chance, and how well it reads. */
const rank = ({ count: { everyone, group }, isContrast }: ColumnCount, title: string): number =>
  group.matched / group.of -
  everyone.matched / Math.max(1, everyone.of) +
  (isContrast ? 0.5 : 0) -
  (title.includes("…") ? 1 : 0)

const titleOf = (
  { count: { answers, range }, profile }: ColumnCount,
  shortLabels: ReadonlyMap<string, string>
): string | undefined => {
  const answer = range === undefined ? (answers ?? []).join(" or ") : rangeText(range)
  const short = shortLabels.get(profile.name) ?? profile.label
  const name = nameOf(profile, short)
  const text = attributeRoles.has(profile.role)
    ? describe(profile, answer, short)
    : name === undefined
      ? undefined
      : answered(name, answer)
  return text === undefined ? undefined : cut(text.charAt(0).toUpperCase() + text.slice(1), longest)
}
