/**
 * A result as JSON lines: one persona a line, as `result.json` has it.
 */
import { Effect } from "effect"
import type { ResultFormat } from "./ResultFormat.ts"

/** A line for each persona. */
export const jsonl: ResultFormat = {
  name: "jsonl",
  file: "personas.jsonl",
  isDefault: false,
  render: ({ personas }) => Effect.sync(() => personas.map((one) => `${JSON.stringify(one)}\n`).join(""))
}
