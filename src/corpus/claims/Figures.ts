/**
 * Whether the figures of a claim stand in what it cites: shares, pairs, plain numbers and words such as `most` and `a third`.
 */
import { quantities, type Quantity } from "./Quantities.ts"

/** Respondents who match, of those who answered. */
export interface Pair {
  readonly matched: number
  readonly of: number
}

/** What a claim cites, as far as figures go. */
export interface FigureEvidence {
  readonly pairs: ReadonlyArray<Pair>
  /** Passages, questions and answers. */
  readonly texts: ReadonlyArray<string>
  /** Numbers that are cited by themselves: the ends of a range. */
  readonly numbers: ReadonlyArray<number>
}

/** Evidence read once for all claims that cite it. */
export interface PreparedFigures {
  readonly pairs: ReadonlyArray<Pair>
  readonly texts: ReadonlyArray<string>
  readonly numbers: ReadonlySet<number>
  /** Percentages that stand in a text and are no member of a pair. */
  readonly percentages: ReadonlySet<number>
}

const numberWords: ReadonlyMap<string, number> = new Map(
  "two three four five six seven eight nine ten eleven twelve".split(" ").map((word, index) => [word, index + 2])
)
const wordForms = [...numberWords.keys()].join("|")

const placeholder = /\[[A-Z][A-Z0-9_]*[a-z]?\]/g
const connectors = "out of|of|in|von|sur|su|van de|van|de cada|de|af|av|z"
const wordBefore = new RegExp(
  `\\b(?:(?:${wordForms})(?=\\s+(?:out of|of|in)\\s)|one(?=\\s+in\\s+(?:\\d|${wordForms})))`,
  "giu"
)
const wordAfter = new RegExp(
  `(?<=\\d\\s+(?:out of|of|in)\\s+(?:the |all |those |these |our )?)(?:${wordForms})\\b`,
  "giu"
)
// `Two thirds` is a quantity.
const wordAlone = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${wordForms})(?![\\p{L}\\p{N}])(?![ -](?:thirds|quarters|fifths))`,
  "giu"
)
const number = /(?<![\p{L}\p{N}])(\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+)([.,]\d+)?(\s?%|\s?per ?cent)?/giu
const pair = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(\\d[\\d,\\u00a0\\u202f]*)(?:\\s+(${connectors})\\s+(?:the |all |those |these |our )?|\\s?(/)\\s?)(\\d[\\d,\\u00a0\\u202f]*)(?![\\d%])`,
  "giu"
)
const hasFigure = new RegExp(`[\\p{Nd}]|\\b(?:${wordForms})\\b`, "iu")

/** Digits of any script as ASCII: each script's ten digits follow each other, from one whose code ends zero. */
const asciiDigits = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    let zero = code
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--
    return String(code - zero)
  })

const digitOf = (word: string): string =>
  word.toLowerCase() === "one" ? "1" : String(numberWords.get(word.toLowerCase()) ?? word)

const withDigits = (text: string): string =>
  text.replace(placeholder, "[…]").replace(wordBefore, digitOf).replace(wordAfter, digitOf)

interface Figure {
  readonly text: string
  readonly value: number
  readonly decimals: number
  readonly isPercentage: boolean
  readonly at: number
}

const figuresIn = (text: string): ReadonlyArray<Figure> =>
  [...text.matchAll(number)].map((match) => {
    const [whole, integer = "", fraction = "", percent] = match
    const decimals = fraction.slice(1)
    return {
      text: whole.trim(),
      value: Number(`${integer.replace(/[,\u00a0\u202f]/g, "")}.${decimals}`),
      decimals: decimals.length,
      isPercentage: percent !== undefined,
      at: match.index
    }
  })

/** Every number that a reader could find in a text, be it in a word or a part of a number. */
const readable = (text: string, put: (value: number) => void): void => {
  for (const { value } of figuresIn(withDigits(text))) put(value)
  for (const [digits] of text.matchAll(/\d+(?:[.,]\d+)?/g)) {
    put(Number(digits.replace(",", ".")))
    for (const part of digits.split(/[.,]/)) put(Number(part))
  }
  for (const [word] of text.matchAll(wordAlone)) put(Number(digitOf(word)))
}

/** Reads evidence. */
export const prepareFigures = ({ pairs, texts, numbers }: FigureEvidence): PreparedFigures => {
  const all = new Set(numbers)
  const percentages = new Set<number>()
  for (const text of texts) {
    const plain = asciiDigits(text)
    readable(plain, (value) => all.add(value))
    for (const { value, isPercentage } of figuresIn(plain)) if (isPercentage) percentages.add(value)
  }
  for (const { matched, of } of pairs) {
    all.add(matched).add(of)
    percentages.delete(matched)
    percentages.delete(of)
  }
  return { pairs, texts, numbers: all, percentages }
}

