/**
 * The stage that holds the budget: it prices calls, reserves their ceiling before they are made, and books what they cost.
 */
import { Context, Effect, Layer, Option, Schema } from "effect"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { TokenBound, Usage } from "../domain/Usage.ts"
import { type Usd, zero } from "../domain/Usd.ts"
import * as Ledger from "../budget/Ledger.ts"
import { ceilingOf, costOf, type ModelPrice, type Terms } from "../budget/Price.ts"
import { find, modelsOf, Prices } from "../budget/Prices.ts"

/** A remote model without a known price: it is never called, because what cannot be priced cannot be capped. */
export class UnknownPrice extends Schema.TaggedError<UnknownPrice>()("UnknownPrice", {
  provider: Schema.String,
  model: Schema.String,
  known: Schema.Array(Schema.String)
}) {
  override get message(): string {
    const known = this.known.length === 0 ? "none" : this.known.join(", ")
    return `No price is known for ${this.provider}/${this.model}, so its cost cannot be capped. Known models of ${this.provider}: ${known}. Name one of these, or add a price for this one with Prices.layer.`
  }
}

/** What a cost meter does. */
export interface CostMeterShape {
  /** Opens the books of a run. */
  readonly open: (cap: Usd | null) => Effect.Effect<Ledger.Ledger>
  /** The price of a usage on the terms that its request was sent on; nothing for a local model. */
  readonly price: (model: ModelInfo, usage: Usage, terms?: Terms) => Effect.Effect<Usd, UnknownPrice>
  /** The most that a usage of up to these tokens can cost, at the dearest rates that can apply; nothing for a local model. */
  readonly ceiling: (
    model: ModelInfo,
    bound: Pick<TokenBound, "inputTokens" | "outputTokens" | "cacheableTokens">,
    terms?: Terms
  ) => Effect.Effect<Usd, UnknownPrice>
}

/**
 * Prices calls and holds the budget.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { CostMeter, Usage, Usd } from "effect-persona"
 *
 * const model = { provider: "anthropic", model: "claude-haiku-4-5", location: "remote" } as const
 * const price = CostMeter.pipe(
 *   Effect.flatMap((meter) => meter.price(model, Usage.make(1_000_000, 0))),
 *   Effect.provide(CostMeter.layer)
 * )
 *
 * Usd.format(Effect.runSync(price)) // => "$1.00"
 * ```
 */
export class CostMeter extends Context.Service<CostMeter, CostMeterShape>()("effect-persona/CostMeter") {
  /**
   * Prices calls by the table in `Prices`, and keeps each run's books in memory.
   *
   * Counts of tokens that are none (negative, fractional, not a number) are a fault of the stage that named them and end in
   * a defect: a cost read out of them would be a guess.
   */
  static readonly layer: Layer.Layer<CostMeter> = Layer.effect(
    CostMeter,
    Effect.gen(function* () {
      const table = yield* Prices

      const priced = (model: ModelInfo, amount: (price: ModelPrice) => Usd): Effect.Effect<Usd, UnknownPrice> =>
        Effect.suspend(() => {
          if (model.location === "local") return Effect.succeed(zero)
          const price = find(table, model)
          if (Option.isSome(price)) return Effect.succeed(amount(price.value))
          const { provider } = model
          return new UnknownPrice({ provider, model: model.model, known: modelsOf(table, provider) })
        })

      return {
        open: Ledger.make,
        price: (model, usage, terms) => priced(model, (price) => costOf(price, usage, terms)),
        ceiling: (model, bound, terms) => priced(model, (price) => ceilingOf(price, bound, terms))
      }
    })
  )
}
