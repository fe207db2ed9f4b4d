/**
 * What a person sees text on: how wide it is, and whether it takes colour.
 */

/** A terminal, or what stands in for one. */
export interface Screen {
  /** Columns. */
  readonly width: number
  readonly bold: (text: string) => string
  /** The text, cut to so many columns. */
  readonly cut: (text: string, columns: number) => string
  /** The text in lines of the screen's width. */
  readonly wrap: (text: string, first?: string, rest?: string) => ReadonlyArray<string>
}

/** What a terminal is taken for that does not say: text in a pipe or a file. */
const usual = 96

/** Longer lines are hard to read. */
const widest = 110
const narrowest = 40

/** The screen behind a stream. There is colour on a terminal only, and none where `NO_COLOR` is set or `TERM` is dumb. */
export const of = (
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>
): Screen => {
  const hasColour = stream.isTTY === true && (environment["NO_COLOR"] ?? "") === "" && environment["TERM"] !== "dumb"
  const width = Math.min(widest, Math.max(narrowest, stream.columns ?? usual))
  return {
    width,
    bold: (text) => (hasColour ? `\u001b[1m${text}\u001b[22m` : text),
    cut,
    wrap: (text, first = "", rest = "") => wrapped(text, width, first, rest)
  }
}

const cut = (text: string, columns: number): string => {
  const flat = text.replace(/\s+/g, " ")
  return flat.length <= columns ? flat : `${flat.slice(0, Math.max(0, columns - 1)).trimEnd()}…`
}

const wrapped = (text: string, width: number, first: string, rest: string): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  for (const word of text.split(/\s+/)) {
    const before = lines.length === 0 ? first : rest
    if (line !== "" && before.length + line.length + word.length + 1 > width) {
      lines.push(before + line)
      line = ""
    }
    line = line === "" ? word : `${line} ${word}`
  }
  return line === "" ? lines : [...lines, (lines.length === 0 ? first : rest) + line]
}
