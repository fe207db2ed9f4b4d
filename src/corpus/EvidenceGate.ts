/**
 * The evidence gate: what a draft says is checked against what it cites, without a model and without a token. What fails is
 * dropped, counted by reason, and counts against the persona.
 *
 * Afterwards every claim cites passages or counts of its segment, every figure in it stands there, none is the opposite of what it
 * cites, and every quote is a participant's own words.
 */
import type { Draft, Dropped, DropReason } from "../domain/Draft.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import {
  type Claim,
  type ClaimField,
  claimFields,
  claimsOf,
  type DraftClaim,
  type DraftQuote,
  type Persona,
  type PersonaContent,
  type Quote,
  type Support
} from "../domain/Persona.ts"
import type { Count, Passage, Share } from "../domain/Evidence.ts"
import { prepareFigures, type PreparedFigures, statesCount, unsupportedFigures } from "./claims/Figures.ts"
import { deniesAnswer, deniesUntold } from "./claims/Denials.ts"
import { contradicts, contradictsAnswer, isDenial } from "./claims/Polarity.ts"
import { prepare, type PreparedText } from "./claims/PreparedText.ts"
import { isAbout } from "./claims/Relatedness.ts"
import { unknownWords } from "./claims/UnknownWords.ts"
import { memoise } from "./Memoise.ts"
import * as Verbatim from "./Verbatim.ts"

/** A checked draft. */
export type Checked = Pick<Draft, "persona" | "dropped">

/** What a request offers to cite, by id. */
interface Offered {
  readonly counts: ReadonlyMap<string, Count>
  readonly passages: ReadonlyMap<string, Passage>
}

const offeredBy = memoise(({ counts, passages }: DraftRequest): Offered => ({
  counts: new Map(counts.map((count) => [count.id, count])),
  passages: new Map(passages.map((passage) => [passage.id, passage]))
}))

/** What a claim cites, of what was offered. */
interface Cited {
  readonly counts: ReadonlyArray<Count>
  readonly passages: ReadonlyArray<Passage>
}

const cited = ({ counts, passages }: Offered, ids: Iterable<string>): Cited => {
  const unique = [...new Set(ids)]
  return {
    counts: unique.flatMap((id) => counts.get(id) ?? []),
    passages: unique.flatMap((id) => passages.get(id) ?? [])
  }
}

/** Checks what a draft, or a patched persona, says of the segment of its request. Checking a checked persona changes nothing. */
export const check = (content: PersonaContent, request: DraftRequest, id: string): Checked => {
  const offered = offeredBy(request)
  const dropped: Partial<Record<DropReason, number>> = {}
  const drop = (reason: DropReason) => {
    dropped[reason] = (dropped[reason] ?? 0) + 1
  }
  const said = new Set<string>()
  const ofField = (field: ClaimField): ReadonlyArray<Claim> =>
    content[field].flatMap((claim, index): ReadonlyArray<Claim> => {
      const evidence = cited(offered, claim.evidence)
      const key = Verbatim.key(claim.text)
      const reason = said.has(key) ? "Repeated" : faultOf(claim.text, field, evidence, request)
      if (reason !== undefined) {
        drop(reason)
        return []
      }
      said.add(key)
      return [claimWith(claim, `${field}-${index + 1}`, evidence, request)]
    })
  const lists = {
    bio: ofField("bio"),
    goals: ofField("goals"),
    painPoints: ofField("painPoints"),
    behaviours: ofField("behaviours"),
    motivations: ofField("motivations")
  }
  const quotes = content.quotes.flatMap((quote, index): ReadonlyArray<Quote & Pick<Passage, "status">> => {
    const found = quoted(quote, `quotes-${index + 1}`, offered)
    if (found === undefined) drop("NotVerbatim")
    return found === undefined ? [] : [found]
  })
  const repaired = new Set(quotes.filter(({ status }) => status === "repaired").map(({ passage }) => passage))
  const title = titleOf(content.title, request, offered)
  const all = cited(offered, [
    ...(title === request.title ? request.titleCounts : []),
    ...claimsOf(lists).flatMap(({ evidence }) => evidence),
    ...quotes.map(({ passage }) => passage),
    ...request.facts.map(({ count }) => count)
  ])
  const shown = new Set(all.counts.map((count) => count.id))
  const persona: Persona = {
    id,
    name: request.name,
    title,
    segment: request.segment,
    anchor: request.anchor,
    facts: request.facts,
    sharedBy: request.sharedBy,
    ...lists,
    quotes: quotes.map(({ id: own, passage, text }) => ({ id: own, text, passage })),
    contrasts: request.contrasts.filter((contrast) => shown.has(contrast)),
    unknowns: request.unknowns,
    passages: all.passages.map((passage) => (repaired.has(passage.id) ? { ...passage, status: "repaired" } : passage)),
    counts: all.counts
  }
  return { persona, dropped }
}

