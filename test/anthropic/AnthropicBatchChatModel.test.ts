import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Redacted, Result, Schema } from "effect"
import * as AnthropicBatchChatModel from "../../src/anthropic/AnthropicBatchChatModel.ts"
import type { ChatRequest } from "../../src/llm/provider/ChatModel.ts"
import { type CallDetails, CallObserver } from "../../src/stages/CallDetails.ts"
import { CallNotes } from "../../src/stages/CallNotes.ts"
import { Misconfigured, notBilled } from "../../src/stages/StageError.ts"
import { type BatchServer, batchServer, type Reply } from "./support/batchServer.ts"

const Said = Schema.Struct({ said: Schema.String })

const asking = (text: string): ChatRequest<typeof Said.Type> => ({
  prompt: "test@1",
  system: [{ text: "Repeat it." }],
  user: [{ text }],
  schema: Said,
  maxOutputTokens: 50
})

/** Repeats what it was asked. */
const repeat = (params: Readonly<Record<string, unknown>>): Reply => {
  const [, text = ""] = /"text":"(ask [^"]*)"/.exec(JSON.stringify(params["messages"])) ?? []
  return { type: "succeeded", text: JSON.stringify({ said: text }), inputTokens: 100, outputTokens: 10 }
}

const options = (baseUrl: string, over: AnthropicBatchChatModel.AnthropicBatchOptions = {}) => ({
  apiKey: Redacted.make("sk-test"),
  baseUrl,
  quietSeconds: 0.1,
  pollSeconds: 0.05,
  ...over
})

const names = (count: number) => Array.from({ length: count }, (_, i) => `ask ${i}`)

describe("completions in a batch", () => {
  it.live("are gathered into one batch, and each gets its own result, in whatever order they come", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => repeat(params) })
      const model = yield* AnthropicBatchChatModel.make(options(server.url))
      const answers = yield* Effect.forEach(names(40), (text) => model.complete(asking(text)), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(
        answers.map(({ value }) => value.said),
        names(40)
      )
      assert.deepStrictEqual(
        server.batches().map(({ requests }) => requests),
        [40]
      )
      assert.strictEqual(model.terms?.batch, true)
    })
  )

  it.live("go out in full batches while more are coming", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => repeat(params) })
      const model = yield* AnthropicBatchChatModel.make(options(server.url, { maxRequests: 16 }))
      yield* Effect.forEach(names(40), (text) => model.complete(asking(text)), { concurrency: "unbounded" })
      assert.deepStrictEqual(
        server.batches().map(({ requests }) => requests),
        [16, 16, 8]
      )
    })
  )

  it.live("that were asked for twice are two requests", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => repeat(params) })
      const model = yield* AnthropicBatchChatModel.make(options(server.url))
      const same = [asking("ask me"), asking("ask me")]
      yield* Effect.forEach(same, model.complete, { concurrency: "unbounded" })
      assert.strictEqual(server.paid.length, 2)
    })
  )

  it.live("fail one by one, each with what it was billed", () =>
    Effect.gen(function* () {
      const replies: ReadonlyArray<Reply> = [
        { type: "errored", kind: "api_error" },
        { type: "errored", kind: "invalid_request_error" },
        { type: "expired" },
        { type: "succeeded", text: "no JSON", inputTokens: 7, outputTokens: 3 }
      ]
      const server = yield* batchServer({ reply: (nth, params) => replies[nth] ?? repeat(params) })
      const model = yield* AnthropicBatchChatModel.make(options(server.url))
      const results = yield* Effect.forEach(names(6), (text) => Effect.result(model.complete(asking(text))), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(
        results.map((result) =>
          Result.isSuccess(result) ? "answered" : `${result.failure.reason._tag} ${result.failure.reason.billing._tag}`
        ),
        [
          "Unavailable NotBilled",
          "Misconfigured NotBilled",
          "TimedOut NotBilled",
          "InvalidOutput Billed",
          "answered",
          "answered"
        ]
      )
    })
  )

  it.live("all fail, unbilled, where the batch is not taken", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => repeat(params), fail: () => 529 })
      const model = yield* AnthropicBatchChatModel.make(options(server.url))
      const failures = yield* Effect.forEach(names(3), (text) => Effect.flip(model.complete(asking(text))), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(
        failures.map(({ reason }) => `${reason._tag} ${reason.billing._tag}`),
        Array.from({ length: 3 }, () => "Unavailable NotBilled")
      )
    })
  )

  it.live("are not given up where looking for them fails for a while", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({
        reply: (_, params) => repeat(params),
        fail: (path, nth) => (path.startsWith("GET") && nth < 6 ? 500 : null)
      })
      const model = yield* AnthropicBatchChatModel.make(options(server.url))
      const answers = yield* Effect.forEach(names(3), (text) => model.complete(asking(text)), {
        concurrency: "unbounded"
      })
      assert.strictEqual(answers.length, 3)
      assert.strictEqual(server.paid.length, 3)
    })
  )

  it.live("without a key fail and say so", () =>
    Effect.gen(function* () {
      const model = yield* AnthropicBatchChatModel.make()
      const { reason } = yield* Effect.flip(model.complete(asking("ask")))
      assert.strictEqual(reason._tag, "Misconfigured")
    })
  )
})

