import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted, Ref } from "effect"
import type * as Ledger from "../../../src/budget/Ledger.ts"
import * as Seed from "../../../src/domain/Seed.ts"
import * as AnthropicChatModel from "../../../src/anthropic/AnthropicChatModel.ts"
import * as OllamaChatModel from "../../../src/ollama/OllamaChatModel.ts"
import * as OpenAiCompatibleChatModel from "../../../src/openai-compatible/OpenAiCompatibleChatModel.ts"
import { CostMeter } from "../../../src/stages/CostMeter.ts"
import { faultServer, openAiAnswer, reply, wire } from "./support/faultServer.ts"
import { answerText, portrait } from "./support/request.ts"
import { drafterOver, refinerOver, run } from "./support/stages.ts"

/** The real cost meter, whose ledger can be looked at from outside. */
const watched = (seen: Ref.Ref<Ledger.Ledger | null>) =>
  Layer.effect(
    CostMeter,
    Effect.map(CostMeter, (meter) => ({
      ...meter,
      open: (cap) => Effect.tap(meter.open(cap), (ledger) => Ref.set(seen, ledger))
    }))
  ).pipe(Layer.provide(CostMeter.layer))

it.live(
  "stopping a run at any of 200 moments closes every connection within 250 ms and leaves nothing reserved",
  () =>
    Effect.gen(function* () {
      // Some answers begin at once, some late, some never, and all take a while.
      const random = Seed.generator(11)
      const slowly = (body: string, share: number) => () => {
        const kind = random() / share
        return kind < 0.5 ? reply.silent() : kind < 1 ? reply.stalled(body.slice(0, 300)) : reply.drip(body, 6, 3)
      }
      const local = yield* faultServer(slowly(wire.ollama(answerText), 0.1))
      const frontier = yield* faultServer(slowly(wire.anthropic(JSON.stringify({ ...portrait, note: null })), 0.5))
      const other = yield* faultServer(slowly(openAiAnswer(JSON.stringify({ ...portrait, note: null })), 0.1))
      const drafters = [
        drafterOver(yield* OllamaChatModel.make({ host: local.url, model: "qwen3:8b" })),
        drafterOver(yield* OpenAiCompatibleChatModel.make({ baseUrl: `${other.url}/v1` }))
      ]
      const called = () => local.calls.length + other.calls.length + frontier.calls.length
      const open = () => local.open() + other.open() + frontier.open()
      const refiner = refinerOver(
        AnthropicChatModel.make({ apiKey: Redacted.make("sk-test"), baseUrl: frontier.url, countTokens: false })
      )

      let caughtOpen = 0
      let caughtReserved = 0
      for (let round = 0; round < 200; round++) {
        const drafts = drafters[round % drafters.length] ?? assert.fail()
        const seen = yield* Ref.make<Ledger.Ledger | null>(null)
        const fiber = yield* Effect.forkChild(run({ drafts, refiner }, { maxFrontierCost: 5 }, watched(seen)))
        // A moment is told by how far the run has come, not by the clock: how fast it comes there is the machine's affair.
        const calls = called() + Math.floor(random() * 7)
        const began = performance.now()
        while (called() < calls && performance.now() - began < 400) {
          yield* Effect.sleep(1)
        }
        yield* Effect.sleep(Math.floor(random() * 20))
        caughtOpen += open()
        const ledger = yield* Ref.get(seen)
        if (ledger !== null) caughtReserved += (yield* ledger.state).reserved > 0 ? 1 : 0
        const before = performance.now()
        yield* Fiber.interrupt(fiber)
        while (open() > 0) {
          assert.isBelow(performance.now() - before, 250, "a connection is still open")
          yield* Effect.sleep(2)
        }
        if (ledger !== null) assert.strictEqual((yield* ledger.state).reserved, 0)
      }
      // Else there was nothing to close and nothing to free.
      assert.isAbove(caughtOpen, 100)
      assert.isAbove(caughtReserved, 20)
    }),
  120_000
)
