/**
 * A language model of your own, in thirty lines, drafts, judges and refines: `npm run example own-chat-model`.
 *
 * The prompts, the schemas and the reading of answers are the package's. For the real thing, change the three lines marked
 * below: where the request goes, what comes back, and what it was billed.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer, Schema } from "effect"
import { CostMeter, HybridPipeline, StageError, Usage } from "effect-persona"
import { ChatModel, ChatModelError, LlmDraftGenerator, LlmJudge, LlmRefiner } from "effect-persona/llm"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"
import { answerTo } from "./support/standIn.ts"

const textOf = (parts: ReadonlyArray<{ readonly text: string }>) => parts.map(({ text }) => text).join("\n\n")

const Own = Layer.succeed(ChatModel, {
  model: { provider: "own", model: "by-rules-1", location: "local" },
  available: Effect.void,
  contextTokens: 16_384,
  // Never less than is billed: a token has at least one byte.
  bound: ({ maxOutputTokens, system, user }) =>
    Effect.succeed({
      inputTokens: Buffer.byteLength(textOf([...system, ...user])) + 1000,
      outputTokens: maxOutputTokens
    }),
  complete: ({ schema, seed, system, user }) => {
    const answer = answerTo(textOf(system), textOf(user), seed) // 1
    const usage = Usage.make(900, 300) // 2
    return Schema.decodeUnknownEffect(schema)(answer).pipe(
      Effect.map((value) => ({ value, usage, finishReason: "stop", responseId: null, tokens: null })),
      Effect.mapError(
        () =>
          new ChatModelError({
            reason: new StageError.InvalidOutput({
              message: "own/by-rules-1 did not answer in the shape that was asked for.",
              billing: StageError.billed(usage) // 3
            })
          })
      )
    )
  }
})

const Stages = Layer.mergeAll(LlmDraftGenerator.layer(), LlmJudge.layer(), LlmRefiner.layer()).pipe(
  Layer.provide(Own),
  Layer.merge(Layer.mergeAll(LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer))
)

const program = Effect.gen(function* () {
  const records = ResearchData.fromPaths(["examples/data/larder-survey.csv"])
  const { counts, personas, qualityMetrics } = yield* HybridPipeline.generate(records, { count: 3 })
  for (const { persona, provenance } of personas) yield* Console.log(`${persona.title} (${provenance.prompt})`)
  yield* Console.log(`${counts.refined} refined; ${qualityMetrics.evidence.claims} claims, each with its source`)
})

await Effect.runPromise(program.pipe(Effect.provide(Stages)))
