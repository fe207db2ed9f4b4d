/**
 * What overlapping the stages saves: 200 drafts for 100 personas, 4 calls of each stage at once, against the least time that
 * any schedule can take, and against three other ways to run the same work.
 */
import { Effect, Stream } from "effect"
import { HybridPipeline } from "effect-persona"
import pLimit from "p-limit"
import { config, evaluation, nobody, persona, records, score, stages } from "./synthetic.ts"

const latency = { draft: 40, judge: 20, refine: 60 }
const drafts = 200
const personas = 100
const atOnce = 4

/**
 * A draft can only be certain to be chosen once fewer than 100 others can still displace it, so not before the 101st is judged:
 * 26 rounds of drafting and one judgement. From then on 100 refinements need 25 rounds, and the last refined version one
 * judgement more.
 */
export const lowerBound =
  Math.ceil((drafts - personas + 1) / atOnce) * latency.draft +
  latency.judge +
  Math.ceil(personas / atOnce) * latency.refine +
  latency.judge

const sleep = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis))
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** From the first draft to the last persona. */
const pipeline = () =>
  Effect.runPromise(
    Effect.gen(function* () {
      let started = 0
      let ended = 0
      yield* HybridPipeline.stream(records(personas), config(personas, drafts / personas)).pipe(
        Stream.runForEach(({ _tag }) =>
          Effect.sync(() => {
            if (_tag === "RunStarted") started = performance.now()
            if (_tag === "PersonaFinished") ended = performance.now()
          })
        )
      )
      return ended - started
    }).pipe(Effect.provide(stages(latency)))
  )

const best = () =>
  Array.from({ length: drafts }, (_, index) => index)
    .toSorted((a, b) => score(b) - score(a))
    .slice(0, personas)

const all = <A>(items: ReadonlyArray<A>, concurrency: number, work: (item: A) => Promise<unknown>) => {
  const limit = pLimit(concurrency)
  return Promise.all(items.map((item) => limit(() => work(item))))
}

const indices = Array.from({ length: drafts }, (_, index) => index)

const staged = (concurrency: number) => async () => {
  await all(indices, concurrency, async (index) => (await sleep(latency.draft), persona(nobody(index))))
  await all(indices, concurrency, async (index) => (await sleep(latency.judge), evaluation(index)))
  await all(best(), concurrency, () => sleep(latency.refine))
  await all(best(), concurrency, () => sleep(latency.judge))
}

const pool = async () => {
  const [draft, judge, refine] = [pLimit(atOnce), pLimit(atOnce), pLimit(atOnce)]
  await Promise.all(
    indices.map(async () => {
      await draft(() => sleep(latency.draft))
      await judge(() => sleep(latency.judge))
    })
  )
  await Promise.all(
    best().map(async () => {
      await refine(() => sleep(latency.refine))
      await judge(() => sleep(latency.judge))
    })
  )
}

/** Prints the comparison. */
export const run = async (): Promise<void> => {
  const rows = [
    ["effect-persona", Math.min(await pipeline(), await pipeline(), await pipeline())],
    ["promise pool (p-limit), choosing at the end", await timed(pool)],
    ["stage after stage, 4 at once", await timed(staged(atOnce))],
    ["one call after the other", await timed(staged(1))]
  ] as const
  console.log(`Overlap: ${drafts} drafts, ${personas} personas, draft 40 ms, judge 20 ms, refine 60 ms, 4 at once each`)
  console.log(`  least possible ${lowerBound} ms`)
  for (const [name, millis] of rows) {
    console.log(`  ${name.padEnd(45)} ${millis.toFixed(0).padStart(6)} ms  × ${(millis / lowerBound).toFixed(2)}`)
  }
  console.log("  goal: × 1.05 at the most")
}
