/**
 * A text read once for all checks of the evidence gate: its words, which of them tell something, and which of them are negated.
 * A source is checked against many claims, so it is prepared once and passed around.
 */
import { fold, tokensOf, type Tokens } from "./ClaimWords.ts"
import {
  ambiguous,
  answerWords,
  concord,
  idioms,
  inherentPairs,
  languagesOf,
  roles,
  turnsRound,
  wishes,
  type Role
} from "./WordRoles.ts"

/** How a word is said; bits, for a word may be said in several ways in one text. */
export const PLAIN = 1
export const NEGATED = 2
/** Doubly negated, or too far from a negator to tell. */
export const EITHER = 4

/** A word that tells something about a text; the same word elsewhere in the text is the same one. */
export interface TellingWord {
  readonly word: string
  /** Without the prefix that negates it: `happy` of `unhappy`. */
  readonly opposite: string | undefined
  /** `PLAIN`, `NEGATED` and `EITHER` of all its places. */
  readonly said: number
  /** Whether it is what some negator negates first, and not only a word further on in its clause. */
  readonly head: boolean
  /** The number of what negates it, at its last place where something does; 0 of none. */
  readonly by: number
  /** A word of its clause that negates or wishes by its meaning: beside it, a word may be told with a negator or without. */
  readonly beside: string | undefined
  /** The clauses that it stands in, a bit each. */
  readonly clauses: number
}

export interface PreparedText {
  readonly text: string
  /** The languages that it may be of, a bit each. */
  readonly languages: number
  /** In lower case, without accents. */
  readonly words: ReadonlyArray<string>
  readonly telling: ReadonlyArray<TellingWord>
  /** Of each word, the number of what negates it; 0 of none. A negation of two words (`no … nunca`) is one number. */
  readonly negatedBy: ReadonlyArray<number>
  /** Of each word, the number of a second negation around the first: `never` of `never without a list`. */
  readonly alsoNegatedBy: ReadonlyArray<number>
  /** Of each word, how it is said. */
  readonly said: ReadonlyArray<number>
  /** Of each word, the clause that it stands in. Here `and` and a comma end one too. */
  readonly clauses: ReadonlyArray<number>
  /** Whether something in it negates, lacks, ends or fails by its meaning. */
  readonly hasInherent: boolean
  /** Of each word, the number of the negation it is part of; 0 of none. */
  readonly negation: ReadonlyArray<number>
}

// How many telling words a negator reaches; what follows in its clause may or may not be meant.
const reach = 4

const negatingPrefix = /^(?:un|non|dis)(?=[^\d]{4})/

/** The places of a text as its negators are found: one entry a word in each list. */
interface Reading {
  readonly tokens: Tokens
  readonly found: ReadonlyArray<Role | undefined>
  readonly best: number
  readonly negator: ReadonlyArray<boolean>
  readonly telling: ReadonlyArray<boolean>
}

/** Whether a word does something in a language that the text may be of. */
const does = ({ found, best }: Pick<Reading, "found" | "best">, at: number, column: keyof Role): boolean => {
  const role = found[at]
  return role !== undefined && (role[column] & best) !== 0
}

/** Whether a clause begins at a word: what negates before it does not reach it. */
const begins = (reading: Reading, at: number): boolean =>
  reading.tokens.gaps[at] === "hard" ||
  does(reading, at, "turns") ||
  (reading.tokens.gaps[at] === "soft" && does(reading, at, "subject"))

const isCutNot = ({ words, cut }: Tokens, at: number): boolean =>
  words[at] === "t" && cut[at] === true && words[at - 1]?.endsWith("n") === true

