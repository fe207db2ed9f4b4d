/**
 * Goals, pain points, behaviours and motivations out of closed answers: only what an answer bears out, with who shares it.
 */
import { brief, leaning, type Leaning } from "./AnswerWording.ts"
import { type Claim, type Facet, shareOf } from "./Facets.ts"
import * as Frictions from "./Frictions.ts"
import type { ClaimList } from "./Passages.ts"
import { capitalise, enumerate, quote, uncapitalise } from "./Phrases.ts"
import type { Portrait } from "./Portrait.ts"
import { predicate } from "./Predicates.ts"
import { aside, withTail } from "./Shares.ts"

/** Every claim that the closed answers bear out, in no order. */
export const make = (portrait: Portrait): ReadonlyArray<Claim> => [
  ...portrait.topics.flatMap(readings),
  ...portrait.topics.flatMap((facet) => Frictions.make(portrait, facet)),
  ...habits(portrait)
]

/** At most so many sources a claim: a reader wants to check it, not to count. */
const mostSources = 2

type MakeClaim = (list: ClaimList, text: string, fit: number) => Claim

/** What an answer says of somebody who gives it: for the list it belongs to, and for others where it could stand if need be. */
const readings = (facet: Facet): ReadonlyArray<Claim> => {
  const { answers, column, question } = facet
  const { form } = question
  const [answer] = answers
  const does = predicate(question, answers, column)
  const lean = leaning(answer, question.scale)
  const claim: MakeClaim = (list, text, fit) => ({
    list,
    text: capitalise(withTail(text, facet)),
    sources: facet.sources.slice(0, Math.max(mostSources, answers.length)),
    topics: [column.name],
    // What sets the persona apart goes before what everybody does.
    score: fit + facet.emphasis + shareOf(facet.support) * 0.3
  })
  switch (form._tag) {
    case "Polar":
      return polar(form, answer, does, claim)
    case "Frequency":
    case "Count":
      return [claim("behaviours", does, 1), ...trouble(form.rest, answer, lean, does, claim)]
    case "Degree":
      return lean === "low"
        ? [claim("painPoints", `little interest here: ${does}`, 0.8)]
        : [claim("motivations", does, 1), ...caring(form.rest, answer, claim)]
    case "Rating":
      return rating(form, answer, lean, does, claim)
    case "Judgement":
      if (column.role === "painPoint") return [claim("painPoints", does, 1)]
      return [
        claim("goals", `see ${quote(brief(answer, column))} used, which they find ${form.comparison}`, 0.9),
        claim("motivations", does, 0.5)
      ]
    case "Preference":
      return [
        claim("goals", `get ${form.rest.replace(/^\w+ /, "")} the way they like it: ${uncapitalise(answer)}`, 0.9),
        claim("behaviours", does, 0.5)
      ]
    case "Statement":
      return [claim(lean === "low" ? "painPoints" : "motivations", does, 0.9)]
    case "Choice":
    case "Indirect":
    case "Naming":
    case "Label":
      return [claim(listOfRole[column.role] ?? "behaviours", does, 0.6)]
  }
}

const listOfRole: Readonly<Partial<Record<Facet["column"]["role"], ClaimList>>> = {
  goal: "goals",
  painPoint: "painPoints",
  motivation: "motivations"
}

type FormOf<Tag extends Facet["question"]["form"]["_tag"]> = Extract<Facet["question"]["form"], { readonly _tag: Tag }>

const knowledge = /^(ever )?(heard|spent time|considered|thought|known|know|tried|aware|familiar)\b/

const polar = (form: FormOf<"Polar">, answer: string, does: string, claim: MakeClaim): ReadonlyArray<Claim> => {
  const isNo = /^no$/i.test(answer)
  if (isNo && knowledge.test(form.rest))
    return [claim("painPoints", `has to start from scratch here: ${does}`, 0.8), claim("behaviours", does, 0.4)]
  if (!isNo && !/^yes$/i.test(answer) && /^(would|will|should)$/.test(form.auxiliary))
    return [claim("motivations", `given the choice, ${does}`, 0.8)]
  return [claim("behaviours", does, isNo ? 0.7 : 1)]
}

// Throwing food away is a pain point whoever counts it; never doing so is none.
const trouble = (rest: string, answer: string, lean: Leaning, does: string, claim: MakeClaim): ReadonlyArray<Claim> =>
  /^(?:have to )?(throw|waste|lose|forget|miss|worry|struggle|argue|fail)\b/.test(rest) &&
  lean !== "low" &&
  answer !== "0"
    ? [claim("painPoints", does, 0.9)]
    : []

const strong = /^(a lot|a great deal|very|extremely)/i

const caring = (rest: string, answer: string, claim: MakeClaim): ReadonlyArray<Claim> => {
  const about = /^care about (.+)$/.exec(rest)?.[1]
  return about === undefined || !strong.test(answer)
    ? []
    : [claim("goals", `see ${about} taken seriously, which they care ${uncapitalise(answer)} about`, 0.4)]
}

const rating = (
  form: FormOf<"Rating">,
  answer: string,
  lean: Leaning,
  does: string,
  claim: MakeClaim
): ReadonlyArray<Claim> => {
  if (lean === "low") {
    const lead = form.subject === null ? "not won over yet" : "sees little in it"
    return [claim("painPoints", `${lead}: ${does}`, 0.8)]
  }
  if (lean === "neither") return [claim("painPoints", `only half convinced: ${does}`, 0.7)]
  if (form.subject !== null && /important|essential|valuable|useful/i.test(form.adjectives)) {
    const goal = `see ${form.subject} taken seriously, which they find ${uncapitalise(answer)}`
    return [...(strong.test(answer) ? [claim("goals", goal, 0.7)] : []), claim("motivations", does, 0.9)]
  }
  return [
    claim(/important|interested|motivated|likely|keen/i.test(form.adjectives) ? "motivations" : "behaviours", does, 0.7)
  ]
}

/** What several habits have in common: a drive or an aim that no single answer shows. Weak, and so taken last. */
const habits = ({ topics }: Portrait): ReadonlyArray<Claim> => {
  const told = topics
    .filter(({ answers, column }) => answers.length === 1 && column.kind === "closed")
    .map((facet) => ({ facet, does: predicate(facet.question, facet.answers, facet.column) }))
    .filter(({ does }) => !/^(says|answers|gives|rates)\b/.test(does))
    .toSorted((a, b) => b.facet.emphasis - a.facet.emphasis)
  const isPolar = (answer: RegExp) => (facet: Facet) =>
    facet.question.form._tag === "Polar" && answer.test(facet.answers[0]) && !knowledge.test(facet.question.form.rest)
  const isPractice = (facet: Facet) =>
    isPolar(/^yes|no$/i)(facet) || ["Frequency", "Indirect", "Choice"].includes(facet.question.form._tag)
  const together = (list: ClaimList, lead: string, which: (facet: Facet) => boolean, fewest: number, score: number) => {
    const some = told.filter(({ facet }) => which(facet)).slice(0, 2)
    return some.length < fewest
      ? []
      : [
          {
            list,
            text: `${lead}: ${enumerate(some.map(({ does, facet }) => `${does} (${aside(facet)})`))}`,
            sources: some.flatMap(({ facet }) => facet.sources.slice(0, 1)),
            topics: [`habits: ${lead}`],
            score
          }
        ]
  }
  return [
    ...together("motivations", "Allows themself this", isPolar(/^yes$/i), 2, 0.5),
    ...together("motivations", "Draws the line here", isPolar(/^no$/i), 2, 0.45),
    ...together("goals", "Keep to their own way", isPractice, 1, 0.2)
  ]
}
