/**
 * Small requests to draft from, written for these tests, and public data where it is at hand.
 */
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Result, Stream } from "effect"
import * as Corpus from "../../src/corpus/Corpus.ts"
import * as Samples from "../../src/corpus/Samples.ts"
import { finish } from "../../src/corpus/Sliced.ts"
import * as Segments from "../../src/corpus/Segments.ts"
import type { AnonymisedRecord } from "../../src/domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../../src/domain/DraftRequest.ts"
import type { PersonaContent } from "../../src/domain/Persona.ts"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import type { ColumnProfile, Segment } from "../../src/domain/Segment.ts"
import { ResearchData } from "../../src/sources/index.ts"
import * as RunAnonymiser from "../../src/pipeline/RunAnonymiser.ts"

/** A record out of its answers by column; empty answers are left out, as a source does. */
export const row = (id: string, answers: Readonly<Record<string, string>>): AnonymisedRecord =>
  Effect.runSync(
    RunAnonymiser.passThrough.anonymise({
      id,
      source: { file: "test.csv", place: `row ${id}` },
      kind: "row",
      fields: Object.entries(answers).flatMap(([name, text]) => (text === "" ? [] : [{ name, text }]))
    })
  )

/** An interview out of what its participant said. */
export const interview = (id: string, turns: ReadonlyArray<string>): AnonymisedRecord =>
  Effect.runSync(
    RunAnonymiser.passThrough.anonymise({
      id,
      source: { file: `${id}.txt`, place: "line 1" },
      kind: "interview",
      fields: turns.map((text, index) => ({ name: `turn-${index + 1}`, text, speaker: "P" }))
    })
  )

/** A closed column whose answers were given so often. */
export const column = (
  label: string,
  answers: Readonly<Record<string, number>>,
  more: Partial<ColumnProfile> = {}
): ColumnProfile => ({
  name: label,
  label,
  kind: "closed",
  role: "other",
  answered: Object.values(answers).reduce((sum, count) => sum + count, 0),
  answers: Object.entries(answers).map(([answer, count]) => ({ answer, count })),
  numbers: null,
  ...more
})

/** A request for a sample out of these records; `all` are the records that its columns are profiled from. */
export const request = (
  sample: ReadonlyArray<AnonymisedRecord>,
  more: Partial<Omit<DraftRequest, "segment">> & {
    readonly segment?: Partial<Segment>
    readonly all?: ReadonlyArray<AnonymisedRecord>
  } = {}
): DraftRequest => {
  const { all = sample, segment, ...rest } = more
  return {
    index: 0,
    seed: 1,
    sample,
    columns: Corpus.make(all).columns,
    ...rest,
    segment: {
      id: "s1",
      label: "Test",
      size: 40,
      of: 160,
      share: 0.25,
      interviews: 0,
      anchor: sample[0]?.id ?? "",
      facts: [],
      sharedBy: 0,
      typical: [],
      distinctive: [],
      ...segment
    }
  }
}

const often = "How often do you plan meals in advance?"
const waste = "Do you ever throw food away?"
const goal = "What is your main goal when you plan food?"
const pain = "What is the most frustrating part?"
const story = "Tell us about the last time you shopped."

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
  cook("c1", {
    "What is your occupation?": "Teacher",
    [goal]: "I want to cook one dinner that everybody eats, five days a week.",
    [pain]: "I forget what is already in the freezer, so we buy peas again.",
    [story]:
      "On Sunday I planned five dinners at the kitchen table. Every week I write the list by aisle before I leave."
  }),
  cook("c2", {
    "What is your occupation?": "Nurse",
    [goal]: "Eat together at least three times a week",
    [pain]: "The plan falls apart on Wednesday when football runs late",
    [story]: "I usually shop on Saturday mornings because the market is quiet. It took an hour."
  }),
  cook("c3", {
    "What is your occupation?": "Nurse",
    [goal]: "To waste less food and spend less money every month",
    [pain]: "recipes that need one strange ingredient I never use again",
    [story]: "I bought a whole cabbage for one recipe and threw most of it away on Friday."
  }),
  cook("c4", { [goal]: "Know on Monday what we eat on Thursday", [pain]: "n/a", [waste]: "No" }),
  cook("c5", { [goal]: "idk", [pain]: "Nobody else ever looks at the list", [often]: "Most weeks" }),
  cook("c6", {
    [goal]: "Cook dinners that everybody eats without a fight",
    [pain]: "I can't see what is already in the freezer",
    [often]: "Most weeks"
  }),
  cook("c7", { [goal]: "Plan dinners that fit around work", [story]: "I always freeze half of the soup on Sundays." }),
  cook("c8", { "What is your age?": "45-54", [goal]: "Spend less on dinners we do not finish" }),
  cook("c9", { "What is your age?": "25-34", [pain]: "Too many recipes take an hour on a school night" }),
  cook("c10", { "What is your age?": "Prefer not to say", [pain]: "Someone always finishes the milk and says nothing" })
]

