/**
 * A program that asks for completions in a batch, over the built package, to be run in a process of its own that can be killed:
 * `node --input-type=module --eval PROGRAM URL JOURNAL COUNT`, at the root of the project.
 */
export const askInBatch = `import { Effect, Redacted, Schema } from "effect"
import { make } from "./dist/anthropic/AnthropicBatchChatModel.js"

const [, baseUrl, journal, count] = process.argv
const program = Effect.gen(function* () {
  const model = yield* make({
    apiKey: Redacted.make("sk-test"),
    baseUrl,
    journal,
    quietSeconds: 0.05,
    pollSeconds: 0.05
  })
  const answers = yield* Effect.forEach(
    Array.from({ length: Number(count) }, (_, index) => index),
    (index) =>
      model.complete({
        prompt: "test@1",
        system: [{ text: "Say a number." }],
        user: [{ text: "Number " + index + ", said by a participant" }],
        schema: Schema.Struct({ said: Schema.String }),
        maxOutputTokens: 50
      }),
    { concurrency: "unbounded" }
  )
  console.log(JSON.stringify(answers.map(({ value }) => value.said)))
})
await Effect.runPromise(Effect.scoped(program))
`
