/**
 * A result as a Markdown document for people.
 */
import { Effect } from "effect"
import { claimLists, type Persona } from "../domain/Persona.ts"
import type { Count } from "../domain/Evidence.ts"
import type { HybridResult, PersonaResult } from "../pipeline/HybridResult.ts"
import type { ResultFormat } from "./ResultFormat.ts"
import { answerText, dollars, factTexts, listNames, listTexts, percent, quoteText, standsFor } from "./Wording.ts"

/** The whole document. */
export const markdown: ResultFormat = {
  name: "md",
  file: "personas.md",
  isDefault: true,
  render: (result) => Effect.sync(() => render(result))
}

const render = (result: HybridResult): string =>
  [
    `# ${result.counts.delivered} persona${result.counts.delivered === 1 ? "" : "s"}`,
    overview(result),
    ...result.personas.map(persona),
    cost(result),
    quality(result),
    ...(result.warnings.length === 0
      ? []
      : [`## Warnings\n\n${result.warnings.map(({ message }) => `- ${escape(message)}`).join("\n")}`])
  ].join("\n\n") + "\n"

const overview = ({ runId, mode, outcome, counts }: HybridResult): string =>
  `Run \`${runId}\`, ${mode}, ${outcome.toLowerCase()}: ${counts.delivered} of ${counts.requested} personas from ${counts.records} records and ${counts.drafts} drafts.`

const persona = ({ persona: one, evaluation, refined, reason, provenance, costUsd }: PersonaResult): string => {
  const version = refined ? "refined" : `as drafted${reason === undefined ? "" : ` (${reason})`}`
  return [
    `## ${escape(one.name)} – ${escape(one.title)}`,
    `Stands for ${standsFor(one)}.`,
    facts(one),
    one.bio.map(({ text }) => escape(text)).join(" "),
    ...claimLists.map((field) => list(listNames[field], listTexts(one, field))),
    one.quotes.map((quote) => `> ${escape(quoteText(one, quote))}`).join("\n\n"),
    one.unknowns.length === 0 ? "" : `Not known: ${one.unknowns.map(escape).join(" ")}`,
    sources(one),
    `Score ${evaluation.overall.toFixed(2)} (${evaluation.method}), ${escape(version)}. Segment ${provenance.segment}, ${provenance.model.provider}/${provenance.model.model}, ${dollars(costUsd)}.`
  ]
    .filter((part) => part !== "")
    .join("\n\n")
}

const facts = (one: Persona): string =>
  one.facts.length === 0
    ? ""
    : `One of them: ${factTexts(one).map(escape).join(" · ")} (${one.sharedBy} of ${one.segment.size} share all of this)`

const list = (title: string, items: ReadonlyArray<string>): string =>
  items.length === 0 ? "" : `**${title}**\n\n${items.map((item) => `- ${escape(item)}`).join("\n")}`

const sources = ({ counts, passages }: Persona): string =>
  counts.length + passages.length === 0
    ? ""
    : [
        `<details><summary>Sources (${counts.length} counts, ${passages.length} passages)</summary>\n`,
        ...(counts.length === 0 ? [] : ["| asked | answer | this group | everyone |", "|---|---|--:|--:|"]),
        ...counts.map((count) => row([count.label, answerText(count), figure(count.group), figure(count.everyone)])),
        ...(passages.length === 0 ? [] : ["", "| asked | words | whose |", "|---|---|---|"]),
        ...passages.map(({ question = "", recordId, text }) => row([question, text, recordId])),
        "\n</details>"
      ].join("\n")

const row = (cells: ReadonlyArray<string>): string =>
  `| ${cells.map((cell) => escape(cell).replaceAll("|", "\\|")).join(" | ")} |`

const figure = ({ matched, of }: Count["group"]): string => `${matched} of ${of}`

const cost = ({ costReport }: HybridResult): string => {
  const { stages, totalUsd, capUsd, remainingUsd, frontierOnlyUsd, savedShare } = costReport
  const rows = (["draft", "judge", "refine"] as const).map((stage) => {
    const { calls, failures, inputTokens, outputTokens, usd } = stages[stage]
    return `| ${stage} | ${calls} | ${failures} | ${inputTokens} | ${outputTokens} | ${dollars(usd)} |`
  })
  const cap = capUsd === null ? "no cap" : `cap ${dollars(capUsd)}, left ${dollars(remainingUsd ?? 0)}`
  const saved =
    frontierOnlyUsd === null
      ? ""
      : ` Drafting on the frontier model alone would have cost about ${dollars(frontierOnlyUsd)} (estimated); saved ${percent(savedShare)}.`
  return `## Cost\n\n| stage | calls | failures | input tokens | output tokens | cost |\n|---|--:|--:|--:|--:|--:|\n${rows.join("\n")}\n\nTotal ${dollars(totalUsd)}, ${cap}.${saved}`
}

const quality = ({ qualityMetrics }: HybridResult): string => {
  const { meanBefore, meanAfter, passRate, evidence, diversity, segments } = qualityMetrics
  const score = (value: number | null) => (value === null ? "–" : value.toFixed(2))
  return [
    "## Quality",
    [
      `- Mean score ${score(meanBefore)} as drafted, ${score(meanAfter)} as delivered; ${percent(passRate)} of judged drafts passed`,
      `- Evidence: ${evidence.claims} claims and ${evidence.quotes} quotes, each with its source; ${percent(evidence.kept)} of what was drafted was kept`,
      `- Diversity: mean distance ${score(diversity.meanDistance)}, least ${score(diversity.minDistance)}`,
      `- Segments with a persona: ${percent(segments.covered)}`
    ].join("\n"),
    "| segment | people | share | persona |\n|---|--:|--:|---|\n" +
      segments.groups
        .map(
          ({ id, label, share, size, delivered }) =>
            `| ${id}: ${escape(label).replaceAll("|", "\\|")} | ${size} | ${percent(share)} | ${delivered > 0 ? "yes" : "none"} |`
        )
        .join("\n")
  ].join("\n\n")
}

// Research text is shown as text: it must not become markup, and a line break must not end a list item.
const escape = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#]/g, "\\$&")
    .trim()
