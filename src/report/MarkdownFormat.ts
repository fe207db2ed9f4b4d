/**
 * A result as a Markdown document for people: what the report says, to paste into a document or a wiki.
 */
import { Effect } from "effect"
import { claimLists } from "../domain/Persona.ts"
import type { HybridResult } from "../pipeline/HybridResult.ts"
import { build } from "./html/BuildReport.ts"
import type { ReportClaim, ReportCount, ReportData, ReportPassage, ReportPersona } from "./html/ReportData.ts"
import { prepareReport } from "./html/ReportSetup.ts"
import { verdictText } from "./html/Verdicts.ts"
import type { ResultFormat } from "./ResultFormat.ts"
import { answered, dollars, figureText, listNames, percent, supportText } from "./Wording.ts"

/** The whole document. */
export const markdown: ResultFormat = {
  name: "md",
  file: "personas.md",
  isDefault: true,
  render: (result: HybridResult) => Effect.map(prepareReport(result), ({ report }) => render(build(result, report)))
}

const render = (data: ReportData): string => {
  const passages = new Map(data.passages.map((passage) => [passage.id, passage]))
  return `${[
    `# ${escape(data.study.name)}`,
    overview(data),
    ...data.personas.map((one) => persona(one, passages)),
    cost(data),
    ...(data.warnings.length === 0
      ? []
      : [
          `## Be careful with this\n\n${data.warnings.map(({ text, title }) => `- **${escape(title)}.** ${escape(text)}`).join("\n")}`
        ]),
    `Run ${escape(data.run.id)}. Names are invented; codes stand for participants and are drawn at random.`
  ].join("\n\n")}\n`
}

const overview = ({ notice, people, personas, run, segmentation, uncovered }: ReportData): string => {
  const from = [
    ...(people.respondents > 0 ? [`${people.respondents} respondents`] : []),
    ...(people.interviews > 0 ? [`${people.interviews} interview${people.interviews === 1 ? "" : "s"}`] : [])
  ].join(" and ")
  const verdict = verdictText(segmentation, personas.length + uncovered.length)
  return [
    `${run.date === null ? "" : `${run.date} · `}${personas.length} persona${personas.length === 1 ? "" : "s"} from ${from} · ${people.questions} questions asked`,
    ...(notice === null ? [] : [`**${escape(notice.title)}** ${escape(notice.text)}`]),
    `**${verdict.title}.** ${verdict.words} ${verdict.means}`,
    run.textBy === "model"
      ? "A model wrote the sentences from counts and passages of the study."
      : "No model was used: sentences are counts, and what stands in quotation marks is what one person wrote.",
    table(
      ["persona", "what holds for most", "stands for"],
      ["", "", ":"],
      personas.map(({ name, segment, title }) => [
        name,
        title,
        `${segment.size} of ${segment.of} (${percent(segment.share)})`
      ])
    )
  ].join("\n\n")
}

const persona = (one: ReportPersona, passages: ReadonlyMap<string, ReportPassage>): string => {
  const { bio, counts, facts, name, quotes, segment, title, unknowns } = one
  const contrasts = counts.filter(({ contrast }) => contrast)
  return [
    `## ${escape(name)} – ${escape(title)}`,
    `Stands for ${segment.size} of ${segment.of} people (${percent(segment.share)})${segment.interviews === 0 ? "" : ` and ${segment.interviews} interview${segment.interviews === 1 ? "" : "s"}`}.`,
    bio.map(({ text }) => escape(text)).join(" "),
    facts.list.length === 0
      ? ""
      : `**Key facts**, one real person’s answers; ${facts.shared} gave all of them\n\n${facts.list.map(({ label, value }) => `- ${escape(answered(label, value))}`).join("\n")}`,
    ...(quotes.length === 0 ? [] : ["**In their words**"]),
    quotes
      .map(({ passage, text }) => {
        const source = passages.get(passage)
        return `> “${escape(text)}”${source === undefined ? "" : `\n>\n> — ${whose(source)}`}`
      })
      .join("\n\n"),
    ...claimLists.map((field) => list(listNames[field], one[field], counts, passages)),
    contrasts.length === 0
      ? ""
      : `**More here than elsewhere**\n\n${table(
          ["asked", "answer", "this group", "everyone"],
          ["", "", ":", ":"],
          contrasts.map((count) => [
            count.question,
            count.answer,
            figureText(count.segment),
            figureText(count.everyone)
          ])
        )}`,
    unknowns.length === 0 ? "" : `**Not known.** ${unknowns.map(escape).join(" ")}`
  ]
    .filter((part) => part !== "")
    .join("\n\n")
}

const list = (
  title: string,
  claims: ReadonlyArray<ReportClaim>,
  counts: ReadonlyArray<ReportCount>,
  passages: ReadonlyMap<string, ReportPassage>
): string => {
  if (claims.length === 0) return ""
  const entries = claims.flatMap(({ evidence, passage, support, text }) => {
    const own = passage === null ? undefined : passages.get(passage)
    if (own !== undefined) return [`- “${escape(text)}” — ${whose(own)}`]
    const cited = evidence.flatMap((id) => passages.get(id) ?? [])
    // A sentence that is a count says its own figures.
    const isCount = counts.some(({ id }) => evidence.includes(id))
    const figures = support === null || isCount ? "" : supportText(support)
    return [
      `- ${escape(text)}${figures === "" ? "" : ` (${figures})`}`,
      ...cited.map((source) => `  - “${escape(source.text)}” — ${whose(source)}`)
    ]
  })
  return `**${title}**\n\n${entries.join("\n")}`
}

const whose = ({ question, respondent }: ReportPassage): string =>
  `${escape(respondent)}${question === null ? "" : `, asked “${escape(question)}”`}`

const cost = ({ cost: { capUsd, sent, spentUsd, stages }, run }: ReportData): string =>
  [
    "## Cost and checks",
    table(
      ["stage", "calls", "cost"],
      ["", ":", ":"],
      stages.map(({ calls, name, usd }) => [name, String(calls), dollars(usd)])
    ),
    `Total ${dollars(spentUsd)}${capUsd === null ? "" : ` of at most ${dollars(capUsd)}`}. ${sent}`,
    ...(run.checks.length === 0
      ? []
      : [run.checks.map(({ label, matched, of }) => `- ${escape(label)}: ${matched} of ${of}`).join("\n")])
  ].join("\n\n")

const table = (
  head: ReadonlyArray<string>,
  aligned: ReadonlyArray<"" | ":">,
  rows: ReadonlyArray<ReadonlyArray<string>>
): string =>
  [
    `| ${head.join(" | ")} |`,
    `|${aligned.map((side) => `---${side}`).join("|")}|`,
    ...rows.map((cells) => `| ${cells.map((cell) => escape(cell).replaceAll("|", "\\|")).join(" | ")} |`)
  ].join("\n")

// Research text is shown as text: it must not become markup, and a line break must not end a list item.
const escape = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#]/g, "\\$&")
    .trim()