/** How many claims and quotes were dropped. */
export const total = (dropped: Dropped): number => Object.values(dropped).reduce((sum, count) => sum + count, 0)

/** How many claims and quotes a persona has. */
export const kept = (persona: Persona): number => claimsOf(persona).length + persona.quotes.length

/** The share of what a draft said that the gate kept, 0 to 1. */
export const keptShare = ({ dropped, persona }: Checked): number => {
  const all = kept(persona) + total(dropped)
  return all === 0 ? 0 : kept(persona) / all
}

/** What was dropped by either, by reason. */
export const added = (a: Dropped, b: Dropped): Dropped => {
  const sum = new Map(Object.entries(a))
  for (const [reason, count] of Object.entries(b)) sum.set(reason, (sum.get(reason) ?? 0) + count)
  return Object.fromEntries(sum)
}

/** Whether a persona says anything that stands on evidence, beside the facts that code fills in. */
export const isGrounded = (persona: Persona): boolean => kept(persona) > 0

/** The answers of a count, or the ends of its range. */
const answersOf = ({ answers = [], range }: Count): ReadonlyArray<string> => [
  ...answers,
  ...[range?.min ?? [], range?.max ?? []].flat().map(String)
]

/** A count as claims are compared with it: made once, for all drafts of a segment cite the same ones. */
const ofCount = memoise((count: Count) => {
  const { answers = [], item, label, terms = [] } = count
  const given = [...answersOf(count), ...terms]
  const question = prepare(label)
  const others = [...(item === undefined ? [] : [item]), ...answers, ...terms].map(prepare)
  return { question, answer: prepare(answers.join(" ")), named: given.map(prepare), texts: [question, ...others] }
})

const ofPassage = memoise(({ question, text }: Passage) => {
  const words = prepare(text)
  return { words, texts: question === undefined ? [words] : [words, prepare(question)] }
})

/** What was said and counted, without the questions that were answered in own words. */
const wordsOf = ({ counts, passages }: Cited): ReadonlyArray<PreparedText> => [
  ...passages.map((passage) => ofPassage(passage).words),
  ...counts.flatMap((count) => ofCount(count).texts)
]

/** `At most 1` may be none. */
const reachesNone = ({ operator, range }: Count): boolean => operator === "range" && (range?.min ?? 0) <= 0

const textsOf = ({ counts, passages }: Cited): ReadonlyArray<PreparedText> => [
  ...passages.flatMap((passage) => ofPassage(passage).texts),
  ...counts.flatMap((count) => ofCount(count).texts)
]

const figuresOf = ({ counts }: Cited, texts: ReadonlyArray<PreparedText>): PreparedFigures =>
  prepareFigures({
    pairs: counts.flatMap((count): ReadonlyArray<Share> => [count.group, count.everyone, ...noneOf(count)]),
    texts: texts.map(({ text }) => text),
    numbers: counts.flatMap(({ range }) => [range?.min ?? [], range?.max ?? []].flat())
  })

/** Where all said `Never`, none did what was asked. */
const noneOf = (count: Count): ReadonlyArray<Share> => {
  const { group, operator } = count
  const isNone = operator === "is" && group.matched === group.of && isDenial(ofCount(count).answer)
  return isNone ? [{ matched: 0, of: group.of }] : []
}

const faultOf = (text: string, field: ClaimField, evidence: Cited, request: DraftRequest): DropReason | undefined => {
  const { counts, passages } = evidence
  if (counts.length + passages.length === 0) return "NoEvidence"
  if (isMisplaced(field, evidence, request)) return "Misplaced"
  // Somebody's own words need no further proof; of a stretch of them the word that denied it may be missing.
  if (passages.some((passage) => passage.text === text)) return undefined
  const claim = prepare(text)
  if (passages.some((passage) => contradicts(claim, ofPassage(passage).words))) return "Polarity"
  if (counts.some((count) => isOpposite(claim, count))) return "Polarity"
  if (!counts.some(reachesNone) && deniesUntold(claim, wordsOf(evidence))) return "Polarity"
  const texts = textsOf(evidence)
  if (unsupportedFigures(text, figuresOf(evidence, texts)).length > 0) return "Figure"
  if (unknownWords(claim, texts, namesOf(request)).length > 0) return "Invented"
  return isAbout(claim, texts) || counts.some((count) => statesCount(text, count.group, answersOf(count)))
    ? undefined
    : "Unrelated"
}

