import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Layer, Stream } from "effect"
import type { HybridConfigInput } from "../../src/pipeline/HybridConfig.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import * as Usage from "../../src/domain/Usage.ts"
import * as RunStore from "../../src/stages/RunStore.ts"
import { CallNotes } from "../../src/stages/CallNotes.ts"
import * as StageError from "../../src/stages/StageError.ts"
import * as T from "./fixtures.ts"

const config: HybridConfigInput = {
  count: 4,
  draftMultiplier: 1,
  qualityThreshold: 0.5,
  segments: { minSize: 1 },
  selection: { duplicateSimilarity: 1 },
  retry: { attempts: 2, baseDelayMillis: 0, maxDelayMillis: 0 },
  maxFrontierCost: 1
}

/** Counts calls, and may stop at one. */
const counting = () => {
  const counts = { drafts: 0, refined: 0 }
  const layer = T.layer({
    drafts: T.drafter({
      draft: (request) =>
        Effect.sync(() => {
          counts.drafts++
          return { value: T.content(request), usage: Usage.make(600, 300) }
        })
    }),
    judge: T.judge({ evaluate: () => Effect.succeed({ value: T.scored(0.8), usage: Usage.none }) }),
    refiner: T.refiner({
      refine: (request) =>
        Effect.sync(() => {
          counts.refined++
          return { value: T.retitle(request), usage: Usage.make(1000, 500) }
        })
    })
  })
  return { counts, layer }
}

const generate = (
  store: RunStore.RunStoreShape,
  over: HybridConfigInput = {},
  options: HybridPipeline.RunOptions = {}
) =>
  HybridPipeline.generate(T.opinions(4), { ...config, ...over }, { run: "larder", ...options }).pipe(
    Effect.provideService(RunStore.RunStore, store)
  )

