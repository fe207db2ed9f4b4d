/**
 * Rich text (.rtf): the words of the main text. Written after Microsoft's "Rich Text Format Specification 1.9".
 */
import type { Block, Content, Note } from "./Content.ts"
import { decoderOf } from "./Cursor.ts"
import { tooLarge } from "./Fault.ts"
import * as Limits from "./Limits.ts"

// Groups that hold no part of the text; those that are marked with `\*` are passed over besides, unless they are known here.
const passedOver = new Set(
  "fonttbl colortbl stylesheet info pict object objdata header headerl headerr headerf footer footerl footerr footerf footnote annotation atnid atnauthor atndate ftnsep ftnsepc aftnsep aftnsepc fldinst datafield filetbl listtable listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping latentstyles datastore shppict nonshppict bkmkstart bkmkend pntext listtext pnseclvl mmathPr template private".split(
    " "
  )
)
const knownStarred = new Set(["shptxt", "shprslt"])

const characters: Readonly<Record<string, string>> = {
  tab: "\t",
  line: "\n",
  emdash: "\u2014",
  endash: "\u2013",
  lquote: "\u2018",
  rquote: "\u2019",
  ldblquote: "\u201c",
  rdblquote: "\u201d",
  bullet: "\u2022",
  emspace: " ",
  enspace: " ",
  qmspace: " "
}

interface State {
  skip: boolean
  /** Text that was deleted while changes were tracked, or is hidden. */
  deleted: boolean
  hidden: boolean
  /** How many characters follow a `\u` for readers that do not know it. */
  fallback: number
}

const copy = ({ deleted, fallback, hidden, skip }: State): State => ({ deleted, fallback, hidden, skip })

const token = /\\([a-zA-Z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)/gsy

/** Reads a document; throws a `Fault`. */
export const read = (bytes: Buffer): Content => {
  const source = bytes.toString("latin1")
  const blocks: Array<Block> = []
  const notes: Array<Note> = []
  const stack: Array<State> = []
  let state: State = { skip: false, deleted: false, hidden: false, fallback: 1 }
  let decode = decoderOf("windows-1252")
  let pending: Array<number> = []
  let text = ""
  let length = 0
  let ignore = 0
  let starred = false
  let heading = false
  let inTable = false
  let cell: Array<string> = []
  let row: Array<string> = []
  let rows: Array<ReadonlyArray<string>> = []
  let lines = 0
  let tables = 0

  const flush = () => {
    if (pending.length === 0) return
    const words = decode(Buffer.from(pending))
    pending = []
    text += words
  }
  const add = (words: string) => {
    if (state.skip || state.deleted || state.hidden) return
    flush()
    length += words.length
    if (length > Limits.maxText) throw tooLarge("its text is longer than 64 MiB. Split it")
    text += words
  }
  const closeTable = () => {
    if (rows.length > 0) blocks.push({ kind: "table", rows, place: `table ${++tables}` })
    rows = []
  }
  const endParagraph = () => {
    if (state.skip) return
    flush()
    const words = text.trim()
    text = ""
    if (inTable) {
      if (words !== "") cell.push(words)
      return
    }
    closeTable()
    blocks.push({ kind: "line", text: words, place: `paragraph ${++lines}`, ...(heading && { heading: true }) })
  }

  const control = (word: string, argument: number | undefined) => {
    const on = argument !== 0
    const character = characters[word]
    if (character !== undefined) add(character)
    else if (word === "par" || word === "sect" || word === "page") endParagraph()
    else if (word === "cell" || word === "nestcell") {
      endParagraph()
      flush()
      if (text.trim() !== "") cell.push(text.trim())
      text = ""
      row.push(cell.join("\n"))
      cell = []
    } else if (word === "row" || word === "nestrow") {
      if (row.some((words) => words !== "")) rows.push(row)
      row = []
    } else if (word === "pard") {
      inTable = false
      heading = false
    } else if (word === "intbl") inTable = true
    else if (word === "outlinelevel") heading = argument !== undefined && argument < 9
    else if (word === "plain") {
      state.deleted = false
      state.hidden = false
    } else if (word === "deleted") state.deleted = on
    else if (word === "v") state.hidden = on
    else if (word === "uc") state.fallback = Math.min(Math.max(argument ?? 1, 0), 8)
    else if (word === "ansicpg" && argument !== undefined) decode = decoderOf(`windows-${argument}`)
    else if (word === "mac") decode = decoderOf("macintosh")
    else if (word === "u" && argument !== undefined) {
      add(String.fromCharCode(argument & 0xffff))
      ignore = state.fallback
    } else if (passedOver.has(word) || (starred && !knownStarred.has(word))) state.skip = true
  }

  token.lastIndex = 0
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    const [, word, argument, hex, symbol, brace, plain] = match
    if (brace === "{") {
      flush()
      if (stack.length > Limits.maxDepth) throw tooLarge("groups are nested in it deeper than any program writes them")
      stack.push(state)
      state = copy(state)
    } else if (brace === "}") {
      flush()
      ignore = 0
      state = stack.pop() ?? state
      if (stack.length === 0) break
    } else if (word !== undefined) {
      const value = argument === undefined ? undefined : Number(argument)
      if (word === "bin") token.lastIndex += Math.max(0, value ?? 0)
      else control(word, value)
    } else if (hex !== undefined) {
      if (ignore > 0) ignore--
      else if (!state.skip && !state.deleted && !state.hidden) pending.push(Number.parseInt(hex, 16))
    } else if (symbol !== undefined) {
      if (symbol === "*") {
        starred = true
        continue
      }
      if (symbol === "~") add(" ")
      else if (symbol === "_") add("-")
      else if (/[\\{}]/.test(symbol)) add(symbol)
      else if (/[\r\n]/.test(symbol)) endParagraph()
    } else if (plain !== undefined) {
      const rest = plain.slice(ignore)
      ignore = Math.max(0, ignore - plain.length)
      add(rest)
    }
    starred = false
  }
  flush()
  if (text.trim() !== "") endParagraph()
  if (row.length > 0) rows.push(row)
  closeTable()
  if (stack.length > 0)
    notes.push({
      kind: "CutShort",
      what: "ends before its text is closed, so it is damaged or was cut short. Save it again, or compare the last words."
    })
  return { kind: "document", blocks, notes }
}
