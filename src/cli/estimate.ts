/**
 * `persona estimate`: what a run would cost, before any call.
 */
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import * as Comparison from "../pipeline/Comparison.ts"
import type { Estimate, Range } from "../pipeline/Estimate.ts"
import type { HybridConfig } from "../pipeline/HybridConfig.ts"
import * as HybridPipeline from "../pipeline/HybridPipeline.ts"
import { dollars, percent } from "../report/Wording.ts"
import { configuration, flags, type Options, paths, refiningProvider } from "./Options.ts"
import * as Output from "./Output.ts"
import * as ResearchInput from "./ResearchInput.ts"
import * as Stages from "./Stages.ts"

/** The command. */
export const estimate = Command.make(
  "estimate",
  {
    ...flags,
    compare: Flag.Boolean("compare").pipe(
      Flag.withDescription("Put frontier only, hybrid and local only side by side"),
      Flag.withDefault(false)
    ),
    json: Flag.Boolean("json").pipe(Flag.withDescription("Print JSON"), Flag.withDefault(false))
  },
  Effect.fnUntraced(function* (options) {
    const config = yield* configuration(options)
    const research = yield* ResearchInput.open(yield* paths(options), options, {
      onWarning: ({ message }) => Output.say(`Warning: ${message}`)
    })
    return yield* options.compare
      ? printComparison(research, config, options)
      : printEstimate(research, config, options)
  })
).pipe(
  Command.withDescription("Say what a run would cost, without calling a model"),
  Command.withExamples([
    { command: "persona estimate --input survey.csv --compare", description: "Compare the ways to make personas" }
  ]),
  Command.provide((options) => (options.compare ? Stages.embedded : Stages.layer(options, { needsKey: false })))
)

/** Prints the estimate of a run. */
export const printEstimate = Effect.fnUntraced(function* (
  { data, records }: ResearchInput.ResearchInput,
  config: HybridConfig,
  options: { readonly json: boolean }
) {
  const estimated = yield* HybridPipeline.estimate(records, config, data)
  yield* Output.data(options.json ? `${JSON.stringify(estimated, null, 2)}\n` : render(estimated))
})

const render = (estimated: Estimate): string => {
  const { draft, judge, refine } = estimated.stages
  const stages = [
    ["draft", draft] as const,
    ["judge", judge] as const,
    ...(refine === null ? [] : [["refine", refine] as const])
  ]
  const tokens = ({ low, expected, ceiling }: Range) => `${low} / ${expected} / ${ceiling}`
  const money = ({ low, expected, ceiling }: Range) => `${dollars(low)} / ${dollars(expected)} / ${dollars(ceiling)}`
  return [
    `${estimated.personas} personas from ${estimated.records} records, ${estimated.drafts} drafts${estimated.mode === "local-only" ? "" : `, ${estimated.mode}`}. Figures are low / expected / ceiling.`,
    ...table([
      ["stage", "model", "calls", "input tokens", "output tokens", "cost"],
      ...stages.map(([name, { provider, model, calls, inputTokens, outputTokens, usd }]) => [
        name,
        `${provider}/${model}`,
        tokens(calls),
        tokens(inputTokens),
        tokens(outputTokens),
        money(usd)
      ])
    ]),
    `Total ${money(estimated.totalUsd)}${estimated.capUsd === null ? ", no cap" : `, cap ${dollars(estimated.capUsd)}`}`,
    ""
  ].join("\n")
}

const printComparison = Effect.fnUntraced(function* (
  { data, records }: ResearchInput.ResearchInput,
  config: HybridConfig,
  options: Options & { readonly json: boolean }
) {
  const { defaultModel, name: provider } = refiningProvider(options.frontier)
  const named = Option.getOrElse(options.frontierModel, () => ("id" in defaultModel ? defaultModel.id : "unnamed"))
  const model: ModelInfo = { provider, model: named, location: "remote" }
  // Its expected tokens are those of a hybrid run, whatever this line would do by itself.
  const asked = { ...config, useFrontier: true, anonymiseInput: true, maxFrontierCost: null }
  const estimated = yield* HybridPipeline.estimate(records, asked, data).pipe(Effect.provide(Stages.priced(model)))
  const assumptions = Comparison.assumptionsOf(estimated) ?? { draft: nothing, patch: nothing }
  const counts = [10, 100]
  const rows = yield* Comparison.compare(model, assumptions, counts)
  if (options.json)
    return yield* Output.data(`${JSON.stringify({ model: named, assumptions, counts, rows }, null, 2)}\n`)
  const { draft, patch } = assumptions
  yield* Output.data(
    [
      `List prices of ${provider}/${named}. Tokens of a call, from the prompts of this data at 3.5 bytes each and the usual length of answers, which is assumed: a draft ${draft.inputTokens} and ${draft.outputTokens}, a patch ${patch.inputTokens} and ${patch.outputTokens}. No caching, no batches. Quality is not compared: it was not measured.`,
      ...table([
        ["approach", ...counts.map((count) => `${count} personas`), "saved", "local calls per persona"],
        ...rows.map(({ approach, usd, saved, localCallsPerPersona }) => [
          approach,
          ...usd.map(dollars),
          percent(saved),
          String(localCallsPerPersona)
        ])
      ]),
      "Local calls are free of charge. More drafts and a higher threshold change which drafts are refined, not how many: every delivered persona is refined once.",
      ""
    ].join("\n")
  )
})

const nothing = { inputTokens: 0, outputTokens: 0 }

const table = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd()
  )
}
