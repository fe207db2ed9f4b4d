/**
 * JSON and JSON lines. Blanks, order, numbers and escapes stay as they are; only strings (and numbers that are somebody's) change.
 */
import { Result } from "effect"
import * as JsonEscapes from "./JsonEscapes.ts"
import { type Part, placed, type PlacedAnswer, type PlacedCell } from "./Part.ts"

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|[{}[\],:]|true|false|null|\s+/gsy

interface Frame {
  readonly array: boolean
  key: string
  index: number
}

/** Whose answers a value is, and what it answers: in an element of the outermost list, or in a document of a file of many. */
const placeOf = (document: number, frames: ReadonlyArray<Frame>, perLine: boolean) => {
  const list = perLine ? -1 : frames.findIndex(({ array }) => array)
  const name = frames
    .slice(list + 1)
    .flatMap(({ array, key }) => (array || key === "" ? [] : [key]))
    .join(".")
  return {
    person: list < 0 ? `line ${document + 1}` : `entry ${(frames[list]?.index ?? 0) + 1}`,
    name: name === "" ? "value" : name
  }
}

/**
 * A JSON text, or JSON lines, as a part; nothing where it is not valid.
 *
 * @param before how many documents stood before these lines
 */
export const read = (text: string, perLine: boolean, before = 0): Part | undefined => {
  if (!isValid(text, perLine)) return undefined
  const escapes = JsonEscapes.of(text)
  const headings: Array<PlacedCell> = []
  const people = new Map<string, Array<PlacedAnswer>>()
  const frames: Array<Frame> = []
  let document = before
  let expectsKey = false
  token.lastIndex = text.startsWith("\ufeff") ? 1 : 0
  const close = () => {
    frames.pop()
    expectsKey = false
    if (frames.length === 0) document++
  }
  const value = (raw: string, start: number) => {
    const { name, person } = placeOf(document, frames, perLine)
    const isText = raw.startsWith('"')
    const cell: PlacedAnswer = {
      start,
      end: start + raw.length,
      value: isText ? decode(raw) : raw,
      encode: (changed) => (isText ? escapes.encode(changed, raw) : JSON.stringify(changed)),
      name
    }
    if (cell.value.trim() !== "") {
      const answers = people.get(person) ?? []
      people.set(person, answers)
      answers.push(cell)
    }
    if (frames.length === 0) document++
  }
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const raw = match[0]
    const frame = frames.at(-1)
    if (raw === "{" || raw === "[") {
      frames.push({ array: raw === "[", key: "", index: 0 })
      expectsKey = raw === "{"
    } else if (raw === "}" || raw === "]") close()
    else if (raw === "," && frame !== undefined) {
      frame.index++
      expectsKey = !frame.array
    } else if (raw.startsWith('"') && expectsKey && frame !== undefined) {
      frame.key = decode(raw)
      expectsKey = false
      headings.push({
        start: match.index,
        end: match.index + raw.length,
        value: frame.key,
        encode: (changed) => escapes.encode(changed, raw)
      })
    } else if (/^["\d-]/.test(raw)) value(raw, match.index)
  }
  return placed(text, {
    kind: "row",
    headings,
    labels: [],
    people: [...people].map(([place, answers]) => ({ place, answers }))
  })
}

const decode = (raw: string): string => {
  const value: unknown = JSON.parse(raw)
  return typeof value === "string" ? value : raw
}

const isValid = (text: string, perLine: boolean): boolean =>
  (perLine ? text.split(/\r\n?|\n/) : [text])
    .map((part) => part.replace(/^\ufeff/, ""))
    .filter((part) => part.trim() !== "")
    .every((part) => Result.isSuccess(Result.try((): unknown => JSON.parse(part))))
