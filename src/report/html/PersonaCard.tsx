/**
 * One persona: whom it stands for, what is known of them and what is not.
 */
import { claimLists } from "../../domain/Persona.ts"
import { Entry, EvidenceOf, type Sources, Whose, Words } from "./Evidence.tsx"
import { countOf, Dumbbell, ofText, percentOf, portion, Ring, Steady } from "./Figures.tsx"
import type { ReportCount, ReportGrouping, CaptionedPassage, ReportPersona } from "./ReportData.ts"

interface CardProps {
  readonly persona: ReportPersona
  readonly at: number
  readonly passages: ReadonlyMap<string, CaptionedPassage>
  readonly steadiness: ReportGrouping["steadiness"] | null
}

const listTitles = {
  goals: "Goals",
  painPoints: "Pain points",
  behaviours: "Behaviours",
  motivations: "Motivations"
} as const

const kindNames = {
  goals: "Goal",
  painPoints: "Pain point",
  behaviours: "Behaviour",
  motivations: "Motivation"
} as const

/** One persona. */
export const PersonaCard = ({ at, passages, persona, steadiness }: CardProps) => {
  const sources: Sources = { passages, counts: new Map(persona.counts.map((count) => [count.id, count])) }
  const { id, name, segment, title } = persona
  return (
    <section class={`card c${at}`} id={id} aria-labelledby={`${id}-name`}>
      <header>
        <Ring name={name} share={segment.share} size={76} />
        <div>
          <h2 id={`${id}-name`} dir="auto">
            {name}
          </h2>
          <p class="title" dir="auto">
            {title}
          </p>
        </div>
        <p class="stands">
          <strong>
            Stands for {segment.size} of {segment.of}
          </strong>{" "}
          <span class="quiet">({percentOf(segment.share)})</span>
          {segment.interviews === 0 ? null : (
            <span class="quiet more">+ {countOf(segment.interviews, "interview")}</span>
          )}
        </p>
      </header>
      <div class="columns">
        <div>
          <Bio persona={persona} sources={sources} />
          <Quotes persona={persona} passages={passages} />
        </div>
        <div>
          <Facts persona={persona} sources={sources} />
          <Steadiness persona={persona} steadiness={steadiness} />
        </div>
      </div>
      <div class="lists">
        {claimLists.map((list) => (
          <div>
            <h3>{listTitles[list]}</h3>
            {persona[list].length === 0 ? (
              <p class="quiet">Nothing is known of these. {unknownOf(list)}</p>
            ) : (
              <ol class="entries" data-kind={kindNames[list]}>
                {persona[list].map((claim) => (
                  <Entry claim={claim} persona={id} sources={sources} />
                ))}
              </ol>
            )}
          </div>
        ))}
      </div>
      <div class="columns">
        <Says persona={persona} />
        {persona.unknowns.length === 0 ? null : (
          <div>
            <h3>What is not known</h3>
            {persona.unknowns.map((text) => (
              <p dir="auto">{text}</p>
            ))}
          </div>
        )}
      </div>
    </section>
  )
}

const unknownOf = (list: (typeof claimLists)[number]): string =>
  list === "motivations" ? "Nobody’s reasons are guessed." : "No answer or passage supports any."

interface PartProps {
  readonly persona: ReportPersona
  readonly sources: Sources
}

const Bio = ({ persona: { bio, id }, sources }: PartProps) =>
  bio.length === 0 ? null : (
    <>
      <p class="bio" dir="auto">
        {bio.map(({ no, text }) => (
          <>
            {text}
            <sup>
              <a href={`#${id}-${no}`} aria-label={`Evidence ${no}`}>
                {no}
              </a>
            </sup>{" "}
          </>
        ))}
      </p>
      <details class="of-bio">
        <summary>What this stands on</summary>
        <ol class="entries" data-kind="Portrait">
          {bio.map(({ evidence, no, text }) => (
            <li id={`${id}-${no}`}>
              <p>
                <span class="no">{no}</span> <bdi>{text}</bdi>
              </p>
              <EvidenceOf ids={evidence} sources={sources} />
            </li>
          ))}
        </ol>
      </details>
    </>
  )

