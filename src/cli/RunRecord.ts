/**
 * What it takes to make a run again, for the result's file.
 */
import { Effect } from "effect"
import { Criteria } from "../criteria/Criteria.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import { comparePrompt, judgePrompt, reasonsPrompt, refinePrompt } from "../llm/index.ts"
import type { HybridConfig } from "../pipeline/HybridConfig.ts"
import type { RunRecord } from "../pipeline/HybridResult.ts"
import type { Pseudonymiser } from "../privacy/index.ts"
import type { ReadFile } from "../sources/ResearchData.ts"
import { DraftGenerator } from "../stages/DraftGenerator.ts"
import { Judge } from "../stages/Judge.ts"
import { Refiner } from "../stages/Refiner.ts"
import { version } from "../domain/PackageVersion.ts"

/** The record of a run by these stages. `pseudonymiser`: null where names are not to be replaced. */
export const make = Effect.fnUntraced(function* (
  configuration: HybridConfig,
  read: ReadonlyArray<ReadFile>,
  pseudonymiser: Pseudonymiser | null
) {
  const criteria = yield* Criteria
  const drafts = yield* DraftGenerator
  const judge = yield* Judge
  const refiner = yield* Refiner
  const isRefined = configuration.useFrontier || refiner.model.location === "local"
  const isModel = ({ provider }: { readonly provider: string }) => provider !== "embedded"
  const record: RunRecord = {
    version,
    prompts: [
      drafts.prompt,
      ...(isModel(judge.model) ? [judgePrompt, reasonsPrompt, comparePrompt].map((prompt) => prompt(criteria).id) : []),
      ...(isRefined && isModel(refiner.model) ? [refinePrompt(criteria).id] : [])
    ],
    models: { draft: drafts.model, judge: judge.model, refine: isRefined ? refiner.model : null },
    configuration,
    inputs: read.map((one) => ({ ...one, file: withoutNames(one.file, pseudonymiser) }))
  }
  return record
})

/** A path without the names of people who take part. */
const withoutNames = (file: string, pseudonymiser: Pseudonymiser | null): string => {
  if (pseudonymiser === null) return file
  const empty: ResearchRecord = { id: file, source: { file, place: "" }, kind: "document", fields: [] }
  return pseudonymiser.revisit(pseudonymiser.replaceRecord(empty)).source.file
}
