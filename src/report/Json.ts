/**
 * A result as JSON, the shape published in docs/schema/hybrid-result.json.
 */
import type { HybridResult } from "../pipeline/HybridResult.ts"

/** The whole document, indented. */
export const render = (result: HybridResult): string => `${JSON.stringify(result, null, 2)}\n`
