/** Records and stages for pipeline tests: stages that behave as the test says, with or without a price. */
import { type Duration, Effect, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as Price from "../../src/budget/Price.ts"
import { standard } from "../../src/criteria/Criteria.ts"
import * as Prices from "../../src/budget/Prices.ts"
import type { DraftRequest } from "../../src/domain/DraftRequest.ts"
import type { Evaluation } from "../../src/domain/Evaluation.ts"
import type { ModelInfo } from "../../src/domain/ModelInfo.ts"
import type { PersonaPatch } from "../../src/domain/Patch.ts"
import type { PersonaContent } from "../../src/domain/Persona.ts"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import * as Seed from "../../src/domain/Seed.ts"
import * as Usage from "../../src/domain/Usage.ts"
import { Anonymiser } from "../../src/stages/Anonymiser.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import { DraftGenerator, type DraftGeneratorShape } from "../../src/stages/DraftGenerator.ts"
import { Judge, type JudgeRequest, type JudgeShape } from "../../src/stages/Judge.ts"
import { type RefineRequest, Refiner, type RefinerShape } from "../../src/stages/Refiner.ts"
import { DraftGeneratorError, RefinerError, type StageReason } from "../../src/stages/StageError.ts"

/** A record as it was read. */
export type Raw = ResearchRecord

const towns = ["Leeds", "Cork", "Porto"]
const words =
  "market garden kettle ladder window bicycle harbour pencil candle orchard blanket compass lantern saddle thimble anchor basket chimney feather hammer".split(
    " "
  )

/** `n` people of three towns, each with an opinion of their own. */
export const people = (n: number): ReadonlyArray<ResearchRecord> =>
  Array.from({ length: n }, (_, i): ResearchRecord => {
    const random = Seed.generator(Seed.derive(7, i))
    const said = Array.from({ length: 12 }, () => words[Math.floor(random() * words.length)] ?? "word").join(" ")
    return {
      id: `people.csv#${i + 1}`,
      source: { file: "people.csv", place: `row ${i + 1}` },
      kind: "row",
      fields: [
        { name: "Town", text: towns[i % 3] ?? "Leeds" },
        { name: "Visits", text: String(1 + (i % 7)) },
        { name: "What do you want to get done?", text: `I want a ${said}` }
      ]
    }
  })

/** Lets a run prepare itself, which takes turns of the event loop, and then moves the clock on. */
export const adjust = (duration: Duration.Input) =>
  Effect.andThen(Effect.repeat(Effect.yieldNow, { times: 2000 }), TestClock.adjust(duration))

/** The people as a stream of records. */
export const records = (n: number) => Stream.fromIterable(people(n))

/** The people with nothing but their opinions: as many segments as there are of them are made in no time. */
export const opinions = (n: number) =>
  Stream.fromIterable(people(n).map((person) => ({ ...person, fields: person.fields.slice(2) })))

export const local = (model: string): ModelInfo => ({ provider: "test", model, location: "local" })
export const remote = (model: string): ModelInfo => ({ provider: "test", model, location: "remote" })

/** $1 per million input tokens and $2 per million output tokens for every remote test model. */
export const prices = Prices.layer(
  ["drafter", "judge", "refiner"].map((model) =>
    Price.make({ provider: "test", model, input: 1, output: 2, source: "made up for tests" })
  )
)

/** A persona that quotes one of its passages, another for each draft. */
export const content = ({ index, passages, title }: DraftRequest): PersonaContent => {
  const passage = passages[index % Math.max(1, passages.length)]
  const goals = passage === undefined ? [] : [{ text: passage.text, evidence: [passage.id] }]
  return {
    title,
    bio: [],
    goals,
    painPoints: [],
    behaviours: [],
    motivations: [],
    quotes: passage === undefined ? [] : [{ text: passage.text, passage: passage.id }]
  }
}

/** An evaluation with the same score on every criterion. */
export const scored = (overall: number, judge: ModelInfo = local("judge")): Evaluation => ({
  scores: Object.fromEntries(standard.map(({ name }) => [name, overall])),
  overall,
  method: "rules",
  remarks: [],
  checks: [],
  judge
})

/** A score from .5 to 1 that depends on the draft alone. */
export const scoreOf = ({ origin }: JudgeRequest): number => 0.5 + (Seed.derive(origin.index, "score") % 1000) / 2000

export const drafter = (over: Partial<DraftGeneratorShape> = {}): DraftGeneratorShape => ({
  model: local("drafter"),
  prompt: "test-draft@1",
  bound: () => Effect.succeed({ inputTokens: 1000, outputTokens: 1000 }),
  draft: (request) => Effect.succeed({ value: content(request), usage: Usage.make(600, 300) }),
  ...over
})

export const judge = (over: Partial<JudgeShape> = {}): JudgeShape => ({
  model: local("judge"),
  bound: () => Effect.succeed({ inputTokens: 1000, outputTokens: 100 }),
  evaluate: (request) => Effect.succeed({ value: scored(scoreOf(request)), usage: Usage.make(500, 50) }),
  ...over
})

/** Gives every persona a new title. */
export const retitle = ({ persona }: RefineRequest): PersonaPatch => ({ title: `${persona.title}, refined` })

export const refiner = (over: Partial<RefinerShape> = {}): RefinerShape => ({
  model: remote("refiner"),
  // The ceiling is $0.003 and the call costs $0.002.
  bound: () => Effect.succeed({ inputTokens: 1000, outputTokens: 1000 }),
  refine: (request) => Effect.succeed({ value: retitle(request), usage: Usage.make(1000, 500) }),
  ...over
})

export const draftFailure = (reason: StageReason) => new DraftGeneratorError({ reason })
export const refineFailure = (reason: StageReason) => new RefinerError({ reason })

/** All five services. */
export const layer = (
  stages: { drafts?: DraftGeneratorShape; judge?: JudgeShape; refiner?: RefinerShape } = {}
): Layer.Layer<Anonymiser | DraftGenerator | Judge | Refiner | CostMeter> =>
  Layer.mergeAll(
    Layer.succeed(Anonymiser, {
      anonymise: Effect.succeed,
      inspect: () => Effect.succeed([]),
      restore: Effect.succeed
    }),
    Layer.succeed(DraftGenerator, stages.drafts ?? drafter()),
    Layer.succeed(Judge, stages.judge ?? judge()),
    Layer.succeed(Refiner, stages.refiner ?? refiner()),
    Layer.provide(CostMeter.layer, prices)
  )
