/**
 * How personal data is found in tables, with each cell judged alone and with the vote of its column: how many cells of harmless
 * columns are changed, and how many of personal ones are missed. The columns are made up, most of them under headers that tell
 * nothing. Public surveys that lie beside a checkout, or `SURVEYS=FILE,FILE`, hold nobody's data and count as harmless.
 */
import { existsSync, readdirSync } from "node:fs"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Stream } from "effect"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const words = (list: string): ReadonlyArray<string> => list.split("|")

const given = words(
  "Maya|Tom|Priya|Ngozi|Liam|Birgit|Anneke|Chidi|Yusuf|Siobhan|Wei|Jerzy|Lucía|Dara|Ewa|Kwame|Noor|Tadhg|Ines|Olu|Rose|Mark|Faith|Jean-Luc|Zoë"
)
const family = words(
  "Okafor|Baker|Sharma|Okonjo|Murphy|van der Meer|de Vries|Adeyemi|Demir|O'Neill|Zhang|Kowalczyk|García|Keane|Nowak|Mensah|Rahman|Byrne|Silva|Ogunleye|Hill|Green|Young|Dubois|Hartmann"
)

type Cell = (row: number) => string

interface Column {
  readonly what: string
  readonly header: string
  readonly cell: Cell
}

// So that two columns of one list are not in step.
const pick =
  (list: ReadonlyArray<string>, step = 7): Cell =>
  (row) =>
    list[(row * step + Math.floor(row / list.length)) % list.length] ?? ""
const digits = (row: number, seed: number, count: number): string =>
  String((row * 7919 + seed * 104_729 + 1_000_003) % 10 ** count).padStart(count, "0")
const letters = (row: number, seed: number, count: number): string =>
  Array.from({ length: count }, (_, i) => String.fromCharCode(65 + ((row * 11 + seed * 5 + i * 17) % 26))).join("")
const firstName = pick(given)
const lastName = pick(family, 11)
const fullName: Cell = (row) => `${firstName(row)} ${lastName(row)}`

