/**
 * What stands around addresses: words and codes that belong to one, and what none goes on into, dates and the next field of a form.
 */
import type { Token } from "./NameTokens.ts"
import { regionCode } from "./PlaceWords.ts"
import { ADDRESS_CUE } from "./WordKinds.ts"

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

/** Whether a number is one of three or more groups, "402-118-937", "07700 918 244": a telephone number or that of something else. */
export const isInRow = (tokens: ReadonlyArray<Token>, i: number): boolean => {
  const isGroup = (at: number) => tokens[at]?.kind === "number"
  if (isGroup(i + 1) && isGroup(i + 2)) {
    let digits = 0
    for (let at = i; at < i + 6 && isGroup(at); at++) digits += tokens[at]?.text.length ?? 0
    return digits > 8
  }
  const joins = (at: number) =>
    [tokens[at], tokens[at + 1]].every((token) => token?.joined === true) && tokens[at]?.text === "-"
  return isGroup(i + 2) && isGroup(i + 4) && joins(i + 1) && joins(i + 3)
}

/** Whether a number is an hour or a share, "3 pm", "40 %". */
export const isTime = (tokens: ReadonlyArray<Token>, i: number): boolean => {
  const after = tokens[i + 1]
  return after?.folded === "am" || after?.folded === "pm" || after?.text === "%"
}

/** What stands between a place and a time. */
export const beforeTimes = new Set("in on at to since from or by until till for and".split(" "))

/** "TO", "ME" and "IN" between capitals are words, and codes of states only before a postcode. */
export const isSmallWord = (tokens: ReadonlyArray<Token>, i: number): boolean => {
  if (!smallWords.has(tokens[i]?.folded ?? "")) return false
  const next = tokens[i + 1]
  return !(next?.kind === "number" && next.text.length >= 4) && tokens[i - 1]?.text !== ","
}
const smallWords = new Set(
  "to me in or on is it at my by he hi as am an and the for you was not but has had her him his its are can did do go if no of so up us we who why how our out all any be ask via please".split(
    " "
  )
)

const codeWords = new Set("zip zipcode postcode postleitzahl plz cap postal code".split(" "))
/** Whether a number is long enough for a postcode: the shortest have three digits. */
export const isCode = (token: Token): boolean => token.text.length > 2

/** Whether the words before a number say that it is a postcode. */
export const postcodeCue = (tokens: ReadonlyArray<Token>, at: number): boolean => {
  for (let i = at - 1; i >= at - 3 && i >= 0; i--) {
    const token = tokens[i]
    if (token?.kind === "word" && codeWords.has(token.folded))
      return token.folded !== "code" || /^(?:zip|postal|post)$/.test(tokens[i - 1]?.folded ?? "")
  }
  return false
}

/** Whether the code of a region stands right before a number or right after it. */
export const besideRegion = (tokens: ReadonlyArray<Token>, i: number): boolean =>
  [tokens[i - 1]?.kind === "line" || tokens[i - 1]?.text === "," ? i - 2 : i - 1, i + 1].some((at) => {
    const token = tokens[at]
    return token?.kind === "word" && token.case === "upper" && regionCode.test(token.text) && !isSmallWord(tokens, at)
  })

/** Whether a word of addresses stands shortly before a token, in the same sentence. */
export const cued = (tokens: ReadonlyArray<Token>, first: number): boolean => {
  for (let i = first - 1, seen = 0; i >= 0 && seen < 5; i--) {
    const token = tokens[i]
    if (token === undefined || token.kind === "line") continue
    if (token.text === "." || token.text === "?" || token.text === "!") return false
    if (token.kind !== "word") continue
    if ((token.kinds & ADDRESS_CUE) !== 0) return true
    seen++
  }
  return false
}
