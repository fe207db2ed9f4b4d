/**
 * A hundred made-up people are planted in a survey and in interviews, in the ways people turn up in research data. Then the
 * whole pipeline runs with a recording server in the place of both models, and nothing of them may be in what it received.
 */
import { createServer, type Server } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Stream } from "effect"
import * as Price from "../../src/cost/Price.ts"
import * as Prices from "../../src/cost/Prices.ts"
import type { DraftRequest } from "../../src/domain/DraftRequest.ts"
import type { Evaluation } from "../../src/domain/Evaluation.ts"
import type { ModelInfo } from "../../src/domain/ModelInfo.ts"
import type { PersonaContent } from "../../src/domain/Persona.ts"
import * as Usage from "../../src/domain/Usage.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import * as ResearchData from "../../src/sources/ResearchData.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import { DraftGenerator, type DraftGeneratorShape } from "../../src/stages/DraftGenerator.ts"
import { Judge, type JudgeShape } from "../../src/stages/Judge.ts"
import { Refiner, type RefinerShape } from "../../src/stages/Refiner.ts"
import { scored } from "../pipeline/fixtures.ts"

interface Identity {
  readonly given: string
  readonly family: string
  readonly email: string
  readonly phone: string
  readonly site: string
  readonly address: string
  readonly card: string
  readonly ip: string
}

const pick = <A>(all: ReadonlyArray<A>, i: number, otherwise: A): A => all[i % all.length] ?? otherwise
const onsets = ["Zor", "Vek", "Quil", "Thry", "Brön", "Jas", "Łuk", "Mér", "Xan", "Døv"]
const ends = ["vel", "mira", "dan", "wyn", "tessa", "rik", "lena", "go", "phe", "bert"]
const families = ["Quent", "Barro", "Skov", "Hollt", "Vasqu", "Grüb", "Nakar", "O'Frel", "Dziem", "Wrex"]
const familyEnds = ["har", "well", "sen", "ova", "ez", "lich", "ski", "ington", "ard", "mann"]
const plain = (text: string) => text.normalize("NFD").replace(/[^\w]/g, "").toLowerCase()

/** The last digit that makes a card number pass Luhn's check. */
const luhn = (digits: string): number => {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, i) => {
      const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return (10 - (sum % 10)) % 10
}

const identities: ReadonlyArray<Identity> = Array.from({ length: 100 }, (_, i): Identity => {
  const tens = Math.floor(i / 10)
  const given = `${pick(onsets, i, "Zor")}${pick(ends, tens, "vel")}`
  const family = `${pick(families, i + tens, "Quent")}${pick(familyEnds, i + 3 * tens, "har")}`
  const number = String(100 + i)
  const card = `4929${String(1_000_000_000 + i * 7_919_113).slice(-10)}0`.slice(0, 15)
  return {
    given,
    family,
    email: `${plain(given)}.${plain(family)}@example.org`,
    phone: `07700 900${number}`,
    site: `https://${plain(given)}${plain(family)}.example.com/blog`,
    address: `${i + 1} ${pick(["Elm", "Station", "Mill"], i, "Elm")} Road, Leeds LS${(i % 9) + 1} ${i % 10}AB`,
    card: `${card}${luhn(card)}`,
    ip: `203.0.113.${i + 20}`
  }
})

const secrets = identities.flatMap(({ given, family, ...others }) => [given, family, ...Object.values(others)])

