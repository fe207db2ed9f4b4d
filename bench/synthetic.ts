/** Stages that do nothing but take their time, so that what is measured is the pipeline and not a model. */
import { Effect, Layer, Stream } from "effect"
import {
  Anonymiser,
  CostMeter,
  Criteria,
  type DraftRequest,
  DraftGenerator,
  Judge,
  type Persona,
  Refiner,
  type ResearchRecord,
  Usage
} from "effect-persona"

/** How long each stage takes, in milliseconds. */
export interface Latency {
  readonly draft: number
  readonly judge: number
  readonly refine: number
}

export const record = (i: number): ResearchRecord.ResearchRecord => ({
  id: `r${i}`,
  source: { file: "synthetic", place: `row ${i}` },
  kind: "row",
  fields: [{ name: "Answer", text: `answer number ${i} of them all` }]
})

/** So many records, of which each can be a segment. */
export const records = (count: number) => Stream.fromIterable(Array.from({ length: count }, (_, i) => record(i)))

/** Scores that rise and fall without a pattern, all above the threshold. */
export const score = (index: number): number => 0.5 + ((index * 7919) % 1000) / 2000

export const persona = ({ passages, title }: Pick<DraftRequest, "passages" | "title">): Persona.PersonaContent => ({
  title,
  bio: passages.slice(0, 1).map(({ id, text }) => ({ text, evidence: [id] })),
  goals: [],
  painPoints: [],
  behaviours: [],
  motivations: [],
  quotes: []
})

/** What a draft of a run elsewhere is made from. */
export const nobody = (index: number) => ({ title: `Draft ${index}`, passages: [] })

const model = (name: string) => ({ provider: "synthetic", model: name, location: "local" as const })
const unbilled = () => Effect.succeed(Usage.unbilled)
const names = Criteria.standard.map(({ name }) => name)
const scores = (overall: number) => {
  const all: Record<string, number> = {}
  for (const name of names) all[name] = overall
  return all
}

/** Evaluation of a draft. */
export const evaluation = (index: number) => ({
  scores: scores(score(index)),
  overall: score(index),
  method: "rules" as const,
  remarks: [],
  checks: [],
  judge: model("judge")
})

const after = <A>(millis: number, value: A) =>
  millis === 0 ? Effect.succeed(value) : Effect.as(Effect.sleep(millis), value)

/** All five services. */
export const stages = (latency: Latency) =>
  Layer.mergeAll(
    Layer.succeed(Anonymiser, {
      anonymise: Effect.succeed,
      inspect: () => Effect.succeed([]),
      restore: Effect.succeed
    }),
    Layer.succeed(DraftGenerator, {
      model: model("drafter"),
      prompt: "synthetic@1",
      bound: unbilled,
      draft: (request) => after(latency.draft, { value: persona(request), usage: Usage.none })
    }),
    Layer.succeed(Judge, {
      model: model("judge"),
      bound: unbilled,
      evaluate: ({ origin }) => after(latency.judge, { value: evaluation(origin.index), usage: Usage.none })
    }),
    Layer.succeed(Refiner, {
      model: model("refiner"),
      bound: unbilled,
      refine: ({ persona }) =>
        after(latency.refine, { value: { title: `${persona.title}, refined` }, usage: Usage.none })
    }),
    CostMeter.layer
  )

/** The configuration of a run of so many drafts: no texts compared. */
export const config = (count: number, draftMultiplier: number) => ({
  count,
  draftMultiplier,
  qualityThreshold: 0.5,
  seed: 1,
  segments: { minSize: 1 },
  selection: { duplicateSimilarity: 1 }
})
