/**
 * Dollars per refined persona, by five ways of using a frontier model, on the same requests and answers.
 *
 * The requests are those that the library's own prompts make of the survey in examples/data, recorded from a whole run. No model is
 * reachable here: the answers are those of the rules that stand in for a model in the tests. Tokens are counted by a published
 * tokenizer. All that is assumed is printed.
 */
import { createRequire } from "node:module"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer, Option, Schema } from "effect"
import { AnthropicStructuredOutput } from "effect/ai"
import {
  AnthropicPrices,
  CostMeter,
  DraftGenerator,
  HybridPipeline,
  Judge,
  Price,
  Prices,
  Refiner,
  Usage,
  Usd
} from "effect-persona"
import {
  ChatModelError,
  type ChatModelShape,
  type ChatRequest,
  LlmDraftGenerator,
  LlmJudge,
  LlmRefiner
} from "effect-persona/llm"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"
import * as Responder from "../test/llm/support/Responder.ts"

const personas = 20
const models = ["claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-5-5"]
/** How long patches are taken to be, in tokens: those of the rules that stand in for a model are shorter than a model's. */
const patchTokens = [300, 900]
/** Where a price list does not say how long a prefix must be to be cached. */
const unknownMinimum = 4096

/** A request and its answer, as text. */
interface Exchange {
  readonly prompt: string
  readonly seed: number | undefined
  readonly system: string
  readonly user: string
  readonly schema: string
  readonly answer: string
}

/** A model that answers by rules, and remembers. */
const recording = (location: "local" | "remote", exchanges: Array<Exchange>): ChatModelShape => ({
  model: { provider: "bench", model: location, location },
  available: Effect.void,
  contextTokens: null,
  bound: ({ maxOutputTokens }) => Effect.succeed({ inputTokens: 100_000, outputTokens: maxOutputTokens }),
  complete: <A>(request: ChatRequest<A>) =>
    Effect.suspend(() => {
      const text = (parts: ChatRequest<A>["system"]) => parts.map((part) => part.text).join("\n")
      const [system, user] = [text(request.system), text(request.user)]
      const answer = Responder.answer({ system, user }, request.seed)
      const { jsonSchema } = AnthropicStructuredOutput.toCodecAnthropic(request.schema)
      exchanges.push({
        prompt: request.prompt,
        seed: request.seed,
        system,
        user,
        schema: JSON.stringify(jsonSchema),
        answer
      })
      return Schema.decodeUnknownEffect(Schema.fromJsonString(request.schema))(answer).pipe(
        Effect.map((value) => ({ value, usage: Usage.none, finishReason: "stop", responseId: null, tokens: null })),
        Effect.catch((error) => Effect.die(error)),
        Effect.mapError((never) => new ChatModelError(never))
      )
    })
})

/** Drafting requests of the personas that were delivered, and all refinements, with their answers. */
const record = Effect.gen(function* () {
  const local: Array<Exchange> = []
  const remote: Array<Exchange> = []
  const small = recording("local", local)
  const priced = Prices.layer([
    Price.make({ provider: "bench", model: "remote", input: 0, output: 0, source: "recorded only" })
  ])
  const result = yield* HybridPipeline.generate(ResearchData.fromPaths(["examples/data/larder-survey.csv"]), {
    count: personas,
    qualityThreshold: 0.5
  }).pipe(
    Effect.provide(
      Layer.mergeAll(
        Layer.succeed(DraftGenerator, LlmDraftGenerator.over(small)),
        Layer.succeed(Judge, LlmJudge.over(small)),
        Layer.succeed(Refiner, LlmRefiner.over(recording("remote", remote))),
        LocalAnonymiser.layer(),
        CostMeter.layer.pipe(Layer.provide(priced)),
        NodeServices.layer
      )
    )
  )
  const seeds = new Set(result.personas.map(({ provenance }) => provenance.seed))
  const drafts = local.filter(
    ({ prompt, seed }) => prompt.startsWith("draft@") && seed !== undefined && seeds.has(seed)
  )
  const refinements = remote.filter(({ prompt }) => prompt.startsWith("refine@"))
  return { drafts, refinements }
})

interface Counter {
  readonly count: (text: string) => number
  readonly name: string
}

/** The tokenizer of bench/tokenizer where it is installed. */
const counter = async (): Promise<Counter> => {
  try {
    const path = createRequire(new URL("../../bench/tokenizer/package.json", import.meta.url)).resolve(
      "@anthropic-ai/tokenizer"
    )
    const module: unknown = await import(path)
    const { countTokens } = Schema.decodeUnknownSync(Tokenizer)(module)
    return { count: (text) => Number(countTokens(text)), name: "@anthropic-ai/tokenizer 0.0.4 (that of Claude 2)" }
  } catch {
    return {
      count: (text) => Math.ceil(text.length / 3.5),
      name: "3.5 characters a token (no tokenizer: npm install --ignore-scripts --prefix bench/tokenizer)"
    }
  }
}

