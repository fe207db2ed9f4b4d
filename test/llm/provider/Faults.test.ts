import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { anthropicPrices } from "../../../src/budget/AnthropicPrices.ts"
import * as Prices from "../../../src/budget/Prices.ts"
import * as Price from "../../../src/budget/Price.ts"
import * as Usd from "../../../src/domain/Usd.ts"
import * as Usage from "../../../src/domain/Usage.ts"
import * as AnthropicChatModel from "../../../src/anthropic/AnthropicChatModel.ts"
import type { ChatModelShape } from "../../../src/llm/provider/ChatModel.ts"
import * as OllamaChatModel from "../../../src/ollama/OllamaChatModel.ts"
import * as OpenAiCompatibleChatModel from "../../../src/openai-compatible/OpenAiCompatibleChatModel.ts"
import { CostMeter } from "../../../src/stages/CostMeter.ts"
import { table } from "../../../src/calls/Retry.ts"
import type { StageReason } from "../../../src/stages/StageError.ts"
import { type FaultServer, faultServer, reply, wire } from "./support/faultServer.ts"
import { type Expected, faults } from "./support/faults.ts"
import { answerText, portrait, request } from "./support/request.ts"
import { drafterOver, refinerOver, run } from "./support/stages.ts"

/** Only where the fault is that nothing comes: elsewhere a busy machine is no fault. */
const impatient = { connectSeconds: 2, firstByteSeconds: 0.4, idleSeconds: 0.4 }
const patient = { connectSeconds: 5, firstByteSeconds: 10, idleSeconds: 10 }
const deadlinesFor = ({ reason }: Expected) => (reason === "TimedOut" ? impatient : patient)

const ollama = (url: string, deadlines = patient) => OllamaChatModel.make({ host: url, model: "qwen3:8b", deadlines })
const anthropic = (url: string, deadlines = patient) =>
  Effect.succeed(AnthropicChatModel.make({ apiKey: Redacted.make("sk-secret-key"), baseUrl: url, deadlines }))

// On loopback, and called remote so that it is priced.
const openAi = (url: string, deadlines = patient) =>
  OpenAiCompatibleChatModel.make({
    baseUrl: `${url}/v1`,
    apiKey: Redacted.make("sk-secret-key"),
    location: "remote",
    deadlines
  })

const sonnet = anthropicPrices.find(({ model }) => model === "claude-sonnet-5-5") ?? assert.fail("no price")
const costOf = (usage: Usage.Usage): number => Price.costOf(sonnet, usage)
const ceilingOf = (model: ChatModelShape) => Effect.map(model.bound(request), (bound) => Price.ceilingOf(sonnet, bound))

const anthropicText = JSON.stringify({ ...portrait, note: null })

/** The services that are paid for. */
const frontiers = {
  anthropic: { title: "Anthropic", make: anthropic, good: reply.anthropic(anthropicText) },
  openAi: { title: "an OpenAI-compatible server", make: openAi, good: reply.openAi(anthropicText) }
} as const

/** The prices of a run; any other server's model costs what the one of Anthropic does. */
const prices = Prices.layer([{ ...sonnet, provider: "openai-compatible", model: "test-model" }])
const meter = Layer.fresh(CostMeter.layer).pipe(Layer.provide(prices))

/** No word of what was asked, of what came, or of the key may stand in a message. */
const assertDiscreet = (message: string): void => {
  for (const word of ["counts", "portraits", "Ada", "Count things", "sk-secret-key"]) assert.notInclude(message, word)
}

const assertFailsAs = (model: ChatModelShape, server: FaultServer, { billing, reason, says }: Expected) =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(model.complete(request))
    assert.strictEqual(error.reason._tag, reason, error.message)
    assert.strictEqual(error.reason.billing._tag, billing, error.message)
    if (says !== undefined) assert.match(error.message, says)
    assertDiscreet(error.message)
    assert.strictEqual(server.calls.length, 1, "one attempt is one request")
    return error.reason
  })

const isTriedAgain = (tag: StageReason["_tag"]): boolean => table[tag].retries > 0

