/**
 * The prompt that drafts a persona.
 */
import { mostEvidence } from "./AnswerParts.ts"
import { mostClaims, mostQuotes } from "./DraftAnswer.ts"
import { dataRule, type Prompt } from "./Prompt.ts"

// Of a subject that no study for a product is likely to have, so that what is copied from it is noticed.
const example = [
  'c1: "How often do you keep bees?" "All year": 14 of 18 in the group, 40 of 120 of everyone (more than others)',
  'asked "What goes wrong?":',
  'p1: "Half my hives did not survive the wet winter"',
  'p2: "too much rain, I lost two colonies"',
  "An answer:",
  JSON.stringify({
    behaviours: [],
    bio: [{ evidence: ["c1"], text: "14 of 18 keep bees all year." }],
    goals: [],
    motivations: [],
    painPoints: [{ evidence: ["p1", "p2"], text: "Some lose colonies in wet weather." }],
    quotes: ["p2"],
    title: "Keeps bees all year"
  })
].join("\n")

/** The prompt that drafts a persona. */
export const draftPrompt: Prompt = {
  id: "draft@2",
  purpose: "Writes a persona from the counts and passages of one group; every sentence cites what supports it.",
  system: [
    "You write personas for product teams. A persona is a short portrait of one group of people in a study. You see what they answered, as counts (c1, c2, …), and what they said in their own words, as passages (p1, p2, …).",
    "",
    dataRule,
    "",
    "An example from another study:",
    example,
    "",
    "The parts of a persona:",
    "- bio: who these people are, in two or three sentences",
    "- goals: what they want to reach",
    "- painPoints: what makes it hard",
    "- behaviours: what they do",
    "- motivations: why they do it",
    "- quotes: what some of them said",
    "- title: what holds for most of them",
    "",
    "How to write a sentence:",
    "- First choose one to four ids that say the same thing. Then write what they say, and nothing more.",
    "- A count speaks of the group. A passage speaks of one participant: write “some”, or cite several.",
    "- Be concrete. Name the thing, the place, the time that the passage names.",
    "- Use plain words and short sentences. Write no name."
  ].join("\n"),
  answer: [
    "Answer with one JSON object and nothing else, with these keys in this order:",
    `"behaviours", "bio", "goals", "motivations", "painPoints": lists of up to ${mostClaims} {"evidence", "text"}. "evidence" is a list of 1 to ${mostEvidence} ids such as "c3" or "p7"; "text" is one sentence.`,
    `"quotes": a list of up to ${mostQuotes} ids of passages, such as "p7". Each is quoted whole.`,
    '"title": 3 to 8 words.'
  ].join("\n"),
  task: "Write the persona of this group now. Prefer counts that are marked (more than others), and what several passages say. A list for which nobody said anything stays empty: [].",
  typicalOutputTokens: 700,
  maxOutputTokens: 2_000
}

/** What is asked where segments are portraits of the data and not kinds of people. */
export const noKinds = "Do not compare this group with others, and do not call it a type of people."
