/**
 * What the answers of all prompts are made of.
 *
 * Keys stand in the order of the alphabet, because many servers sort them; what is cited comes before what is said of it. Shapes
 * have no optional keys, unions or records: what every service's structured output understands.
 */
import { Schema } from "effect"
import type { Location } from "../domain/ModelInfo.ts"

/**
 * A list of at most `most` entries, and at least `least`. A service is told; an answer that has more is not refused, because it was
 * paid for: whoever reads it leaves out what is too much.
 */
export const listOf = <Item extends Schema.Constraint>(item: Item, most: number, least: 0 | 1 = 0) =>
  Schema.Array(item).check(
    Schema.makeFilter(() => true, {
      expected: `at most ${most} entries`,
      toJsonSchema: () => (least === 0 ? { maxItems: most } : { minItems: least, maxItems: most })
    })
  )

/**
 * One of these words. A model on this machine that keeps to the shape can write no other. A remote service would compile each new
 * list anew, so there it is any text. Another word is not refused, because the rest of the answer may be sound: whoever reads it
 * passes over what means nothing.
 */
export const wordOf = (words: ReadonlyArray<string>, location: Location): Schema.Codec<string> =>
  location === "remote" || words.length === 0
    ? Schema.String
    : Schema.String.check(
        Schema.makeFilter(() => true, { expected: "an id that is shown", toJsonSchema: () => ({ enum: words }) })
      )

/**
 * A text of at most so many characters, which is more than it needs. Without a bound, a small model that does not find an end fills
 * all the room of an answer, which is then cut and lost.
 */
export const textOf = (most: number, description: string) =>
  Schema.String.check(
    Schema.makeFilter(() => true, { expected: `at most ${most} characters`, toJsonSchema: () => ({ maxLength: most }) })
  ).annotate({ description })

/** One sentence. */
export const Sentence = textOf(160, "One sentence")

/** A title. */
export const Title = textOf(80, "What holds for most of the group, in 3 to 8 words")

/** The most ids that a claim cites. */
export const mostEvidence = 4
