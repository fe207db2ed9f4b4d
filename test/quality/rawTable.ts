/**
 * A survey file as anybody could read it: cells by row and column, and who the rows are of. It shares no code with the product, so
 * that what the product counts can be counted again.
 */

/** Letters as they are, spaces as one space, no tags. */
export const plain = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/<\/?[a-z][^<>]*>/giu, " ")
    .replace(/&nbsp;/gu, " ")
    .replace(/&lt;/gu, "<")
    .replace(/&gt;/gu, ">")
    .replace(/&quot;/gu, '"')
    .replace(/&#39;/gu, "'")
    .replace(/&amp;/gu, "&")
    .replace(/[\s\u200b\ufeff]+/gu, " ")
    .trim()

/** For comparing answers: any case, without accents, quotation marks around all and the punctuation at the end. */
export const comparable = (text: string): string =>
  plain(text)
    .replace(/^"(.*)"$/su, "$1")
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’`´]/gu, "'")
    .replace(/ß/gu, "ss")
    .replace(/[\s.:!*]+$/u, "")
    .trim()

/** The characters of Windows-1252 from 0x80 on that Latin-1 has not; some versions of Node decode it as Latin-1. */
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return Array.from(bytes, (byte) => windows[byte - 0x80] ?? String.fromCharCode(byte)).join("")
  }
}

/** The cells of a CSV file with commas or semicolons, quoted where they hold either or a line break. */
export const cellsOf = (bytes: Uint8Array): ReadonlyArray<ReadonlyArray<string>> => {
  const text = decoded(bytes).replace(/^\ufeff/u, "")
  const [first = ""] = text.replace(/"[^"]*"/gu, "").split("\n")
  const separator = first.split(";").length > first.split(",").length ? ";" : ","
  const rows: Array<Array<string>> = [[]]
  let cell = ""
  let isQuoted = false
  const end = () => {
    rows.at(-1)?.push(cell)
    cell = ""
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ""
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (text[at + 1] === '"') cell += text[++at] ?? ""
      else isQuoted = false
    } else if (char === '"' && cell.trim() === "") {
      isQuoted = true
      cell = ""
    } else if (char === separator) end()
    else if (char === "\n") {
      end()
      rows.push([])
    } else if (char !== "\r") cell += char
  }
  end()
  const last = rows.at(-1)
  return last?.length === 1 && last[0] === "" ? rows.slice(0, -1) : rows
}

/** A person: their cells by column, the first that is not blank where they have several rows. */
export interface Person {
  readonly id: string
  readonly cells: ReadonlyArray<string>
}

/** A survey file. */
export interface RawTable {
  readonly people: ReadonlyMap<string, Person>
  /** The place of the column that a codebook calls so; -1 where there is none. */
  readonly columnOf: (header: string) => number
}

/** Reads a file with so many rows of headers. `respondent` is the column that tells people apart. */
export const read = (bytes: Uint8Array, file: string, headerRows: number, respondent: string | null): RawTable => {
  const all = cellsOf(bytes)
  const columnOf = columnsBy(all.slice(0, headerRows))
  const key = respondent === null ? -1 : columnOf(respondent)
  const people = new Map<string, Person>()
  const first = new Map<string, string>()
  for (const [index, row] of all.slice(headerRows).entries()) {
    const cells = row.map((cell) => cell.trim())
    if (cells.every((cell) => cell === "")) continue
    const who = key < 0 ? "" : (cells[key] ?? "")
    const id = first.get(who) ?? `${file}#${index + 1}`
    if (who !== "") first.set(who, id)
    const before = people.get(id)?.cells ?? []
    const length = Math.max(cells.length, before.length)
    people.set(id, { id, cells: Array.from({ length }, (_, at) => before[at] || (cells[at] ?? "")) })
  }
  return { people, columnOf }
}

/**
 * Columns by header. A second row of headers stands in parentheses or after a colon, a header without words is known by its place,
 * and one that was there before by a number.
 */
const columnsBy = (headers: ReadonlyArray<ReadonlyArray<string>>) => {
  const [top = [], below = []] = headers
  const known = new Map<string, Array<number>>()
  let over = ""
  for (const [at, header] of top.entries()) {
    over = plain(header) === "" ? over : plain(header)
    const under = plain(below[at] ?? "")
    const names = new Set([plain(header), over, `${over} (${under})`, `${over}: ${under}`, `column ${at + 1}`])
    for (const name of names) known.set(name, [...(known.get(name) ?? []), at])
  }
  return (header: string): number => {
    const name = plain(header)
    const exact = known.get(name)
    if (exact !== undefined) return exact[0] ?? -1
    const numbered = /^(.*?)(?: \((\d+)\)|\.(\d+))$/su.exec(name)
    if (numbered === null) return -1
    const [, base = "", place, step] = numbered
    return known.get(base)?.[place === undefined ? Number(step) : Number(place) - 1] ?? -1
  }
}
