/**
 * The model stages without a model: everything runs offline, free and at once.
 */
import { Layer } from "effect"
import * as EmbeddedDraftGenerator from "./EmbeddedDraftGenerator.ts"
import * as EmbeddedJudge from "./EmbeddedJudge.ts"
import * as EmbeddedRefiner from "./EmbeddedRefiner.ts"

export { EmbeddedDraftGenerator, EmbeddedJudge, EmbeddedRefiner }

/**
 * Drafts, judges and refines by rules. The Anonymiser and the CostMeter are provided beside it.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { CostMeter } from "effect-persona"
 * import * as Embedded from "effect-persona/embedded"
 * import { LocalAnonymiser } from "effect-persona/privacy"
 *
 * // All that a run needs, offline and free.
 * const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)
 * ```
 */
export const layer = Layer.mergeAll(EmbeddedDraftGenerator.layer, EmbeddedJudge.layer(), EmbeddedRefiner.layer)
