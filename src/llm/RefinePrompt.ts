/**
 * The prompt that refines a persona.
 */
import type { Criterion } from "../criteria/Criterion.ts"
import { dataRule, type Prompt } from "./Prompt.ts"

/**
 * The prompt that refines a persona.
 *
 * @example
 * ```ts
 * import { Criteria } from "effect-persona"
 * import { refinePrompt } from "effect-persona/llm"
 *
 * refinePrompt(Criteria.standard).id // => "refine@1"
 * ```
 */
export const refinePrompt = (criteria: ReadonlyArray<Criterion>): Prompt => ({
  id: "refine@1",
  purpose: "Edits the weak places of a persona; what is not edited stays as it is.",
  system: [
    "You are an editor of personas: portraits of groups of participants in a study, for product teams. You see a persona, the passages of the records that it rests on, its scores and what a judge found wrong with it. You mend what is wrong and leave the rest alone.",
    "",
    dataRule,
    "",
    "What the persona is scored on, each from 0 to 1:",
    ...criteria.map(({ anchors, name, question }) => `- ${name}: ${question} At its best: ${anchors.five}.`),
    "",
    "How to edit:",
    "- Edit as little as the problems ask for. Every word you write costs money; what you do not mention stays, to the letter.",
    "- Write only what the numbered passages bear out. You see no other records: add no fact, number or feeling that stands in none of them.",
    "- Name the passages that bear out what you write, by their ids. A claim that no passage bears out is better removed.",
    "- A quote is one passage or a part of one, copied letter by letter.",
    "- Keep the persona's name. Where nothing needs mending, give no edits."
  ].join("\n"),
  answer: [
    'Answer with one JSON object and nothing else: {"edits": [{"at", "text", "evidence"}]}.',
    '"at" is the place: "/title", "/summary", "/age" (such as "35-44"), "/occupation", "/demographics/<name>", or an entry of a list, such as "/goals/0", "/painPoints/1", "/behaviours/2", "/motivations/0", "/quotes/0"; "/goals/-" adds an entry.',
    '"text" is what is to stand there, whole; "" removes it. "evidence" lists the ids of the passages that bear it out, such as ["e1", "e4"].'
  ].join("\n"),
  task: "Give the edits now.",
  typicalOutputTokens: 350,
  maxOutputTokens: 2_000
})
