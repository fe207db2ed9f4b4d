/**
 * Reading research data from files into records.
 */
export * as ResearchData from "./ResearchData.ts"
export * as SourceError from "./SourceError.ts"
export { Format } from "./Format.ts"
export { SourceWarning } from "./SourceWarning.ts"
export * as Rewriting from "./rewriting/index.ts"
export type { Speaker } from "./interviews/index.ts"
