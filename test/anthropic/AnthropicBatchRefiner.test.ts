import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Redacted, Schema } from "effect"
import * as AnthropicBatchRefiner from "../../src/anthropic/AnthropicBatchRefiner.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import * as T from "../pipeline/fixtures.ts"
import { projectRoot } from "../cli/command.ts"
import { type BatchServer, batchServer } from "./support/batchServer.ts"
import { refineInBatch } from "./support/refineInBatch.ts"
import { refined } from "./support/refined.ts"

const stages = (server: BatchServer) =>
  Layer.mergeAll(
    T.layer(),
    CostMeter.layer,
    AnthropicBatchRefiner.layer({
      apiKey: Redacted.make("sk-test"),
      baseUrl: server.url,
      quietSeconds: 0.3,
      pollSeconds: 0.05
    })
  )

const config = { count: 12, qualityThreshold: 0.5, segments: { minSize: 1 }, selection: { duplicateSimilarity: 1 } }

/** What the server billed: $2 and $10 per million tokens, at half the price, in dollars. */
const billedBy = (server: BatchServer) =>
  server.paid.reduce((sum, { inputTokens, outputTokens }) => sum + (inputTokens + 5 * outputTokens) / 1e6, 0)

describe("a run that refines in batches", () => {
  it.live("gathers its refinements, and costs half of what the list says", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => refined(params) })
      const { costReport, counts } = yield* Effect.provide(
        HybridPipeline.generate(T.records(12), { ...config, maxFrontierCost: 1 }),
        stages(server)
      )
      assert.strictEqual(counts.refined, 12)
      assert.isAtMost(server.batches().length, 2)
      assert.closeTo(costReport.totalUsd, billedBy(server), 1e-9)
      assert.closeTo(costReport.totalUsd, 12 * 0.0015, 1e-9)
    })
  )

  it.live("sends no more than its cap can pay for", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => refined(params) })
      const { costReport, counts } = yield* Effect.provide(
        HybridPipeline.generate(T.records(12), { ...config, maxFrontierCost: 0.08 }),
        stages(server)
      )
      assert.isAtMost(costReport.totalUsd, 0.08)
      assert.isAbove(counts.refined, 0)
      assert.strictEqual(counts.delivered, 12)
      assert.closeTo(costReport.totalUsd, billedBy(server), 1e-9)
    })
  )

  it.live("books what was finished where it is stopped, and cancels the rest", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => refined(params), millisEach: 400 })
      const stop = yield* Deferred.make<void>()
      const fiber = yield* Effect.forkChild(
        Effect.provide(
          HybridPipeline.generate(T.records(12), { ...config, maxFrontierCost: 1 }, { stop: Deferred.await(stop) }),
          stages(server)
        )
      )
      while (server.paid.length < 4) yield* Effect.sleep(20)
      yield* Deferred.succeed(stop, undefined)
      const { costReport, outcome } = yield* Fiber.join(fiber)
      assert.strictEqual(outcome, "Interrupted")
      assert.isTrue(server.batches().some(({ cancelled }) => cancelled))
      assert.isBelow(server.paid.length, 12)
      assert.closeTo(costReport.totalUsd, billedBy(server), 1e-9)
    })
  )
})

/** Runs a process that refines in a batch, and gives what it printed; `killAfter` ends it with SIGKILL where a moment is named. */
const inProcess = (url: string, directory: string, killAfter?: () => boolean) =>
  Effect.promise(
    () =>
      new Promise<string>((resolve) => {
        const child = spawn(process.execPath, ["--input-type=module", "--eval", refineInBatch, url, directory], {
          cwd: projectRoot
        })
        let out = ""
        child.stdout.on("data", (chunk) => (out += String(chunk)))
        child.stderr.on("data", (chunk) => (out += String(chunk)))
        const watch = setInterval(() => {
          if (killAfter?.() === true) child.kill("SIGKILL")
        }, 2)
        child.once("close", () => {
          clearInterval(watch)
          resolve(out)
        })
      })
  )

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "batches-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true }))
)

const Printed = Schema.fromJsonString(
  Schema.Struct({
    refine: Schema.Struct({ usd: Schema.Finite, possiblyBilledUsd: Schema.Finite }),
    refined: Schema.Int,
    delivered: Schema.Int
  })
)

describe("a process that is killed while its batch is worked on", () => {
  for (const [when, isTime] of [
    ["half-way", (server: BatchServer) => server.paid.length >= 3],
    ["before a single result", (server: BatchServer) => server.batches().length > 0],
    ["as its results are there", (server: BatchServer) => server.paid.length >= 6]
  ] as const) {
    it.live(`${when} goes on from its batch: nothing is paid for twice, and nothing more is held`, () =>
      Effect.gen(function* () {
        const server = yield* batchServer({ reply: (_, params) => refined(params), millisEach: 60 })
        const directory = yield* folder
        const first = yield* inProcess(server.url, directory, () => isTime(server))
        assert.strictEqual(first, "")
        const printed = Schema.decodeUnknownSync(Printed)(yield* inProcess(server.url, directory))
        assert.strictEqual(new Set(server.paid.map(({ hash }) => hash)).size, server.paid.length)
        assert.strictEqual(server.batches().length, 1)
        assert.closeTo(printed.refine.usd, billedBy(server), 1e-9)
        assert.strictEqual(printed.refine.possiblyBilledUsd, 0)
        assert.strictEqual(printed.delivered, 6)
      })
    )
  }
})
