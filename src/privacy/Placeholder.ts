/**
 * The shape of a placeholder: `[PERSON_1]`, and `[PERSON_1b]` for another way of writing what `[PERSON_1]` stands for.
 *
 * One pattern serves both ways. What it matches in a source is treated as personal data itself and so gets a placeholder of its
 * own; therefore whatever it matches in an anonymised text was put there by the anonymiser or invented by a model. For that
 * to hold, a match may never depend on, or reach into, a placeholder next to it: brackets are consumed in pairs only, and a bare
 * `PERSON_1` is no match next to the outer side of a bracket.
 */

/** What a placeholder says. */
export interface Placeholder {
  readonly type: string
  /** From 1, per type, in reading order. */
  readonly number: number
  /** Which of the ways of writing it, from 0. */
  readonly variant: number
}

const typeShape = /^[A-Z]+(?:_[A-Z]+)*$/

/** Whether a type can be written in a placeholder and read back. */
export const isTypeName = (type: string): boolean => typeShape.test(type)

/** Nothing for the first way of writing, then b, c … z, aa, ab …: the names of spreadsheet columns, less the first. */
const suffixOf = (variant: number): string => {
  if (variant === 0) return ""
  let suffix = ""
  for (let n = variant + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    suffix = String.fromCharCode(97 + ((n - 1) % 26)) + suffix
  }
  return suffix
}

const variantOf = (suffix: string): number => {
  let n = 0
  for (const letter of suffix) n = n * 26 + (letter.charCodeAt(0) - 96)
  return Math.max(0, n - 1)
}

/** The name of a placeholder, without its brackets: `PERSON_1b`. */
export const nameOf = (placeholder: Placeholder): string =>
  `${placeholder.type}_${placeholder.number}${suffixOf(placeholder.variant)}`

/** A placeholder as it is written into a text. */
export const format = (placeholder: Placeholder): string => `[${nameOf(placeholder)}]`

/** A place in a text that reads as a placeholder. */
export interface Occurrence extends Placeholder {
  readonly start: number
  readonly end: number
}

/** Finds what reads as a placeholder of the given types, in the forms that language models make of it. */
export const finder = (types: Iterable<string>): ((text: string) => ReadonlyArray<Occurrence>) => {
  const names = [...new Set(types)].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
  if (names.length === 0) return () => []
  // Separators inside a name: "_", the "\_" of Markdown, a blank, a hyphen.
  const inner = `(?:${names.map((name) => name.replaceAll("_", "[\\\\_ -]{1,2}")).join("|")})[\\\\_ -]{1,2}\\d{1,9} ?[a-z]{0,3}`
  const bare = `(?:${names.map((name) => name.replaceAll("_", "\\\\?_")).join("|")})\\\\?_\\d{1,9}[a-z]{0,3}`
  const pattern = new RegExp(
    `\\\\\\[ ?(${inner}) ?\\\\\\]|\\[ ?(${inner}) ?\\]|< ?(${inner}) ?>|(?<![\\p{L}\\p{N}_\\]])(${bare})(?![\\p{L}\\p{N}_\\[])`,
    "giu"
  )
  return (text) => {
    // A quick way out for most texts: every form holds a digit and a bracket or an underscore.
    if (!/[[_<]/.test(text)) return []
    const found: Array<Occurrence> = []
    for (const match of text.matchAll(pattern)) {
      const written = match[1] ?? match[2] ?? match[3] ?? match[4] ?? ""
      const parts = /^(.*?)[\\_ -]{1,2}(\d+) ?([a-z]*)$/i.exec(written)
      if (parts === null) continue
      const [, type = "", digits = "", suffix = ""] = parts
      // Without brackets only the exact capitals count: "the person_1 column" is somebody's text.
      if (match[4] !== undefined && (type !== type.toUpperCase() || suffix !== suffix.toLowerCase())) continue
      found.push({
        type: type.replace(/[\\_ -]+/g, "_").toUpperCase(),
        number: Number(digits),
        variant: variantOf(suffix.toLowerCase()),
        start: match.index,
        end: match.index + match[0].length
      })
    }
    return found
  }
}
