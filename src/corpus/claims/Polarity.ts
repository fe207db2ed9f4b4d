/**
 * Whether a claim is the opposite of what it cites: a word that both share is negated in one and not in the other.
 *
 * Only negators are compared (see `Negators`). Opposites without one (`easy`, `hard`) and negation by meaning (`avoids nuts` from
 * `I eat nuts`) are not found, and a paraphrase that does not negate the word that its source negates is left alone.
 */
import { isSameWord, placeOf } from "./ClaimWords.ts"
import { denials, roles } from "./WordRoles.ts"
import { EITHER, NEGATED, PLAIN, type PreparedText, type TellingWord } from "./PreparedText.ts"

/** Whether a claim says the opposite of its source. */
export const contradicts = (claim: PreparedText, source: PreparedText): boolean => {
  const stretch = stretchOf(claim, source)
  if (stretch === "none" && isRepeatedOtherwise(claim, source)) return true
  return stretch === "none" ? isOpposite(claim.telling, source.telling) : stretch === "inverted"
}

/**
 * Whether a claim says the opposite of an answer to a question: `plans meals` of `No` to `Do you plan meals?`, and of `Disagree` to
 * `I plan meals`. A claim that states both question and answer never does.
 */
export const contradictsAnswer = (claim: PreparedText, question: PreparedText, answer: PreparedText): boolean => {
  if (placeOf(question.words, claim.words, 0) >= 0 && placeOf(answer.words, claim.words, 0) >= 0) return false
  const stance = stanceOf(answer)
  if (stance !== "states") return isOpposite(claim.telling, turned(question.telling, stance))
  if (stretchOf(claim, answer) === "kept") return false
  const asked = question.telling.filter(({ word }) => !answer.telling.some((other) => isSameWord(word, other.word)))
  return isOpposite(claim.telling, [
    ...answer.telling,
    ...asked.map((word) => ({ ...word, said: EITHER, clauses: ~0 }))
  ])
}

/**
 * Whether a claim repeats a stretch of its source but for what negates in it: the telling words are the same ones in the same order,
 * and one of both negates once more than the other.
 */
const isRepeatedOtherwise = (claim: PreparedText, source: PreparedText): boolean => {
  const own = tellingPlaces(claim)
  const all = tellingPlaces(source)
  if (own.length < 3) return false
  for (let at = 0; at + own.length <= all.length; at++) {
    if (!own.every((place, i) => claim.words[place] === source.words[all[at + i] ?? -1])) continue
    const from = at === 0 ? 0 : (all[at - 1] ?? -1) + 1
    const to = all[at + own.length] ?? source.words.length
    return (negations(claim, 0, claim.words.length) - negations(source, from, to)) % 2 !== 0
  }
  return false
}

const tellingPlaces = ({ telling, words }: PreparedText): ReadonlyArray<number> => {
  const told = new Set(telling.map(({ word }) => word))
  return words.flatMap((word, at) => (told.has(word) || /^\d/.test(word) ? [at] : []))
}

const negations = ({ negation }: PreparedText, from: number, to: number): number =>
  new Set(negation.slice(from, to).filter((number) => number !== 0)).size

/** Whether an answer does no more than deny what was asked: `No`, `Never`. */
export const isDenial = (answer: PreparedText): boolean => stanceOf(answer) === "denies"

type Stance = "affirms" | "denies" | "disagrees" | "states"

/** What an answer does to its question. One with words of its own states something. */
const stanceOf = ({ words }: PreparedText): Stance => {
  let stance: Stance = "affirms"
  if (words.length === 0) return "states"
  for (const word of words) {
    const role = roles.get(word)
    if (denials.has(word)) stance = stance === "denies" ? "affirms" : "disagrees"
    else if (
      word === "0" ||
      (word === "n" && words.length === 1) ||
      (role !== undefined && role.negates !== 0 && word !== "n")
    ) {
      stance = stance === "disagrees" ? "affirms" : "denies"
    } else if (!/^\d+$/.test(word) && (role === undefined || (role.stance === 0 && role.light === 0))) return "states"
  }
  return stance
}

/** A question as its answer makes it a statement. */
const turned = (
  question: ReadonlyArray<TellingWord>,
  stance: Exclude<Stance, "states">
): ReadonlyArray<TellingWord> => {
  if (stance === "affirms") return question
  return question.map((word) => ({
    ...word,
    said: word.said === PLAIN ? NEGATED : word.said === NEGATED && stance === "disagrees" ? PLAIN : EITHER,
    head: true,
    by: 0
  }))
}

