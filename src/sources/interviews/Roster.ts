/**
 * What the top of a transcript says about its speakers: `Interviewer: R. Stott`, `Participants: P1, P2`, `Moderated by K. Ellis`,
 * `DF = Dana Ford, researcher`.
 */
import type { Field } from "../../domain/ResearchRecord.ts"
import { folded, leaningOf } from "./RoleWords.ts"
import { speakerKey } from "./SpeakerLabel.ts"

/** A name or label, and what it was said to be. */
export interface Cast {
  readonly name: string
  /** Above 0 for who asks, below for who answers. */
  readonly weight: number
}

const listed = (text: string): ReadonlyArray<string> =>
  text
    .replace(/\([^)]*\)/g, " ")
    .split(/\s*[,;/&\u3001\u060c]\s*|\s+(?:and|und|et|y|e|en|og|och|a|i|ve|\u0438|\u0438\u043b\u0438)\s+/)
    .map((name) => name.trim())
    .filter((name) => name !== "" && name.length <= 40 && name.split(/\s+/).length <= 4)

const by =
  /(?:interview(?:ed)?|moderat(?:ed|ion)|facilitated|conducted|recorded and conducted|gef\u00fchrt|durchgef\u00fchrt|moderiert|men\u00e9e?|recueillis|conduite?|realizada|realizado|hecha|moderada|conducida|conduzida|condotta|intervista|afgenomen|interviewet|ledet|przeprowadzi\u0142a?|vedl[ai]?)\s+(?:by|von|durch|par|por|da|door|av|af)\s*:?\s+((?:(?:Dr|Prof|Mr|Mrs|Ms)\.\s)?\p{Lu}[\p{L}.'\u2019-]*(?:\s+\p{Lu}[\p{L}.'\u2019-]*){0,3})/u
const withWhom =
  /(?:[Ii]nterview|[Cc]onversation|[Gg]espr\u00e4ch|[Ee]ntretien|[Ee]ntrevista|[Ii]ntervista|[Ii]ntervju|[Rr]ozmowa|[Rr]ozhovor|[Gg]esprek)\s+(?:with|mit|avec|con|com|a|met|med|z|ze|s|se)\s+((?:(?:Dr|Prof|Mr|Mrs|Ms)\.\s)?\p{Lu}[\p{L}.'\u2019-]*(?:\s+\p{Lu}[\p{L}.'\u2019-]*){0,3})/u
const legend = /(?:^|[\s,;(])(\p{Lu}[\p{L}\p{N}]{0,3})\s*(?:=|\u2013|-|:)\s*([\p{L} ]{4,40})/gu

/** Who is named at the top, from its facts and its other lines. */
export const castOf = (fields: ReadonlyArray<Field>, lines: ReadonlyArray<string>): ReadonlyArray<Cast> => {
  const cast: Array<Cast> = []
  for (const { name, text } of fields) {
    const key = leaningOf(name)
    const value = leaningOf(text)
    if (key.certain && !key.aside) for (const one of listed(text)) cast.push({ name: one, weight: key.weight })
    // "K: moderator", and not "P1: a friend of the researcher".
    if (value.certain && !value.aside && text.split(/\s+/).length <= 4) cast.push({ name, weight: value.weight })
  }
  for (const line of lines) {
    const asks = by.exec(line)?.[1]
    if (asks !== undefined) cast.push({ name: asks, weight: 5 })
    const answers = withWhom.exec(line)?.[1]
    if (answers !== undefined) cast.push({ name: answers, weight: -5 })
    if (line.length > 300) continue
    for (const [, label = "", meaning = ""] of line.matchAll(legend)) {
      const { aside, certain, weight } = leaningOf(meaning)
      if (certain && !aside) cast.push({ name: label, weight })
    }
  }
  return cast
}

const wordsIn = (name: string): ReadonlyArray<string> =>
  folded(name)
    .replace(/\([^)]*\)/g, " ")
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/** Whether a label is a way to write a name: the same words, some of them, or their first letters. */
const isWayToWrite = (label: string, name: string): boolean => {
  if (speakerKey(label) === speakerKey(name)) return true
  const [own, full] = [wordsIn(label), wordsIn(name)]
  if (own.length === 0 || full.length === 0) return false
  const letters = full.map((word) => word.charAt(0)).join("")
  if (own.length === 1 && own[0] === letters && letters.length > 1) return true
  const [few, many] = own.length <= full.length ? [own, full] : [full, own]
  return (
    few.some((word) => word.length > 2) &&
    few.every((word) => many.some((other) => other === word || (word.length === 1 && other.startsWith(word))))
  )
}

/** What the top of the transcript says about a speaker: 0 where it says nothing, or both. */
export const castWeight = (label: string, cast: ReadonlyArray<Cast>): number => {
  const weights = new Set(cast.filter(({ name }) => isWayToWrite(label, name)).map(({ weight }) => Math.sign(weight)))
  return weights.size === 1 ? 5 * ([...weights][0] ?? 0) : 0
}
