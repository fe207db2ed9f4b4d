/**
 * Any `LanguageModel` of effect/ai drafts, judges and refines: `npm run example any-language-model`.
 *
 * A model by rules stands in. For the real thing, take the layer of a provider package in place of `Model`, and change the
 * three lines marked below to what it is: its names, where it runs, and how long its answers can be. A remote model needs a
 * price (`Prices.layer`).
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer, Stream } from "effect"
import { LanguageModel, type Prompt } from "effect/ai"
import { CostMeter, HybridPipeline } from "effect-persona"
import { EffectAiDraftGenerator, EffectAiJudge, EffectAiRefiner } from "effect-persona/effect-ai"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"
import { answerTo } from "./support/standIn.ts"

const textOf = ({ content }: Prompt.Prompt, role: "system" | "user"): string =>
  content
    .filter((message) => message.role === role)
    .flatMap((message) =>
      typeof message.content === "string"
        ? [message.content]
        : message.content.map((part) => (part.type === "text" ? part.text : ""))
    )
    .join("\n")

const Model = Layer.effect(
  LanguageModel.LanguageModel,
  LanguageModel.make({
    generateText: ({ prompt }) => {
      const answer = answerTo(textOf(prompt, "system"), textOf(prompt, "user"), textOf(prompt, "user").length)
      const usage = { inputTokens: { total: 900 }, outputTokens: { total: 300 } }
      return Effect.succeed([
        { type: "text", text: JSON.stringify({ answer }) },
        { type: "finish", reason: "stop", usage, response: undefined }
      ])
    },
    streamText: () => Stream.empty
  })
)

const options = {
  provider: "acme", // 1
  model: "by-rules-1",
  location: "local" as const, // 2
  maxOutputTokens: 4096 // 3
}

const Stages = Layer.mergeAll(
  EffectAiDraftGenerator.layer(options),
  EffectAiJudge.layer(options),
  EffectAiRefiner.layer(options)
).pipe(Layer.provide(Model), Layer.merge(Layer.mergeAll(LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer)))

const program = Effect.gen(function* () {
  const records = ResearchData.fromPaths(["examples/data/larder-survey.csv"])
  const { counts, personas } = yield* HybridPipeline.generate(records, { count: 3 })
  for (const { persona, provenance } of personas) {
    yield* Console.log(`${persona.title} (${provenance.model.provider}/${provenance.model.model})`)
  }
  yield* Console.log(`${counts.delivered} personas, ${counts.refined} refined`)
})

await Effect.runPromise(program.pipe(Effect.provide(Stages)))
