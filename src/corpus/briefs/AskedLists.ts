/**
 * Which list of a persona a question asks for. Only what was asked for may stand there.
 */
import type { ClaimList } from "../../domain/Persona.ts"
import type { ColumnRole } from "../../domain/Segment.ts"
import { asksFor } from "../codebook/AskedFor.ts"

const lists: Readonly<Partial<Record<ColumnRole, ClaimList>>> = {
  goal: "goals",
  painPoint: "painPoints",
  behaviour: "behaviours",
  motivation: "motivations"
}

/** The list that a column is asked for. */
export const ofRole = (role: ColumnRole): ClaimList | undefined => lists[role]

/** Whether a question asks why. */
export const asksWhy = (question: string): boolean =>
  /\bwhy\b|reasons?\b|motivat|what made you|warum|gr[uü]nde?\b|pourquoi|raison|por qu[eé]|raz[oó]n/i.test(question)

/** The list that an interviewer's question asks for. */
export const ofQuestion = (question: string | undefined): ClaimList | undefined => {
  if (question === undefined) return undefined
  switch (asksFor(question)) {
    case "goal":
      return "goals"
    case "pain":
      return "painPoints"
    case "behaviour":
      return "behaviours"
    case "opinion":
      return asksWhy(question) ? "motivations" : undefined
    default:
      return undefined
  }
}
