/**
 * What kind of person this is, in a few words: what sets them apart and what they are after.
 */
import { wordCount } from "../corpus/Sentences.ts"
import * as Attributes from "./Attributes.ts"
import type { Chosen } from "./Claims.ts"
import { type Facet, shareOf } from "./Facets.ts"
import { capitalise, curly, uncapitalise } from "./Phrases.ts"
import type { Portrait } from "./Portrait.ts"
import { headline } from "./Predicates.ts"
import { isBase } from "../corpus/Verbs.ts"

/** A title longer than this is a sentence. */
const mostWords = 13

const mostPartWords = 10

/** The title. Never empty: without any answer it says so. */
export const make = (portrait: Portrait, chosen: Chosen): string => {
  const facts = telling(portrait)
  const goal = aim(chosen)
  const [first, second] = facts
  const options = [
    join(first, goal),
    join(second, goal),
    join(first, second),
    goal,
    first,
    practice(chosen),
    Attributes.occupation(portrait)?.value,
    portrait.request.segment.label
  ]
  const title = options.find((option) => option !== undefined && option !== "" && wordCount(option) <= mostWords)
  return capitalise(title ?? first ?? "Answered few questions")
}

const join = (first: string | undefined, second: string | undefined): string | undefined =>
  first === undefined || second === undefined || first === second ? undefined : `${first}, ${withIt(first, second)}`

/** What both parts are about is named once: `had not heard of the serial comma, does not care much about it`. */
const withIt = (first: string, second: string): string => {
  const [a, b] = [first.split(" ").toReversed(), second.split(" ").toReversed()]
  const different = a.findIndex((word, index) => word !== b[index])
  const shared = different < 0 ? a.length : different
  return shared < 2 || shared >= b.length - 1 ? second : `${b.slice(shared).toReversed().join(" ")} it`
}

/** Short predicates of the answers that tell most about this persona, the most telling first. */
const telling = ({ topics }: Portrait): ReadonlyArray<string> =>
  topics
    .filter(
      ({ answers, column, question }) =>
        answers.length === 1 && column.kind === "closed" && question.form._tag !== "Label"
    )
    .toSorted((a, b) => weight(b) - weight(a))
    .map(({ answers: [answer], column, question }) => headline(question, answer, column))
    .filter((text) => wordCount(text) <= mostPartWords && !/^(says|answers|gives|rates)\b/.test(text))
    .toSorted((a, b) => Number(a.includes("…")) - Number(b.includes("…")))

const weight = (facet: Facet): number => facet.emphasis * 2 + shareOf(facet.support) * 0.3

/** What they are after, out of the first goal that can be told in a few words. */
const aim = ({ goals }: Chosen): string | undefined => {
  for (const { sources, text } of goals) {
    if (sources[0]?.kind !== "quote" || text.startsWith("In their words")) continue
    const short = firstClause(text)
    const [word = ""] = short.split(" ")
    if (wordCount(short) < 4 || wordCount(short) > mostPartWords || danglingEnd.test(short)) continue
    if (/^(want|need|would|hope|wish|aim|trie|like|love)/i.test(word)) return uncapitalise(short)
    if (isBase(word)) return `wants to ${uncapitalise(short)}`
  }
  return undefined
}

/** What they do, out of the first behaviour that can be told in a few words. */
const practice = ({ behaviours }: Chosen): string | undefined =>
  behaviours
    .map(({ text }) => firstClause(text))
    .find((text) => wordCount(text) >= 4 && wordCount(text) <= mostPartWords && !danglingEnd.test(text))

const danglingEnd =
  /\b(it|them|him|her|this|too|the|a|an|of|to|in|for|with|and|or|my|their|at|on|is|are|that|which|by|from)$/i

const firstClause = (text: string): string =>
  curly(
    text.split(/[,;:.(]| [–—-] | (?:so|because|but|and then|which|when|while|as|without|since|until) /)[0] ?? ""
  ).trim()