/** Thirty who do otherwise, so that there is something to be different from. */
export const others: ReadonlyArray<AnonymisedRecord> = Array.from({ length: 30 }, (_, index) =>
  row(`o${index + 1}`, {
    "What is your age?": index % 2 === 0 ? "18-24" : "65+",
    "Which best describes your household?": "I live alone",
    "What is your occupation?": "Student",
    [often]: index % 3 === 0 ? "Rarely" : "Never",
    [waste]: "No",
    [goal]: `Just get something quick on the table ${index + 3} minutes after lectures`,
    [pain]: `Everything is sold in packs for ${index + 2} people and half of it rots`
  })
)

/** What sets the cooks apart, as it would be found in `cooks` and `others` together. */
export const cooksSegment: Partial<Segment> = {
  label: "Families who plan",
  size: 10,
  share: 0.25,
  typical: [{ column: often, answer: "Every week", share: 0.8, overallShare: 0.2 }],
  distinctive: [
    {
      column: "Which best describes your household?",
      answer: "With a partner and children",
      share: 1,
      overallShare: 0.25
    },
    { column: often, answer: "Every week", share: 0.8, overallShare: 0.2 },
    { column: waste, answer: "Yes", share: 0.9, overallShare: 0.225 }
  ]
}

/** A draft of the cooks is asked for. */
export const cooksRequest: DraftRequest = request(cooks, { all: [...cooks, ...others], segment: cooksSegment })

/** A draft of the others is asked for. */
export const othersRequest: DraftRequest = request(others, {
  all: [...cooks, ...others],
  index: 1,
  segment: {
    id: "s2",
    size: 30,
    share: 0.75,
    typical: [{ column: waste, answer: "No", share: 1, overallShare: 0.775 }],
    distinctive: [{ column: often, answer: "Never", share: 0.667, overallShare: 0.5 }]
  }
})

/** Where evidence cannot be found word for word in its record, for messages. */
export const misquoted = (content: PersonaContent, sample: ReadonlyArray<ResearchRecord>): ReadonlyArray<string> => {
  const byId = new Map(sample.map((record) => [record.id, record]))
  return content.evidence
    .filter(({ field, kind, recordId, text }) => {
      const source = byId.get(recordId)?.fields.find(({ name }) => name === field)?.text
      return !(kind === "quote" ? source?.includes(text) : source === text || source?.split(";").includes(text))
    })
    .map(({ claim, text }) => `${claim}: ${text}`)
}

const bundled = fileURLToPath(new URL("../../examples/data/", import.meta.url))
const surveys = fileURLToPath(new URL("../../../shared/data/surveys/", import.meta.url))

/** Whether the surveys shared between checkouts are there. They are public (FiveThirtyEight, CC BY 4.0), but no part of the project. */
export const surveysAbsent = !existsSync(surveys)

if (surveysAbsent) console.warn("The shared surveys are absent: tests that need them are skipped.")

/** The bundled survey, the bundled interviews, and the shared surveys. */
export const paths = {
  survey: `${bundled}larder-survey.csv`,
  interviews: `${bundled}interviews`,
  comma: `${surveys}comma-survey.csv`,
  steak: `${surveys}steak-risk-survey.csv`
}

/** What is read of a file, and a request for each of its segments, round by round. */
export const real = (path: string, segments: number, rounds: number) =>
  ResearchData.fromPaths([path], { onWarning: () => Effect.void }).pipe(
    Stream.mapEffect(RunAnonymiser.passThrough.anonymise),
    Stream.runCollect,
    Effect.map((records) => {
      const corpus = Corpus.make(records)
      const groups = Result.getOrThrow(
        finish(Segments.divide(corpus, { segments, minSize: 5, k: 3, seed: 7 }))
      ).groups.map((group) => ({
        segment: group.segment,
        sample: Samples.make(corpus, group, { maxRecords: 40, maxBytes: 60_000, seed: 7 })
      }))
      const requests = Array.from({ length: rounds }, (_, round) => round).flatMap((round) =>
        groups.map(({ sample, segment }, place): DraftRequest => {
          const index = round * groups.length + place
          return { index, seed: index, segment, sample: sample(round), columns: corpus.columns }
        })
      )
      return { corpus, requests }
    }),
    Effect.provide(NodeServices.layer)
  )
