/**
 * An optional stage that counts further support: which passages say what a claim says, besides those that it cites.
 */
import { Context, type Effect } from "effect"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { Persona } from "../domain/Persona.ts"
import type { JudgeError, Metered } from "./StageError.ts"

/** A persona as it will be delivered, with what it was made from. */
export interface SupportRequest {
  readonly persona: Persona
  readonly origin: DraftRequest
}

/** What the stage does. */
export interface SupportShape {
  /** On this machine: it reads all passages of each segment, and a run that has a remote one is refused. */
  readonly model: ModelInfo
  /** Name and version of the prompt or rules: with another, a stored run does not take over answers. */
  readonly prompt?: string
  /** The address of the server that is called, as in the other stages. */
  readonly server?: string
  /** Succeeds where the model can be called now. Left out, it can. */
  readonly available?: Effect.Effect<void, JudgeError>
  /** Called once, after `available`, as in the other stages. Where either fails, the run goes on without, with a warning. */
  readonly prepare?: Effect.Effect<void, JudgeError>
  /**
   * Makes exactly one attempt: ids of passages by the ids of claims. Each is checked as evidence is, and what does not support its claim
   * by itself is left out. Where it fails, the persona is delivered with the support that it has.
   */
  readonly same: (
    request: SupportRequest
  ) => Effect.Effect<Metered<Readonly<Record<string, ReadonlyArray<string>>>>, JudgeError>
}

/**
 * Finds further support for what delivered personas say. Optional: an app that wants it provides a layer, such as `LlmSupport.layer`.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { Support, Usage } from "effect-persona"
 *
 * // Whoever uses all long words of a claim says the same.
 * const ByWords = Layer.succeed(Support, {
 *   model: { provider: "acme", model: "words", location: "local" },
 *   same: ({ origin, persona }) =>
 *     Effect.succeed({
 *       value: Object.fromEntries(
 *         persona.goals.map(({ id, text }) => {
 *           const words = text.toLowerCase().split(/\W+/).filter((word) => word.length > 5)
 *           const says = (passage: string) => words.length > 0 && words.every((word) => passage.includes(word))
 *           return [id, origin.passages.filter((passage) => says(passage.text.toLowerCase())).map((one) => one.id)]
 *         })
 *       ),
 *       usage: Usage.none
 *     })
 * })
 * ```
 */
export class Support extends Context.Service<Support, SupportShape>()("effect-persona/Support") {}
