/**
 * The stage that holds the budget: it prices calls, reserves their ceiling before they are made, and books what they cost.
 */
import { Context, type Effect, Schema } from "effect"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import type { Usage } from "../domain/Usage.ts"
import type { Usd } from "../domain/Usd.ts"
import type { Ledger } from "../cost/Ledger.ts"

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
  readonly open: (cap: Usd | null) => Effect.Effect<Ledger>
  /** The price of a usage; nothing for a local model. */
  readonly price: (model: ModelInfo, usage: Usage) => Effect.Effect<Usd, UnknownPrice>
  /** The most that a usage of up to these tokens can cost, at the dearest rates that can apply; nothing for a local model. */
  readonly ceiling: (
    model: ModelInfo,
    bound: { readonly inputTokens: number; readonly outputTokens: number }
  ) => Effect.Effect<Usd, UnknownPrice>
}

/** Prices calls and holds the budget. */
export class CostMeter extends Context.Service<CostMeter, CostMeterShape>()("effect-persona/CostMeter") {}
