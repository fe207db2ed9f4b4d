/**
 * The prompt that compares two versions of a persona, and what a model answers.
 */
import { Schema } from "effect"
import type { Criterion } from "../criteria/Criterion.ts"
import { Sentence } from "./AnswerParts.ts"
import { dataRule, type Prompt } from "./Prompt.ts"

/** What a model answers when it compares. */
export const CompareAnswer = Schema.Struct({ because: Sentence, better: Schema.Literals(["first", "second", "same"]) })

/** What a model answers when it compares. */
export interface CompareAnswer extends Schema.Schema.Type<typeof CompareAnswer> {}

/**
 * The prompt that compares two versions of a persona.
 *
 * @example
 * ```ts
 * import { Criteria } from "effect-persona"
 * import { comparePrompt } from "effect-persona/llm"
 *
 * comparePrompt(Criteria.standard).id // => "compare@1"
 * ```
 */
export const comparePrompt = (criteria: ReadonlyArray<Criterion>): Prompt => ({
  id: "compare@1",
  purpose: "Says which of two versions of a persona is better; each pair is shown in both orders.",
  system: [
    "You compare two personas of the same group of people in a study. You see what they answered, as counts (c1, c2, …), what they said in their own words, as passages (p1, p2, …), and two personas, whose claims cite them.",
    "",
    dataRule,
    "",
    "What makes a persona better, the most important first:",
    "- Each claim says what it cites: not the opposite, not more.",
    ...criteria
      .filter(({ byClaim }) => byClaim !== true)
      .toSorted((a, b) => b.weight - a.weight)
      .map(({ anchors, name }) => `- ${name}: ${anchors.five}.`),
    "",
    "Longer is not better. The order in which they are shown means nothing.",
    "",
    'An example from another study: the first says "Keeps bees.", citing p1: "Half my hives did not survive the wet winter"; the second says "Lost half of the hives in a wet winter.", citing the same. An answer:',
    JSON.stringify({ because: "The second names what happened, as its source does.", better: "second" })
  ].join("\n"),
  answer:
    'Answer with one JSON object and nothing else: {"because": one sentence, "better": "first", "second" or "same"}.',
  task: "Compare the two personas now.",
  typicalOutputTokens: 60,
  maxOutputTokens: 200
})
