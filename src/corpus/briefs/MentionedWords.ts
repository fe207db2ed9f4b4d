/**
 * Words that several respondents of a segment use under one question. That somebody mentions a word can be counted exactly; whether
 * people mean the same cannot.
 */
import type { ColumnProfile } from "../../domain/Segment.ts"
import { isPlain, words } from "../../domain/Words.ts"
import type { Corpus } from "../Corpus.ts"
import * as Counted from "./CountedAnswers.ts"
import { isSayableQuestion, saysNothing } from "./Sayable.ts"

/** A word counts from so many respondents on, from this share of those who answered, and where others use it less. */
const fewest = 4
const leastShare = 0.12
const leastLift = 1.4

const mostOfQuestion = 2
const mostTried = 12

/** Words that tell little although they are no function words. */
const generic: ReadonlySet<string> = new Set(
  "one two three four five six seven eight nine ten half twice once both first second next last year years month months today keep keeps just even ever back come comes gone goes know say think make makes way something anything everything someone people person really often usually sometimes still need needs want wants going time times day days week weeks find try trying used using able better best well stuff thing things something different without around each data".split(
    " "
  )
)

const special = /[.*+?^${}()|[\]\\]/g

/** Whether a text holds a word, whole and in any case. */
export const mentions = (term: string): ((text: string) => boolean) => {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${term.replace(special, "\\$&")}(?![\\p{L}\\p{N}])`, "iu")
  return (text) => pattern.test(text)
}

/** A word as most people write it who use it. */
const asWritten = (word: string, answers: ReadonlyArray<string>): string => {
  const forms = new Map<string, number>()
  for (const answer of answers)
    for (const [form] of answer.matchAll(new RegExp(`(?<=[\\p{Ll},] )${word.replace(special, "\\$&")}`, "giu")))
      forms.set(form, (forms.get(form) ?? 0) + 1)
  return [...forms].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? word
}

/** The answers in own words to a question, by place; undefined where somebody did not answer. */
export const answersTo = (corpus: Corpus, { name }: ColumnProfile): ReadonlyArray<string | undefined> =>
  corpus.records.map(({ fields, kind }) =>
    kind === "row" ? fields.find((field) => field.name === name)?.text : undefined
  )

/** The telling words of a segment under a question, each as a count. */
export const of = (
  counting: Counted.Counting,
  profile: ColumnProfile,
  answers: ReadonlyArray<string | undefined>,
  members: ReadonlyArray<number>
): ReadonlyArray<Counted.Uncounted> => {
  if (!isSayableQuestion(profile)) return []
  const asked = new Set(words(profile.label))
  const users = new Map<string, number>()
  let answering = 0
  for (const member of members) {
    const answer = answers[member]
    if (answer === undefined || saysNothing(answer)) continue
    answering++
    for (const word of new Set(words(answer.replace(/\[[^\]]*\]/g, " "))))
      if (word.length >= 4 && !isPlain(word) && !generic.has(word) && !asked.has(word))
        users.set(word, (users.get(word) ?? 0) + 1)
  }
  const enough = Math.max(fewest, answering * leastShare)
  return [...users]
    .filter(([, count]) => count >= enough)
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostTried)
    .map(([word]): Counted.Uncounted => {
      const term = asWritten(
        word,
        members.flatMap((member) => answers[member] ?? [])
      )
      const holds = mentions(term)
      const decides: Counted.Decides = (place) => {
        const answer = answers[place]
        return answer === undefined ? undefined : holds(answer)
      }
      return {
        ...Counted.asked(counting, profile),
        operator: "mentions",
        terms: [term],
        group: Counted.share(members, decides),
        everyone: Counted.share(counting.everyone, decides)
      }
    })
    .filter(({ everyone, group }) => group.matched * everyone.of >= leastLift * everyone.matched * group.of)
    .slice(0, mostOfQuestion)
}
