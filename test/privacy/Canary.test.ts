/**
 * A hundred made-up people are planted in a survey and in interviews. Then the whole pipeline runs with a recording server in the place of both models, and nothing of them may be in what it received.
 */
import { createServer, type Server } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as Price from "../../src/budget/Price.ts"
import * as Prices from "../../src/budget/Prices.ts"
import type { DraftRequest } from "../../src/domain/DraftRequest.ts"
import type { Evaluation } from "../../src/domain/Evaluation.ts"
import type { ModelInfo } from "../../src/domain/ModelInfo.ts"
import type { PersonaContent } from "../../src/domain/Persona.ts"
import * as Usage from "../../src/domain/Usage.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import { DraftGenerator, type DraftGeneratorShape } from "../../src/stages/DraftGenerator.ts"
import { Judge, type JudgeShape } from "../../src/stages/Judge.ts"
import { Refiner, type RefinerShape } from "../../src/stages/Refiner.ts"
import { scored } from "../pipeline/fixtures.ts"
import { data, folded, interviews, leaksIn, secrets, survey } from "./identities.ts"

/** A server that keeps everything it is sent and answers with what it was sent. */
const recording = Effect.acquireRelease(
  Effect.callback<{ readonly server: Server; readonly url: string; readonly bodies: Array<string> }>((resume) => {
    const bodies: Array<string> = []
    const server = createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        bodies.push(`${request.url ?? ""} ${JSON.stringify(request.headers)} ${Buffer.concat(chunks).toString("utf8")}`)
        response.end("{}")
      })
    })
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      resume(Effect.succeed({ server, url: `http://127.0.0.1:${port}`, bodies }))
    })
  }),
  ({ server }) => Effect.sync(() => void server.close())
)

const send = (url: string, stage: string, request: unknown) =>
  Effect.orDie(
    Effect.tryPromise(async () => {
      const answer = await fetch(`${url}/${stage}`, { method: "POST", body: JSON.stringify(request) })
      await answer.text()
    })
  )

/** A persona that quotes whatever it can, as a careless model would. */
const careless = ({ index, passages }: DraftRequest): PersonaContent => {
  const said = passages.slice(index % 3, (index % 3) + 3)
  const claims = said.map(({ id, text }) => ({ text, evidence: [id] }))
  return {
    title: `${said[0]?.text ?? ""} of ${index}`,
    bio: claims,
    goals: claims.slice(0, 1),
    painPoints: [],
    behaviours: [],
    motivations: [],
    quotes: said.map(({ id, text }) => ({ text, passage: id }))
  }
}

const stages = (local: string, remote: string, drafting: ModelInfo["location"]) => {
  const model = (name: string, location: ModelInfo["location"]): ModelInfo => ({
    provider: "test",
    model: name,
    location
  })
  const bound = () => Effect.succeed({ inputTokens: 100_000, outputTokens: 1000 })
  const drafter: DraftGeneratorShape = {
    model: model("drafter", drafting),
    prompt: "careless@1",
    bound,
    draft: (request) =>
      Effect.as(send(drafting === "local" ? local : remote, "draft", request), {
        value: careless(request),
        usage: Usage.make(10, 10)
      })
  }
  const judge: JudgeShape = {
    model: model("judge", drafting),
    bound,
    evaluate: (request) => {
      const value: Evaluation = {
        ...scored(0.9, model("judge", drafting)),
        remarks: [{ criterion: "realism", claim: "bio-1", text: JSON.stringify(request.persona.bio) }]
      }
      return Effect.as(send(drafting === "local" ? local : remote, "judge", request), {
        value,
        usage: Usage.make(10, 10)
      })
    }
  }
  const refiner: RefinerShape = {
    model: model("refiner", "remote"),
    bound,
    refine: (request) =>
      Effect.as(send(remote, "refine", request), {
        value: { addQuotes: request.persona.quotes.map(({ passage, text }) => ({ passage, text })) },
        usage: Usage.make(10, 10)
      })
  }
  const prices = ["drafter", "judge", "refiner"].map((name) =>
    Price.make({ provider: "test", model: name, input: 1, output: 1, source: "made up for tests" })
  )
  return Layer.mergeAll(
    Layer.succeed(DraftGenerator, drafter),
    Layer.succeed(Judge, judge),
    Layer.succeed(Refiner, refiner),
    Layer.provide(CostMeter.layer, Prices.layer(prices)),
    Layer.fresh(LocalAnonymiser.layer())
  )
}

describe("a hundred planted people", () => {
  it("are told by the test itself when they are sent", () => {
    for (const raw of [survey, ...interviews.map(({ name, text }) => name + text)]) assert.isNotEmpty(leaksIn(raw))
    assert.deepStrictEqual(leaksIn("[PERSON_1] shops daily"), [])
    assert.strictEqual(new Set(secrets.map(folded)).size > 500, true)
  })

  for (const drafting of ["local", "remote"] as const) {
    it.live(`are in nothing that either model receives where drafts are ${drafting}`, () =>
      Effect.gen(function* () {
        const local = yield* recording
        const remote = yield* recording
        const result = yield* HybridPipeline.generate(data, {
          count: 12,
          draftMultiplier: 3,
          maxDrafts: 36,
          selection: { duplicateSimilarity: 1 },
          sample: { maxBytes: 100_000, maxPassages: 64 }
        }).pipe(Effect.provide(stages(local.url, remote.url, drafting)))
        const sent = [...local.bodies, ...remote.bodies]
        assert.isAtLeast(sent.length, 60)
        assert.isAtLeast(remote.bodies.length, 12)
        // All records were shown, so that what is not found was replaced.
        assert.isTrue(sent.some((body) => body.includes("fewer steps to pay")))
        assert.deepStrictEqual([...new Set(leaksIn(sent.join("\n")))], [])
        assert.strictEqual(result.personas.length, 12)
        assert.deepStrictEqual(leaksIn(JSON.stringify(result)), [])
        const passages = result.personas.flatMap(({ persona }) => persona.passages)
        assert.isAtLeast(passages.length, 12)
        for (const { status } of passages) assert.strictEqual(status, "verified")
        assert.deepStrictEqual(result.privacy.inPersonas, {})
        assert.isAtLeast(result.privacy.replaced["PERSON"] ?? 0, 100)
      })
    )
  }
})
