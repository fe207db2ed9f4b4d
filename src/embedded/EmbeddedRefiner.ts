/**
 * Mends what a judge marked, out of the sample and without a model.
 */
import { Array, Effect, Equal, Layer } from "effect"
import { Criteria, standard } from "../criteria/Criteria.ts"
import type { Criterion } from "../criteria/Criterion.ts"
import type { Evaluation, Remark } from "../domain/Evaluation.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { PersonaPatch } from "../domain/Patch.ts"
import type { Persona } from "../domain/Persona.ts"
import * as Usage from "../domain/Usage.ts"
import { type RefineRequest, Refiner } from "../stages/Refiner.ts"
import { evaluate } from "./EmbeddedJudge.ts"
import { proposals } from "./Mending.ts"
import * as Portrait from "./Portrait.ts"

/**
 * The rules as a model's identity.
 *
 * @internal
 */
export const model: ModelInfo = { provider: "embedded", model: "embedded-refine", location: "local" }

/** More steps than a persona has claims are never needed; this bounds the time on any input. */
const mostSteps = 24

/** A persona on its way through mending. */
export interface State {
  readonly persona: Persona
  readonly evaluation: Evaluation
}

const supported = ({ scores }: Evaluation): number => scores["groundedness"] ?? 0

/**
 * The best of what a persona could become, or the persona as it is: never one that stands on less evidence, however well it reads.
 *
 * @internal
 */
export const choose = (state: State, proposed: ReadonlyArray<State>): State =>
  proposed
    .filter(({ evaluation }) => supported(evaluation) >= supported(state.evaluation))
    .reduce((best, next) => (next.evaluation.overall > best.evaluation.overall ? next : best), state)

/**
 * Mends a persona remark by remark: of the ways to meet a remark the one that the rules judge best is taken, and none where the persona
 * would not be better for it or would stand on less evidence.
 *
 * @internal
 */
export const mend = ({ evaluation, origin, persona }: RefineRequest, criteria: ReadonlyArray<Criterion>): Persona => {
  const portrait = Portrait.of(origin)
  const judge = (candidate: Persona): State => ({
    persona: candidate,
    evaluation: evaluate({ persona: candidate, origin }, criteria)
  })
  const improve = (state: State, remark: Remark): State =>
    choose(state, proposals(portrait, state.persona, remark).map(judge))
  // Remarks of another judge come first: they may know what the rules cannot see. Once an entry went, those that count entries mean
  // others; what the rules remark is read off the mended persona each time.
  let state = judge(persona)
  let pending: ReadonlyArray<Remark> = evaluation.remarks
  const done = new Set<string>()
  for (let step = 0; step < mostSteps; step++) {
    const remark = pending[0] ?? state.evaluation.remarks.find((each) => !done.has(key(each, state.persona)))
    if (remark === undefined) break
    done.add(key(remark, state.persona))
    const next = improve(state, remark)
    pending = pending.slice(1).filter(({ claim }) => next === state || !/\/\d+$/.test(claim))
    state = next
  }
  return state.persona
}

/** What tells a remark from others, also after the entry that it means has moved. */
const key = (remark: Remark, persona: Persona): string => {
  const [, field = "", index] = remark.claim.split("/")
  const entry = Object.entries(persona).find(([name]) => name === field)?.[1]
  const said = Array.isArray(entry) && index !== undefined ? String(entry[Number(index)]) : ""
  return `${remark.criterion} ${field} ${said === "" ? (index ?? "") : said}`
}

const fields = [
  "name",
  "age",
  "occupation",
  "title",
  "summary",
  "demographics",
  "goals",
  "painPoints",
  "behaviours",
  "motivations",
  "quotes"
] as const

/**
 * What changed from one persona to another, each changed field whole and with all of its evidence.
 *
 * @internal
 */
export const difference = (before: Persona, after: Persona): PersonaPatch => {
  const evidenceOf = (persona: Persona, field: string) =>
    persona.evidence.filter(({ claim }) => claim.split("/")[1] === field)
  const changed = fields.filter(
    (field) =>
      !Equal.equals(before[field], after[field]) || !Equal.equals(evidenceOf(before, field), evidenceOf(after, field))
  )
  if (changed.length === 0) return {}
  const content = Object.fromEntries(changed.map((field) => [field, after[field]]))
  return { ...content, evidence: changed.flatMap((field) => evidenceOf(after, field)) }
}

/**
 * The patch of a request; empty where nothing can be made better.
 *
 * @internal
 */
export const refine = (request: RefineRequest, criteria: ReadonlyArray<Criterion> = standard): PersonaPatch =>
  difference(request.persona, mend(request, criteria))

/**
 * A `Refiner` by rules: free, offline, and the same again for the same request. It never fails.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Patch, type RefineRequest, Refiner } from "effect-persona"
 * import { EmbeddedRefiner } from "effect-persona/embedded"
 *
 * const mended = (request: RefineRequest) =>
 *   Refiner.pipe(
 *     Effect.flatMap((refiner) => refiner.refine(request)),
 *     Effect.map(({ value }) => Patch.apply(request.persona, value)),
 *     Effect.provide(EmbeddedRefiner.layer)
 *   )
 * ```
 */
export const layer: Layer.Layer<Refiner> = Layer.succeed(Refiner, {
  model,
  bound: () => Effect.succeed(Usage.unbilled),
  refine: (request) => Effect.map(Criteria, (criteria) => ({ value: refine(request, criteria), usage: Usage.none }))
})
