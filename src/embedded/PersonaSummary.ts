/**
 * A persona in two to five sentences: who they are, what is typical, what sets them apart, and what they say they want.
 */
import { hasBracket, wordCount } from "../corpus/Sentences.ts"
import * as Attributes from "./Attributes.ts"
import type { Chosen } from "./Claims.ts"
import { type Facet, shareOf } from "./Facets.ts"
import {
  capitalise,
  curly,
  enumerate,
  percent,
  quote,
  sentence,
  shareInWords,
  showAge,
  uncapitalise
} from "./Phrases.ts"
import type { Portrait } from "./Portrait.ts"
import { short } from "./Predicates.ts"
import { inWords, tellingLift } from "./Shares.ts"

/** The summary, and the answers that it tells. */
export const make = (
  name: string,
  portrait: Portrait,
  chosen: Chosen
): { readonly text: string; readonly facets: ReadonlyArray<Facet> } => {
  const apart = portrait.topics
    .filter(isApart)
    .toSorted((a, b) => b.emphasis - a.emphasis)
    .slice(0, 2)
  const typical = portrait.topics
    .filter((facet) => !apart.includes(facet) && isTypical(facet))
    .toSorted((a, b) => typicality(b) - typicality(a))
    .slice(0, 2)
  const own = apart.length + typical.length === 0 ? portrait.topics.slice(0, 2) : []
  const sentences = [
    introduction(name, portrait),
    ...typicalSentence(name, typical),
    ...apartSentence(apart),
    ...ownSentence(name, own),
    ...inTheirWords(name, portrait.request.segment.size === 1 ? "their own words" : "the group’s own words", chosen)
  ]
  return { text: sentences.map(sentence).join(" "), facets: [...typical, ...apart, ...own] }
}

const introduction = (name: string, portrait: Portrait): string => {
  const { share, size } = portrait.request.segment
  const age = Attributes.age(portrait)
  const occupation = Attributes.occupation(portrait)
  const home = Attributes.demographics(portrait).filter(
    ({ facet }) => facet.column.role === "household" || facet.column.role === "location"
  )
  const facts = [
    ...(age === undefined ? [] : [showAge(age.value)]),
    ...(occupation === undefined ? [] : [uncapitalise(occupation.value)]),
    ...home
      .slice(0, 1)
      .map(({ value }) => (wordCount(value) <= 7 ? quoteSpeech(value) : ""))
      .filter((value) => value !== "")
  ]
  const person = portrait.request.sample[0]?.kind === "row" ? "respondent" : "participant"
  const people = size === 1 ? `one ${person}` : `a group of ${size} ${person}s`
  const part =
    share >= 0.995 || size === 1 ? "" : share < 0.07 ? ", a small part of all" : `, ${shareInWords(share)} of all`
  return `${name}${facts.length === 0 ? "" : ` (${facts.join("; ")})`} stands for ${people}${part}`
}

// "I live alone" is somebody's answer, "New England" a fact.
const quoteSpeech = (value: string): string => (/^(I|with|my)\b/i.test(value) ? quote(value) : curly(value))

const isTypical = (facet: Facet): boolean =>
  "share" in facet.support && facet.support.share >= 0.4 && inWords(facet.support) !== undefined

const typicality = (facet: Facet): number =>
  shareOf(facet.support) + facet.emphasis - (facet.column.kind === "multi" ? 0.3 : 0)

const isApart = (facet: Facet): boolean =>
  facet.support._tag === "Group" &&
  facet.overallShare !== null &&
  facet.lift >= tellingLift &&
  facet.support.share >= 0.3

const does = ({ answers, column, question }: Facet): string => short(question, answers, column)

const typicalSentence = (name: string, facets: ReadonlyArray<Facet>): ReadonlyArray<string> => {
  const [first, second] = facets
  if (first === undefined) return []
  const shared = inWords(first.support)
  if (second === undefined || inWords(second.support) === shared)
    return [`Like ${shared}, ${name} ${enumerate(facets.map(does))}`]
  return [`Like ${shared}, ${name} ${does(first)}`, `Like ${inWords(second.support)}, ${name} also ${does(second)}`]
}

const apartSentence = (facets: ReadonlyArray<Facet>): ReadonlyArray<string> => {
  const told = facets.map((facet) => {
    const share = percent(shareOf(facet.support))
    return `${does(facet)} (${share} of this group against ${percent(facet.overallShare ?? 0)} of all respondents)`
  })
  return told.length === 0 ? [] : [`What sets this group apart: it more often ${enumerate(told)}`]
}

const ownSentence = (name: string, facets: ReadonlyArray<Facet>): ReadonlyArray<string> =>
  facets.length === 0 ? [] : [`${name} ${enumerate(facets.map(does))}`]

/** The first goal and the first pain point, in the words of who said them. */
const inTheirWords = (name: string, whose: string, { goals, painPoints }: Chosen): ReadonlyArray<string> => {
  const said = (claims: Chosen["goals"]) =>
    claims.flatMap(({ sources }) =>
      sources.filter(({ kind, text }) => kind === "quote" && wordCount(text) <= 30 && !hasBracket(text))
    )[0]?.text
  const [goal, pain] = [said(goals), said(painPoints)].map((text) =>
    text === undefined ? undefined : quote(capitalise(text))
  )
  if (goal !== undefined && pain !== undefined)
    return [`What ${name} is after, in ${whose}: ${goal} – and what gets in the way: ${pain}`]
  if (goal !== undefined) return [`What ${name} is after, in ${whose}: ${goal}`]
  return pain === undefined ? [] : [`What gets in ${name}’s way, in ${whose}: ${pain}`]
}
