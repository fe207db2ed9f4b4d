/**
 * The end of a run in a terminal: who stands for how many, what the groups are worth, what it cost and what to open.
 */
import { join } from "node:path"
import { claimLists } from "../domain/Persona.ts"
import type { HybridResult, PersonaResult } from "../pipeline/HybridResult.ts"
import { ordered } from "../report/html/ReportPersonas.ts"
import type { ResultFormat } from "../report/ResultFormat.ts"
import { dollars, factTexts, listNames, listTexts, namedIn, percent, quoteText, standsFor } from "../report/Wording.ts"
import type { Screen } from "./Screen.ts"

/** Where the result was filed, and in which formats. */
export interface Filed {
  readonly folder: string
  readonly formats: ReadonlyArray<ResultFormat>
}

/** The whole summary. What was not filed is shown in full. */
export const render = (result: HybridResult, filed: Filed | null, screen: Screen): string =>
  [
    ...(filed === null ? result.personas.map((one, at) => inFull(one, at, result, screen)) : people(result, screen)),
    ...lead(result, screen),
    ...(filed === null ? [] : toOpen(filed, screen)),
    ""
  ].join("\n")

/** A line for each persona, and one for those whom nobody stands for. */
const people = (result: HybridResult, screen: Screen): ReadonlyArray<string> => {
  const { qualityMetrics } = result
  const rows = ordered(result).map(({ name, segment, title }) => ({
    name,
    stands: `${segment.size} of ${segment.of} (${percent(segment.share)})${segment.interviews === 0 ? "" : ` + ${segment.interviews} interview${segment.interviews === 1 ? "" : "s"}`}`,
    title
  }))
  const without = qualityMetrics.segments.groups.filter(({ delivered }) => delivered === 0)
  const left = without.reduce((sum, { size }) => sum + size, 0)
  const all = left === 0 ? rows : [...rows, { name: "(nobody)", stands: `${left} people`, title: "no persona" }]
  const nameWidth = Math.min(24, Math.max(0, ...all.map(({ name }) => name.length)))
  const standsWidth = Math.max(0, ...all.map(({ stands }) => stands.length))
  return [
    ...all.map(({ name, stands, title }) => {
      const before = `${screen.bold(name.padEnd(nameWidth))}  ${stands.padEnd(standsWidth)}  `
      const room = screen.width - nameWidth - standsWidth - 4
      return room < 16
        ? `${before.trimEnd()}\n    ${screen.cut(title, screen.width - 4)}`
        : before + screen.cut(title, room)
    }),
    ""
  ]
}

/** What holds of all of them together. */
const lead = (result: HybridResult, screen: Screen): ReadonlyArray<string> => {
  const { costReport, counts, study } = result
  const from = [
    ...(study.respondents > 0 ? [`${study.respondents} respondents`] : []),
    ...(study.interviews.length > 0
      ? [`${study.interviews.length} interview${study.interviews.length === 1 ? "" : "s"}`]
      : [])
  ].join(" and ")
  const refined = costReport.stages.refine.calls > 0 && costReport.totalUsd > 0 ? `, ${counts.refined} refined` : ""
  const budget = costReport.capUsd === null ? "" : ` of at most ${dollars(costReport.capUsd)}`
  return [
    `${counts.delivered} of ${counts.requested} personas from ${from}${refined}.`,
    ...(result.grouping === null ? [] : [`${verdict(result)}.`]),
    `Cost: ${dollars(costReport.totalUsd)}${budget}${besides(costReport)}.`
  ].flatMap((text) => screen.wrap(text))
}

const toOpen = ({ folder, formats }: Filed, screen: Screen): ReadonlyArray<string> => {
  const shared = formats.find(({ isShared = false }) => isShared)
  const others = formats
    .filter((format) => format !== shared)
    .map(({ file, isPerPersona }) => (isPerPersona === true ? `${file.split("/")[0] ?? ""}/` : file))
  return [
    "",
    ...(others.length === 0 ? [] : [`${shared === undefined ? `In ${folder}` : "Beside it"}: ${others.join(", ")}`]),
    ...(shared === undefined
      ? []
      : [`Open in a browser, and share once you have read it: ${screen.bold(join(folder, shared.file))}`])
  ]
}

/** What the segments are worth, in words. */
const verdict = ({ grouping, qualityMetrics: { segments } }: HybridResult): string => {
  const count = segments.groups.length
  const isOne = count === 1
  switch (grouping?.verdict) {
    case "none":
      return `No groups of people were found: answers hang together no more than by chance; ${isOne ? "the one segment is everybody" : `these ${count} only divide everybody into parts`}`
    case "degrees":
      return `People differ by degree here; ${isOne ? "the one segment is a point along the way, not a kind" : `these ${count} are points along the way, not ${count} kinds`}`
    case "kinds":
      return `There are distinct groups of people here; ${isOne ? "the one segment joins them" : `these ${count} segments tell them apart`}`
    case "portraits":
      return `There are groups of people here, but they do not set all of these ${count} segments apart; read those as portraits within the groups`
    case undefined:
      return "Whether there are groups was not tested"
  }
}

const besides = ({ overrunUsd, possiblyBilledUsd }: HybridResult["costReport"]): string =>
  [
    possiblyBilledUsd > 0 ? `, and up to ${dollars(possiblyBilledUsd)} for calls that were cut off` : "",
    overrunUsd > 0 ? `; ${dollars(overrunUsd)} above what a provider said it would bill at most` : ""
  ].join("")

const inFull = ({ persona: one }: PersonaResult, index: number, result: HybridResult, screen: Screen): string => {
  const named = namedIn(result)
  const listed = (title: string, items: ReadonlyArray<string>): ReadonlyArray<string> =>
    items.length === 0 ? [] : [`   ${title}`, ...items.flatMap((item) => screen.wrap(item, "   - ", "     "))]
  const body = (text: string) => screen.wrap(text, "   ", "   ")
  return [
    `${index + 1}. ${screen.bold(one.name)} – ${one.title}`,
    ...body(`Stands for ${standsFor(one)}.`),
    ...(one.facts.length === 0 ? [] : body(`One of them: ${factTexts(one).join(" · ")}`)),
    ...(one.bio.length === 0 ? [] : body(one.bio.map(({ text }) => text).join(" "))),
    ...claimLists.flatMap((field) => listed(listNames[field], listTexts(one, field, named))),
    ...listed(
      "Quotes",
      one.quotes.map((quote) => quoteText(one, quote, named))
    ),
    ""
  ].join("\n")
}
