/**
 * The prompts that judge a persona: one for scores, one for reasons. They share everything but the last lines, so that a server
 * that keeps the beginning of a prompt reads the sources once for both.
 */
import type { Criterion } from "../criteria/Criterion.ts"
import { mostRemarks } from "./JudgeAnswer.ts"
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
    "You judge personas. A persona is a short portrait of one group of people in a study. You see what they answered, as counts (c1, c2, …), what they said in their own words, as passages (p1, p2, …), and the persona, whose claims cite them.",
    "",
    dataRule,
    "",
    "Each criterion has a scale from 1 to 5; 2 and 4 lie between what is described:",
    scale(criteria),
    "",
    "How to judge:",
    "- Judge each criterion by itself. Length is no merit.",
    "- Read what each claim cites. A claim is supported where the source says the same: not the opposite, not more.",
    "- What the group answers more than others is marked (more than others). It sets the group apart."
  ].join("\n")

/**
 * The prompt for scores. No reasons are asked for: written first, they narrow the scores.
 *
 * @example
 * ```ts
 * import { Criteria } from "effect-persona"
 * import { judgePrompt } from "effect-persona/llm"
 *
 * judgePrompt(Criteria.standard).id // => "judge@2"
 * ```
 */
export const judgePrompt = (criteria: ReadonlyArray<Criterion>): Prompt => ({
  id: "judge@2",
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
 * reasonsPrompt(Criteria.standard).id // => "reasons@2"
 * ```
 */
export const reasonsPrompt = (criteria: ReadonlyArray<Criterion>): Prompt => ({
  id: "reasons@2",
  purpose: "Says what is wrong with a persona that is to be refined, after it was scored.",
  system: system(criteria),
  answer: [
    `Answer with one JSON object and nothing else: {"remarks": [{"claim", "criterion", "problem"}]}. Up to ${mostRemarks} remarks, the most important first; none where nothing is wrong.`,
    '"claim" is the id of a claim or quote such as "goals-1", or a list such as "goals" or "bio", or "title", or "" for the whole persona. "criterion" is one of those above. "problem" says in one sentence what is wrong and which ids would mend it. No praise.'
  ].join("\n"),
  task: "The persona was scored already. Say now what would have to change for it to score 5 on the weakest criteria.",
  typicalOutputTokens: 250,
  maxOutputTokens: 1_200
})
