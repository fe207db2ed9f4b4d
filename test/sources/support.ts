/**
 * Real files in a temporary folder, and what is read from them.
 */
import { Effect, FileSystem, Path, Stream } from "effect"
import { Zip } from "effect/encoding"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import * as ResearchData from "../../src/sources/ResearchData.ts"
import type { SourceWarning } from "../../src/sources/SourceWarning.ts"

/** Contents by path in the folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** Writes files to a temporary folder that goes away with the test, and gives its path. */
export const folderOf = Effect.fnUntraced(function* (files: Files) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const folder = yield* fs.makeTempDirectoryScoped()
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name)
    yield* fs.makeDirectory(path.dirname(file), { recursive: true })
    yield* typeof content === "string" ? fs.writeFileString(file, content) : fs.writeFile(file, content)
  }
  return folder
})

/** What was read, and what was warned of. */
export interface Read {
  readonly records: ReadonlyArray<ResearchRecord>
  readonly warnings: ReadonlyArray<SourceWarning>
}

/** Reads paths. */
export const readPaths = Effect.fnUntraced(function* (
  paths: ReadonlyArray<string>,
  options: ResearchData.Options = {}
) {
  const warnings: Array<SourceWarning> = []
  const onWarning = (warning: SourceWarning) => Effect.sync(() => void warnings.push(warning))
  const records = yield* Stream.runCollect(ResearchData.fromPaths(paths, { onWarning, ...options }))
  return { records, warnings } satisfies Read
})

/** Reads a folder with these files in it. */
export const readFolder = (files: Files, options: ResearchData.Options = {}) =>
  Effect.flatMap(folderOf(files), (folder) => readPaths([folder], options))

/** Reads one file of this name and content. */
export const readFile = Effect.fnUntraced(function* (
  name: string,
  content: string | Uint8Array,
  options: ResearchData.Options = {}
) {
  const folder = yield* folderOf({ [name]: content })
  const path = yield* Path.Path
  return yield* readPaths([path.join(folder, name)], options)
})

/** The reason why a file of this name and content cannot be read. */
export const whyNot = (name: string, content: string | Uint8Array, options: ResearchData.Options = {}) =>
  Effect.map(Effect.flip(readFile(name, content, options)), (error) => error.reason)

/** A record's answers by name. */
export const answers = (record: ResearchRecord | undefined): Record<string, string> =>
  Object.fromEntries((record?.fields ?? []).map((field) => [field.name, field.text]))

/** The answers of all records. */
export const allAnswers = (read: Read): ReadonlyArray<Record<string, string>> => read.records.map(answers)

/** The first record's questions by name of the field. */
export const questions = (record: ResearchRecord | undefined): Record<string, string | undefined> =>
  Object.fromEntries((record?.fields ?? []).map((field) => [field.name, field.question]))

/** The bytes of a text in UTF-16. */
export const utf16 = (text: string, order: "le" | "be", mark: boolean): Uint8Array => {
  const units = mark ? `\ufeff${text}` : text
  const view = new DataView(new ArrayBuffer(units.length * 2))
  for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), order === "le")
  return new Uint8Array(view.buffer)
}

/** A cell of a workbook: a text, a number, or a number shown as a date. */
export type Cell = string | number | { readonly date: number } | null

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")

const cellXml = (cell: Cell, reference: string): string => {
  if (cell === null) return ""
  if (typeof cell === "string") return `<c r="${reference}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`
  if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`
  return `<c r="${reference}" s="1"><v>${cell.date}</v></c>`
}

const sheetXml = (rows: ReadonlyArray<ReadonlyArray<Cell>>): string => {
  const body = rows.map((row, y) => {
    const cells = row.map((cell, x) => cellXml(cell, `${String.fromCharCode(65 + x)}${y + 1}`))
    return `<row r="${y + 1}">${cells.join("")}</row>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body.join("")}</sheetData></worksheet>`
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const packaged = "http://schemas.openxmlformats.org/package/2006"

/** The bytes of an Excel workbook with these sheets. */
export const workbook = (sheets: Readonly<Record<string, ReadonlyArray<ReadonlyArray<Cell>>>>) => {
  const names = Object.keys(sheets)
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
  const relations = (inner: string) => `<Relationships xmlns="${packaged}/relationships">${inner}</Relationships>`
  const part = (name: string, type: string) =>
    `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`
  const files: Files = {
    "[Content_Types].xml": `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("/xl/workbook.xml", "sheet.main")}${part("/xl/styles.xml", "styles")}${names.map((_, i) => part(`/xl/worksheets/sheet${i + 1}.xml`, "worksheet")).join("")}</Types>`,
    "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      names.map((_, i) => relation(`rId${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`)).join("") +
        relation("rIdS", "styles", "styles.xml")
    ),
    "xl/styles.xml": `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(Object.values(sheets).map((rows, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(rows)]))
  }
  return Stream.fromIterable(Object.entries(files)).pipe(
    Stream.map(([path, content]) => Zip.file(path, content)),
    Stream.pipeThroughChannel(Zip.encode()),
    Stream.mkUint8Array
  )
}
