// npm run test:openai: the OpenAI-compatible provider on a real server: preflight, a draft, a judgement, reasons, a refinement.
//
// Every request is one of the pipeline's own, over the bundled interviews.
import { Effect } from "effect"
import { OpenAiCompatibleChatModel } from "effect-persona/openai-compatible"
import { ask, faults } from "./asked-stages.mjs"

const ollama = process.env["OLLAMA_HOST"]
const baseUrl =
  process.env["OPENAI_BASE_URL"] ??
  (ollama === undefined ? undefined : `http://${ollama.replace(/^https?:\/\//, "")}/v1`)
if (baseUrl === undefined) {
  console.error(
    [
      "npm run test:openai needs a server with OpenAI's API. Start one and say where it is:",
      "  llama-server -m model.gguf    then OPENAI_BASE_URL=http://127.0.0.1:8080/v1",
      "  LM Studio, Developer, Start   then OPENAI_BASE_URL=http://127.0.0.1:1234/v1",
      "  vllm serve MODEL              then OPENAI_BASE_URL=http://127.0.0.1:8000/v1",
      "or set OLLAMA_HOST, whose /v1 is then asked. Servers of one's own only: this sends requests without a cap."
    ].join("\n")
  )
  process.exit(2)
}

// A busy machine is no fault of the server.
const deadlines = { firstByteSeconds: 1800 }

const model = await Effect.runPromise(OpenAiCompatibleChatModel.make({ baseUrl, deadlines }))
await Effect.runPromise(model.available)
console.log(`${model.model.model} at ${baseUrl}, ${model.model.location}, context ${model.contextTokens ?? "unknown"}`)

const { rows } = await Effect.runPromise(ask(model, ["examples/data/interviews"]))
console.table(rows)
const wrong = faults(rows)
for (const fault of wrong) console.error(fault)
process.exit(wrong.length > 0 ? 1 : 0)
