/**
 * A result as JSON, the shape published in docs/schema/hybrid-result.json.
 */
import { Effect } from "effect"
import type { HybridResult } from "../pipeline/HybridResult.ts"
import type { ResultFormat } from "./ResultFormat.ts"

/** The whole document, indented. */
export const json: ResultFormat = {
  name: "json",
  file: "result.json",
  isDefault: true,
  render: (result: HybridResult) => Effect.sync(() => `${JSON.stringify(result, null, 2)}\n`)
}
