/**
 * How much of a cap is used, and how far it is passed, by three ways of keeping to it: the library's ledger and the two that are
 * common elsewhere. The calls run in virtual time; the ledger is the real one.
 */
import { Effect, Fiber, Random } from "effect"
import { TestClock } from "effect/testing"
import { Ledger, Price, Usage, Usd } from "effect-persona"

const seeds = 200
const concurrency = 32
const inputTokens = 2000
const medianOutputTokens = 600
const maxOutputTokens = 2048
const price = Price.make({
  provider: "bench",
  model: "list",
  input: 3,
  output: 15,
  source: "assumed: $3 and $15 a million"
})

/** A call: what it may cost at most, what it will cost, and how long it takes. */
interface Call {
  readonly ceiling: Usd.Usd
  readonly cost: Usd.Usd
  readonly millis: number
}

const callOf = (outputTokens: number): Call => ({
  ceiling: Price.ceilingOf(price, { inputTokens, outputTokens: maxOutputTokens }),
  cost: Price.costOf(price, Usage.make(inputTokens, outputTokens)),
  // A second to the first token, then 50 tokens a second.
  millis: 1000 + 20 * outputTokens
})

/** Lognormal output lengths, cut at the maximum. More calls than any policy can pay for, so that only the cap ends a run. */
const drawCalls = (seed: number, sigma: number): Effect.Effect<ReadonlyArray<Call>> =>
  Effect.forEach(Array.from({ length: 400 }), () =>
    Effect.map(Effect.all([Random.next, Random.next]), ([u, v]) => {
      const normal = Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v)
      return callOf(Math.min(maxOutputTokens, Math.max(1, Math.round(medianOutputTokens * Math.exp(sigma * normal)))))
    })
  ).pipe(Random.withSeed(seed))

/** A way to keep to a cap: `attempt` says whether the call was let in, and makes it if so. */
interface Policy {
  readonly attempt: (call: Call) => Effect.Effect<boolean>
  readonly spent: Effect.Effect<number>
}

/** The library: reserve the ceiling, wait for attempts in flight where it may still fit. */
const ledger = Effect.fnUntraced(function* (cap: Usd.Usd): Effect.fn.Return<Policy> {
  const books = yield* Ledger.make(cap)
  return {
    attempt: ({ ceiling, cost, millis }) =>
      Ledger.withReservation(
        books,
        ceiling,
        () => Effect.sleep(millis),
        () => Effect.succeed(cost)
      ).pipe(
        Effect.as(true),
        Effect.catchTag("BudgetExhausted", () => Effect.succeed(false))
      ),
    spent: Effect.map(books.state, ({ spent }) => spent)
  }
})

/** Start where what is booked so far, and the ceiling of this call alone, is within the cap; book the cost afterwards. */
const checkThenAct = (cap: Usd.Usd): Effect.Effect<Policy> =>
  Effect.sync(() => {
    let spent = 0
    return {
      attempt: ({ ceiling, cost, millis }) =>
        Effect.suspend(() => {
          if (spent + ceiling > cap) return Effect.succeed(false)
          return Effect.map(Effect.sleep(millis), () => {
            spent += cost
            return true
          })
        }),
      spent: Effect.sync(() => spent)
    }
  })

/** Reserve the ceiling as the library does, but take the first that does not fit now for the end. */
const refuseAtFirstMisfit = (cap: Usd.Usd): Effect.Effect<Policy> =>
  Effect.sync(() => {
    let spent = 0
    let reserved = 0
    return {
      attempt: ({ ceiling, cost, millis }) =>
        Effect.suspend(() => {
          if (spent + reserved + ceiling > cap) return Effect.succeed(false)
          reserved += ceiling
          return Effect.map(Effect.sleep(millis), () => {
            reserved -= ceiling
            spent += cost
            return true
          })
        }),
      spent: Effect.sync(() => spent)
    }
  })

