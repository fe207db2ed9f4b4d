/**
 * The whole report: one file that asks for nothing else, under a policy that lets nothing else in.
 */
import { createHash } from "node:crypto"
import { renderToStaticMarkup } from "preact-render-to-string"
import { Drawer, EvidenceIndex } from "./EvidenceTools.tsx"
import { Head, Personas, Verdict } from "./Overview.tsx"
import { PersonaCard } from "./PersonaCard.tsx"
import type { ReportData } from "./ReportData.ts"
import { Respondents } from "./Respondents.tsx"
import { CostAndRun, Quality, Warnings } from "./RunSection.tsx"
import { script } from "./Script.ts"
import { SideBySide } from "./SideBySide.tsx"
import { styles } from "./Styles.ts"

/** The report as a file. */
export const page = (data: ReportData): string => {
  const style = styles(data.personas.length, [...data.personas.map(({ segment }) => segment.size), ...data.uncovered])
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'"
  ].join("; ")
  return `<!doctype html>\n${renderToStaticMarkup(<Document data={data} policy={policy} style={style} />)}\n`
}

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`

interface DocumentProps {
  readonly data: ReportData
  readonly policy: string
  readonly style: string
}

// What is set as raw text below is the style, the script and JSON in which no `<` is left; everything else is escaped.
const Document = ({ data, policy, style }: DocumentProps) => (
  <html lang="en" dir={data.study.direction}>
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <meta name="robots" content="noindex" />
      <title>{data.study.name}</title>
      <style dangerouslySetInnerHTML={{ __html: style }} />
    </head>
    <body>
      <a class="skip" href="#main">
        To the personas
      </a>
      <Contents data={data} />
      <div class="page">
        <main id="main">
          {data.build === "team" ? <TeamBanner /> : null}
          <Head data={data} />
          <Personas data={data} />
          <Verdict data={data} />
          <Warnings data={data} />
          <Cards data={data} />
          <SideBySide data={data} />
          <Quality data={data} />
          <EvidenceIndex />
          <CostAndRun data={data} />
          <Respondents records={data.records ?? []} />
        </main>
        <Foot data={data} />
      </div>
      <Drawer />
      <script type="application/json" id="data" dangerouslySetInnerHTML={{ __html: embedded(data) }} />
      <script dangerouslySetInnerHTML={{ __html: script }} />
    </body>
  </html>
)

const TeamBanner = () => (
  <p class="team" role="note">
    <strong>Team only.</strong> Every answer of every respondent stands in here. Do not pass it on: the report to share
    is another file.
  </p>
)

/** JSON that ends no element and begins no comment, whatever its texts hold. */
export const embedded = (data: ReportData): string =>
  JSON.stringify(data)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029")

const Contents = ({
  data: { build, personas, questions, records = [], study, warnings }
}: {
  readonly data: ReportData
}) => (
  <nav class="rail" aria-label="Contents">
    <p dir="auto">{study.name}</p>
    {build === "team" ? <p class="mark">Team only</p> : null}
    <ul>
      <Link to="overview" text="Overview" />
      <Link to="groups" text="Are there groups?" />
      {warnings.length === 0 ? null : <Link to="warnings" text="Be careful with this" />}
      {personas.length === 0 ? null : (
        <li class="group" aria-hidden="true">
          Personas
        </li>
      )}
      {personas.map(({ id, name, segment }) => (
        <Link to={id} text={name} number={segment.size} />
      ))}
      <li class="group" aria-hidden="true">
        All personas
      </li>
      {questions.length === 0 || personas.length < 2 ? null : <Link to="compare" text="Side by side" />}
      <Link to="quality" text="Quality and checks" />
      <li class="with-script" hidden>
        <a href="#evidence">Evidence</a>
      </li>
      <Link to="run" text="Cost and run" />
      {records.length === 0 ? null : <Link to="respondents" text="Respondents" number={records.length} />}
    </ul>
    <div class="tools" hidden>
      <button type="button" aria-pressed="false">
        Open all evidence
      </button>
      <button type="button">Print</button>
    </div>
  </nav>
)

const Link = ({ number, text, to }: { readonly number?: number; readonly text: string; readonly to: string }) => (
  <li>
    <a href={`#${to}`}>
      <bdi>{text}</bdi>
      {number === undefined ? null : (
        <span class="number" aria-hidden="true">
          {number}
        </span>
      )}
    </a>
  </li>
)

const Cards = ({ data: { passages, personas, respondents, segmentation } }: { readonly data: ReportData }) => {
  const captions = new Map(respondents.map(({ caption, id }) => [id, caption]))
  const byId = new Map(
    passages.map((passage) => [passage.id, { ...passage, caption: captions.get(passage.respondent) ?? "" }])
  )
  return (
    <>
      {personas.map((persona, at) => (
        <PersonaCard persona={persona} at={at} passages={byId} steadiness={segmentation?.steadiness ?? null} />
      ))}
    </>
  )
}

const Foot = ({ data: { build, run } }: { readonly data: ReportData }) => (
  <footer>
    <p>
      Made with effect-persona from run {run.id}. Names are invented; codes such as V2G are drawn at random.{" "}
      {build === "team"
        ? "Every answer of every respondent stands here, personal data replaced. It is for those who may read the data."
        : "Only what a persona cites stands here: no file, no row, no other answer. What is quoted is somebody’s own words, so somebody may know them: read this before you pass it on."}
    </p>
  </footer>
)
