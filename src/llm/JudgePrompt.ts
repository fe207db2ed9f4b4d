/**
 * The prompts that judge a persona: one for scores, one for reasons. They share everything but the last lines, so that a server
 * that keeps the beginning of a prompt reads the sources once for both.
 */
import type { Criterion } from "../criteria/Criterion.ts"
import type { Location } from "../domain/ModelInfo.ts"
import { mostRemarks } from "./JudgeAnswer.ts"
import { dataRule, type Prompt } from "./Prompt.ts"

const scale = (criteria: ReadonlyArray<Criterion>): string =>
  criteria
    .filter(({ byClaim }) => byClaim !== true)
    .map(
      ({ anchors: { five, one, three }, name, question }) =>
        `- ${name}: ${question} 1: ${one}. 3: ${three}. 5: ${five}.`
    )
    .join("\n")

// Of a subject that no study for a product is likely to have, so that what is copied from it is noticed.
const example = [
  'p1: "Half my hives did not survive the wet winter"',
  'p2: "I sell honey at the market"',
  'bio-1 cites p1: "Lost half of the hives in a wet winter." → "yes"',
  'bio-2 cites p1: "Most of them lose hives every winter." → "partly": one person tells of one winter',
  'goals-1 cites p2: "Wants to stop selling honey." → "no"'
].join("\n")

const system = (criteria: ReadonlyArray<Criterion>): string =>
  [
    "You judge personas. A persona is a short portrait of one group of people in a study. You see what they answered, as counts (c1, c2, …), what they said in their own words, as passages (p1, p2, …), and the persona, whose claims cite them.",
    "",
    dataRule,
    "",
    "Read what each claim cites. Is it supported?",
    '- "yes": what it cites says the same.',
    '- "partly": what it cites says less, or says it of fewer people.',
    '- "no": what it cites says something else, or the opposite.',
    "Examples from another study:",
    example,
    "",
    "Each criterion has a scale from 1 to 5; 2 and 4 lie between what is described:",
    scale(criteria),
    "",
    "How to judge:",
    "- Judge each criterion by itself. Length is no merit.",
    "- What the group answers more than others is marked (more than others). It sets the group apart."
  ].join("\n")

/**
 * The prompt for scores: on each claim whether it is supported, then the scales. No reasons are asked for: written first, they narrow the
 * scores. A model on one's own machine is asked for the verdicts by the claims' ids, a remote one for a list of them.
 *
 * @example
 * ```ts
 * import { Criteria } from "effect-persona"
 * import { judgePrompt } from "effect-persona/llm"
 *
 * judgePrompt(Criteria.standard).id // => "judge@2"
 * ```
 */
export const judgePrompt = (criteria: ReadonlyArray<Criterion>, location: Location = "local"): Prompt => {
  const scaled = criteria.filter(({ byClaim }) => byClaim !== true).map(({ name }) => `"${name}"`)
  const verdicts =
    location === "local"
      ? { shape: '{"bio-1": "yes", …}', words: "the id of each claim" }
      : { shape: '[{"claim": "bio-1", "supported": "yes"}, …]', words: "each claim" }
  const isByClaim = criteria.some(({ byClaim }) => byClaim === true)
  const shape = [
    ...(isByClaim ? [`"claims": ${verdicts.shape}`] : []),
    ...(scaled.length === 0 ? [] : [`"scales": {${scaled[0]}: 4, …}`])
  ].join(", ")
  return {
    id: "judge@2",
    purpose:
      "Says of each claim whether what it cites supports it, then scores the persona from 1 to 5 on each other criterion, without reasons.",
    system: system(criteria),
    answer: [
      `Answer with one JSON object and nothing else: {${shape}}.`,
      ...(isByClaim ? [`"claims" has ${verdicts.words} with "yes", "partly" or "no".`] : []),
      ...(scaled.length === 0 ? [] : [`"scales" has ${scaled.join(", ")}, each a whole number from 1 to 5.`]),
      "Give no reasons."
    ].join(" "),
    task: "First decide on each claim, then score the persona.",
    typicalOutputTokens: 200,
    maxOutputTokens: 700
  }
}

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