/**
 * Whether a claim is a stretch of its source, and then whether it leaves the negator of one of its words behind: `nuts in the
 * house` of `No nuts in the house`.
 */
const stretchOf = (claim: PreparedText, source: PreparedText): "none" | "kept" | "inverted" => {
  let found = false
  for (let at = placeOf(claim.words, source.words, 0); at >= 0; at = placeOf(claim.words, source.words, at + 1)) {
    const end = at + claim.words.length
    if (!leavesNegator(source, at, end)) return "kept"
    found = true
  }
  return found ? "inverted" : "none"
}

/** Whether an odd number of what negates a word stands outside of a stretch. */
const leavesNegator = (source: PreparedText, from: number, to: number): boolean => {
  const isOutside = (negation: number): boolean => {
    const place = negation === 0 ? from : source.negation.indexOf(negation, from)
    return place < 0 || place >= to
  }
  for (let at = from; at < to; at++) {
    const by = source.negatedBy[at] ?? 0
    const also = source.alsoNegatedBy[at] ?? 0
    if (by === 0 || (also === 0 && source.said[at] !== NEGATED)) continue
    if (isOutside(by) !== isOutside(also)) return true
  }
  return false
}

/**
 * Two statements are opposite if a word is negated in one only, and either it is what that negator negates first and more than half
 * of the claim's words stand in that clause of the source, or all of them do. A negation that both make, if of another word (`eats
 * no fish`, `doesn't eat fish`; `unhappy`, `not happy`), opposes nothing; nor does a word beside `forget` or `wish` in one of them
 * only.
 */
const isOpposite = (claim: ReadonlyArray<TellingWord>, source: ReadonlyArray<TellingWord>): boolean => {
  const pairs: Array<readonly [TellingWord, Match]> = []
  let opposed = false
  for (const word of claim) {
    const match = sameIn(word, source)
    if (match === undefined) continue
    pairs.push([word, match])
    if (isTurned(word.said, match.said)) opposed = true
  }
  if (!opposed || pairs.length * 2 <= claim.length) return false
  return pairs.some(([word, match]) => {
    if (!isTurned(word.said, match.said) || !isTurned(sameIn(word, claim)?.said, match.said)) return false
    const together = pairs.filter(([, { clauses }]) => (clauses & match.clauses) !== 0)
    const isAll = together.length === claim.length && together.every(([, { said }]) => said !== EITHER)
    if (!isAll && !((word.head || match.head) && together.length * 2 > claim.length)) return false
    if (isMissing(word.beside, source) || isMissing(match.beside, claim)) return false
    return !pairs.some(
      ([other, found]) =>
        isAgreed(other, found) && other.by === (word.by || other.by) && found.by === (match.by || found.by)
    )
  })
}

const isMissing = (word: string | undefined, words: ReadonlyArray<TellingWord>): boolean =>
  word !== undefined && !words.some((other) => isSameWord(word, other.word))

/** Whether both negate a word, be it by a prefix. */
const isAgreed = (word: TellingWord, match: Match): boolean =>
  match.said === word.said && (word.said === NEGATED || (match.byPrefix && (word.by !== 0 || match.by !== 0)))

const isTurned = (a: number | undefined, b: number): boolean =>
  (a === PLAIN && b === NEGATED) || (a === NEGATED && b === PLAIN)

/** How a word of one text is said in another. */
interface Match extends Omit<TellingWord, "word" | "opposite"> {
  readonly byPrefix: boolean
}

/** Finds a word in a text, counting its forms and the word that a prefix makes its opposite (`happy`, `unhappy`). */
const sameIn = ({ word, opposite }: TellingWord, others: ReadonlyArray<TellingWord>): Match | undefined => {
  let match: Match | undefined
  for (const other of others) {
    const isSame = isSameWord(word, other.word)
    const byPrefix =
      !isSame &&
      ((other.opposite !== undefined && isSameWord(word, other.opposite)) ||
        (opposite !== undefined && isSameWord(opposite, other.word)))
    if (!isSame && !byPrefix) continue
    const said = isSame ? other.said : opposed(other.said)
    match = {
      said: said | (match?.said ?? 0),
      head: byPrefix || other.head || match?.head === true,
      by: match?.by || other.by,
      beside: match?.beside ?? other.beside,
      clauses: other.clauses | (match?.clauses ?? 0),
      byPrefix: byPrefix || match?.byPrefix === true
    }
  }
  return match
}

const opposed = (said: number): number => (said === PLAIN ? NEGATED : said === NEGATED ? PLAIN : EITHER)
