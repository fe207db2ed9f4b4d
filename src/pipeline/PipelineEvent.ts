/**
 * What happens in a run, as it happens. Events name drafts by their number in the plan and carry no research text; only
 * `PersonaFinished` and `RunFinished` carry personas.
 */
import { Data } from "effect"
import type { Dropped } from "../domain/Draft.ts"
import type { ModelStage } from "../stages/StageError.ts"
import type { HybridResult, Mode, PersonaResult, Warning } from "./HybridResult.ts"

/** What happens in a run. Match with `PipelineEvent.$match`, or on `_tag`. */
export type PipelineEvent = Data.TaggedEnum<{
  /** The data is read and the drafts are planned. */
  RunStarted: {
    readonly runId: string
    readonly mode: Mode
    readonly records: number
    readonly requested: number
    readonly drafts: number
    readonly segments: number
  }
  /** The run goes on where it was cut off: so many calls are there, and cost so much. What was cut off may have been billed besides. */
  RunResumed: { readonly calls: number; readonly costUsd: number; readonly possiblyBilledUsd: number }
  /** More drafts than planned are needed. */
  DraftsAdded: { readonly drafts: number }
  /**
   * A model is writing an answer: how much of it is there, how fast it comes, and how long all drafts and their judgements will
   * probably take from now on, in seconds; null before the first is judged. Told at most once a second.
   */
  AnswerWritten: {
    readonly index: number
    readonly stage: ModelStage
    readonly tokens: number
    readonly tokensPerSecond: number
    readonly secondsLeft: number | null
  }
  DraftFinished: { readonly index: number; readonly segment: string; readonly costUsd: number }
  /** The draft could not be made; the run goes on. */
  DraftFailed: { readonly index: number; readonly segment: string; readonly reason: string; readonly message: string }
  /**
   * How many claims and quotes were kept, and how many dropped for which reason. `grounded` is false where none was kept: such a
   * draft is not judged.
   */
  EvidenceChecked: {
    readonly index: number
    readonly kept: number
    readonly dropped: Dropped
    readonly grounded: boolean
  }
  DraftJudged: { readonly index: number; readonly overall: number; readonly passed: boolean; readonly costUsd: number }
  JudgementFailed: { readonly index: number; readonly reason: string; readonly message: string }
  /** No remaining draft can displace this one any more. */
  CandidateSelected: { readonly index: number; readonly segment: string; readonly overall: number }
  /** `after` is the score of the refined version, whether or not it was kept. */
  RefinementFinished: {
    readonly index: number
    readonly before: number
    readonly after: number
    readonly kept: boolean
    readonly costUsd: number
  }
  RefinementSkipped: { readonly index: number; readonly reason: string }
  PersonaFinished: { readonly result: PersonaResult }
  WarningRaised: { readonly warning: Warning }
  /** Always the last event. */
  RunFinished: { readonly result: HybridResult }
}>

/** Constructors and matchers of events. */
export const PipelineEvent = Data.taggedEnum<PipelineEvent>()
