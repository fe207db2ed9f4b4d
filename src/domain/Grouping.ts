/**
 * What a grouping of respondents is worth: whether there are groups at all, how steady each is, how well it stands for others.
 */
import { Schema } from "effect"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const Share = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))

/**
 * `none`: answers to different questions do not hang together, so that any groups are chance. `degrees`: people differ by degree
 * along one line; segments are points on it. `kinds`: there are as many groups as segments, or more. `portraits`: there are
 * groups, but fewer than segments, which are portraits within them.
 */
export const Verdict = Schema.Literals(["none", "degrees", "kinds", "portraits"])
export type Verdict = typeof Verdict.Type

/** Where the members of a segment stand on the line, in standard deviations: the middle, and what a tenth and a quarter are below or above. */
const LinePlaces = Schema.Struct({
  segment: Schema.String,
  p10: Schema.Finite,
  p25: Schema.Finite,
  p50: Schema.Finite,
  p75: Schema.Finite,
  p90: Schema.Finite
})

/** What a grouping is worth. */
export const Grouping = Schema.Struct({
  verdict: Verdict,
  /**
   * Mean squared Cramér's V across questions, the same each time whole questions were shuffled, and (1 + how many of these are as
   * large) / (1 + how many there are).
   */
  together: Schema.Struct({ measured: Share, shuffled: Schema.Array(Share), p: Share }),
  /** The number of latent classes with the lowest weighted BIC, that BIC, and that of one trait without classes; lower is better. */
  fit: Schema.Struct({ segments: Count, segmentsBic: Schema.Finite, lineBic: Schema.Finite }),
  /** Mean adjusted Rand index of two halves of the respondents, and of two halves of shuffled answers. */
  halves: Schema.Struct({ agreement: Schema.Finite, shuffled: Schema.Finite, tries: Count }),
  /** The line along which people differ; only for `degrees`. */
  line: Schema.NullOr(
    Schema.Struct({
      /** Its ends in words, from the answers that mark them most. */
      low: Schema.String,
      high: Schema.String,
      /** Where each segment stands; null above 8 segments. */
      places: Schema.NullOr(Schema.Array(LinePlaces)),
      /** Respondents who are nearer to another segment's middle than to that of their own. */
      nearerToAnother: Count
    })
  ),
  steadiness: Schema.Struct({
    /** Segments are made anew from respondents drawn with replacement. */
    method: Schema.Literal("refits"),
    /** How many times. */
    refits: Count,
    /** How many segments found in shuffled answers were refitted too, and the 5th and 95th percentile of their overlaps. */
    shuffled: Schema.Struct({ segments: Count, p5: Schema.Finite, p95: Schema.Finite }),
    /** Mean Jaccard overlap of each segment with its nearest in the refits. */
    segments: Schema.Array(
      Schema.Struct({ id: Schema.String, overlap: Share, level: Schema.Literals(["holds", "part", "chance"]) })
    )
  }),
  /**
   * Mean total variation between those who stand for the segments and respondents they were not chosen from; the same for as many
   * random respondents, and for half of the respondents against the other.
   */
  distance: Schema.Struct({ segments: Share, random: Share, floor: Share, tries: Count }),
  /** How many respondents the tests were made on: not all where there are very many. */
  tested: Schema.Struct({ rows: Count, of: Count })
})

/** What a grouping is worth. */
export interface Grouping extends Schema.Schema.Type<typeof Grouping> {}