/** Whether any spelling of it stands in a text: case, accents and the spaces between digits do not hide anybody. */
const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
const leaksIn = (sent: string): ReadonlyArray<string> => {
  const text = folded(sent)
  const digits = text.replaceAll(/[ -]/g, "")
  return secrets.filter((secret) =>
    /^[\d ]+$/.test(secret)
      ? digits.includes(secret.replaceAll(" ", ""))
      : new RegExp(
          `(?<![\\p{L}\\p{N}])${folded(secret).replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")}(?![\\p{L}\\p{N}])`,
          "u"
        ).test(text)
  )
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

// Row by row somebody else is mentioned who only turns up further down.
const survey = [
  `Name,Contact,Age,How often do you shop?,What bothers you?,What would help you?,"What did ${identities[99]?.given ?? ""} ${identities[99]?.family ?? ""} tell you?"`,
  ...identities.slice(0, 70).map(({ given, family, email, phone, card, address }, i) => {
    const other = identities[(i + 13) % 70]
    const bother = [
      `My name is ${given} ${family} and the queue bothers me. Also ${other?.given ?? ""} ${other?.family ?? ""} never answers.`,
      `${given.toLowerCase()} here, the app logs me out (${email}), call ${phone}.`,
      `They charged ${card} twice! I live at ${address} and nobody came.`,
      `I told Dr. ${family} about the prices, and ${other?.given.toUpperCase() ?? ""} ${other?.family.toUpperCase() ?? ""} too.`
    ]
    const help = `Somebody like ${other?.given.toLowerCase() ?? ""} ${other?.family.toLowerCase() ?? ""} at the counter, said ${given}.`
    return [
      `${given} ${family}`,
      i % 2 === 0 ? email : phone,
      String(20 + (i % 50)),
      pick(["daily", "weekly", "rarely"], i, "daily"),
      pick(bother, i, ""),
      help,
      "Nothing."
    ]
      .map(quoted)
      .join(",")
  })
].join("\n")

const interviews = identities.slice(70).map((one, i) => {
  const { given, family, email, site, ip, address } = one
  const name = `interviews/${plain(given)}_${plain(family)}.txt`
  const text = [
    `Interviewer: Thanks for coming, ${given}. Where do you shop?`,
    `${given} ${family}: Mostly online, from ${ip}. My page is ${site} and my mail ${email}.`,
    `Interviewer: And before, ${given}?`,
    `${given} ${family}: I lived at ${address}. ${family} is written with care, and ${given.toLowerCase()} is what friends say. I want ${i + 2} fewer steps to pay.`
  ].join("\n")
  return { name, text }
})

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
const careless = ({ index, sample }: DraftRequest): PersonaContent => {
  const said = sample.flatMap(({ id, fields }) => fields.map(({ name, text }) => ({ recordId: id, field: name, text })))
  const quotes = said.filter(({ text }) => text.split(" ").length > 5).slice(index % 3, (index % 3) + 3)
  return {
    name: "Robin",
    age: null,
    occupation: null,
    title: `${said[0]?.text ?? ""} of ${index}`,
    summary:
      said
        .map(({ text }) => text)
        .join(" ")
        .slice(index * 10, index * 10 + 900) || "Shops.",
    demographics: {},
    goals: quotes.slice(0, 1).map(({ text }) => text),
    painPoints: [],
    behaviours: [],
    motivations: [],
    quotes: quotes.map(({ text }) => text),
    evidence: quotes.map((quote, i) => ({
      claim: `/quotes/${i}`,
      ...quote,
      kind: "quote" as const,
      status: "unverified" as const
    }))
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
        remarks: [{ criterion: "realism", claim: "/summary", text: request.persona.summary }]
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
        value: { quotes: request.persona.quotes, evidence: request.persona.evidence },
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
    Layer.fresh(LocalAnonymiser.layer)
  )
}

const data = Stream.concat(
  ResearchData.fromString(survey, { name: "survey.csv", format: "csv" }),
  Stream.fromIterable(interviews).pipe(
    Stream.flatMap(({ name, text }) => ResearchData.fromString(text, { name, format: "text" }))
  )
)

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
          sample: { maxBytes: 100_000, maxRecords: 100 }
        }).pipe(Effect.provide(stages(local.url, remote.url, drafting)))
        const sent = [...local.bodies, ...remote.bodies]
        assert.isAtLeast(sent.length, 60)
        assert.isAtLeast(remote.bodies.length, 12)
        // All records were shown, so that what is not found was replaced.
        assert.isTrue(sent.some((body) => body.includes("fewer steps to pay")))
        assert.deepStrictEqual([...new Set(leaksIn(sent.join("\n")))], [])
        assert.strictEqual(result.personas.length, 12)
        assert.deepStrictEqual(leaksIn(JSON.stringify(result)), [])
        const evidence = result.personas.flatMap(({ persona }) => persona.evidence)
        assert.isAtLeast(evidence.length, 12)
        for (const { status } of evidence) assert.strictEqual(status, "verified")
        assert.deepStrictEqual(result.privacy.inPersonas, {})
        assert.isAtLeast(result.privacy.replaced["PERSON"] ?? 0, 100)
      })
    )
  }
})
