/**
 * Everybody with all answers, in a report for the team.
 */
import { countOf } from "./Figures.tsx"
import type { ReportRecord } from "./ReportData.ts"

/** All records, each closed until it is asked for. */
export const Respondents = ({ records }: { readonly records: ReadonlyArray<ReportRecord> }) =>
  records.length === 0 ? null : (
    <section aria-labelledby="respondents" class="respondents">
      <h2 id="respondents">Respondents</h2>
      {records.map(({ answers, id, kind, source }) => (
        <details id={id.replace(" ", "-")}>
          <summary>
            <span class="code">{kind === "interview" ? id : `Respondent ${id}`}</span>{" "}
            <span class="quiet">
              <bdi>{source}</bdi> · {countOf(answers.length, "answer")} · team only
            </span>
          </summary>
          <dl>
            {answers.map(({ answer, question }) => (
              <div>
                <dt dir="auto">{question}</dt>
                <dd dir="auto">{answer}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </section>
  )
