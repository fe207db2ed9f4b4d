/**
 * A language model that does what a test says, under a budget.
 */
import { Effect, Layer, Schema, Stream } from "effect"
import { AiError, LanguageModel, type Response, Tool, Toolkit } from "effect/ai"
import { Budget, Price, Prices } from "effect-persona"
import { Budgeted } from "effect-persona/effect-ai"

/** A dollar a million tokens of prompt, and two of answers: 1,000 and 2,000 nano-dollars a token. */
const acme = Price.make({ provider: "acme", model: "l", input: 1, output: 2, source: "test" })
export const MOST = 100
/** What the shortest prompts are bound by: their bytes and 1,000 tokens. */
export const SMALLEST = 1_000_000 + MOST * 2_000

export const usage = (input: number | undefined, output: number | undefined) => ({
  inputTokens: { uncached: undefined, total: input, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: output, text: undefined, reasoning: undefined }
})

export const finish = (counts = usage(300, 60), reason: Response.FinishReason = "stop") =>
  ({ type: "finish", reason, usage: counts, response: undefined }) as const

export const answer = (text = "hello"): Array<Response.PartEncoded> => [{ type: "text", text }, finish()]

/** What the wrapped model does when it is asked. */
export interface Behaviour {
  readonly text?: (
    options: LanguageModel.ProviderOptions
  ) => Effect.Effect<Array<Response.PartEncoded>, AiError.AiError>
  readonly stream?: (
    options: LanguageModel.ProviderOptions
  ) => Stream.Stream<Response.StreamPartEncoded, AiError.AiError>
}

export const plain = ({ stream, text }: Behaviour) =>
  Layer.effect(
    LanguageModel.LanguageModel,
    LanguageModel.make({
      generateText: text ?? (() => Effect.succeed(answer())),
      streamText: stream ?? (() => Stream.empty)
    })
  )

export const budgeted = (behaviour: Behaviour, maxCost = 1, options: Partial<Budgeted.BudgetedOptions> = {}) =>
  Budgeted.layer({ provider: "acme", model: "l", maxOutputTokens: MOST, ...options }).pipe(
    Layer.provide([plain(behaviour), Prices.layer([acme])]),
    Layer.provideMerge(Budget.layer({ maxCost }))
  )

export const books = Effect.gen(function* () {
  const { overrun, reserved, spent } = yield* (yield* Budget).state
  return { spent: spent + 0, reserved: reserved + 0, overrun: overrun + 0 }
})

export const failing = (reason: AiError.AiErrorReason) =>
  Effect.fail(AiError.make({ module: "Acme", method: "generateText", reason }))

export const City = Schema.Struct({ city: Schema.String, people: Schema.Number })

export const Look = Tool.make("Look", {
  description: "Looks out of the window and says what the weather is, as it is seen from there.",
  parameters: Schema.Struct({ window: Schema.String }),
  success: Schema.String
})
/** A tool whose results are written otherwise than they are read. */
const Count = Tool.make("Count", { success: Schema.NumberFromString })

export const Looking = Toolkit.make(Look)
export const LookingAndCounting = Toolkit.make(Look, Count)

export const call = (id: string, name = "Look"): Response.ToolCallPartEncoded => ({
  type: "tool-call",
  id,
  name,
  params: { window: "north" }
})

export const pieces: ReadonlyArray<Response.StreamPartEncoded> = [
  { type: "text-start", id: "t" },
  { type: "text-delta", id: "t", delta: "he" },
  { type: "text-delta", id: "t", delta: "llo" },
  { type: "text-end", id: "t" }
]
