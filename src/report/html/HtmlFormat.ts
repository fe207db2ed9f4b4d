/**
 * A result as one HTML file to share: it works without scripts and without a network, and holds only what its personas cite.
 */
import { Effect } from "effect"
import type { HybridResult } from "../../pipeline/HybridResult.ts"
import type { StudyAnswers } from "../StudyAnswers.ts"
import type { ResultFormat } from "../ResultFormat.ts"
import * as SharedResult from "../SharedResult.ts"
import { build } from "./BuildReport.ts"
import { page } from "./Page.tsx"
import { prepareReport } from "./ReportSetup.ts"

/** The whole file. Rendered again it says the same if the result was prepared for it, as the command does; else codes are drawn anew. */
export const html: ResultFormat = {
  name: "html",
  file: "report.html",
  isDefault: true,
  isShared: true,
  render: (result) =>
    Effect.map(prepareReport(result), (prepared) => {
      const shared = SharedResult.of(prepared)
      return page(build(shared, shared.report))
    })
}

/** The name of the file of the report for the team. */
export const teamReportFile = "report-team.html"

/**
 * The report for those who may read the data: every answer stands in it, under the codes of the shared one, and it says so on top.
 *
 * @example
 * ```ts
 * import type { HybridResult } from "effect-persona"
 * import { type StudyAnswers, teamReport } from "effect-persona/report"
 *
 * export const page = (result: HybridResult.HybridResult, answers: StudyAnswers) => teamReport(result, answers)
 * ```
 */
export const teamReport = (result: HybridResult, answers: StudyAnswers): Effect.Effect<string> =>
  Effect.map(
    prepareReport(
      result,
      undefined,
      answers.records.map(({ record }) => record)
    ),
    ({ report }) => page(build(result, report, answers))
  )
