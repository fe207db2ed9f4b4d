/**
 * Distinctiveness: does it show what sets its segment apart from all others?
 *
 * - 0: it tells nothing that the segment answers more often than others do beyond chance, or there is nothing.
 * - 0.5: it tells half of what is asked for: three such answers, or all where there are fewer.
 * - 1: it tells three such answers, or all.
 *
 * Where nothing was counted (interviews alone) it is not judged.
 */
import { type Criterion, type Rule, scoreOf } from "./Criterion.ts"

const askedFor = 3

const rule: Rule = ({ origin, persona }) => {
  if (origin.counts.length === 0) return undefined
  const shown = persona.contrasts.length
  const of = Math.max(1, Math.min(askedFor, origin.contrasts.length))
  const check = { label: "Contrasts beyond chance", matched: Math.min(shown, of), of }
  return {
    score: scoreOf(check),
    faults:
      shown >= of || origin.contrasts.length === 0
        ? []
        : [{ claim: "bio", text: "It tells too little of what sets this group apart." }],
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
