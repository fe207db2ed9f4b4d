/**
 * Which layers stand behind the names that a person gives on the command line.
 *
 * Nothing outside this process is called unless it was asked for: a run without a word about models is embedded, offline and free.
 */
import { Effect, Layer, Option } from "effect"
import * as Prices from "../budget/Prices.ts"
import * as Embedded from "../embedded/index.ts"
import { LlmDraftGenerator, LlmJudge, LlmRefiner, LlmSupport } from "../llm/index.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import { onlyPriced } from "../llm/provider/ByteBound.ts"
import { ChatModel } from "../llm/provider/ChatModel.ts"
import type { NamedProvider } from "../llm/provider/NamedProvider.ts"
import { LocalAnonymiser } from "../privacy/index.ts"
import { CostMeter } from "../stages/CostMeter.ts"
import { DraftGenerator } from "../stages/DraftGenerator.ts"
import { Judge } from "../stages/Judge.ts"
import { Refiner } from "../stages/Refiner.ts"
import { UsageError } from "./Exit.ts"
import { configuration, draftingProvider, type Options, pricesOf, refiningProvider } from "./Options.ts"

/** What a command line asks for. */
export interface Wanted {
  /** Where drafts are made and judged; null by the embedded stages. */
  readonly local: NamedProvider | null
  /** Whether a frontier model refines, and stands in where the local one is not there. Only then is money spent. */
  readonly frontier: boolean
}

type Asking = Pick<
  Options,
  "provider" | "localModel" | "judgeModel" | "support" | "hybrid" | "frontier" | "frontierModel" | "noFrontier"
>

/** What these options ask for. `useFrontier` is the configuration's: false forbids what is remote, whatever was asked. */
export const wanted = (options: Asking, useFrontier: boolean): Effect.Effect<Wanted, UsageError> => {
  const namesFrontier = Option.isSome(options.frontier) || Option.isSome(options.frontierModel)
  const namesLocal = Option.isSome(options.localModel) || Option.isSome(options.judgeModel) || options.support
  const namesModels = options.hybrid || namesFrontier || namesLocal
  const isEmbedded = options.provider === "embedded" || (options.provider === "auto" && !namesModels)
  const local = isEmbedded ? null : draftingProvider(options.provider)
  const refuse = (message: string) => Effect.fail(new UsageError({ message }))
  if (local === null && namesLocal) {
    const flag = Option.isSome(options.localModel)
      ? "--local-model"
      : Option.isSome(options.judgeModel)
        ? "--judge-model"
        : "--support"
    return refuse(`${flag} needs a model, and --provider embedded uses none: leave one of them out.`)
  }
  if (options.noFrontier && namesFrontier) {
    return refuse("--no-frontier forbids what --frontier and --frontier-model ask for: leave one of them out.")
  }
  return Effect.succeed({ local, frontier: useFrontier && (options.hybrid || namesFrontier) })
}

/** The embedded stages, the local anonymiser and the built-in prices: no network, no key, no model. */
export const embedded = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)

/** The stages of a hybrid run with this frontier model, to be priced and never called. */
export const priced = (frontier: ModelInfo) => {
  const local = onlyPriced({ provider: "local", model: "any", location: "local" })
  return Layer.mergeAll(
    Layer.succeed(DraftGenerator, LlmDraftGenerator.over(local)),
    Layer.succeed(Judge, LlmJudge.over(local)),
    Layer.succeed(Refiner, LlmRefiner.over(onlyPriced(frontier)))
  )
}

/** The layers for these options. `needsKey` is whether the frontier will be called, not only priced. */
export const layer = (options: Options, { needsKey }: { readonly needsKey: boolean }) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const { useFrontier } = yield* configuration(options)
      const { frontier, local } = yield* wanted(options, useFrontier)
      const refining = frontier ? refiningProvider(options.frontier) : null
      if (refining !== null && needsKey) yield* requireSet(refining)
      const meter = CostMeter.layer.pipe(Layer.provide(Prices.layer(yield* pricesOf(options))))
      return Layer.mergeAll(LocalAnonymiser.layer(), meter, stages(local, refining, options))
    })
  )

const stages = (local: NamedProvider | null, frontier: NamedProvider | null, options: Options) => {
  const { EmbeddedDraftGenerator, EmbeddedJudge } = Embedded
  const refining =
    frontier === null ? null : Layer.provide(LlmRefiner.layer(), chatModel(frontier, options.frontierModel))
  if (local === null) {
    return refining === null
      ? Embedded.layer
      : Layer.mergeAll(EmbeddedDraftGenerator.layer, EmbeddedJudge.layer(), refining)
  }
  const model = chatModel(local, options.localModel)
  const judging = Option.isSome(options.judgeModel) ? chatModel(local, options.judgeModel) : model
  const drafting = Layer.mergeAll(
    Layer.provide(LlmDraftGenerator.layer(), model),
    Layer.provide(LlmJudge.layer(), judging),
    ...(options.support ? [Layer.provide(LlmSupport.layer(), judging)] : [])
  )
  if (frontier === null || refining === null) return Layer.merge(drafting, Layer.provide(LlmRefiner.layer(), model))
  const standIns = Layer.merge(LlmDraftGenerator.layerFallback(), LlmJudge.layerFallback())
  return Layer.mergeAll(drafting, refining, Layer.provide(standIns, chatModel(frontier, options.frontierModel)))
}

/** A provider's model of this name. */
export const make = Effect.fnUntraced(function* ({ load }: NamedProvider, model: Option.Option<string>) {
  const { makeConfig } = yield* Effect.promise(load)
  return yield* makeConfig({ model: Option.getOrUndefined(model) })
})

const chatModel = (provider: NamedProvider, model: Option.Option<string>) =>
  Layer.effect(ChatModel, make(provider, model))

// Asked before anything is read: a run that drafts for an hour and then cannot refine helps nobody.
const requireSet = ({ name, requires }: NamedProvider) =>
  requires === null || isSet(requires.variable)
    ? Effect.void
    : Effect.fail(
        new UsageError({
          message: `The frontier provider ${name} needs ${requires.holds}: set ${requires.variable} to ${requires.setTo}, or add --no-frontier to stay local.`
        })
      )

/** Whether the environment has a value for a variable. */
export const isSet = (variable: string): boolean => (process.env[variable] ?? "").trim() !== ""
