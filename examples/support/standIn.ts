/**
 * What stands in for language models in the examples, so that they run offline: it answers the prompts by simple rules, from what a
 * prompt shows and nothing else. No part of the package.
 */
import { createServer, type IncomingMessage } from "node:http"
import { Effect, Schema } from "effect"
import { Criteria } from "effect-persona"

const string = /"(?:[^"\\]|\\.)*"/g
const parse = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.String))
const stringsIn = (line: string) => [...line.matchAll(string)].map(([text]) => parse(text))

/** The counts and passages that a prompt shows: how it calls each, which list it is for, and what can be said of it. */
const sourcesIn = (prompt: string) => {
  let list = ""
  return prompt.split("\n").flatMap((line) => {
    if (/^(?:Counts|Passages)\b.*:$/.test(line)) list = / for (\w+) only:$/.exec(line)?.[1] ?? ""
    const name = /^([cp]\d+): /.exec(line)?.[1]
    if (name === undefined) return []
    const [question = ""] = stringsIn(line)
    const [, answer = "", share = ""] = /^c\d+: "(?:[^"\\]|\\.)*" (.*): (\d+ of \d+) in the group/.exec(line) ?? []
    const counted = `${share} answered ${answer.replace(string, (text) => `“${parse(text)}”`)} to “${question}”.`
    return [{ name, list, text: name.startsWith("c") ? counted : (stringsIn(line).at(-1) ?? "") }]
  })
}

const draft = (prompt: string, seed: number) => {
  const all = sourcesIn(prompt)
  const turned = all.map((_, place) => all[(seed + place) % all.length]).flatMap((source) => source ?? [])
  const passages = turned.filter(({ name }) => name.startsWith("p"))
  // A passage says best what it says: it is copied, letter by letter.
  const claims = (list: string) =>
    [...passages, ...turned.filter(({ name }) => name.startsWith("c"))]
      .filter((source) => source.list === list)
      .slice(0, 2)
      .map(({ name, text }) => ({ evidence: [name], text }))
  const counts = all.filter(({ list, name }) => name.startsWith("c") && list === "").slice(0, 3)
  return {
    behaviours: claims("behaviours"),
    bio: counts.map(({ name, text }) => ({ evidence: [name], text })),
    goals: claims("goals"),
    motivations: claims("motivations"),
    painPoints: claims("painPoints"),
    quotes: passages.slice(-1).map(({ name }) => name),
    title: (counts[0] ?? all[0])?.text.replace(/^.*answered (.*) to “.*$/, "$1").slice(0, 60) ?? "Says little"
  }
}

/** The JSON that a model might answer to one of the package's prompts. */
export const answerTo = (system: string, user: string, seed = 1): unknown => {
  if (system.startsWith("You write personas")) return draft(user, seed)
  if (system.startsWith("You are an editor")) {
    const [title = ""] = stringsIn(/^title: .*$/m.exec(user)?.[0] ?? "")
    return { add: [], addQuotes: [], drop: [], replace: [], title: `In short: ${title}` }
  }
  if (user.includes('"remarks"'))
    return { remarks: [{ claim: "title", criterion: "specificity", problem: "The title is vague." }] }
  if (system.startsWith("You compare two personas")) {
    const better = user.lastIndexOf("In short: ") > user.indexOf("The second persona:") ? "second" : "first"
    return { because: "It is shorter.", better }
  }
  // What a model that can think is asked before a run.
  if (!system.startsWith("You judge personas")) return { colour: "green" }
  const scaled = Criteria.standard.filter(({ byClaim }) => byClaim !== true)
  const ids = [...user.matchAll(/^([a-zA-Z]+-\d+) cites /gm)].map(([, id = ""]) => id)
  const scales = Object.fromEntries(scaled.map(({ name }) => [name, 4]))
  const claims = user.includes('"claims": [')
    ? ids.map((claim) => ({ claim, supported: "yes" }))
    : Object.fromEntries(ids.map((id) => [id, "yes"]))
  return { ...(ids.length > 0 && { claims }), scales }
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
