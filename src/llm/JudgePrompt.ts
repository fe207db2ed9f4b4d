/**
 * The prompts that judge a persona: one for scores, one for reasons. They share everything but the last lines, so that a server
 * that keeps the beginning of a prompt reads the sources once for both.
 */
import { criteria, type Criterion } from "../domain/Evaluation.ts"
import { dataRule, type Prompt } from "./Prompt.ts"

/** What a criterion asks, and what stands at three places of its scale. */
export interface Anchors {
  readonly asks: string
  readonly one: string
  readonly three: string
  readonly five: string
}

/** The scale of each criterion. */
export const anchors: Readonly<Record<Criterion, Anchors>> = {
  coherence: {
    asks: "Do the parts fit together?",
    one: "parts contradict each other",
    three: "no contradiction, but parts seem to be of different people",
    five: "every part fits every other; one person speaks out of it"
  },
  realism: {
    asks: "Could this be a real person?",
    one: "a caricature or a list of answers",
    three: "believable, but smooth: no tension, no limits",
    five: "a whole person with circumstances, limits and trade-offs"
  },
  usefulness: {
    asks: "Could a team make decisions with it?",
    one: "nothing to act on",
    three: "some needs to act on, but vague in what to build or change",
    five: "needs and obstacles that tell a team what to do and what to leave"
  },
  completeness: {
    asks: "Does it cover what the records tell about this group?",
    one: "most of it is missing",
    three: "the main things are there, notable ones are missing",
    five: "nothing important in the records is left out"
  },
  specificity: {
    asks: "Is it concrete?",
    one: "true of nearly anybody",
    three: "some concrete details among general statements",
    five: "situations, habits and numbers throughout"
  },
  distinctiveness: {
    asks: "Does it show what sets this group apart from the other participants?",
    one: "could stand for any group of the study",
    three: "some traits of this group among common ones",
    five: "plainly this group and no other"
  },
  groundedness: {
    asks: "Do the records bear it out?",
    one: "most claims stand in no record",
    three: "the main claims are borne out, others stretch or generalise from one answer",
    five: "every claim is borne out, and none says more than the records do"
  }
}

const scale = criteria
  .map(
    (criterion) =>
      `- ${criterion}: ${anchors[criterion].asks} 1: ${anchors[criterion].one}. 3: ${anchors[criterion].three}. 5: ${anchors[criterion].five}.`
  )
  .join("\n")

const system = [
  "You judge personas: portraits of groups of participants in a study. You see the persona and the records it was made from.",
  "",
  dataRule,
  "",
  "Each criterion has a scale from 1 to 5; 2 and 4 lie between what is described:",
  scale,
  "",
  "Judge each criterion by itself. Length is no merit. The persona's evidence was looked up in the records by a program: verified passages stand there word for word, unverified ones were not found. Whether a passage bears out its claim is for you to judge."
].join("\n")

/** The prompt for scores. No reasons are asked for: written first, they narrow the scores. */
export const judgePrompt: Prompt = {
  id: "judge@1",
  purpose: "Scores a persona from 1 to 5 on each criterion, with its sources in view and without reasons.",
  system,
  answer: `Answer with one JSON object and nothing else: ${criteria.map((criterion) => `"${criterion}"`).join(", ")}, in this order, each a whole number from 1 to 5. Give no reasons.`,
  task: "Score the persona now.",
  typicalOutputTokens: 60,
  maxOutputTokens: 400
}

/** The prompt for reasons, asked only about personas that are about to be refined. */
export const reasonsPrompt: Prompt = {
  id: "reasons@1",
  purpose: "Says what is wrong with a persona that is to be refined, after it was scored.",
  system,
  answer: [
    'Answer with one JSON object and nothing else: {"remarks": [{"criterion", "place", "problem"}]}, with up to six remarks, the weightiest first.',
    '"criterion" is one of those above; "place" says what is meant, such as "/goals/0" or "/summary", or is "" for the whole persona; "problem" says in one sentence what is wrong and what in the records would mend it. No praise. Where nothing is wrong, the list is empty.'
  ].join("\n"),
  task: "The persona was scored already. Say now what would have to change for it to score 5 on the weakest criteria.",
  typicalOutputTokens: 250,
  maxOutputTokens: 1_200
}
