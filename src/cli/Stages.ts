/**
 * Which layers stand behind the names that a person gives on the command line.
 *
 * Nothing outside this process is called unless it was asked for: a run without a word about models is embedded, offline and free.
 */
import { Effect, Layer, Option } from "effect"
import * as Embedded from "../embedded/index.ts"
import { LlmDraftGenerator, LlmJudge, LlmRefiner } from "../llm/index.ts"
import { LocalAnonymiser } from "../privacy/index.ts"
import { CostMeter } from "../stages/CostMeter.ts"
import { UsageError } from "./Exit.ts"
import { configuration, type Options } from "./Options.ts"

/** What a command line asks for. */
export interface Wanted {
  /** Where drafts are made and judged. */
  readonly local: "embedded" | "ollama"
  /** Whether a frontier model refines, and stands in where the local one is not there. Only then is money spent. */
  readonly frontier: boolean
}

type Asking = Pick<Options, "provider" | "localModel" | "hybrid" | "frontier" | "frontierModel" | "noFrontier">

/** What these options ask for. `useFrontier` is the configuration's: false forbids what is remote, whatever was asked. */
export const wanted = (options: Asking, useFrontier: boolean): Effect.Effect<Wanted, UsageError> => {
  const namesFrontier = Option.isSome(options.frontier) || Option.isSome(options.frontierModel)
  const namesModels = options.hybrid || namesFrontier || Option.isSome(options.localModel)
  const local = options.provider === "auto" ? (namesModels ? "ollama" : "embedded") : options.provider
  const refuse = (message: string) => Effect.fail(new UsageError({ message }))
  if (local === "embedded" && Option.isSome(options.localModel)) {
    return refuse("--local-model names a model of Ollama, and --provider embedded uses none: leave one of them out.")
  }
  if (options.noFrontier && namesFrontier) {
    return refuse("--no-frontier forbids what --frontier and --frontier-model ask for: leave one of them out.")
  }
  return Effect.succeed({ local, frontier: useFrontier && (options.hybrid || namesFrontier) })
}

/** The embedded stages, the local anonymiser and the built-in prices: no network, no key, no model. */
export const embedded = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)

/** The layers for these options. `needsKey` is whether the frontier will be called, not only priced. */
export const layer = (options: Options, { needsKey }: { readonly needsKey: boolean }) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const { useFrontier } = yield* configuration(options)
      const { frontier, local } = yield* wanted(options, useFrontier)
      if (frontier && needsKey) yield* requireKey
      const stages = local === "embedded" ? embeddedStages(options, frontier) : ollamaStages(options, frontier)
      return Layer.mergeAll(LocalAnonymiser.layer(), CostMeter.layer, yield* stages)
    })
  )

// Loaded when they are needed: the services' clients take as long to load as all the rest.
const anthropic = Effect.promise(() => import("../anthropic/index.ts"))
const ollama = Effect.promise(() => import("../ollama/index.ts"))

const embeddedStages = Effect.fnUntraced(function* (options: Options, frontier: boolean) {
  if (!frontier) return Embedded.layer
  const { AnthropicRefiner } = yield* anthropic
  const { EmbeddedDraftGenerator, EmbeddedJudge } = Embedded
  return Layer.mergeAll(
    EmbeddedDraftGenerator.layer,
    EmbeddedJudge.layer(),
    AnthropicRefiner.layerConfig(frontierModel(options))
  )
})

const ollamaStages = Effect.fnUntraced(function* (options: Options, frontier: boolean) {
  const { OllamaChatModel } = yield* ollama
  const model = OllamaChatModel.layerConfig({ model: Option.getOrUndefined(options.localModel) })
  const drafting = Layer.mergeAll(LlmDraftGenerator.layer(), LlmJudge.layer())
  if (!frontier) return Layer.merge(drafting, LlmRefiner.layer()).pipe(Layer.provide(model))
  const { AnthropicDraftGenerator, AnthropicJudge, AnthropicRefiner } = yield* anthropic
  return Layer.mergeAll(
    drafting.pipe(Layer.provide(model)),
    AnthropicRefiner.layerConfig(frontierModel(options)),
    AnthropicDraftGenerator.layerFallbackConfig(frontierModel(options)),
    AnthropicJudge.layerFallbackConfig(frontierModel(options))
  )
})

const frontierModel = ({ frontierModel }: Options) => ({ model: Option.getOrUndefined(frontierModel) })

// Asked before anything is read: a run that drafts for an hour and then cannot refine helps nobody.
const requireKey = Effect.suspend(() =>
  (process.env["ANTHROPIC_API_KEY"] ?? "").trim() === ""
    ? Effect.fail(
        new UsageError({
          message:
            "The frontier provider anthropic needs a key: set ANTHROPIC_API_KEY to one from the Claude Console (platform.claude.com), or add --no-frontier to stay local."
        })
      )
    : Effect.void
)