const luhn = (body: string): string => {
  const sum = Array.from(body)
    .toReversed()
    .reduce((total, digit, i) => {
      const doubled = i % 2 === 0 ? Number(digit) * 2 : Number(digit)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

const personal: ReadonlyArray<Column> = [
  { what: "full names", header: "Q7", cell: fullName },
  { what: "full names, small letters", header: "field_3", cell: (row) => fullName(row).toLowerCase() },
  { what: "family name first", header: "Q7_1", cell: (row) => `${lastName(row)}, ${firstName(row)}` },
  { what: "given names, often repeated", header: "Col B", cell: firstName },
  { what: "given names, small letters", header: "text_2", cell: (row) => firstName(row).toLowerCase() },
  { what: "family names", header: "entry.2", cell: lastName },
  { what: "names under a name header", header: "Your name", cell: fullName },
  {
    what: "telephone numbers, some mistyped",
    header: "Q12",
    cell: (row) => (row % 20 === 3 ? `07700 9${digits(row, 1, 3)}` : `07700 ${digits(row, 1, 6)}`)
  },
  { what: "telephone numbers as digits", header: "field_9", cell: (row) => `0170${digits(row, 2, 7)}` },
  { what: "American telephone numbers", header: "Q4", cell: (row) => `(937) 555-0${digits(row, 3, 3)}` },
  {
    what: "e-mail addresses, some mistyped",
    header: "Q5",
    cell: (row) => `${firstName(row).toLowerCase()}${row}${row % 20 === 5 ? "@example" : "@example.org"}`
  },
  {
    what: "postcodes",
    header: "Code",
    cell: (row) => `${["LS", "M", "SW", "EH", "B"][row % 5] ?? ""}${(row % 9) + 1} ${(row % 8) + 1}AB`
  },
  {
    what: "addresses",
    header: "Q20",
    cell: (row) => `${row + 1} ${pick(words("Mill Lane|High Street|Elm Road|Station Road"))(row)}, Leeds`
  },
  {
    what: "cards, some mistyped",
    header: "Ref",
    cell: (row) => (row % 20 === 9 ? `411111${digits(row, 4, 9)}0` : luhn(`411111${digits(row, 4, 9)}`))
  }
]

const harmless: ReadonlyArray<Column> = [
  { what: "yes, no, sometimes", header: "Q1", cell: pick(words("Yes|No|Sometimes")) },
  {
    what: "a scale",
    header: "Q2",
    cell: pick(words("1 - Strongly disagree|2 - Disagree|3 - Neutral|4 - Agree|5 - Strongly agree"))
  },
  {
    what: "brands of one word",
    header: "Q3",
    cell: pick(words("Trello|Asana|Jira|Notion|Slack|Ford|Honda|Dell|Heinz|Tesla|Siemens"))
  },
  {
    what: "brands, several at once",
    header: "Q3_multi",
    cell: (row) => `${pick(words("Lidl|Aldi|Morrisons|Tesco"))(row)};${pick(words("Asda|Waitrose|Iceland"))(row)}`
  },
  {
    what: "assistants",
    header: "Which assistant do you use?",
    cell: pick(words("Alexa|Siri|Cortana|Google|None"))
  },
  {
    what: "towns of a drop-down list",
    header: "Q6",
    cell: pick(words("Leeds|London|Paris|Austin|Florence|Sydney|Bristol|Houston|Manchester"))
  },
  {
    what: "herbs, dishes, colours as one likes",
    header: "Q8",
    cell: pick(
      words(
        "Basil|Rosemary|Sage|Olive|Rice|Ginger|Pizza|Soup|Curry|Lasagne|Bread|Cheese|Pepper|Rose|Violet|Amber|Stew|Tea"
      )
    )
  },
  {
    what: "job titles",
    header: "Q9",
    cell: pick(words("Nurse|Senior Engineer|Teacher|Baker|Cook|Chief Executive|Mason|Shop assistant|Carpenter|Student"))
  },
  {
    what: "departments",
    header: "Q10",
    cell: pick(words("Sales|Human Resources|IT|Research and Development|Customer Care|Legal"))
  },
  { what: "devices", header: "Q11", cell: pick(words("iPhone 12|Pixel 7|Galaxy S21|iPad|Windows PC|ThinkPad X1")) },
  { what: "months", header: "Q13", cell: pick(words("January|April|May|June|August|March")) },
  { what: "incomes", header: "Q14", cell: pick(words("$0 - $24,999|$25,000 - $49,999|$50,000 - $99,999|$150,000+")) },
  { what: "ages", header: "Q15", cell: pick(words("18-29|30-44|45-60|> 60")) },
  { what: "regions", header: "Q16", cell: pick(words("South Atlantic|Mountain|East North Central|New England")) },
  {
    what: "codes",
    header: "Code",
    cell: (row) => `${digits(row, 5, 2)} ${letters(row, 1, 2).toLowerCase()} ${digits(row, 6, 3)}`
  },
  {
    what: "codes, other header",
    header: "Q17",
    cell: (row) => `${digits(row, 5, 2)} ${letters(row, 1, 2).toLowerCase()} ${digits(row, 6, 3)}`
  },
  { what: "respondent ids", header: "RespondentID", cell: (row) => String(3_292_953_864 - row * 3571) },
  { what: "respondent ids, other header", header: "ID", cell: (row) => `R-${1000 + row}-${letters(row, 2, 1)}` },
  {
    what: "uuids",
    header: "Q23",
    cell: (row) => {
      const hex = (seed: number, count: number) =>
        ((row * 48_271 + seed * 69_621 + 12_345_678_901) % 16 ** count).toString(16).padStart(count, "0")
      // Every tenth begins with digits alone.
      const front = row % 10 === 0 ? `${digits(row, 7, 8)}-${digits(row, 8, 4)}` : `${hex(1, 8)}-${hex(2, 4)}`
      return `${front}-4${hex(3, 3)}-8${hex(4, 3)}-${hex(5, 12)}`
    }
  },
  {
    what: "timestamps",
    header: "Timestamp",
    cell: (row) =>
      `2024/03/${String((row % 28) + 1).padStart(2, "0")} ${(row % 12) + 1}:${digits(row, 3, 1)}5:12 PM GMT`
  },
  { what: "order numbers", header: "Order no", cell: (row) => digits(row, 4, 10) },
  {
    what: "stock numbers",
    header: "Q18",
    cell: (row) => `${letters(row, 3, 2)}-${digits(row, 5, 4)}-${letters(row, 4, 1)}`
  },
  { what: "versions", header: "Q19", cell: (row) => `${row % 4}.${row % 9}.${row % 20}` },
  { what: "years of birth", header: "Q21", cell: (row) => String(1940 + (row % 60)) },
  {
    what: "opinions",
    header: "Q22",
    cell: pick(
      words(
        "Too slow on Mondays|Nothing really|Great value, would buy again|Checkout freezes|It crashed|I prefer paper|Needs dark mode|No idea|Fine|The search never finds what I want"
      )
    )
  }
]

interface Row {
  readonly id: string
  readonly source: { readonly file: string; readonly place: string }
  readonly kind: "row"
  readonly fields: ReadonlyArray<{ readonly name: string; readonly text: string }>
}

/** A table of its own for each column: no other helps to find what is in it. */
const table = ({ cell, header, what }: Column, rows: number): ReadonlyArray<Row> =>
  Array.from({ length: rows }, (_, row) => ({
    id: `${what}#${row + 1}`,
    source: { file: what, place: `row ${row + 1}` },
    kind: "row",
    fields: [{ name: header, text: cell(row) }]
  }))

/** How many cells came out changed. */
const changed = (rows: ReadonlyArray<Row>, vote: boolean): number => {
  const anonymiser = LocalAnonymiser.make()
  if (vote) anonymiser.preview(rows)
  const replaced = rows.map((row) => anonymiser.replaceRecord(row))
  return replaced.reduce(
    (sum, { fields }, i) => sum + fields.filter(({ text }, column) => text !== rows[i]?.fields[column]?.text).length,
    0
  )
}

const surveys = (): ReadonlyArray<string> => {
  const named = process.env["SURVEYS"]
  if (named !== undefined) return named.split(",")
  const folder = "../shared/data/surveys"
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(".csv"))
        .map((file) => `${folder}/${file}`)
    : []
}

const recordsOf = (file: string): Promise<ReadonlyArray<Row>> =>
  ResearchData.fromPaths([file]).pipe(
    Stream.runCollect,
    Effect.map((records) =>
      records.flatMap((record) => (record.kind === "row" ? [{ ...record, kind: record.kind }] : []))
    ),
    Effect.provide(NodeServices.layer),
    Effect.runPromise
  )

const rows = 100

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`

const print = (title: string, columns: ReadonlyArray<Column>): void => {
  const counts = columns.map((column) => {
    const cells = table(column, rows)
    return { column, alone: changed(cells, false), vote: changed(cells, true) }
  })
  console.log(`  ${title.padEnd(40)} ${"each alone".padStart(10)} ${"with vote".padStart(10)}`)
  for (const { alone, column, vote } of counts)
    console.log(
      `  ${`${column.what} (${column.header})`.padEnd(40)} ${percent(alone, rows).padStart(10)} ${percent(vote, rows).padStart(10)}`
    )
  const total = (of: "alone" | "vote") => counts.reduce((sum, count) => sum + count[of], 0)
  console.log(
    `  ${"all".padEnd(40)} ${percent(total("alone"), rows * columns.length).padStart(10)} ${percent(total("vote"), rows * columns.length).padStart(10)}\n`
  )
}

/** Prints what was measured. */
export const run = async (): Promise<void> => {
  console.log(
    `Tables: ${personal.length + harmless.length} made-up columns of ${rows} rows, as an anonymiser changes them by default\n`
  )
  print("personal cells that were replaced", personal)
  print("harmless cells that were changed", harmless)
  for (const file of surveys()) {
    const records = await recordsOf(file)
    const cells = records.reduce((sum, { fields }) => sum + fields.length, 0)
    console.log(
      `  ${file}: of ${cells} cells ${changed(records, false)} changed with each alone, ${changed(records, true)} with the vote`
    )
  }
}
