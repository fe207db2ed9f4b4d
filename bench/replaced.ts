/**
 * Which words of a text are gone from what became of it.
 */
const word = /[\p{L}\p{M}\p{N}]+/gu
const placeholder = /\[[A-Z_]+_\d+[a-z]*\]/g

/** A word of a text, and whether it is gone. */
export interface Word {
  readonly start: number
  readonly end: number
  readonly gone: boolean
}

/** The words of a text: what stays comes in the same order. */
export const wordsOf = (text: string, replaced: string): ReadonlyArray<Word> => {
  const left = Array.from(replaced.replace(placeholder, " ").matchAll(word), ([written]) => written)
  let next = 0
  return Array.from(text.matchAll(word), (match) => {
    const stays = left[next] === match[0]
    if (stays) next++
    return { start: match.index, end: match.index + match[0].length, gone: !stays }
  })
}

/** Whether nothing of a stretch is left. */
export const isGone = (
  words: ReadonlyArray<Word>,
  { end, start }: { readonly start: number; readonly end: number }
): boolean => words.every((one) => one.gone || one.end <= start || one.start >= end)
