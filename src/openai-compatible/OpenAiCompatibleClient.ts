/**
 * The transport to a server that speaks OpenAI's API: one request a call over a connection of its own, never repeated.
 *
 * Answers are not streamed: a whole answer has one status, one usage and all probabilities, while servers differ in what they
 * stream. So the deadline for the first byte covers the time that the model works.
 */
import { Clock, Effect, Redacted } from "effect"
import { type Deadlines, exchange, limits, type Limits, preflightLimits } from "../llm/provider/Connection.ts"
import type { ServerAddress } from "../llm/provider/ServerAddress.ts"
import type { StageReason } from "../stages/StageError.ts"
import { type FormatRefused, garbled, reasonOfFailure, reasonOfTransport } from "./OpenAiCompatibleError.ts"
import type { ChatBody } from "./OpenAiCompatibleRequest.ts"

/** What is asked of a server. */
export interface OpenAiCompatibleClient {
  readonly address: ServerAddress
  /** One completion, as the server wrote it. */
  readonly complete: (
    body: ChatBody,
    sent: ReadonlyArray<string>
  ) => Effect.Effect<unknown, StageReason | FormatRefused>
  /** The answer to a GET under the address, such as `/models`. */
  readonly get: (path: string) => Effect.Effect<unknown, StageReason>
  /** The answer to a GET of the server outside of its `/v1`, such as `/props`. */
  readonly getBeside: (path: string) => Effect.Effect<unknown, StageReason>
}

/** How to reach a server. */
export interface OpenAiCompatibleClientOptions {
  readonly address: ServerAddress
  /** Sent as a bearer token, in place of what the address holds. */
  readonly apiKey: Redacted.Redacted | undefined
  readonly deadlines: Deadlines
}

/** A client of a server. */
export const make = ({ address, apiKey, deadlines }: OpenAiCompatibleClientOptions): OpenAiCompatibleClient => {
  const key = apiKey === undefined ? "" : Redacted.value(apiKey).trim()
  const authorization = key === "" ? address.authorization : Redacted.make(`Bearer ${key}`)
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    ...(authorization === null ? {} : { authorization: Redacted.value(authorization) })
  }

  const call = Effect.fnUntraced(function* (
    url: string,
    init: { readonly method: string; readonly body?: string },
    within: Limits,
    sent: ReadonlyArray<string>
  ) {
    const answer = yield* exchange(
      within,
      async (fetch) => {
        const response = await fetch(url, { ...init, headers })
        return { status: response.status, headers: response.headers, text: await response.text() }
      },
      (error) => reasonOfTransport(error, address)
    )
    if (answer.status !== 200) {
      const now = yield* Clock.currentTimeMillis
      return yield* Effect.fail(reasonOfFailure(answer, { address, sent: key === "" ? sent : [...sent, key] }, now))
    }
    return yield* Effect.try({ try: (): unknown => JSON.parse(answer.text), catch: () => garbled(address) })
  })

  const quick = { ...preflightLimits(deadlines), maxBytes: 50_000_000 }
  const get = (url: string) =>
    Effect.catchTag(call(url, { method: "GET" }, quick, []), "FormatRefused", ({ reason }) => Effect.fail(reason))

  return {
    address,
    complete: (body, sent) =>
      call(
        `${address.url}/chat/completions`,
        { method: "POST", body: JSON.stringify(body) },
        // An answer's token is a few bytes; with its probabilities about 100, and as many for each alternative.
        limits(deadlines, 600, {
          tokens: body.max_tokens ?? body.max_completion_tokens ?? 0,
          bytesPerToken: 64 + 256 * (body.logprobs === true ? 1 + (body.top_logprobs ?? 0) : 0)
        }),
        sent
      ),
    get: (path) => get(`${address.url}${path}`),
    getBeside: (path) => get(`${address.url.replace(/\/v1$/, "")}${path}`)
  }
}
