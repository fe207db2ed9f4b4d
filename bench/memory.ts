/** How much memory a long run takes: 100,000 drafts through `stream`, in a process of its own. */
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { Effect, Stream } from "effect"
import { HybridPipeline } from "effect-persona"
import { config, records, stages } from "./synthetic.ts"

const drafts = 100_000
const personas = 1000

const measure = () =>
  Effect.runPromise(
    Effect.gen(function* () {
      let first = 0
      let peak = 0
      let seen = 0
      yield* HybridPipeline.stream(records, config(personas, drafts / personas)).pipe(
        Stream.runForEach(({ _tag }) =>
          Effect.sync(() => {
            if (_tag === "RunStarted") first = process.memoryUsage.rss()
            if (_tag === "DraftJudged" && seen++ % 500 === 0) peak = Math.max(peak, process.memoryUsage.rss())
          })
        )
      )
      return (Math.max(peak, process.memoryUsage.rss()) - first) / 2 ** 20
    }).pipe(Effect.provide(stages({ draft: 0, judge: 0, refine: 0 })))
  )

/** Prints the growth of the resident set. */
export const run = async (): Promise<void> => {
  const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--measure"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"]
  })
  if (status !== 0) throw new Error("The measuring process failed.")
  console.log(`Memory: ${drafts} drafts for ${personas} personas through stream`)
  console.log(`  resident set grew by ${Number(stdout).toFixed(0)} MB; goal: 64 MB at the most`)
}

if (process.argv.includes("--measure")) process.stdout.write(String(await measure()))
