/**
 * South Korea: residents and foreigners, driving licences. The number begins with the birthday and tells the century and the sex.
 */
import { isDayOfYear, weighted } from "../Checksums.ts"
import type { Scheme } from "./Scheme.ts"

const birthday = (number: string): boolean => isDayOfYear(Number(number.slice(2, 4)), Number(number.slice(4, 6)))

/** Foreigners' numbers are checked with two more. */
const checked = (number: string, more: number): boolean =>
  (11 - (weighted(number.slice(0, 12), [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) + more) % 10 === Number(number[12])

const words =
  /주민등록|외국인등록|\brrn\b|\bfrn\b|korean (?:id|resident)|resident registration|foreigner registration/iu

export const kr: ReadonlyArray<Scheme> = [
  {
    type: "KR_RRN",
    shape: /\d{6}~[1-4]\d{6}/,
    valid: (number) => birthday(number) && checked(number, 0),
    words,
    telling: "grouped",
    alone: "always"
  },
  {
    type: "KR_FRN",
    shape: /\d{6}~[5-8]\d{6}/,
    valid: (number) => birthday(number) && checked(number, 2),
    words,
    telling: "grouped",
    alone: "always"
  },
  // Since October 2020 the last digits are random.
  { type: "KR_RRN", shape: /\d{6}-?[1-8]\d{6}/, valid: birthday, words },
  {
    type: "KR_DRIVER_LICENSE",
    // The first two digits are the region.
    shape: /(?:1[1-9]|2[0-68])-\d{2}-\d{6}-\d{2}/,
    words: /운전면허|driv\w+ licen[sc]e/iu,
    telling: "always"
  },
  {
    type: "KR_PASSPORT",
    shape: /[MSROD]\d{3}[A-Z]\d{4}|[MSROD]\d{8}/,
    words: /여권|passport/iu
  }
]
