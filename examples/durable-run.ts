/**
 * A run that goes on where it was cut off: `npm run example durable-run`. Its journal lies in a folder, so the second start could as well
 * be another process. The refiner is a stand-in that is priced like a frontier model and counts what it is asked.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Layer, Option, Stream } from "effect"
import { CostMeter, HybridPipeline, Price, Prices, Refiner, Usage } from "effect-persona"
import { FolderRunStore } from "effect-persona/durable"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

let asked = 0

const Editor = Layer.succeed(Refiner, {
  model: { provider: "acme", model: "frontier-1", location: "remote" },
  bound: () => Effect.succeed({ inputTokens: 3000, outputTokens: 1000 }),
  refine: ({ persona }) =>
    Effect.sync(() => {
      asked++
      return { value: { title: `${persona.title} (refined)` }, usage: Usage.make(2500, 300) }
    })
})

const EditorPrice = Prices.layer([
  Price.make({ provider: "acme", model: "frontier-1", input: 3, output: 15, source: "acme.example/prices" })
])

const directory = mkdtempSync(join(tmpdir(), "persona-runs-"))

const Stages = Layer.mergeAll(
  Embedded.layer,
  Editor,
  LocalAnonymiser.layer(),
  CostMeter.layer.pipe(Layer.provide(EditorPrice)),
  FolderRunStore.layer({ directory })
).pipe(Layer.provideMerge(NodeServices.layer))

const events = HybridPipeline.stream(
  ResearchData.fromPaths(["examples/data/larder-survey.csv"]),
  { count: 4, maxFrontierCost: 1 },
  { run: "larder" }
)

const program = Effect.gen(function* () {
  // Left in the middle, as a process that is killed leaves it: nothing is handed back.
  yield* Stream.runHead(Stream.filter(events, (event) => event._tag === "PersonaFinished"))
  yield* Console.log(`Cut off after ${asked} paid call${asked === 1 ? "" : "s"}.`)

  const resumed = yield* Stream.runHead(Stream.filter(events, (event) => event._tag === "RunResumed"))
  if (Option.isSome(resumed)) yield* Console.log(`The next start finds ${resumed.value.calls} calls in the journal.`)

  const result = yield* Stream.runLast(Stream.filter(events, (event) => event._tag === "RunFinished"))
  if (Option.isSome(result)) {
    const { costReport, counts } = result.value.result
    yield* Console.log(`${counts.refined} of ${counts.delivered} personas refined for $${costReport.totalUsd}`)
    yield* Console.log(`Within the cap over all starts: ${costReport.totalUsd + costReport.possiblyBilledUsd <= 1}`)
  }

  const before = asked
  yield* HybridPipeline.stored("larder")
  yield* Console.log(`Read back with ${asked - before} calls.`)
}).pipe(Effect.ensuring(Effect.sync(() => rmSync(directory, { recursive: true, force: true }))))

await Effect.runPromise(Effect.provide(program, Stages))