describe("an interruption", () => {
  it.live("cancels the batch, and tells what each request was billed", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => repeat(params), millisEach: 60 })
      const model = yield* AnthropicBatchChatModel.make(options(server.url))
      const told: Array<CallDetails> = []
      const fibers = yield* Effect.forEach(names(10), (text) =>
        Effect.forkChild(
          Effect.provideService(model.complete(asking(text)), CallObserver, (details) => void told.push(details))
        )
      )
      yield* Effect.sleep(400)
      yield* Fiber.interruptAll(fibers)
      assert.deepStrictEqual(
        server.batches().map(({ cancelled }) => cancelled),
        [true]
      )
      const billings = told.flatMap(({ billing }) => (billing === undefined ? [] : [billing._tag]))
      assert.strictEqual(billings.length, 10)
      assert.strictEqual(billings.filter((tag) => tag === "Billed").length, server.paid.length)
      assert.isAbove(server.paid.length, 0)
      assert.isBelow(server.paid.length, 10)
    })
  )

  it.live("of one who waits cancels the batch for the others too, who are told so, unbilled", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => repeat(params), millisEach: 60_000 })
      const model = yield* AnthropicBatchChatModel.make(options(server.url))
      const [first, second] = yield* Effect.forEach(names(2), (text) =>
        Effect.forkChild(Effect.result(model.complete(asking(text))))
      )
      while (server.batches().length === 0) yield* Effect.sleep(20)
      yield* Effect.sleep(100)
      if (first === undefined || second === undefined) return assert.fail("two were started")
      yield* Fiber.interrupt(first)
      const result = yield* Fiber.join(second)
      if (Result.isSuccess(result)) return assert.fail("it was not answered")
      const { _tag, billing } = result.failure.reason
      assert.deepStrictEqual([_tag, billing._tag], ["Unavailable", "NotBilled"])
    })
  )

  it.live("before anything was sent sends nothing", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => repeat(params) })
      const model = yield* AnthropicBatchChatModel.make(options(server.url))
      const fiber = yield* Effect.forkChild(model.complete(asking("ask")))
      yield* Effect.sleep(20)
      yield* Fiber.interrupt(fiber)
      yield* Effect.sleep(300)
      assert.deepStrictEqual(server.requests, [])
    })
  )

  it.live("that closes the run cancels what is still being worked on", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: (_, params) => repeat(params), millisEach: 500 })
      yield* Effect.scoped(
        Effect.gen(function* () {
          const model = yield* AnthropicBatchChatModel.make(options(server.url))
          yield* Effect.forkChild(model.complete(asking("ask")))
          yield* Effect.sleep(300)
        })
      )
      assert.isTrue(server.batches()[0]?.cancelled)
    })
  )
})

