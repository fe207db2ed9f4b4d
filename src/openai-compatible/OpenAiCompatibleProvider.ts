/**
 * Servers with OpenAI's API, chosen by name.
 */
import type { NamedProvider } from "../llm/provider/NamedProvider.ts"

/** Models on a server that speaks OpenAI's API. */
export const openAiCompatible: NamedProvider = {
  name: "openai-compatible",
  title: "OpenAI-compatible",
  drafts: true,
  refines: true,
  defaultModel: { words: "the one that is loaded" },
  requires: {
    variable: "OPENAI_BASE_URL",
    holds: "an address",
    setTo: "that of the server's API, such as http://127.0.0.1:1234/v1"
  },
  load: () => import("./OpenAiCompatibleChatModel.ts")
}
