import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Predicate, Stream } from "effect"
import { EmbeddedRefiner } from "../../src/embedded/index.ts"
import { claimsOf } from "../../src/domain/Persona.ts"
import * as Seed from "../../src/domain/Seed.ts"
import * as Ollama from "../../src/ollama/index.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import { cooks, others } from "../llm/support/Study.ts"
import { faultServer, reply } from "../llm/provider/support/faultServer.ts"

/** Any value of a schema, as a grammar lets a model write it that has no idea of anything. */
const sample = (schema: unknown, random: () => number): unknown => {
  if (!Predicate.isObject(schema)) return null
  const read: Readonly<Record<string, unknown>> = { ...schema }
  const some: unknown = read["enum"]
  if (Array.isArray(some)) return some[Math.floor(random() * some.length)]
  switch (read["type"]) {
    case "object":
      return Object.fromEntries(
        Object.entries(read["properties"] ?? {}).map(([key, value]) => [key, sample(value, random)])
      )
    case "array": {
      const least = Number(read["minItems"] ?? 0)
      const most = Number(read["maxItems"] ?? 3)
      const length = least + Math.floor(random() * (most - least + 1))
      return Array.from({ length }, () => sample(read["items"], random))
    }
    case "integer":
    case "number":
      return 1 + Math.floor(random() * 5)
    default:
      return ["They plan.", "Most of them cook.", "p99", "c99", ""][Math.floor(random() * 5)]
  }
}

describe("a model on Ollama that writes whatever its grammar allows", () => {
  it.effect.each([1, 2, 3])("cannot cite what it was not shown (seed %d)", (seed) =>
    Effect.gen(function* () {
      const random = Seed.generator(seed)
      let cited = 0
      const server = yield* faultServer((_, { body }) => {
        const answer = sample(body["format"], random)
        const messages = JSON.stringify(body["messages"])
        const ids = [...JSON.stringify(answer).matchAll(/"evidence":\[([^\]]*)\]/g)].flatMap(([, list = ""]) =>
          [...list.matchAll(/"([cp]\d+)"/g)].map(([, id = ""]) => id)
        )
        for (const id of ids) {
          cited++
          assert.include(messages, `${id}: `, "an id that the prompt does not show")
        }
        return reply.ollama(JSON.stringify(answer), { prompt_eval_count: Math.ceil(messages.length / 4) })
      })
      const local = Ollama.layer({ host: server.url, model: "qwen3:8b" })
      const result = yield* HybridPipeline.generate(Stream.fromIterable([...cooks, ...others]), {
        count: 2,
        draftMultiplier: 3,
        qualityThreshold: 0
      }).pipe(Effect.provide(Layer.mergeAll(local, EmbeddedRefiner.layer, LocalAnonymiser.layer(), CostMeter.layer)))
      assert.isAbove(cited, 10)
      assert.isUndefined(result.qualityMetrics.evidence.dropped["NoEvidence"])
      assert.isEmpty(result.failures)
      for (const { persona } of result.personas) {
        const known = new Set([...persona.counts, ...persona.passages].map(({ id }) => id))
        for (const { evidence } of claimsOf(persona)) assert.isTrue(evidence.every((id) => known.has(id)))
        for (const { passage, text } of persona.quotes) {
          assert.strictEqual(persona.passages.find(({ id }) => id === passage)?.text, text)
        }
      }
    })
  )
})
