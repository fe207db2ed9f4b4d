/**
 * Which layers stand behind the names that a person gives on the command line.
 */
import { Effect, Layer, Option } from "effect"
import * as Embedded from "../embedded/index.ts"
import { LocalAnonymiser } from "../privacy/index.ts"
import { CostMeter } from "../stages/CostMeter.ts"
import { UsageError } from "./Exit.ts"
import type { Options } from "./Options.ts"

/** The embedded stages, the local anonymiser and the built-in prices: no network, no key, no model. */
export const embedded = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer, CostMeter.layer)

/** The layers for these options. */
export const layer = (options: Options) => Layer.unwrap(Effect.as(refuseMissing(options), embedded))

/** This version has no stages over Ollama or Anthropic: it says so rather than use others in their place. */
const refuseMissing = (options: Options): Effect.Effect<void, UsageError> => {
  const asked = [
    ...(options.provider === "ollama" ? ["--provider ollama"] : []),
    ...(Option.isSome(options.localModel) ? ["--local-model"] : []),
    ...(Option.isSome(options.frontier) ? ["--frontier"] : []),
    ...(Option.isSome(options.frontierModel) ? ["--frontier-model"] : [])
  ]
  return asked.length === 0
    ? Effect.void
    : Effect.fail(
        new UsageError({
          message: `${asked.join(" and ")}: the command of this version runs the embedded stages only. Leave ${asked.length === 1 ? "it" : "them"} out, or provide your own DraftGenerator, Judge or Refiner layer in code (examples/custom-refiner.ts). "persona estimate --compare" prices frontier models.`
        })
      )
}
