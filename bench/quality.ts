/**
 * What the score is worth: drafts of the embedded generator, and personas written by hand, beside the same with defects, each gated
 * and scored by the rules; and what is said of answers that were shuffled.
 */
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer, Stream } from "effect"
import { CostMeter, HybridPipeline, type ResearchRecord } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"
import { anonymised } from "../test/corpus/surveys.ts"
import * as Mutations from "../test/quality/mutations.ts"
import { generated, handwritten, type SampleSet } from "../test/quality/personas.ts"
import { measured, median, scored } from "../test/quality/scoring.ts"
import { shuffled } from "../test/quality/shuffling.ts"

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const bundled = at("examples/data/larder-survey.csv")
const surveys = ["steak-risk-survey", "comma-survey"]
  .map((name) => at(`../shared/data/surveys/${name}.csv`))
  .filter((path) => existsSync(path))

const recordsOf = (path: string) =>
  Effect.map(Stream.runCollect(ResearchData.fromPaths([path], { onWarning: () => Effect.void })), (records) => [
    ...records
  ])

const draftsOf = (path: string) =>
  Effect.flatMap(recordsOf(path), (records) =>
    Effect.forEach([3, 5, 8], (segments) => generated(anonymised(records), segments))
  )

const print = (title: string, sets: ReadonlyArray<SampleSet>, draws: number) => {
  const clean = sets.flat().map((sample) => scored(sample).score)
  console.log(`  ${title}: ${clean.length} drafts, median ${median(clean).toFixed(3)}`)
  const all = measured(sets, { ...Mutations.found, ...Mutations.unclaimed }, draws)
  for (const [name, { auc, clean: before, mutated, passing }] of all)
    console.log(
      `    ${name.padEnd(28)}${before.toFixed(3)} → ${mutated.toFixed(3)}  reach .75: ${percent(passing.clean)} → ${percent(passing.mutated)}  AUC ${auc.toFixed(3)}${name in Mutations.found ? "" : "  (not claimed)"}`
    )
}

const percent = (share: number): string => `${Math.round(100 * share)} %`.padStart(5)

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)

const control = Effect.fnUntraced(function* (title: string, records: ReadonlyArray<ResearchRecord.ResearchRecord>) {
  const { grouping, personas } = yield* HybridPipeline.generate(Stream.fromIterable(records), {
    count: 5,
    qualityThreshold: 0
  })
  const scores = personas.map(({ evaluation }) => evaluation.overall)
  const contrasts = personas.reduce((sum, { persona }) => sum + persona.contrasts.length, 0)
  const parts = personas.map(({ evaluation }) => evaluation.scores["distinctiveness"]?.toFixed(2) ?? "–")
  console.log(
    `  ${title}: verdict ${grouping?.verdict}, ${contrasts} contrasts, median ${median(scores).toFixed(3)}, distinctiveness ${parts.join(" ")}`
  )
})

export const run = (): Promise<void> => {
  console.log("quality: drafts with and without a defect, median score, share that reach .75, chance to score lower")
  return Effect.runPromise(
    Effect.gen(function* () {
      const records = yield* recordsOf(bundled)
      print("generated, bundled survey", yield* draftsOf(bundled), 1)
      for (const path of surveys) print(`generated, ${path.split("/").at(-1)}`, yield* draftsOf(path), 1)
      print("written by hand", yield* handwritten(anonymised(records)), 5)
      yield* control("answers as they are", records)
      yield* control("answers shuffled", shuffled(records))
    }).pipe(Effect.provide(Layer.merge(Stages, NodeServices.layer)))
  )
}
