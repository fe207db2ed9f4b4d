/**
 * What a survey's header asks, so that an answer to it can be told in a sentence.
 *
 * English only. A header in another form, or in another language, is kept as a label and quoted: a sentence that is plain is better
 * than one that is wrong.
 */
import { clean } from "../corpus/ColumnLabel.ts"
import type { ColumnProfile } from "../domain/Segment.ts"
import { curly } from "./Phrases.ts"

/** What is asked. The words are the header's own, with the person asked in the third person: `your` is `their`. */
export type Form =
  /** `Do you ever gamble?`: auxiliary `do`, `rest` is `ever gamble`. */
  | { readonly _tag: "Polar"; readonly auxiliary: string; readonly rest: string }
  /** `How often do you plan meals?` */
  | { readonly _tag: "Frequency"; readonly rest: string }
  /** `How much do you care about commas?` */
  | { readonly _tag: "Degree"; readonly rest: string }
  /** `How many times a week do you cook?`: `unit` is `times a week`. */
  | { readonly _tag: "Count"; readonly unit: string; readonly rest: string }
  /** `How important is grammar?`; `subject` is null where it is the person asked, as in `How satisfied are you with Larder?` */
  | { readonly _tag: "Rating"; readonly adjectives: string; readonly subject: string | null; readonly rest: string }
  /** `Which sentence is more correct?`: `comparison` is `more correct`. */
  | { readonly _tag: "Judgement"; readonly comparison: string }
  /** `Which apps do you use most?`: `noun` is `apps`, or empty for `What do you …`. */
  | { readonly _tag: "Choice"; readonly noun: string; readonly rest: string }
  /** `How do you like your steak prepared?` */
  | { readonly _tag: "Preference"; readonly rest: string }
  /** `What is your main goal?` and `Which best describes your household?`: `noun` is `main goal`. */
  | { readonly _tag: "Naming"; readonly noun: string }
  /** Any other question that can be told as a clause: `where they do most of their shopping`. */
  | { readonly _tag: "Indirect"; readonly clause: string }
  /** `I enjoy cooking.`, to agree or disagree with. */
  | { readonly _tag: "Statement"; readonly text: string }
  /** `Household income`, or what could not be read. */
  | { readonly _tag: "Label"; readonly text: string }

/** A header read. */
export interface Question {
  readonly form: Form
  /** When or on what condition, as a clause to put behind: `when faced with the word “data”`; empty where there is none. */
  readonly when: string
  /** The numbers a rating goes from and to, where the header says so. */
  readonly scale: readonly [number, number] | null
  /** The whole text before the question, where it may say what an answer means. */
  readonly preamble: string
}

/** Words about the person asked, put into the third person: `you like your steak` is `they like their steak`. */
export const thirdPerson = (text: string): string =>
  text
    .replace(/\byourselves\b|\byourself\b/gi, "themself")
    .replace(/\byours\b/gi, "theirs")
    .replace(/\byour\b/gi, "their")
    .replace(
      /\b(to|for|with|about|of|on|from|at|help|helps|let|lets|make|makes|tell|give|bother|bothers|suits?) you\b/gi,
      "$1 them"
    )
    .replace(/\byou\b/gi, "they")

const auxiliaries = "do|did|have|had|are|were|can|could|would|will|should"
const dropped =
  /^(in your (own )?opinion|prior to|overall|in general|generally|finally|please|now|thinking about|as far as you know|for you)\b/i
const opening = new RegExp(`^(.{3,120}?),\\s*(?=(?:how|what|which|where|when|why|who|${auxiliaries})\\b[^?]*\\?$)`, "i")

/** Reads a header. */
export const parse = (header: string): Question => {
  const text = curly(clean(header))
  const scale = /\((\d+)\s*(?:[-–]|to)\s*(\d+)[^)]*\)/.exec(text)
  const asked = lastQuestion(text)
  if (asked === undefined) {
    return { form: labelOrStatement(text), when: "", scale: range(scale), preamble: "" }
  }
  const plain = asked
    .replace(/,? if at all,?/i, "")
    .replace(/\s*\((?![^)]*\d)[^)]*\)/g, "")
    .trim()
  const start = opening.exec(plain)
  const before = start?.[1] ?? ""
  const question = plain.slice(start?.[0].length ?? 0).replace(/\?$/, "")
  return {
    form: read(question),
    when: before === "" || dropped.test(before) ? "" : thirdPerson(before.charAt(0).toLowerCase() + before.slice(1)),
    scale: range(scale),
    preamble: text.slice(0, text.indexOf(asked))
  }
}

/** The header of a column. A label that was cut short is no sentence to build on: then the whole header is read. */
export const ofColumn = (column: ColumnProfile): Question =>
  parse(column.label.endsWith("…") || clean(column.name).endsWith(column.label) ? column.name : column.label)

const range = (match: RegExpExecArray | null): readonly [number, number] | null => {
  const [from, to] = [Number(match?.[1] ?? Number.NaN), Number(match?.[2] ?? Number.NaN)]
  return to > from ? [from, to] : null
}

const lastQuestion = (text: string): string | undefined =>
  text.split(/(?<=[.?!])\s+/).findLast((sentence) => sentence.endsWith("?"))

