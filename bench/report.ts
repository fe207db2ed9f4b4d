/** How large the report to share is, and how long it takes to make: studies made here, with the embedded stages. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { html, prepareReport } from "effect-persona/report"
import { ResearchData } from "effect-persona/sources"
import { Effect, Layer } from "effect"

const respondents = 2_000
const groups = 8
const questions = 20

const openings = "Most days|Now and then|On Sundays|After work|When it rains|In the holidays|With the children".split(
  "|"
)
const deeds = "I plan the week|I shop on foot|I cook for two days|I look in the freezer|I ask at the market".split("|")
const ends = "because it is cheaper|and it saves time|but nobody eats it|so that nothing is thrown away".split("|")

const pick = (from: ReadonlyArray<string>, at: number): string => from[at % from.length] ?? ""

/** A respondent of one of the groups, whose answers lean to those of the group. */
const row = (i: number): Readonly<Record<string, string>> => {
  const group = i % groups
  const noise = (question: number) => (i * 7 + question * 13) % 10
  return {
    Age: pick(["18-24", "25-34", "35-44", "45-54", "55-64", "65+"], noise(0) < 7 ? group : i),
    Household: pick(["Alone", "With a partner", "With children", "With flatmates"], noise(1) < 7 ? group >> 1 : i >> 3),
    ...Object.fromEntries(
      Array.from({ length: questions }, (_, question) => [
        `How often do you do what is asked for in question ${question + 1}?`,
        pick(
          ["Every day", "Every week", "Now and then", "Rarely", "Never"],
          noise(question + 2) < 6 ? group + question : i
        )
      ])
    ),
    "What is your goal at home?": `${pick(openings, i)} ${pick(deeds, i * 3 + group)} ${pick(ends, i >> 2)}.`,
    "What gets in your way?": `${pick(openings, i >> 1)} ${pick(deeds, i + group)} ${pick(ends, i * 5)}, number ${i}.`
  }
}

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer)

const measured = (count: number) =>
  Effect.gen(function* () {
    const rows = Array.from({ length: respondents }, (_, i) => row(i))
    const result = yield* HybridPipeline.generate(ResearchData.fromRows(rows, { name: "study" }), {
      count,
      qualityThreshold: 0
    })
    const started = performance.now()
    const page = yield* Effect.flatMap(prepareReport(result, "Study"), html.render)
    const millis = performance.now() - started
    return `  ${String(result.personas.length).padStart(3)} personas  ${(Buffer.byteLength(page) / 1000).toFixed(0).padStart(5)} kB  ${millis.toFixed(0).padStart(4)} ms`
  }).pipe(Effect.provide(Stages))

export const run = async (): Promise<void> => {
  console.log(
    `report: ${respondents} respondents, ${questions + 4} questions; goals: 500 kB for 5 personas, 4 MB for 100, 1 s`
  )
  console.log((await Effect.runPromise(Effect.forEach([5, 20, 100], measured))).join("\n"))
}
