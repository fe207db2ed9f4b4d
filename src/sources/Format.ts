/**
 * The formats that are read, and how one is told by a file's name or, failing that, by its first characters.
 */
import { Schema } from "effect"

/** A format of research data. `csv` covers comma, semicolon, tab and bar; `text` covers prose and transcripts. */
export const Format = Schema.Literals([
  "csv",
  "json",
  "jsonl",
  "yaml",
  "markdown",
  "html",
  "text",
  "vtt",
  "srt",
  "sbv",
  "docx",
  "odt",
  "rtf",
  "doc",
  "pdf",
  "xlsx",
  "ods",
  "xls",
  "sav",
  "dta",
  "xpt"
])

/** A format of research data. */
export type Format = typeof Format.Type

const byExtension: ReadonlyMap<string, Format> = new Map([
  [".csv", "csv"],
  [".tsv", "csv"],
  [".tab", "csv"],
  [".json", "json"],
  [".jsonl", "jsonl"],
  [".ndjson", "jsonl"],
  [".yaml", "yaml"],
  [".yml", "yaml"],
  [".md", "markdown"],
  [".markdown", "markdown"],
  [".html", "html"],
  [".htm", "html"],
  [".txt", "text"],
  [".text", "text"],
  [".vtt", "vtt"],
  [".srt", "srt"],
  [".sbv", "sbv"],
  [".docx", "docx"],
  [".docm", "docx"],
  [".odt", "odt"],
  [".rtf", "rtf"],
  [".doc", "doc"],
  [".pdf", "pdf"],
  [".xlsx", "xlsx"],
  [".xlsm", "xlsx"],
  [".ods", "ods"],
  [".xls", "xls"],
  [".sav", "sav"],
  [".zsav", "sav"],
  [".dta", "dta"],
  [".xpt", "xpt"]
])

/** A format that is text, and can be read from a string. */
export type TextFormat = Exclude<
  Format,
  "docx" | "odt" | "rtf" | "doc" | "pdf" | "xlsx" | "ods" | "xls" | "sav" | "dta" | "xpt"
>

const textFormats = ["csv", "json", "jsonl", "yaml", "markdown", "html", "text", "vtt", "srt", "sbv"] as const

/** Whether a format is text. */
export const isText = (format: Format): format is TextFormat => textFormats.some((one) => one === format)

/** The endings of file names that are read; each may be followed by `.gz`. */
export const supported: ReadonlyArray<string> = [...byExtension.keys(), ".zip"]

/** The format that an ending (`.csv`, in any case) stands for. */
export const ofExtension = (extension: string): Format | undefined => byExtension.get(extension.toLowerCase())

/** Whether every one of the first lines has the same number of tabs, and some: a table, whatever the file is called. */
const isTabbed = (head: string): boolean => {
  const lines = head
    .split(/\r\n?|\n/)
    .slice(0, 20)
    .filter((line) => line.trim() !== "")
  const tabs = (lines[0]?.split("\t").length ?? 1) - 1
  return lines.length > 1 && tabs > 0 && lines.every((line) => line.split("\t").length === tabs + 1)
}

const commas = /^[^\n,;|]+([,;|])[^\n]*\n/

const isSeparated = (head: string): boolean => {
  const separator = commas.exec(head)?.[1]
  if (separator === undefined) return false
  const lines = head.split("\n").slice(0, -1).slice(0, 20)
  const count = (line: string) => line.replace(/"(?:[^"]|"")*"/g, "").split(separator).length
  return lines.length > 1 && lines.every((line) => count(line) === count(lines[0] ?? ""))
}

const isJsonLine = (line: string): boolean => {
  try {
    JSON.parse(line)
    return line.startsWith("{")
  } catch {
    return false
  }
}

const ofJson = (head: string): TextFormat => {
  const [first, second] = head.split(/\r\n?|\n/).filter((line) => line.trim() !== "")
  return second !== undefined && isJsonLine(first?.trim() ?? "") ? "jsonl" : "json"
}

/**
 * The format of a text without a telling name, by its first characters. What looks like nothing else is text.
 *
 * @param head the first characters of the text, some thousands if there are so many
 */
export const ofContent = (head: string): TextFormat => {
  const start = head.trimStart()
  if (/^WEBVTT\b/.test(start)) return "vtt"
  if (/^(?:\d+\s*\r?\n)?\d{2}:\d{2}:\d{2},\d{3} -->/.test(start)) return "srt"
  if (/^<(?:!doctype html|html|head|body|!--)/i.test(start)) return "html"
  if (/^[[{]/.test(start)) return ofJson(start)
  if (/^---\s*\n[\w -]+:|^- [\w ]+:\s/.test(start)) return /\n---\s*\n/.test(start) ? "markdown" : "yaml"
  if (isTabbed(head) || isSeparated(head.replace(/\r\n?/g, "\n"))) return "csv"
  return /^#{1,6} \S/m.test(start) ? "markdown" : "text"
}

/** The format to read a text file in: a table saved under the name of a text (as Excel's "Unicode text") is still a table. */
export const refine = (format: TextFormat, head: string): TextFormat => {
  if (format === "text" && isTabbed(head)) return "csv"
  if (format === "text" && /^WEBVTT\b/.test(head)) return "vtt"
  if (format === "json" && ofJson(head.trimStart()) === "jsonl") return "jsonl"
  return format
}
