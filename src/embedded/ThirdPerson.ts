/**
 * What somebody says of themself, told of them: `I plan my week on Sunday` as `Plans their week on Sunday`.
 *
 * Only where that is safe. A sentence whose verb is not known, or in which `they` would mean two different people, is not rewritten:
 * the caller quotes it instead.
 */
import { Option } from "effect"
import { isFirstPerson } from "../corpus/Sentences.ts"
import { capitalise, curly } from "./Phrases.ts"
import { isAdverb, isBase, thirdPerson } from "../corpus/Verbs.ts"

const fillers =
  /^(?:(?:well|so|and|but|also|then|honestly|basically|actually|obviously|ok(?:ay)?|oh|yeah|yes|no|um|erm?|like|look|to be honest|i mean|you know|i think|i guess|i suppose|i['’]d say|mainly|mostly|just)[,:…]*\s+)+(?=\S)/i

/** Leading words that only hesitate are left out, and so are a transcriber's notes such as `[laughs]`. */
export const withoutFillers = (text: string): string =>
  text
    .replace(/\s*\[[a-z][a-z ]*\]\s*/g, " ")
    .trim()
    .replace(/^(?:…|\.{3}|-|–|—)\s*/, "")
    .replace(fillers, "")

const otherPeople = /\b(?:they|them|their|they['’](?:re|ve|d|ll))\b/i

/** The text in the third person, or none where it cannot be told safely. What speaks of nobody stays as it is. */
export const rewrite = (said: string): Option.Option<string> => {
  const text = curly(withoutFillers(said.trim()).replace(/(?<!\b[ap]\.m)[.…]+$/i, ""))
  if (/^(mine|ours)\b|\b(me and|and me)\b/i.test(text)) return Option.none()
  if (text.endsWith("?") || /[“”]/.test(text) || hasOpenQuote(text)) return Option.none()
  if (!isFirstPerson(text)) return Option.some(capitalise(text))
  if (otherPeople.test(text)) return Option.none()
  const start = /^i(?:['’](m|ve|d|ll))?\s+(.*)$/i.exec(text)
  if (start !== null) return Option.map(opening(start[1], start[2] ?? ""), (told) => capitalise(inside(told)))
  return /^(we|us|me)\b|^we['’]/i.test(text) ? Option.none() : Option.some(capitalise(inside(text)))
}

const hasOpenQuote = (text: string): boolean => (text.match(/"/g) ?? []).length % 2 === 1

const modal =
  /^(can|could|will|would|should|might|may|must|can['’]t|couldn['’]t|won['’]t|wouldn['’]t|shouldn['’]t|cannot|had|did|didn['’]t|used)$/i
const past =
  /^(?!need$|feed$|speed$|proceed$|bleed$|breed$)(\w{3,}ed|bought|made|went|got|took|came|saw|had|did|said|found|kept|left|lost|thought|told|put|ran|wrote|ate|gave|knew|began|felt|forgot|froze|met|paid|read|sent|spent|threw|woke|brought|chose|grew|cut|set|swore)$/i

/** The beginning of a sentence after `I`, with its verb in the third person. */
const opening = (contraction: string | undefined, rest: string): Option.Option<string> => {
  if (joinsAnotherVerb(rest)) return Option.none()
  switch (contraction?.toLowerCase()) {
    case "m":
      return Option.some(`is ${rest}`)
    case "ve":
      return Option.some(`has ${rest}`)
    case "ll":
      return Option.some(`will ${rest}`)
    case "d":
      // "I'd like to" is "would", "I'd forgotten" is "had": only the first is certain.
      return /^(really |just |only |rather )?(like|love|want|need|prefer|rather|hope|say|go|be|have)\b/i.test(rest)
        ? Option.some(`would ${rest}`)
        : Option.none()
    default:
      return verbFirst(rest)
  }
}

const verbFirst = (rest: string): Option.Option<string> => {
  const words = rest.split(" ")
  const at = words.findIndex((word) => !isAdverb(word))
  const verb = words[at]?.toLowerCase() ?? ""
  const put = (word: string) => Option.some(words.map((old, index) => (index === at ? word : old)).join(" "))
  if (verb === "am") return put("is")
  if (verb === "was") return put("was")
  if (verb === "don't" || verb === "don’t") return put("does not")
  if (verb === "haven't" || verb === "haven’t") return put("has not")
  if (verb === "have") return put("has")
  if (modal.test(verb) || past.test(verb)) return put(verb)
  return isBase(verb) ? put(thirdPerson(verb)) : Option.none()
}

/** Whether the subject has a second verb, which would have to change too: `I plan on Sunday and shop on Monday`. */
const joinsAnotherVerb = (rest: string): boolean =>
  [...rest.matchAll(/(?:\b(?:and|but|or|then|so)|,) (?:then |just |also |usually |never |always )?(\w+)/gi)].some(
    ([, word = ""]) => isBase(word) || /^(am|have|do|don)$/i.test(word)
  ) &&
  !/^(?:really |just |only |always )?(?:want|need|like|love|try|hope|wish|aim|have|prefer|would like|can|could|will|would|should|might|must|can['’]t)\b/i.test(
    rest
  )

const words: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(?:i|we)['’]m\b/gi, "they’re"],
  [/\bwe['’]re\b/gi, "they’re"],
  [/\b(?:i|we)['’]ve\b/gi, "they’ve"],
  [/\b(?:i|we)['’]d\b/gi, "they’d"],
  [/\b(?:i|we)['’]ll\b/gi, "they’ll"],
  [/\b(?:i|we) (?:was|were)\b/gi, "they were"],
  [/\b(?:i|we) (?:am|are)\b/gi, "they are"],
  [/\b(?:was|am) i\b/gi, "they were"],
  [/\bmyself\b|\bourselves\b/gi, "themself"],
  [/\bmine\b|\bours\b/gi, "theirs"],
  [/\bmy\b|\bour\b/gi, "their"],
  [/\bme\b/gi, "them"],
  [/\bus\b/g, "them"],
  [/(?<![\w.])(?:i|we)(?![\w.])/gi, "they"]
]

/** The pronouns behind the beginning. */
const inside = (text: string): string => words.reduce((told, [pattern, word]) => told.replace(pattern, word), text)
