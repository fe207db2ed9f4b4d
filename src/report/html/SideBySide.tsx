/**
 * All personas side by side: each question that can be compared, and the share of each group that gave an answer.
 */
import type { Share } from "../../domain/Evidence.ts"
import { Bar, portion } from "./Figures.tsx"
import type { ReportData, ReportPersona, ReportQuestion } from "./ReportData.ts"

/** Above so many personas a bar in each cell is too small to read. */
const mostBars = 8

/** From so many points a difference is worth a look. */
const clear = 0.2

/** All personas side by side. */
export const SideBySide = ({ data: { comparable, personas, questions } }: { readonly data: ReportData }) =>
  questions.length === 0 || personas.length < 2 ? null : (
    <section aria-labelledby="compare" class="compare">
      <h2 id="compare">Side by side</h2>
      <p class="lead">
        The share of each group that gave an answer, of those who answered.{" "}
        {personas.length > mostBars ? "In per cent; darker is more." : "The thin mark is everyone."} Bold is 20 points
        or more away from everyone. Answers that few people gave are left out.
        {comparable > questions.length
          ? ` Of ${comparable} questions these are the ${questions.length} in which groups differ most.`
          : ""}
      </p>
      <div class="scroll" role="group" aria-label="The table" tabindex={0}>
        <Table personas={personas} questions={questions} />
      </div>
    </section>
  )

interface TableProps {
  readonly personas: ReadonlyArray<ReportPersona>
  readonly questions: ReadonlyArray<ReportQuestion>
}

const Table = ({ personas, questions }: TableProps) => (
  <table class={personas.length > mostBars ? "matrix heat" : "matrix"}>
    <thead>
      <tr>
        <th scope="col">Question and answer</th>
        {personas.map(({ name }, at) => (
          <th scope="col" class={`c${at}`}>
            <bdi>{name}</bdi>
          </th>
        ))}
        <th scope="col">Everyone</th>
      </tr>
    </thead>
    {questions.map(({ answers, isMultiple, text }) => (
      <tbody>
        <tr class="question">
          <th scope="rowgroup" colspan={personas.length + 2}>
            <bdi>{text}</bdi>
            {isMultiple ? <span class="quiet"> Several answers could be chosen.</span> : null}
          </th>
        </tr>
        {answers.map(({ answer, everyone, segments }) => (
          <tr>
            <th scope="row">
              <bdi>{answer}</bdi>
            </th>
            {segments.map((own, at) => (
              <Cell at={at} everyone={everyone} own={own} isHeat={personas.length > mostBars} />
            ))}
            <td>{figureOf(everyone, personas.length > mostBars)}</td>
          </tr>
        ))}
      </tbody>
    ))}
  </table>
)

interface CellProps {
  readonly at: number
  readonly everyone: Share
  readonly own: Share
  readonly isHeat: boolean
}

const Cell = ({ at, everyone, isHeat, own }: CellProps) => {
  const share = portion(own)
  const shown = figureOf(own, isHeat)
  const figure = Math.abs(share - portion(everyone)) >= clear && own.of > 0 ? <b>{shown}</b> : shown
  return isHeat ? (
    <td class={`h${Math.floor(share * 4.999)}`}>{figure}</td>
  ) : (
    <td class={`c${at}`}>
      {figure}
      <Bar share={share} tick={portion(everyone)} />
    </td>
  )
}

const figureOf = (share: Share, isHeat: boolean): string =>
  share.of === 0 ? "–" : `${Math.round(portion(share) * 100)}${isHeat ? "" : " %"}`