describe("a run with a name", () => {
  it.live("is read back once it is finished, without a call and without its models being there", () =>
    Effect.gen(function* () {
      const store = RunStore.memory()
      const { counts, layer } = counting()
      const first = yield* Effect.provide(generate(store), layer)
      const before = { ...counts }
      const gone = T.layer({
        drafts: T.drafter({
          available: Effect.fail(
            T.draftFailure(new StageError.Unavailable({ message: "gone", billing: StageError.notBilled }))
          )
        })
      })
      const second = yield* Effect.provide(generate(store), gone)
      assert.deepStrictEqual(second, first)
      assert.deepStrictEqual(counts, before)
      const stored = HybridPipeline.stored("larder").pipe(Effect.provideService(RunStore.RunStore, store))
      assert.deepStrictEqual(yield* stored, first)
    })
  )

  it.live("is refused for other data once it is finished, and leaves the result as it is", () =>
    Effect.gen(function* () {
      const store = RunStore.memory()
      const { layer } = counting()
      yield* Effect.provide(generate(store), layer)
      const error = yield* HybridPipeline.generate(T.opinions(5), config, { run: "larder", fork: true }).pipe(
        Effect.provideService(RunStore.RunStore, store),
        Effect.provide(layer),
        Effect.flip
      )
      assert.match(error.message, /larder is there already and is another one: the data differ/)
      assert.strictEqual((yield* store.read("larder")).at(-1)?._tag, "Finished")
    })
  )

  it.live("goes on where it was stopped, and tells so", () =>
    Effect.gen(function* () {
      const store = RunStore.memory()
      const { counts, layer } = counting()
      const stop = yield* Deferred.make<void>()
      const stopping = HybridPipeline.stream(T.opinions(4), config, { run: "larder", stop: Deferred.await(stop) }).pipe(
        Stream.tap((event) => (event._tag === "DraftJudged" ? Deferred.succeed(stop, undefined) : Effect.void)),
        Stream.runDrain
      )
      yield* stopping.pipe(Effect.provideService(RunStore.RunStore, store), Effect.provide(layer))
      const events = yield* HybridPipeline.stream(T.opinions(4), config, { run: "larder" }).pipe(
        Stream.runCollect,
        Effect.provideService(RunStore.RunStore, store),
        Effect.provide(layer)
      )
      const resumed = events.find((event) => event._tag === "RunResumed")
      assert.isAbove(resumed?._tag === "RunResumed" ? resumed.calls : 0, 0)
      const last = events.at(-1)
      assert.strictEqual(last?._tag === "RunFinished" ? last.result.outcome : "", "Complete")
      assert.strictEqual(counts.drafts, 4)
    })
  )

  it.live("cannot be begun twice at once", () =>
    Effect.gen(function* () {
      const store = RunStore.memory()
      const { layer } = counting()
      const error = yield* Effect.scoped(
        Effect.andThen(store.open("larder"), Effect.flip(Effect.provide(generate(store), layer)))
      )
      assert.strictEqual(error._tag === "RunStoreError" ? error.reason._tag : error._tag, "RunTaken")
    })
  )

  it.live("makes no paid call while its journal cannot be written, says so, and loses no draft", () =>
    Effect.gen(function* () {
      const memory = RunStore.memory()
      const full = new RunStore.RunStoreError({
        reason: new RunStore.StoreUnavailable({ message: "The disk is full." })
      })
      const store: RunStore.RunStoreShape = {
        ...memory,
        open: (name) =>
          Effect.map(memory.open(name), (journal) => ({
            ...journal,
            append: (entries) =>
              entries.some(({ _tag }) => _tag === "Begun") ? journal.append(entries) : Effect.fail(full),
            replace: () => Effect.fail(full)
          }))
      }
      const { counts, layer } = counting()
      const result = yield* Effect.provide(generate(store), layer)
      assert.strictEqual(counts.refined, 0)
      assert.strictEqual(result.personas.length, 4)
      assert.strictEqual(result.costReport.totalUsd, 0)
      assert.include(
        result.warnings.map(({ code }) => code),
        "journal-unwritten"
      )
      // Once there is room, it goes on: it is not finished.
      const again = yield* Effect.provide(generate(memory), layer)
      assert.strictEqual(again.counts.refined, 4)
      assert.match(
        result.personas[0]?.reason ?? "",
        /The disk is full\. Until this call can be written down, it is not sent/
      )
    })
  )

  it.live("ends where nobody asks again for what was cut off, whose money counts as possibly billed", () =>
    Effect.gen(function* () {
      const store = RunStore.memory()
      const { layer } = counting()
      let isFirst = true
      const refiner = T.refiner({
        refine: (request) =>
          Effect.gen(function* () {
            const notes = yield* CallNotes
            if (isFirst) {
              yield* Effect.mapError(notes.write({ job: request.persona.id }), T.refineFailure)
              return yield* Effect.never
            }
            return { value: T.retitle(request), usage: Usage.make(1000, 500) }
          })
      })
      const stages = Layer.merge(layer, T.layer({ refiner }))
      const cap = { maxFrontierCost: 0.0065, concurrency: { refine: 1 } }
      yield* Effect.timeoutOption(Effect.provide(generate(store, cap), stages), 300)
      isFirst = false
      const result = yield* Effect.provide(generate(store, { ...cap, seed: 9 }, { fork: true }), stages)
      assert.strictEqual(result.counts.refined, 1)
      assert.closeTo(result.costReport.totalUsd, 0.002, 1e-9)
      assert.closeTo(result.costReport.possiblyBilledUsd, 0.003, 1e-9)
    })
  )

  it.live("writes nothing once it is left, so that it can be begun again at once", () =>
    Effect.gen(function* () {
      const memory = RunStore.memory()
      let isOpen = false
      let late = 0
      const store: RunStore.RunStoreShape = {
        ...memory,
        open: (name) =>
          Effect.gen(function* () {
            yield* Effect.acquireRelease(
              Effect.sync(() => {
                isOpen = true
              }),
              () =>
                Effect.sync(() => {
                  isOpen = false
                })
            )
            const journal = yield* memory.open(name)
            return {
              ...journal,
              append: (entries) =>
                Effect.andThen(Effect.sleep(40), () => {
                  if (!isOpen) late++
                  return journal.append(entries)
                })
            }
          })
      }
      const { layer } = counting()
      for (let times = 0; times < 5; times++) {
        yield* HybridPipeline.stream(T.opinions(4), config, { run: "larder" }).pipe(
          Stream.takeUntil((event) => event._tag === "DraftJudged"),
          Stream.runDrain,
          Effect.provideService(RunStore.RunStore, store),
          Effect.provide(layer)
        )
        yield* Effect.sleep(80)
      }
      assert.strictEqual(late, 0)
    })
  )

  it.live("gives a stage what it wrote of a call that was cut off, under the money that was set aside for it", () =>
    Effect.gen(function* () {
      const store = RunStore.memory()
      const seen: Array<ReadonlyArray<unknown>> = []
      let isFirst = true
      const { layer } = counting()
      const refiner = T.refiner({
        refine: (request) =>
          Effect.gen(function* () {
            const notes = yield* CallNotes
            seen.push(notes.earlier)
            if (isFirst) {
              yield* Effect.mapError(notes.write({ job: request.persona.id }), T.refineFailure)
              return yield* Effect.never
            }
            return { value: T.retitle(request), usage: Usage.make(1000, 500) }
          })
      })
      const stages = Layer.merge(layer, T.layer({ refiner }))
      // Room for four ceilings and no more: what was cut off must not be set aside twice.
      const tight = { maxFrontierCost: 0.0125 }
      const run = Effect.provide(generate(store, tight), stages)
      yield* Effect.timeoutOption(run, 300)
      isFirst = false
      const result = yield* run
      assert.isAbove(seen.filter((earlier) => earlier.length > 0).length, 0)
      assert.strictEqual(result.counts.refined, 4)
      assert.closeTo(result.costReport.totalUsd, 0.008, 1e-9)
      assert.strictEqual(result.costReport.possiblyBilledUsd, 0)
    })
  )
})