const isOpposite = (claim: PreparedText, count: Count): boolean => {
  const { answer, named, question } = ofCount(count)
  if (deniesAnswer(claim, question, named)) return true
  if (count.operator !== "is") return false
  return contradictsAnswer(claim, question, answer)
}

/** What may be named although it stands in no evidence: the invented name of the persona. */
const namesOf = memoise(({ name }: DraftRequest): ReadonlySet<string> => new Set(prepare(name).words))

/** Whether all that a claim cites was asked for another list. What was asked for none may stand in any. */
const isMisplaced = (field: ClaimField, { counts, passages }: Cited, { asks }: DraftRequest): boolean => {
  if (field === "bio") return false
  return [...counts, ...passages].every(({ id }) => asks[id] !== undefined && asks[id] !== field)
}

const claimWith = ({ id, text }: DraftClaim, fallback: string, evidence: Cited, request: DraftRequest): Claim => ({
  id: id ?? fallback,
  text,
  evidence: [...evidence.counts, ...evidence.passages].map((source) => source.id),
  support: supportOf(evidence, request)
})

const supportOf = ({ counts, passages }: Cited, { answered, segment }: DraftRequest): Support | null => {
  const people = new Set(passages.map(({ recordId }) => recordId))
  const written = passages.filter(({ field }) => answered[field] !== undefined)
  const respondents = new Set(written.map(({ recordId }) => recordId))
  const isSurvey = segment.interviews > 0 || Object.keys(answered).length > 0
  const interviews = isSurvey ? people.size - respondents.size : 0
  const counted = counts.find(({ operator }) => operator === "mentions") ?? counts[0]
  if (counted !== undefined && (passages.length === 0 || counted.operator === "mentions"))
    return {
      respondents: counted.group.matched,
      of: counted.group.of,
      interviews,
      kind: counted.operator === "mentions" ? "mentions" : "answered"
    }
  if (passages.length === 0) return null
  if (!isSurvey) return { respondents: people.size, of: segment.size, interviews: 0, kind: "cited" }
  const of = written.reduce((most, { field }) => Math.max(most, answered[field] ?? 0), 0)
  return { respondents: respondents.size, of, interviews, kind: "cited" }
}

/** A quote as it stands in the passage that it cites, or else in another that was offered; undefined where nobody said so. */
const quoted = (
  { id, passage, text }: DraftQuote,
  fallback: string,
  { passages }: Offered
): (Quote & Pick<Passage, "status">) | undefined => {
  const first = passages.get(passage)
  const others = [...passages.values()].filter((other) => other !== first)
  for (const source of first === undefined ? others : [first, ...others]) {
    const found = Verbatim.stretchOf(source.text, text)
    // Cut short of the word that denied it, it would say the opposite.
    if (found !== undefined && !contradicts(prepare(found), ofPassage(source).words))
      return {
        id: id ?? fallback,
        text: found,
        passage: source.id,
        status: found === text ? source.status : "repaired"
      }
  }
  return undefined
}

/** A draft's title where nothing in it is invented; else that of the segment. */
const titleOf = (title: string, request: DraftRequest, { passages }: Offered): string => {
  if (title === request.title) return title
  const everything = { counts: request.counts, passages: [...passages.values()] }
  const texts = [...textsOf(everything), prepare(request.title), prepare(request.segment.label)]
  const claim = prepare(title)
  const isSound =
    unsupportedFigures(title, figuresOf(everything, texts)).length === 0 &&
    unknownWords(claim, texts, namesOf(request)).length === 0 &&
    isAbout(claim, texts)
  return isSound ? title : request.title
}

/** All that a persona says, as a draft says it. */
export const contentOf = (persona: Persona): PersonaContent => {
  const drafted = (field: ClaimField) =>
    persona[field].map(({ evidence, id, text }): DraftClaim => ({ id, text, evidence }))
  const [bio, goals, painPoints, behaviours, motivations] = claimFields.map(drafted)
  return {
    title: persona.title,
    bio: bio ?? [],
    goals: goals ?? [],
    painPoints: painPoints ?? [],
    behaviours: behaviours ?? [],
    motivations: motivations ?? [],
    quotes: persona.quotes
  }
}
