/**
 * A small study to draft from: ten people who plan meals for a family and thirty who do otherwise, with the briefs that a run makes
 * of them.
 */
import { Effect, Result } from "effect"
import * as Briefs from "../../../src/corpus/briefs/index.ts"
import * as Corpus from "../../../src/corpus/Corpus.ts"
import * as EvidenceGate from "../../../src/corpus/EvidenceGate.ts"
import * as Segments from "../../../src/corpus/Segments.ts"
import { finish } from "../../../src/corpus/Sliced.ts"
import type { AnonymisedRecord } from "../../../src/domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../../../src/domain/DraftRequest.ts"
import type { Persona, PersonaContent } from "../../../src/domain/Persona.ts"
import * as RunAnonymiser from "../../../src/pipeline/RunAnonymiser.ts"

/** A record from its answers by column; empty answers are left out, as a source does. */
export const row = (id: string, answers: Readonly<Record<string, string>>): AnonymisedRecord =>
  Effect.runSync(
    RunAnonymiser.passThrough.anonymise({
      id,
      source: { file: "kitchen.csv", place: `row ${id}` },
      kind: "row",
      fields: Object.entries(answers).flatMap(([name, text]) => (text === "" ? [] : [{ name, text }]))
    })
  )

/** An interview from what was asked and said. */
export const interview = (id: string, turns: ReadonlyArray<readonly [question: string, said: string]>) =>
  Effect.runSync(
    RunAnonymiser.passThrough.anonymise({
      id,
      source: { file: `${id}.txt`, place: "line 1" },
      kind: "interview",
      fields: turns.map(([question, text], index) => ({ name: `turn-${index + 1}`, text, question, speaker: "P" }))
    })
  )

export const often = "How often do you plan meals in advance?"
export const waste = "Do you ever throw food away?"
export const goal = "What is your main goal when you plan food?"
export const pain = "What is the most frustrating part of planning food?"
export const story = "Tell us about the last time you shopped."

const cook = (id: string, answers: Readonly<Record<string, string>>) =>
  row(id, {
    "What is your age?": "35-44",
    "Which best describes your household?": "With a partner and children",
    [often]: "Every week",
    [waste]: "Yes",
    ...answers
  })

/** Ten people who plan meals for a family, with free text. */
export const cooks: ReadonlyArray<AnonymisedRecord> = [
  cook("kitchen.csv#1", {
    "What is your occupation?": "Teacher",
    [goal]: "I want to cook one dinner that everybody eats, five days a week.",
    [pain]: "I forget what is already in the freezer, so we buy peas again.",
    [story]: "On Sunday I planned five dinners at the kitchen table and wrote the list by aisle."
  }),
  cook("kitchen.csv#2", {
    "What is your occupation?": "Nurse",
    [goal]: "Eat together at least three times a week",
    [pain]: "The plan falls apart on Wednesday when football runs late",
    [story]: "I usually shop on Saturday mornings because the market is quiet. It took an hour."
  }),
  cook("kitchen.csv#3", {
    "What is your occupation?": "Nurse",
    [goal]: "To waste less food and spend less money every month",
    [pain]: "recipes that need one strange ingredient I never use again",
    [story]: "I bought a whole cabbage for one recipe and threw most of it away on Friday."
  }),
  cook("kitchen.csv#4", { [goal]: "Know on Monday what we eat on Thursday", [pain]: "n/a", [waste]: "No" }),
  cook("kitchen.csv#5", { [goal]: "idk", [pain]: "Nobody else ever looks at the list", [often]: "Most weeks" }),
  cook("kitchen.csv#6", {
    [goal]: "Cook dinners that everybody eats without a fight",
    [pain]: "I can't see what is already in the freezer",
    [often]: "Most weeks"
  }),
  cook("kitchen.csv#7", {
    [goal]: "Plan dinners that fit around work",
    [story]: "I always freeze half of the soup on Sundays."
  }),
  cook("kitchen.csv#8", { "What is your age?": "45-54", [goal]: "Spend less on dinners we do not finish" }),
  cook("kitchen.csv#9", {
    "What is your age?": "25-34",
    [pain]: "Too many recipes take an hour on a school night"
  }),
  cook("kitchen.csv#10", {
    "What is your age?": "Prefer not to say",
    [pain]: "Someone always finishes the milk and says nothing"
  })
]

/** Thirty who do otherwise, so that there is something to be different from. */
export const others: ReadonlyArray<AnonymisedRecord> = Array.from({ length: 30 }, (_, index) =>
  row(`kitchen.csv#${index + 11}`, {
    "What is your age?": index % 2 === 0 ? "18-24" : "65+",
    "Which best describes your household?": "I live alone",
    "What is your occupation?": "Student",
    [often]: index % 3 === 0 ? "Rarely" : "Never",
    [waste]: "No",
    [goal]: `Just get something quick on the table ${index + 3} minutes after lectures`,
    [pain]: `Everything is sold in packs for ${index + 2} people and half of it rots`
  })
)

const briefsOf = (records: ReadonlyArray<AnonymisedRecord>, segments: number): ReadonlyArray<Briefs.Brief> => {
  const corpus = Corpus.make(records)
  const { groups } = Result.getOrThrow(finish(Segments.divide(corpus, { segments, minSize: 5, k: 3, seed: 7 })))
  return finish(Briefs.make(corpus, groups, { k: 3, verdict: null }))
}

const sampling = { maxPassages: 24, maxBytes: 8_000, seed: 7 }

/** The first draft of each segment of these records. */
export const requestsOf = (records: ReadonlyArray<AnonymisedRecord>, segments = 1): ReadonlyArray<DraftRequest> =>
  briefsOf(records, segments).map((brief, index) => Briefs.request(brief, { index, draftOfSegment: 0 }, sampling))

const chosen = (requests: ReadonlyArray<DraftRequest>, size: number): DraftRequest => {
  const found = requests.find(({ segment }) => segment.size === size)
  if (found === undefined) throw new Error(`No segment of ${size} was found.`)
  return found
}

const both = briefsOf([...cooks, ...others], 2).map((brief, index) =>
  [0, 1].map((draft) => Briefs.request(brief, { index: index + 2 * draft, draftOfSegment: draft }, sampling))
)

/** Two drafts of the cooks are asked for. */
export const cooksRequest: DraftRequest = chosen(
  both.map(([first]) => first).flatMap((one) => one ?? []),
  cooks.length
)
export const cooksSecond: DraftRequest = chosen(
  both.map(([, second]) => second).flatMap((one) => one ?? []),
  cooks.length
)

/** A draft of the others is asked for. */
export const othersRequest: DraftRequest = chosen(
  both.map(([first]) => first).flatMap((one) => one ?? []),
  others.length
)

/** A drafted persona after the evidence gate. */
export const checked = (content: PersonaContent, request: DraftRequest): Persona =>
  EvidenceGate.check(content, request, "persona-1").persona