const isFunction = (value: unknown): value is (text: string) => unknown => typeof value === "function"
const Tokenizer = Schema.Struct({ countTokens: Schema.declare(isFunction) })

/** Tokens of one exchange: what is the same in all of its kind, the rest of the prompt, and the answer. */
interface Tokens {
  readonly shared: number
  readonly own: number
  readonly answer: number
}

const sum = (all: ReadonlyArray<number>) => all.reduce((total, one) => total + one, 0)
const mean = (all: ReadonlyArray<number>) => sum(all) / all.length

/** Five ways, priced per persona. */
const rows = (price: Price.ModelPrice, drafts: ReadonlyArray<Tokens>, refinements: ReadonlyArray<Tokens>) => {
  const cost = (usages: ReadonlyArray<Usage.Usage>, terms: Price.Terms = {}) =>
    sum(usages.map((usage) => Usd.toDollars(Price.costOf(price, usage, terms)))) / usages.length
  const plain = ({ answer, own, shared }: Tokens) => Usage.make(shared + own, answer)
  // The whole persona, improved, is taken to be as long as the draft it comes from.
  const rewrites = refinements.map(({ own, shared }, i) => Usage.make(shared + own, drafts[i]?.answer ?? 0))
  const cacheable = (shared: number) => shared >= (price.minCacheTokens ?? unknownMinimum)
  const cached = refinements.map((tokens, i): Usage.Usage => {
    if (!cacheable(tokens.shared)) return plain(tokens)
    const written = i === 0 ? tokens.shared : 0
    return { ...plain(tokens), cacheReadTokens: tokens.shared - written, cacheWriteTokens: written }
  })
  return [
    ["frontier only", cost(drafts.map(plain))],
    ["rewrite of the whole persona", cost(rewrites)],
    ["patch", cost(refinements.map(plain))],
    [`patch + caching${cacheable(refinements[0]?.shared ?? 0) ? "" : " (prefix too short: no effect)"}`, cost(cached)],
    ["patch + batch, nothing cached", cost(refinements.map(plain), { batch: true })],
    ["patch + caching + batch", cost(cached, { batch: true, cacheFor: "1h" })]
  ] as const
}

/** Prints the comparison. */
export const run = async (): Promise<void> => {
  const { drafts, refinements } = await Effect.runPromise(record)
  const { count, name } = await counter()
  const tokens = ({ answer, schema, system, user }: Exchange): Tokens => ({
    shared: count(system),
    own: count(user) + count(schema),
    answer: count(answer)
  })
  const [drafted, refined] = [drafts.map(tokens), refinements.map(tokens)]
  const show = (of: (tokens: Tokens) => number, all: ReadonlyArray<Tokens>) => Math.round(mean(all.map(of)))
  console.log(
    `Dollars per refined persona: ${refined.length} refinements and ${drafted.length} drafts of examples/data/larder-survey.csv`
  )
  console.log(`  tokens by ${name}`)
  for (const [what, all] of [
    ["draft", drafted],
    ["refinement", refined]
  ] as const) {
    console.log(
      `  ${what.padEnd(11)} system ${show((t) => t.shared, all)}, records or persona with the schema ${show((t) => t.own, all)}, answer ${show((t) => t.answer, all)}`
    )
  }
  for (const model of models) {
    const price = Option.getOrThrow(Prices.find(AnthropicPrices.anthropicPrices, { provider: "anthropic", model }))
    const priced = rows(price, drafted, refined)
    const [[, frontierOnly]] = priced
    const ofLength = (answer: number) =>
      rows(
        price,
        drafted,
        refined.map((tokens) => ({ ...tokens, answer }))
      )
    const assumed = patchTokens.map(ofLength)
    const heads = patchTokens.map((tokens) => `patches of ${tokens}`.padStart(16)).join("")
    console.log(`  ${`${model}, list prices of ${AnthropicPrices.asOf}`.padEnd(64)}share${heads}`)
    for (const [position, [way, usd]] of priced.entries()) {
      const share = ((100 * usd) / frontierOnly).toFixed(1).padStart(6)
      const others = assumed.map((each) => `$${(each[position]?.[1] ?? Number.NaN).toFixed(5)}`.padStart(16)).join("")
      console.log(`    ${way.padEnd(52)} $${usd.toFixed(5)} ${share} %${others}`)
    }
  }
  console.log(
    "  bounds at claude-sonnet-5-5 with patches of 300 tokens: patch + caching + batch $0.0015, patch $0.0040 a persona. The answer"
  )
  console.log("  alone, 300 tokens at $10 a million, is $0.0030, and in a batch $0.0015.")
  console.log(
    "  Assumed: one draft a persona on the frontier alone; judging is local in all rows; no retries; no thinking. Answers are"
  )
  console.log(
    "  those of rules, so their length is not a model's; a rewrite is as long as the draft. The tokenizer is an older model's:"
  )
  console.log(
    "  newer ones count more, of all rows alike. Caching: the instructions are written once and read by every later request,"
  )
  console.log('  which in a batch is the best case; "nothing cached" is the worst.')
}
