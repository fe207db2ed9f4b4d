/**
 * Realism: could this be a person?
 *
 * - 0: age, occupation and facts exclude each other, or contradict their own evidence throughout.
 * - 0.5: two such contradictions, or facts that nobody in the sample has together.
 * - 1: a plausible name, facts as their evidence says, and every two of them held together by somebody in the sample.
 */
import { Option } from "effect"
import { parseAge } from "../corpus/Answers.ts"
import { pointer } from "../domain/Coverage.ts"
import type { Age, Persona } from "../domain/Persona.ts"
import type { JudgeRequest } from "../stages/Judge.ts"
import { type Fault, type Criterion, type Rule, score } from "./Criterion.ts"

/** Could this be a real person? */
export const realism: Criterion = {
  name: "realism",
  weight: 1,
  question: "Could this be a real person?",
  anchors: {
    one: "a caricature or a list of answers",
    three: "believable, but smooth: no tension, no limits",
    five: "a whole person with circumstances, limits and trade-offs"
  },
  rule: (request) => rule(request)
}

const perFault = 0.25

/** How much facts weigh that nobody has together. */
const togetherWeight = 0.4

const rule: Rule = (request) => {
  const faults = [...ofName(request.persona), ...ofAge(request.persona), ...ofFacts(request.persona)]
  const value = (1 - perFault * faults.length) * (1 - togetherWeight * (1 - together(request)))
  return { score: score(value), faults }
}

const ofName = ({ name }: Persona): ReadonlyArray<Fault> =>
  /^\p{Lu}[\p{L}'’-]+( \p{Lu}[\p{L}'’.-]*){0,2}$/u.test(name) && !/persona|user|respondent|participant/i.test(name)
    ? []
    : [{ claim: pointer("name"), text: "This is no name that a person has." }]

const top = ({ max }: Age): number => max ?? 130

const ofAge = (persona: Persona): ReadonlyArray<Fault> => {
  const { age, occupation } = persona
  if (age === null) return []
  const cited = answersTo(persona, pointer("age")).flatMap((text) => Option.toArray(parseAge(text)))
  const beside = cited.length > 0 && !cited.some((each) => each.min <= top(age) && top(each) >= age.min)
  const job = (occupation ?? "").toLowerCase()
  const clash =
    (/\b(retired|pensioner)\b/.test(job) && top(age) < 45) ||
    (/\b(school ?(boy|girl|child)|pupil)\b/.test(job) && age.min > 25) ||
    (/\b(undergraduate|student)\b/.test(job) && age.min >= 75) ||
    (job !== "" && !/student|pupil|school|none|unemployed/.test(job) && top(age) < 14)
  return [
    ...(beside ? [{ claim: pointer("age"), text: "The age is not the one that its evidence tells." }] : []),
    ...(clash ? [{ claim: pointer("occupation"), text: "The occupation does not go with the age." }] : [])
  ]
}

const ofFacts = (persona: Persona): ReadonlyArray<Fault> =>
  Object.entries(persona.demographics).flatMap(([name, value]) => {
    const claim = pointer("demographics", name)
    const cited = answersTo(persona, claim).map(plain)
    return cited.length === 0 || cited.some((text) => plain(value).includes(text) || text.includes(plain(value)))
      ? []
      : [{ claim, text: "The fact is not the one that its evidence tells." }]
  })

const answersTo = (persona: Persona, claim: string): ReadonlyArray<string> =>
  persona.evidence
    .filter((evidence) => evidence.claim === claim && evidence.status !== "unverified")
    .map(({ text }) => text)

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[“”"']/g, "")
    .trim()

/** Of every two facts, the share that somebody in the sample has both; 1 where there are no two to compare. */
const together = ({ origin, persona }: JudgeRequest): number => {
  const facts = Object.values(persona.demographics).map(plain)
  const held = origin.sample.map((record) => new Set(record.fields.map(({ text }) => plain(text))))
  // What comes from elsewhere than a whole answer cannot be looked up and is left out.
  const known = facts.filter((fact) => held.some((answers) => answers.has(fact)))
  const pairs = known.flatMap((a, index) => known.slice(index + 1).map((b) => [a, b] as const))
  return pairs.length === 0
    ? 1
    : pairs.filter(([a, b]) => held.some((answers) => answers.has(a) && answers.has(b))).length / pairs.length
}
