/**
 * Which list of a persona a question asks for. Only what was asked for may stand there.
 */
import type { ClaimList } from "../../domain/Persona.ts"
import type { ColumnRole } from "../../domain/Segment.ts"
import { asksFor, asksWhy } from "../codebook/AskedFor.ts"

const lists: Readonly<Partial<Record<ColumnRole, ClaimList>>> = {
  goal: "goals",
  painPoint: "painPoints",
  behaviour: "behaviours",
  motivation: "motivations"
}

/** The list that a column is asked for. */
export const ofRole = (role: ColumnRole): ClaimList | undefined => lists[role]

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
