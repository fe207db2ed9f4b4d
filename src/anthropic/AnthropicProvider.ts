/**
 * Anthropic, chosen by its name.
 */
import type { NamedProvider } from "../llm/provider/NamedProvider.ts"
import { defaultModel } from "./AnthropicModels.ts"

/** Anthropic's models. */
export const anthropic: NamedProvider = {
  name: "anthropic",
  title: "Anthropic",
  drafts: false,
  refines: true,
  defaultModel: { id: defaultModel },
  requires: {
    variable: "ANTHROPIC_API_KEY",
    holds: "a key",
    setTo: "one from the Claude Console (platform.claude.com)"
  },
  load: () => import("./AnthropicChatModel.ts")
}
