/**
 * What a run says of its data before it begins: doubtful guesses, interviews that fit nowhere, too few respondents, personal data.
 */
import * as Codebook from "../corpus/codebook/index.ts"
import type * as Corpus from "../corpus/Corpus.ts"
import type * as Segments from "../corpus/Segments.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { RunConfig } from "./ConfigSchema.ts"
import type { Warning } from "./HybridResult.ts"

/** So many doubts are told in a run; the codebook has them all. */
const mostDoubts = 5

const doubtful = (corpus: Corpus.Corpus): ReadonlyArray<Warning> => {
  const doubts = Codebook.doubts(corpus.codebook)
  const more = doubts.length - mostDoubts
  return [
    ...doubts.slice(0, mostDoubts).map(({ message }) => ({ code: "codebook-doubt", message })),
    ...(more > 0
      ? [
          {
            code: "codebook-doubt",
            message: `${more} more guesses about questions are doubtful: print the codebook to see them.`
          }
        ]
      : [])
  ]
}

const tooFew = (
  { segments: { minSize } }: RunConfig,
  { records }: Corpus.Corpus,
  people: ReadonlyArray<ResearchRecord>
): ReadonlyArray<Warning> => {
  const rows = people.filter(({ kind }) => kind === "row").length
  return rows === 0 || records.some(({ kind }) => kind === "row")
    ? []
    : [
        {
          code: "few-respondents",
          message: `The table has ${rows} ${rows === 1 ? "respondent" : "respondents"}, fewer than a segment needs (segments.minSize is ${minSize}): each counts as an interview beside the others. Lower segments.minSize to count them as a survey.`
        }
      ]
}

/** So many interviews are named. */
const mostNamed = 5

const leftOut = (corpus: Corpus.Corpus, left: ReadonlyArray<number>): ReadonlyArray<Warning> => {
  if (left.length === 0) return []
  const names = left.slice(0, mostNamed).map((place) => corpus.records[place]?.id ?? "")
  const more = left.length > mostNamed ? ` and ${left.length - mostNamed} more` : ""
  const [verb, them] = left.length === 1 ? ["interview fits", "it"] : ["interviews fit", "them"]
  return [
    {
      code: "interviews-left-out",
      message: `${left.length} ${verb} no segment of the survey, and no persona cites ${them}: ${names.join(", ")}${more}. Each segment contradicts what is known of the participant, or shares no fact and no telling word with ${them}. Facts can stand above a transcript, such as "Age: 34".`
    }
  ]
}

/** What there is to say of the data of a run; `people` are its records as they were read. */
export const of = (
  config: RunConfig,
  corpus: Corpus.Corpus,
  people: ReadonlyArray<ResearchRecord>,
  { left }: Segments.Segments
): ReadonlyArray<Warning> => [
  ...doubtful(corpus),
  ...leftOut(corpus, left),
  ...tooFew(config, corpus, people),
  ...(corpus.records.some(({ kind }) => kind === "row")
    ? []
    : [
        {
          code: "interviews-may-identify",
          message:
            "There are interviews only, and a persona may stand for a single one of them: what it says may tell who it was. Read it before you share it."
        }
      ]),
  ...(config.anonymiseInput
    ? []
    : [{ code: "input-not-anonymised", message: "anonymiseInput is false: personal data was not replaced." }]),
  ...(corpus.records.length < corpus.total
    ? [
        {
          code: "records-sampled",
          message: `The data has ${corpus.total} records; an even sample of ${corpus.records.length} was used. Raise corpus.maxRecords to use more.`
        }
      ]
    : [])
]
