/**
 * The most tokens that a request can take, without knowing how the service counts.
 */
import { Effect } from "effect"
import type { ModelInfo } from "../../domain/ModelInfo.ts"
import type { TokenBound } from "../../domain/Usage.ts"
import type { ChatModelShape, ChatRequest } from "./ChatModel.ts"

/** What a service adds to a request: roles, separators, its own words on structured answers. */
const OVERHEAD = 1000

/** Of English in JSON, and of vocabularies that count more tokens than others. */
const BYTES_PER_TOKEN = 3.5

/**
 * A bound from the serialised body of a request, schema included: a token stands for at least one byte of the text, or of its
 * normal form, which is longer for a few characters.
 *
 * @example
 * ```ts
 * import { byteBound } from "effect-persona/llm/provider"
 *
 * byteBound('{"prompt":"Grüße"}', { maxOutputTokens: 200 }).inputTokens // => 1020
 * ```
 */
export const byteBound = (
  body: string,
  request: Pick<ChatRequest<unknown>, "maxOutputTokens" | "expectedOutputTokens">,
  /** Tokens of the answer beyond what the request asks for, such as for thinking. */
  extraOutputTokens = 0
): TokenBound => {
  const bytes = Math.max(byteLength(body), byteLength(body.normalize("NFKC")))
  return {
    inputTokens: bytes + OVERHEAD,
    outputTokens: request.maxOutputTokens + extraOutputTokens,
    expected: {
      inputTokens: Math.ceil(bytes / BYTES_PER_TOKEN),
      outputTokens: request.expectedOutputTokens ?? request.maxOutputTokens
    }
  }
}

/**
 * A model that is priced and never called, for estimates.
 *
 * @example
 * ```ts
 * import { onlyPriced } from "effect-persona/llm/provider"
 *
 * const frontier = onlyPriced({ provider: "anthropic", model: "claude-sonnet-5-5", location: "remote" })
 * ```
 */
export const onlyPriced = (model: ModelInfo): ChatModelShape => ({
  model,
  available: Effect.void,
  contextTokens: null,
  bound: (request) => Effect.sync(() => byteBound(JSON.stringify([request.system, request.user]), request)),
  complete: () => Effect.die(new Error("This model is only priced, and cannot be called."))
})

const encoder = new TextEncoder()

const byteLength = (text: string): number => encoder.encode(text).byteLength
