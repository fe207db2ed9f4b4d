/**
 * A criterion that personas are judged by: what a model is asked, what a rule counts, how much it weighs. One file each; the
 * list of them is in `Criteria`.
 */
import type { Check } from "../domain/Evaluation.ts"
import type { JudgeRequest } from "../stages/Judge.ts"

/** Something to mend: the id of a claim or a list, empty for the whole persona, and what is wrong in one sentence. */
export interface Fault {
  readonly claim: string
  readonly text: string
}

/** A score from 0 to 1, what lowered it, and what it was computed from. */
export interface Verdict {
  readonly score: number
  readonly faults: ReadonlyArray<Fault>
  readonly checks: ReadonlyArray<Check>
}

/**
 * Judges one criterion by what can be counted, and counted again by anybody; undefined where the data give nothing to count. Its
 * file says what gives 0, 0.5 and 1. A rule does not judge prose.
 */
export type Rule = (request: JudgeRequest) => Verdict | undefined

/** What a persona is judged by. */
export interface Criterion {
  /** The key of its score: lower-case letters, unique in the list. */
  readonly name: string
  /** How much it counts in the overall score unless the configuration says otherwise; at least 0. */
  readonly weight: number
  /** What a model is asked. */
  readonly question: string
  /** What stands at three places of the scale that a model answers on, from 1 to 5. */
  readonly anchors: { readonly one: string; readonly three: string; readonly five: string }
  /**
   * Set where a model is to judge it claim by claim: whether what a claim cites supports it. The score is the share of claims that are
   * supported, a half for partly; what the evidence gate dropped counts as not supported. Left out, a model marks it on the scale.
   */
  readonly byClaim?: true
  /** How it is computed without a model; left out, rules do not judge it and it does not count there. */
  readonly rule?: Rule
}

/** The score of a check, rounded to six digits so that it prints and compares alike everywhere. */
export const scoreOf = ({ matched, of }: Omit<Check, "label">): number =>
  of === 0 ? 0 : Math.round(Math.min(1, matched / of) * 1e6) / 1e6
