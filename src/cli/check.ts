/**
 * `persona check`: what is available here.
 */
import { Effect, Option, Result, Schema } from "effect"
import { Command } from "effect/cli"
import { FetchHttpClient, HttpClient, HttpClientResponse } from "effect/http"
import * as AnthropicPrices from "../cost/AnthropicPrices.ts"
import { modelsOf, Prices } from "../cost/Prices.ts"
import * as Output from "./Output.ts"

/** The command. */
export const check = Command.make(
  "check",
  {},
  Effect.fnUntraced(function* () {
    const prices = yield* Prices
    const host = ollamaHost(process.env["OLLAMA_HOST"])
    const key = (process.env["ANTHROPIC_API_KEY"] ?? "") !== ""
    yield* Output.data(
      [
        `Node          ${process.version}`,
        "Embedded      ready: drafts, judges and refines without a model, a network or a key",
        `Ollama        ${yield* ollama(host)}`,
        `Anthropic     ANTHROPIC_API_KEY is ${key ? "set" : "not set"}`,
        `Prices        as of ${AnthropicPrices.asOf}, for anthropic: ${modelsOf(prices, "anthropic").join(", ")}`,
        "",
        "The command of this version runs the embedded stages; other models are used from code, with a layer of your own.",
        ""
      ].join("\n")
    )
  })
).pipe(
  Command.withDescription("Say what is available here: models, servers, keys, prices"),
  Command.provide(FetchHttpClient.layer)
)

const ollamaHost = (given: string | undefined): string => {
  const host = (given ?? "").trim() === "" ? "127.0.0.1:11434" : (given ?? "").trim()
  const url = /^https?:\/\//.test(host) ? host : `http://${host}`
  return url.replace("//0.0.0.0", "//127.0.0.1").replace(/\/+$/, "")
}

const Tags = Schema.Struct({ models: Schema.Array(Schema.Struct({ name: Schema.String })) })

const ollama = Effect.fnUntraced(function* (host: string) {
  const answer = yield* HttpClient.get(`${host}/api/tags`).pipe(
    Effect.flatMap(HttpClientResponse.schemaBodyJson(Tags)),
    Effect.timeoutOption("2 seconds"),
    Effect.result
  )
  if (Result.isFailure(answer) || Option.isNone(answer.success))
    return `no server answers at ${withoutCredentials(host)}`
  const { models } = answer.success.value
  return models.length === 0
    ? `a server answers at ${withoutCredentials(host)}, with no models installed`
    : `a server answers at ${withoutCredentials(host)}, with ${models.map(({ name }) => name).join(", ")}`
})

const withoutCredentials = (host: string): string => host.replace(/\/\/[^@/]*@/, "//")
