/**
 * The prompts that judge a persona: one for scores, one for reasons. They share everything but the last lines, so that a server
 * that keeps the beginning of a prompt reads the sources once for both.
 */
import type { Criterion } from "../criteria/Criterion.ts"
import { dataRule, type Prompt } from "./Prompt.ts"

const scale = (criteria: ReadonlyArray<Criterion>): string =>
  criteria
    .map(
      ({ anchors: { five, one, three }, name, question }) =>
        `- ${name}: ${question} 1: ${one}. 3: ${three}. 5: ${five}.`
    )
    .join("\n")

const system = (criteria: ReadonlyArray<Criterion>): string =>
  [
    "You judge personas: portraits of groups of participants in a study. You see the persona and the records it was made from.",
    "",
    dataRule,
    "",
    "Each criterion has a scale from 1 to 5; 2 and 4 lie between what is described:",
    scale(criteria),
    "",
    "Judge each criterion by itself. Length is no merit. The persona's evidence was looked up in the records by a program: verified passages stand there word for word, unverified ones were not found. Whether a passage bears out its claim is for you to judge."
  ].join("\n")

/**
 * The prompt for scores. No reasons are asked for: written first, they narrow the scores.
 *
 * @example
 * ```ts
 * import { Criteria } from "effect-persona"
 * import { judgePrompt } from "effect-persona/llm"
 *
 * judgePrompt(Criteria.standard).id // => "judge@1"
 * ```
 */
export const judgePrompt = (criteria: ReadonlyArray<Criterion>): Prompt => ({
  id: "judge@1",
  purpose: "Scores a persona from 1 to 5 on each criterion, with its sources in view and without reasons.",
  system: system(criteria),
  answer: `Answer with one JSON object and nothing else: ${criteria.map(({ name }) => `"${name}"`).join(", ")}, in this order, each a whole number from 1 to 5. Give no reasons.`,
  task: "Score the persona now.",
  typicalOutputTokens: 60,
  maxOutputTokens: 400
})

/**
 * The prompt for reasons, asked only about personas that are about to be refined.
 *
 * @example
 * ```ts
 * import { Criteria } from "effect-persona"
 * import { reasonsPrompt } from "effect-persona/llm"
 *
 * reasonsPrompt(Criteria.standard).id // => "reasons@1"
 * ```
 */
export const reasonsPrompt = (criteria: ReadonlyArray<Criterion>): Prompt => ({
  id: "reasons@1",
  purpose: "Says what is wrong with a persona that is to be refined, after it was scored.",
  system: system(criteria),
  answer: [
    'Answer with one JSON object and nothing else: {"remarks": [{"criterion", "place", "problem"}]}, with up to six remarks, the weightiest first.',
    '"criterion" is one of those above; "place" says what is meant, such as "/goals/0" or "/summary", or is "" for the whole persona; "problem" says in one sentence what is wrong and what in the records would mend it. No praise. Where nothing is wrong, the list is empty.'
  ].join("\n"),
  task: "The persona was scored already. Say now what would have to change for it to score 5 on the weakest criteria.",
  typicalOutputTokens: 250,
  maxOutputTokens: 1_200
})