/**
 * The figures of a text that its evidence does not bear.
 *
 * - `24 of 29` is one cited pair; `4 in 5` is the share of one, to half of a fifth.
 * - `83 %` is the share of a cited pair, rounded as it is written, or stands as a percentage in a cited text.
 * - Other numbers, and two to twelve in words, stand in a cited text, range or pair.
 * - `most`, `a third` and the like fit the share of a cited pair; where none is cited, they stand in a cited text.
 */
export const unsupportedFigures = (text: string, evidence: PreparedFigures): ReadonlyArray<string> => {
  const unsupported = quantities(text)
    .filter((quantity) => !isBorne(quantity, evidence))
    .map(({ text }) => text)
  if (!hasFigure.test(text)) return unsupported
  const plain = withDigits(asciiDigits(text))
  const paired: Array<readonly [from: number, to: number]> = []
  for (const match of plain.matchAll(pair)) {
    const [whole, first = "", connector = "", slash, second = ""] = match
    const [matched, of] = [first, second].map((digits) => Number(digits.replace(/\D/g, "")))
    if (matched === undefined || of === undefined) continue
    if (slash !== undefined && evidence.texts.some((source) => source.includes(whole))) continue
    const isShare = connector.toLowerCase() === "in"
    const fits = ({ matched: a, of: b }: Pair): boolean =>
      isShare ? b > 0 && Math.abs(a / b - matched / of) <= 0.5 / of + 1e-9 : a === matched && b === of
    if (!evidence.pairs.some(fits) && !(evidence.numbers.has(matched) && isScaleOf(of, evidence)))
      unsupported.push(whole.trim())
    paired.push([match.index, match.index + whole.length])
  }
  const isPaired = (at: number): boolean => paired.some(([from, to]) => at >= from && at < to)
  for (const figure of figuresIn(plain)) {
    if (isPaired(figure.at) && !figure.isPercentage) continue
    if (!isFigureBorne(figure, evidence, plain)) unsupported.push(figure.text)
  }
  for (const match of plain.matchAll(wordAlone)) {
    if (!evidence.numbers.has(Number(digitOf(match[0])))) unsupported.push(match[0])
  }
  return unsupported
}

/** Whether so many points are the most of a scale that a cited text names: `6 out of 10` of `How satisfied are you? (1-10)`. */
const isScaleOf = (most: number, { texts }: PreparedFigures): boolean =>
  texts.some((text) => new RegExp(`(?<!\\d)[01]\\s?(?:-|–|to)\\s?${most}(?!\\d)`).test(text))

/**
 * Whether a text states the figures of a count and a number of its answers: `16 of 42 are 65 or older` of those who chose `65+`.
 * Such a claim needs no word of the question to be about it.
 */
export const statesCount = (text: string, { matched, of }: Pair, answers: ReadonlyArray<string>): boolean => {
  const plain = withDigits(asciiDigits(text))
  const rest = plain.replace(new RegExp(`(?<!\\d)${matched}\\s+(?:out of|of)\\s+(?:the |all |those )?${of}(?!\\d)`), "")
  if (rest === plain) return false
  const numbers = new Set<number>()
  for (const answer of answers) readable(answer, (value) => numbers.add(value))
  const ends = [Math.min(...numbers), Math.max(...numbers)]
  const said = new Set<number>()
  readable(rest, (value) => said.add(value))
  const isBeyond = figuresIn(rest).some(({ at, value }) =>
    beyond(rest.slice(0, at)).some((step) => ends.includes(value + step))
  )
  return numbers.size > 0 && (isBeyond || ends.every((value) => said.has(value)))
}

const isFigureBorne = (
  { value, decimals, isPercentage, at }: Figure,
  { pairs, numbers, percentages }: PreparedFigures,
  plain: string
) =>
  isPercentage
    ? percentages.has(value) ||
      pairs.some(({ matched, of }) => of > 0 && Math.abs((100 * matched) / of - value) <= 0.5 / 10 ** decimals + 1e-9)
    : numbers.has(value) || (decimals === 0 && beyond(plain.slice(0, at)).some((step) => numbers.has(value + step)))

/** `Under 35` is up to 34, `over 64` is 65 or more. */
const beyond = (before: string): ReadonlyArray<number> =>
  /(?:under|below|(?:younger|less|fewer|lower) than) $/i.test(before)
    ? [-1]
    : /(?:over|above|(?:older|more|higher) than) $/i.test(before)
      ? [1]
      : []

/** A claim that cites counts is measured by them; words of a passage bear it otherwise. */
const isBorne = ({ words, least, most }: Quantity, { pairs, texts }: PreparedFigures): boolean =>
  pairs.length > 0
    ? pairs.some(({ matched, of }) => of > 0 && matched / of >= least && matched / of <= most)
    : texts.some((text) => {
        const told = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `
        return words.some((word) => told.includes(` ${word} `))
      })
