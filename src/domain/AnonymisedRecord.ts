/**
 * A research record whose personal data has been replaced: the only thing a stage may be given.
 *
 * The type is branded, and the brand is given in one place (the Anonymiser port), so that a raw record handed to a model is a
 * compile error.
 */
import type { Brand } from "effect"
import type { ResearchRecord } from "./ResearchRecord.ts"

/** A record whose personal data has been replaced. Made by an `Anonymiser` only. */
export type AnonymisedRecord = ResearchRecord & Brand.Brand<"effect-persona/AnonymisedRecord">
