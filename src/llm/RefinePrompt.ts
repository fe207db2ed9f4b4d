/**
 * The prompt that refines a persona.
 */
import type { Criterion } from "../criteria/Criterion.ts"
import { mostEvidence } from "./AnswerParts.ts"
import { dataRule, type Prompt } from "./Prompt.ts"

/**
 * The prompt that refines a persona.
 *
 * @example
 * ```ts
 * import { Criteria } from "effect-persona"
 * import { refinePrompt } from "effect-persona/llm"
 *
 * refinePrompt(Criteria.standard).id // => "refine@2"
 * ```
 */
export const refinePrompt = (criteria: ReadonlyArray<Criterion>): Prompt => ({
  id: "refine@2",
  purpose: "Edits the weak places of a persona; what is not edited stays as it is.",
  system: [
    "You are an editor of personas. A persona is a short portrait of one group of people in a study. You see a persona, the counts (c1, c2, …) and passages (p1, p2, …) that it may cite, its scores and what a judge found wrong. You mend what is wrong and leave the rest alone.",
    "",
    dataRule,
    "",
    "What the persona is scored on, each from 0 to 1:",
    ...criteria.map(({ anchors, name, question }) => `- ${name}: ${question} At its best: ${anchors.five}.`),
    "",
    "How to edit:",
    "- Change as little as the problems ask for. What you do not mention stays as it is. Every word you write costs money.",
    "- First choose the ids that say the same thing. Then write what they say, and nothing more.",
    "- Drop a claim that you cannot mend. Where nothing needs mending, leave everything empty."
  ].join("\n"),
  answer: [
    'Answer with one JSON object and nothing else, with these keys in this order: {"add": [{"evidence", "list", "text"}], "addQuotes": [], "drop": [], "replace": [{"claim", "evidence", "text"}], "title"}.',
    `"evidence" is a list of 1 to ${mostEvidence} ids such as "c3" or "p7". "text" is one sentence. "addQuotes" holds ids of passages, such as "p7"; each is quoted whole. "list" is "bio", "goals", "painPoints", "behaviours" or "motivations". "drop" holds ids of claims and quotes, such as "goals-1"; "claim" is the id of the claim to replace. "title" is a better title, or "".`
  ].join("\n"),
  task: "Give the edits now.",
  typicalOutputTokens: 350,
  maxOutputTokens: 2_000
})
