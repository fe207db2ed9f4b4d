/**
 * A criterion that personas are judged by: what a model is asked, what a rule computes, how much it counts. One file each; the
 * list of them is in `Criteria`.
 */
import { isPlain, words } from "../domain/Words.ts"
import { pointer } from "../domain/Coverage.ts"
import { claimLists, type Persona } from "../domain/Persona.ts"
import type { JudgeRequest } from "../stages/Judge.ts"

/** Something to mend: JSON Pointer to what is meant, and what is wrong in one sentence. */
export interface Fault {
  readonly claim: string
  readonly text: string
}

/** A score from 0 to 1, and what lowered it. */
export interface Verdict {
  readonly score: number
  readonly faults: ReadonlyArray<Fault>
}

/** What the data of a group tells about its people, whether or not a persona says it. */
export interface Told {
  readonly age: boolean
  readonly occupation: boolean
  /** How many further facts, such as household or region. */
  readonly demographics: number
  /** Whether there is enough free text to quote from. */
  readonly quotes: boolean
}

/** What a rule judges: the persona, what it was made from, and what that tells. */
export interface RuleRequest extends JudgeRequest {
  readonly told: Told
}

/** Judges one criterion. Its file says what gives 0, 0.5 and 1. */
export type Rule = (request: RuleRequest) => Verdict

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
  /** How it is computed without a model; left out, rules do not judge it and it does not count there. */
  readonly rule?: Rule
}

/** Keeps a score within 0 to 1, rounded to six digits so that it prints and compares alike everywhere. */
export const score = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1e6) / 1e6

/** The mean; 0 of nothing. */
export const mean = (values: ReadonlyArray<number>): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** The telling words of a text, each cut to its first five letters so that `gambles` and `gambling` are one. */
export const stems = (text: string): ReadonlySet<string> =>
  new Set(
    words(text)
      .filter((word) => !isPlain(word))
      .map((word) => word.slice(0, 5))
  )

/** Every claim of the lists with its pointer. */
export const listed = (persona: Persona): ReadonlyArray<{ readonly claim: string; readonly text: string }> =>
  claimLists.flatMap((list) => persona[list].map((text, index) => ({ claim: pointer(list, index), text })))

/** The share of the first set that is in the second; 0 where the first is empty. */
export const shareIn = (some: ReadonlySet<string>, all: ReadonlySet<string>): number =>
  some.size === 0 ? 0 : [...some].filter((item) => all.has(item)).length / some.size
