/**
 * Cells that are somebody's because their header says what they are: numbers that one person was given, employers and schools, postcodes,
 * coordinates, addresses, names of accounts. Nothing in the cell need say so.
 */
import { personalKind } from "../columns/Headers.ts"
import type { Recogniser } from "../Recogniser.ts"

const nowhere =
  /^(?:self.?employed|freelance\w*|none|n\/?a|nil|retired|student|unemployed|not (?:working|employed|applicable)|other|private|public|government|no|yes|same|home|various|[-–—.?]+|(?:i )?(?:would )?(?:prefer|rather) not.*)$/iu

/** What cells of a kind look like: others answer something else. */
const looks = {
  ID_NUMBER: (cell: string) => cell.length <= 40 && /\d/.test(cell) && cell.split(/\s+/).length <= 6,
  ORGANIZATION: (cell: string) => cell.length <= 80 && /\p{L}{2}/u.test(cell) && cell.split(/\s+/).length <= 8,
  ADDRESS: (cell: string) => cell.length <= 200 && /[\p{L}\p{N}]{2}/u.test(cell),
  POSTCODE: (cell: string) => cell.length <= 12 && /\d/.test(cell),
  COORDINATES: (cell: string) => /^[NSEW+-]? ?\d{1,3}(?:[.,]\d{2,}|°).{0,40}$/iu.test(cell),
  USERNAME: (cell: string) => /^@?[\p{L}\p{N}_.#-]{2,40}$/u.test(cell)
}

/** What the header of a column says that its cells are. */
export const ColumnRecogniser: Recogniser = {
  name: "ColumnRecogniser",
  types: ["ID_NUMBER", "ORGANIZATION", "ADDRESS", "USERNAME"],
  recognise: (text, context) => {
    const kind = context?.field === undefined ? undefined : personalKind(context.field)
    if (kind === undefined) return []
    const cell = text.trim()
    if (!looks[kind](cell) || nowhere.test(cell)) return []
    const start = text.indexOf(cell)
    const type = kind === "POSTCODE" || kind === "COORDINATES" ? "ADDRESS" : kind
    return [{ start, end: start + cell.length, type, score: 0.95, rule: "header" }]
  }
}
