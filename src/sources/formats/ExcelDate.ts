/**
 * The dates of Excel: numbers of days, told from other numbers by how the cell is shown.
 */
import { isoOf, timeOf } from "./IsoDate.ts"

/** What a number stands for. */
export type DateKind = "date" | "time" | "datetime"

const builtIn = (format: number): DateKind | undefined => {
  if ((format >= 14 && format <= 17) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58)) return "date"
  if ((format >= 18 && format <= 21) || (format >= 45 && format <= 47)) return "time"
  return format === 22 ? "datetime" : undefined
}

/** What the numbers of a format stand for; nothing where they are numbers. */
export const dateKindOf = (format: number, code: string | undefined): DateKind | undefined => {
  if (code === undefined) return builtIn(format)
  // Only the first section, without texts, colours and fillers.
  const bare = (code.split(";")[0] ?? "").replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").toLowerCase()
  if (/general|[#?]/.test(bare)) return undefined
  const day = /[dy]|m(?!.*[hs])(?<![hs].*m)|^m+$/.test(bare)
  const clock = /[hs]/.test(bare)
  if (day && clock) return "datetime"
  return day ? "date" : clock ? "time" : undefined
}

const dayLength = 86_400_000
// 30 December 1899 and 1 January 1904.
const epoch = -2_209_161_600_000
const epoch1904 = -2_082_844_800_000

/** A number of days as a date or time in the form of ISO 8601; the number itself where no date is meant by it. */
export const dateOf = (days: number, kind: DateKind, from1904: boolean): string => {
  // Excel takes 1900 for a leap year: before March 1900 its days are one later.
  const shifted = !from1904 && days > 0 && days < 60 ? days + 1 : days
  const time = Math.round(((from1904 ? epoch1904 : epoch) + shifted * dayLength) / 1000) * 1000
  if (!Number.isFinite(time) || days < 0 || days > 2_958_466) return String(days)
  return kind === "time" && days < 1 ? timeOf(time) : isoOf(time)
}
