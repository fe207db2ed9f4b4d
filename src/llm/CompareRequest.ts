/**
 * The request that compares two versions of a persona.
 */
import { standard } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import type { CompareRequest } from "../stages/Judge.ts"
import * as Citations from "./Citations.ts"
import { CompareAnswer, comparePrompt } from "./ComparePrompt.ts"
import { block } from "./Delimit.ts"
import * as PersonaLines from "./PersonaLines.ts"
import type { ChatRequest } from "./provider/ChatModel.ts"
import * as SourceLines from "./SourceLines.ts"
import type { StageOptions } from "./Stage.ts"

// As in the other requests of a judge: hardly any chance, and always the same lot.
const temperature = 0.1

/**
 * The request that asks which of two versions is better. What both cite is shown once.
 *
 * @internal
 */
export const compareRequest = (
  { first, origin, second }: CompareRequest,
  options: StageOptions = {},
  criteria: ReadonlyArray<Criterion> = standard
): ChatRequest<CompareAnswer> => {
  const prompt = comparePrompt(criteria)
  const byId = <Source extends { readonly id: string }>(sources: ReadonlyArray<Source>): ReadonlyArray<Source> => [
    ...new Map(sources.map((source) => [source.id, source])).values()
  ]
  // In the same order for both orders of the two, so that the prompt begins alike.
  const counts = SourceLines.orderedCounts(origin.counts, origin)
  const cited = byId([...first.passages, ...second.passages])
  const passages = SourceLines.orderedPassages(
    cited.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    origin
  )
  const citations = Citations.of({ counts, passages })
  const shown = block([
    ...SourceLines.group(origin),
    ...SourceLines.counts(counts, origin, citations),
    ...SourceLines.passages(passages, origin, citations)
  ])
  const two = block([
    ...PersonaLines.of(first, citations, "The first persona:"),
    ...PersonaLines.of(second, citations, "The second persona:")
  ])
  return {
    prompt: prompt.id,
    system: [{ text: `${prompt.system}\n\n${prompt.answer}`, cacheable: true }],
    user: [{ text: shown }, { text: `${two}\n\n${prompt.task}` }],
    schema: CompareAnswer,
    saysShape: true,
    maxOutputTokens: options.maxOutputTokens ?? prompt.maxOutputTokens,
    expectedOutputTokens: prompt.typicalOutputTokens,
    seed: origin.seed,
    temperature
  }
}
