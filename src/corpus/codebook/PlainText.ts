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
export const folded = (text: string): string =>
  shown(text)
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’`´]/g, "'")
    .replace(/ß/g, "ss")
    .replace(/[\s.:!*]+$/, "")

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
