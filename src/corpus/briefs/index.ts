/**
 * Briefs: for each segment what its persona may say, counted and quoted, before anything is drafted. All drafts of a segment share
 * its facts and counts; they differ in the passages that they see.
 */
import type { DraftRequest, SegmentBrief } from "../../domain/DraftRequest.ts"
import type { Verdict } from "../../domain/Grouping.ts"
import { type ClaimList, claimLists } from "../../domain/Persona.ts"
import { derive, generator } from "../../domain/Seed.ts"
import type { Count, Passage } from "../../domain/Evidence.ts"
import type { Corpus } from "../Corpus.ts"
import type { SegmentGroup } from "../Segments.ts"
import type { Sliced } from "../Sliced.ts"
import * as AnsweredCounts from "./AnsweredCounts.ts"
import * as AskedLists from "./AskedLists.ts"
import * as BriefFacts from "./BriefFacts.ts"
import * as BriefPassages from "./BriefPassages.ts"
import * as Counted from "./CountedAnswers.ts"
import * as MentionedWords from "./MentionedWords.ts"
import { nameOf } from "./PersonaNames.ts"
import * as Titles from "./Titles.ts"
import * as Unknowns from "./Unknowns.ts"

export { of as captions } from "./RespondentCaptions.ts"
export { of as study } from "./StudyShares.ts"

/** A brief with all passages of its segment. */
export interface Brief {
  readonly brief: SegmentBrief
  /** The most central first, beginning with those of the respondent who stands for the segment. */
  readonly passages: ReadonlyArray<Passage>
}

/** How briefs are made. */
export interface BriefOptions {
  /** How many respondents must share all facts that are shown. */
  readonly k: number
  /** What the grouping is worth; null where it was not tested. */
  readonly verdict: Verdict | null
  /** Whether the segments are the answers to a question that was chosen: those are their titles. */
  readonly areGiven?: boolean
}

/** The briefs of segments, in their order, in slices. Ids of counts and passages are unique among all of them. */
export function* make(
  corpus: Corpus,
  groups: ReadonlyArray<SegmentGroup>,
  { areGiven = false, k, verdict }: BriefOptions
): Sliced<ReadonlyArray<Brief>> {
  const counting = Counted.of(corpus)
  const isRespondent = new Set(counting.everyone)
  const respondents = groups.map(({ members }) => members.filter((member) => isRespondent.has(member)))
  const cells = corpus.columns.length * corpus.records.length
  const answered: Array<ReadonlyArray<AnsweredCounts.ColumnCount>> = []
  for (const [index, { segment }] of groups.entries()) {
    answered.push(AnsweredCounts.of(counting, segment, respondents[index] ?? []))
    yield (30 * cells) / groups.length
  }
  const titles = Titles.of(
    groups.map(({ members: [anchor = 0], segment }, index) => ({
      counts: areGiven ? [] : (answered[index] ?? []),
      anchorGave: ({ count, profile }) => Counted.decider(counting, profile.name, count)(anchor) === true,
      label: segment.label
    })),
    counting.shortLabels
  )
  const written: Array<readonly [profile: Corpus["columns"][number], answers: ReadonlyArray<string | undefined>]> = []
  for (const profile of corpus.columns)
    if (profile.kind === "text") {
      written.push([profile, MentionedWords.answersTo(corpus, profile)])
      yield 30 * corpus.records.length
    }
  const asked = new Set(corpus.columns.flatMap(({ role }) => AskedLists.ofRole(role) ?? []))
  const next = { count: 0, passage: 0 }
  const briefs: Array<Brief> = []
  for (const [index, { members, segment }] of groups.entries()) {
    const own = respondents[index] ?? []
    const asks: Record<string, ClaimList> = {}
    const numbered = (uncounted: Counted.Uncounted, list: ClaimList | undefined): Count => {
      const id = `c${++next.count}`
      if (list !== undefined) asks[id] = list
      return { id, ...uncounted }
    }
    const shared = BriefFacts.of(counting, segment.facts, own, k)
    const facts = shared.facts.map(({ count, ...fact }) => ({ fact, count: numbered(count, undefined) }))
    const ofFacts = new Map(facts.map(({ count }) => [AnsweredCounts.key({ count }), count]))
    const counts = (answered[index] ?? []).map(({ isContrast, profile, ...each }) => ({
      // A fact is one of the counts, not a second one of the same answer.
      count: ofFacts.get(AnsweredCounts.key(each)) ?? numbered(each.count, AskedLists.ofRole(profile.role)),
      isContrast
    }))
    const mentions = written.flatMap(([profile, answers]) => {
      const list = AskedLists.ofRole(profile.role)
      return list === undefined
        ? []
        : MentionedWords.of(counting, profile, answers, own).map((count) => numbered(count, list))
    })
    const inCounts = new Set(counts.map(({ count }) => count.id))
    const passages = BriefPassages.of(corpus, members).map(
      ({ asks: list, column: _column, isAnchors: _isAnchors, ...passage }): Passage => {
        const id = `p${++next.passage}`
        if (list !== undefined) asks[id] = list
        return { id, ...passage }
      }
    )
    const title = titles[index]
    const ofTitle = new Set(title?.counts.map(AnsweredCounts.key))
    const titleCounts = counts.flatMap(({ count }) => (ofTitle.has(AnsweredCounts.key({ count })) ? [count.id] : []))
    yield 2_000_000
    briefs.push({
      brief: {
        segment: {
          id: segment.id,
          label: segment.label,
          size: segment.size,
          of: segment.of,
          share: segment.share,
          interviews: segment.interviews
        },
        name: nameOf(index),
        title: title?.text ?? segment.label,
        titleCounts,
        anchor: segment.anchor,
        facts: facts.map(({ count, fact }) => ({ ...fact, count: count.id })),
        sharedBy: shared.sharedBy,
        counts: [
          ...counts.map(({ count }) => count),
          ...mentions,
          ...facts.filter(({ count }) => !inCounts.has(count.id)).map(({ count }) => count)
        ],
        contrasts: counts.filter(({ isContrast }) => isContrast).map(({ count }) => count.id),
        asks,
        answered: Object.fromEntries(
          written.map(([{ name }, answers]) => [name, own.filter((member) => answers[member] !== undefined).length])
        ),
        unknowns: Unknowns.of(corpus.columns, asked, new Set(Object.values(asks))),
        verdict
      },
      passages
    })
  }
  return briefs
}