const labelOrStatement = (text: string): Form => {
  const plain = text.replace(/\s*\([^)]*\)/g, "").trim()
  return /^(I|I’m|I'm|I’d|I'd|my|we)\s/i.test(plain)
    ? { _tag: "Statement", text: plain.replace(/[.:]$/, "") }
    : { _tag: "Label", text: (plain || text).replace(/[:?]$/, "") }
}

const patterns: ReadonlyArray<readonly [RegExp, (match: RegExpExecArray) => Form]> = [
  [
    new RegExp(`^(${auxiliaries}) you (.+)$`, "i"),
    ([, auxiliary = "", rest = ""]) => ({ _tag: "Polar", auxiliary: auxiliary.toLowerCase(), rest })
  ],
  [/^how (?:often|frequently) do you (.+)$/i, ([, rest = ""]) => ({ _tag: "Frequency", rest })],
  [/^how much do you (.+)$/i, ([, rest = ""]) => ({ _tag: "Degree", rest })],
  [/^how many (.+?) do you (.+)$/i, ([, unit = "", rest = ""]) => ({ _tag: "Count", unit, rest })],
  [
    /^how (\w+(?: or \w+)?) are you(?: (.+))?$/i,
    ([, adjectives = "", rest = ""]) => ({ _tag: "Rating", adjectives, subject: null, rest })
  ],
  [
    /^how (\w+(?: or \w+)?) (?:is|are) (.+?)(?: (?:to|for) you)?$/i,
    ([, adjectives = "", subject = ""]) => ({ _tag: "Rating", adjectives, subject, rest: "" })
  ],
  [
    /^(?:which|what) (?:[\w’'-]+ ){0,3}(?:is|are) ((?:more|most|the most|the best|better|best)\b.*)$/i,
    ([, comparison = ""]) => ({ _tag: "Judgement", comparison })
  ],
  [/^how do you ((?:like|prefer|want|take) .+)$/i, ([, rest = ""]) => ({ _tag: "Preference", rest })],
  [
    /^(?:what|which) (?:is|are|(?:of the following |one )?best describes) your (?:own )?(.+)$/i,
    ([, noun = ""]) => ({ _tag: "Naming", noun })
  ],
  [
    /^(?:what|which)((?: (?!do\b)[\w’'-]+){0,5}) do you (.+)$/i,
    ([, noun = "", rest = ""]) => ({ _tag: "Choice", noun: noun.trim(), rest })
  ],
  [
    /^((?:how|what|which|where|when|why|who)\b.*?) (do|are|have|can|could|would|will|should) you (.+)$/i,
    ([, wh = "", auxiliary = "", rest = ""]) => ({
      _tag: "Indirect",
      clause: `${wh.toLowerCase()} they ${auxiliary.toLowerCase() === "do" ? "" : `${auxiliary.toLowerCase()} `}${rest}`
    })
  ]
]

const read = (question: string): Form => {
  for (const [pattern, make] of patterns) {
    const match = pattern.exec(question)
    if (match !== null) return mapWords(make(match))
  }
  return { _tag: "Label", text: `${question}?` }
}

/** Every word of a form in the third person. */
const mapWords = (form: Form): Form => {
  switch (form._tag) {
    case "Polar":
    case "Frequency":
    case "Degree":
    case "Preference":
      return { ...form, rest: thirdPerson(form.rest) }
    case "Count":
      return { ...form, unit: thirdPerson(form.unit), rest: thirdPerson(form.rest) }
    case "Rating":
      return {
        ...form,
        subject: form.subject === null ? null : thirdPerson(form.subject),
        rest: thirdPerson(form.rest)
      }
    case "Choice":
      return { ...form, noun: thirdPerson(form.noun), rest: thirdPerson(form.rest) }
    case "Naming":
      return { ...form, noun: thirdPerson(form.noun) }
    case "Indirect":
      return { ...form, clause: thirdPerson(form.clause) }
    case "Judgement":
    case "Statement":
    case "Label":
      return form
  }
}

/** What is asked, as a clause: `whether they ever gamble`, `how they like their steak prepared`. */
export const asClause = ({ form }: Question): string => {
  switch (form._tag) {
    case "Polar":
      return `whether they ${form.auxiliary === "do" ? "" : `${form.auxiliary} `}${form.rest}`
    case "Frequency":
      return `how often they ${form.rest}`
    case "Degree":
      return `how much they ${form.rest}`
    case "Count":
      return `how many ${form.unit} they ${form.rest}`
    case "Rating":
      return form.subject === null
        ? `how ${form.adjectives} they are${form.rest === "" ? "" : ` ${form.rest}`}`
        : `how ${form.adjectives} ${form.subject} is`
    case "Judgement":
      return `what is ${form.comparison}`
    case "Choice":
      return form.noun === "" ? `what they ${form.rest}` : `which ${form.noun} they ${form.rest}`
    case "Preference":
      return `how they ${form.rest}`
    case "Naming":
      return `their ${form.noun}`
    case "Indirect":
      return form.clause
    case "Statement":
    case "Label":
      return `“${form.text}”`
  }
}
