/**
 * What the people of a request are said to be without any model: what was counted is said, what was said is quoted, and nothing
 * else is written. A list that nobody was asked about stays empty.
 */
import type { DraftRequest } from "../domain/DraftRequest.ts"
import { type ClaimList, claimLists, type DraftClaim, type DraftQuote, type PersonaContent } from "../domain/Persona.ts"
import { derive, generator } from "../domain/Seed.ts"
import type { Count, Passage } from "../domain/Evidence.ts"
import { mentions } from "../corpus/briefs/MentionedWords.ts"
import { wordCount } from "../corpus/Sentences.ts"
import * as CountSentence from "./CountSentence.ts"

const most = { bio: 4, counts: 3, habits: 4, mentions: 1, passages: 3, quotes: 2 }

/** A quote of fewer words says little by itself. */
const fewestQuotedWords = 8

/** Of a count that more than this share of a segment gave, it says what they are like. */
const tellingShare = 0.4

const shareOf = ({ group }: Count): number => group.matched / Math.max(1, group.of)

/** The claim of a count. */
export const countClaim = (request: DraftRequest, count: Count): DraftClaim => ({
  text: CountSentence.of(count, request.segment.size, request.contrasts.includes(count.id)),
  evidence: [count.id, ...mentioning(request, count).map(({ id }) => id)]
})

/** The passages under the question of a count that hold its word. */
const mentioning = ({ passages }: DraftRequest, { label, operator, terms = [] }: Count): ReadonlyArray<Passage> =>
  operator === "mentions"
    ? passages
        .filter(({ question, text }) => question === label && terms.some((term) => mentions(term)(text)))
        .slice(0, 2)
    : []

/** The claim of a passage: the passage itself, letter for letter. */
export const passageClaim = ({ id, text }: Passage): DraftClaim => ({ text, evidence: [id] })

/** All that can be said for a list, the most telling first. */
export const forList = (request: DraftRequest, list: ClaimList): ReadonlyArray<DraftClaim> => {
  const { asks, counts, passages } = request
  const asked = counts.filter(({ id }) => asks[id] === list)
  const answered = asked.filter(({ operator }) => operator !== "mentions")
  const mentions = asked.filter(({ operator }) => operator === "mentions")
  const said = distinct(passages.filter(({ id }) => asks[id] === list))
  return [
    ...answered.slice(0, list === "behaviours" ? most.habits : most.counts).map((count) => countClaim(request, count)),
    ...mentions.slice(0, most.mentions).map((count) => countClaim(request, count)),
    ...said.slice(0, list === "behaviours" && answered.length > 1 ? 1 : most.passages).map(passageClaim)
  ]
}

/** One passage of each respondent, so that a list is not one person's. */
const distinct = (passages: ReadonlyArray<Passage>): ReadonlyArray<Passage> => {
  const seen = new Set<string>()
  const first = passages.filter(({ recordId }) => !seen.has(recordId) && seen.add(recordId))
  return [...first, ...passages.filter((passage) => !first.includes(passage))]
}

/** The sentences that tell what these people are like: what sets them apart, then who they are, then what most of them answer. */
const bioOf = (request: DraftRequest): ReadonlyArray<DraftClaim> => {
  const { asks, contrasts, counts } = request
  const free = counts.filter((count) => asks[count.id] === undefined && shareOf(count) > tellingShare)
  const setApart = free.filter(({ demographic, id }) => contrasts.includes(id) && demographic === null)
  const people = free.filter(({ demographic }) => demographic !== null)
  const typical = free.filter(({ demographic, id }) => demographic === null && !contrasts.includes(id))
  const questions = new Set<string>()
  return [
    ...setApart.slice(0, 2),
    ...people.slice(0, 1),
    ...typical.slice(0, 1),
    ...setApart.slice(2),
    ...people,
    ...typical
  ]
    .filter(
      ({ item = "", question }) => !questions.has(`${question}\n${item}`) && questions.add(`${question}\n${item}`)
    )
    .slice(0, most.bio)
    .map((count) => countClaim(request, count))
}

/** Passages that no list took, the seed deciding among the most central. */
const quotesOf = (request: DraftRequest, used: ReadonlySet<string>): ReadonlyArray<DraftQuote> => {
  const random = generator(derive(request.seed, "quotes"))
  const free = request.passages.filter(({ id, text }) => !used.has(id) && wordCount(text) >= fewestQuotedWords)
  const own = free.filter(({ recordId }) => recordId === request.anchor).slice(0, 1)
  const others = free
    .filter(({ recordId }) => recordId !== request.anchor)
    .slice(0, 6)
    .map((passage, at) => ({ passage, order: at + 3 * random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ passage }) => passage)
  return [...own, ...distinct(others)].slice(0, most.quotes).map(({ id, text }) => ({ text, passage: id }))
}

/** The draft of a request. */
export const of = (request: DraftRequest): PersonaContent => {
  const lists = {
    goals: forList(request, "goals"),
    painPoints: forList(request, "painPoints"),
    behaviours: forList(request, "behaviours"),
    motivations: forList(request, "motivations")
  }
  const used = new Set(claimLists.flatMap((list) => lists[list].flatMap(({ evidence }) => evidence)))
  return { title: request.title, bio: bioOf(request), ...lists, quotes: quotesOf(request, used) }
}
