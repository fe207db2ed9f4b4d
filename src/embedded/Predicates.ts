/**
 * An answer told as what somebody does: `smokes cigarettes`, `finds proper use of grammar very important`.
 *
 * Every predicate is a verb phrase in the third person singular, to stand behind a name. Where question and answer do not fit a
 * known form it says so in quotation marks: `says “A mix of these” when asked where they do their shopping`.
 */
import { wordCount } from "../corpus/Sentences.ts"
import { Option } from "effect"
import { parseNumber } from "../corpus/Answers.ts"
import type { ColumnProfile } from "../domain/Segment.ts"
import { brief } from "./AnswerWording.ts"
import { enumerate, quote, uncapitalise } from "./Phrases.ts"
import { asClause, type Question } from "./Questions.ts"
import { conjugate, isAdverb, isBase } from "../corpus/Verbs.ts"

/** What somebody does who gave these answers (several for a multiple choice) to this question. */
export const predicate = (question: Question, answers: ReadonlyArray<string>, column: ColumnProfile): string => {
  const [answer = ""] = answers
  const told = answers.length === 1 ? tell(question, answer, column) : undefined
  const text = told ?? tellChoices(question, answers, column) ?? fallback(question, answers, column)
  const comma = /^(assuming|if|given)\b/.test(question.when) ? "," : ""
  return question.when === "" ? text : `${text}${comma} ${question.when}`
}

/** A predicate for a title: without conditions and asides. */
export const headline = (question: Question, answer: string, column: ColumnProfile): string =>
  withoutAsides(predicate({ ...question, when: "" }, [answer], column)).replace(/\s*\([^)]*\)/g, "")

/** A predicate for running text: without asides. */
export const short = (question: Question, answers: ReadonlyArray<string>, column: ColumnProfile): string => {
  const text = withoutAsides(predicate({ ...question, when: "" }, answers, column))
  return /^when\b/.test(question.when) ? `${text} ${question.when}` : text
}

// "cares a lot about the use of the serial comma in grammar" is about the serial comma.
const withoutAsides = (text: string): string => {
  if (/^(rates|says|answers|gives|spends)\b/.test(text)) return text
  return text
    .replace(/\b(?:the )?(?:proper )?use of (?=the )/g, "")
    .replace(/\bthe debate over the use of\b/, "the debate over")
    .replace(/^(.{18,}?\S) (?:in|as|at|for) (?:an? |the )?[\w“”’ -]+$/, (whole, head: string) =>
      whole.endsWith(" at all") ? whole : head
    )
}

const yes = /^(yes|y|true)$/i
const no = /^(no|n|false)$/i

const tell = (question: Question, answer: string, column: ColumnProfile): string | undefined => {
  const { form } = question
  switch (form._tag) {
    case "Polar":
      return yes.test(answer)
        ? affirm(form.auxiliary, form.rest)
        : no.test(answer)
          ? deny(form.auxiliary, form.rest)
          : alternative(question, form.auxiliary, form.rest, answer)
    case "Frequency":
      return frequency(form.rest, answer)
    case "Degree":
      return degree(form.rest, answer)
    case "Count":
      return isNumber(answer) ? countOf(form.unit, form.rest, answer) : undefined
    case "Rating":
      return rating(question, answer)
    case "Judgement":
      return `finds ${quote(brief(answer, column))} ${form.comparison}`
    case "Preference":
      return wordCount(answer) <= 4 ? `${conjugate(form.rest)} ${uncapitalise(answer)}` : undefined
    case "Choice":
      return form.noun === "" && isNumber(answer) ? withAmount(form.rest, answer) : undefined
    case "Statement":
      return statement(form.text, answer)
    default:
      return undefined
  }
}

const isNumber = (answer: string): boolean => Option.isSome(parseNumber(answer))

const withoutEver = (rest: string): string => rest.replace(/^ever /, "")

const affirm = (auxiliary: string, rest: string): string => {
  const plain = withoutEver(rest)
  if (auxiliary === "do") return conjugate(plain)
  return `${third(auxiliary)} ${plain}`
}

