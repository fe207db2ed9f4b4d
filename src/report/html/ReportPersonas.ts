/**
 * Personas as the report reads them: in the order of the line that was found, else the largest first, without what is not cited.
 */
import { Array, Order } from "effect"
import type { Claim, Persona } from "../../domain/Persona.ts"
import type { HybridResult } from "../../pipeline/HybridResult.ts"
import { answerText, passageOf } from "../Wording.ts"
import { readable } from "./ReadableText.ts"
import type { ReportClaim, ReportCount, ReportPassage, ReportPersona } from "./ReportData.ts"

/** Personas in the order in which they are shown. */
export const ordered = ({ grouping, personas }: HybridResult): ReadonlyArray<Persona> => {
  const places = new Map((grouping?.line?.places ?? []).map(({ p50, segment }) => [segment, p50]))
  return Array.sort(
    personas.map(({ persona }) => persona),
    Order.combine(
      Order.mapInput(Order.Number, ({ segment }: Persona) => places.get(segment.id) ?? 0),
      Order.mapInput(Order.Number, ({ segment }: Persona) => -segment.size)
    )
  )
}

/** An address for a persona within the file. */
export const address = (at: number): string => `persona-${at + 1}`

/** A persona. `at` is its place among those shown. */
export const personaOf = (
  persona: Persona,
  at: number,
  steadiness: ReadonlyMap<string, NonNullable<ReportPersona["steadiness"]>>
): ReportPersona => {
  const { bio, contrasts, counts, facts, name, quotes, segment, sharedBy, title, unknowns } = persona
  const cited = citedIn(persona)
  const numbering = { last: facts.length }
  const claims = (list: ReadonlyArray<Claim>): ReadonlyArray<ReportClaim> =>
    list.map(({ evidence, id, support, text }) => ({
      no: ++numbering.last,
      id,
      text: readable(text),
      evidence,
      support,
      passage: passageOf(persona, { evidence, id, support, text })?.id ?? null
    }))
  const isContrast = new Set(contrasts)
  return {
    id: address(at),
    name: readable(name),
    title: readable(title),
    segment: { size: segment.size, of: segment.of, share: segment.share, interviews: segment.interviews },
    facts: {
      shared: sharedBy,
      list: facts.map(({ count, demographic, label, value }, place) => ({
        no: place + 1,
        label: readable(label),
        value: readable(value),
        demographic,
        count
      }))
    },
    bio: claims(bio),
    goals: claims(persona.goals),
    painPoints: claims(persona.painPoints),
    behaviours: claims(persona.behaviours),
    motivations: claims(persona.motivations),
    quotes: quotes.map(({ passage, text }) => ({ passage, text: readable(text) })),
    counts: counts
      .filter(({ id }) => cited.has(id))
      .map((count): ReportCount => ({
        id: count.id,
        question: questionText(count.label, count.item),
        answer: readable(answerText(count)),
        segment: count.group,
        everyone: count.everyone,
        contrast: isContrast.has(count.id)
      })),
    steadiness: steadiness.get(segment.id) ?? null,
    unknowns: unknowns.map(readable)
  }
}

/** A question with the item of its grid, where it does not say it. */
export const questionText = (text: string, item: string | undefined): string =>
  readable(item === undefined || text.includes(item) ? text : `${text} – ${item}`)

/** The passages that a persona cites, each under the code of who said it. */
export const passagesOf = (persona: Persona, codes: Readonly<Record<string, string>>): ReadonlyArray<ReportPassage> => {
  const cited = citedIn(persona)
  return persona.passages
    .filter(({ id }) => cited.has(id))
    .map(({ cutAfter = false, cutBefore = false, id, question, recordId, status, text }) => ({
      id,
      respondent: codes[recordId] ?? "Respondent",
      question: question === undefined ? null : readable(question),
      text: readable(text),
      cutBefore,
      cutAfter,
      status
    }))
}

/** Ids of what claims, quotes, facts and contrasts of a persona stand on. */
const citedIn = ({ contrasts, facts, quotes, ...lists }: Persona): ReadonlySet<string> =>
  new Set([
    ...[lists.bio, lists.goals, lists.painPoints, lists.behaviours, lists.motivations].flatMap((claims) =>
      claims.flatMap(({ evidence }) => evidence)
    ),
    ...quotes.map(({ passage }) => passage),
    ...facts.map(({ count }) => count),
    ...contrasts
  ])
