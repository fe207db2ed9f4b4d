/**
 * Coherence: is it one portrait, without repetition, contradiction, loose ends or a summary about something else?
 *
 * - 0: claims repeat or contradict each other throughout.
 * - 0.5: three repetitions; or a contradiction and a summary that has nothing to do with the claims.
 * - 1: every claim says something else, and the summary tells what the claims tell.
 */
import { clarityOf, isFirstPerson, sentences } from "../corpus/Sentences.ts"
import { similarity, features } from "../corpus/Similarity.ts"
import { pointer } from "../domain/Coverage.ts"
import { type Persona, readableText } from "../domain/Persona.ts"
import { type Fault, listed, type Criterion, type Rule, score, shareIn, stems } from "./Criterion.ts"

/** Do the parts fit together? */
export const coherence: Criterion = {
  name: "coherence",
  weight: 1,
  question: "Do the parts fit together?",
  anchors: {
    one: "parts contradict each other",
    three: "no contradiction, but parts seem to be of different people",
    five: "every part fits every other; one person speaks out of it"
  },
  rule: (request) => rule(request)
}

/** Claims above this weighted Jaccard similarity of words and word pairs say the same. */
const repeats = 0.6

/** A claim below this clarity leans on what was said before it. */
const clear = 0.5

const costs = { repetition: 0.17, contradiction: 0.3, person: 0.08, unclear: 0.06, sentence: 0.1, summary: 0.4 }

/** From this share of the summary's telling words on that occur elsewhere in the persona, the two are about the same. */
const aboutTheSame = 0.4

const rule: Rule = ({ persona }) => {
  const { contradictions, repetitions } = compare(persona)
  const person = listed(persona)
    .filter(({ text }) => isFirstPerson(text.replace(/[“"‘'][^”"]*[”"]/g, "")))
    .map(({ claim }) => ({ claim, text: "This is told in the first person." }))
  const unclear = listed(persona)
    .filter(({ text }) => clarityOf(text.replace(/^In their words: [“"]/, "")) < clear)
    .map(({ claim }) => ({ claim, text: "It cannot be told who or what this speaks of." }))
  const broken = sentences(persona.summary).some(
    ({ end, start }) => !wellFormed.test(persona.summary.slice(start, end))
  )
  const common = shareIn(stems(persona.summary), stems(readableText({ ...persona, summary: "" })))
  const lost = Math.max(0, 1 - common / aboutTheSame)
  const summary = pointer("summary")
  return {
    score: score(
      1 -
        costs.repetition * repetitions.length -
        costs.contradiction * contradictions.length -
        costs.person * person.length -
        costs.unclear * unclear.length -
        (broken ? costs.sentence : 0) -
        costs.summary * lost
    ),
    faults: [
      ...repetitions,
      ...contradictions,
      ...person,
      ...unclear,
      ...(broken ? [{ claim: summary, text: "A sentence of the summary is not well formed." }] : []),
      ...(lost > 0.25 ? [{ claim: summary, text: "The summary tells something else than the claims." }] : [])
    ]
  }
}

const wellFormed = /^[\p{Lu}\p{N}“"‘(].*[.!?…][”"’)]*$/su

/** What is told twice is marked where it is told again. */
const compare = (persona: Persona) => {
  const all = listed(persona).map(({ claim, text }) => ({
    claim,
    features: features(text),
    telling: features([...stems(text)].filter((stem) => !/^(not|never)$/.test(stem)).join(" ")),
    denies: /\b(not|never|no|nothing|cannot|without)\b/i.test(text)
  }))
  const repetitions: Array<Fault> = []
  const contradictions: Array<Fault> = []
  for (const [index, later] of all.entries()) {
    const before = all.slice(0, index)
    if (before.some((earlier) => earlier.denies !== later.denies && similarity(earlier.telling, later.telling) > 0.85))
      contradictions.push({ claim: later.claim, text: "This contradicts another claim." })
    else if (before.some((earlier) => similarity(earlier.features, later.features) > repeats))
      repetitions.push({ claim: later.claim, text: "This repeats another claim." })
  }
  return { contradictions, repetitions }
}
