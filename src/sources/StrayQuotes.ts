/**
 * Mends quotation marks that programs write and RFC 4180 forbids, so that a strict CSV parser can read the table: `5" pipe` in an
 * unquoted cell, and blanks between a separator and the mark that opens a cell (`a, "b"`).
 *
 * Marks that do not match inside a quoted cell are left alone: there, what was meant cannot be known.
 */
import { Effect, Stream } from "effect"

const QUOTE = '"'

// A cell longer than this is passed on as it is rather than held back until its end is known.
const maxHeldBack = 16 * 1024 * 1024

const lineBreaks = (text: string, end: number): number => {
  const mark = text.includes("\n") ? "\n" : "\r"
  let count = 0
  for (let i = text.indexOf(mark); i !== -1 && i < end; i = text.indexOf(mark, i + 1)) count++
  return count
}

const LF = 10
const CR = 13

class Repair {
  private readonly delimiter: number
  /** The end of the last chunk that could not be judged yet: a cell cut in two. */
  private held = ""
  private quoted = false
  /** Whether what is held comes right after the closing mark of a cell. */
  private closed = false
  private line = 1
  /** The line of the first stray mark, once there is one. */
  found: number | undefined

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0)
  }

  private separates(text: string, i: number): boolean {
    const c = text.charCodeAt(i)
    return c === this.delimiter || c === LF || c === CR
  }

  /** Where the cell that holds position `i` begins. */
  private cellStart(text: string, i: number): number {
    let start = i
    while (start > 0 && !this.separates(text, start - 1)) start--
    return start
  }

  private cellEnd(text: string, i: number): number {
    let end = i
    while (end < text.length && !this.separates(text, end)) end++
    return end
  }

  /** The mended text as far as it can be judged. */
  feed(chunk: string, last: boolean): string {
    const text = this.held + chunk
    const out: Array<string> = []
    let copied = 0
    let i = 0
    // What is held back; all is judged after the last chunk.
    let stop = text.length
    while (i < text.length) {
      const mark = text.indexOf(QUOTE, i)
      if (this.quoted) {
        if (mark === -1) break
        if (mark === text.length - 1 && !last) {
          stop = mark
          break
        }
        const doubled = text.charAt(mark + 1) === QUOTE
        this.quoted = doubled
        i = mark + (doubled ? 2 : 1)
        continue
      }
      const at = mark === -1 ? text.length : mark
      const start = Math.max(i, this.cellStart(text, at))
      if (mark === -1) {
        if (!last) stop = start
        break
      }
      if (this.follows(text, start)) {
        // A mark in what comes after a closed cell does not match, and is for the parser to refuse.
        i = mark + 1
        continue
      }
      if (text.slice(start, mark).trim() === "") {
        if (start < mark) {
          out.push(text.slice(copied, start))
          copied = mark
        }
        this.quoted = true
        i = mark + 1
        continue
      }
      const end = this.cellEnd(text, mark)
      if (end === text.length && !last) {
        stop = start
        break
      }
      this.found ??= this.line + lineBreaks(text, mark)
      out.push(text.slice(copied, start), QUOTE, text.slice(start, end).replaceAll(QUOTE, QUOTE + QUOTE), QUOTE)
      copied = end
      i = end
    }
    if (text.length - stop > maxHeldBack) stop = text.length
    if (this.found === undefined) this.line += lineBreaks(text, stop)
    this.closed = !this.quoted && this.follows(text, stop)
    this.held = text.slice(stop)
    if (copied === 0) return stop === text.length ? text : text.slice(0, stop)
    out.push(text.slice(copied, stop))
    return out.join("")
  }

  /** Whether position `i` does not begin a cell but comes after the closing mark of one. */
  private follows(text: string, i: number): boolean {
    return i === 0 ? this.closed : text.charAt(i - 1) === QUOTE
  }
}

/**
 * Mends stray quotation marks in a table.
 *
 * @param onFound told the line of the first stray mark, once, at the end
 */
export const repairQuotes =
  (delimiter: string, onFound: (line: number) => Effect.Effect<void>) =>
  <E>(text: Stream.Stream<string, E>): Stream.Stream<string, E> =>
    Stream.suspend(() => {
      const repair = new Repair(delimiter)
      const end = Effect.suspend(() => (repair.found === undefined ? Effect.void : onFound(repair.found)))
      return text.pipe(
        Stream.mapAccum(
          () => repair,
          (state, part) => {
            const mended = state.feed(part, false)
            return [state, mended === "" ? [] : [mended]] as const
          },
          { onHalt: (state) => [state.feed("", true)].filter((rest) => rest !== "") }
        ),
        Stream.concat(Stream.fromEffectDrain(end))
      )
    })
