/**
 * Texts with marks: `I spoke to <PERSON Maya Okafor>` is read into the text without the marks and the spans that they stood around.
 * README.md in this folder describes the files.
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** A marked part of a text. */
export interface Mark {
  readonly start: number
  readonly end: number
  readonly type: string
  /** Whether it may be found without having to be. */
  readonly optional: boolean
}

/** A text and the personal data in it. */
export interface LabelledText {
  readonly text: string
  readonly marks: ReadonlyArray<Mark>
  /** The types that are looked at, where not all are. */
  readonly scope: ReadonlyArray<string> | undefined
}

/** The texts of one file. */
export interface LabelledSet {
  readonly language: string
  readonly name: string
  readonly development: ReadonlyArray<LabelledText>
  readonly heldOut: ReadonlyArray<LabelledText>
}

const mark = /<([A-Z][A-Z_]+)(\??)\s([^<>]+)>/g

/** Reads one marked text. Throws where a mark is begun and not ended. */
export const parseMarks = (marked: string, scope?: ReadonlyArray<string>): LabelledText => {
  const marks: Array<Mark> = []
  let text = ""
  let read = 0
  for (const [whole, type = "", optional, words = ""] of marked.matchAll(mark)) {
    const at = marked.indexOf(whole, read)
    text += marked.slice(read, at)
    marks.push({ start: text.length, end: text.length + words.length, type, optional: optional === "?" })
    text += words
    read = at + whole.length
  }
  text += marked.slice(read)
  if (/<[A-Z_]{3,}\??\s/.test(text)) throw new Error(`A mark is not ended, or another begins in it: ${marked}`)
  return { text, marks, scope }
}

/** Reads the texts of a file. */
export const parseTexts = (file: string): ReadonlyArray<LabelledText> => {
  const texts: Array<LabelledText> = []
  let scope: ReadonlyArray<string> | undefined
  let lines: Array<string> = []
  const end = () => {
    if (lines.length > 0) texts.push(parseMarks(lines.join("\n"), scope))
    lines = []
  }
  for (const line of file.split(/\r?\n/)) {
    if (line.startsWith("# ")) continue
    const types = /^= (.+)$/.exec(line)?.[1]?.trim()
    if (line.trim() === "" || types !== undefined) end()
    if (types !== undefined) scope = types === "*" ? undefined : types.split(/\s+/)
    else if (line.trim() !== "") lines.push(line === "\\" ? "" : line)
  }
  end()
  return texts
}

/** All sets of a folder, in the order of their names. */
export const readSets = (folder: string): ReadonlyArray<LabelledSet> =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
    .flatMap((language) =>
      readdirSync(join(folder, language))
        .filter((file) => file.endsWith(".txt"))
        .toSorted()
        .map((file) => {
          const texts = parseTexts(readFileSync(join(folder, language, file), "utf8"))
          return {
            language,
            name: file.slice(0, -".txt".length),
            development: texts.filter((_, index) => index % 4 < 2),
            heldOut: texts.filter((_, index) => index % 4 >= 2)
          }
        })
    )
