/**
 * What a claim denies: the answer that it cites, or something that nothing which it cites denies.
 */
import { isSameWord, placeOf } from "./ClaimWords.ts"
import { NEGATED, PLAIN, type PreparedText } from "./PreparedText.ts"
import { denials } from "./WordRoles.ts"

/**
 * Whether a claim names a counted answer only to deny it: `do not use the shared lists` of those who chose `Shared lists`. What
 * stands in the question, and the figures of the count, name no answer.
 */
export const deniesAnswer = (
  claim: PreparedText,
  question: PreparedText,
  answers: ReadonlyArray<PreparedText>
): boolean => {
  const from = placeOf(question.words, claim.words, 0)
  const to = from < 0 ? from : from + question.words.length
  const isAside = (at: number): boolean => (at >= from && at < to) || isOfPair(claim.words, at)
  return deniesWords(claim, answers, isAside) || deniesQuoted(claim, answers, isAside)
}

type IsAside = (at: number) => boolean

/** The words of the answers are negated wherever they stand, and nothing is in the answers. */
const deniesWords = (claim: PreparedText, answers: ReadonlyArray<PreparedText>, isAside: IsAside): boolean => {
  if (answers.some(({ negation }) => negation.some((number) => number !== 0))) return false
  const words = answers.flatMap((answer) => answer.words.filter((word) => isNamed(answer, word)))
  const said = claim.words.flatMap((word, at) =>
    isAside(at) || !words.some((other) => isSameWord(other, word)) ? [] : [claim.said[at]]
  )
  return said[0] === NEGATED && !said.includes(PLAIN)
}

const isNamed = ({ telling }: PreparedText, word: string): boolean =>
  isFigure(word) || telling.some((other) => other.word === word)

/** The answers stand there word for word, each behind a negator of its clause that is no part of them: also `No` and `Never`. */
const deniesQuoted = (claim: PreparedText, answers: ReadonlyArray<PreparedText>, isAside: IsAside): boolean => {
  const { clauses, negation, words } = claim
  const quoted = answers.flatMap((answer) =>
    placesOf(answer.words, words)
      .filter((from) => !isAside(from))
      .map((from) => ({ from, to: from + answer.words.length }))
  )
  const isDenied = quoted.map(({ from }) => {
    const before = negation.filter(
      (_, at) =>
        at < from &&
        clauses[at] === clauses[from] &&
        denies(claim, at) &&
        !quoted.some((one) => at >= one.from && at < one.to)
    )
    return new Set(before).size % 2 === 1
  })
  return isDenied.length > 0 && isDenied.every((denied) => denied)
}

/** Where a sequence of words stands in another. */
const placesOf = (some: ReadonlyArray<string>, all: ReadonlyArray<string>): ReadonlyArray<number> => {
  const places: Array<number> = []
  for (let at = placeOf(some, all, 0); at >= 0; at = placeOf(some, all, at + 1)) places.push(at)
  return places
}

const isFigure = (word: string): boolean => /^\d/.test(word)

/** Whether a word is one of the figures of `24 of the 29`. */
const isOfPair = (words: ReadonlyArray<string>, at: number): boolean =>
  isFigure(words[at] ?? "") && (words[at + 1] === "of" || words[at - 1] === "of" || words[at - 2] === "of")

/** Whether a claim denies something although nothing in its sources is negated, fails, lacks or ends. */
export const deniesUntold = (claim: PreparedText, sources: ReadonlyArray<PreparedText>): boolean =>
  claim.words.some((_, at) => denies(claim, at)) && !sources.some(mayBeDenied)

/** `No more than 44` and `not only` deny nothing. */
const denies = ({ negation, words }: PreparedText, at: number): boolean =>
  (negation[at] ?? 0) !== 0 && words[at + 2] !== "than" && words[at + 1] !== "only"

const mayBeDenied = ({ hasInherent, negation, words }: PreparedText): boolean =>
  hasInherent || negation.some((number) => number !== 0) || words.some((word) => denials.has(word))
