/** What the pipeline itself costs per draft, at zero latency, beside bare streams and a promise pool. */
import { Effect, Stream } from "effect"
import { HybridPipeline } from "effect-persona"
import pLimit from "p-limit"
import { config, evaluation, nobody, persona, record, records, stages } from "./synthetic.ts"

const drafts = 10_000
const personas = 100
const rounds = 5

const least = async (work: () => Promise<number>): Promise<number> => {
  const times: Array<number> = []
  for (let i = 0; i < rounds; i++) times.push(await work())
  return (Math.min(...times) / drafts) * 1000
}

const timed = (work: () => Promise<unknown>) => async () => {
  const started = performance.now()
  await work()
  return performance.now() - started
}

const pipeline = () =>
  Effect.runPromise(
    Effect.gen(function* () {
      let started = 0
      yield* HybridPipeline.stream(records(personas), config(personas, drafts / personas)).pipe(
        Stream.runForEach(({ _tag }) =>
          Effect.sync(() => {
            if (_tag === "RunStarted") started = performance.now()
          })
        )
      )
      return performance.now() - started
    }).pipe(Effect.provide(stages({ draft: 0, judge: 0, refine: 0 })))
  )

const source = record(1)
const bare = () =>
  Effect.runPromise(
    Stream.range(0, drafts - 1).pipe(
      Stream.mapEffect((index) => Effect.succeed({ index, persona: persona(nobody(index)) }), { concurrency: 4 }),
      Stream.mapEffect((drafted) => Effect.succeed({ ...drafted, evaluation: evaluation(drafted.index) }), {
        concurrency: 4
      }),
      Stream.mapEffect((judged) => Effect.succeed(judged), { concurrency: 4 }),
      Stream.runDrain
    )
  )

const pool = async () => {
  const limit = pLimit(4)
  await Promise.all(
    Array.from({ length: drafts }, (_, index) =>
      limit(async () => ({ persona: persona(nobody(index)), evaluation: evaluation(index), source }))
    )
  )
}

/** Prints the comparison. */
export const run = async (): Promise<void> => {
  const rows = [
    ["effect-persona", await least(pipeline)],
    ["three bare mapEffect stages", await least(timed(bare))],
    ["promise pool (p-limit)", await least(timed(pool))]
  ] as const
  console.log(`Overhead per draft at zero latency, ${drafts} drafts, best of ${rounds}`)
  for (const [name, micros] of rows) console.log(`  ${name.padEnd(32)} ${micros.toFixed(1).padStart(6)} µs`)
  console.log("  goal: 50 µs at the most")
}
