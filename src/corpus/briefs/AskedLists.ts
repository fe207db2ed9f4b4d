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

/** Whether a question asks for somebody's own reasons: `Why do you …?`, and not `Which groups should be excluded? Why?`. */
export const asksWhy = (question: string): boolean =>
  /^(?:and |so |if [^,]{1,60}, )?why\b|\bwhy (?:do|did|don['’]?t|didn['’]?t|are|were|have|would|is|was) (?:you|your|it|this|that)\b|\b(?:your|you)\b.{0,80}\breasons?\b|\breasons?\b.{0,60}\byou\b|motivat|what (?:made|makes|drives) you|^(?:und )?(?:warum|wieso|weshalb)\b|\bgr[uü]nde?\b.{0,60}\bsie\b|^pourquoi\b|\bvos raisons?\b|^por qu[eé]\b|\bsu(?:s)? raz[oó]n(?:es)?\b|^waarom\b|^perch[eé]\b|^dlaczego\b|^por que\b/i.test(
    question.trim()
  )

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
