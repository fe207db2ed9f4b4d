/**
 * What segments are worth on real surveys: the verdict, the number of classes, how steady segments are beside shuffled answers, how
 * far those who stand for them are from respondents they were not chosen from, and how many facts of who somebody is are shown.
 */
import { existsSync } from "node:fs"
import { basename } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer } from "effect"
import { CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const files = (): ReadonlyArray<string> => {
  const given = process.env["SEGMENTS"]
  if (given !== undefined) return given.split(",")
  return [
    "examples/data/larder-survey.csv",
    "../shared/data/surveys/steak-risk-survey.csv",
    "../shared/data/surveys/comma-survey.csv",
    "../shared/data/columns/data/starwars.csv",
    "../shared/data/columns/data/masculinity.csv"
  ]
    .map(at)
    .filter(existsSync)
}

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)

const measured = Effect.fnUntraced(function* (file: string, count: number) {
  const records = ResearchData.fromPaths([file], { onWarning: () => Effect.void })
  const before = process.cpuUsage()
  const { grouping, qualityMetrics } = yield* HybridPipeline.generate(records, {
    count,
    qualityThreshold: 0,
    draftMultiplier: 1
  })
  const { system, user } = process.cpuUsage(before)
  const seconds = ((system + user) / 1e6).toFixed(1)
  const sizes = qualityMetrics.segments.groups.map(({ size }) => size)
  const name = `${basename(file, ".csv")}, ${count}`.padEnd(24)
  if (grouping === null) return console.log(`  ${name}not tested (${seconds} s)`)
  const { distance, fit, halves, steadiness, verdict } = grouping
  const shared = Math.min(...qualityMetrics.segments.groups.map(({ sharedBy }) => sharedBy))
  console.log(
    `  ${name}${verdict.padEnd(10)} ${fit.segments} classes  halves ${halves.agreement.toFixed(2)} (shuffled ${halves.shuffled.toFixed(2)})  steady ${steadiness.segments.filter(({ level }) => level !== "chance").length}/${sizes.length}  distance ${distance.segments.toFixed(3)} (random ${distance.random.toFixed(3)}, floor ${distance.floor.toFixed(3)})  sizes ${Math.min(...sizes)}–${Math.max(...sizes)}  facts shared by ≥ ${shared}  ${seconds} s`
  )
})

export const run = (): Promise<void> => {
  console.log(
    "segments: verdict, classes of the lowest BIC, agreement of halves, steady segments, distance on held-out respondents"
  )
  return Effect.runPromise(
    Effect.forEach(files(), (file) => Effect.forEach([5, 20], (count) => measured(file, count)), {
      discard: true
    }).pipe(Effect.provide(Layer.merge(Stages, NodeServices.layer)))
  )
}
