/**
 * What a criterion is judged by: a pure function of the persona and what it was made from, and the few things all of them need.
 */
import { isPlain, words } from "../corpus/Words.ts"
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

/** Judges one criterion. Its documentation says what gives 0, 0.5 and 1. */
export type Rule = (request: JudgeRequest) => Verdict

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
