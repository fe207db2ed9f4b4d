/**
 * Groundedness: is what the persona says supported?
 *
 * - 0: the evidence gate dropped all that the draft said.
 * - 0.5: it dropped as many claims and quotes as it kept.
 * - 1: it kept everything: every claim cites what supports it.
 */
import * as EvidenceGate from "../corpus/EvidenceGate.ts"
import { type Criterion, type Rule, scoreOf } from "./Criterion.ts"

const rule: Rule = ({ dropped, persona }) => {
  const matched = EvidenceGate.kept(persona)
  const check = { label: "Claims and quotes with a source", matched, of: matched + EvidenceGate.total(dropped) }
  return {
    score: scoreOf(check),
    // What was dropped is no longer there to be mended.
    faults: [],
    checks: [check]
  }
}

/** Do the data support it? Counts most: a persona that the data do not support is worth little. */
export const groundedness: Criterion = {
  name: "groundedness",
  weight: 4,
  question: "Do the counts and passages support it?",
  anchors: {
    one: "most claims say something else than what they cite",
    three: "the main claims are supported, others stretch or generalise from one answer",
    five: "every claim is supported, and none says more than what it cites"
  },
  byClaim: true,
  rule
}