for (const fault of faults) {
  describe(`when the reply is ${fault.name}, it`, () => {
    const { ollama: fromOllama } = fault
    if (fromOllama !== undefined) {
      it.live(`from Ollama is ${fromOllama.reason}, and the run goes on`, () =>
        Effect.gen(function* () {
          const server = yield* faultServer([fromOllama.reply])
          const model = yield* ollama(server.url, deadlinesFor(fromOllama))
          yield* assertFailsAs(model, server, fromOllama)

          server.script((nth) => (nth === 1 ? fromOllama.reply : reply.ollama(answerText)))
          const result = yield* run({ drafts: drafterOver(model) })
          assert.strictEqual(result.counts.delivered, 3)
          // The one before the run, three drafts, and the faulty one over again: as a retry, or as another draft.
          assert.strictEqual(server.calls.length, 1 + 3 + 1)
          assert.strictEqual(result.counts.failed, isTriedAgain(fromOllama.reason) ? 0 : 1)
          assert.strictEqual(result.costReport.stages.draft.usd, 0)
          assert.strictEqual(result.costReport.stages.draft.failures, 1)
        })
      )
    }
    for (const service of ["anthropic", "openAi"] as const) {
      const { good, make, title } = frontiers[service]
      const expected = fault[service]
      if (expected === undefined) continue
      it.live(`from ${title} is ${expected.reason}, is booked, and the run goes on`, () =>
        Effect.gen(function* () {
          const server = yield* faultServer([expected.reply])
          const model = yield* make(server.url, deadlinesFor(expected))
          const reason = yield* assertFailsAs(model, server, expected)

          server.script((nth) => (nth === 1 ? expected.reply : good))
          const result = yield* run({ refiner: refinerOver(model) }, { maxFrontierCost: 5 }, meter)
          const again = isTriedAgain(expected.reason)
          assert.strictEqual(result.counts.delivered, 3)
          assert.strictEqual(result.counts.refined, again ? 3 : 2)
          assert.strictEqual(server.calls.length, 1 + (again ? 4 : 3))

          const fine = (again ? 3 : 2) * costOf(Usage.make(300, 60))
          const failed = expected.billing === "Billed" ? costOf(usageOf(reason)) : 0
          const told = expected.told === true ? costOf(toldUsage) : 0
          const most =
            expected.told === true
              ? costOf({ ...toldUsage, outputTokens: request.maxOutputTokens })
              : expected.billing === "Unknown"
                ? yield* ceilingOf(model)
                : 0
          const { possiblyBilledUsd, usd } = result.costReport.stages.refine
          assert.deepStrictEqual([usd, possiblyBilledUsd], [(fine + failed + told) / 1e9, (most - told) / 1e9])
        })
      )
    }
  })
}

/** What the first event of an answer of Anthropic's tells. */
const toldUsage = Usage.make(300, 1)

const usageOf = ({ billing }: StageReason): Usage.Usage => (billing._tag === "Billed" ? billing.usage : Usage.none)

describe("a server that cannot be reached", () => {
  const addresses = { "refuses connections": "http://127.0.0.1:9", "has no address": "http://nowhere.invalid" }
  for (const [name, url] of Object.entries(addresses)) {
    it.live(`because it ${name} has billed nothing, and the message says what to do`, () =>
      Effect.gen(function* () {
        for (const model of [yield* ollama(url), yield* anthropic(url), yield* openAi(url)]) {
          const error = yield* Effect.flip(model.complete(request))
          assert.strictEqual(error.reason._tag, "Unavailable")
          assert.strictEqual(error.reason.billing._tag, "NotBilled")
          assert.match(error.message, /ollama serve|ANTHROPIC_BASE_URL|OPENAI_BASE_URL/)
          const unavailable = yield* Effect.flip(model.available)
          assert.strictEqual(unavailable.reason._tag, "Unavailable")
        }
      })
    )
  }

  it.live("costs a run its refinements only", () =>
    Effect.gen(function* () {
      const result = yield* run(
        { refiner: refinerOver(yield* anthropic("http://127.0.0.1:9")) },
        { maxFrontierCost: 5 }
      )
      assert.strictEqual(result.counts.delivered, 3)
      assert.strictEqual(result.counts.refined, 0)
      assert.strictEqual(result.costReport.totalUsd, 0)
    })
  )
})

describe("an answer that comes slowly", () => {
  const body = {
    ollama: (pieces: number, millis: number) => reply.drip(wire.ollama(answerText), pieces, millis),
    anthropic: (pieces: number, millis: number) =>
      reply.drip(wire.anthropic(JSON.stringify({ ...portrait, note: null })), pieces, millis)
  }

  it.live("is waited for as long as bytes come", () =>
    Effect.gen(function* () {
      for (const [service, make] of [
        ["ollama", ollama],
        ["anthropic", anthropic]
      ] as const) {
        const server = yield* faultServer([body[service](8, 100)])
        const model = yield* make(server.url, impatient)
        assert.deepStrictEqual((yield* model.complete(request)).value, portrait)
      }
    })
  )

  it.live("ends at the deadline of the run, which closes the connection and books the ceiling", () =>
    Effect.gen(function* () {
      const server = yield* faultServer([body.anthropic(1000, 50)])
      const model = yield* anthropic(server.url)
      const result = yield* run(
        { refiner: refinerOver(model) },
        {
          count: 1,
          maxFrontierCost: 5,
          deadlineSeconds: { draft: 60, judge: 60, refine: 0.3 },
          retry: { attempts: 1, baseDelayMillis: 1, maxDelayMillis: 1 }
        }
      )
      const ceiling = Usd.toDollars(Usd.nano(yield* ceilingOf(model)))
      const { possiblyBilledUsd, usd } = result.costReport.stages.refine
      assert.deepStrictEqual([usd, possiblyBilledUsd], [0, ceiling])
      yield* Effect.sleep("50 millis")
      assert.strictEqual(server.open(), 0)
    })
  )
})
