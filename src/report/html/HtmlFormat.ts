/**
 * A result as one HTML file to share: it works without scripts and without a network, and holds only what its personas cite.
 */
import { Effect } from "effect"
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