describe("a request that an earlier start of its run sent", () => {
  const yes = (): Reply => ({ type: "succeeded", text: '{"said":"yes"}', inputTokens: 100, outputTokens: 10 })

  /** Asks with what an earlier start wrote, and gives what is written now. */
  const ask = (url: string, earlier: ReadonlyArray<unknown>) =>
    Effect.gen(function* () {
      const notes: Array<unknown> = []
      const write = (note: unknown) => Effect.sync(() => void notes.push(note))
      const model = yield* AnthropicBatchChatModel.make(options(url))
      const { value } = yield* Effect.provideService(model.complete(asking("ask 1")), CallNotes, { earlier, write })
      return { value, notes }
    }).pipe(Effect.scoped)

  it.live("is looked for in its batch, and not sent again", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: yes })
      const { notes } = yield* ask(server.url, [])
      const { notes: more, value } = yield* ask(server.url, notes)
      assert.deepStrictEqual(value, { said: "yes" })
      assert.isEmpty(more)
      assert.strictEqual(server.paid.length, 1)
    })
  )

  it.live("is looked for at the service where nobody lived to write its batch down, also while that is down", () =>
    Effect.gen(function* () {
      let failing = 2
      const server: BatchServer = yield* batchServer({
        reply: yes,
        fail: (path): number | null =>
          path.endsWith("/batches") && server.batches().length > 0 && failing-- > 0 ? 529 : null
      })
      const { notes } = yield* ask(server.url, [])
      const { value } = yield* ask(server.url, notes.slice(0, 1))
      assert.deepStrictEqual(value, { said: "yes" })
      assert.strictEqual(server.paid.length, 1)
    })
  )

  it.live("is looked for without touching batches of others, of which as many requests are worked on", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: yes })
      const { notes } = yield* ask(server.url, [])
      // Somebody else's, newer and not done for a long time.
      const slow = yield* batchServer({ reply: yes, millisEach: 60_000 })
      yield* Effect.promise(() =>
        fetch(`${slow.url}/v1/messages/batches`, {
          method: "POST",
          body: JSON.stringify({ requests: [{ custom_id: "theirs", params: { messages: [] } }] })
        })
      )
      const looking = yield* Effect.forkChild(ask(slow.url, notes.slice(0, 1)))
      yield* Effect.sleep(300)
      yield* Fiber.interrupt(looking)
      assert.deepStrictEqual(
        slow.batches().map(({ cancelled }) => cancelled),
        [false]
      )
      assert.isFalse(slow.requests.some((path) => path.endsWith("/cancel")))
      // Many requests of one batch are looked for once.
      const before = server.requests.length
      yield* Effect.scoped(
        Effect.gen(function* () {
          const model = yield* AnthropicBatchChatModel.make(options(server.url))
          const write = () => Effect.void
          yield* Effect.forEach(
            Array.from({ length: 5 }),
            () =>
              Effect.provideService(model.complete(asking("ask 1")), CallNotes, { earlier: notes.slice(0, 1), write }),
            { concurrency: 5 }
          )
        })
      )
      assert.strictEqual(server.requests.slice(before).filter((path) => path === "GET /v1/messages/batches").length, 1)
      assert.strictEqual(server.paid.length, 1)
    })
  )

  it.live("is sent where its batch never came about", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: yes })
      const { notes, value } = yield* ask(server.url, [{ id: "a-0", sentAt: 0, requests: 1 }])
      assert.deepStrictEqual(value, { said: "yes" })
      assert.strictEqual(notes.length, 2)
      assert.strictEqual(server.paid.length, 1)
    })
  )

  it.live("leaves no word of it and no key in the notes, and is not sent where they cannot be written", () =>
    Effect.gen(function* () {
      const server = yield* batchServer({ reply: yes })
      const { notes } = yield* ask(server.url, [])
      const text = JSON.stringify(notes)
      assert.match(text, /msgbatch_1/)
      for (const word of ["ask 1", "Repeat", "sk-test", "yes"]) assert.notInclude(text, word)
      const full = new Misconfigured({ message: "The disk is full.", billing: notBilled })
      const model = yield* AnthropicBatchChatModel.make(options(server.url))
      const refused = yield* model
        .complete(asking("ask 2"))
        .pipe(Effect.provideService(CallNotes, { earlier: [], write: () => Effect.fail(full) }), Effect.flip)
      assert.strictEqual(refused.reason.message, "The disk is full.")
      assert.strictEqual(server.paid.length, 1)
    })
  )
})
