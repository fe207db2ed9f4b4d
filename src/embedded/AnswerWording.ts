/**
 * Closed answers for a reader: which say nothing, which say no, and how a long one is told in few words.
 */
import { wordCount } from "../corpus/Sentences.ts"
import type { ColumnProfile } from "../domain/Segment.ts"
import { clip, curly } from "./Phrases.ts"

const nothing =
  /^(n\/?a|none|nothing|idk|not sure|no idea|don'?t know|unsure|-+|\.+|\?+|prefer not to (say|answer)|rather not say|other|response|no answer|skip(ped)?|not applicable|same|see above|none of (these|the above))\W*$/i

/** Whether an answer tells nothing about who gave it. */
export const saysNothing = (answer: string): boolean => nothing.test(answer.trim()) || !/[\p{L}\p{N}]/u.test(answer)

/** Which way an answer leans. */
export type Leaning = "high" | "low" | "neither"

const low =
  /^(not\b|no\b|never|none|neither|rarely|hardly|seldom|a little|little|strongly disagree|disagree|somewhat disagree|poor|bad|(very |somewhat |extremely |rather )?(un|dis|in)(?!volved|terest|tens|spir|form)\w+|(very |extremely )?(hard|difficult))/i
const high =
  /^(a lot|a great deal|very|extremely|quite|fairly|some|somewhat|moderately|always|often|most|every|daily|usually|yes|strongly agree|agree|somewhat agree|definitely|absolutely|good|great|excellent)/i

/** Which way an answer leans on its question; a number by the thirds of its scale. */
export const leaning = (answer: string, scale: readonly [number, number] | null): Leaning => {
  const value = Number(answer)
  if (scale !== null && Number.isFinite(value)) {
    const place = (value - scale[0]) / (scale[1] - scale[0])
    return place >= 2 / 3 ? "high" : place <= 5 / 9 ? "low" : "neither"
  }
  const text = answer.trim()
  return low.test(text) ? "low" : high.test(text) ? "high" : "neither"
}

/** A closed answer longer than this is a sentence, told by where it differs from the other answers. */
const shortAnswer = 7

/**
 * An answer in few words, each of them its own. Of answers that share most of their words (two spellings of one sentence) the part that
 * differs is told, with a word of context: `… honest, kind, and loyal`.
 */
export const brief = (answer: string, column: ColumnProfile): string => {
  const text = curly(answer.trim().replace(/[.;,]$/, ""))
  if (wordCount(text) <= shortAnswer) return text
  const own = text.split(/\s+/)
  const others = column.answers.filter((other) => other.answer !== answer).map((other) => other.answer.split(/\s+/))
  const like = others.find((other) => shared(own, other) >= own.length * 0.6)
  if (like === undefined) return clip(text, shortAnswer + 3)
  const from = own.findIndex((word, index) => word !== like[index])
  if (from < 0) return clip(text, shortAnswer + 3)
  const backwards = own.toReversed()
  const tail = backwards.findIndex((word, index) => plain(word) !== plain(like.at(-1 - index) ?? ""))
  const end = Math.min(own.length, Math.max(from + 3, own.length - Math.max(0, tail)))
  const start = Math.max(0, from - 1)
  return `${start > 0 ? "…" : ""}${own
    .slice(start, end)
    .join(" ")
    .replace(/[.,;]+$/, "")}${end < own.length ? "…" : ""}`
}

const plain = (word: string): string => word.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase()

const shared = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): number => {
  const words = new Set(b.map(plain))
  return a.filter((word) => words.has(plain(word))).length
}
