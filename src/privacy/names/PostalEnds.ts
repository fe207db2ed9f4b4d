/**
 * What no address goes on into: dates, and the next field of a form or a signature.
 */
import type { Token } from "./Tokens.ts"

/** Whether a number is a part of a date, "21-09-2022": more than one mark with nothing around it. */
export const inDate = (tokens: ReadonlyArray<Token>, i: number): boolean => {
  const glued = (at: number): boolean =>
    /^[./-]$/.test(tokens[at]?.text ?? "") && tokens[at]?.joined === true && tokens[at + 1]?.joined === true
  const begins = (at: number): boolean =>
    glued(at + 1) && tokens[at + 2]?.kind === "number" && glued(at + 3) && tokens[at + 4]?.kind === "number"
  return begins(i) || begins(i - 2) || begins(i - 4)
}

/** What a telephone number or another kind of contact begins with, and no line of an address. */
const contacts = new Set(
  "tel telefon telefono telefone telefoon telephone fax mobil mobile movil handy kom cell gsm email e-mail mail".split(
    " "
  )
)

/** Whether the line after a line end begins with a label, "Geburtsdatum:", or with "Tel.". */
export const opensField = (tokens: ReadonlyArray<Token>, lineEnd: number): boolean => {
  if (contacts.has(tokens[lineEnd + 1]?.folded ?? "")) return true
  for (let i = lineEnd + 1; i < lineEnd + 9; i++) {
    const token = tokens[i]
    if (token === undefined || token.kind === "line" || token.kind === "number") return false
    if (token.text === ":") return i > lineEnd + 1
  }
  return false
}