const deny = (auxiliary: string, rest: string): string => {
  const plain = withoutEver(rest)
  const ever = plain !== rest
  if (auxiliary === "do") return ever ? `never ${conjugate(plain)}` : `does not ${plain}`
  return `${third(auxiliary)} ${ever ? "never" : "not"} ${plain}`
}

const singular: Readonly<Record<string, string>> = { have: "has", are: "is", were: "was" }

const third = (auxiliary: string): string => singular[auxiliary] ?? auxiliary

/** `would you play A or B?` answered by A: `would play A`, with what A means where the text before the question says so. */
const alternative = (question: Question, auxiliary: string, rest: string, answer: string): string | undefined => {
  const [left, right] = rest.split(/ or (?=[^ ])/)
  if (left === undefined || right === undefined) return undefined
  const key = answer.toLowerCase()
  const object = left.toLowerCase().endsWith(key) ? left : undefined
  const verb = right.toLowerCase() === key ? left.split(" ").slice(0, -key.split(" ").length).join(" ") : undefined
  const phrase = object ?? (verb ? `${verb} ${answer}` : undefined)
  return phrase === undefined ? undefined : affirm(auxiliary, phrase) + meaning(question.preamble, answer)
}

// "In Lottery B, you have a 90% chance of success, with a payout of $20." tells what Lottery B is.
const meaning = (preamble: string, answer: string): string => {
  const sentence = preamble
    .split(/(?<=[.!:])\s+/)
    .find((text) => text.toLowerCase().startsWith(`in ${answer.toLowerCase()},`))
  const said = sentence === undefined ? undefined : /, you (?:have|get|win|pay) (.+?)\.?$/i.exec(sentence)?.[1]
  return said === undefined ? "" : ` (${quote(said)})`
}

const leadingFrequency = /^(never|rarely|seldom|hardly ever|occasionally|sometimes|often|usually|always|frequently)$/i
const trailingFrequency =
  /^(daily|weekly|monthly|every|once|twice|several|a few|at least|less than|more than|about|most|now and then|from time to time|on|\d|a couple|multiple|only)\b/i

const frequency = (rest: string, answer: string): string | undefined => {
  if (leadingFrequency.test(answer)) return `${answer.toLowerCase()} ${conjugate(rest)}`
  return trailingFrequency.test(answer) ? `${conjugate(rest)} ${uncapitalise(answer)}` : undefined
}

const degrees: ReadonlyArray<readonly [RegExp, (verb: string, base: string, object: string) => string]> = [
  [/^(not at all|none at all)$/i, (_, base, object) => `does not ${base} at all ${object}`],
  [/^(not much|not very much|not a lot|not so much)$/i, (_, base, object) => `does not ${base} much ${object}`],
  [/^(a lot|some|a little|a bit|a great deal|very much|somewhat|quite a bit|quite a lot|moderately)$/i, () => ""]
]

/** `care about commas` by `A lot`: `cares a lot about commas`. Verbs with a direct object take the degree behind it. */
const degree = (rest: string, answer: string): string | undefined => {
  const found = degrees.find(([pattern]) => pattern.test(answer))
  const words = rest.split(" ")
  const at = words.findIndex((word) => !isAdverb(word))
  const base = words.slice(0, at + 1).join(" ")
  const object = words.slice(at + 1).join(" ")
  if (found === undefined) return isNumber(answer) ? withAmount(rest, answer) : undefined
  if (!/^(about|on|for|with|in|to|from|of)\b/.test(object)) {
    const told = found[1](conjugate(base), base, "")
    return told === "" ? `${conjugate(rest)} ${uncapitalise(answer)}` : told.replace(` ${base} `, ` ${rest} `).trim()
  }
  const told = found[1](conjugate(base), base, object)
  return told === "" ? `${conjugate(base)} ${uncapitalise(answer)} ${object}` : told
}

