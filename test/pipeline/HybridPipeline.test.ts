import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Ref, Result, Stream } from "effect"
import * as Usage from "../../src/domain/Usage.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import type { HybridResult } from "../../src/pipeline/HybridResult.ts"
import { Anonymiser, AnonymiserError } from "../../src/stages/Anonymiser.ts"
import { FallbackDraftGenerator } from "../../src/stages/DraftGenerator.ts"
import * as StageError from "../../src/stages/StageError.ts"
import * as T from "./fixtures.ts"

const withoutTiming = { retry: { baseDelayMillis: 0, maxDelayMillis: 0 } }
const run = (
  config: Parameters<typeof HybridPipeline.generate>[1],
  stages: Parameters<typeof T.layer>[0] = {},
  n = 60
) =>
  HybridPipeline.generate(T.records(n), {
    qualityThreshold: 0.5,
    segments: { minSize: 1 },
    ...withoutTiming,
    ...config
  }).pipe(Effect.provide(T.layer(stages)))
const quotesStand = (result: HybridResult, n: number) => {
  const people = T.people(n)
  for (const { persona } of result.personas) {
    for (const quote of persona.quotes) {
      const passage = persona.passages.find(({ id }) => id === quote.passage)
      const record = people.find(({ id }) => id === passage?.recordId)
      assert.isTrue(record?.fields.some(({ name, text }) => name === passage?.field && text.includes(quote.text)))
    }
  }
}
// What a stage written without types could return.
const parsed = (json: string): unknown => JSON.parse(json)
const notSent = { message: "busy", billing: StageError.notBilled }

