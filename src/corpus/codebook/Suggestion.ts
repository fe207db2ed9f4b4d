/**
 * What somebody may have meant by a name that is not known.
 */
import { folded } from "./PlainText.ts"

/** A name in quotation marks, shortened where it is long. */
export const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text)

/** So much of a name is compared. */
const longest = 200

/** `; did you mean …?` for the known name that is most alike, where one is. */
export const suggestion = (name: string, known: ReadonlyArray<string>): string => {
  const pairs = (text: string) => {
    const plain = ` ${folded(text.slice(0, longest))} `
    return new Set(Array.from({ length: plain.length - 1 }, (_, i) => plain.slice(i, i + 2)))
  }
  const own = pairs(name)
  const alike = known
    .map((candidate) => {
      const other = pairs(candidate)
      const shared = [...own].filter((pair) => other.has(pair)).length
      return { candidate, likeness: (2 * shared) / Math.max(1, own.size + other.size) }
    })
    .toSorted((a, b) => b.likeness - a.likeness)[0]
  return alike === undefined || alike.likeness < 0.4 ? "" : `; did you mean ${quoted(alike.candidate)}?`
}
