/**
 * Workbooks and statistics files to records: every visible sheet that holds answers.
 */
import { Effect, Stream } from "effect"
import type { Row, Sheet, Tables } from "./formats/Content.ts"
import { Rows } from "./Rows.ts"
import type { Origin, Records } from "./Source.ts"
import { because, NoRecords, type SourceError } from "./SourceError.ts"

/** A sheet whose first rows are known. */
export interface Opened {
  readonly sheet: Sheet
  readonly head: ReadonlyArray<Row>
  readonly rest: AsyncIterator<ReadonlyArray<Row>>
}

// Enough to tell answers from what accompanies them.
const headLength = 50

const openSheet = async (sheet: Sheet): Promise<Opened> => {
  const rest = sheet.rows[Symbol.asyncIterator]()
  const head: Array<Row> = []
  const more = async (): Promise<void> => {
    if (head.length >= headLength) return
    const next = await rest.next()
    if (next.done === true) return
    head.push(...next.value)
    await more()
  }
  await more()
  return { sheet, head, rest }
}

const isFilled = (row: Row): boolean => row.some((cell) => cell.trim() !== "")

// What sheets are called that explain others.
const explains =
  /^(?:read ?me|notes?|info(?:rmation)?|about|cover|instructions?|legend|key|contents?|index|(?:code|data) ?(?:book|map|dictionary)|dictionary|meta ?data|variables?(?: view)?|(?:value ?)?labels?|lookups?|lists?|choices|options|settings|changelog|hinweise|legende|anleitung|lisez-?moi|leyenda|l\u00e9ame)$/i

const width = (row: Row): number => row.filter((cell) => cell.trim() !== "").length

/** Whether a sheet holds nobody's answers but explains those of another: by its name, or as prose in one column. */
const isBeside = ({ head, sheet }: Opened): boolean => {
  const rows = head.filter(isFilled)
  return explains.test((sheet.name ?? "").replaceAll("_", " ").trim()) || rows.every((row) => width(row) <= 1)
}

/** All rows of a sheet. */
export async function* rowsOf({ head, rest }: Opened): AsyncGenerator<ReadonlyArray<Row>> {
  yield head
  for await (const rows of { [Symbol.asyncIterator]: () => rest }) yield rows
}

const names = (sheets: ReadonlyArray<Opened>): string => sheets.map(({ sheet }) => sheet.name ?? "").join(", ")

/**
 * The sheets of a file that hold answers, with their first rows. Warns of those that are left out; fails where none is left.
 */
export const dataSheets = Effect.fnUntraced(function* (
  { file, warn }: Pick<Origin, "file" | "warn">,
  { notes, sheets }: Tables,
  explain: (error: unknown) => SourceError
): Effect.fn.Return<ReadonlyArray<Opened>, SourceError> {
  const all = yield* Effect.forEach(sheets, (sheet) =>
    Effect.tryPromise({ try: () => openSheet(sheet), catch: explain })
  )
  const filled = all.filter(({ head, sheet }) => head.some(isFilled) || sheet.columns !== undefined)
  const visible = filled.filter(({ sheet }) => !sheet.hidden)
  const data = visible.some((sheet) => !isBeside(sheet)) ? visible.filter((sheet) => !isBeside(sheet)) : visible
  const hidden = filled.filter(({ sheet }) => sheet.hidden)
  const beside = visible.filter((sheet) => !data.includes(sheet))
  for (const { kind, what } of notes) yield* warn({ kind, file, message: `${file}: ${what}` })
  if (hidden.length > 0 && data.length > 0)
    yield* warn({
      kind: "LeftOut",
      file,
      message: `${file}: hidden sheets were left out (${names(hidden)}). Show them in the program if they hold answers.`
    })
  if (beside.length > 0)
    yield* warn({
      kind: "LeftOut",
      file,
      message: `${file}: sheets that hold no answers but explain others were left out (${names(beside)}). Save one as a file of its own if it does hold answers.`
    })
  if (data.length > 0) return data
  const what = hidden.length > 0 ? "has only hidden sheets with rows" : "has no sheet with rows"
  return yield* because(new NoRecords({ file, what }))
})

/** The records of a workbook. With one sheet of answers, ids are as of a CSV file; with several, they name the sheet. */
export const records = (origin: Origin, tables: Tables, explain: (error: unknown) => SourceError): Records =>
  Stream.unwrap(
    Effect.gen(function* () {
      const { file, label } = origin
      const data = yield* dataSheets(origin, tables, explain)
      let count = 0
      const read = data.map((opened) => {
        const { columns, name } = opened.sheet
        const rows = new Rows(origin, {
          idPrefix: data.length === 1 ? `${label}#` : `${label}#${name ?? ""}:`,
          placePrefix: name === undefined ? "" : `sheet ${name}, `,
          sheet: data.length === 1 ? undefined : name,
          columns,
          sparse: true
        })
        const finish = Effect.suspend(() => {
          count += rows.count
          return rows.warn
        })
        return Stream.fromAsyncIterable(rowsOf(opened), explain).pipe(
          Stream.mapAccum(
            () => rows,
            (state, chunk) => [state, state.feed(chunk)] as const,
            { onHalt: (state) => state.end() }
          ),
          Stream.concat(Stream.fromEffectDrain(finish))
        )
      })
      const check = Effect.suspend(() =>
        count > 0
          ? Effect.void
          : Effect.fail(because(new NoRecords({ file, what: "has a header but no rows with answers" })))
      )
      return Stream.fromIterable(read).pipe(Stream.flatten(), Stream.concat(Stream.fromEffectDrain(check)))
    })
  )
