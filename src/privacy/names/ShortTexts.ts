/**
 * The words of short texts, remembered for a run: the answers of a table come again and again, and are taken apart once.
 */
import { wordsOf } from "./NameForm.ts"

/** The folded words of a text. */
export type FoldedWords = (text: string) => ReadonlyArray<string>

/** Longer texts seldom come twice. */
export const longest = 80
// A bound on memory.
const mostKept = 50_000

/** Remembers nothing yet. */
export const make = (): FoldedWords => {
  const known = new Map<string, ReadonlyArray<string>>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const words = wordsOf(text).map(({ folded }) => folded)
    if (text.length <= longest && known.size < mostKept) known.set(text, words)
    return words
  }
}
