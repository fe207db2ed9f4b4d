/**
 * Text of headers and answers in the form in which it is compared.
 */
import { clean } from "../ColumnLabel.ts"

/** In one line, without HTML, and without the quotation marks or brackets that enclose all of it. */
export const shown = (text: string): string =>
  clean(text)
    .replace(/^"(.*)"$/s, "$1")
    .trim()

/** For comparing: lower case, without accents, quotation marks and the punctuation at the end. */
export const folded = (text: string): string => withoutEnd(withoutAccents(shown(text).toLowerCase()))

/** Text without accents and typographic marks. Most is so already, and this is asked of every answer many times. */
const withoutAccents = (text: string): string =>
  isAscii.test(text) ? text : text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’`´]/g, "'").replace(/ß/g, "ss")

const isAscii = /^[ -_a-~]*$/

/** Without the punctuation at the end. A loop, since a pattern would look at each of a hundred thousand dots anew. */
const withoutEnd = (text: string): string => {
  let end = text.length
  while (end > 0 && " .:!*".includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** The words of a header: `timeStampStart`, `time_stamp_start` and `Time stamp: start` have the same. */
export const headerWords = (header: string): ReadonlyArray<string> =>
  clean(header)
    .replace(/([a-zà-ÿ\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z\d#%]+/)
    .filter((word) => word !== "")

/** Whether a header is a question or statement rather than the name of a column. */
export const isSentence = (header: string): boolean => /[?]/.test(header) || header.trim().split(/\s+/).length > 5