/** Runs calls until one is not let in: then nothing new starts, and what is in flight finishes. The share of the cap spent. */
const useOf = Effect.fnUntraced(function* (
  policyFor: (cap: Usd.Usd) => Effect.Effect<Policy>,
  cap: Usd.Usd,
  calls: ReadonlyArray<Call>,
  width: number
) {
  const policy = yield* policyFor(cap)
  let stopped = false
  const one = (call: Call) =>
    Effect.suspend(() => {
      if (stopped) return Effect.void
      return Effect.map(policy.attempt(call), (letIn) => {
        stopped ||= !letIn
      })
    })
  const all = yield* Effect.forkChild(Effect.forEach(calls, one, { concurrency: width, discard: true }), {
    startImmediately: true
  })
  yield* TestClock.adjust("1 day")
  yield* Fiber.join(all)
  return (yield* policy.spent) / cap
})

const percent = (share: number) => `${(100 * share).toFixed(1).padStart(6)} %`

const capUse = Effect.fnUntraced(function* (
  name: string,
  policyFor: (cap: Usd.Usd) => Effect.Effect<Policy>,
  sigma: number
) {
  const uses = yield* Effect.forEach(
    Array.from({ length: seeds }, (_, seed) => seed),
    (seed) =>
      Effect.flatMap(drawCalls(seed, sigma), (calls) =>
        Effect.provide(useOf(policyFor, Usd.capFromDollars(1), calls, concurrency), TestClock.layer())
      )
  )
  const mean = uses.reduce((sum, use) => sum + use, 0) / uses.length
  const overshoot = Math.max(0, ...uses.map((use) => use - 1))
  const past = uses.filter((use) => use > 1).length
  return `  ${name.padEnd(42)}${percent(mean)}${percent(Math.min(...uses))}${percent(Math.max(...uses))}${percent(overshoot)}   ${past} of ${seeds}`
})

const thousandDimes = Effect.fnUntraced(function* (name: string, policyFor: (cap: Usd.Usd) => Effect.Effect<Policy>) {
  const dime: Call = { ceiling: Usd.fromDollars(0.1), cost: Usd.fromDollars(0.1), millis: 1000 }
  const cap = Usd.capFromDollars(5)
  const calls = Array.from({ length: 1000 }, () => dime)
  const use = yield* Effect.provide(useOf(policyFor, cap, calls, calls.length), TestClock.layer())
  return `  ${name.padEnd(42)}$${(use * Usd.toDollars(cap)).toFixed(2)}`
})

/** Wall time of a reservation and its settlement, nobody else about: the best of 5 rounds, in microseconds. */
const pairMicros = Effect.gen(function* () {
  const books = yield* Ledger.make(Usd.capFromDollars(1000))
  const [ceiling, cost] = [Usd.fromDollars(0.01), Usd.fromDollars(0.001)]
  const pairs = 50_000
  let best = Infinity
  for (let round = 0; round < 5; round++) {
    const start = performance.now()
    for (let i = 0; i < pairs; i++) yield* Effect.flatMap(books.reserve(ceiling), ({ settle }) => settle(cost))
    best = Math.min(best, (1000 * (performance.now() - start)) / pairs)
  }
  return best
})

const policies = [
  ["reserve, wait for those in flight (ours)", ledger],
  ["check, then act", checkThenAct],
  ["reserve, refuse at the first misfit", refuseAtFirstMisfit]
] as const

const report = Effect.gen(function* () {
  const lines = [
    `Use of a cap of $1: ${seeds} seeds, ${concurrency} calls at once, ${inputTokens} input tokens, output lognormal with median ${medianOutputTokens}, at most ${maxOutputTokens}, $3/$15 per million tokens`,
    " ".repeat(44) + "    mean     min     max past cap   seeds past it"
  ]
  for (const sigma of [0.6, 0.3, 0.9]) {
    lines.push(`  sigma ${sigma}`)
    for (const [name, policy] of policies) lines.push(yield* capUse(name, policy, sigma))
  }
  lines.push("Spent by 1,000 calls of $0.10 at once against a cap of $5")
  for (const [name, policy] of policies) lines.push(yield* thousandDimes(name, policy))
  lines.push(`A reservation and its settlement, uncontended: ${(yield* pairMicros).toFixed(1)} µs`)
  return lines.join("\n")
})

/** Prints the report. */
export const run = (): Promise<void> => Effect.runPromise(Effect.map(report, (text) => console.log(text)))