const isNegator = (tokens: Tokens, found: ReadonlyArray<Role | undefined>, best: number, at: number): boolean => {
  const { words, gaps, cut, closed } = tokens
  const word = words[at] ?? ""
  if (isCutNot(tokens, at)) return !idioms.has(`cannot ${words[at + 1]}`)
  const role = found[at]
  if (role === undefined || role.negates === 0) return false
  if (ambiguous.has(word) && (role.negates & best) === 0) return false
  if (word === "n" && cut[at + 1] !== true) return false
  const next = words[at + 1]
  if (next !== undefined && idioms.has(`${word} ${next}`)) return false
  // `No, I do` answers a question; what follows is another statement.
  const followed = next === undefined ? closed || at > 0 : gaps[at + 1] !== "none"
  const preceded = at === 0 || gaps[at] !== "none"
  if (followed && preceded && answerWords.has(word)) return false
  if (word === "ne" || word === "n") return !isOnly(words, at)
  return true
}

/** French `ne … que` says `only`. */
const isOnly = (words: ReadonlyArray<string>, at: number): boolean => {
  for (let next = at + 1; next < Math.min(at + 6, words.length); next++) {
    const word = words[next]
    if (word === "que" || word === "qu") return true
    if (word === "pas" || word === "jamais" || word === "rien") return false
  }
  return false
}

const isTelling = ({ tokens, found, best, negator }: Omit<Reading, "telling">, at: number): boolean => {
  const word = tokens.words[at] ?? ""
  if (word.length < 2 || negator[at] === true) return false
  const first = word.charCodeAt(0)
  if (first >= 48 && first <= 57) return false
  const role = found[at]
  if (role !== undefined && (role.light & best) !== 0) return false
  return !isCutNot(tokens, at + 1)
}

const readingOf = (tokens: Tokens): Reading => {
  const found = tokens.words.map((word) => roles.get(word))
  const best = languagesOf(found)
  const negator = found.map((_, at) => isNegator(tokens, found, best, at))
  const partly = { tokens, found, best, negator }
  return { ...partly, telling: found.map((_, at) => isTelling(partly, at)) }
}

/** Reads a text. */
export const prepare = (text: string): PreparedText => {
  const reading = readingOf(tokensOf(fold(text)))
  const { words } = reading.tokens
  const negation = negationsOf(reading)
  const marks: Marks = {
    negatedBy: words.map(() => 0),
    alsoNegatedBy: words.map(() => 0),
    said: words.map(() => PLAIN),
    heads: words.map(() => false),
    beside: words.map(() => undefined)
  }
  for (let at = 0; at < words.length; at++) if (negation[at] !== 0) negate(reading, negation, at, marks)
  markInherent(reading, marks.beside)
  const { negatedBy, alsoNegatedBy, said } = marks
  return {
    text,
    languages: reading.best,
    words,
    telling: tellingWords(reading, marks),
    negatedBy,
    alsoNegatedBy,
    said,
    clauses: clausesOf(reading),
    hasInherent: words.some((word, at) => isInherent(reading, at) && !wishes.has(word)),
    negation
  }
}

const clausesOf = (reading: Reading): ReadonlyArray<number> => {
  let clause = 0
  return reading.tokens.words.map((_, at) => {
    if (reading.tokens.gaps[at] !== "none" || begins(reading, at) || does(reading, at, "adds")) clause++
    return clause
  })
}

/** Whether a word lacks, fails or ends something by its meaning, or wishes for it. */
const isInherent = (reading: Reading, at: number): boolean => {
  const [word = "", next = ""] = reading.tokens.words.slice(at, at + 2)
  return does(reading, at, "inherent") || inherentPairs.get(word)?.includes(next) === true
}

/** Numbers the negations: negators of one clause are one in the languages that double them. */
const negationsOf = (reading: Reading): ReadonlyArray<number> => {
  const { tokens, negator, found, best } = reading
  let number = 0
  let open = false
  return tokens.words.map((word, at) => {
    if (begins(reading, at)) open = false
    if (negator[at] !== true) return 0
    const doubles = !turnsRound.has(word) && ((found[at]?.negates ?? 0) & best & concord) !== 0
    if (!(open && doubles)) number++
    open = doubles
    return number
  })
}

