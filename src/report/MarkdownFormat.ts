/**
 * A result as a Markdown document for people.
 */
import { Effect } from "effect"
import type { Persona } from "../domain/Persona.ts"
import { pointer } from "../domain/Coverage.ts"
import type { HybridResult, PersonaResult } from "../pipeline/HybridResult.ts"
import type { ResultFormat } from "./ResultFormat.ts"
import { dollars, percent, showAge } from "./Wording.ts"

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
  `Run \`${runId}\`, ${mode}, ${outcome.toLowerCase()}: ${counts.delivered} of ${counts.requested} personas out of ${counts.records} records and ${counts.drafts} drafts.`

const persona = ({ persona: one, evaluation, refined, reason, provenance, costUsd }: PersonaResult): string => {
  const facts = [
    ...(one.age === null ? [] : [`age ${showAge(one.age)}`]),
    ...(one.occupation === null ? [] : [one.occupation]),
    ...Object.entries(one.demographics).map(([name, value]) => `${name}: ${value}`)
  ]
  const version = refined ? "refined" : `as drafted${reason === undefined ? "" : ` (${reason})`}`
  return [
    `## ${escape(one.name)} – ${escape(one.title)}`,
    ...(facts.length === 0 ? [] : [facts.map(escape).join(" · ")]),
    escape(one.summary),
    list("Goals", one.goals),
    list("Pain points", one.painPoints),
    list("Behaviours", one.behaviours),
    list("Motivations", one.motivations),
    quotes(one),
    evidence(one),
    `Score ${evaluation.overall.toFixed(2)} (${evaluation.method}), ${escape(version)}. Segment ${provenance.segment}, ${provenance.model.provider}/${provenance.model.model}, ${dollars(costUsd)}.`
  ]
    .filter((part) => part !== "")
    .join("\n\n")
}

const list = (title: string, items: ReadonlyArray<string>): string =>
  items.length === 0 ? "" : `**${title}**\n\n${items.map((item) => `- ${escape(item)}`).join("\n")}`

const quotes = (one: Persona): string =>
  one.quotes
    .map((quote, index) => {
      const source = one.evidence.find(({ claim }) => claim === pointer("quotes", index))
      return `> ${escape(quote)}${source === undefined ? "" : `\n>\n> — ${escape(source.recordId)}`}`
    })
    .join("\n\n")

const evidence = (one: Persona): string =>
  one.evidence.length === 0
    ? ""
    : [
        `<details><summary>Evidence (${one.evidence.length})</summary>\n`,
        "| claim | record | field | source text | status |",
        "|---|---|---|---|---|",
        ...one.evidence.map(
          ({ claim, recordId, field, text, status }) =>
            `| ${[claim, recordId, field, text, status].map((cell) => escape(cell).replaceAll("|", "\\|")).join(" | ")} |`
        ),
        "\n</details>"
      ].join("\n")

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
  const { meanBefore, meanAfter, passRate, evidence, diversity, segments, representativeness } = qualityMetrics
  const score = (value: number | null) => (value === null ? "–" : value.toFixed(2))
  return [
    "## Quality",
    [
      `- Mean score ${score(meanBefore)} as drafted, ${score(meanAfter)} as delivered; ${percent(passRate)} of judged drafts passed`,
      `- Evidence: ${percent(evidence.validity)} stands in the source, ${percent(evidence.coverage)} of claims have some; ${evidence.removedQuotes} invented quotes removed`,
      `- Diversity: mean distance ${score(diversity.meanDistance)}, least ${score(diversity.minDistance)}; ${diversity.duplicatesDropped} near-duplicates dropped`,
      `- Segments with a persona: ${percent(segments.covered)}`,
      `- Mean distance of the personas' answers to the data's: ${score(representativeness.meanDistance)} (0 the same distribution, 1 nothing in common)`
    ].join("\n"),
    "| segment | share of records | planned | delivered |\n|---|--:|--:|--:|\n" +
      segments.groups
        .map(
          ({ id, label, share, planned, delivered }) =>
            `| ${id}: ${escape(label).replaceAll("|", "\\|")} | ${percent(share)} | ${planned} | ${delivered} |`
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