/** How much a draft is shown. */
export interface SampleOptions {
  /** The most passages. */
  readonly maxPassages: number
  /** The most bytes (UTF-8) of their texts, so that a prompt fits the context of a model. */
  readonly maxBytes: number
  readonly seed: number
}

/** What the draft of a segment is made from: the best passages for its first, for others a seeded choice of them. */
export const request = (
  { brief, passages }: Brief,
  draft: { readonly index: number; readonly draftOfSegment: number },
  options: SampleOptions
): DraftRequest => {
  const { common, shown } = sampled(passages, brief, draft.draftOfSegment, options)
  const kept = within(shown, options.maxBytes)
  return {
    ...brief,
    index: draft.index,
    seed: derive(options.seed, "draft", draft.index),
    passages: kept,
    common: Math.min(common, kept.length)
  }
}

/**
 * The passages of a draft, and how many of them, the first, all drafts of the segment have: what is most central, in half of the room. A
 * model server reads those once. In the other half drafts differ.
 */
const sampled = (
  passages: ReadonlyArray<Passage>,
  { anchor, segment }: SegmentBrief,
  draft: number,
  { maxPassages, seed }: SampleOptions
): { readonly shown: ReadonlyArray<Passage>; readonly common: number } => {
  const byAnchor = [
    ...passages.filter(({ recordId }) => recordId === anchor),
    ...passages.filter(({ recordId }) => recordId !== anchor)
  ]
  const common = Math.min(passages.length, Math.ceil(maxPassages / 2))
  const random = generator(derive(seed, "passages", segment.id, draft))
  const spread = draft === 0 ? 0 : Math.max(passages.length, maxPassages)
  const others = byAnchor
    .slice(common)
    .map((passage, at) => ({ passage, at, order: at + spread * random() }))
    .toSorted((a, b) => a.order - b.order || a.at - b.at)
    .map(({ passage }) => passage)
  return { shown: [...byAnchor.slice(0, common), ...others].slice(0, maxPassages), common }
}

const encoder = new TextEncoder()

/** As many as fit, at least one. */
const within = (passages: ReadonlyArray<Passage>, maxBytes: number): ReadonlyArray<Passage> => {
  // A character takes three bytes at most: what fits so needs no counting.
  const most = passages.reduce((sum, { question = "", text }) => sum + 3 * (text.length + question.length), 0)
  if (most <= maxBytes) return passages
  let used = 0
  return passages.filter(({ question = "", text }, at) => {
    used += encoder.encode(text).length + encoder.encode(question).length
    return at === 0 || used <= maxBytes
  })
}

/** The lists that a request has something for. */
export const told = ({
  asks,
  counts,
  passages
}: Pick<DraftRequest, "asks" | "counts" | "passages">): ReadonlyArray<ClaimList> => {
  const lists = new Set([...counts, ...passages].flatMap(({ id }) => asks[id] ?? []))
  return claimLists.filter((list) => lists.has(list))
}
