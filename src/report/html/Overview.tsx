/**
 * What the report is, whom the personas stand for, and whether there are groups of people at all.
 */
import { grouped, Bar, countOf, dayText, Line, percentOf, Ring, Steady, Together } from "./Figures.tsx"
import { capitalised, spelled, verdictText } from "./Verdicts.ts"
import type { ReportData, ReportGrouping, ReportPersona } from "./ReportData.ts"

/** The head of the report. */
export const Head = ({ data }: { readonly data: ReportData }) => {
  const { people, personas, run, study } = data
  const from = [
    ...(people.respondents > 0 ? [`${grouped(people.respondents)} survey respondents`] : []),
    ...(people.interviews > 0 ? [countOf(people.interviews, "interview")] : [])
  ].join(" and ")
  const everyone = personas[0]?.segment.of ?? (people.respondents > 0 ? people.respondents : people.interviews)
  const missing = everyone - personas.reduce((sum, { segment }) => sum + segment.size, 0)
  return (
    <header class="head">
      <p class="quiet">
        {run.date === null ? "" : <time datetime={run.date}>{dayText(run.date)}</time>}
        {` · ${countOf(people.questions, "question")} asked`}
      </p>
      <h1 dir="auto">{study.name}</h1>
      <p class="lead">
        {capitalised(spelled(personas.length))} {personas.length === 1 ? "persona" : "personas"} from {from}.{" "}
        {missing === 0
          ? "Everybody who was asked belongs to exactly one of them."
          : `Nobody stands for ${grouped(missing)} of the ${grouped(everyone)} people.`}
      </p>
      {data.notice === null ? null : (
        <div class="notice" role="note">
          <strong>{data.notice.title}</strong> {data.notice.text}
        </div>
      )}
    </header>
  )
}

/** Above so many personas a part of the strip has no room for an initial. */
const mostInitials = 12

/** Who stands for how many. */
export const Personas = ({ data }: { readonly data: ReportData }) => {
  const { personas, segmentation, uncovered } = data
  return (
    <section aria-labelledby="overview">
      <h2 id="overview">Who stands for how many</h2>
      {personas.length + uncovered.length < 2 ? null : (
        <div class={personas.length > mostInitials ? "strip many" : "strip"} aria-hidden="true">
          {personas.map(({ name }, at) => (
            <span class={`c${at} w${at}`}>{personas.length > mostInitials ? "" : [...name][0]}</span>
          ))}
          {uncovered.map((_, at) => (
            <span class={`rest w${personas.length + at}`} />
          ))}
        </div>
      )}
      <table class="people">
        <thead>
          <tr>
            <th scope="col">Persona</th>
            <th scope="col">Stands for</th>
            {segmentation === null ? null : <th scope="col">How steady</th>}
          </tr>
        </thead>
        <tbody>
          {personas.map((persona, at) => (
            <Row persona={persona} at={at} band={segmentation?.steadiness} />
          ))}
          {uncovered.map((size) => (
            <tr>
              <th scope="row" class="quiet">
                No persona
              </th>
              <td>{countOf(size, "respondent")}</td>
              {segmentation === null ? null : <td class="steadiness" />}
            </tr>
          ))}
        </tbody>
      </table>
      <HowToRead data={data} />
    </section>
  )
}

interface RowProps {
  readonly persona: ReportPersona
  readonly at: number
  readonly band: ReportGrouping["steadiness"] | undefined
}

const Row = ({ at, band, persona: { id, name, segment, steadiness, title } }: RowProps) => (
  <tr class={`c${at}`}>
    <th scope="row">
      <a href={`#${id}`} class="who">
        <Ring name={name} share={segment.share} size={40} />
        <span>
          <strong dir="auto">{name}</strong>
          <span dir="auto">{title}</span>
        </span>
      </a>
    </th>
    <td>
      <span class="figure">
        {segment.size} of {segment.of} <span class="quiet">({percentOf(segment.share)})</span>
      </span>
      <Bar share={segment.share} />
      {segment.interviews === 0 ? null : <span class="quiet">+ {countOf(segment.interviews, "interview")}</span>}
    </td>
    {band === undefined ? null : (
      <td class="steadiness">
        {steadiness === null ? null : (
          <>
            <span class="figure">{percentOf(steadiness.overlap)}</span>
            <Steady band={band} overlap={steadiness.overlap} />
          </>
        )}
      </td>
    )}
  </tr>
)

