/**
 * What may stand beside the words of a respondent: age and household, as far as at least k respondents of the segment share them.
 */
import type { Demographic } from "../../domain/Codebook.ts"
import { clean } from "../ColumnLabel.ts"
import type { Corpus } from "../Corpus.ts"
import * as Counted from "./CountedAnswers.ts"
import { isSayableAnswer, isSayableQuestion } from "./Sayable.ts"

/** The words of an attribute for a respondent, by place; undefined for who did not answer. */
type Attribute = (place: number) => string | undefined

/** In the order in which they are given up, the last first. */
const shown: ReadonlyArray<Demographic> = ["age", "household"]

/**
 * Captions by the id of a record: both attributes where `k` members of the segment share both, else the first that `k` share by
 * itself. Whoever shares none with enough others has no caption; nor have interviews.
 *
 * @param members the ids of the records of each segment
 * @param cited the ids of the records that captions are wanted for
 */
export const of = (
  corpus: Corpus,
  members: Readonly<Record<string, ReadonlyArray<string>>>,
  cited: Iterable<string>,
  k: number
): Readonly<Record<string, string>> => {
  const counting = Counted.of(corpus)
  const attributes = shown.flatMap((demographic) => attributeOf(counting, demographic) ?? [])
  const placeOf = new Map(
    corpus.records.flatMap(({ id, kind }, place): ReadonlyArray<readonly [string, number]> =>
      kind === "row" ? [[id, place]] : []
    )
  )
  const wanted = new Set(cited)
  return Object.fromEntries(
    Object.values(members).flatMap((ids) => {
      const places = ids.flatMap((id) => placeOf.get(id) ?? [])
      return ids.flatMap((id): ReadonlyArray<readonly [string, string]> => {
        const place = placeOf.get(id)
        if (place === undefined || !wanted.has(id)) return []
        const own = attributes.filter((attribute) => attribute(place) !== undefined)
        const isShared = (some: ReadonlyArray<Attribute>) =>
          places.filter((other) => some.every((attribute) => attribute(other) === attribute(place))).length >= k
        const held = [own, ...own.map((attribute) => [attribute])].find((some) => some.length > 0 && isShared(some))
        return held === undefined ? [] : [[id, sentence(held.flatMap((attribute) => attribute(place) ?? []))]]
      })
    })
  )
}

const sentence = (parts: ReadonlyArray<string>): string => {
  const text = parts.map((part, at) => (at > 0 && /^\p{Lu}\p{Ll}/u.test(part) ? lowered(part) : part)).join(", ")
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** The first column that asks for it. */
const attributeOf = (counting: Counted.Counting, demographic: Demographic): Attribute | undefined => {
  for (const profile of counting.profiles.values()) {
    if (Counted.demographicOf(profile) !== demographic || !isSayableQuestion(profile)) continue
    const choice = counting.choices.get(profile.name)
    if (choice !== undefined)
      return (place) => {
        const [code, ...more] = choice.codes[place] ?? []
        const answer = code === undefined || more.length > 0 ? undefined : choice.answers[code]
        return answer === undefined || !isSayableAnswer(profile, answer)
          ? undefined
          : inWords(demographic, clean(answer))
      }
    const numbers = counting.numbers.get(profile.name)
    if (numbers !== undefined)
      return (place) => {
        const value = numbers.values[place] ?? Number.NaN
        return Number.isNaN(value) ? undefined : inWords(demographic, String(value))
      }
  }
  return undefined
}

/** A bare number says nothing by itself, and an exact age too much. */
const inWords = (demographic: Demographic, answer: string): string => {
  if (!/^\d+$/.test(answer)) return answer
  if (demographic !== "age") return `household of ${answer}`
  const decade = Math.floor(Number(answer) / 10) * 10
  return `${decade} to ${decade + 9}`
}
