/**
 * A cap that holds for any `LanguageModel` of effect/ai, without the pipeline: `npm run example budgeted-model`.
 *
 * A stand-in that knows one sentence is the model. For the real thing, take the layer of a provider package in place of `Model`, with the
 * same limit on its answers.
 */
import { Console, Effect, Layer, Stream } from "effect"
import { LanguageModel, type Response } from "effect/ai"
import { Budget, Price, Prices, Usd } from "effect-persona"
import { Budgeted } from "effect-persona/effect-ai"

const finish: Response.FinishPartEncoded = {
  type: "finish",
  reason: "stop",
  usage: { inputTokens: { total: 900 }, outputTokens: { total: 300 } },
  response: undefined
}

const Model = Layer.effect(
  LanguageModel.LanguageModel,
  LanguageModel.make({
    generateText: () => Effect.succeed([{ type: "text", text: "Label what you freeze." }, finish]),
    streamText: () =>
      Stream.fromIterable<Response.StreamPartEncoded>([
        { type: "text-delta", id: "1", delta: "Label what " },
        { type: "text-delta", id: "1", delta: "you freeze." },
        finish
      ])
  })
)

const Capped = Budgeted.layer({ provider: "acme", model: "large-1", maxOutputTokens: 400 }).pipe(
  Layer.provide([
    Model,
    Prices.layer([
      Price.make({ provider: "acme", model: "large-1", input: 3, output: 15, source: "acme.example/prices" })
    ])
  ]),
  Layer.provideMerge(Budget.layer({ maxCost: 0.05 }))
)

const program = Effect.gen(function* () {
  yield* LanguageModel.streamText({ prompt: "How do I waste less food?" }).pipe(
    Stream.filter((part) => part.type === "text-delta"),
    Stream.runForEach((part) => Console.log(part.delta))
  )
  const ask = (day: number) => LanguageModel.generateText({ prompt: `How do I waste less food on day ${day}?` })
  const answers = yield* Effect.forEach(
    Array.from({ length: 20 }, (_, day) => day),
    (day) => Effect.result(ask(day)),
    { concurrency: 20 }
  )
  const answered = answers.filter(({ _tag }) => _tag === "Success").length
  yield* Console.log(`${answered} of ${answers.length} questions answered`)
  const refusal = answers.find((answer) => answer._tag === "Failure")
  if (refusal !== undefined) yield* Console.log(refusal.failure.message)
  const { cap, spent } = yield* (yield* Budget).state
  yield* Console.log(`Spent ${Usd.format(spent)}; within the cap: ${cap !== null && spent <= cap}`)
})

await Effect.runPromise(program.pipe(Effect.provide(Capped)))
