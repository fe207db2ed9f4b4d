/**
 * A persona: a short portrait of one kind of person in the research data, with its evidence.
 */
import { Schema } from "effect"
import { Evidence } from "./Evidence.ts"

const Text = Schema.NonEmptyString
const Texts = Schema.Array(Text)
const Years = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 130 }))

/** An age in years, or a range of ages; `max` is null where the range is open (`65+`). */
export const Age = Schema.Struct({ min: Years, max: Schema.NullOr(Years) })

/** An age in years, or a range of ages; `max` is null where the range is open (`65+`). */
export interface Age extends Schema.Schema.Type<typeof Age> {}

/** The fields of a persona that a draft writes and a refinement may change. */
export const PersonaContent = Schema.Struct({
  /** A fictitious first name. */
  name: Text,
  /** Null where the source says nothing about age. */
  age: Schema.NullOr(Age),
  /** Null where the source says nothing about occupation. */
  occupation: Schema.NullOr(Text),
  /** What kind of person this is, in a few words. */
  title: Text,
  /** Two to five sentences. */
  summary: Text,
  /** Further facts by name, such as household or region. */
  demographics: Schema.Record(Schema.String, Schema.String),
  goals: Texts,
  painPoints: Texts,
  behaviours: Texts,
  motivations: Texts,
  /** Verbatim passages of the source; each has an evidence whose claim is `/quotes/<index>`. */
  quotes: Texts,
  evidence: Schema.Array(Evidence)
})

/** The fields of a persona that a draft writes and a refinement may change. */
export interface PersonaContent extends Schema.Schema.Type<typeof PersonaContent> {}

/** A persona. */
export const Persona = Schema.Struct({ id: Schema.NonEmptyString, ...PersonaContent.fields })

/** A persona. */
export interface Persona extends Schema.Schema.Type<typeof Persona> {}

/** The fields that hold lists of claims. */
export const claimLists = ["goals", "painPoints", "behaviours", "motivations"] as const

/**
 * All text of a persona that a person reads, without its evidence: what similarity is measured on.
 *
 * @internal
 */
export const readableText = (persona: PersonaContent): string =>
  [
    persona.title,
    persona.occupation ?? "",
    persona.summary,
    ...Object.values(persona.demographics),
    ...claimLists.flatMap((list) => persona[list]),
    ...persona.quotes
  ].join("\n")
