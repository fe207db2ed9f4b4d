/**
 * What personal data is replaced by, type by type.
 *
 * Only `placeholder` and `encrypt` can be led back, the first with the vault, the second with the key; `keep` needs no way back.
 * All others lose something, which is what they are for.
 */
import { DateTime, Option } from "effect"

/**
 * - `placeholder`: `[PERSON_1]`, the same for the same person all run long
 * - `surrogate`: a made-up value of the same kind, the same for the same person all run long; types without one get a placeholder
 * - `redact`: `[PERSON]`, which tells nobody apart
 * - `mask`: letters and digits become `*`
 * - `hash`: `[PERSON#5f0c…]`, keyed (HMAC-SHA-256), the same in all runs with the same key
 * - `encrypt`: `[PERSON:…]`, the value itself under AES-256-GCM, for whoever has the key
 * - `keep`: left as it is
 * - `exact`: dates with day, month and year get a placeholder, vaguer ones are kept
 * - `year`: a date becomes its year
 * - `shift`: a date moves by some days, by as many in all of one record
 * - `age-band`: an age becomes ten years it lies in, such as `30–39`
 * - `region`: an address becomes the region of its postcode, such as `LS` or `80***`
 */
export const builtIn = [
  "placeholder",
  "surrogate",
  "redact",
  "mask",
  "hash",
  "encrypt",
  "keep",
  "exact",
  "year",
  "shift",
  "age-band",
  "region"
] as const

/** The name of an operator. */
export type BuiltIn = (typeof builtIn)[number]

/** What is to be replaced. */
export interface Finding {
  readonly type: string
  readonly text: string
}

/** The name of an operator, or a function of one's own that gives what to write instead. */
export type Operator = BuiltIn | ((finding: Finding) => string)

/** An operator for each type; `*` stands for all types that are not named. */
export type Operators = Readonly<Record<string, Operator>>

/**
 * What research needs stays: ages, places, nationalities, times and job titles are what a persona is made of, and tell who
 * somebody is only together. All else, exact dates included, gets a placeholder.
 */
export const research: Operators = {
  "*": "placeholder",
  AGE: "keep",
  DATE: "exact",
  DATE_TIME: "exact",
  LOCATION: "keep",
  NATIONALITY: "keep",
  NRP: "keep",
  POLITICS: "keep",
  PREFIX: "keep",
  RELIGION: "keep",
  TIME: "keep",
  TITLE: "keep"
}

/** Everything that is found gets a placeholder. */
export const strict: Operators = { "*": "placeholder" }

/**
 * Whether a text is the name of an operator.
 *
 * @internal
 */
export const isBuiltIn = (name: string): name is BuiltIn => builtIn.some((known) => known === name)

/**
 * Every letter and digit starred; the length and the marks stay.
 *
 * @internal
 */
export const mask = (text: string): string => text.replace(/[\p{L}\p{N}]\p{M}*/gu, "*")

const numericDate = /\d{1,4}([-/.])\d{1,2}\1\d{1,4}/
const writtenDate = /(?:\d{1,2}\D{0,12}\p{L}{3,}|\p{L}{3,}\W{1,3}\d{1,2}).{0,8}\d{4}/u

/**
 * Whether a date says day, month and year.
 *
 * @internal
 */
export const isExactDate = (text: string): boolean => numericDate.test(text) || writtenDate.test(text)

/**
 * The year of a date, or nothing where it says none of four digits.
 *
 * @internal
 */
export const yearOf = (text: string): string | undefined => /(?<!\d)(?:1[89]|20)\d\d(?!\d)/.exec(text)?.[0]

/**
 * The ten years that an age lies in, 90 and more as one; nothing where there is no number.
 *
 * @internal
 */
export const ageBand = (text: string): string | undefined => {
  const digits = /\d{1,3}/.exec(text)?.[0]
  if (digits === undefined) return undefined
  // Of a range, such as `30–39`, the beginning: a band stays itself.
  const from = Math.floor(Number(digits) / 10) * 10
  return from >= 90 ? "90+" : `${from}–${from + 9}`
}

/**
 * The region of a postcode in an address: British area letters, else the first digits. Nothing where there is none.
 *
 * @internal
 */
export const region = (text: string): string | undefined => {
  const british = /\b([A-Z]{1,2})\d[A-Z\d]? ?\d[A-Z]{2}\b/i.exec(text)?.[1]
  if (british !== undefined) return british.toUpperCase()
  const american = /\b([A-Z]{2})[ ,]+(\d{3})\d{2}(?:-\d{4})?\b/.exec(text)
  if (american !== null) return `${american[1]} ${american[2]}**`
  const digits = /(?<!\d)(\d{2})\d{3}(?!\d)/.exec(text)?.[1]
  return digits === undefined ? undefined : `${digits}***`
}

/** Year, month and day of a date moved by so many days; nothing where there is no such day. */
const moved = (year: number, month: number, day: number, days: number): DateTime.DateTime.Parts | undefined => {
  const made = DateTime.make({ year, month, day })
  if (Option.isNone(made)) return undefined
  const before = DateTime.toPartsUtc(made.value)
  return before.month === month && before.day === day
    ? DateTime.toPartsUtc(DateTime.add(made.value, { days }))
    : undefined
}

const pad = (n: number, width = 2): string => String(n).padStart(width, "0")

/**
 * A date in digits moved by so many days, written as before; nothing where it cannot be read. A time after it is left out.
 *
 * @internal
 */
export const shiftDate = (text: string, days: number): string | undefined => {
  const iso = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})/.exec(text)
  if (iso !== null) {
    const after = moved(Number(iso[1]), Number(iso[3]), Number(iso[4]), days)
    return after && [pad(after.year, 4), pad(after.month), pad(after.day)].join(iso[2])
  }
  const short = /(\d{1,2})([-/.])(\d{1,2})\2(\d{4})/.exec(text)
  if (short === null) return undefined
  const [first, second, year] = [Number(short[1]), Number(short[3]), Number(short[4])]
  // Points are day first; else whatever can only be a day is one, and month first where both could be.
  const dayFirst = short[2] === "." || first > 12
  const after = moved(year, dayFirst ? second : first, dayFirst ? first : second, days)
  const parts = after && [pad(after.month), pad(after.day)]
  return after && parts && [...(dayFirst ? parts.toReversed() : parts), pad(after.year, 4)].join(short[2])
}
