/**
 * Groups of digits with single separators between them: what telephone and card numbers are written as. A long number may be
 * several groups, and several numbers may stand in a row, so recognisers try stretches of groups rather than a whole row.
 */
import { personalKind } from "../columns/Headers.ts"
import { matchesOf } from "./Expressions.ts"

/** One run of digits. */
export interface DigitGroup {
  readonly digits: string
  readonly start: number
  readonly end: number
}

const digits = /\d+/g
const separator = /^[ \u00a0./()-]{1,3}$/

/** The rows of digit groups of a text. Rows are apart by anything but blanks, dots, slashes, hyphens and parentheses. */
export const digitRows = (text: string): ReadonlyArray<ReadonlyArray<DigitGroup>> => {
  const rows: Array<Array<DigitGroup>> = []
  let end = -1
  for (const match of matchesOf(text, digits)) {
    const group = { digits: match[0], start: match.index, end: match.index + match[0].length }
    const row = rows.at(-1)
    if (row !== undefined && match.index - end <= 3 && separator.test(text.slice(end, match.index))) row.push(group)
    else rows.push([group])
    end = group.end
  }
  return rows
}

/** The digits of neighbouring groups as one number. */
export const joined = (groups: ReadonlyArray<DigitGroup>): string => groups.map((group) => group.digits).join("")

// Columns that hold numbers for the researcher's own use.
const ownNumbers =
  /(?:^|[^a-z])(?:id|ids|uuid|respondent|(?<!in )case|record|row|code|ref|reference|timestamp|date|time|start|end|duration|order|submitted|ip)(?:$|[^a-z])/i

/** Whether a column, by its header, holds identifiers, times or the like, whose digits are nobody's. A whole question is no header. */
export const holdsOwnNumbers = (header: string | undefined): boolean => {
  if (header === undefined) return false
  const line = header.split("\n", 1)[0] ?? ""
  return personalKind(line) === undefined && line.length <= 40 && !line.includes("?") && ownNumbers.test(line)
}
