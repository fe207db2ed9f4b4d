/**
 * What the report to share reads, and all that its file holds: no id of a record, no row, no file's name, nothing that is not cited.
 */
import { Schema } from "effect"
import { Demographic } from "../../domain/Codebook.ts"
import { Verdict } from "../../domain/Grouping.ts"
import { Support } from "../../domain/Persona.ts"
import { Share } from "../../domain/Evidence.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const Labelled = Schema.Struct({ label: Schema.String, count: Count })
const Note = Schema.Struct({ title: Schema.String, text: Schema.String })

/** Something to say in a heading and a sentence. */
export interface Note extends Schema.Schema.Type<typeof Note> {}

/** Respondents counted by an answer. */
export const ReportCount = Schema.Struct({
  id: Schema.String,
  /** What was asked. */
  question: Schema.String,
  answer: Schema.String,
  segment: Share,
  everyone: Share,
  /** Whether it is higher than among everyone beyond what shuffled answers give. */
  contrast: Schema.Boolean
})

/** Respondents counted by an answer. */
export interface ReportCount extends Schema.Schema.Type<typeof ReportCount> {}

/** Somebody's words. */
export const ReportPassage = Schema.Struct({
  id: Schema.String,
  /** The code of who said them. */
  respondent: Schema.String,
  /** What was asked, where that is known. */
  question: Schema.NullOr(Schema.String),
  text: Schema.String,
  /** Whether more stood before or after it. */
  cutBefore: Schema.Boolean,
  cutAfter: Schema.Boolean,
  status: Schema.Literals(["verified", "repaired"]),
  /** The whole answer; for the team only. */
  answer: Schema.optionalKey(Schema.String)
})

/** Somebody's words. */
export interface ReportPassage extends Schema.Schema.Type<typeof ReportPassage> {}

/** Somebody's words, with what may stand beside them. */
export interface CaptionedPassage extends ReportPassage {
  readonly caption: string
}

/** A fact: an answer of the respondent who stands for the segment. `no` numbers facts and claims of a persona in reading order. */
export const ReportFact = Schema.Struct({
  no: Count,
  label: Schema.String,
  value: Schema.String,
  demographic: Schema.NullOr(Demographic),
  /** The id of a count of the persona. */
  count: Schema.String
})

/** A fact. */
export interface ReportFact extends Schema.Schema.Type<typeof ReportFact> {}

/** A sentence and the ids of what supports it. */
export const ReportClaim = Schema.Struct({
  no: Count,
  id: Schema.String,
  text: Schema.String,
  /** Ids of passages and of counts of the persona. */
  evidence: Schema.Array(Schema.String),
  support: Schema.NullOr(Support),
  /** The id of the passage that the claim is, where it is nothing else. */
  passage: Schema.NullOr(Schema.String)
})

/** A sentence and the ids of what supports it. */
export interface ReportClaim extends Schema.Schema.Type<typeof ReportClaim> {}

const Claims = Schema.Array(ReportClaim)

/** How steady a segment is. */
const Steadiness = Schema.Struct({ overlap: Schema.Finite, level: Schema.Literals(["holds", "part", "chance"]) })

/** A persona. */
export const ReportPersona = Schema.Struct({
  /** An address within the file. */
  id: Schema.String,
  name: Schema.String,
  title: Schema.String,
  segment: Schema.Struct({ size: Count, of: Count, share: Schema.Finite, interviews: Count }),
  facts: Schema.Struct({ shared: Count, list: Schema.Array(ReportFact) }),
  bio: Claims,
  goals: Claims,
  painPoints: Claims,
  behaviours: Claims,
  motivations: Claims,
  quotes: Schema.Array(Schema.Struct({ text: Schema.String, passage: Schema.String })),
  counts: Schema.Array(ReportCount),
  steadiness: Schema.NullOr(Steadiness),
  unknowns: Schema.Array(Schema.String)
})

/** A persona. */
export interface ReportPersona extends Schema.Schema.Type<typeof ReportPersona> {}

/** An answer, and the share of each persona's segment that gave it. */
export const ReportAnswer = Schema.Struct({
  answer: Schema.String,
  everyone: Share,
  /** In the order of the personas. */
  segments: Schema.Array(Share)
})

/** A question and its answers side by side. */
export const ReportQuestion = Schema.Struct({
  text: Schema.String,
  isMultiple: Schema.Boolean,
  answers: Schema.Array(ReportAnswer)
})

/** A question and its answers side by side. */
export interface ReportQuestion extends Schema.Schema.Type<typeof ReportQuestion> {}

