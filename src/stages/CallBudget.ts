/**
 * What a stage may know of the budget of the run that it works for.
 */
import { Context } from "effect"

/**
 * Whether the run has a cap. Then a close bound is worth some trouble, such as asking the service to count the prompt: what is
 * reserved for one call cannot be spent on another. The pipeline says so around every `bound`; left alone, there is none.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { CallBudget, type Usage } from "effect-persona"
 *
 * const byBytes: Usage.TokenBound = { inputTokens: 9_000, outputTokens: 700 }
 * const counted = Effect.succeed({ ...byBytes, inputTokens: 2_100 })
 * const bound = Effect.flatMap(CallBudget.HasCap, (hasCap) => (hasCap ? counted : Effect.succeed(byBytes)))
 * ```
 */
export const HasCap = Context.Reference<boolean>("effect-persona/HasCap", { defaultValue: () => false })
