/**
 * The list prices of Anthropic's models, in USD per million tokens.
 *
 * From the vendor's documentation as it stood on the date below, except where `source` says otherwise. On every model a batch
 * costs half, and processing in the US only a tenth more. Add newer prices with `Prices.layer`.
 */
import { make, type ModelPrice } from "./Price.ts"

/** The day the table was checked, YYYY-MM-DD. */
export const asOf = "2026-11-22"

const documented = `Anthropic's documentation, as of ${asOf}`

const rates = (input: number, output: number, cacheRead: number, cacheWrite5m: number, cacheWrite1h: number) => ({
  input,
  output,
  cacheRead,
  cacheWrite5m,
  cacheWrite1h
})

const claude = (
  model: string,
  figures: Omit<Parameters<typeof make>[0], "provider" | "model" | "batchFactor" | "usOnlyFactor">
): ModelPrice => make({ provider: "anthropic", model, batchFactor: 0.5, usOnlyFactor: 1.1, ...figures })

/** The price of every model in the table. */
export const anthropicPrices: ReadonlyArray<ModelPrice> = [
  claude("claude-haiku-5-5", {
    ...rates(0.1, 0.5, 0.01, 0.125, 0.2),
    tiers: [{ abovePromptTokens: 100_000, ...rates(0.5, 2.5, 0.05, 0.625, 1) }],
    minCacheTokens: 512,
    since: "2026-10-07",
    source: `${documented}; that the dearer tier applies to the whole request is second hand`
  }),
  claude("claude-sonnet-5-5", {
    ...rates(2, 10, 0.1, 2.5, 4),
    minCacheTokens: 512,
    source: `${documented}; the price of cache reads is second hand`
  }),
  claude("claude-opus-5-5", { ...rates(4, 20, 0.2, 5, 8), source: documented }),
  claude("claude-fable-5-1", { ...rates(10, 50, 0.25, 12.5, 20), source: documented }),
  claude("claude-opus-5", { ...rates(5, 25, 0.5, 6.25, 10), source: documented }),
  claude("claude-sonnet-5", { ...rates(2, 10, 0.2, 2.5, 4), source: documented }),
  claude("claude-haiku-4-5", { ...rates(1, 5, 0.1, 1.25, 2), minCacheTokens: 4096, source: documented }),
  claude("claude-sonnet-4-5-20250929", {
    ...rates(3, 15, 0.3, 3.75, 6),
    tiers: [{ abovePromptTokens: 200_000, ...rates(6, 22.5, 0.6, 7.5, 12) }],
    endOfLife: "2026-11-30",
    source: "list price at release; the dearer tier for long prompts is second hand, from @pydantic/genai-prices 0.1.8"
  })
]
