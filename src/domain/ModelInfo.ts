/**
 * Which model a stage calls, and where it runs.
 */
import { Schema } from "effect"

/** `local`: on this machine, free, and private. `remote`: over the network, priced, and only ever shown replaced data. */
export const Location = Schema.Literals(["local", "remote"])

/** Where a model runs. */
export type Location = typeof Location.Type

/** The identity of a model. Prices are looked up by exactly this provider and model. */
export const ModelInfo = Schema.Struct({
  provider: Schema.NonEmptyString,
  model: Schema.NonEmptyString,
  location: Location
})

/** The identity of a model. Prices are looked up by exactly this provider and model. */
export interface ModelInfo extends Schema.Schema.Type<typeof ModelInfo> {}

/**
 * A model's name for messages, such as `anthropic/claude-sonnet-5-5`.
 *
 * @example
 * ```ts
 * import { ModelInfo } from "effect-persona"
 *
 * ModelInfo.name({ provider: "ollama", model: "qwen3:8b", location: "local" }) // => "ollama/qwen3:8b"
 * ```
 */
export const name = (info: ModelInfo): string => `${info.provider}/${info.model}`
