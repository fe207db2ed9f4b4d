/**
 * Drafts personas without a model: typical answers, contrasts and representative passages, each with its evidence.
 */
import { Effect, Layer } from "effect"
import { pointer } from "../domain/Coverage.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import { claimLists, type PersonaContent } from "../domain/Persona.ts"
import * as Usage from "../domain/Usage.ts"
import { DraftGenerator } from "../stages/DraftGenerator.ts"
import * as Attributes from "./Attributes.ts"
import { evidence } from "./Cite.ts"
import * as Claims from "./Claims.ts"
import * as Names from "./Names.ts"
import * as Portrait from "./Portrait.ts"
import * as Quotes from "./Quotes.ts"
import * as Summary from "./PersonaSummary.ts"
import * as Title from "./Title.ts"

/**
 * The rules by which drafts are written, as a model's identity.
 *
 * @internal
 */
export const model: ModelInfo = { provider: "embedded", model: "embedded-draft", location: "local" }

/**
 * Changes whenever the same request would give another draft.
 *
 * @internal
 */
export const prompt = "embedded-draft@1"

const quoteCount = 3

/**
 * The draft of a request.
 *
 * @internal
 */
export const draft = (request: DraftRequest): PersonaContent => {
  const portrait = Portrait.of(request)
  const chosen = Claims.choose(Claims.pool(portrait))
  const told = claimLists.flatMap((list) => chosen[list].flatMap(({ sources }) => sources))
  const quotes = Quotes.choose(portrait, told, quoteCount)
  const name = Names.pick(request.index, Names.kindOf(Portrait.attribute(portrait, "gender")?.answers[0]))
  const summary = Summary.make(name, portrait, chosen)
  const attributes = Attributes.tell(portrait)
  const texts = (list: (typeof claimLists)[number]) => chosen[list].map(({ text }) => text)
  return {
    name,
    age: attributes.age,
    occupation: attributes.occupation,
    title: Title.make(portrait, chosen),
    summary: summary.text,
    demographics: attributes.demographics,
    goals: texts("goals"),
    painPoints: texts("painPoints"),
    behaviours: texts("behaviours"),
    motivations: texts("motivations"),
    quotes: quotes.map(({ text }) => text),
    evidence: [
      ...attributes.evidence,
      ...evidence(
        pointer("summary"),
        summary.facets.flatMap(({ sources }) => sources.slice(0, 1))
      ),
      ...claimLists.flatMap((list) =>
        chosen[list].flatMap(({ sources }, index) => evidence(pointer(list, index), sources))
      ),
      ...quotes.flatMap((quote, index) => evidence(pointer("quotes", index), [quote]))
    ]
  }
}

/**
 * A `DraftGenerator` by rules: free, offline, and the same again for the same request. It never fails; what the sample does not
 * hold stays out of the draft.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { DraftGenerator, type DraftRequest } from "effect-persona"
 * import { EmbeddedDraftGenerator } from "effect-persona/embedded"
 *
 * const titleOf = (request: DraftRequest) =>
 *   DraftGenerator.pipe(
 *     Effect.flatMap((drafts) => drafts.draft(request)),
 *     Effect.map(({ value }) => value.title),
 *     Effect.provide(EmbeddedDraftGenerator.layer)
 *   )
 * ```
 */
export const layer: Layer.Layer<DraftGenerator> = Layer.succeed(DraftGenerator, {
  model,
  prompt,
  bound: () => Effect.succeed(Usage.unbilled),
  draft: (request) => Effect.sync(() => ({ value: draft(request), usage: Usage.none }))
})
