import { assert, describe, it } from "@effect/vitest"
import { Anonymiser, CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { html, prepareReport, SharedResult } from "effect-persona/report"
import { ResearchData } from "effect-persona/sources"
import { Effect, Layer } from "effect"
import { resultWith } from "./support.ts"

type Result = ReturnType<typeof resultWith>

const prepared = (result: Result) => Effect.runSync(prepareReport(result))
const shared = (result: Result) => SharedResult.of(prepared(result))

/** The result with the first persona changed. */
const withFirst = (result: Result, change: (persona: Result["personas"][number]["persona"]) => object): Result => ({
  ...result,
  personas: result.personas.map((one, at) =>
    at === 0 ? { ...one, persona: { ...one.persona, ...change(one.persona) } } : one
  )
})

const words = ["asthma", "lupus", "epilepsy"]

/** Twelve people, of whom one speaks of lupus, two of epilepsy and three of asthma; all are asked about their day. */
const rows = Array.from({ length: 12 }, (_, i) => ({
  Age: i % 2 === 0 ? "25-34" : "45-54",
  "What gets in your way?":
    i === 0
      ? "My lupus flares when I cook, so I forget what is in the freezer."
      : i < 3
        ? `Since my epilepsy I forget what is in the freezer, bag ${i}.`
        : i < 6
          ? `My asthma gets in the way of the freezer and its ${i} bags.`
          : `I forget what is in the freezer and buy ${i} bags of peas again.`
}))

const run = (health: ReadonlyArray<string> = [], Replaces = LocalAnonymiser.layer({ health })) =>
  HybridPipeline.generate(ResearchData.fromRows(rows, { name: "survey" }), { count: 2, qualityThreshold: 0 }).pipe(
    Effect.provide(Layer.mergeAll(Embedded.layer, Replaces, CostMeter.layer))
  )

describe("what a shared result shows", () => {
  it.effect(
    "are words of health that three respondents use, and no others, in any of its bytes",
    Effect.fnUntraced(function* () {
      const result = yield* run()
      const own = JSON.stringify(result.personas)
      for (const word of words) assert.include(own, word)
      for (const text of [JSON.stringify(SharedResult.of(prepared(result))), yield* html.render(result)]) {
        assert.include(text, "asthma")
        assert.notInclude(text, "lupus")
        assert.notInclude(text, "epilepsy")
        assert.include(text, "Since my [health detail] I forget")
      }
    })
  )

  it.effect(
    "hides words that the researcher adds",
    Effect.fnUntraced(function* () {
      const text = JSON.stringify(SharedResult.of(prepared(yield* run(["peas"]))))
      assert.include(text, "peas")
      const rare = JSON.stringify(SharedResult.of(prepared(yield* run(["flare*"]))))
      assert.include(rare, "My [health detail] [health detail] when I cook")
    })
  )

  it.effect(
    "is counted from what the result shows where the anonymiser counts nothing",
    Effect.fnUntraced(function* () {
      const Passes = Layer.succeed(Anonymiser, {
        anonymise: Effect.succeed,
        inspect: () => Effect.succeed([]),
        restore: Effect.succeed
      })
      const text = JSON.stringify(SharedResult.of(prepared(yield* run([], Passes))))
      assert.notInclude(text, "lupus")
    })
  )

  it("is none of the ids, members and words that nobody cites", () => {
    const text = JSON.stringify(SharedResult.of(prepared({ ...resultWith({ personas: 3 }), failures: [] })))
    for (const secret of ["Jane-Doe-survey.csv#", "interviews/Jane Doe.txt", "what nobody cites", "larder-anchor"])
      assert.notInclude(text, secret)
  })

  it("is no answer to a question of health that fewer than three gave, nor what is said of it", () => {
    const result = withFirst(resultWith({ personas: 2 }), ({ counts }) => ({
      counts: counts.map((count, at) =>
        at === 0
          ? { ...count, label: "Do you live with epilepsy?", answers: ["Yes"], everyone: { matched: 1, of: 40 } }
          : count
      )
    }))
    const { persona } = shared(result).personas[0] ?? {}
    assert.deepStrictEqual(persona?.bio, [])
    assert.deepStrictEqual(persona?.facts, [])
    assert.notInclude(JSON.stringify(persona), "epilepsy")
    assert.lengthOf(shared(result).personas[1]?.persona.bio ?? [], 1)
  })

  it("is no facts of one respondent that fewer than three share", () => {
    const [few, enough] = [2, 3].map((sharedBy) => shared(withFirst(resultWith({ personas: 1 }), () => ({ sharedBy }))))
    assert.lengthOf(few?.personas[0]?.persona.facts ?? [0], 0)
    assert.lengthOf(enough?.personas[0]?.persona.facts ?? [], 1)
  })

  it("are captions by code, none beside somebody who speaks of health", () => {
    const base = resultWith({ personas: 1, text: (place) => (place === "passage" ? "My asthma, again" : place) })
    const ids = base.personas.flatMap(({ persona }) => persona.passages.map(({ recordId }) => recordId))
    const result = prepared({ ...base, captions: Object.fromEntries(ids.map((id, at) => [id, `Caption ${at}`])) })
    const { captions = {} } = SharedResult.of(result)
    assert.notInclude(Object.values(captions), "Caption 0")
    assert.include(Object.values(captions), "Caption 1")
    for (const code of Object.keys(captions)) assert.include(Object.values(result.report.codes), code)
  })

  it("is the same when it is asked again", () => {
    const once = shared(resultWith({ personas: 3 }))
    assert.deepStrictEqual(SharedResult.of(once), once)
  })
})
