/**
 * Distinctiveness: does it show what sets its segment apart from all others?
 *
 * - 0: it tells nothing that the segment answers more often than others do beyond chance, or the grouping is chance itself.
 * - 0.5: it tells half of what is asked for: three such answers, or all where there are fewer.
 * - 1: it tells three such answers, or all.
 *
 * Where groups are there, but nothing sets this one apart beyond chance, no draft could tell it: it is not judged.
 */
import { type Criterion, type Rule, scoreOf } from "./Criterion.ts"

const askedFor = 3

const rule: Rule = ({ origin, persona }) => {
  const wanted = Math.min(askedFor, origin.contrasts.length)
  if (wanted === 0 && origin.verdict !== "none") return undefined
  const of = Math.max(1, wanted)
  const matched = Math.min(persona.contrasts.length, of)
  const check = { label: "Contrasts beyond chance", matched, of }
  return {
    score: scoreOf(check),
    faults: matched >= wanted ? [] : [{ claim: "bio", text: "It tells too little of what sets this group apart." }],
    checks: [check]
  }
}

/** Does it show what sets its segment apart? */
export const distinctiveness: Criterion = {
  name: "distinctiveness",
  weight: 1,
  question: "Does it show what sets this group apart from the other participants?",
  anchors: {
    one: "could stand for any group of the study",
    three: "some traits of this group among common ones",
    five: "plainly this group and no other"
  },
  rule
}
