/**
 * Sentences of a text, and what can be told of one by its words alone.
 */

/** A stretch of a text. */
export interface Span {
  readonly start: number
  readonly end: number
}

const abbreviation = /(?:^|[\s(])(?:mr|mrs|ms|dr|st|no|vs|etc|e\.g|i\.e|approx|incl|prof|\p{L})\.$/iu

/** The sentences of a text. A full stop after an abbreviation, an initial or inside a number ends none. */
export const sentences = (text: string): ReadonlyArray<Span> => {
  const spans: Array<Span> = []
  let start = 0
  const push = (end: number) => {
    const piece = text.slice(start, end)
    const from = start + (piece.length - piece.trimStart().length)
    const to = start + piece.trimEnd().length
    if (to > from) spans.push({ start: from, end: to })
    start = end
  }
  for (const match of text.matchAll(/[.!?…]+["”’')\]]*(?=\s)|\n+/g)) {
    const end = match.index + match[0].length
    if (match[0] === "." && abbreviation.test(text.slice(Math.max(start, end - 8), end))) continue
    push(end)
  }
  push(text.length)
  return spans
}

/** Where a placeholder such as `[PERSON_1]`, or a note such as `[laughs]`, stands. */
export const hasBracket = (text: string): boolean => /\[[^\]]*\]|[[\]]/.test(text)

/** How many words a text has. */
export const wordCount = (text: string): number => (text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? []).length

const firstPerson = /\b(?:i|i['’](?:m|ve|d|ll)|me|my|mine|myself|we|we['’](?:re|ve|d|ll)|us|our|ours)\b/i

/** Whether a text speaks of whoever says it. */
export const isFirstPerson = (text: string): boolean => firstPerson.test(withoutAbbreviation(text))

// "i.e." holds no pronoun, and "US" is a country.
const withoutAbbreviation = (text: string): string => text.replace(/\bi\.e\.|\bUS\b/g, "")

// Who lives with somebody, how old they are, what their doctor said: true of one person, not of a kind of person.
const privateLife =
  /\b(husband|wife|girlfriend|boyfriend|partner|fianc|son|daughter|kids?|children|baby|toddler|mum|mom|mother|dad|father|in.law|sister|brother|nan|gran\w*|flatmates?|housemates?|roommates?|widow\w*|divorc\w*|died|pregnan\w*|diabet\w*|cancer)\b|\b(I|they)['’]m \d|\byears old\b/i

/** Whether a text tells of one life rather than of a kind of life. */
export const isAboutPrivateLife = (text: string): boolean => privateLife.test(text)

/** How well a text can stand alone, 0 to 1: "he forgets it" and "because of that" tell nothing to who has not heard what went before. */
export const clarityOf = (text: string): number => {
  if (/^(he|she|him|her)\b/i.test(text)) return 0.1
  if (
    /^(it|they|that|this|these|those|there|which|same|then|still|also|but|or|because|if|when|not|nor|as|up|put)\b|^(it|that)['’]s\b/i.test(
      text
    )
  )
    return 0.35
  return (
    (/^\S+(?: \S+){0,3} (it|that|him|her|them|this|those)\b(?! \p{Ll}+s\b)/iu.test(text) ? 0.5 : 1) *
    (/\b(he|she|him)\b/i.test(text) && !privateLife.test(text) ? 0.4 : 1) *
    (text.endsWith("?") ? 0.3 : 1)
  )
}
