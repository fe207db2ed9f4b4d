// npm run test:ollama: every request of the pipeline on a real Ollama server, on each model that is installed of those named below, else
// on --model NAME, with a table of time, tokens and outcome.
import { Effect } from "effect"
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

const url = host.includes("://") ? host : `http://${host}`
const { models } = await (await fetch(`${url}/api/tags`)).json()
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

const asked = (name) =>
  Effect.gen(function* () {
    console.log(`\n${name}`)
    const model = yield* OllamaChatModel.make({ model: name, host })
    yield* Effect.andThen(model.available, model.prepare)
    const manner = model.manner() ?? "does not think"
    const { rows } = yield* ask(model, ["examples/data/larder-survey.csv"])
    return {
      table: rows.map((row) => ({ model: name, manner, ...row })),
      wrong: faults(rows).map((fault) => `${name}: ${fault}`)
    }
  }).pipe(Effect.catch(({ message }) => Effect.succeed({ table: [], wrong: [`${name}: ${message}`] })))

const all = await Effect.runPromise(Effect.forEach(wanted, asked))
console.table(all.flatMap(({ table }) => table))
const wrong = all.flatMap((one) => one.wrong)
for (const fault of wrong) console.error(fault)
process.exit(wrong.length > 0 ? 1 : 0)
