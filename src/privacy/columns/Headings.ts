/**
 * What is somebody's in a header or a question: researchers ask about brands, places and things, and begin them with a capital.
 */
import { Option } from "effect"
import { roleOf } from "../../domain/ColumnHeader.ts"
import { isNameOfWords } from "./WeakFindings.ts"
import { isEverydayName, isGivenName } from "./Cell.ts"
import type { Span } from "../Recogniser.ts"

// What a researcher asks about.
const asked = new Set(["ORGANIZATION", "ADDRESS", "LOCATION", "URL"])

/** Whether a finding in a header or a question is somebody's all the same: a form, a title, or a name that lists know in full. */
export const isOfHeading = (heading: string, span: Span): boolean => {
  if (span.rule.startsWith("roster") || span.rule === "denied" || span.rule === "title") return true
  if (asked.has(span.type)) return false
  if (span.type !== "PERSON") return true
  const name = heading.slice(span.start, span.end)
  // "Ville" is a Finn where it is no header.
  if (name === heading.trim() && Option.isSome(roleOf(name, ""))) return false
  return isGivenName(name) && !(isNameOfWords(span) && isEverydayName(name))
}