const Quotes = ({ passages, persona: { quotes } }: Pick<CardProps, "passages" | "persona">) =>
  quotes.length === 0 ? null : (
    <>
      <h3>In their words</h3>
      {quotes.map(({ passage, text }) => {
        const source = passages.get(passage)
        return (
          <figure class="quote">
            <blockquote>
              <Words
                text={text}
                cutBefore={source !== undefined && (source.cutBefore || !source.text.startsWith(text))}
                cutAfter={source !== undefined && (source.cutAfter || !source.text.endsWith(text))}
              />
            </blockquote>
            {source === undefined ? null : (
              <figcaption>
                <Whose passage={source} />
              </figcaption>
            )}
          </figure>
        )
      })}
    </>
  )

const Facts = ({ persona: { facts, id }, sources }: PartProps) => (
  <>
    <h3>Key facts</h3>
    {facts.list.length === 0 ? (
      <p class="quiet">No facts are shown, because too few people share them.</p>
    ) : (
      <>
        <p class="quiet">One real person’s answers. {countOf(facts.shared, "respondent")} gave all of them.</p>
        <ol class="entries facts" data-kind="Key fact">
          {facts.list.map(({ count, label, no, value }) => (
            <li id={`${id}-${no}`}>
              <details>
                <summary>
                  <span class="no">{no}</span>
                  <span class="label" dir="auto">
                    {label}
                  </span>
                  <span class="said" dir="auto">
                    {value}
                  </span>
                </summary>
                <EvidenceOf ids={[count]} sources={sources} />
              </details>
            </li>
          ))}
        </ol>
      </>
    )}
  </>
)

const levels = {
  holds: "Holds.",
  part: "Holds in part.",
  chance: "No steadier than chance."
} as const

const Steadiness = ({ persona: { steadiness: own }, steadiness }: Pick<CardProps, "persona" | "steadiness">) => (
  <>
    <h3>How steady</h3>
    {own === null || steadiness === null ? (
      <p class="quiet">Not tested.</p>
    ) : (
      <>
        <p>
          <strong>{levels[own.level]}</strong> Of people drawn anew {steadiness.refits} times, {percentOf(own.overlap)}{" "}
          of this group came together again on average. Groups of shuffled answers reach {percentOf(steadiness.p5)} to{" "}
          {percentOf(steadiness.p95)}.
        </p>
        <Steady band={steadiness} overlap={own.overlap} />
        <p class="scale" aria-hidden="true">
          <span>0</span>
          <span>grey: shuffled, nine in ten</span>
          <span>100 %</span>
        </p>
      </>
    )}
  </>
)

/** More counts than these are no summary; all that are cited stand with their claims. */
const mostCounts = 7

const Says = ({ persona }: { readonly persona: ReportPersona }) => {
  const claimed = new Set(
    ["bio" as const, ...claimLists].flatMap((list) => persona[list].flatMap(({ evidence }) => evidence))
  )
  const contrasts = persona.counts.filter(({ contrast }) => contrast).slice(0, mostCounts)
  const others = persona.counts
    .filter(({ contrast, id }) => !contrast && claimed.has(id))
    .slice(0, mostCounts - contrasts.length)
  return contrasts.length + others.length === 0 ? (
    <div />
  ) : (
    <div>
      <h3>What this group says</h3>
      {contrasts.length === 0 ? (
        <p class="quiet">Nothing sets this group apart from everyone beyond chance.</p>
      ) : (
        <>
          <p class="key" aria-hidden="true">
            <span class="dot" /> <bdi>{persona.name}</bdi>’s group <span class="ring" /> everyone
          </p>
          <ul class="says">
            {contrasts.map((count) => (
              <Said count={count} />
            ))}
          </ul>
        </>
      )}
      {others.length === 0 ? null : (
        <>
          <h4>Common here, and not clearly more than elsewhere</h4>
          <ul class="says">
            {others.map((count) => (
              <Said count={count} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

// Everyone is drawn only where the difference is beyond chance: no other is to be read as one.
const Said = ({ count: { answer, contrast, everyone, question, segment } }: { readonly count: ReportCount }) => (
  <li>
    <span>
      <span class="quiet" dir="auto">
        {question}
      </span>
      <span class="said" dir="auto">
        {answer}
      </span>
    </span>
    <Dumbbell own={portion(segment)} everyone={contrast ? portion(everyone) : null} />
    <span class="figure">
      <span>{ofText(segment)}</span>
      <span class="quiet">
        {contrast ? (
          <>
            <span class="hidden">everyone: </span>
            {percentOf(portion(everyone))}
          </>
        ) : null}
      </span>
    </span>
  </li>
)
