// npm run test:ollama: every request of the pipeline on a real Ollama server, on each model that is installed of those named below, else
// on --model NAME, with a table of time, tokens and outcome; and what the requests and answers were like on the wire.
import http from "node:http"
import { Effect, Fiber } from "effect"
import { OllamaChatModel } from "effect-persona/ollama"
import { ask, faults } from "./asked-stages.mjs"

const host = process.env["OLLAMA_HOST"]
if (host === undefined) {
  console.error(
    [
      "npm run test:ollama needs an Ollama server: install it from https://ollama.com, get a model, and say where it is:",
      "  ollama pull qwen3:8b",
      "  OLLAMA_HOST=127.0.0.1:11434 npm run test:ollama -- --model qwen3:8b"
    ].join("\n")
  )
  process.exit(2)
}

/** Tiny, with the habits of four kinds of models. */
const tiny = ["smollm2:135m", "smollm2-jinja:135m", "smollm2-qwen35:135m", "smollm2-olmo3:135m"]
/** Those that an old server lets keep to no shape. */
const shapeless = new Set(["smollm2-qwen35:135m", "smollm2-olmo3:135m"])

const url = host.includes("://") ? host : `http://${host}`
const json = async (path) => (await fetch(`${url}${path}`)).json()
const { models } = await json("/api/tags")
const { version } = await json("/api/version")
const installed = models.map(({ name }) => name)
const at = process.argv.indexOf("--model")
const named = at < 0 ? [] : [process.argv[at + 1]]
const wanted = named.length > 0 ? named : tiny.filter((name) => installed.includes(name))
if (wanted.length === 0) {
  console.error(
    `None of ${tiny.join(", ")} is installed at ${url}. Installed: ${installed.join(", ")}. Name one with --model.`
  )
  process.exit(2)
}

/** Passes everything on to the server, and keeps the calls of models as they were on the wire. */
const calls = []
const proxy = http.createServer((request, response) => {
  const parts = []
  request.on("data", (part) => parts.push(part))
  request.on("end", () => {
    const target = new URL(request.url, url)
    const upstream = http.request(target, {
      method: request.method,
      headers: { ...request.headers, host: target.host }
    })
    const isChat = target.pathname === "/api/chat"
    const call = { body: isChat ? JSON.parse(Buffer.concat(parts).toString()) : null, records: "" }
    upstream.on("response", (answer) => {
      response.writeHead(answer.statusCode, answer.headers)
      answer.on("data", (part) => {
        call.records += part
        response.write(part)
      })
      answer.on("end", () => {
        if (isChat) calls.push(call)
        response.end()
      })
      answer.on("error", () => response.destroy())
    })
    upstream.on("error", () => response.destroy())
    response.on("close", () => upstream.destroy())
    upstream.end(Buffer.concat(parts))
  })
})
await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve))
const through = `http://127.0.0.1:${proxy.address().port}`

/** An answer as it was on the wire. */
const read = ({ body, records }) => {
  const all = records
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))
  const text = (key) => all.map(({ message }) => message?.[key] ?? "").join("")
  return { body, content: text("content"), thinking: text("thinking"), last: all.at(-1) }
}

/** What is wrong with the calls of a model as they were on the wire. */
const wireFaults = (name, answers) => {
  const drafts = answers.filter(({ body }) => body.format?.properties?.bio !== undefined)
  const wrong = []
  for (const { content, thinking } of drafts) {
    const text = content.trim() === "" ? thinking : content
    if (text.indexOf('"evidence"') > text.indexOf('"text"')) wrong.push("evidence does not stand before text")
  }
  if (name === "smollm2-qwen35:135m" && drafts.some(({ body }) => body.think !== false)) wrong.push("asked to think")
  if (name === "smollm2-olmo3:135m" && drafts.some(({ content }) => content.trim() !== "")) {
    wrong.push("the answer is not in the thinking field")
  }
  // What drafts of a segment share is read once. Only the first model meets a server that has read nothing of it yet.
  if (name !== wanted[0]) return wrong
  const [first, second] = drafts.map(({ last }) => last?.prompt_eval_duration ?? Number.NaN)
  const share = second / first
  console.log(`second draft of the segment: its prompt is read in ${share.toFixed(2)} of the first's time (bound .35)`)
  if (!(share <= 0.35)) wrong.push(`the second draft's prompt took ${share.toFixed(2)} of the first's time`)
  return wrong
}

