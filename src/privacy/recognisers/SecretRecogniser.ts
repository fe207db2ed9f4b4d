/**
 * Secrets that people paste: keys with a known beginning, tokens, private keys, passwords that are announced as such.
 */
import type { Recogniser, Span } from "../Recogniser.ts"
import { matchesOf, caseless } from "./Expressions.ts"

/** Beginnings that services publish so that leaked keys can be found. The longest part is bounded to keep the time linear. */
const prefixed = new RegExp(
  `(?<![A-Za-z0-9_-])(?:${[
    "sk-(?:ant-|proj-|live-|test-)?[A-Za-z0-9_-]{20,200}",
    "(?:glpat|figd)[_-][A-Za-z0-9_-]{20,60}",
    "xox[abeoprs]-[A-Za-z0-9-]{10,200}",
    "(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}",
    "AIza[A-Za-z0-9_-]{35}",
    "ya29\\.[A-Za-z0-9_-]{20,200}",
    "SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}",
    "pypi-[A-Za-z0-9_-]{16,250}",
    "dapi[a-f0-9]{32}",
    "EAACEdEose0cBA[A-Za-z0-9]{10,200}",
    "\\d{8,10}:AA[A-Za-z0-9_-]{33}"
  ].join("|")})(?![A-Za-z0-9_-])`,
  "g"
)
/** What most services have come to: their name, what the key is for, and a long run of letters and digits. */
const shaped =
  /(?<![A-Za-z0-9_-])[A-Za-z]{2,12}(?:[_-][A-Za-z0-9]{1,8}){0,3}[_-]([A-Za-z0-9]{20,200})[A-Za-z0-9_-]{0,200}/g
const mixed = /^(?=[A-Za-z]*\d)(?=(?:\d*[A-Za-z]){2})/
/** RFC 7519: two or three parts of base64url, the first of which is a JSON object. */
const jwt =
  /(?<![A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,2000})?(?![A-Za-z0-9_-])/g
const keyBegin = /-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g
const keyEnd = /-----END (?:[A-Z]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/
/** https://user:password@host */
const inAddress = /(?<=:\/\/[^\s:@/]{1,64}:)[^\s:@/]{3,64}(?=@)/g
const word =
  "(?:pass(?:word|wort|code|phrase)|pwd|passwd|pin(?: ?code)?|kennwort|mot de passe|contraseña|clave|wachtwoord|senha|hasło|secret(?: ?key)?|(?:account|api)[_ -]?key|access[_ -]?(?:key|token)|auth[_ -]?token|client[_ -]?secret|private[_ -]?key|token|bearer|otp)"
const assigned = caseless(
  `(?<!\\p{L})${word}\\p{L}{0,2}(?: (?:is|was|ist|est|es|è|to|wurde|lautet)(?: now| set to)?:? |["']? ?(?:=>|:=|[:=]) ?| )["'\`]?([^\\s"'\`,;<>]{4,120})`,
  "giu"
)
/** What follows a colon or "is" after "password" without being one: "my password is too long". */
const everyday = /^\p{L}+[.!?)]*$/u

const classesOf = (value: string): number =>
  [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(value)).length

/** Shannon's entropy, in bits a character: English words have two or three, random base64 of twenty characters about four. */
const entropy = (value: string): number => {
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}

const looksSecret = (value: string, strong: boolean): boolean => {
  if (everyday.test(value)) return strong && value.length >= 4
  if (strong) return true
  return (
    classesOf(value) >= 3 ||
    (value.length >= 16 && entropy(value) > 3.2) ||
    (/^\d{4,8}$/.test(value) && value.length <= 8)
  )
}

/** Keys, tokens and passwords. */
export const SecretRecogniser: Recogniser = {
  name: "SecretRecogniser",
  types: ["SECRET"],
  recognise: (text) => {
    const spans: Array<Span> = []
    const add = (start: number, end: number, score: number, rule: string) =>
      spans.push({ start, end, type: "SECRET", score, rule })
    for (const match of matchesOf(text, prefixed)) add(match.index, match.index + match[0].length, 0.95, "known-prefix")
    for (const match of matchesOf(text, shaped))
      if (mixed.test(match[1] ?? "")) add(match.index, match.index + match[0].length, 0.9, "shape")
    if (text.includes("eyJ")) {
      for (const match of matchesOf(text, jwt)) add(match.index, match.index + match[0].length, 0.95, "jwt")
    }
    if (text.includes("PRIVATE KEY")) {
      for (const match of matchesOf(text, keyBegin)) {
        // A key that is cut off is one to the end of what could be its lines.
        const rest = text.slice(match.index, match.index + 20_000)
        const end = keyEnd.exec(rest)
        add(
          match.index,
          match.index + (end === null ? match[0].length : end.index + end[0].length),
          0.99,
          "private-key"
        )
      }
    }
    if (text.includes("://")) {
      for (const match of matchesOf(text, inAddress)) add(match.index, match.index + match[0].length, 0.9, "in-address")
    }
    for (const match of matchesOf(text, assigned)) {
      const value = (match[1] ?? "").replace(/[.!?)]+$/, "")
      const start = match.index + match[0].length - (match[1] ?? "").length
      // An equals sign, a colon or a quotation mark assigns; "is" and a blank may go on in prose.
      const strong = /(?:=>|:=|[:=]) ?["'`]?$|["'`]$/.test(text.slice(Math.max(0, start - 4), start))
      if (value.length >= 4 && looksSecret(value, strong))
        add(start, start + value.length, strong ? 0.85 : 0.7, "assigned")
    }
    return spans
  }
}