const HowToRead = ({ data: { run } }: { readonly data: ReportData }) => (
  <div class="reading">
    <h3>How to read it</h3>
    <p>
      A persona is a portrait of one group of the people who were asked. Its key facts are one real person’s answers;
      everything else describes the group. Open any sentence with a number beside it to see what it stands on: counted
      answers, or somebody’s words under a code drawn at random.
    </p>
    <p>
      {run.textBy === "model"
        ? "A model wrote the sentences from these counts and passages. “At least 6 of 34” counts the people who are cited; others may think the same."
        : "No model was used: sentences are counts, and what stands in quotation marks is what one person wrote. Nobody’s words were put together."}{" "}
      Names are invented.
    </p>
  </div>
)

/** Whether there are groups. */
export const Verdict = ({ data }: { readonly data: ReportData }) => {
  const { people, personas, segmentation } = data
  const { means, title, words } = verdictText(segmentation, personas.length + data.uncovered.length)
  return (
    <section aria-labelledby="groups" class="columns">
      <div>
        <h2 id="groups">Are there groups of people?</h2>
        <p class="verdict">{title}</p>
        <p>{words}</p>
        <p>
          <strong>What it means.</strong> {means}
        </p>
      </div>
      {segmentation === null ? null : <Tests people={people.respondents} grouping={segmentation} personas={personas} />}
    </section>
  )
}

interface TestsProps {
  readonly grouping: ReportGrouping
  readonly people: number
  readonly personas: ReadonlyArray<ReportPersona>
}

const Tests = ({ grouping: { fit, halves, line, together }, people, personas }: TestsProps) => (
  <div>
    {line === null ? null : (
      <>
        <h3>Where each group lies on the line</h3>
        <dl class="places">
          {line.places.map((place) => {
            const at = personas.findIndex(({ id }) => id === place.persona)
            return (
              <div class={`c${at}`}>
                <dt dir="auto">{personas[at]?.name}</dt>
                <dd>
                  <span class="hidden">the middle at {place.p50.toFixed(1)}</span>
                  <Line all={line.places} place={place} />
                </dd>
              </div>
            )
          })}
        </dl>
        <div class="ends">
          <p>
            <span class="hidden">One end: </span>
            <bdi>{line.low}</bdi>
          </p>
          <p>
            <span class="hidden">The other end: </span>
            <bdi>{line.high}</bdi>
          </p>
        </div>
        <p class="note">
          {line.places.length === 0 ? "" : "Thick: the middle half of a group; thin: eight in ten; dot: its middle. "}
          {line.nearerToAnother} of {people} people lie nearer to the middle of another group than to that of their own.
        </p>
      </>
    )}
    <h3>How far answers hang together</h3>
    <Together {...together} />
    <p class="note">
      Grey: {together.shuffled.length} times with whole questions shuffled; black: this study.{" "}
      {together.measured.toFixed(3)} here, {Math.max(0, ...together.shuffled).toFixed(3)} at most when shuffled (p ={" "}
      {together.p.toFixed(2)}). Groups explain the answers best with {fit.segments} of them (BIC{" "}
      {grouped(Math.round(fit.segmentsBic))}; one line: {grouped(Math.round(fit.lineBic))}; lower is better). Two halves
      of the people, grouped apart, agree by {halves.agreement.toFixed(2)}, shuffled by {halves.shuffled.toFixed(2)}; 1
      is the same grouping.
    </p>
  </div>
)
