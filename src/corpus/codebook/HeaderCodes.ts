/**
 * Tables whose headers are variable names: abbreviations (`NW.Hnd`, `q0001`) and templates of a tool (`sad_sliderNegPos`,
 * `angry_sliderNegPos`). There a header of one word is a name too (`Exer`), and nobody would say it.
 */
import type { Question } from "../../domain/Codebook.ts"
import { headerWords } from "./PlainText.ts"
import { labelOf } from "./QuestionLabel.ts"

/** What is asked of a question here. */
type Named = Pick<Question, "columns" | "demographic" | "key" | "label" | "text">

/** So many abbreviations, and this part of all headers without words, make it a table of variable names. */
const fewestAbbreviations = 2
const abbreviated = 1 / 5
/** The same of headers that end alike. */
const fewestAlike = 3
const alike = 1 / 2

/** The keys of questions that are variable names, and of which no words are known. */
export const of = (questions: ReadonlyArray<Named>): ReadonlySet<string> => {
  const wordless = questions.filter(
    ({ demographic, key, label, text }) => text === "" && label === labelOf("", key, demographic)
  )
  const headers = wordless.map(({ columns, key }) => (columns.length === 1 ? (columns[0]?.header ?? key) : key))
  const abbreviations = headers.filter(isAbbreviated).length
  const endings = headers.map((header) => headerWords(header).slice(-2).join(" "))
  const templates = endings.filter(
    (ending) => ending.includes(" ") && endings.filter((other) => other === ending).length > 1
  ).length
  const areNames =
    (abbreviations >= fewestAbbreviations && abbreviations >= abbreviated * headers.length) ||
    (templates >= fewestAlike && templates >= alike * headers.length)
  return new Set(areNames ? wordless.map(({ key }) => key) : [])
}

/** A part without a vowel, or of a single letter, or one that ends in digits. */
const isAbbreviated = (header: string): boolean => {
  const parts = headerWords(header)
  return (
    parts.some(
      (part) => /^[a-z]+$/.test(part) && (part.length === 1 || !/[aeiouy]/.test(part)) && parts.join("") !== "id"
    ) || /^[a-z]{1,4}\d+/.test(parts[0] ?? "")
  )
}