/** What the grouping is worth. */
export const ReportGrouping = Schema.Struct({
  verdict: Verdict,
  together: Schema.Struct({ measured: Schema.Finite, shuffled: Schema.Array(Schema.Finite), p: Schema.Finite }),
  fit: Schema.Struct({ segments: Count, segmentsBic: Schema.Finite, lineBic: Schema.Finite }),
  halves: Schema.Struct({ agreement: Schema.Finite, shuffled: Schema.Finite, tries: Count }),
  line: Schema.NullOr(
    Schema.Struct({
      low: Schema.String,
      high: Schema.String,
      places: Schema.Array(
        Schema.Struct({
          persona: Schema.String,
          p10: Schema.Finite,
          p25: Schema.Finite,
          p50: Schema.Finite,
          p75: Schema.Finite,
          p90: Schema.Finite
        })
      ),
      nearerToAnother: Count
    })
  ),
  steadiness: Schema.Struct({ refits: Count, segments: Count, p5: Schema.Finite, p95: Schema.Finite }),
  distance: Schema.Struct({ personas: Schema.Finite, random: Schema.Finite, floor: Schema.Finite, tries: Count })
})

/** What the grouping is worth. */
export interface ReportGrouping extends Schema.Schema.Type<typeof ReportGrouping> {}

/** Somebody with all answers; for the team only. */
export const ReportRecord = Schema.Struct({
  /** The code. */
  id: Schema.String,
  kind: Schema.Literals(["survey", "interview"]),
  /** Where it stands in the data. */
  source: Schema.String,
  answers: Schema.Array(Schema.Struct({ question: Schema.String, answer: Schema.String }))
})

/** Somebody with all answers. */
export interface ReportRecord extends Schema.Schema.Type<typeof ReportRecord> {}

/** All that the report holds. */
export const ReportData = Schema.Struct({
  /** A reader refuses a higher one. */
  schemaVersion: Schema.Literal(1),
  /** `team`: every answer stands in it, and it is not to be passed on. */
  build: Schema.Literals(["shared", "team"]),
  study: Schema.Struct({
    name: Schema.String,
    /** The language of the questions and words, as far as their script tells it. */
    language: Schema.String,
    direction: Schema.Literals(["ltr", "rtl"])
  }),
  run: Schema.Struct({
    id: Schema.String,
    date: Schema.NullOr(Schema.String),
    outcome: Schema.Literals(["complete", "shortfall", "interrupted"]),
    requested: Count,
    /** Whether a model wrote the claims. */
    textBy: Schema.Literals(["model", "none"]),
    models: Schema.Array(Schema.Struct({ stage: Schema.String, name: Schema.String })),
    removed: Schema.Array(Labelled),
    funnel: Schema.Array(Labelled),
    checks: Schema.Array(Schema.Struct({ label: Schema.String, matched: Count, of: Count })),
    /** Claims and quotes that their evidence did not support, by reason. */
    dropped: Schema.Array(Labelled),
    scores: Schema.NullOr(Schema.Struct({ drafted: Schema.Finite, delivered: Schema.Finite })),
    failures: Schema.Array(Labelled)
  }),
  cost: Schema.Struct({
    spentUsd: Schema.Finite,
    possiblyBilledUsd: Schema.Finite,
    capUsd: Schema.NullOr(Schema.Finite),
    frontierOnlyUsd: Schema.NullOr(Schema.Finite),
    stages: Schema.Array(Schema.Struct({ name: Schema.String, calls: Count, usd: Schema.Finite })),
    /** What left this computer. */
    sent: Schema.String
  }),
  people: Schema.Struct({ respondents: Count, interviews: Count, questions: Count }),
  segmentation: Schema.NullOr(ReportGrouping),
  /** In the order shown. */
  personas: Schema.Array(ReportPersona),
  /** Segments that no persona stands for: how many people each has. */
  uncovered: Schema.Array(Count),
  questions: Schema.Array(ReportQuestion),
  /** How many questions could be compared; more than there are in `questions` where these would be too many to read. */
  comparable: Count,
  /** Those cited. */
  passages: Schema.Array(ReportPassage),
  respondents: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      kind: Schema.Literals(["survey", "interview"]),
      /** What may stand beside their words, such as `25 to 34, lives alone`; empty where too few share it. */
      caption: Schema.String
    })
  ),
  /** For the team only: everybody, or those who are cited where everybody is too many for a page. */
  records: Schema.optionalKey(Schema.Array(ReportRecord)),
  warnings: Schema.Array(Note),
  notice: Schema.NullOr(Note)
})

/** All that the report holds. */
export interface ReportData extends Schema.Schema.Type<typeof ReportData> {}
