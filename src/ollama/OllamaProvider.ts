/**
 * Ollama, chosen by its name.
 */
import { Effect } from "effect"
import type { NamedProvider } from "../llm/provider/NamedProvider.ts"

/** Models on an Ollama server. */
export const ollama: NamedProvider = {
  name: "ollama",
  title: "Ollama",
  drafts: true,
  refines: false,
  defaultModel: { words: "the best of those installed" },
  requires: null,
  make: (options) =>
    Effect.flatMap(
      Effect.promise(() => import("./OllamaChatModel.ts")),
      ({ makeConfig }) => makeConfig(options)
    )
}
