/**
 * Dollars, shares and claims as a reader expects them.
 */
import type { Claim, ClaimField, Persona, Support } from "../domain/Persona.ts"
import type { Count, NumberRange, Passage, Share } from "../domain/Evidence.ts"
import * as Usd from "../domain/Usd.ts"
import type { HybridResult } from "../pipeline/HybridResult.ts"

/** Dollars for a reader. */
export const dollars = (usd: number): string => Usd.format(Usd.fromDollars(Math.max(0, usd)))

/** A share for a reader, such as `62 %`. */
export const percent = (share: number | null): string => (share === null ? "–" : `${Math.round(share * 100)} %`)

/** How each list is called. */
export const listNames = {
  bio: "Who they are",
  goals: "Goals",
  painPoints: "Pain points",
  behaviours: "Behaviours",
  motivations: "Motivations"
} as const

/** Facts for a reader, those of one name together. */
export const factTexts = ({ facts }: Pick<Persona, "facts">): ReadonlyArray<string> => {
  const named = new Map<string, ReadonlyArray<string>>()
  for (const { label, value } of facts) named.set(label, [...(named.get(label) ?? []), value])
  return [...named].map(([label, values]) => answered(label, values.join(", ")))
}

/** What was asked, and an answer to it. */
export const answered = (label: string, answer: string): string =>
  `${label}${/[?？:]$/.test(label) ? "" : ":"} ${answer}`

/** The passage that a claim is, where it is nothing else. */
export const passageOf = ({ passages }: Pick<Persona, "passages">, { evidence, text }: Claim): Passage | undefined =>
  passages.find((passage) => passage.text === text && evidence.includes(passage.id))

/** What a record is called for a reader. */
export type Named = (recordId: string) => string

/** Records by their codes where a report has drawn them, else by their ids. */
export const namedIn =
  ({ report }: Pick<HybridResult, "report">): Named =>
  (recordId) =>
    report?.codes[recordId] ?? recordId

/**
 * The entries of a list for a reader: somebody's own words in quotation marks, with whose they are. Where a list holds answers to
 * several questions, what was asked stands beside them.
 */
export const listTexts = (persona: Persona, field: ClaimField, named: Named): ReadonlyArray<string> => {
  const entries = persona[field].map((claim) => ({ claim, passage: passageOf(persona, claim) }))
  const asked = new Set(entries.flatMap(({ passage }) => passage?.question ?? []))
  return entries.map(({ claim, passage }) => {
    if (passage === undefined) return claim.text
    const question = asked.size > 1 && passage.question !== undefined ? `, asked “${passage.question}”` : ""
    return `“${claim.text}” — ${named(passage.recordId)}${question}`
  })
}

/** A quote for a reader, with whose it is. */
export const quoteText = (
  { passages }: Pick<Persona, "passages">,
  quote: Persona["quotes"][number],
  named: Named
): string => {
  const source = passages.find(({ id }) => id === quote.passage)
  return `“${quote.text}”${source === undefined ? "" : ` — ${named(source.recordId)}`}`
}

/** A share as `4 of 28`. */
export const figureText = ({ matched, of }: Share): string => `${matched} of ${of}`

/** How many people support a claim, such as `at least 6 of 34`; empty where nobody is counted. */
export const supportText = ({ interviews, kind, of, respondents }: Support): string => {
  if (respondents === 0) return interviews === 0 ? "" : `${interviews} interview${interviews === 1 ? "" : "s"}`
  if (kind === "cited") return respondents === 1 ? "1 respondent" : `at least ${respondents} of ${of}`
  return `${respondents} of ${of}`
}

/** Whom a persona stands for, such as `35 of 160 people and 2 interviews`. */
export const standsFor = ({ segment: { interviews, of, size } }: Pick<Persona, "segment">): string =>
  `${size} of ${of} people${interviews === 0 ? "" : ` and ${interviews} interview${interviews === 1 ? "" : "s"}`}`

/** The answer that a count is of. */
export const answerText = ({
  answers = [],
  operator,
  range,
  terms = []
}: Pick<Count, "answers" | "operator" | "range" | "terms">): string =>
  operator === "mentions"
    ? `mentions ${terms.join(" or ")}`
    : range === undefined
      ? answers.join(" or ")
      : rangeText(range)

/** A range of numbers for a reader. */
export const rangeText = ({ max, min }: NumberRange): string => {
  if (min === undefined) return max === undefined ? "any number" : `up to ${max}`
  if (max === undefined) return `${min} or more`
  return min === max ? String(min) : `${min} to ${max}`
}
