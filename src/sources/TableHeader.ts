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

/** Whether a cell is an answer rather than the name of a column: a number, a date, an address. */
const isValue = (cell: string): boolean =>
  /^[-+]?[\d.,:/\s%-]*\d[\d.,:/\s%-]*$/.test(cell.trim()) || /^\d{4}-\d\d-\d\dT|@.+\.|^https?:/.test(cell.trim())

const isNamed = (row: Row, column: number): boolean => (row[column] ?? "").trim() !== ""

const isDifferent = (cells: ReadonlyArray<string>): boolean => new Set(cells).size === cells.length

/**
 * Whether a row goes on with the header above it: it names columns that have no title yet, as the items of a question do or the
 * questions of a group, and holds no values. The row below it is otherwise, so that no row of answers is taken for it.
 */
const goesOn = (above: ReadonlyArray<Row>, row: Row, next: Row | undefined): boolean => {
  const items = filled(row)
  const last = above.at(-1) ?? []
  if (next === undefined || items.length === 0 || [...items, ...filled(last)].some(isValue)) return false
  if (items.some((cell) => openEnded.test(cell))) return isNamed(last, 0) && !isNamed(row, 0) && isNamed(next, 0)
  const columns = Array.from({ length: Math.max(last.length, row.length) }, (_, i) => i)
  const gaps = columns.filter((column) => !above.some((one) => isNamed(one, column)))
  const left = gaps.filter((column) => !isNamed(row, column))
  const fillsGaps = gaps.length > left.length && left.length * 2 <= gaps.length
  if (!isDifferent(items) || !fillsGaps || !left.every((column) => isNamed(next, column))) return false
  // Items: columns that have a title already have none, and are answered in the next row.
  const single = columns.filter((column) => above.some((one) => isNamed(one, column)) && !isNamed(row, column))
  if (single.some((column) => isNamed(next, column)))
    return gaps.length > 1 || above.length > 1 || /^respondent ?id$/i.test((last[0] ?? "").trim())
  // Groups: their titles stand above several columns each, all of which have titles of their own.
  const groups = filled(last).length
  const isAbove = groups > 1 && groups * 2 <= items.length + 1
  return single.length === 0 && isAbove && (filled(next).some(isValue) || left.length > 0)
}

/** Whether a cell asks something. The longest are passages, not questions. */
const isAsked = (cell: string): boolean =>
  cell.length <= 2000 && cell.includes("?") && (/\s/.test(cell) || cell.endsWith("?"))

/** A row of question texts below a row of short codes: most hold a question mark, which no code and hardly an answer does. */
const isQuestions = (header: Row, second: Row, third: Row | undefined): boolean => {
  if (third === undefined) return false
  const asked = (row: Row) => filled(row).filter(isAsked).length
  const names = filled(header)
  const codes = names.filter((cell) => /^[\w.[\]-]{1,32}$/.test(cell)).length
  return (
    names.every((cell) => cell.length <= 40 && !cell.endsWith("?")) &&
    codes >= names.length * 0.9 &&
    asked(second) >= 2 &&
    asked(second) * 2 >= filled(second).length &&
    asked(third) === 0
  )
}

interface Title {
  readonly title: string
  readonly question: string | undefined
}

/** Names a question's options after it: `Which do you use? (Fork)`. Columns without a title belong to the question on their left. */
const withItems = (titles: ReadonlyArray<Title>, items: ReadonlyArray<string>): ReadonlyArray<Title> => {
  let question = ""
  return items.map((item, i) => {
    const own = titles[i]?.title ?? ""
    if (own !== "") question = own
    if (item === "" || openEnded.test(item)) return { title: own, question: titles[i]?.question }
    return question === "" ? { title: item, question: undefined } : { title: `${question} (${item})`, question }
  })
}

/** Columns whose titles are a question that they share and an item in brackets, as Google Forms and LimeSurvey name grids. */
const withBrackets = (titles: ReadonlyArray<Title>): ReadonlyArray<Title> => {
  const parted = titles.map(({ title }) => /^(.*\S)\s*\[([^[\]]+)\]$/.exec(title)?.[1])
  const counts = new Map<string, number>()
  for (const question of parted) if (question !== undefined) counts.set(question, (counts.get(question) ?? 0) + 1)
  return titles.map((column, i) => {
    const question = parted[i]
    return question === undefined || column.question !== undefined || (counts.get(question) ?? 0) < 2
      ? column
      : { ...column, question }
  })
}

/**
 * How many rows stand above the header: the title of the study, when it was exported. They fill a cell or two from the left, and a
 * row that names as many columns as the answers have comes after them.
 */
const titleRows = (rows: ReadonlyArray<Row>): number => {
  const widths = rows.map((row) => filled(row).length)
  const counts = new Map<number, number>()
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
  const [usual] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0]
  const header = widths.findIndex((width) => width >= Math.max(2, usual * 0.7))
  if (header <= 0) return 0
  const above = rows.slice(0, header)
  const isTitle = (row: Row): boolean => filled(row).length <= 2 && row.slice(2).every((cell) => cell.trim() === "")
  const isApart = above.some((row) => filled(row).length === 0) || usual > 2
  const names = filled(rows[header] ?? [])
  return isApart && above.every(isTitle) && isDifferent(names) && !names.some(isValue) ? header : 0
}

/**
 * The columns of a table.
 *
 * @param all the first rows from the first that is not blank, up to a dozen
 */
export const headerOf = (all: ReadonlyArray<Row>): Columns => {
  const above = titleRows(all)
  const rows = all.slice(above)
  const [first = [], second, third, fourth] = rows
  const goes = goesOn([first], second ?? [], third)
  const isWide = goes || isImportIds(second) || isImportIds(third)
  const width = Math.max(first.length, isWide ? (second?.length ?? 0) : 0)
  const titles = cleaned(first, width)
  const of = (columns: ReadonlyArray<Title>, headerRows: number): Columns => {
    const parted = withBrackets(columns)
    return {
      names: numbered(parted.map(({ title }) => title)),
      questions: parted.map(({ question }) => question),
      headerRows: above + headerRows
    }
  }
  const asked = (row: Row) =>
    cleaned(row, width).map((text, i): Title => {
      const title = titles[i] ?? ""
      return { title, question: text === "" || text === title ? undefined : text }
    })
  const plain = asTitles(titles)
  if (second === undefined) return of(plain, 1)
  if (isImportIds(third)) return of(asked(second), 3)
  if (isImportIds(second)) return of(plain, 2)
  if (goes && third !== undefined && goesOn([first, second], third, fourth)) {
    const questions = asTitles(cleaned(second, width))
    const columns = withItems(questions, cleaned(third, width))
    return of(withGroups(titles, columns), 3)
  }
  if (goes) return of(withItems(plain, cleaned(second, width)), 2)
  if (isQuestions(first, second, third ?? fourth)) return of(asked(second), 2)
  return of(plain, 1)
}

const asTitles = (titles: ReadonlyArray<string>): ReadonlyArray<Title> =>
  titles.map((title) => ({ title, question: undefined }))

/** Names a column after the group that it stands in, and keeps its question apart from that. */
const withGroups = (groups: ReadonlyArray<string>, columns: ReadonlyArray<Title>): ReadonlyArray<Title> => {
  let group = ""
  return columns.map(({ question, title }, i) => {
    if ((groups[i] ?? "") !== "") group = groups[i] ?? ""
    if (group === "" || title === "") return { title: title === "" ? group : title, question }
    return { title: `${group}: ${title}`, question: question ?? title }
  })
}
