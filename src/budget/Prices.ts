/**
 * The prices a run knows: the table that ships with the library, and what an app adds.
 */
import { Array, Context, Effect, Layer, type Option, Order } from "effect"
import { anthropicPrices } from "./AnthropicPrices.ts"
import type { ModelPrice } from "./Price.ts"

/** Prices in order of precedence: of two for one model the later counts. */
export type PriceTable = ReadonlyArray<ModelPrice>

/** The prices that are known. Left alone, those of the dated tables in this library. */
export const Prices = Context.Reference<PriceTable>("effect-persona/Prices", { defaultValue: () => anthropicPrices })

/**
 * Adds prices to those known so far, and replaces those of the same provider and model.
 *
 * @example
 * ```ts
 * import { Price, Prices } from "effect-persona"
 *
 * const withAcme = Prices.layer([
 *   Price.make({ provider: "acme", model: "large-1", input: 3, output: 15, source: "acme.example/prices, 2026-11-20" })
 * ])
 * ```
 */
export const layer = (extra: PriceTable): Layer.Layer<never> =>
  Layer.effect(
    Prices,
    Effect.map(Prices, (known) => [...known, ...extra])
  )

/**
 * The price of exactly this model of this provider; a similar id is another model.
 *
 * @internal
 */
export const find = (
  table: PriceTable,
  model: { readonly provider: string; readonly model: string }
): Option.Option<ModelPrice> =>
  Array.findLast(table, (price) => price.provider === model.provider && price.model === model.model)

/**
 * The models of a provider that have a price, sorted by name.
 *
 * @internal
 */
export const modelsOf = (table: PriceTable, provider: string): ReadonlyArray<string> =>
  Array.sort(
    Array.dedupe(table.filter((price) => price.provider === provider).map((price) => price.model)),
    Order.String
  )
