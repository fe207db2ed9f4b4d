/**
 * What a batch server answers to refinements.
 */
import * as Responder from "../../llm/support/Responder.ts"
import type { Reply } from "./batchServer.ts"

/** Answers as the rules that stand in for a model do. */
export const refined = (params: Readonly<Record<string, unknown>>): Reply => {
  const texts = (value: unknown): string =>
    typeof value === "object" && value !== null
      ? Object.entries(value)
          .map(([key, inner]) => (key === "text" && typeof inner === "string" ? inner : texts(inner)))
          .join("")
      : ""
  const shown = { system: texts(params["system"]), user: texts(params["messages"]) }
  const text = Responder.answer(shown)
  return { type: "succeeded", text, inputTokens: 1000, outputTokens: 100 }
}
