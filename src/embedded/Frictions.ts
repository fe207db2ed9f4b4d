/**
 * Pain points that lie between people: where an answer puts somebody at odds with most others, or with their own group.
 */
import { brief, saysNothing } from "./AnswerWording.ts"
import { type Claim, type Facet, shareOf, type Source } from "./Facets.ts"
import { capitalise, percent, quote } from "./Phrases.ts"
import type { Portrait } from "./Portrait.ts"
import { short } from "./Predicates.ts"
import { asClause } from "./Questions.ts"

/** Who differs from fewer than this share of all respondents meets no resistance to speak of. */
const atOdds = 0.4

/** The frictions of an answer, in no order. */
export const make = (portrait: Portrait, facet: Facet): ReadonlyArray<Claim> =>
  facet.column.kind !== "closed" || facet.question.form._tag === "Label"
    ? []
    : [...withOthers(facet), ...withinGroup(portrait, facet)]

const withOthers = (facet: Facet): ReadonlyArray<Claim> => {
  const { answers, column, overallShare, question } = facet
  if (overallShare === null || 1 - overallShare < atOdds) return []
  const majority = column.answers.find(
    ({ answer, count }) => answer !== answers[0] && count / Math.max(1, column.answered) >= 0.5
  )
  const others =
    majority === undefined
      ? `the ${percent(1 - overallShare)} of all respondents who answer differently`
      : `the ${percent(majority.count / column.answered)} of all respondents who say ${quote(brief(majority.answer, column))}`
  return [
    {
      list: "painPoints",
      text: capitalise(`at odds with ${others}: ${short(question, answers, column)}`),
      sources: facet.sources.slice(0, 2),
      topics: [`odds: ${column.name}`],
      score: 0.2 + (1 - overallShare) * 0.5 + facet.emphasis * 0.5
    }
  ]
}

const withinGroup = ({ request }: Portrait, facet: Facet): ReadonlyArray<Claim> => {
  const { answers, column, question } = facet
  const given = request.sample.flatMap((record) =>
    record.fields
      .filter(({ name, text }) => name === column.name && !saysNothing(text))
      .map((field): Source => ({ recordId: record.id, field: field.name, text: field.text, kind: "answer" }))
  )
  const rivals = column.answers
    .filter(({ answer }) => answer !== answers[0])
    .map(({ answer }) => given.filter(({ text }) => text === answer))
    .toSorted((a, b) => b.length - a.length)
  const [rival = []] = rivals
  const [voice] = rival
  if (voice === undefined || given.length < 5 || rival.length / given.length < 0.2 || shareOf(facet.support) > 0.75)
    return []
  return [
    {
      list: "painPoints",
      text: `No one answer suits the whole group on ${asClause(question)}: of ${given.length} similar people from this group, ${rival.length} say ${quote(brief(voice.text, column))} instead of ${quote(brief(answers[0], column))}`,
      sources: [...facet.sources.slice(0, 1), voice],
      topics: [`odds: ${column.name}`],
      score: 0.3 + rival.length / given.length
    }
  ]
}
