/**
 * `persona check`: what is available here.
 */
import { Duration, Effect, Option } from "effect"
import { Command } from "effect/cli"
import * as AnthropicPrices from "../budget/AnthropicPrices.ts"
import { modelsOf, Prices } from "../budget/Prices.ts"
import type { ChatModelError, ChatModelShape } from "../llm/provider/ChatModel.ts"
import type { NamedProvider } from "../llm/provider/NamedProvider.ts"
import { draftingProvider, modelFlags, type Options, refiningProvider } from "./Options.ts"
import * as Output from "./Output.ts"
import { providers } from "./providers.ts"
import { isSet, make } from "./Stages.ts"

/** The command. */
export const check = Command.make(
  "check",
  modelFlags,
  Effect.fnUntraced(function* (options) {
    const prices = yield* Prices
    const states = yield* Effect.forEach(providers, (provider) => row(provider, options), { concurrency: "unbounded" })
    yield* Output.data(
      [
        `Node               ${process.version}`,
        "Embedded           ready: drafts, judges and refines without a model, a network or a key",
        ...states,
        `Prices             as of ${AnthropicPrices.asOf}, for anthropic: ${modelsOf(prices, "anthropic").join(", ")}`,
        ""
      ].join("\n")
    )
  })
).pipe(Command.withDescription("Say what is available here: models, servers, keys, prices"))

/** What is said of a provider; a model that was named is that of the provider that was named. */
const row = Effect.fnUntraced(function* (
  provider: NamedProvider,
  options: Pick<Options, "provider" | "localModel" | "frontier" | "frontierModel">
) {
  const { drafts, name, requires, title } = provider
  const line = (said: string) => `${title.padEnd(18)} ${said}`
  if (requires !== null && !isSet(requires.variable)) return line(`${requires.variable} is not set`)
  const isDrafting = options.provider !== "embedded" && draftingProvider(options.provider) === provider
  const isRefining = refiningProvider(options.frontier) === provider
  const named = isDrafting ? options.localModel : isRefining ? options.frontierModel : Option.none()
  const model = yield* make(provider, named)
  const hybrid = draftingProvider("auto") === provider ? " or --hybrid" : ""
  const ready = (manner: string | null) =>
    drafts
      ? `ready: ${model.model.model} drafts and judges${manner === null ? "" : ` ${manner}`} with --provider ${name}${hybrid}`
      : `${model.model.model} is there`
  const said = yield* state(model, ready)
  return line(requires === null ? said : `${requires.variable} is set: ${said}`)
})

/** What a model says of itself, and how it is best asked. */
const state = (model: ChatModelShape, ready: (manner: string | null) => string) =>
  Effect.andThen(
    within(5, model.available),
    // It may have to be loaded first.
    within(60, model.prepare ?? Effect.void)
  ).pipe(Effect.match({ onFailure: (message) => message, onSuccess: () => ready(model.manner?.() ?? null) }))

const within = (seconds: number, effect: Effect.Effect<void, ChatModelError>) =>
  effect.pipe(
    Effect.mapError(({ message }) => message),
    Effect.timeoutOrElse({
      duration: Duration.seconds(seconds),
      orElse: () => Effect.fail(`gave no answer within ${seconds} s`)
    })
  )
