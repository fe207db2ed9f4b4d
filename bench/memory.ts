/**
 * How much memory a long run takes: 100,000 drafts through `stream`, beside bare streams that do no more than keep the best, each in
 * a process of its own.
 */
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { Effect, Stream } from "effect"
import { HybridPipeline } from "effect-persona"
import { config, evaluation, nobody, persona, records, stages } from "./synthetic.ts"

const drafts = 100_000
const personas = 1000

/** Remembers the largest resident set since `begin`, looking at it every 500th time. */
const watch = () => {
  let first = 0
  let peak = 0
  let seen = 0
  return {
    begin: () => {
      first = process.memoryUsage.rss()
    },
    look: () => {
      if (seen++ % 500 === 0) peak = Math.max(peak, process.memoryUsage.rss())
    },
    grownMB: () => (Math.max(peak, process.memoryUsage.rss()) - first) / 2 ** 20
  }
}

const pipeline = () => {
  const memory = watch()
  return HybridPipeline.stream(records(personas), config(personas, drafts / personas)).pipe(
    Stream.runForEach(({ _tag }) =>
      Effect.sync(() => {
        if (_tag === "RunStarted") memory.begin()
        if (_tag === "DraftJudged") memory.look()
      })
    ),
    Effect.map(memory.grownMB),
    Effect.provide(stages({ draft: 0, judge: 0, refine: 0 }))
  )
}

interface Judged {
  readonly persona: ReturnType<typeof persona>
  readonly evaluation: ReturnType<typeof evaluation>
}

const bare = () => {
  const memory = watch()
  memory.begin()
  let best: ReadonlyArray<Judged> = []
  const keep = (judged: Judged) => {
    const place = best.findIndex((other) => other.evaluation.overall < judged.evaluation.overall)
    if (place < 0 && best.length === personas) return
    best = best.toSpliced(place < 0 ? best.length : place, 0, judged).slice(0, personas)
  }
  return Stream.range(0, drafts - 1).pipe(
    Stream.rechunk(1),
    Stream.mapEffect((index) => Effect.succeed({ index, persona: persona(nobody(index)) }), { concurrency: 4 }),
    Stream.mapEffect((drafted) => Effect.succeed({ ...drafted, evaluation: evaluation(drafted.index) }), {
      concurrency: 4
    }),
    Stream.runForEach((judged) =>
      Effect.sync(() => {
        memory.look()
        keep(judged)
      })
    ),
    Effect.map(memory.grownMB)
  )
}

const rows = { "effect-persona": pipeline, "bare streams that keep the best": bare }

const isRow = (name: string | undefined): name is keyof typeof rows => name !== undefined && name in rows

/** Prints the growth of the resident set. */
export const run = async (): Promise<void> => {
  console.log(`Memory: ${drafts} drafts for ${personas} personas, growth of the resident set`)
  for (const name of Object.keys(rows)) {
    const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--measure", name], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"]
    })
    if (status !== 0) throw new Error("The measuring process failed.")
    console.log(`  ${name.padEnd(34)} ${Number(stdout).toFixed(0).padStart(5)} MB`)
  }
  console.log("  goal: 64 MB at the most")
}

const [, script, flag, name] = process.argv
if (script === fileURLToPath(import.meta.url) && flag === "--measure" && isRow(name)) {
  process.stdout.write(String(await Effect.runPromise(rows[name]())))
}
