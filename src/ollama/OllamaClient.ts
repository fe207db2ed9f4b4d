/**
 * The transport to an Ollama server, over its own client package: one object of it a call, because only the fetch that an object
 * is made with can be interrupted.
 */
import { type Effect, Redacted } from "effect"
import { type ChatRequest, Ollama } from "ollama/browser"
import type { StageReason } from "../stages/StageError.ts"
import { type Deadlines, exchange, limits, type Limits, preflightLimits } from "../llm/provider/Connection.ts"
import { reasonOf } from "./OllamaError.ts"
import * as OllamaLines from "./OllamaLines.ts"
import type { ServerAddress } from "../llm/provider/ServerAddress.ts"

/** A chat request with the two switches that the client's types lack: never cut a prompt, never shift its start out of the window. */
export type OllamaRequest = ChatRequest & { readonly truncate: false; readonly shift: false }

/** What is asked of a server. */
export interface OllamaClient {
  readonly host: ServerAddress
  /**
   * The records of an answer as they came, the last of them included; `onRecord` is told how many there are with each that comes. One
   * request, never repeated.
   */
  readonly chat: (
    request: OllamaRequest,
    onRecord?: (records: number) => void
  ) => Effect.Effect<ReadonlyArray<unknown>, StageReason>
  readonly version: Effect.Effect<unknown, StageReason>
  readonly tags: Effect.Effect<unknown, StageReason>
  readonly show: (model: string) => Effect.Effect<unknown, StageReason>
}

/** How to reach a server. */
export interface OllamaClientOptions {
  readonly host: ServerAddress
  /** Sent as a bearer token, in place of what the address holds. */
  readonly apiKey?: Redacted.Redacted | undefined
  readonly deadlines: Deadlines
}

/** A client of a server. */
export const make = ({ apiKey, deadlines, host }: OllamaClientOptions): OllamaClient => {
  const authorization = apiKey === undefined ? host.authorization : Redacted.make(`Bearer ${Redacted.value(apiKey)}`)

  const call = <A>(
    use: (ollama: Ollama) => Promise<A>,
    within: Limits,
    sent: ReadonlyArray<string>
  ): Effect.Effect<A, StageReason> =>
    exchange(
      within,
      (fetch) =>
        use(
          new Ollama({
            host: host.url,
            fetch: async (url, init) => OllamaLines.checked(await fetch(url, init)),
            ...(authorization === null ? {} : { headers: { Authorization: Redacted.value(authorization) } })
          })
        ),
      (error) => reasonOf(error, { host, sent })
    )

  const quick = preflightLimits(deadlines)

  return {
    host,
    chat: (request, onRecord) =>
      call(
        async (ollama) => {
          const records: Array<unknown> = []
          for await (const record of await ollama.chat({ ...request, stream: true })) {
            records.push(record)
            onRecord?.(records.length)
          }
          return records
        },
        limits(deadlines, 600, {
          tokens: request.options?.num_predict ?? 0,
          // A record a token: about 200 bytes, and 100 more for each alternative.
          bytesPerToken: 512 + 128 * (request.top_logprobs ?? 0)
        }),
        (request.messages ?? []).map(({ content }) => content)
      ),
    version: call((ollama) => ollama.version(), quick, []),
    tags: call((ollama) => ollama.list(), quick, []),
    show: (model) => call((ollama) => ollama.show({ model }), { ...quick, maxBytes: 50_000_000 }, [])
  }
}
