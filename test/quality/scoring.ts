/** Scores drafts end to end, by the evidence gate and the rules, and compares sound ones with mutated ones. */
import * as EvidenceGate from "../../src/corpus/EvidenceGate.ts"
import type { Dropped } from "../../src/domain/Draft.ts"
import { derive, generator } from "../../src/domain/Seed.ts"
import { evaluate } from "../../src/embedded/EmbeddedJudge.ts"
import type { Mutation } from "./mutations.ts"
import type { Sample, SampleSet } from "./personas.ts"

export interface Scored {
  readonly score: number
  readonly dropped: Dropped
}

/** The score of a draft after the gate; 0 where nothing of it stands on evidence. */
export const scored = ({ content, request }: Sample): Scored => {
  const { dropped, persona } = EvidenceGate.check(content, request, "persona-1")
  const score = EvidenceGate.isGrounded(persona) ? evaluate({ persona, origin: request, dropped }).overall : 0
  return { score, dropped }
}

/** The mutated drafts of sets, each mutated `draws` times in another place. */
export const mutated = (
  sets: ReadonlyArray<SampleSet>,
  name: string,
  mutation: Mutation,
  draws = 1
): ReadonlyArray<Sample> =>
  sets.flatMap((set, of) =>
    set.flatMap((sample, index) => {
      const others = set.filter(({ request }) => request.segment.id !== sample.request.segment.id)
      return Array.from({ length: draws }, (_, draw) =>
        mutation(sample, others, generator(derive(1, name, of, index, draw)))
      ).flatMap((content) => (content === undefined ? [] : [{ request: sample.request, content }]))
    })
  )

/** The middle one. */
export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN
  return (low + high) / 2
}

/** The chance that a random one of `better` is above a random one of `worse`; ties count half. */
export const areaUnderCurve = (better: ReadonlyArray<number>, worse: ReadonlyArray<number>): number => {
  let sum = 0
  for (const a of better) for (const b of worse) sum += a > b ? 1 : a === b ? 0.5 : 0
  return sum / (better.length * worse.length)
}

/** How mutated drafts score beside sound ones. */
export interface Comparison {
  readonly drafts: number
  readonly clean: number
  readonly mutated: number
  /** Shares that reach the threshold that a run has unless another is set. */
  readonly passing: { readonly clean: number; readonly mutated: number }
  readonly auc: number
}

const threshold = 0.75

const passing = (scores: ReadonlyArray<number>): number =>
  scores.filter((score) => score >= threshold).length / scores.length

const compare = (clean: ReadonlyArray<number>, worse: ReadonlyArray<number>): Comparison => ({
  drafts: worse.length,
  clean: median(clean),
  mutated: median(worse),
  passing: { clean: passing(clean), mutated: passing(worse) },
  auc: areaUnderCurve(clean, worse)
})

/** How the drafts of sets score beside the same with each of these defects; a defect that none of them can have is left out. */
export const measured = (
  sets: ReadonlyArray<SampleSet>,
  mutations: Readonly<Record<string, Mutation>>,
  draws = 1
): ReadonlyMap<string, Comparison> => {
  const clean = sets.flat().map((sample) => scored(sample).score)
  return new Map(
    Object.entries(mutations)
      .map(([name, mutation]) => {
        const worse = mutated(sets, name, mutation, draws).map((sample) => scored(sample).score)
        return [name, compare(clean, worse)] as const
      })
      .filter(([, { drafts }]) => drafts > 0)
  )
}
