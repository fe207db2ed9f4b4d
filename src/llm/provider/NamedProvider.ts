/**
 * A provider as a program chooses it by its name, such as the command by `--provider` and `--frontier`.
 *
 * Nothing of a provider's client is loaded for its description: clients take as long to load as all the rest.
 */
import type { Config, Effect } from "effect"
import type { ChatModelShape } from "./ChatModel.ts"

/** A provider that can be chosen by its name. */
export interface NamedProvider {
  /** As it is typed, and as prices know it. */
  readonly name: string
  /** As it is called in a sentence. */
  readonly title: string
  /** Whether it can draft and judge under `--provider`, where runs are expected to be free. */
  readonly drafts: boolean
  /** Whether it can refine under `--frontier`. */
  readonly refines: boolean
  /** The model where none is named: its id, or in words how it is found. */
  readonly defaultModel: { readonly id: string } | { readonly words: string }
  /** The variable without which the model cannot be called: what it holds, and what to set it to. */
  readonly requires: { readonly variable: string; readonly holds: string; readonly setTo: string } | null
  /** Its ChatModel, which takes the server's address and the key from the environment. */
  readonly load: () => Promise<{
    readonly makeConfig: (options: {
      readonly model: string | undefined
    }) => Effect.Effect<ChatModelShape, Config.ConfigError>
  }>
}