describe("HybridPipeline.generate", () => {
  it.effect("delivers as many personas as were asked for, each with verified quotes", () =>
    Effect.gen(function* () {
      const result = yield* run({ count: 6 })
      assert.strictEqual(result.outcome, "Complete")
      assert.strictEqual(result.personas.length, 6)
      assert.strictEqual(result.counts.drafts, 12)
      quotesStand(result, 60)
      assert.strictEqual(result.qualityMetrics.evidence.kept, 1)
    })
  )

  it.effect("makes as many personas as stand well for the respondents where it is asked to", () =>
    Effect.gen(function* () {
      const { counts, qualityMetrics } = yield* run({ count: "auto", qualityThreshold: 0.5 })
      assert.isAtLeast(counts.requested, 3)
      assert.isAtMost(counts.requested, 12)
      assert.strictEqual(qualityMetrics.segments.groups.length, counts.requested)
      assert.isTrue(qualityMetrics.segments.groups.every(({ delivered }) => delivered === 1))
    })
  )

  it.effect("refuses more personas than there are segments of the minimum size, before any model is called", () =>
    Effect.gen(function* () {
      const uncalled = { drafts: T.drafter({ draft: () => Effect.die("called") }) }
      const error = yield* Effect.flip(run({ count: 4, segments: { minSize: 20 } }, uncalled))
      assert.strictEqual(error._tag === "CorpusError" && error.reason, "TooManySegments")
      assert.include(error.message, "at most 3 are possible. Lower count to 3, or lower segments.minSize (now 20).")
    })
  )

  it.effect("warns that interviews alone may tell who somebody is", () =>
    Effect.gen(function* () {
      const talks = T.people(6).map((person) => ({ ...person, kind: "interview" as const }))
      const { counts, warnings } = yield* HybridPipeline.generate(Stream.fromIterable(talks), {
        count: 6,
        qualityThreshold: 0.5
      }).pipe(Effect.provide(T.layer()))
      assert.strictEqual(counts.requested, 6)
      assert.include(
        warnings.map(({ code }) => code),
        "interviews-may-identify"
      )
    })
  )

  it.effect("counts too few respondents for a segment as interviews where there are interviews, and says so", () =>
    Effect.gen(function* () {
      const people = T.people(9).map((person, i) => ({
        ...person,
        kind: i < 3 ? ("row" as const) : ("interview" as const)
      }))
      const { counts, qualityMetrics, warnings } = yield* HybridPipeline.generate(Stream.fromIterable(people), {
        count: 9,
        qualityThreshold: 0
      }).pipe(Effect.provide(T.layer()))
      assert.strictEqual(counts.requested, 9)
      assert.isTrue(qualityMetrics.segments.groups.every(({ of, size }) => size === 1 && of === 9))
      const told = warnings.find(({ code }) => code === "few-respondents")
      assert.include(told?.message, "The table has 3 respondents, fewer than a segment needs (segments.minSize is 5)")
    })
  )

  it.effect("names interviews that fit no segment", () =>
    Effect.gen(function* () {
      const people = T.people(60)
      const alien = {
        ...people[0],
        id: "talk.txt#1",
        source: { file: "talk.txt", place: "line 1" },
        kind: "interview" as const,
        fields: [{ name: "turn-1", text: "Zzyzx qwrt.", speaker: "P" }]
      }
      const { qualityMetrics, warnings } = yield* HybridPipeline.generate(Stream.fromIterable([...people, alien]), {
        count: 3,
        qualityThreshold: 0
      }).pipe(Effect.provide(T.layer()))
      assert.isTrue(qualityMetrics.segments.groups.every(({ interviews }) => interviews === 0))
      assert.include(warnings.find(({ code }) => code === "interviews-left-out")?.message, "talk.txt#1")
    })
  )

  it.effect("gives the same result whatever the concurrency and the latencies", () =>
    Effect.gen(function* () {
      const slow = (concurrency: number) => {
        const wait = (salt: number, index: number) =>
          Effect.sleep(`${1 + ((index * 37 + salt * 11) % 17) * concurrency} millis`)
        return run(
          {
            count: 20,
            qualityThreshold: 0.7,
            concurrency: { draft: concurrency, judge: concurrency, refine: concurrency }
          },
          {
            drafts: T.drafter({
              draft: (request) =>
                Effect.as(wait(1, request.index), { value: T.content(request), usage: Usage.make(600, 300) })
            }),
            judge: T.judge({
              evaluate: (request) =>
                Effect.as(wait(2, request.origin.index), {
                  value: T.scored(T.scoreOf(request)),
                  usage: Usage.make(500, 50)
                })
            }),
            refiner: T.refiner({
              refine: (request) =>
                Effect.as(wait(3, request.origin.index), { value: T.retitle(request), usage: Usage.make(1000, 500) })
            })
          }
        )
      }
      const results: Array<string> = []
      for (const concurrency of [1, 3, 16]) {
        const fiber = yield* Effect.forkChild(slow(concurrency))
        yield* T.adjust("1 hour")
        results.push(JSON.stringify(yield* Fiber.join(fiber)))
      }
      assert.strictEqual(results[1], results[0])
      assert.strictEqual(results[2], results[0])
    })
  )

  it.effect("makes one persona of each segment, and everybody is in one", () =>
    Effect.gen(function* () {
      const { qualityMetrics } = yield* run({ count: 9, segments: { minSize: 5 } }, {}, 90)
      const { groups } = qualityMetrics.segments
      assert.deepStrictEqual(
        groups.map(({ delivered }) => delivered),
        Array.from({ length: 9 }, () => 1)
      )
      assert.strictEqual(
        groups.reduce((sum, { size }) => sum + size, 0),
        90
      )
      for (const { size } of groups) assert.isAtLeast(size, 5)
    })
  )

  it.effect("never spends above the cap, and returns what could not be refined as it was drafted", () =>
    Effect.gen(function* () {
      const result = yield* run({ count: 10, maxFrontierCost: 0.0065 })
      assert.strictEqual(result.personas.length, 10)
      assert.isAtMost(result.costReport.totalUsd, 0.0065)
      assert.strictEqual(result.counts.refined, 2)
      assert.isTrue(result.costReport.budgetExhausted)
      assert.strictEqual(
        result.personas.filter(({ refined, reason }) => !refined && reason?.includes("maxFrontierCost")).length,
        8
      )
      assert.include(
        result.warnings.map(({ code }) => code),
        "budget-exhausted"
      )
    })
  )

  it.effect.each([0, 0.002])("refines nothing and spends nothing with a cap of $%s, too small for one call", (cap) =>
    Effect.gen(function* () {
      const result = yield* run({ count: 4, maxFrontierCost: cap })
      assert.strictEqual(result.outcome, "Complete")
      assert.strictEqual(result.counts.refined, 0)
      assert.strictEqual(result.costReport.totalUsd, 0)
      assert.strictEqual(result.costReport.stages.refine.calls, 0)
    })
  )

  it.effect("books failed attempts that were billed, and those of unknown outcome at their ceiling", () =>
    Effect.gen(function* () {
      const attempts = yield* Ref.make(0)
      const result = yield* run(
        { count: 1 },
        {
          refiner: T.refiner({
            refine: (request) =>
              Effect.flatMap(
                Ref.updateAndGet(attempts, (n) => n + 1),
                (n) =>
                  n === 1
                    ? Effect.fail(
                        T.refineFailure(
                          new StageError.Truncated({
                            message: "cut",
                            billing: StageError.billed(Usage.make(1000, 1000))
                          })
                        )
                      )
                    : n === 2
                      ? Effect.fail(
                          T.refineFailure(
                            new StageError.Unavailable({ message: "cut off", billing: StageError.unknownBilling })
                          )
                        )
                      : Effect.succeed({ value: T.retitle(request), usage: Usage.make(1000, 500) })
              )
          })
        }
      )
      // $0.003 billed and $0.002 for the answer; $0.003 at the ceiling may have been billed besides.
      assert.strictEqual(result.costReport.totalUsd, 0.005)
      assert.strictEqual(result.costReport.possiblyBilledUsd, 0.003)
      assert.strictEqual(result.costReport.stages.refine.calls, 3)
      assert.strictEqual(result.costReport.stages.refine.failures, 2)
      assert.strictEqual(result.personas[0]?.costUsd, 0.005)
    })
  )

  it.effect("goes on when single drafts fail, and makes up for them", () =>
    Effect.gen(function* () {
      const result = yield* run(
        { count: 6, retry: { attempts: 1 } },
        {
          drafts: T.drafter({
            draft: (request) =>
              request.index % 2 === 0
                ? Effect.fail(T.draftFailure(new StageError.Refused(notSent)))
                : Effect.succeed({ value: T.content(request), usage: Usage.none })
          })
        }
      )
      assert.strictEqual(result.outcome, "Complete")
      assert.isAtLeast(result.counts.failed, 6)
    })
  )

  it.effect("tries again what may succeed, and not what will not", () =>
    Effect.gen(function* () {
      const calls = yield* Ref.make<ReadonlyArray<number>>([])
      const failing = (reason: StageError.StageReason) =>
        run(
          { count: 1, draftMultiplier: 1, maxDrafts: 1, retry: { attempts: 3 } },
          {
            drafts: T.drafter({
              draft: ({ index }) =>
                Effect.andThen(
                  Ref.update(calls, (all) => [...all, index]),
                  Effect.fail(T.draftFailure(reason))
                )
            })
          }
        )
      const fiber = yield* Effect.forkChild(failing(new StageError.Unavailable(notSent)))
      yield* T.adjust("1 minute")
      const busy = yield* Fiber.join(fiber)
      assert.strictEqual(busy.costReport.stages.draft.calls, 3)
      const refused = yield* failing(new StageError.Refused(notSent))
      assert.strictEqual(refused.costReport.stages.draft.calls, 1)
      assert.strictEqual((yield* Ref.get(calls)).length, 4)
    })
  )

  it.effect("waits as long as a provider asks, but never longer than allowed", () =>
    Effect.gen(function* () {
      const starts = yield* Ref.make<ReadonlyArray<number>>([])
      const fiber = yield* Effect.forkChild(
        run(
          {
            count: 1,
            draftMultiplier: 1,
            maxDrafts: 1,
            retry: { attempts: 3, baseDelayMillis: 10, maxDelayMillis: 5000 }
          },
          {
            drafts: T.drafter({
              draft: () =>
                Effect.gen(function* () {
                  const now = yield* Effect.clockWith((clock) => clock.currentTimeMillis)
                  const before = yield* Ref.getAndUpdate(starts, (all) => [...all, now])
                  const retryAfterMillis = before.length === 0 ? 2000 : 99_000
                  return yield* Effect.fail(
                    T.draftFailure(new StageError.RateLimited({ ...notSent, retryAfterMillis }))
                  )
                })
            })
          }
        )
      )
      yield* T.adjust("1 minute")
      yield* Fiber.join(fiber)
      const [first = 0, second = 0, third = 0] = yield* Ref.get(starts)
      assert.deepStrictEqual([second - first, third - second], [2000, 5000])
    })
  )

  it.effect("gives up on a stage that hangs at its deadline and books its ceiling", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(
        run(
          { count: 2, retry: { attempts: 1 }, deadlineSeconds: { refine: 30 } },
          { refiner: T.refiner({ refine: () => Effect.never }) }
        )
      )
      yield* T.adjust("31 seconds")
      const result = yield* Fiber.join(fiber)
      assert.strictEqual(result.costReport.totalUsd, 0)
      assert.strictEqual(result.costReport.possiblyBilledUsd, 0.006)
      assert.strictEqual(result.counts.refined, 0)
      assert.include(result.personas[0]?.reason, "within 30 s")
    })
  )

  it.effect("takes a stage that dies for a failed call, and never tells what it was working on", () =>
    Effect.gen(function* () {
      const result = yield* run(
        { count: 2, maxDrafts: 4 },
        { drafts: T.drafter({ draft: () => Effect.die(new TypeError("secret research text")) }) }
      )
      assert.strictEqual(result.outcome, "Shortfall")
      assert.strictEqual(result.counts.failed, 4)
      assert.notInclude(JSON.stringify(result), "secret research text")
    })
  )

  it.effect("takes nonsense from a stage for a failed call", () =>
    Effect.gen(function* () {
      const nonsense = parsed('{"value":{"name":7},"usage":{"inputTokens":-3}}')
      const drafts = yield* run(
        { count: 1, maxDrafts: 2 },
        { drafts: Object.assign(T.drafter(), { draft: () => Effect.succeed(nonsense) }) }
      )
      assert.strictEqual(drafts.counts.failed, 2)
      const usage = Usage.make(10, 10)
      const wrong = parsed('{"overall":7}')
      const judged = yield* run(
        { count: 1, maxDrafts: 2 },
        { judge: Object.assign(T.judge(), { evaluate: () => Effect.succeed({ value: wrong, usage }) }) }
      )
      assert.strictEqual(judged.counts.failed, 2)
    })
  )

  it.effect("drops a draft of which nothing stands in the source", () =>
    Effect.gen(function* () {
      const result = yield* run(
        { count: 2, maxDrafts: 4 },
        {
          drafts: T.drafter({
            draft: (request) => {
              const value = T.content(request)
              const invented = "something that nobody in this data has ever said to anyone"
              return Effect.succeed({
                value: {
                  ...value,
                  goals: value.goals.map((claim) => ({ ...claim, text: invented })),
                  quotes: value.quotes.map((quote) => ({ ...quote, text: invented }))
                },
                usage: Usage.none
              })
            }
          })
        }
      )
      assert.strictEqual(result.counts.ungrounded, 4)
      assert.strictEqual(result.personas.length, 0)
      assert.strictEqual(result.costReport.stages.judge.calls, 0)
    })
  )

  it.effect("removes quotes that a refinement invents", () =>
    Effect.gen(function* () {
      const result = yield* run(
        { count: 3 },
        {
          refiner: T.refiner({
            refine: ({ persona }) =>
              Effect.succeed({
                value: {
                  addQuotes: persona.passages.map(({ id }) => ({
                    text: "a quote made up by the frontier model",
                    passage: id
                  }))
                },
                usage: Usage.make(10, 10)
              })
          })
        }
      )
      quotesStand(result, 60)
      assert.include(
        result.warnings.find(({ code }) => code === "claims-dropped")?.message,
        "quotes that nobody said: 3"
      )
    })
  )

  it.effect("keeps the draft where the refined version is judged lower", () =>
    Effect.gen(function* () {
      const result = yield* run(
        { count: 3 },
        {
          judge: T.judge({
            evaluate: ({ persona }) =>
              Effect.succeed({
                value: T.scored(persona.title.includes("refined") ? 0.6 : 0.9),
                usage: Usage.none
              })
          })
        }
      )
      assert.strictEqual(result.counts.refined, 0)
      assert.isTrue(
        result.personas.every(({ persona, reason }) => !persona.title.includes("refined") && reason !== undefined)
      )
      assert.strictEqual(result.costReport.stages.refine.calls, 3)
    })
  )

  it.effect("says by how many it falls short when nobody passes, after trying up to maxDrafts", () =>
    Effect.gen(function* () {
      const result = yield* run({ count: 3, qualityThreshold: 1, maxDrafts: 17 })
      assert.strictEqual(result.outcome, "Shortfall")
      assert.strictEqual(result.counts.drafts, 17)
      assert.include(result.warnings.find(({ code }) => code === "shortfall")?.message, "0 of 3")
    })
  )

  it.effect("delivers one persona from one record", () =>
    Effect.gen(function* () {
      const one = yield* run({ count: 1 }, {}, 1)
      assert.strictEqual(one.outcome, "Complete")
    })
  )

  it.effect("warns of personas that read alike, and leaves no segment out for it", () =>
    Effect.gen(function* () {
      const result = yield* run({ count: 3, maxDrafts: 12, selection: { duplicateSimilarity: 0.01 } })
      assert.strictEqual(result.outcome, "Complete")
      const { message = "" } = result.warnings.find(({ code }) => code === "personas-alike") ?? {}
      for (const segment of ["s1", "s2", "s3"]) assert.include(message, `(${segment})`)
      const others = yield* run({ count: 3 })
      assert.notInclude(
        others.warnings.map(({ code }) => code),
        "personas-alike"
      )
    })
  )

  it.effect("calls nothing remote when useFrontier is false", () =>
    Effect.gen(function* () {
      const result = yield* run({ count: 3, useFrontier: false })
      assert.strictEqual(result.mode, "local-only")
      assert.strictEqual(result.costReport.stages.refine.calls, 0)
      const refused = yield* Effect.flip(run({ useFrontier: false }, { judge: T.judge({ model: T.remote("judge") }) }))
      assert.strictEqual(refused._tag === "PipelineError" && refused.reason._tag, "RemoteStageRefused")
    })
  )

  it.effect("refuses a remote model without a price before the first call", () =>
    Effect.gen(function* () {
      const called = yield* Ref.make(0)
      const error = yield* Effect.flip(
        run(
          {},
          {
            drafts: T.drafter({
              draft: () =>
                Effect.andThen(
                  Ref.update(called, (n) => n + 1),
                  Effect.never
                )
            }),
            refiner: T.refiner({ model: T.remote("unheard-of") })
          }
        )
      )
      assert.strictEqual(error._tag, "UnknownPrice")
      assert.strictEqual(yield* Ref.get(called), 0)
    })
  )

  it.effect("refuses raw data to a remote model unless that is said twice", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(run({ anonymiseInput: false }))
      assert.strictEqual(error._tag === "PipelineError" && error.reason._tag, "RawEgressRefused")
      const said = yield* run({ anonymiseInput: false, allowRawEgress: true })
      assert.include(
        said.warnings.map(({ code }) => code),
        "input-not-anonymised"
      )
    })
  )

  it.effect("drafts on the frontier, with a warning and under the same cap, when the local model is away", () =>
    Effect.gen(function* () {
      const away = T.drafter({
        available: Effect.fail(
          T.draftFailure(new StageError.Unavailable({ ...notSent, message: "Ollama is not running." }))
        )
      })
      const frontier = Layer.succeed(FallbackDraftGenerator, T.drafter({ model: T.remote("drafter") }))
      const config = { count: 4, maxFrontierCost: 0.005, qualityThreshold: 0.5 }
      const result = yield* HybridPipeline.generate(T.records(30), config).pipe(
        Effect.provide(Layer.merge(T.layer({ drafts: away }), frontier))
      )
      assert.strictEqual(result.mode, "frontier-only")
      assert.include(
        result.warnings.map(({ code }) => code),
        "local-model-unavailable"
      )
      // A draft costs $0.0012 with a ceiling of $0.003: two fit.
      assert.strictEqual(result.costReport.totalUsd, 0.0024)
      assert.strictEqual(result.outcome, "Shortfall")
      const error = yield* Effect.flip(
        HybridPipeline.generate(T.records(30), { useFrontier: false }).pipe(Effect.provide(T.layer({ drafts: away })))
      )
      assert.strictEqual(error._tag === "PipelineError" && error.reason._tag, "LocalProviderUnavailable")
      assert.include(error.message, "Ollama is not running.")
    })
  )

  it.effect("fails with the record's id when the anonymiser fails or dies, and calls no model", () =>
    Effect.gen(function* () {
      const with_ = (anonymise: (record: T.Raw) => Effect.Effect<T.Raw, AnonymiserError>) =>
        HybridPipeline.generate(T.records(5)).pipe(
          Effect.provide(
            Layer.merge(
              T.layer(),
              Layer.succeed(Anonymiser, { anonymise, inspect: () => Effect.succeed([]), restore: Effect.succeed })
            )
          ),
          Effect.flip
        )
      const failed = yield* with_(({ id }) => Effect.fail(new AnonymiserError({ recordId: id, message: "no" })))
      assert.strictEqual(failed._tag === "AnonymiserError" && failed.recordId, "people.csv#1")
      const died = yield* with_(() => Effect.die("secret"))
      assert.strictEqual(died._tag, "AnonymiserError")
      assert.notInclude(died.message, "secret")
    })
  )

  it.effect("fails where the data holds no records", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(run({}, {}, 0)))._tag, "CorpusError")
    })
  )

  it.effect("stops when told to, keeps what is finished and books what was in flight", () =>
    Effect.gen(function* () {
      const stop = yield* Deferred.make<void>()
      const refined = yield* Ref.make(0)
      const fiber = yield* Effect.forkChild(
        HybridPipeline.generate(
          T.records(60),
          { count: 10, qualityThreshold: 0.5, concurrency: { refine: 1 } },
          { stop: Deferred.await(stop) }
        ).pipe(
          Effect.provide(
            T.layer({
              refiner: T.refiner({
                refine: (request) =>
                  Effect.flatMap(
                    Ref.updateAndGet(refined, (n) => n + 1),
                    (n) =>
                      n <= 3
                        ? Effect.succeed({ value: T.retitle(request), usage: Usage.make(1000, 500) })
                        : Effect.andThen(Deferred.succeed(stop, undefined), Effect.never)
                  )
              })
            })
          )
        )
      )
      const result = yield* Fiber.join(fiber)
      assert.strictEqual(result.outcome, "Interrupted")
      assert.strictEqual(result.counts.refined, 3)
      assert.strictEqual(result.personas.length, 10)
      // Three refinements at $0.002 and one in flight at its ceiling of $0.003.
      assert.strictEqual(result.costReport.totalUsd, 0.006)
      assert.strictEqual(result.costReport.possiblyBilledUsd, 0.003)
    })
  )
})

