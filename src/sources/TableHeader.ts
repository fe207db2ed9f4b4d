/**
 * What the columns of a table are called, and what was asked in each: survey tools put up to three rows of it above the answers.
 */
import { unique } from "./Answer.ts"

/** The columns of a table. */
export interface Columns {
  /** Unique and never empty. */
  readonly names: ReadonlyArray<string>
  /** By column, where the table tells the question apart from the name. */
  readonly questions: ReadonlyArray<string | undefined>
  /** How many rows on top are no answers. */
  readonly headerRows: number
}

type Row = ReadonlyArray<string>

const tag = /<\/?(?:br|b|i|u|p|em|strong|div|span|font|a|sup|sub|li|ul|ol|h[1-6])\b[^<>]*>/gi

/** A header for a reader: survey tools leave HTML tags and line breaks in it. */
const clean = (cell: string): string => cell.replace(tag, " ").replace(/\s+/g, " ").trim()

const cleaned = (row: Row, width: number): Array<string> => Array.from({ length: width }, (_, i) => clean(row[i] ?? ""))

const numbered = (titles: ReadonlyArray<string>): Array<string> => {
  const taken = new Set<string>()
  return titles.map((title, i) => unique(title === "" ? `column ${i + 1}` : title, taken))
}

const filled = (row: Row): Array<string> => row.map((cell) => cell.trim()).filter((cell) => cell !== "")

/** Qualtrics marks each column by a cell such as `{"ImportId":"QID1"}`: nobody answers that. */
const isImportIds = (row: Row | undefined): boolean => {
  const cells = filled(row ?? [])
  return cells.length > 0 && cells.every((cell) => /^\{\s*"ImportId"\s*:/.test(cell))
}

const openEnded = /^(?:open-ended )?response$/i

/**
 * SurveyMonkey's second row: nothing below the respondent's number, and below each question the option of the column, or
 * "Response". Only a row without a number above rows that have one can be it, so that no row of answers is taken for it.
 */
const isOptions = (header: Row, second: Row, third: Row | undefined): boolean => {
  if ((header[0] ?? "").trim() === "" || (second[0] ?? "").trim() !== "" || (third?.[0] ?? "").trim() === "")
    return false
  const options = filled(second)
  if (options.some((cell) => openEnded.test(cell))) return true
  const byRespondent = /^respondent ?id$/i.test((header[0] ?? "").trim())
  return (
    byRespondent &&
    options.length > 0 &&
    header.some((cell, i) => cell.trim() === "" && (second[i] ?? "").trim() !== "")
  )
}

/** A row of question texts below a row of short codes: most end in a question mark, which no code and no next answer does. */
const isQuestions = (header: Row, second: Row, third: Row | undefined): boolean => {
  if (third === undefined) return false
  const asked = (row: Row) => filled(row).filter((cell) => cell.endsWith("?")).length
  const codes = filled(header).every((cell) => /^[\w.[\]-]{1,32}$/.test(cell))
  return codes && asked(second) >= 2 && asked(second) * 2 >= filled(second).length && asked(third) === 0
}

/** Names a question's options after it: `Which do you use? (Fork)`. Columns without a title belong to the question on their left. */
const withOptions = (titles: ReadonlyArray<string>, options: ReadonlyArray<string>): Columns => {
  let question = ""
  const columns = titles.map((title, i) => {
    if (title !== "") question = title
    const option = options[i] ?? ""
    return option === "" || openEnded.test(option)
      ? { title, question: undefined }
      : {
          title: question === "" ? option : `${question} (${option})`,
          question: question === "" ? undefined : question
        }
  })
  return {
    names: numbered(columns.map((column) => column.title)),
    questions: columns.map((column) => column.question),
    headerRows: 2
  }
}

/**
 * The columns of a table.
 *
 * @param rows the first rows from the first that is not blank, up to four
 */
export const headerOf = (rows: ReadonlyArray<Row>): Columns => {
  const [first = [], second, third, fourth] = rows
  const width = Math.max(
    first.length,
    ...(second !== undefined && (isImportIds(second) || isImportIds(third)) ? [second.length] : [])
  )
  const titles = cleaned(first, width)
  const plain: Columns = { names: numbered(titles), questions: [], headerRows: 1 }
  if (second === undefined) return plain
  const asked = (row: Row) =>
    cleaned(row, width).map((text, i) => (text === "" || text === titles[i] ? undefined : text))
  if (isImportIds(third)) return { ...plain, questions: asked(second), headerRows: 3 }
  if (isImportIds(second)) return { ...plain, headerRows: 2 }
  if (isOptions(first, second, third)) return withOptions(titles, cleaned(second, width))
  if (isQuestions(first, second, third ?? fourth)) return { ...plain, questions: asked(second), headerRows: 2 }
  return plain
}
