/**
 * Two runs side by side: which segments are the same people, and what came, went or changed its counts.
 */
import { Array as Arrays, Order } from "effect"
import type { Share } from "../domain/Evidence.ts"
import { claimFields, type Persona } from "../domain/Persona.ts"
import type { HybridResult } from "../pipeline/HybridResult.ts"
import { questionText } from "./html/ReportPersonas.ts"
import { answerText } from "./Wording.ts"

/** A segment of one of the runs. */
export interface ComparedSegment {
  readonly id: string
  /** The persona that stands for it; null where it has none. */
  readonly persona: string | null
  readonly title: string | null
  readonly size: number
  readonly of: number
}

/** A counted answer of a matched pair. */
export interface ComparedCount {
  readonly question: string
  readonly answer: string
  /** Null where the run does not count it for this persona. */
  readonly a: Share | null
  readonly b: Share | null
}

/** Two segments that are taken for the same, or one that has no other. */
export interface ComparedPair {
  readonly a: ComparedSegment | null
  readonly b: ComparedSegment | null
  /** 0 to 1: respondents, or facts and counted answers, in both of those in either; 0 where there is no pair. */
  readonly overlap: number
  /** Respondents in both; null where respondents were not compared. */
  readonly inBoth: number | null
  /** Counted answers whose share differs by at least ten points. */
  readonly changed: ReadonlyArray<ComparedCount>
  /** Counted answers of one run only. */
  readonly came: ReadonlyArray<ComparedCount>
  readonly went: ReadonlyArray<ComparedCount>
  /** Sentences of one run only, without those that say counts. */
  readonly saidNow: ReadonlyArray<string>
  readonly saidBefore: ReadonlyArray<string>
}

/** Two runs side by side. */
export interface RunComparison {
  readonly schemaVersion: 1
  readonly runs: { readonly a: ComparedRun; readonly b: ComparedRun }
  /** `respondents`: both runs are of the same people; `answers`: of others, so that facts and counts tell which are alike. */
  readonly matchedBy: "respondents" | "answers"
  readonly pairs: ReadonlyArray<ComparedPair>
}

/** One of the runs. */
export interface ComparedRun {
  readonly runId: string
  readonly name: string | null
  readonly respondents: number
  readonly personas: number
  readonly verdict: string | null
  readonly score: number | null
  readonly costUsd: number
}

/** From so large a difference of shares a count has changed. */
const clear = 0.1

/** So many of the respondents of the smaller study must be in the other, for both to be of the same people. */
const mostlyTheSame = 0.5

/** Segments that share less are not the same. */
const leastOverlap = 0.1

/**
 * Compares two runs.
 *
 * @example
 * ```ts
 * import type { HybridResult } from "effect-persona"
 * import { compareRuns } from "effect-persona/report"
 *
 * export const lost = (before: HybridResult.HybridResult, after: HybridResult.HybridResult) =>
 *   compareRuns(before, after).pairs.filter(({ b }) => b === null)
 * ```
 */
export const compareRuns = (a: HybridResult, b: HybridResult): RunComparison => {
  const [ofA, ofB] = [partsOf(a), partsOf(b)]
  const sharesPeople = arePeopleShared(a, b)
  const candidates = ofA.flatMap((one) =>
    ofB.map((other) => ({
      one,
      other,
      overlap: sharesPeople ? jaccard(one.members, other.members) : jaccard(one.says, other.says)
    }))
  )
  const pairs: Array<ComparedPair> = []
  const taken = new Set<Part>()
  const best = Arrays.sort(
    candidates,
    Order.mapInput(Order.Number, ({ overlap }: (typeof candidates)[number]) => -overlap)
  )
  for (const { one, other, overlap } of best) {
    if (overlap < leastOverlap || taken.has(one) || taken.has(other)) continue
    taken.add(one).add(other)
    pairs.push(pairOf(one, other, overlap, sharesPeople))
  }
  const alone = { overlap: 0, inBoth: null, changed: [], came: [], went: [], saidNow: [], saidBefore: [] }
  return {
    schemaVersion: 1,
    runs: { a: runOf(a), b: runOf(b) },
    matchedBy: sharesPeople ? "respondents" : "answers",
    pairs: [
      ...Arrays.sort(
        pairs,
        Order.mapInput(Order.Number, ({ a: one }: ComparedPair) => -(one?.size ?? 0))
      ),
      ...ofA.filter((one) => !taken.has(one)).map(({ segment }) => ({ ...alone, a: segment, b: null })),
      ...ofB.filter((one) => !taken.has(one)).map(({ segment }) => ({ ...alone, a: null, b: segment }))
    ]
  }
}

