/**
 * A result with the original words in the places of placeholders: for local files only.
 */
import type { HybridResult, PersonaResult } from "../pipeline/HybridResult.ts"
import * as RequestTexts from "../calls/RequestTexts.ts"

/** The result with its personas, and what was said of them, restored. */
export const restored = (result: HybridResult, restore: (text: string) => string): HybridResult => {
  const rewriting = { text: restore, recordId: restore }
  return {
    ...result,
    ...(result.captions !== undefined && {
      captions: Object.fromEntries(Object.entries(result.captions).map(([id, text]) => [restore(id), text]))
    }),
    ...(result.report !== undefined && {
      report: {
        ...result.report,
        codes: Object.fromEntries(Object.entries(result.report.codes).map(([id, code]) => [restore(id), code]))
      }
    }),
    personas: result.personas.map((one): PersonaResult => ({
      ...one,
      persona: RequestTexts.ofPersona(one.persona, rewriting),
      evaluation: RequestTexts.ofEvaluation(one.evaluation, rewriting)
    }))
  }
}
