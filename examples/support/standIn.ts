/**
 * What stands in for language models in the examples, so that they run offline: it answers the prompts by simple rules, from what a
 * prompt shows and nothing else. No part of the package.
 */
import { createServer, type IncomingMessage } from "node:http"
import { Effect, Schema } from "effect"
import { Criteria } from "effect-persona"

const cells = /^ {2}([\w-]+): (".*")$/
const parse = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.String))

/** The answers that a prompt shows: by record and column. */
const answersIn = (prompt: string) => {
  let record = ""
  return prompt.split("\n").flatMap((line) => {
    if (/^r\d+$/.test(line)) record = line
    const [, column = "", quoted = '""'] = cells.exec(line) ?? []
    return record === "" || column === "" ? [] : [{ record, column, passage: parse(quoted) }]
  })
}

const draft = (prompt: string, seed: number) => {
  const all = answersIn(prompt)
  const long = all.filter(({ passage }) => passage.length > 20)
  const own = long.length > 3 ? long : all
  const at = (place: number) => own[(seed + place * 7) % own.length] ?? { record: "r1", column: "c1", passage: "" }
  const claim = (place: number, before: string) => {
    const source = at(place)
    return [{ text: `${before}: ${source.passage}`, sources: [source] }]
  }
  return {
    name: ["Robin", "Sam", "Kim", "Alex", "Noor", "Toni"][seed % 6],
    title: `Somebody who says: ${at(0).passage.slice(0, 40)}`,
    summary: `In their words: ${[0, 1, 2, 3].map((place) => at(place).passage).join("; ")}.`,
    facts: [],
    goals: claim(0, "Wants"),
    painPoints: claim(1, "Minds"),
    behaviours: claim(2, "Does"),
    motivations: claim(3, "Cares"),
    quotes: own.length === 0 ? [] : [{ text: at(0).passage, record: at(0).record, column: at(0).column }]
  }
}

/** The JSON that a model might answer to one of the package's prompts. */
export const answerTo = (system: string, user: string, seed = 1): unknown => {
  if (system.includes("you write one persona")) return draft(user, seed)
  if (system.includes("You are an editor"))
    return { edits: [{ at: "/title", text: "Edited: a clearer title", evidence: ["e1"] }] }
  if (user.includes('"remarks"'))
    return { remarks: [{ criterion: "specificity", place: "/title", problem: "The title is vague." }] }
  return Object.fromEntries(Criteria.standard.map(({ name }) => [name, 4]))
}

const Text = Schema.Union([Schema.String, Schema.Array(Schema.Struct({ text: Schema.String }))])
const Body = Schema.Struct({
  model: Schema.String,
  system: Schema.optionalKey(Text),
  messages: Schema.Array(Schema.Struct({ role: Schema.String, content: Text })),
  options: Schema.optionalKey(Schema.Struct({ seed: Schema.optionalKey(Schema.Finite) })),
  seed: Schema.optionalKey(Schema.Finite)
})

const plain = (text: typeof Text.Type | undefined): string =>
  typeof text === "string" ? text : (text ?? []).map((part) => part.text).join("\n")

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Uint8Array> = []
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks).toString("utf8")
}

const complete = async (path: string, request: IncomingMessage): Promise<string> => {
  const { messages, model, options, seed, system } = Schema.decodeUnknownSync(Schema.fromJsonString(Body))(
    await read(request)
  )
  const of = (role: string) =>
    messages
      .filter((message) => message.role === role)
      .map(({ content }) => plain(content))
      .join("\n")
  const text = JSON.stringify(answerTo(plain(system) + of("system"), of("user"), options?.seed ?? seed))
  const tokens = { prompt: Math.ceil(of("user").length / 4), answer: Math.ceil(text.length / 4) }
  const usage = { input_tokens: tokens.prompt, output_tokens: tokens.answer }
  if (path === "/api/chat") {
    const done = { done: true, done_reason: "stop", prompt_eval_count: tokens.prompt, eval_count: tokens.answer }
    return `${JSON.stringify({ model, created_at: "", message: { role: "assistant", content: text }, ...done })}\n`
  }
  if (path === "/v1/chat/completions") {
    const choice = { index: 0, finish_reason: "stop", message: { role: "assistant", content: text } }
    const counts = { prompt_tokens: tokens.prompt, completion_tokens: tokens.answer }
    return JSON.stringify({ id: "chatcmpl-1", object: "chat.completion", model, choices: [choice], usage: counts })
  }
  return [
    { type: "message_start", message: { id: "msg_1", type: "message", role: "assistant", model, content: [], usage } },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage },
    { type: "message_stop" }
  ]
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join("")
}

const pages: Readonly<Record<string, unknown>> = {
  "/api/version": { version: "0.13.0" },
  "/api/tags": { models: [{ name: "qwen3:8b", size: 5e9 }] },
  "/v1/models": { object: "list", data: [{ id: "qwen3-8b", object: "model", max_model_len: 32_768 }] },
  "/api/show": { capabilities: ["completion"], model_info: { "stand-in.context_length": 32_768 } }
}

/** A server on loopback that speaks as Ollama, as Anthropic and as OpenAI do; it stops with the scope. */
export const server = Effect.acquireRelease(
  Effect.callback<{ readonly url: string; readonly close: () => void }>((resume) => {
    const http = createServer((request, response) => {
      const path = request.url ?? "/"
      const isChat = ["/api/chat", "/v1/chat/completions"].includes(path) || path.startsWith("/v1/messages")
      const type = path.startsWith("/v1/messages") ? "text/event-stream" : "application/json"
      const answer = isChat ? complete(path, request) : Promise.resolve(JSON.stringify(pages[path] ?? {}))
      answer.then(
        (text) => response.writeHead(200, { "content-type": type }).end(text),
        () => response.writeHead(500).end()
      )
    })
    http.listen(0, "127.0.0.1", () => {
      const address = http.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, close: () => http.close() }))
    })
  }),
  ({ close }) => Effect.sync(close)
)
