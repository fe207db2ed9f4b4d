/**
 * `persona check`: what is available here.
 */
import { Duration, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import * as AnthropicPrices from "../budget/AnthropicPrices.ts"
import { modelsOf, Prices } from "../budget/Prices.ts"
import type { ChatModelError, ChatModelShape } from "../llm/provider/ChatModel.ts"
import type { NamedProvider } from "../llm/provider/NamedProvider.ts"
import { draftingProvider, modelFlags, type Options, refiningProvider } from "./Options.ts"
import * as Output from "./Output.ts"
import { providers } from "./providers.ts"
import { isSet, make } from "./Stages.ts"
import { version } from "../domain/PackageVersion.ts"

/** What is known of a provider. */
interface ProviderState {
  readonly provider: string
  readonly title: string
  /** `unset`: what it needs is not in the environment. */
  readonly state: "ready" | "unset" | "unavailable"
  /** Its model that would be used; null where nobody was asked. */
  readonly model: string | null
  /** How it is best asked, such as `without thinking`; null where that is not known. */
  readonly manner: string | null
  /** What it needs from the environment, such as `ANTHROPIC_API_KEY`. */
  readonly variable: string | null
  /** In words. */
  readonly message: string
}

/** The command. */
export const check = Command.make(
  "check",
  {
    ...modelFlags,
    json: Flag.Boolean("json").pipe(Flag.withDescription("Print JSON"), Flag.withDefault(false))
  },
  Effect.fnUntraced(function* (options) {
    const prices = yield* Prices
    const states = yield* Effect.forEach(providers, (provider) => stateOf(provider, options), {
      concurrency: "unbounded"
    })
    const priced = modelsOf(prices, "anthropic")
    if (options.json) {
      const found = {
        version,
        node: process.version,
        embedded: { state: "ready" },
        providers: states,
        prices: { asOf: AnthropicPrices.asOf, anthropic: priced }
      }
      return yield* Output.data(`${JSON.stringify(found, null, 2)}\n`)
    }
    yield* Output.data(
      [
        `Node               ${process.version}`,
        "Embedded           ready: drafts, judges and refines without a model, a network or a key",
        ...states.map(({ message, title }) => `${title.padEnd(18)} ${message}`),
        `Prices             as of ${AnthropicPrices.asOf}, for anthropic: ${priced.join(", ")}`,
        ""
      ].join("\n")
    )
  })
).pipe(Command.withDescription("Say what is available here: models, servers, keys, prices"))

/** What is said of a provider; a model that was named is that of the provider that was named. */
const stateOf = Effect.fnUntraced(function* (
  provider: NamedProvider,
  options: Pick<Options, "provider" | "localModel" | "frontier" | "frontierModel">
) {
  const { drafts, name, requires, title } = provider
  const told = (state: ProviderState["state"], model: string | null, message: string): ProviderState => ({
    provider: name,
    title,
    state,
    model,
    manner: null,
    variable: requires === null ? null : requires.variable,
    message
  })
  if (requires !== null && !isSet(requires.variable)) return told("unset", null, `${requires.variable} is not set`)
  const isDrafting = options.provider !== "embedded" && draftingProvider(options.provider) === provider
  const isRefining = refiningProvider(options.frontier) === provider
  const named = isDrafting ? options.localModel : isRefining ? options.frontierModel : Option.none()
  const model = yield* make(provider, named)
  const hybrid = draftingProvider("auto") === provider ? " or --hybrid" : ""
  const fault = yield* faultOf(model)
  const manner = fault === null ? (model.manner?.() ?? null) : null
  const ready = drafts
    ? `ready: ${model.model.model} drafts and judges${manner === null ? "" : ` ${manner}`} with --provider ${name}${hybrid}`
    : `${model.model.model} is there`
  const message = fault ?? ready
  return {
    ...told(
      fault === null ? "ready" : "unavailable",
      model.model.model,
      requires === null ? message : `${requires.variable} is set: ${message}`
    ),
    manner
  }
})

/** What keeps a model from being called, by what it says of itself; null where nothing does. */
const faultOf = ({ available, prepare = Effect.void }: ChatModelShape) =>
  Effect.andThen(
    within(5, available),
    // It may have to be loaded first.
    within(60, prepare)
  ).pipe(Effect.match({ onFailure: (message): string | null => message, onSuccess: () => null }))

const within = (seconds: number, effect: Effect.Effect<void, ChatModelError>) =>
  effect.pipe(
    Effect.mapError(({ message }) => message),
    Effect.timeoutOrElse({
      duration: Duration.seconds(seconds),
      orElse: () => Effect.fail(`gave no answer within ${seconds} s`)
    })
  )
