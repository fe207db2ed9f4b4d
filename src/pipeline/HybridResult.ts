/**
 * What a run hands back. The same shape is printed by `persona generate --json`; its JSON Schema is published in
 * docs/schema/hybrid-result.json.
 */
import { Schema } from "effect"
import { Dropped, Provenance } from "../domain/Draft.ts"
import { Evaluation } from "../domain/Evaluation.ts"
import { Grouping } from "../domain/Grouping.ts"
import { Persona } from "../domain/Persona.ts"
import { Study } from "../domain/Study.ts"
import { ModelInfo } from "../domain/ModelInfo.ts"
import { HybridConfig } from "./ConfigSchema.ts"
import { CostReport } from "./CostReport.ts"
import { PrivacyReport, Warning } from "./PrivacyReport.ts"
import { QualityMetrics } from "./QualityMetrics.ts"

export { Warning } from "./PrivacyReport.ts"

/** How the models were used: `hybrid` with a remote one beside what is local, `local-only` without any. */
export const Mode = Schema.Literals(["hybrid", "local-only", "frontier-only"])

/** How the models were used. */
export type Mode = typeof Mode.Type

/** `Complete`: as many personas as were asked for. `Shortfall`: fewer. `Interrupted`: the run was stopped before its end. */
export const Outcome = Schema.Literals(["Complete", "Shortfall", "Interrupted"])

/** How a run ended. */
export type Outcome = typeof Outcome.Type

/** A delivered persona. */
export const PersonaResult = Schema.Struct({
  persona: Persona,
  /** What the evidence gate dropped of it, by reason. */
  dropped: Dropped,
  /** Whether a refinement changed it. */
  refined: Schema.Boolean,
  /** Why it was not refined, where it was not. */
  reason: Schema.optionalKey(Schema.String),
  /** What the judge said of this version. */
  evaluation: Evaluation,
  provenance: Provenance,
  /** What its draft, judgements and refinement cost, in US dollars. */
  costUsd: Schema.Finite
})

/** A delivered persona. */
export interface PersonaResult extends Schema.Schema.Type<typeof PersonaResult> {}

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** How many of what. */
export const Counts = Schema.Struct({
  /** Records read. */
  records: Count,
  /** Personas asked for. */
  requested: Count,
  /** Personas delivered. */
  delivered: Count,
  /** Drafts begun, top-ups included. */
  drafts: Count,
  /** Drafts that could not be made or judged. */
  failed: Count,
  /** Drafts of which the evidence gate kept nothing. */
  ungrounded: Count,
  /** Drafts judged below the threshold. */
  belowThreshold: Count,
  /** Personas that a refinement changed. */
  refined: Count
})

/** How many of what. */
export interface Counts extends Schema.Schema.Type<typeof Counts> {}

/** Calls that came to nothing after all their attempts, of one stage and model and for one reason. */
export const Failure = Schema.Struct({
  stage: Schema.Literals(["draft", "judge", "refine"]),
  provider: Schema.String,
  model: Schema.String,
  /** For programs, such as `Misconfigured` or `RateLimited`. */
  reason: Schema.String,
  /** How many calls. */
  count: Count,
  /** What the first of them said, and what to do about it. */
  message: Schema.String
})

/** Calls that came to nothing after all their attempts, of one stage and model and for one reason. */
export interface Failure extends Schema.Schema.Type<typeof Failure> {}

/** What the report to share says besides the result, drawn once so that the same result makes the same report. */
export const ReportSetup = Schema.Struct({
  title: Schema.String,
  /** The day it was made, such as `2026-11-27`. */
  date: Schema.String,
  /** What the report calls each record that it cites: drawn at random, so that they say nothing of the data's order. */
  codes: Schema.Record(Schema.String, Schema.String)
})

/** What the report to share says besides the result. */
export interface ReportSetup extends Schema.Schema.Type<typeof ReportSetup> {}

/** What it takes to make a run again. */
export const RunRecord = Schema.Struct({
  /** The version of this package. */
  version: Schema.String,
  /** Names and versions of the prompts or rules, such as `draft@2`. */
  prompts: Schema.Array(Schema.String),
  /** What each stage called; null where nobody refines. */
  models: Schema.Struct({ draft: ModelInfo, judge: ModelInfo, refine: Schema.NullOr(ModelInfo) }),
  /** All of it, seed and defaults included. */
  configuration: HybridConfig,
  /** Set where original words were put back into the files: no report to share is made from them again. */
  isRestored: Schema.optionalKey(Schema.Boolean),
  /** What was read, names of people in paths replaced. */
  inputs: Schema.Array(
    Schema.Struct({
      file: Schema.String,
      bytes: Count,
      /** In hexadecimal. */
      sha256: Schema.String
    })
  )
})

/** What it takes to make a run again. */
export interface RunRecord extends Schema.Schema.Type<typeof RunRecord> {}

/** What a run hands back. */
export const HybridResult = Schema.Struct({
  /** The same for the same data, configuration and seed. */
  runId: Schema.String,
  mode: Mode,
  outcome: Outcome,
  /** Best first, as they were ranked when they were chosen. */
  personas: Schema.Array(PersonaResult),
  costReport: CostReport,
  qualityMetrics: QualityMetrics,
  /** What the segments are worth; null where there were too few respondents, or no closed answers, to test them by. */
  grouping: Schema.NullOr(Grouping),
  /** What was asked and answered, by segment. */
  study: Study,
  /** The ids of the records of each segment, where the configuration asks for them with `members`. */
  members: Schema.optionalKey(Schema.Record(Schema.String, Schema.Array(Schema.String))),
  /** What may stand beside the words of a respondent, by the id of the record: what enough of the segment share. */
  captions: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
  /** Set where a report to share was made. */
  report: Schema.optionalKey(ReportSetup),
  /** Set where the command filed the result: what it takes to make the run again. */
  run: Schema.optionalKey(RunRecord),
  privacy: PrivacyReport,
  counts: Counts,
  /** Which calls failed and why. Without them, the personas would have been more, or refined. */
  failures: Schema.Array(Failure),
  warnings: Schema.Array(Warning)
})

/** What a run hands back. */
export interface HybridResult extends Schema.Schema.Type<typeof HybridResult> {}
