/**
 * What differs between Anthropic's models in how a request has to look: thinking, effort, sampling, geography.
 *
 * From the vendor's model and migration pages as of 2026-11 (platform.claude.com/docs, "Thinking", "Effort", "Data residency").
 * A model that is not listed is taken to be newer than the newest: what is not known to be accepted is not sent.
 */

/** The model that is taken where none is named. */
export const defaultModel = "claude-sonnet-5-5"

/** How much a model works on an answer. */
export type Effort = "low" | "medium" | "high" | "xhigh" | "max"

/** How requests to a model have to look. */
export interface Shape {
  /**
   * How to keep it from thinking before it answers: by saying so, by saying `between_tools`, by saying nothing because it does
   * not by itself, or not at all.
   */
  readonly withoutThinking: "disabled" | "between_tools" | "omit" | "impossible"
  /** Whether it takes `effort`. */
  readonly effort: boolean
  /** Whether it takes `temperature`. */
  readonly sampling: boolean
  /** Whether it takes `inference_geo`. */
  readonly geography: boolean
  /** Prompt and answer together. */
  readonly contextTokens: number
}

const recent = { effort: true, sampling: false, geography: true, contextTokens: 1_000_000 } as const
const old = {
  withoutThinking: "omit",
  effort: false,
  sampling: true,
  geography: false,
  contextTokens: 200_000
} as const

const unknown: Shape = { ...recent, withoutThinking: "impossible", effort: false, contextTokens: 200_000 }

const shapes: Readonly<Record<string, Shape>> = {
  "claude-haiku-5-5": { ...recent, withoutThinking: "disabled" },
  "claude-sonnet-5-5": { ...recent, withoutThinking: "between_tools" },
  "claude-opus-5-5": { ...recent, withoutThinking: "impossible" },
  "claude-fable-5-2": { ...recent, withoutThinking: "impossible" },
  "claude-fable-5-1": { ...recent, withoutThinking: "impossible" },
  "claude-fable-5": { ...recent, withoutThinking: "impossible" },
  "claude-opus-5": { ...recent, withoutThinking: "disabled" },
  "claude-sonnet-5": { ...recent, withoutThinking: "disabled" },
  "claude-opus-4-8": { ...recent, withoutThinking: "omit" },
  "claude-opus-4-7": { ...recent, withoutThinking: "omit" },
  "claude-opus-4-6": { ...recent, withoutThinking: "omit", sampling: true },
  "claude-sonnet-4-6": { ...recent, withoutThinking: "omit", sampling: true },
  "claude-opus-4-5": { ...old, effort: true },
  "claude-sonnet-4-5": old,
  "claude-haiku-4-5": old
}

/** How requests to a model have to look. An id with a date (`…-20251001`) is the model without it. */
export const shapeOf = (model: string): Shape => shapes[model.replace(/-\d{8}$/, "")] ?? unknown

/** What a model is asked for where nobody says: it works little where it thinks anyway, because thinking is paid for as output. */
export const defaultEffort = ({ withoutThinking }: Shape): Effort =>
  withoutThinking === "impossible" ? "low" : "medium"

/** Models that can leave thinking out do so up to this effort only. */
export const thinksAt = ({ withoutThinking }: Shape, effort: Effort): boolean =>
  withoutThinking === "impossible" || (withoutThinking === "disabled" && (effort === "xhigh" || effort === "max"))