describe("HybridPipeline.stream", () => {
  it.effect("tells every draft's way and ends with the result", () =>
    Effect.gen(function* () {
      const events = yield* HybridPipeline.stream(T.records(60), { count: 5, qualityThreshold: 0.5 }).pipe(
        Stream.runCollect,
        Effect.provide(T.layer())
      )
      const of = (tag: string) => events.filter(({ _tag }) => _tag === tag).length
      assert.strictEqual(events[0]?._tag, "RunStarted")
      assert.strictEqual(events.at(-1)?._tag, "RunFinished")
      assert.deepStrictEqual(
        ["DraftFinished", "EvidenceChecked", "DraftJudged", "CandidateSelected", "PersonaFinished"].map(of),
        [10, 10, 10, 5, 5]
      )
    })
  )

  it.effect("refines the first candidates while later drafts are still being made", () =>
    Effect.gen(function* () {
      const order: Array<string> = []
      const fiber = yield* Effect.forkChild(
        HybridPipeline.stream(T.opinions(20), {
          count: 20,
          qualityThreshold: 0.5,
          segments: { minSize: 1 }
        }).pipe(
          Stream.runForEach(({ _tag }) => Effect.sync(() => order.push(_tag))),
          Effect.provide(
            T.layer({
              drafts: T.drafter({
                draft: (request) =>
                  Effect.as(Effect.sleep("40 millis"), { value: T.content(request), usage: Usage.none })
              })
            })
          )
        )
      )
      yield* T.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.isBelow(order.indexOf("RefinementFinished"), order.lastIndexOf("DraftFinished"))
    })
  )

  it.effect("interrupts everything and leaves no reservation when its consumer leaves", () =>
    Effect.gen(function* () {
      const started = yield* Deferred.make<void>()
      const ended = yield* Ref.make(false)
      const fiber = yield* Effect.forkChild(
        HybridPipeline.stream(T.records(60), { count: 3, qualityThreshold: 0.5 }).pipe(
          Stream.runDrain,
          Effect.provide(
            T.layer({
              refiner: T.refiner({
                refine: () =>
                  Effect.andThen(Deferred.succeed(started, undefined), Effect.never).pipe(
                    Effect.onInterrupt(() => Ref.set(ended, true))
                  )
              })
            })
          )
        )
      )
      yield* Deferred.await(started)
      yield* Fiber.interrupt(fiber)
      assert.isTrue(yield* Ref.get(ended))
    })
  )
})

