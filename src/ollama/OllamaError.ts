/**
 * What a failed request to Ollama means in the words of the stages, and what to do about it.
 */
import { Result, Schema } from "effect"
import {
  InvalidOutput,
  Misconfigured,
  notBilled,
  type StageReason,
  Truncated,
  Unavailable,
  unknownBilling
} from "../stages/StageError.ts"
import { quotableWords, reasonOfStatus } from "../llm/provider/ServerRefusal.ts"
import { transportErrorIn, transportReason } from "../llm/provider/TransportError.ts"
import type { ServerAddress } from "../llm/provider/ServerAddress.ts"

/** What failed: which server was asked, and the texts it was sent. */
export interface Asked {
  readonly host: ServerAddress
  readonly sent: ReadonlyArray<string>
}

/** How to get a server that does not answer to answer. */
export const howToStart =
  'Start it with "ollama serve" or by opening the Ollama app, or say where it runs with OLLAMA_HOST.'

/** A failure in the words of the stages. */
export const reasonOf = (error: unknown, asked: Asked): StageReason => {
  const server = `Ollama at ${asked.host.url}`
  const transport = transportErrorIn(error)
  if (transport !== undefined) return transportReason(transport, { server, howToStart })
  if (isResponseError(error)) return ofStatus(error.status_code, error.error, server, asked)
  // What the client throws for a record that is an error, and at the end of an answer without a last record.
  const words = error instanceof Error ? error.message : ""
  if (words.startsWith("Did not receive done")) {
    return new Truncated({
      message: `${server} ended its answer without saying that it was done: it stopped, or its guard against repetition cut in. See its log.`,
      billing: unknownBilling
    })
  }
  return new Unavailable({
    message: `${server} failed in the middle of its answer${saying(words, asked)}. See its log.`,
    billing: unknownBilling
  })
}

const ofStatus = (status: number, words: string, server: string, asked: Asked): StageReason => {
  const tooLong = tooLongIn(words)
  if (tooLong !== null) {
    return new Truncated({
      message: `${server} was sent a prompt of ${tooLong.tokens} tokens, and its window has ${tooLong.contextTokens}. Raise contextTokens, or ask for less.`,
      prompt: tooLong,
      billing: notBilled
    })
  }
  const said = `${server} answered ${status}${saying(words, asked)}`
  if (status === 404) {
    return new Misconfigured({
      message: `${said}. "ollama list" shows the installed models, "ollama pull" gets another.`,
      billing: notBilled
    })
  }
  if (status === 503) {
    return new Unavailable({
      message: `${said}: it is busy. Lower concurrency, or raise OLLAMA_MAX_QUEUE and OLLAMA_NUM_PARALLEL on the server.`,
      billing: notBilled
    })
  }
  if (status >= 500) return new Unavailable({ message: `${said}. See its log.`, billing: unknownBilling })
  if (status === 401 || status === 403) {
    return new Misconfigured({
      message: `${said}: it wants credentials. Put them in OLLAMA_HOST (https://name:password@host), or set OLLAMA_API_KEY.`,
      billing: notBilled
    })
  }
  return reasonOfStatus(
    { status, said, retryAfterMillis: null },
    { addressVariable: "OLLAMA_HOST", otherwise: "The request is not one it takes." }
  )
}

const TooLong = Schema.fromJsonString(
  Schema.Struct({
    error: Schema.Struct({
      type: Schema.Literal("exceed_context_size_error"),
      n_prompt_tokens: Schema.Int,
      n_ctx: Schema.Int
    })
  })
)

/** How long a prompt was that does not fit, where that is what the words say. */
const tooLongIn = (words: string): NonNullable<Truncated["prompt"]> | null => {
  const found = Schema.decodeUnknownResult(TooLong)(words.slice(Math.max(0, words.indexOf("{"))))
  if (Result.isFailure(found)) return null
  const { n_ctx, n_prompt_tokens } = found.success.error
  return { tokens: n_prompt_tokens, contextTokens: n_ctx }
}

const saying = (words: string, { sent }: Asked): string => {
  const quote = quotableWords(words, sent)
  return quote === null ? "" : `, saying "${quote}"`
}

// The client does not export its error.
const isResponseError = (error: unknown): error is Error & { readonly error: string; readonly status_code: number } =>
  error instanceof Error &&
  error.name === "ResponseError" &&
  "status_code" in error &&
  typeof error.status_code === "number" &&
  "error" in error &&
  typeof error.error === "string"

/** An answer that is not one, and was paid for. */
export const invalid = (
  host: ServerAddress,
  model: string,
  what: string,
  billing: InvalidOutput["billing"]
): InvalidOutput =>
  new InvalidOutput({
    message: `ollama/${model} at ${host.url} gave no usable answer: ${what}.`,
    problem: what,
    billing
  })