/** `spend on food` by `49`: `spends 49 on food`. */
const withAmount = (rest: string, amount: string): string => {
  const [verb = "", ...object] = rest.split(" ")
  return [conjugate(verb), amount, ...object].join(" ")
}

const countOf = (unit: string, rest: string, answer: string): string => {
  const one = Number(answer) === 1
  const often = one ? "once" : Number(answer) === 2 ? "twice" : undefined
  if (often !== undefined && /^times\b/.test(unit)) return `${conjugate(rest)} ${often}${unit.slice("times".length)}`
  const units = one ? unit.replace(/^(\w+?)s\b/, "$1") : unit
  return /^(times|days|nights|evenings|hours|minutes|weeks|months)\b/.test(unit) && rest.includes(" ")
    ? `${conjugate(rest)} ${answer} ${units}`
    : withAmount(rest, `${answer} ${units}`)
}

const rating = (question: Question, answer: string): string | undefined => {
  const { form, scale } = question
  if (form._tag !== "Rating") return undefined
  if (isNumber(answer))
    return scale === null
      ? undefined
      : `rates ${asClause(question)} at ${answer} on a scale of ${scale[0]} to ${scale[1]}`
  const adjectives = form.adjectives.split(" or ")
  const plain = answer.replace(/\s*\([^)]*\)/g, "").toLowerCase()
  if (!adjectives.some((adjective) => plain.includes(adjective.toLowerCase()))) return undefined
  return form.subject === null ? `is ${plain} ${form.rest}`.trim() : `finds ${form.subject} ${plain}`
}

const statement = (text: string, answer: string): string | undefined =>
  /^(strongly |somewhat |completely |totally )?(dis)?agree$/i.test(answer)
    ? `${answer.toLowerCase().replace(/agree$/, "agrees")} with ${quote(text)}`
    : undefined

const tellChoices = ({ form }: Question, answers: ReadonlyArray<string>, column: ColumnProfile): string | undefined => {
  const quoted = enumerate(answers.map((answer) => quote(brief(answer, column))))
  if (form._tag === "Choice") {
    const [verb = "", ...object] = form.rest.split(" ")
    if (!isBase(verb)) return undefined
    const noun =
      form.noun === ""
        ? ""
        : answers.length === 1 && !form.noun.endsWith("s")
          ? `the ${form.noun} `
          : `the ${plural(form.noun)} `
    return [conjugate(verb), `${answers.length === 1 ? noun.replace(/s $/, " ") : noun}${quoted}`, ...object].join(" ")
  }
  if (form._tag === "Naming") return `gives ${quoted} as their ${form.noun}`
  return undefined
}

const leadsOn = /^(by|on|in|at|with|from|via|online)\b/i

const plural = (noun: string): string => (noun.endsWith("s") ? noun : `${noun}s`)

const fallback = (question: Question, answers: ReadonlyArray<string>, column: ColumnProfile): string => {
  const quoted = enumerate(answers.map((answer) => quote(brief(answer, column))))
  const { form } = question
  if (form._tag === "Label") {
    return form.text.endsWith("?") || wordCount(form.text) > 6
      ? `answers ${quoted} to ${quote(form.text)}`
      : `gives ${quoted} as their ${uncapitalise(form.text)}`
  }
  if (form._tag === "Statement") return `answers ${quoted} to ${quote(form.text)}`
  if (form._tag === "Indirect" && /^how they would (\w+) (?:the|this) following\b/.test(form.clause)) {
    return `would ${/^how they would (\w+)/.exec(form.clause)?.[1] ?? "say"} ${quoted}`
  }
  const place = form._tag === "Indirect" ? /^(?:how|where) they (.+)$/.exec(form.clause)?.[1] : undefined
  if (
    place !== undefined &&
    answers.length === 1 &&
    leadsOn.test(answers[0] ?? "") &&
    isBase(place.split(" ")[0] ?? "")
  ) {
    return `${conjugate(place)} ${uncapitalise(answers[0] ?? "")}`
  }
  return `says ${quoted} when asked ${asClause(question)}`
}
