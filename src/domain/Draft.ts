/**
 * A persona on its way through the pipeline, with where it came from.
 */
import { Schema } from "effect"
import { ModelInfo } from "./ModelInfo.ts"
import { Persona } from "./Persona.ts"

/** Where a text came from. */
export const Provenance = Schema.Struct({
  model: ModelInfo,
  /** Name and version of the prompt or rule set, such as `embedded-draft@1`. */
  prompt: Schema.String,
  seed: Schema.Int,
  /** The segment of the data that the draft was made from. */
  segment: Schema.String,
  /** The draft's number in the plan, from 0. */
  draftIndex: Schema.Int
})

/** Where a text came from. */
export interface Provenance extends Schema.Schema.Type<typeof Provenance> {}

/** A drafted persona. */
export const Draft = Schema.Struct({ persona: Persona, provenance: Provenance })

/** A drafted persona. */
export interface Draft extends Schema.Schema.Type<typeof Draft> {}
