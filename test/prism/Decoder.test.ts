import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { assert, describe, it, vi } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import * as OllamaChatModel from "../../src/ollama/OllamaChatModel.ts"
import { request } from "../llm/provider/support/request.ts"

const here = fileURLToPath(new URL(".", import.meta.url))
const prism = `${here}node_modules/@stoplight/prism-cli/dist/index.js`

const CALLS = 2000
const PORT = 40_419

const server = Effect.acquireRelease(
  Effect.sync(() =>
    spawn(process.execPath, [prism, "mock", "-d", "-p", String(PORT), "-v", "silent", "openapi.yaml"], { cwd: here })
  ),
  (running) => Effect.sync(() => void running.kill())
)

describe("random replies of the documented shape", () => {
  it.live(
    `become an answer or a typed error in each of ${CALLS} calls, without a defect and without a word on the console`,
    () =>
      Effect.gen(function* () {
        yield* server
        const url = `http://127.0.0.1:${PORT}`
        yield* Effect.retry(
          Effect.tryPromise({ try: () => fetch(`${url}/api/version`), catch: (error) => String(error) }),
          Schedule.max([Schedule.spaced("200 millis"), Schedule.recurs(300)])
        )
        const written: Array<unknown> = []
        const spies = (["log", "warn", "error"] as const).map((name) =>
          vi.spyOn(console, name).mockImplementation((...words) => void written.push(words))
        )
        const outcomes = new Map<string, number>()
        // Every tenth call asks what the server has as well, and so starts anew from what that says.
        const groups = Array.from({ length: CALLS / 10 }, (_, group) => group)
        yield* Effect.forEach(
          groups,
          () =>
            Effect.gen(function* () {
              const model = yield* OllamaChatModel.make({ host: url })
              yield* Effect.ignore(model.available)
              for (let call = 0; call < 10; call++) {
                const outcome = yield* model.complete(request).pipe(
                  Effect.as("answered"),
                  Effect.catch(({ reason }) => Effect.succeed(reason._tag))
                )
                outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
              }
            }),
          { concurrency: 4 }
        )
        for (const spy of spies) spy.mockRestore()
        assert.deepStrictEqual(written, [])
        const total = [...outcomes.values()].reduce((sum, count) => sum + count, 0)
        assert.strictEqual(total, CALLS)
        // Else the replies were all of one kind, and little was tried.
        assert.includeMembers([...outcomes.keys()], ["answered", "InvalidOutput", "Truncated"])
      }),
    600_000
  )
})
