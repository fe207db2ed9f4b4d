/**
 * effect-persona: user personas out of research data, with evidence for every quote and a hard cap on what they cost.
 */
export * as Codebook from "./corpus/codebook/index.ts"
export type { Corpus } from "./corpus/Corpus.ts"
export { CorpusError } from "./corpus/Corpus.ts"
export * as Criteria from "./criteria/Criteria.ts"
export * as AnthropicPrices from "./budget/AnthropicPrices.ts"
export { Budget, type BudgetOptions, type BudgetShape } from "./budget/Budget.ts"
export * as Ledger from "./budget/Ledger.ts"
export * as Price from "./budget/Price.ts"
export * as Prices from "./budget/Prices.ts"
export type { AnonymisedRecord } from "./domain/AnonymisedRecord.ts"
export * as Draft from "./domain/Draft.ts"
export type { DraftRequest } from "./domain/DraftRequest.ts"
export * as Evaluation from "./domain/Evaluation.ts"
export * as Evidence from "./domain/Evidence.ts"
export * as ModelInfo from "./domain/ModelInfo.ts"
export * as Patch from "./domain/Patch.ts"
export type { Cleaned, Inspection, PersonalData } from "./domain/PersonalData.ts"
export * as Persona from "./domain/Persona.ts"
export * as ResearchRecord from "./domain/ResearchRecord.ts"
export type * as Segment from "./domain/Segment.ts"
export * as Usage from "./domain/Usage.ts"
export * as Usd from "./domain/Usd.ts"
export * as Comparison from "./pipeline/Comparison.ts"
export * as CostReport from "./pipeline/CostReport.ts"
export * as Estimate from "./pipeline/Estimate.ts"
export * as HybridConfig from "./pipeline/HybridConfig.ts"
export * as HybridPipeline from "./pipeline/HybridPipeline.ts"
export * as HybridResult from "./pipeline/HybridResult.ts"
export * as PipelineError from "./pipeline/PipelineError.ts"
export * as PrivacyReport from "./pipeline/PrivacyReport.ts"
export { PipelineEvent } from "./pipeline/PipelineEvent.ts"
export * as QualityMetrics from "./pipeline/QualityMetrics.ts"
export * as AnonymiserSession from "./stages/AnonymiserSession.ts"
export { Anonymiser, AnonymiserError, type AnonymiserShape } from "./stages/Anonymiser.ts"
export * as CallDetails from "./stages/CallDetails.ts"
export { CostMeter, type CostMeterShape, UnknownPrice } from "./stages/CostMeter.ts"
export { DraftGenerator, type DraftGeneratorShape, FallbackDraftGenerator } from "./stages/DraftGenerator.ts"
export {
  type Better,
  type CompareRequest,
  type ExplainRequest,
  FallbackJudge,
  Judge,
  type JudgeRequest,
  type JudgeShape
} from "./stages/Judge.ts"
export { type RefineRequest, Refiner, type RefinerShape } from "./stages/Refiner.ts"
export * as CallBudget from "./stages/CallBudget.ts"
export * as CallNotes from "./stages/CallNotes.ts"
export * as LastFailure from "./stages/LastFailure.ts"
export * as RunEntry from "./stages/RunEntry.ts"
export * as RunStore from "./stages/RunStore.ts"
export { Support, type SupportRequest, type SupportShape } from "./stages/Support.ts"
export * as StageError from "./stages/StageError.ts"