describe("HybridPipeline.estimate", () => {
  it.effect("prices a run without calling a model", () =>
    Effect.gen(function* () {
      const never = Effect.die("called")
      const estimated = yield* HybridPipeline.estimate(T.records(60), { count: 10 }).pipe(
        Effect.provide(
          T.layer({
            drafts: T.drafter({ draft: () => never }),
            judge: T.judge({ evaluate: () => never }),
            refiner: T.refiner({ refine: () => never })
          })
        )
      )
      assert.strictEqual(estimated.drafts, 20)
      assert.strictEqual(estimated.stages.draft.usd.ceiling, 0)
      // Ten refinements of 1000 in and 1000 out at $1 and $2 per million.
      assert.closeTo(estimated.totalUsd.expected, 0.03, 1e-9)
      assert.closeTo(estimated.totalUsd.ceiling, 0.09, 1e-9)
      assert.isBelow(estimated.totalUsd.low, estimated.totalUsd.expected)
    })
  )

  it.effect("never estimates above the cap, and refuses unpriced models", () =>
    Effect.gen(function* () {
      const capped = yield* HybridPipeline.estimate(T.records(60), { count: 10, maxFrontierCost: 0.01 }).pipe(
        Effect.provide(T.layer())
      )
      assert.strictEqual(capped.totalUsd.ceiling, 0.01)
      const unpriced = yield* HybridPipeline.estimate(T.records(60)).pipe(
        Effect.provide(T.layer({ refiner: T.refiner({ model: T.remote("unheard-of") }) })),
        Effect.result
      )
      assert.isTrue(Result.isFailure(unpriced))
    })
  )
})