interface Marks {
  readonly negatedBy: Array<number>
  readonly alsoNegatedBy: Array<number>
  readonly said: Array<number>
  readonly heads: Array<boolean>
  readonly beside: Array<string | undefined>
}

/** Marks what one negator negates. */
const negate = (reading: Reading, negation: ReadonlyArray<number>, at: number, marks: Marks): void => {
  const { tokens, telling, negator } = reading
  const number = negation[at] ?? 0
  const mark = (place: number, isHead: boolean) => {
    const before = marks.negatedBy[place] ?? 0
    if (before !== 0 && before !== number) {
      marks.alsoNegatedBy[place] = before
      marks.said[place] = turnsRound.has(tokens.words[at] ?? "") ? PLAIN : EITHER
    } else if (marks.said[place] === PLAIN) marks.said[place] = NEGATED
    marks.negatedBy[place] = number
    if (isHead) marks.heads[place] = true
  }
  const reached: Array<number> = []
  let told = 0
  let beyond = false
  let turnedRound = false
  for (let next = at + 1; next < tokens.words.length; next++) {
    if (begins(reading, next)) break
    if (negator[next] === true && does(reading, next, "joins")) break
    if (negator[next] === true && turnsRound.has(tokens.words[next] ?? "")) turnedRound = true
    if (tokens.gaps[next] === "soft" || does(reading, next, "adds")) beyond = true
    if (telling[next] !== true) {
      // A number is no telling word, but an answer can be one. `No more than 44` denies nothing.
      if (/^\d/.test(tokens.words[next] ?? "") && tokens.words[next - 1] !== "than")
        marks.said[next] = beyond || told >= reach ? EITHER : NEGATED
      continue
    }
    if (beyond || told >= reach) marks.said[next] = EITHER
    else {
      mark(next, told === 0)
      reached.push(next)
    }
    told++
  }
  // `Never shops without a list`: she may shop, and has a list.
  if (turnedRound) for (const place of reached) marks.said[place] = EITHER
  if (told > 0 && !does(reading, at, "around")) return
  let nearest = true
  for (let before = at - 1; before >= 0; before--) {
    if (tokens.gaps[before + 1] !== "none" || does(reading, before, "turns")) break
    if (telling[before] !== true) continue
    mark(before, nearest)
    nearest = false
  }
}

/** Marks what stands in one clause with a word such as `forget`, `lack` or `wish`. */
const markInherent = (reading: Reading, beside: Array<string | undefined>): void => {
  const { words } = reading.tokens
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ""
    if (!isInherent(reading, at)) continue
    for (let place = at + 1; place < words.length && !begins(reading, place); place++) beside[place] ??= word
    for (let place = at; place > 0 && !begins(reading, place); place--) beside[place - 1] ??= word
  }
}

const tellingWords = (reading: Reading, marks: Marks): ReadonlyArray<TellingWord> => {
  const { tokens, telling } = reading
  const list: Array<TellingWord> = []
  const places = new Map<string, number>()
  let clause = 0
  for (let at = 0; at < tokens.words.length; at++) {
    if (tokens.gaps[at] !== "none" || begins(reading, at)) clause++
    if (telling[at] !== true) continue
    const word = tokens.words[at] ?? ""
    const said = marks.said[at] ?? PLAIN
    const head = marks.heads[at] ?? false
    const by = marks.negatedBy[at] ?? 0
    const beside = marks.beside[at]
    // Past thirty clauses two may share a bit, and count as one.
    const clauses = 1 << (clause % 31)
    const place = places.get(word)
    const before = place === undefined ? undefined : list[place]
    if (place === undefined || before === undefined) {
      places.set(word, list.length)
      const opposite = negatingPrefix.test(word) ? word.replace(negatingPrefix, "") : undefined
      list.push({ word, opposite, said, head, by, beside, clauses })
    } else {
      list[place] = {
        ...before,
        said: before.said | said,
        head: before.head || head,
        by: by === 0 ? before.by : by,
        beside: before.beside ?? beside,
        clauses: before.clauses | clauses
      }
    }
  }
  return list
}
