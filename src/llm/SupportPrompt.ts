/**
 * The prompt that finds further passages that say what a claim says, and what a model answers.
 */
import { Schema } from "effect"
import { listOf, wordOf } from "./AnswerParts.ts"
import { dataRule, type Prompt } from "./Prompt.ts"

/** The most further passages of a claim. */
export const mostFurther = 8

/** What a model answers: further passages by the id of the claim. */
export type SupportAnswer = Readonly<Record<string, ReadonlyArray<string>>>

/** The shape of an answer on these claims, which can name these passages only. */
export const supportAnswer = (
  claims: ReadonlyArray<string>,
  passages: ReadonlyArray<string>
): Schema.Codec<SupportAnswer> =>
  Schema.Struct(Object.fromEntries(claims.map((id) => [id, listOf(wordOf(passages, "local"), mostFurther)])))

/**
 * The prompt that finds further support.
 *
 * @example
 * ```ts
 * import { supportPrompt } from "effect-persona/llm"
 *
 * supportPrompt.id // => "support@1"
 * ```
 */
export const supportPrompt: Prompt = {
  id: "support@1",
  purpose: "Finds the passages besides those that a claim cites that say the same, so that its support can be counted.",
  system: [
    "You count who says what in a study. You see passages (p1, p2, …): what participants said in their own words. And you see claims, each with the passages that it cites.",
    "",
    dataRule,
    "",
    "Find for each claim the other passages that say the same thing. A passage says the same where somebody who agrees with the passage would agree with the claim. The same subject is not enough.",
    "",
    "An example from another study:",
    'p1: "Half my hives did not survive the wet winter"',
    'p2: "too much rain, I lost two colonies"',
    'p3: "I love watching the hives"',
    'painPoints-1 cites p1: "Lost hives in a wet winter."',
    "An answer:",
    JSON.stringify({ "painPoints-1": ["p2"] })
  ].join("\n"),
  answer: `Answer with one JSON object and nothing else: the id of each claim with a list of up to ${mostFurther} ids of passages, such as "p7". Where no other passage says the same, the list is empty: [].`,
  task: "Find the passages now.",
  typicalOutputTokens: 150,
  maxOutputTokens: 800
}
