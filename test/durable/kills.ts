/**
 * Begins a run again and again, each time killed at a random write, and looks at what came of it.
 */
import { assert } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Option } from "effect"
import type { HybridConfigInput } from "../../src/pipeline/HybridConfig.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import type { HybridResult } from "../../src/pipeline/HybridResult.ts"
import * as Seed from "../../src/domain/Seed.ts"
import * as Usage from "../../src/domain/Usage.ts"
import * as Usd from "../../src/domain/Usd.ts"
import type { RefineRequest } from "../../src/stages/Refiner.ts"
import type { RunEntry } from "../../src/stages/RunEntry.ts"
import * as RunStore from "../../src/stages/RunStore.ts"
import * as StageError from "../../src/stages/StageError.ts"
import * as T from "../pipeline/fixtures.ts"
import { killable, type Killable } from "./crashes.ts"

const config: HybridConfigInput = {
  count: 8,
  draftMultiplier: 2,
  qualityThreshold: 0.5,
  segments: { minSize: 1 },
  selection: { duplicateSimilarity: 1 },
  retry: { attempts: 3, baseDelayMillis: 0, maxDelayMillis: 0 }
}

/** What a refinement is billed, in nano-dollars: 1,000 tokens at $1 and 500 at $2 a million. */
const price = 2_000_000

/** A service that bills all that it is sent, whoever is still there to hear the answer. */
const service = (random: () => number, faults: boolean, written: ReadonlyArray<RunEntry>) => {
  const sent: Array<string> = []
  const again: Array<string> = []
  let billed = 0
  const turns = (most: number) => Effect.repeat(Effect.yieldNow, { times: Math.floor(random() * most) })
  const refine = (request: RefineRequest) =>
    Effect.gen(function* () {
      const { id } = request.persona
      sent.push(id)
      if (wasAnswered(written, "refine", request.origin.index)) again.push(id)
      const fault = faults ? random() : 1
      if (fault < 0.1) {
        return yield* Effect.fail(
          T.refineFailure(new StageError.Unavailable({ message: "busy", billing: StageError.notBilled }))
        )
      }
      billed += price
      yield* turns(12)
      if (fault < 0.2) {
        return yield* Effect.fail(
          T.refineFailure(new StageError.Unavailable({ message: "cut", billing: StageError.unknownBilling }))
        )
      }
      if (fault < 0.3) {
        const billing = StageError.billed(Usage.make(1000, 500))
        return yield* Effect.fail(T.refineFailure(new StageError.InvalidOutput({ message: "no JSON", billing })))
      }
      return { value: T.retitle(request), usage: Usage.make(1000, 500) }
    })
  return { refine, turns, sent, again, billed: () => billed }
}

/** Whether it is on the disk that a stage answered about a draft. */
const wasAnswered = (written: ReadonlyArray<RunEntry>, stage: string, draft: number): boolean =>
  written.some(
    (entry) =>
      entry._tag === "Settled" && entry.stage === stage && entry.draft === draft && entry.outcome._tag === "Answered"
  )

/** What stays the same however often a run was begun. */
const outcomeOf = ({ counts, outcome, personas }: HybridResult) => ({
  outcome,
  counts,
  personas: personas.map(({ evaluation, persona, provenance, refined }) => ({
    evaluation,
    persona,
    provenance,
    refined
  }))
})

/** Begins the run again and again over a store, each time killed at a random write, until it comes to its end. */
const throughKills = (
  disk: Killable,
  seed: number,
  over: HybridConfigInput,
  { faults = false, kills = 6 }: { readonly faults?: boolean; readonly kills?: number } = {}
) =>
  Effect.gen(function* () {
    const random = Seed.generator(seed)
    const remote = service(random, faults, disk.written)
    const drafts: Array<number> = []
    /** A process that is killed does nothing any more. */
    const living = (isDead: () => boolean) =>
      T.layer({
        drafts: T.drafter({
          draft: (request) =>
            Effect.andThen(remote.turns(6), () => {
              if (isDead()) return Effect.never
              drafts.push(request.index)
              if (wasAnswered(disk.written, "draft", request.index)) remote.again.push(`draft ${request.index}`)
              return Effect.succeed({ value: T.content(request), usage: Usage.make(600, 300) })
            })
        }),
        refiner: T.refiner({
          refine: (request) => Effect.suspend(() => (isDead() ? Effect.never : remote.refine(request)))
        })
      })
    let starts = 0
    for (;;) {
      const killedAfter = starts < kills ? 1 + Math.floor(random() * 25) : Infinity
      const moment = random() < 0.5 ? "before" : "after"
      const killed = yield* Deferred.make<void>()
      let writes = 0
      let isDead = false
      const store = disk.process((when) => {
        if (when === "before") writes++
        if (writes > killedAfter || (writes === killedAfter && when === moment)) {
          isDead = true
          Deferred.doneUnsafe(killed, Effect.void)
        }
        return isDead
      })
      starts++
      const fiber = yield* Effect.forkDetach(
        HybridPipeline.generate(T.opinions(8), { ...config, ...over }, { run: "run" }).pipe(
          Effect.provide(
            Layer.merge(
              living(() => isDead),
              Layer.succeed(RunStore.RunStore, store)
            )
          )
        )
      )
      const ended = yield* Effect.raceFirst(
        Effect.map(Fiber.join(fiber), Option.some),
        Effect.as(Deferred.await(killed), Option.none<HybridResult>())
      )
      if (Option.isSome(ended)) return { result: ended.value, starts, disk, remote, drafts }
    }
  })

/** What the run delivers when nobody kills it. */
export const undisturbed = Effect.suspend(() =>
  Effect.map(throughKills(killable(), 1, {}, { kills: 0 }), ({ result }) => result)
)

/** Asserts that a run through kills delivers what it would have delivered undisturbed; how often it was killed. */
export const assertSame = (disk: Killable, expected: HybridResult, seed: number) =>
  Effect.gen(function* () {
    const { drafts, remote, result, starts } = yield* throughKills(disk, seed, {})
    assert.deepStrictEqual(outcomeOf(result), outcomeOf(expected))
    assert.isAbove(starts, 1)
    // Only what was cut off is asked again: what is in flight at a kill, and drafts whose answers were not flushed yet.
    assert.isAtMost(remote.sent.length, 8 + 4 * (starts - 1))
    assert.isAtMost(drafts.length, 16 + 8 * (starts - 1))
    assert.isEmpty(remote.again)
    assert.strictEqual(disk.written.at(-1)?._tag, "Finished")
    return starts - 1
  })

/** Asserts that all starts of a run together pay for no more than its cap, under faults too; how often it was killed. */
export const assertCapped = (disk: Killable, seed: number) =>
  Effect.gen(function* () {
    const maxFrontierCost = 0.02
    const { remote, result, starts } = yield* throughKills(disk, seed, { maxFrontierCost }, { faults: true })
    assert.isEmpty(remote.again)
    assert.isAtMost(remote.billed(), Usd.fromDollars(maxFrontierCost))
    const { possiblyBilledUsd, totalUsd } = result.costReport
    assert.isAtMost(totalUsd + possiblyBilledUsd, maxFrontierCost)
    assert.isAtMost(remote.billed(), Usd.fromDollars(totalUsd + possiblyBilledUsd))
    return starts - 1
  })
