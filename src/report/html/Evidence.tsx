/**
 * A sentence with what it stands on: closed until it is asked for, open in print.
 */
import type { Support } from "../../domain/Persona.ts"
import type { ReportClaim, ReportCount, CaptionedPassage } from "./ReportData.ts"
import { supportText } from "../Wording.ts"
import { Bar, countOf, ofText, percentOf, portion } from "./Figures.tsx"

/** What claims may cite, by id. */
export interface Sources {
  readonly counts: ReadonlyMap<string, ReportCount>
  readonly passages: ReadonlyMap<string, CaptionedPassage>
}

/** Somebody's words in quotation marks. */
export const Words = ({
  cutAfter = false,
  cutBefore = false,
  text
}: {
  readonly cutAfter?: boolean
  readonly cutBefore?: boolean
  readonly text: string
}) => (
  <q dir="auto">
    {cutBefore ? "… " : ""}
    {text}
    {cutAfter ? " …" : ""}
  </q>
)

/** The words of a passage; for the team in the whole answer. */
const PassageWords = ({ passage: { answer, cutAfter, cutBefore, text } }: { readonly passage: CaptionedPassage }) => {
  const at = answer === undefined ? -1 : answer.indexOf(text)
  if (answer === undefined || at < 0) return <Words text={text} cutBefore={cutBefore} cutAfter={cutAfter} />
  return (
    <q dir="auto">
      {answer.slice(0, at)}
      <mark>{text}</mark>
      {answer.slice(at + text.length)}
    </q>
  )
}

interface EntryProps {
  readonly claim: ReportClaim
  readonly persona: string
  readonly sources: Sources
}

/** A claim; it opens to the counts and passages that it cites. */
export const Entry = ({ claim, persona, sources }: EntryProps) => {
  const { no, support, text } = claim
  const passage = claim.passage === null ? undefined : sources.passages.get(claim.passage)
  return (
    <li id={`${persona}-${no}`}>
      <details>
        <summary>
          <span class="no">{no}</span>
          <span class="said" dir="auto">
            {passage === undefined ? (
              text
            ) : (
              <Words text={text} cutBefore={passage.cutBefore} cutAfter={passage.cutAfter} />
            )}
          </span>
          {passage === undefined ? (
            <SupportFigure support={support} />
          ) : (
            <span class="support">{passage.respondent}</span>
          )}
        </summary>
        <EvidenceOf ids={claim.evidence} sources={sources} own={passage} />
      </details>
    </li>
  )
}

const SupportFigure = ({ support }: { readonly support: Support | null }) =>
  support === null ? null : (
    <span class="support">
      {supportText(support)}
      {support.of === 0 ? null : <Bar share={portion({ matched: support.respondents, of: support.of })} />}
      {support.respondents === 0 || support.interviews === 0 ? null : (
        <span class="quiet">+ {countOf(support.interviews, "interview")}</span>
      )}
    </span>
  )

interface EvidenceProps {
  readonly ids: ReadonlyArray<string>
  readonly sources: Sources
  /** The passage that the claim is; its words stand there already. */
  readonly own?: CaptionedPassage | undefined
}

/** Counts with both shares, and passages with whose they are and what was asked. */
export const EvidenceOf = ({ ids, own, sources }: EvidenceProps) => {
  const counts = ids.flatMap((id) => sources.counts.get(id) ?? [])
  const passages = ids.flatMap((id) => sources.passages.get(id) ?? [])
  return (
    <div class="evidence">
      {counts.length === 0 ? null : <CountTable counts={counts} />}
      {passages.map((passage) => (
        <PassageView passage={passage} isShown={passage === own} />
      ))}
    </div>
  )
}

const CountTable = ({ counts }: { readonly counts: ReadonlyArray<ReportCount> }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">Asked and answered</th>
        <th scope="col">This group</th>
        <th scope="col">Everyone</th>
      </tr>
    </thead>
    <tbody>
      {counts.map(({ answer, everyone, question, segment }) => (
        <tr>
          <th scope="row">
            <span class="quiet" dir="auto">
              {question}
            </span>
            <span dir="auto">{answer}</span>
          </th>
          <td>
            {ofText(segment)} <span class="quiet">{percentOf(portion(segment))}</span>
          </td>
          <td>
            {ofText(everyone)} <span class="quiet">{percentOf(portion(everyone))}</span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const PassageView = ({ isShown, passage }: { readonly isShown: boolean; readonly passage: CaptionedPassage }) => (
  <figure class="passage">
    {isShown && passage.answer === undefined ? null : (
      <blockquote>
        <PassageWords passage={passage} />
      </blockquote>
    )}
    <figcaption>
      <Whose passage={passage} />
      {passage.status === "repaired" ? " · spelled as in the source" : ""}
    </figcaption>
  </figure>
)

/** Whose words, and what was asked. */
export const Whose = ({
  passage: { answer, caption, question, respondent }
}: {
  readonly passage: CaptionedPassage
}) => (
  <>
    {/* Where whole answers stand, so does everybody with all of theirs. */}
    {answer === undefined ? (
      <span class="code">{respondent}</span>
    ) : (
      <a class="code" href={`#${respondent.replace(" ", "-")}`}>
        {respondent}
      </a>
    )}
    {caption === "" ? null : (
      <>
        {" · "}
        <bdi>{caption}</bdi>
      </>
    )}
    {question === null ? null : (
      <>
        {" · asked: "}
        <bdi>{question}</bdi>
      </>
    )}
  </>
)
