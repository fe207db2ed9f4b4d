/**
 * How a JSON file writes the characters of its strings: `é` or `\u00e9`, `/` or `\/`. What is written anew is written in the same
 * way, so that a string that is replaced and restored comes back byte for byte.
 */

/** Writes a string as a file does. */
export interface JsonEscapes {
  /**
   * @param raw the string that stood there, with its quotation marks: its own way goes before that of the file
   */
  readonly encode: (value: string, raw: string) => string
}

const escape = /\\(?:u([0-9a-fA-F]{4})|(.))/gs
const short: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }

/** The characters that a text escapes, and how it did so first. */
const escapesIn = (text: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  for (const [written, hex, letter = ""] of text.matchAll(escape)) {
    const character = hex === undefined ? (short[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16))
    if (!found.has(character)) found.set(character, written)
  }
  return found
}

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text)

/** How a file writes strings. */
export const of = (text: string): JsonEscapes => {
  const file = escapesIn(text)
  // Other languages' writers escape all that is not ASCII, some in capitals.
  const escapesAll = isAscii(text) && [...file.keys()].some((character) => character > "\x7f")
  const capitals = [...file.values()].some((written) => /^\\u.*[A-F]/.test(written))
  const bare = new Map<string, boolean>()
  const standsBare = (character: string): boolean => {
    const known = bare.get(character) ?? text.includes(character)
    bare.set(character, known)
    return known
  }

  const hex = (character: string): string => {
    const digits = character.charCodeAt(0).toString(16).padStart(4, "0")
    return `\\u${capitals ? digits.toUpperCase() : digits}`
  }

  const encode = (value: string, raw: string): string => {
    const usual = JSON.stringify(value)
    const own = escapesIn(raw)
    if (file.size === 0 && !escapesAll) return usual
    let written = ""
    for (let i = 0; i < value.length; i++) {
      const character = value.charAt(i)
      // JSON.stringify looks at both halves of a pair, of which neither needs an escape.
      const plain = character > "\x7f" ? character : JSON.stringify(character).slice(1, -1)
      const others = standsBare(character) ? undefined : file.get(character)
      written += own.get(character) ?? others ?? (escapesAll && character > "\x7f" ? hex(character) : plain)
    }
    const done = `"${written}"`
    // Half a pair must be escaped, as JSON.stringify does.
    return JSON.parse(done) === value && !/[\ud800-\udfff]/.test(done.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ""))
      ? done
      : usual
  }

  return { encode }
}
