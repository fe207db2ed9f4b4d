import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as Embedded from "../../src/embedded/index.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import * as LocalAnonymiser from "../../src/privacy/LocalAnonymiser.ts"
import * as ResearchData from "../../src/sources/ResearchData.ts"
import { Anonymiser } from "../../src/stages/Anonymiser.ts"
import * as AnonymiserSession from "../../src/stages/AnonymiserSession.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"

const stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)

const rows = (say: (i: number) => string) =>
  ResearchData.fromRows(
    Array.from({ length: 8 }, (_, i) => ({
      Age: i % 2 === 0 ? "18-24" : "35-44",
      "What do you want to get done?": say(i)
    })),
    { name: "request" }
  )

/** Somebody whose name is an everyday word to the other customer. */
const first = rows((i) => `My colleague Brunhilde Quixley wants me to plan meals for the whole office by Monday ${i}.`)
const second = rows((i) => `I want the list in the quixley app to be shared with everyone in my house by week ${i}.`)

const run = (records: typeof first) => HybridPipeline.generate(records, { count: 1, qualityThreshold: 0 })

describe("runs that share one layer", () => {
  it.effect("see nothing of each other, one after the other and at once", () =>
    Effect.gen(function* () {
      const alone = yield* run(second).pipe(Effect.provide(Layer.fresh(stages)))
      const [before, between, after] = yield* Effect.all([run(first), run(second), run(second)])
      const [beside] = yield* Effect.all([run(second), run(first)], { concurrency: 2 })
      assert.isAbove(before.privacy.replaced["PERSON"] ?? 0, 0)
      for (const result of [between, after, beside]) assert.deepStrictEqual(result, alone)
    }).pipe(Effect.provide(stages))
  )

  it.effect("number people by the order of their own data alone", () =>
    Effect.gen(function* () {
      const once = yield* run(first)
      yield* run(rows((i) => `My boss Casimir Tarrant and Ottoline Frobisher ask me for number ${i}.`))
      assert.deepStrictEqual(yield* run(first), once)
    }).pipe(Effect.provide(stages))
  )

  it.effect("restore within a session of their own, and nowhere else", () =>
    Effect.gen(function* () {
      const anonymiser = yield* Anonymiser
      const inside = yield* AnonymiserSession.share(Effect.andThen(run(first), anonymiser.restore("[PERSON_1]")))
      assert.strictEqual(inside, "Brunhilde Quixley")
      assert.strictEqual(yield* anonymiser.restore("[PERSON_1]"), "[PERSON_1]")
      yield* run(first)
      assert.strictEqual(yield* anonymiser.restore("[PERSON_1]"), "[PERSON_1]")
    }).pipe(Effect.provide(stages))
  )
})
