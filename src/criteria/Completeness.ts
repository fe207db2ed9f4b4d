/**
 * Completeness: is everything there that the data could tell? What the data does not hold (an age, free text to quote) is not missed.
 *
 * - 0: nothing but a name.
 * - 0.5: half of the fields filled; a list with one entry is half filled.
 * - 1: age, occupation and demographics as far as the data tell them, a summary of two to five sentences, at least two goals, pain
 *   points, behaviours and motivations each, and two quotes where there is free text.
 */
import { sentences } from "../corpus/Sentences.ts"
import { pointer } from "../domain/Coverage.ts"
import { claimLists } from "../domain/Persona.ts"
import { type Criterion, type Rule, score } from "./Criterion.ts"

/** Does it cover what the records tell about its group? */
export const completeness: Criterion = {
  name: "completeness",
  weight: 1,
  question: "Does it cover what the records tell about this group?",
  anchors: {
    one: "most of it is missing",
    three: "the main things are there, notable ones are missing",
    five: "nothing important in the records is left out"
  },
  rule: (request) => rule(request)
}

interface Part {
  readonly weight: number
  readonly filled: number
  readonly claim: string
  readonly text: string
}

const ofTwo = (count: number): number => Math.min(1, count / 2)

const names = {
  goals: "goals",
  painPoints: "pain points",
  behaviours: "behaviours",
  motivations: "motivations"
} as const

const rule: Rule = ({ persona, told }) => {
  const sentenceCount = sentences(persona.summary).length
  const parts: ReadonlyArray<Part> = [
    {
      weight: 1,
      filled: sentenceCount >= 2 && sentenceCount <= 5 ? 1 : 0.4,
      claim: pointer("summary"),
      text: "The summary should have two to five sentences."
    },
    ...(!told.age
      ? []
      : [{ weight: 1, filled: persona.age === null ? 0 : 1, claim: pointer("age"), text: "The data tell an age." }]),
    ...(!told.occupation
      ? []
      : [
          {
            weight: 1,
            filled: persona.occupation === null ? 0 : 1,
            claim: pointer("occupation"),
            text: "The data tell an occupation."
          }
        ]),
    ...(told.demographics === 0
      ? []
      : [
          {
            weight: 1,
            filled: Math.min(1, Object.keys(persona.demographics).length / Math.min(2, told.demographics)),
            claim: pointer("demographics"),
            text: "The data tell more about who this is."
          }
        ]),
    ...claimLists.map((list) => ({
      weight: 2,
      filled: ofTwo(persona[list].length),
      claim: pointer(list),
      text: `There should be at least two ${names[list]}.`
    })),
    ...(told.quotes
      ? [
          {
            weight: 2,
            filled: ofTwo(persona.quotes.length),
            claim: pointer("quotes"),
            text: "There should be at least two quotes."
          }
        ]
      : [])
  ]
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  return {
    score: score(parts.reduce((sum, { filled, weight }) => sum + weight * filled, 0) / total),
    faults: parts.filter(({ filled }) => filled < 1).map(({ claim, text }) => ({ claim, text }))
  }
}
