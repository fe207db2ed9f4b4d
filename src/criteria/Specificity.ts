/**
 * Specificity: is it told in figures and in the words of the data, or in words that fit anybody?
 *
 * - 0: boilerplate, such as `Wants a better experience`.
 * - 0.5: plain statements, about half of whose telling words come from the data.
 * - 1: figures or quoted answers, and nearly all telling words from the data.
 */
import { memoise } from "../corpus/Memoise.ts"
import { pointer } from "../domain/Coverage.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import { listed, mean, type Criterion, type Rule, score, shareIn, stems } from "./Criterion.ts"

/** Is it concrete? */
export const specificity: Criterion = {
  name: "specificity",
  weight: 1,
  question: "Is it concrete?",
  anchors: {
    one: "true of nearly anybody",
    three: "some concrete details among general statements",
    five: "situations, habits and numbers throughout"
  },
  rule: (request) => rule(request)
}

const vague =
  /\b(various|several aspects|things?|stuff|generally|overall experience|better experiences?|user.friendly|easy to use|convenien(t|ce|tly)|efficien(t|cy|tly)|effective(ly)?|seamless(ly)?|high quality|best practices|optimi[sz]e\w*|solutions?|productiv(e|ity)|tech.savvy|modern|busy lifestyle|stay organi[sz]ed|works? better|more success(ful)?|needs and wants|and so on|etc)\b/gi

/** A claim below this reads as if it could be said of anybody. */
const tooVague = 0.45

const rule: Rule = ({ origin, persona }) => {
  const vocabulary = vocabularyOf(origin)
  const claims = [...listed(persona), { claim: pointer("summary"), text: persona.summary }]
  const marks = claims.map(({ claim, text }) => ({ claim, mark: concreteness(text, vocabulary) }))
  return {
    score: listed(persona).length === 0 ? 0 : score(mean(marks.map(({ mark }) => mark))),
    faults: marks
      .filter(({ mark }) => mark < tooVague)
      .map(({ claim }) => ({
        claim,
        text: "This could be said of anybody; say it with figures or in the words of the data."
      }))
  }
}

/** How concrete a text is, 0 to 1. */
const concreteness = (text: string, vocabulary: ReadonlySet<string>): number => {
  const own = stems(text)
  const figures = /\d|[“"]/.test(text) ? 0.15 : 0
  const substance = Math.min(1, own.size / 4) * 0.25
  const fuzz = Math.min(2, (text.match(vague) ?? []).length) * 0.3
  return score(0.1 + 0.55 * shareIn(own, vocabulary) + substance + figures - fuzz)
}

/** The telling words of a request: its answers, questions and labels. */
const vocabularyOf = memoise((origin: DraftRequest): ReadonlySet<string> => {
  const texts = [
    ...origin.columns.flatMap(({ answers, label }) => [label, ...answers.map(({ answer }) => answer)]),
    ...origin.sample.flatMap(({ fields }) => fields.map(({ text }) => text)),
    // Words for counting people come from the rules of telling, not from anybody's imagination.
    "group respondents people sampled middle half percent scale rates"
  ]
  return stems(texts.join("\n"))
})
