/**
 * Mends what a check marks, from what was counted and said, without a model: an empty list that the data fill, and contrasts that
 * are not told. What it cannot mend it leaves alone.
 */
import { Effect, Layer } from "effect"
import { Criteria, standard } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { PersonaPatch } from "../domain/Patch.ts"
import { type ClaimField, claimLists, claimsOf, type DraftClaim } from "../domain/Persona.ts"
import * as Usage from "../domain/Usage.ts"
import { type RefineRequest, Refiner } from "../stages/Refiner.ts"
import { countClaim, forList } from "./DraftContent.ts"
import { evaluate } from "./EmbeddedJudge.ts"

/**
 * The rules as a model's identity.
 *
 * @internal
 */
export const model: ModelInfo = { provider: "embedded", model: "embedded-refine", location: "local" }

/** So many entries are added to a list at most. */
const mostAdded = 3

/**
 * The patch of a request; empty where nothing can be mended.
 *
 * @internal
 */
export const refine = (
  { evaluation, origin, persona }: RefineRequest,
  criteria: ReadonlyArray<Criterion> = standard
): PersonaPatch => {
  const own = evaluate({ persona, origin, dropped: {} }, criteria).remarks
  const marked = new Set([...evaluation.remarks, ...own].map(({ claim }) => claim))
  const said = new Set(claimsOf(persona).map(({ text }) => text))
  const fresh = (list: ClaimField, claims: ReadonlyArray<DraftClaim>) =>
    claims
      .filter(({ text }) => !said.has(text))
      .slice(0, mostAdded)
      .map(({ evidence, text }) => ({ list, text, evidence }))
  const contrasts = origin.counts.filter(
    ({ id }) => origin.contrasts.includes(id) && !persona.contrasts.includes(id) && origin.asks[id] === undefined
  )
  const add = [
    ...(marked.has("bio")
      ? fresh(
          "bio",
          contrasts.map((count) => countClaim(origin, count))
        )
      : []),
    ...claimLists
      .filter((list) => marked.has(list) && persona[list].length === 0)
      .flatMap((list) => fresh(list, forList(origin, list)))
  ]
  return add.length === 0 ? {} : { add }
}

/**
 * A `Refiner` by rules: free, offline, and the same again for the same request. It never fails.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { type RefineRequest, Refiner } from "effect-persona"
 * import { EmbeddedRefiner } from "effect-persona/embedded"
 *
 * const patchOf = (request: RefineRequest) =>
 *   Refiner.pipe(
 *     Effect.flatMap((refiner) => refiner.refine(request)),
 *     Effect.map(({ value }) => value),
 *     Effect.provide(EmbeddedRefiner.layer)
 *   )
 * ```
 */
export const layer: Layer.Layer<Refiner> = Layer.succeed(Refiner, {
  model,
  bound: () => Effect.succeed(Usage.unbilled),
  refine: (request) => Effect.map(Criteria, (criteria) => ({ value: refine(request, criteria), usage: Usage.none }))
})
