/**
 * Inside an app that is not written with Effect: a plain node:http server that answers with personas for the rows posted to it.
 * `npm run example embed-in-http-server` serves one request of its own and ends; with `-- --listen` it keeps listening.
 */
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { text } from "node:stream/consumers"
import { Layer, ManagedRuntime, Schema } from "effect"
import { CostMeter, HybridPipeline, HybridResult } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const runtime = ManagedRuntime.make(Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer))

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const aborted = new AbortController()
  response.on("close", () => aborted.abort())
  try {
    const records = ResearchData.fromString(await text(request), { format: "json", name: "request" })
    // A client that goes away interrupts the run.
    const result = await runtime.runPromise(HybridPipeline.generate(records, { count: 2, qualityThreshold: 0.5 }), {
      signal: aborted.signal
    })
    response.setHeader("content-type", "application/json").end(JSON.stringify(result))
  } catch (error) {
    response.statusCode = 400
    response.end(error instanceof Error ? error.message : "failed")
  }
}

const listening = process.argv.includes("--listen")
const server = createServer((request, response) => void answer(request, response))
server.listen(listening ? 8080 : 0, "127.0.0.1")
await once(server, "listening")
console.log("listening")

if (!listening) {
  const address = server.address()
  const port = typeof address === "object" ? address?.port : undefined
  const rows = Array.from({ length: 8 }, (_, i) => ({
    Age: i % 2 === 0 ? "18-24" : "35-44",
    "What do you want to get done?": `I want to spend less than ${20 + i} euros a week on food without eating pasta every night.`
  }))
  const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: JSON.stringify(rows) })
  const { outcome, personas } = Schema.decodeUnknownSync(HybridResult.HybridResult)(await response.json())
  console.log(`${outcome}: ${personas.length} personas`)
  server.close()
  await runtime.dispose()
}
