/**
 * A result in a terminal: the personas in short, cost and quality.
 */
import { claimLists } from "../domain/Persona.ts"
import type { HybridResult, PersonaResult } from "../pipeline/HybridResult.ts"
import { dollars, factTexts, listNames, listTexts, percent, quoteText, standsFor } from "../report/Wording.ts"

const width = 96

/** The whole summary. `report` is where the report to share was written. */
export const render = (result: HybridResult, report?: string): string => {
  const { counts, costReport, qualityMetrics } = result
  const score = (value: number | null) => (value === null ? "–" : value.toFixed(2))
  const budget = costReport.capUsd === null ? "" : ` of ${dollars(costReport.capUsd)}`
  return [
    ...result.personas.map(persona),
    `${counts.delivered} of ${counts.requested} personas from ${counts.records} records (${counts.drafts} drafts, ${counts.refined} refined)`,
    ...(result.grouping === null ? [] : [`Segments ${verdict(result)}`]),
    `Cost     ${dollars(costReport.totalUsd)}${budget}${besides(costReport)}`,
    `Quality  score ${score(qualityMetrics.meanBefore)} as drafted, ${score(qualityMetrics.meanAfter)} as delivered · ${qualityMetrics.evidence.claims} claims with their sources, ${percent(qualityMetrics.evidence.kept)} of what was drafted kept · mean distance ${score(qualityMetrics.diversity.meanDistance)}`,
    ...(report === undefined ? [] : [`Report   ${report} · open it in a browser, and share it once you have read it`]),
    ""
  ].join("\n")
}

/** What the segments are worth, in words. */
const verdict = ({ grouping, qualityMetrics: { segments } }: HybridResult): string => {
  const count = segments.groups.length
  const isOne = count === 1
  switch (grouping?.verdict) {
    case "none":
      return `no groups of people were found: answers hang together no more than by chance; ${isOne ? "the one segment is everybody" : `these ${count} only divide everybody into parts`}`
    case "degrees":
      return `people differ by degree here; ${isOne ? "the one segment is a point along the way, not a kind" : `these ${count} are points along the way, not ${count} kinds`}`
    case "kinds":
      return `there are distinct groups of people here; ${isOne ? "the one segment joins them" : `these ${count} segments tell them apart`}`
    case "portraits":
      return `there are groups of people here, but they do not set all of these ${count} segments apart; read those as portraits within the groups`
    case undefined:
      return "not tested"
  }
}

const besides = ({ overrunUsd, possiblyBilledUsd }: HybridResult["costReport"]): string =>
  [
    possiblyBilledUsd > 0 ? `, and up to ${dollars(possiblyBilledUsd)} for calls that were cut off` : "",
    overrunUsd > 0 ? `; ${dollars(overrunUsd)} above what a provider said it would bill at most` : ""
  ].join("")

const persona = ({ persona: one, evaluation }: PersonaResult, index: number): string =>
  [
    `${index + 1}. ${one.name} – ${one.title}`,
    ...wrap(`Stands for ${standsFor(one)}. Score ${evaluation.overall.toFixed(2)}.`),
    ...(one.facts.length === 0 ? [] : wrap(`One of them: ${factTexts(one).join(" · ")}`)),
    ...(one.bio.length === 0 ? [] : wrap(one.bio.map(({ text }) => text).join(" "))),
    ...claimLists.flatMap((field) => listed(listNames[field], listTexts(one, field))),
    ...listed(
      "Quotes",
      one.quotes.map((quote) => quoteText(one, quote))
    ),
    ""
  ].join("\n")

const listed = (title: string, items: ReadonlyArray<string>): ReadonlyArray<string> =>
  items.length === 0 ? [] : [`   ${title}`, ...items.flatMap((item) => indented(wrap(item)))]

const indented = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map((line, at) => (at === 0 ? line.replace(/^ {3}/, "   - ") : `  ${line}`))

const wrap = (text: string): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(`   ${line}`)
      line = ""
    }
    line = line === "" ? word : `${line} ${word}`
  }
  return line === "" ? lines : [...lines, `   ${line}`]
}
