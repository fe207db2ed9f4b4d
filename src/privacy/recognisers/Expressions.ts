/**
 * Regular expressions that ignore case and are fast. With both the flags `i` and `u` the engine folds case by the tables of Unicode,
 * which makes a search some twenty times slower than with `i` alone; but `\p{L}` needs `u`. So the classes are spelled out.
 */

/** What `\p{L}`, `\p{N}` and `\p{M}` become: the letters of the scripts that recognisers read, decimal digits, combining accents. */
const classes: Readonly<Record<string, string>> = {
  L: "A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u0373\\u0376-\\u03ff\\u0400-\\u0481\\u048a-\\u052f\\u0531-\\u0587\\u05d0-\\u05ea\\u0620-\\u064a\\u0904-\\u0939\\u0e01-\\u0e30\\u1e00-\\u1fff\\u3040-\\u30ff\\u4e00-\\u9fff\\uac00-\\ud7a3",
  N: "0-9",
  M: "\\u0300-\\u036f"
}

/** The same expression without the flag `u`. Knows the classes L, N and M only, and no characters beyond U+FFFF. */
export const caseless = (
  pattern: RegExp | string,
  flags = typeof pattern === "string" ? "iu" : pattern.flags
): RegExp => {
  let written = ""
  let inClass = false
  const source = typeof pattern === "string" ? pattern : pattern.source
  for (let i = 0; i < source.length; i++) {
    const property = source[i] === "\\" ? /^\\([pP])\{(\w+)\}/.exec(source.slice(i, i + 8)) : null
    if (property !== null) {
      const [whole, kind, name = ""] = property
      const characters = classes[name]
      if (characters === undefined || (kind === "P" && inClass)) throw new TypeError(`no such form of ${whole}`)
      written += inClass ? characters : `[${kind === "P" ? "^" : ""}${characters}]`
      i += whole.length - 1
      continue
    }
    if (source[i] === "\\") written += source[i++] ?? ""
    else if (source[i] === "[") inClass = true
    else if (source[i] === "]") inClass = false
    written += source[i] ?? ""
  }
  return new RegExp(written, flags.replace("u", ""))
}

/** All matches of an expression with the flag `g`. `matchAll` copies the expression first, which takes longer than most searches. */
export const matchesOf = (text: string, pattern: RegExp): ReadonlyArray<RegExpExecArray> => {
  const found: Array<RegExpExecArray> = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push(match)
    if (match[0] === "") pattern.lastIndex++
  }
  return found
}

/** Finds what fits an expression and ends at a place of a text. */
export type Ending = (text: string, end: number) => string | undefined

/**
 * A search for what ends at a place of a text, read backwards from there: where the last characters do not fit, nothing else is
 * tried. An expression with `$` at its end would be tried at every place before. Takes the expression without its `$`.
 */
export const endingIn = (pattern: RegExp): Ending => {
  const search = new RegExp(`(?<=(${pattern.source}))`, `${pattern.flags.replace("g", "")}y`)
  return (text, end) => {
    search.lastIndex = end
    return search.exec(text)?.[1]
  }
}