const asked = (name) =>
  Effect.gen(function* () {
    console.log(`\n${name}`)
    calls.length = 0
    const began = performance.now()
    const model = yield* OllamaChatModel.make({ model: name, host: through })
    const prepared = yield* Effect.result(Effect.andThen(model.available, model.prepare))
    const seconds = (performance.now() - began) / 1000
    if (prepared._tag === "Failure") {
      const { message } = prepared.failure
      const isExpected = shapeless.has(name) && version.startsWith("0.24") && message.includes("Update Ollama")
      const ok = isExpected && seconds < 30
      const row = { model: name, manner: "refused", request: "-", outcome: message, ok, seconds: seconds.toFixed(1) }
      return { table: [row], wrong: ok ? [] : [`${name}: ${message} (after ${seconds.toFixed(1)} s)`] }
    }
    const manner = model.manner() ?? "does not think"
    calls.length = 0
    const { rows } = yield* ask(model, ["examples/data/larder-survey.csv"])
    return {
      table: rows.map((row) => ({ model: name, manner, ...row })),
      wrong: [...faults(rows), ...wireFaults(name, calls.map(read))].map((fault) => `${name}: ${fault}`)
    }
  }).pipe(Effect.catch(({ message }) => Effect.succeed({ table: [], wrong: [`${name}: ${message}`] })))

/** Whether the server works, where it tells (llama.cpp's does). */
const isWorking = async () => {
  const answer = await fetch(`${url}/engine/slots`)
  if (!answer.ok) return null
  const slots = await answer.json()
  return slots.some(({ is_processing: busy }) => busy)
}

const until = async (state, seconds) => {
  const began = performance.now()
  const look = async () => {
    const passed = (performance.now() - began) / 1000
    if ((await isWorking()) === state || passed > seconds) return passed
    await new Promise((resolve) => setTimeout(resolve, 50))
    return look()
  }
  return look()
}

/** A run that is interrupted while the server reads its prompt, and one while it writes, leave the server idle soon. */
const interrupted = (name) =>
  Effect.gen(function* () {
    if ((yield* Effect.promise(isWorking)) === null) return []
    const model = yield* OllamaChatModel.make({ model: name, host: url })
    const wrong = []
    for (const [what, millis, bound] of [
      ["reading a prompt", 300, 5],
      ["writing", 14_000, 2]
    ]) {
      const run = yield* Effect.forkChild(ask(model, ["examples/data/larder-survey.csv"], { seed: 77 + millis }))
      yield* Effect.promise(() => until(true, 60))
      yield* Effect.sleep(millis)
      yield* Fiber.interrupt(run)
      const seconds = yield* Effect.promise(() => until(false, 30))
      console.log(`interrupted while ${what}: the server is idle after ${seconds.toFixed(1)} s (bound ${bound})`)
      if (seconds > bound) wrong.push(`interrupted while ${what}, the server was busy for ${seconds.toFixed(1)} s`)
    }
    return wrong
  })

const all = await Effect.runPromise(Effect.forEach(wanted, asked))
const busy = named.length > 0 ? [] : await Effect.runPromise(interrupted(wanted[0]))
console.table(all.flatMap(({ table }) => table))
const wrong = [...all.flatMap((one) => one.wrong), ...busy]
for (const fault of wrong) console.error(fault)
process.exit(wrong.length > 0 ? 1 : 0)
