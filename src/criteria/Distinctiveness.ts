/**
 * Distinctiveness: does it show what sets its group apart from all others?
 *
 * - 0: it tells nothing that the group answers more often than others do.
 * - 0.5: it tells half of it (of the six strongest traits at most four are asked for), or all of it but as much against it.
 * - 1: it tells four such traits, or all where there are fewer.
 *
 * Where the answers were tested and nothing sets the group apart beyond chance, there is nothing to show: 0.8. Where they tell no
 * such traits (interviews) it is judged by how many claims are somebody's own words; as nobody can say that others would not have
 * said the same, that gives 0.8 at most.
 */
import { hasBracket, wordCount } from "../corpus/Sentences.ts"
import { Option } from "effect"
import { parseNumber } from "../corpus/Answers.ts"
import { pointer } from "../domain/Coverage.ts"
import { type Persona, readableText } from "../domain/Persona.ts"
import type { Trait } from "../domain/Segment.ts"
import { listed, type Criterion, type Rule, score } from "./Criterion.ts"

/** Does it show what sets its group apart? */
export const distinctiveness: Criterion = {
  name: "distinctiveness",
  weight: 1,
  question: "Does it show what sets this group apart from the other participants?",
  anchors: {
    one: "could stand for any group of the study",
    three: "some traits of this group among common ones",
    five: "plainly this group and no other"
  },
  rule: (request) => rule(request)
}

const strongest = 6
const askedFor = 4
const withoutContrast = 0.8

const rule: Rule = ({ origin, persona }) => {
  // What was replaced by a placeholder names a person and marks no kind of person.
  const traits = origin.segment.distinctive.filter(({ answer }) => !hasBracket(answer)).slice(0, strongest)
  if (traits.length === 0)
    return origin.segment.facts.length > 0 ? { score: withoutContrast, faults: [] } : withoutTraits(persona)
  const text = readableText(persona).toLowerCase()
  const told = traits.filter((trait) => tells(persona, text, trait))
  const columns = new Set(told.map(({ column }) => column))
  const against = traits.filter((trait) => !columns.has(trait.column) && contradicts(persona, trait))
  const wanted = Math.min(askedFor, traits.length)
  const value = score(Math.min(1, told.length / wanted) - (0.5 * against.length) / traits.length)
  return {
    score: value,
    faults:
      told.length >= wanted
        ? []
        : traits
            .filter((trait) => !told.includes(trait))
            .slice(0, wanted - told.length)
            .map(() => ({ claim: pointer("summary"), text: "It does not tell what sets this group apart." }))
            .slice(0, 1)
  }
}

/** Whether a persona tells a trait: by an answer that it cites, a fact, or the words of the answer where they are telling. */
export const tells = (persona: Persona, lowerCasedText: string, { answer, column }: Trait): boolean =>
  persona.evidence.some(
    (evidence) => evidence.field === column && evidence.status !== "unverified" && matches(evidence.text, answer)
  ) ||
  (wordCount(answer) >= 3 && lowerCasedText.includes(answer.toLowerCase()))

const contradicts = (persona: Persona, { answer, column }: Trait): boolean =>
  persona.evidence.some(({ field, kind, text }) => field === column && kind === "answer" && !matches(text, answer))

/** The same answer, or a number within the range that a trait of numbers is told by (`28–35`). */
const matches = (text: string, answer: string): boolean => {
  if (text === answer || text.split(/[;|,]\s*/).includes(answer)) return true
  const range = /^(-?[\d.]+)–(-?[\d.]+)$/.exec(answer)
  const value = Option.getOrUndefined(parseNumber(text))
  return range !== null && value !== undefined && value >= Number(range[1]) && value <= Number(range[2])
}

const withoutTraits = (persona: Persona) => {
  const quoted = new Set(
    persona.evidence.filter(({ kind, status }) => kind === "quote" && status !== "unverified").map(({ claim }) => claim)
  )
  const own = listed(persona).filter(({ claim }) => quoted.has(claim)).length + Math.min(2, persona.quotes.length)
  return {
    score: score(withoutContrast * Math.min(1, own / 6)),
    faults: own >= 6 ? [] : [{ claim: "", text: "Little of it is in somebody’s own words." }]
  }
}
