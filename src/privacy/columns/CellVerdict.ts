/**
 * Lets the column decide about what was found in one of its cells: adds what the others say that it is, and takes away what was read
 * into it.
 */
import { asksWho, isAboutPeople, nameInCell } from "../names/NameColumns.ts"
import type { Range } from "../names/NameReader.ts"
import { wordsOf } from "../names/NameForm.ts"
import { titles } from "../names/NameWords.ts"
import type { ColumnVerdict, RecogniserContext, Span } from "../Recogniser.ts"
import { holdsOwnNumbers } from "../recognisers/DigitGroups.ts"
import { partsOf } from "./AnswerCounts.ts"
import { isCode, isCalendar, isEverydayName, isGivenName, isUuid, saysNothing, shapeOf } from "./Cell.ts"
import { isLooseNumber, isNameOfWords, isReadFromNeighbours } from "./WeakFindings.ts"

const asksWhere =
  /\b(?:employer|company|organi[sz]ation|firm|agency|arbeitgeber|firma|employeur|empresa|azienda)\b|\bwhere\b.*\b(?:work|study|studied)\b|\b(?:which|what|your|name of)\b.*\b(?:school|university|college)\b/i

const cover = (text: string): Range => {
  const trimmed = text.trim()
  const start = text.indexOf(trimmed)
  return { start, end: start + trimmed.length }
}

const isFullName = (name: string): boolean => wordsOf(name).filter(({ folded }) => folded.length > 1).length > 1

const isTitled = (name: string): boolean => titles.has(wordsOf(name)[0]?.folded ?? "")

/** What a cell is because all the others are, where nothing in itself says so. */
const byVote = (text: string, { holds, shapes }: ColumnVerdict): Range | undefined => {
  if (holds === undefined || saysNothing(text)) return undefined
  switch (holds) {
    case "PERSON":
      return nameInCell(text)
    case "LOCATION":
      return undefined
    case "EMAIL_ADDRESS":
      // A slip of the keyboard: "maya@example", "maya(at)example.org".
      return /@|\(at\)|\[at\]/i.test(text) || /^\s*\S+\.\S+\s*$/.test(text) ? cover(text) : undefined
    case "PHONE_NUMBER":
      return /^[\s+()./\d-]{6,24}$/.test(text) && text.replace(/\D/g, "").length > 5 ? cover(text) : undefined
    case "ADDRESS":
      return text.length <= 200 && (shapes.has(shapeOf(text)) || (/\d/.test(text) && /\p{L}{4}/u.test(text)))
        ? cover(text)
        : undefined
    default:
      return shapes.has(shapeOf(text)) ? cover(text) : undefined
  }
}

/** Whether a choice is somebody of whom the run knows. */
const isDeclared = (name: string, { rule }: Span): boolean =>
  rule.startsWith("roster") || (rule.startsWith("known-in") && isGivenName(name))

/** Whether a choice is somebody all the same: a given name with a family name, or one that the run knows as a participant's. */
const isSomebody = (name: string, { rule }: Span): boolean =>
  isGivenName(name) && (isFullName(name) || rule.startsWith("known-in") || rule.startsWith("roster"))

const isKnownOtherwise = (name: string, holds: string | undefined): boolean =>
  holds === "LOCATION" && !isFullName(name) && !isTitled(name)

/** Whether a finding is a part of an answer that many others gave too. */
const isChosen = (text: string, span: Span, choices: ReadonlySet<string>): boolean =>
  choices.size > 0 &&
  partsOf(text).every((part) => choices.has(part) || !part.includes(text.slice(span.start, span.end).toLowerCase()))

/** What an answer that several gave is not, whatever it looks like. */
const ofOptions = new Set(["PERSON", "ORGANIZATION", "ADDRESS", "URL"])

const isSpared = (text: string, span: Span, header: string, column: ColumnVerdict | undefined): boolean => {
  const words = text.slice(span.start, span.end)
  if (span.rule === "header" || span.rule === "announced") return false
  const isNamed = isAboutPeople(header)
  // "April" and "June" answer many a question.
  if (isNameOfWords(span) && !isNamed && isCalendar(words)) return true
  const codes = column === undefined ? isCode(text) && holdsOwnNumbers(header) : column.codes && isCode(text)
  if (codes && (isReadFromNeighbours(span) || isLooseNumber(span) || isNameOfWords(span))) return true
  if (span.type === "PHONE_NUMBER" && isUuid(text)) return true
  if (column === undefined || column.holds === span.type) return false
  if (isNameOfWords(span) && isKnownOtherwise(words, column.holds)) return true
  if (ofOptions.has(span.type) && !isNamed && isChosen(text, span, column.often)) {
    if (span.type === "ORGANIZATION") return !asksWhere.test(header)
    if (span.type !== "PERSON" || column.named < 0.5) return span.type !== "PERSON" || !isDeclared(words, span)
  }
  if (isChosen(text, span, column.choices)) {
    if (isReadFromNeighbours(span)) return true
    if (span.type === "ORGANIZATION") return !asksWhere.test(header)
    if (isNameOfWords(span)) return column.named < 0.5 && !asksWho(header) && !isSomebody(words, span)
  }
  // Among many short answers that are no names, a word of the dictionary is a word.
  const nobody = column.brief && column.seen >= 10 && column.share < 0.25 && text.trim().split(/\s+/).length <= 3
  return nobody && isNameOfWords(span) && !isFullName(words) && isEverydayName(words)
}

/** The findings of a cell after its column has been heard. */
export interface Settled {
  /** Those of the findings that stay. */
  readonly kept: ReadonlyArray<Span>
  /** What the cell is as well, because all the others are. */
  readonly added: ReadonlyArray<Span>
}

/** Lets the column decide. Without a verdict only the header of a column of identifiers does. */
export const settle = (text: string, spans: ReadonlyArray<Span>, context: RecogniserContext): Settled => {
  const { column, field = "" } = context
  const kept = spans.length === 0 ? spans : spans.filter((span) => !isSpared(text, span, field, column))
  const vote = column === undefined ? undefined : byVote(text, column)
  return {
    kept,
    added:
      vote === undefined || column?.holds === undefined
        ? []
        : [{ ...vote, type: column.holds, score: 0.8, rule: "column-vote" }]
  }
}
