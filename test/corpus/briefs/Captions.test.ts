import { assert, describe, it } from "@effect/vitest"
import { CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"
import { Effect, Layer, Schema } from "effect"

const captionsOf = (people: ReadonlyArray<readonly [age: string, household: string]>) =>
  HybridPipeline.generate(
    ResearchData.fromRows(
      people.map(([age, household], i) => ({
        "What is your age?": age,
        "Which best describes your household?": household,
        "What gets in your way?": `I forget what is in the freezer and buy ${i} bags again.`
      })),
      { name: "survey" }
    ),
    { count: 1, qualityThreshold: 0 }
  ).pipe(
    Effect.map(({ captions = {} }) => captions),
    Effect.provide(Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer))
  )

const couple = "With a partner"
const alone = "Lives alone"

describe("the caption of a respondent", () => {
  it.effect(
    "says age and household where three share both, else the one that three share",
    Effect.fnUntraced(function* () {
      const captions = yield* captionsOf([
        ...Array.from({ length: 4 }, () => ["25-34", couple] as const),
        ...Array.from({ length: 3 }, () => ["45-54", couple] as const),
        ["45-54", alone],
        ["65+", alone],
        ["65+", "Shared flat"]
      ])
      const said = Object.values(captions)
      assert.isNotEmpty(said)
      assert.include(said, "25-34, with a partner")
      for (const caption of said) assert.notMatch(caption, /65\+|alone|flat/i)
    })
  )

  it.effect.prop(
    "is never shared by fewer than three",
    [
      Schema.Array(
        Schema.Tuple([Schema.Literals(["18-24", "25-34", "35-44", "65+"]), Schema.Literals([couple, alone])])
      )
    ],
    ([people]) =>
      Effect.gen(function* () {
        const all = [...people, ...Array.from({ length: 6 }, () => ["25-34", couple] as const)]
        const captions = yield* captionsOf(all)
        for (const caption of Object.values(captions)) {
          const parts = caption.toLowerCase().split(", ")
          const sharing = all.filter((own) => parts.every((part) => own.some((value) => value.toLowerCase() === part)))
          assert.isAtLeast(sharing.length, 3)
        }
      }),
    { arbitrary: { runs: 15 } }
  )

  it.effect(
    "tells no exact age",
    Effect.fnUntraced(function* () {
      const captions = yield* captionsOf(Array.from({ length: 12 }, (_, i) => [String(31 + (i % 9)), couple] as const))
      for (const caption of Object.values(captions)) assert.strictEqual(caption, "30 to 39, with a partner")
      assert.isNotEmpty(Object.values(captions))
    })
  )
})
