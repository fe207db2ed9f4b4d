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

/** An answer at an end of the line along which people differ. */
export const LineEnd = Schema.Struct({
  question: Schema.String,
  answer: Schema.String,
  /** False where not choosing the option marks the end. */
  isChosen: Schema.Boolean
})

/** An answer at an end of the line along which people differ. */
export interface LineEnd extends Schema.Schema.Type<typeof LineEnd> {}

/** What a grouping is worth. */
export const Grouping = Schema.Struct({
  verdict: Verdict,
  /** Mean squared Cramér's V across questions, and how often whole questions shuffled give as much. */
  together: Schema.Struct({ measured: Share, p: Share }),
  /** The number of latent classes with the lowest weighted BIC, that BIC, and that of one trait without classes; lower is better. */
  fit: Schema.Struct({ segments: Count, segmentsBic: Schema.Finite, lineBic: Schema.Finite }),
  /** Mean adjusted Rand index of two halves of the respondents, and of two halves of shuffled answers. */
  halves: Schema.Struct({ agreement: Schema.Finite, shuffled: Schema.Finite, tries: Count }),
  /** The strongest answers at both ends of the line, and how many are nearer to another segment's middle; only for `degrees`. */
  line: Schema.NullOr(
    Schema.Struct({ low: Schema.Array(LineEnd), high: Schema.Array(LineEnd), nearerToAnother: Count })
  ),
  steadiness: Schema.Struct({
    /** How many times segments were made anew from respondents drawn with replacement. */
    refits: Count,
    /** The 5th and 95th percentile of the same on shuffled answers. */
    shuffled: Schema.Struct({ p5: Schema.Finite, p95: Schema.Finite }),
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
