/**
 * Ollama, chosen by its name.
 */
import type { NamedProvider } from "../llm/provider/NamedProvider.ts"

/** Models on an Ollama server. */
export const ollama: NamedProvider = {
  name: "ollama",
  title: "Ollama",
  drafts: true,
  refines: false,
  defaultModel: { words: "the best of those installed" },
  requires: null,
  load: () => import("./OllamaChatModel.ts")
}
