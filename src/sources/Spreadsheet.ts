/**
 * Excel workbooks to records: every sheet that has rows.
 */
import { Effect, Stream } from "effect"
import readWorkbook from "read-excel-file/node"
import { scalar } from "./Answer.ts"
import { maxWholeLength, type Origin, type Records, tooLong } from "./Source.ts"
import { because, malformed, NoRecords, type SourceError } from "./SourceError.ts"
import { announce } from "./interviews/Publish.ts"
import { Table } from "./Table.ts"
import { TalkOrTable } from "./TalkOrTable.ts"
import { warnOfTable } from "./TableWarnings.ts"

interface Sheet {
  readonly name: string
  readonly rows: ReadonlyArray<ReadonlyArray<string>>
}

const collectBytes = (origin: Origin, bytes: Stream.Stream<Uint8Array, SourceError>) =>
  bytes.pipe(
    Stream.runFoldEffect(
      () => ({ parts: new Array<Uint8Array>(), length: 0 }),
      (read, part) => {
        read.parts.push(part)
        read.length += part.length
        return read.length > maxWholeLength ? Effect.fail(tooLong(origin.file)) : Effect.succeed(read)
      }
    ),
    Effect.map((read) => Buffer.concat(read.parts))
  )

const sheets = (origin: Origin, bytes: Buffer): Effect.Effect<ReadonlyArray<Sheet>, SourceError> =>
  Effect.tryPromise({
    try: async () => {
      const workbook = await readWorkbook(bytes)
      return workbook.map(({ data, sheet }) => ({
        name: sheet,
        rows: data.map((row) => row.map((cell) => scalar(cell) ?? ""))
      }))
    },
    catch: () =>
      malformed(
        origin.file,
        null,
        "is not a workbook that can be read. Open it in Excel or LibreOffice and save it again as .xlsx without a password."
      )
  })

/** Reads a workbook. With one sheet of rows, ids are as of a CSV file; with several, they name the sheet. */
export const records = (origin: Origin, bytes: Stream.Stream<Uint8Array, SourceError>): Records =>
  Stream.fromIterableEffect(
    Effect.gen(function* () {
      const buffer = yield* collectBytes(origin, bytes)
      const workbook = (yield* sheets(origin, buffer)).filter((sheet) =>
        sheet.rows.some((row) => row.some((cell) => cell !== ""))
      )
      const read = workbook.map((sheet) => {
        const table = new Table({
          file: origin.file,
          idPrefix: workbook.length === 1 ? `${origin.label}#` : `${origin.label}#${sheet.name}:`,
          placePrefix: `sheet ${sheet.name}, `
        })
        const reader = new TalkOrTable(table, { ...origin, label: table.place.idPrefix.slice(0, -1) })
        const records = [...reader.feed(sheet.rows), ...reader.end()]
        return { table, reading: reader.reading, records }
      })
      for (const { reading, table } of read)
        yield* reading === undefined ? warnOfTable(table, origin.warn) : announce(origin, reading)
      const records = read.flatMap((sheet) => sheet.records)
      if (records.length > 0) return records
      const what = workbook.length === 0 ? "has no sheet with rows" : "has a header but no rows with answers"
      return yield* because(new NoRecords({ file: origin.file, what }))
    })
  )
