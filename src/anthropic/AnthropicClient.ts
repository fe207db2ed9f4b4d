/**
 * The transport to Anthropic's Messages API, over its own SDK, of which only one attempt at a request is wanted: no retries, no
 * look into profiles on disk, no spans, no console.
 */
import { Anthropic } from "@anthropic-ai/sdk"
import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages"
import { Clock, Effect, Redacted } from "effect"
import * as CallDetails from "../stages/CallDetails.ts"
import { billedAtLeast, type StageReason } from "../stages/StageError.ts"
import { type Deadlines, exchange, limits, type Limits, preflightLimits } from "../llm/provider/Connection.ts"
import { toldUsage } from "./AnthropicAnswer.ts"
import { reasonOf } from "./AnthropicError.ts"

/** The events of an answer whose stream has ended. */
export interface Events {
  readonly events: ReadonlyArray<unknown>
  /** The service's id of the request, for its support. */
  readonly requestId: string | null
}

/** What is asked of the service. */
export interface AnthropicClient {
  readonly baseUrl: string
  /** One request, never repeated. */
  readonly create: (body: MessageCreateParamsStreaming) => Effect.Effect<Events, StageReason>
  /** The tokens of a prompt, as the service counts them; free of charge. */
  readonly countTokens: (body: MessageCreateParamsStreaming) => Effect.Effect<number, StageReason>
  /** Asks for the model's page: whether the key is good and the model exists. */
  readonly retrieve: (model: string) => Effect.Effect<void, StageReason>
}

/** How to reach the service. */
export interface AnthropicClientOptions {
  readonly apiKey: Redacted.Redacted
  readonly baseUrl: string
  readonly deadlines: Deadlines
  /** What is asked for is worked on after the answer. */
  readonly isWorkedOnLater?: boolean
}

/** The SDK sets a timer of its own, which would end a call in another way than ours: the longest that a timer can be. */
const NEVER = 2_147_483_647

const silent = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} }

/** Makes one request, and says what a failure of it means. `sent` is what no message may repeat. */
export type Caller = <A>(
  use: (anthropic: Anthropic, signal: AbortSignal) => Promise<A>,
  within: Limits,
  model: string,
  sent: ReadonlyArray<string>
) => Effect.Effect<A, StageReason>

/** A caller of the service. */
export const caller =
  ({ apiKey, baseUrl, isWorkedOnLater = false }: AnthropicClientOptions): Caller =>
  (use, within, model, sent) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      exchange(
        within,
        (fetch, signal) =>
          use(
            new Anthropic({
              apiKey: Redacted.value(apiKey),
              authToken: null,
              baseURL: baseUrl,
              maxRetries: 0,
              timeout: NEVER,
              fetch,
              logger: silent,
              logLevel: "off",
              openTelemetry: false
            }),
            signal
          ),
        (error) => reasonOf(error, { baseUrl, model, sent: [...sent, Redacted.value(apiKey)], isWorkedOnLater }, now)
      )
    )

/** A client of the service. */
export const make = (options: AnthropicClientOptions): AnthropicClient => {
  const { baseUrl, deadlines } = options
  const call = caller(options)
  const quick = preflightLimits(deadlines)

  return {
    baseUrl,
    create: (body) =>
      Effect.flatMap(CallDetails.CallObserver, (observe) =>
        call(
          async (anthropic, signal) => {
            const { data, response } = await anthropic.messages.create(body, { signal }).withResponse()
            const events: Array<unknown> = []
            for await (const event of data) {
              events.push(event)
              // Told at once: where the answer is cut, nobody is left to tell it.
              const told = toldUsage(event)
              if (told !== null) observe?.({ billing: billedAtLeast(told) })
            }
            return { events, requestId: response.headers.get("request-id") }
          },
          // An event a token is about 150 bytes, and pings come in between.
          limits(deadlines, 300, { tokens: body.max_tokens, bytesPerToken: 512 }),
          body.model,
          textsOf(body)
        )
      ),
    countTokens: ({ messages, model, output_config, system, thinking }) =>
      call(
        async (anthropic, signal) => {
          const asked = {
            messages,
            model,
            ...(output_config === undefined ? {} : { output_config }),
            ...(system === undefined ? {} : { system }),
            ...(thinking === undefined ? {} : { thinking })
          }
          const { input_tokens } = await anthropic.messages.countTokens(asked, { signal })
          return input_tokens
        },
        quick,
        model,
        []
      ),
    retrieve: (model) =>
      call(
        async (anthropic, signal) => {
          await anthropic.models.retrieve(model, {}, { signal })
        },
        quick,
        model,
        []
      )
  }
}

/** The texts of a request. */
export const textsOf = ({
  messages,
  system
}: Pick<MessageCreateParamsStreaming, "messages" | "system">): ReadonlyArray<string> =>
  [system ?? [], ...messages.map(({ content }) => content)].flatMap((content) =>
    typeof content === "string" ? [content] : content.flatMap((block) => (block.type === "text" ? [block.text] : []))
  )
