/**
 * Inside an app that is not written with Effect: a plain node:http server that answers with personas for the rows posted to it. One set
 * of layers serves all customers at once; what the anonymiser knows belongs to each request alone.
 * `npm run example embed-in-http-server` serves three requests of its own and ends; with `-- --listen` it keeps listening.
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
  const rows = (say: (i: number) => string) =>
    Array.from({ length: 10 }, (_, i) => ({
      Age: i % 2 === 0 ? "18-24" : "35-44",
      "What do you want to get done?": say(i)
    }))
  const post = async (body: ReturnType<typeof rows>) => {
    const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: JSON.stringify(body) })
    return Schema.decodeUnknownSync(HybridResult.HybridResult)(await response.json())
  }
  const office = rows((i) => `My boss Brunhilde Tarrant wants me to plan meals for ${20 + i} people by Monday.`)
  const household = rows(
    (i) => `I want to spend less than ${20 + i} euros a week on food without eating pasta every night.`
  )

  const alone = await post(household)
  console.log(`${alone.outcome}: ${alone.personas.length} personas`)
  const [other, beside] = await Promise.all([post(office), post(household)])
  console.log(
    `Names replaced for one customer: ${other.privacy.replaced["PERSON"] ?? 0}, for the other: ${beside.privacy.replaced["PERSON"] ?? 0}`
  )
  console.log(`The other's result is as if alone: ${JSON.stringify(beside) === JSON.stringify(alone)}`)
  server.close()
  await runtime.dispose()
}
