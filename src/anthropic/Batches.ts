/**
 * The transport to Anthropic's Message Batches API, over its SDK: each is one request, never repeated.
 */
import type { MessageBatchesPage, MessageCreateParamsNonStreaming } from "@anthropic-ai/sdk/resources/messages"
import { Option, Schema } from "effect"
import { limits } from "../llm/provider/Connection.ts"
import { type AnthropicClientOptions, caller, textsOf } from "./AnthropicClient.ts"
import type { BatchResult, BatchTransport, KnownBatch } from "./BatchTransport.ts"

const ErrorOf = Schema.Struct({ error: Schema.Struct({ type: Schema.String }) })

const Line = Schema.fromJsonString(
  Schema.Struct({
    custom_id: Schema.String,
    result: Schema.Union([
      Schema.Struct({ type: Schema.Literal("succeeded"), message: Schema.Unknown }),
      Schema.Struct({ type: Schema.Literal("errored"), error: ErrorOf }),
      Schema.Struct({ type: Schema.Literal("expired") }),
      Schema.Struct({ type: Schema.Literal("canceled") })
    ])
  })
)

const Page = Schema.Struct({
  data: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      created_at: Schema.String,
      request_counts: Schema.Struct({
        processing: Schema.Finite,
        succeeded: Schema.Finite,
        errored: Schema.Finite,
        canceled: Schema.Finite,
        expired: Schema.Finite
      })
    })
  )
})

const readBatch = Schema.decodeUnknownSync(Schema.Struct({ id: Schema.NonEmptyString }))
const readPage = Schema.decodeUnknownSync(Page)
const readLine = Schema.decodeUnknownOption(Line)

/** Batches of one model. */
export const make = (
  options: AnthropicClientOptions,
  model: string
): BatchTransport<MessageCreateParamsNonStreaming, unknown> => {
  const request = caller({ ...options, isWorkedOnLater: true })
  const call = <A>(
    use: Parameters<typeof request<A>>[0],
    answer: Parameters<typeof limits>[2],
    sent: ReadonlyArray<string> = []
  ) => request(use, limits(options.deadlines, 60, answer), model, sent)

  const small = { tokens: 0, bytesPerToken: 0 }

  return {
    create: (entries) =>
      call(
        async (anthropic, signal) => {
          const requests = entries.map(({ id, params }) => ({ custom_id: id, params }))
          return readBatch(await anthropic.messages.batches.create({ requests }, { signal })).id
        },
        small,
        entries.flatMap(({ params }) => textsOf(params))
      ),
    ended: (batch) =>
      call(
        async (anthropic, signal) =>
          (await anthropic.messages.batches.retrieve(batch, {}, { signal })).processing_status === "ended",
        small
      ),
    cancel: (batch) =>
      call(async (anthropic, signal) => {
        await anthropic.messages.batches.cancel(batch, {}, { signal })
      }, small),
    results: (batch) =>
      call(
        // Not by the address that the batch names: the key goes to the server that was configured and to no other.
        async (anthropic, signal) => {
          const path = `/v1/messages/batches/${encodeURIComponent(batch)}/results`
          const response = await anthropic.get(path, { signal }).asResponse()
          return resultsIn(await response.text())
        },
        { tokens: 100_000_000, bytesPerToken: 8 }
      ),
    since: (moment) =>
      call(
        async (anthropic, signal) => {
          // The newest come first.
          const from = async (page: MessageBatchesPage): Promise<ReadonlyArray<KnownBatch>> => {
            const batches = readPage({ data: page.data }).data.map(({ created_at, id, request_counts }) => ({
              id,
              createdAt: Date.parse(created_at),
              requests: Object.values(request_counts).reduce((sum: number, count) => sum + count, 0)
            }))
            const found = batches.filter(({ createdAt }) => createdAt >= moment)
            return found.length < batches.length || !page.hasNextPage()
              ? found
              : [...found, ...(await from(await page.getNextPage()))]
          }
          return from(await anthropic.messages.batches.list({ limit: 100 }, { signal }))
        },
        { tokens: 100, bytesPerToken: 10_000 }
      )
  }
}

/** A line that cannot be read is left out: its request then counts as missing. */
const resultsIn = (text: string): ReadonlyMap<string, BatchResult<unknown>> => {
  const results = new Map<string, BatchResult<unknown>>()
  for (const line of text.split("\n")) {
    const read = Option.getOrNull(readLine(line))
    if (read === null) continue
    const { custom_id, result } = read
    switch (result.type) {
      case "succeeded":
        results.set(custom_id, { _tag: "Succeeded", message: result.message })
        break
      case "errored":
        results.set(custom_id, { _tag: "Errored", kind: result.error.error.type })
        break
      case "expired":
        results.set(custom_id, { _tag: "Expired" })
        break
      case "canceled":
        results.set(custom_id, { _tag: "Canceled" })
        break
    }
  }
  return results
}
