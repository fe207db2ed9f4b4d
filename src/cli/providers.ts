/**
 * The providers that the command can use. Each is one file of its folder, and one line of this list.
 */
import { anthropic } from "../anthropic/AnthropicProvider.ts"
import type { NamedProvider } from "../llm/provider/NamedProvider.ts"
import { ollama } from "../ollama/OllamaProvider.ts"
import { openAiCompatible } from "../openai-compatible/OpenAiCompatibleProvider.ts"

/** The providers: where none is named, the first that drafts and the first that refines. */
export const providers: ReadonlyArray<NamedProvider> = [ollama, anthropic, openAiCompatible]