const runOf = ({
  costReport,
  grouping,
  personas,
  qualityMetrics,
  report,
  runId,
  study
}: HybridResult): ComparedRun => ({
  runId,
  name: report?.title ?? null,
  respondents: study.respondents,
  personas: personas.length,
  verdict: grouping?.verdict ?? null,
  score: qualityMetrics.meanAfter,
  costUsd: costReport.totalUsd
})

/** A segment with what it is compared by. */
interface Part {
  readonly segment: ComparedSegment
  readonly persona: Persona | null
  readonly members: ReadonlySet<string>
  readonly says: ReadonlySet<string>
}

const partsOf = ({ members = {}, personas, qualityMetrics }: HybridResult): ReadonlyArray<Part> =>
  qualityMetrics.segments.groups.map(({ id, of, size }) => {
    const persona = personas.find((one) => one.persona.segment.id === id)?.persona ?? null
    return {
      segment: { id, persona: persona?.name ?? null, title: persona?.title ?? null, size, of },
      persona,
      members: new Set(members[id]),
      says: new Set(
        persona === null
          ? []
          : [
              ...persona.facts.map(({ label, value }) => `${label}\n${value}`),
              ...countsOf(persona).map(({ key }) => key)
            ]
      )
    }
  })

const arePeopleShared = (a: HybridResult, b: HybridResult): boolean => {
  const [ofA, ofB] = [a, b].map(({ members = {} }) => new Set(Object.values(members).flat()))
  if (ofA === undefined || ofB === undefined || ofA.size === 0 || ofB.size === 0) return false
  // Rows of different files may have the same ids.
  const files = ({ run }: HybridResult) => new Set(run?.inputs.map(({ sha256 }) => sha256))
  const isSameFile = [...files(a)].some((hash) => files(b).has(hash))
  return isSameFile && common(ofA, ofB) / Math.min(ofA.size, ofB.size) >= mostlyTheSame
}

const common = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((one) => b.has(one)).length

const jaccard = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const both = common(a, b)
  const either = a.size + b.size - both
  return either === 0 ? 0 : both / either
}

const countsOf = ({ counts }: Persona) =>
  counts.map((count) => {
    const question = questionText(count.label, count.item)
    const answer = answerText(count)
    return { key: `${question}\n${answer}`, question, answer, group: count.group }
  })

const pairOf = (one: Part, other: Part, overlap: number, sharesPeople: boolean): ComparedPair => {
  const [ofA, ofB] = [one, other].map(
    ({ persona }) => new Map((persona === null ? [] : countsOf(persona)).map((count) => [count.key, count]))
  )
  const counts = [...new Set([...(ofA?.keys() ?? []), ...(ofB?.keys() ?? [])])].flatMap(
    (key): ReadonlyArray<ComparedCount> => {
      const [a, b] = [ofA?.get(key), ofB?.get(key)]
      const named = a ?? b
      return named === undefined
        ? []
        : [{ question: named.question, answer: named.answer, a: a?.group ?? null, b: b?.group ?? null }]
    }
  )
  const [saidA, saidB] = [sentencesOf(one), sentencesOf(other)]
  return {
    a: one.segment,
    b: other.segment,
    overlap,
    inBoth: sharesPeople ? common(one.members, other.members) : null,
    changed: counts.filter(({ a, b }) => a !== null && b !== null && Math.abs(shareOf(a) - shareOf(b)) >= clear),
    came: counts.filter(({ a }) => a === null),
    went: counts.filter(({ b }) => b === null),
    saidNow: [...saidB].filter((text) => !saidA.has(text)),
    saidBefore: [...saidA].filter((text) => !saidB.has(text))
  }
}

const shareOf = ({ matched, of }: Share): number => (of === 0 ? 0 : matched / of)

/** What a persona says besides counts, of which a change of a figure would be a new sentence. */
const sentencesOf = ({ persona }: Part): ReadonlySet<string> =>
  new Set(
    persona === null
      ? []
      : claimFields.flatMap((field) =>
          persona[field].filter(({ support }) => support?.kind === "cited").map(({ text }) => text)
        )
  )
