/**
 * Completeness: is everything there that was asked for and answered? What nobody was asked is not missed.
 *
 * - 0: no list has an entry although all were asked for.
 * - 0.5: half of the lists that the data of the segment fill are empty.
 * - 1: every goal, pain point, habit and reason list that somebody of the segment said something for has an entry, and so has the
 *   bio where anything was counted.
 */
import { told } from "../corpus/briefs/index.ts"
import type { ClaimField } from "../domain/Persona.ts"
import { type Criterion, type Rule, scoreOf } from "./Criterion.ts"

const names: Readonly<Record<ClaimField, string>> = {
  bio: "sentences about who they are",
  goals: "goals",
  painPoints: "pain points",
  behaviours: "behaviours",
  motivations: "motivations"
}

const rule: Rule = ({ origin, persona }) => {
  const hasCounts = origin.counts.some(({ id }) => origin.asks[id] === undefined)
  const asked: ReadonlyArray<ClaimField> = [...(hasCounts ? (["bio"] as const) : []), ...told(origin)]
  if (asked.length === 0) return undefined
  const empty = asked.filter((field) => persona[field].length === 0)
  const check = { label: "Asked-for lists filled", matched: asked.length - empty.length, of: asked.length }
  return {
    score: scoreOf(check),
    faults: empty.map((field) => ({ claim: field, text: `The data tell ${names[field]}, and there are none.` })),
    checks: [check]
  }
}

/** Does it cover what the data tell about its segment? */
export const completeness: Criterion = {
  name: "completeness",
  weight: 1,
  question: "Does it cover what the counts and passages tell about this group?",
  anchors: {
    one: "most of it is missing",
    three: "the main things are there, notable ones are missing",
    five: "nothing important is left out"
  },
  rule
}
