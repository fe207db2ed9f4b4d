/**
 * A persona on its way through the pipeline, with where it came from.
 */
import { Schema } from "effect"
import { ModelInfo } from "./ModelInfo.ts"
import type { Persona } from "./Persona.ts"

/** Where a text came from. */
export const Provenance = Schema.Struct({
  model: ModelInfo,
  /** Name and version of the prompt or rule set, such as `embedded-draft@2`. */
  prompt: Schema.String,
  seed: Schema.Int,
  /** The segment of the data that the draft was made from. */
  segment: Schema.String,
  /** The draft's number in the plan, from 0. */
  draftIndex: Schema.Int,
  /** Set where the model's answer had to be repaired before it could be read. */
  repaired: Schema.optionalKey(Schema.Boolean)
})

/** Where a text came from. */
export interface Provenance extends Schema.Schema.Type<typeof Provenance> {}

/**
 * Why a claim or quote was dropped. `NoEvidence`: it cites nothing that is there; `Figure`: a figure that its evidence does not
 * have; `Polarity`: it is the opposite of what it cites; `Invented`: a name, number or quoted words that stand nowhere;
 * `Unrelated`: what it cites speaks of something else; `Misplaced`: what it cites was asked for another list; `Repeated`: it stands
 * there already; `NotVerbatim`: a quote that nobody said.
 */
export const DropReason = Schema.Literals([
  "NoEvidence",
  "Figure",
  "Polarity",
  "Invented",
  "Unrelated",
  "Misplaced",
  "Repeated",
  "NotVerbatim"
])

/** Why a claim or quote was dropped. */
export type DropReason = typeof DropReason.Type

/** How many claims and quotes were dropped for which reason. */
export const Dropped = Schema.Record(Schema.String, Schema.Int)

/** How many claims and quotes were dropped for which reason. */
export type Dropped = typeof Dropped.Type

/** A drafted persona, after the evidence gate. */
export interface Draft {
  readonly persona: Persona
  readonly provenance: Provenance
  /** What the gate dropped; it counts against the persona. */
  readonly dropped: Dropped
}
