/** Closed answers as numbers: what segmentation reads. Who makes them knows the questions; here are only codes. */

/**
 * One closed item: a single choice, a scale, an item of a grid, an option of a multi-select (0 not ticked, 1 ticked), or a
 * number in bins.
 */
export interface CodedItem {
  /** Unique in a table. */
  readonly key: string
  /** Items of one question (a grid, a multi-select) share it. They are shuffled together and weigh less each. */
  readonly question: string
  /** One code a respondent, from 0 to `levels - 1`; -1: not answered, or not asked. A missing answer is never a level. */
  readonly codes: Int16Array
  readonly levels: number
  /** Whether the levels have an order, from 0 up. */
  readonly ordinal: boolean
  readonly demographic: boolean
}

/** A table of closed answers. */
export interface CodedAnswers {
  /** The number of respondents: the length of every `codes`. */
  readonly size: number
  readonly items: ReadonlyArray<CodedItem>
  /** Survey weights, one a respondent, with mean 1. They weigh shares; sizes count people. */
  readonly weights?: Float64Array
}

/** Numbers in bins of about equal size. */
export interface BinnedNumbers {
  readonly codes: Int16Array
  /** At least 1. */
  readonly levels: number
  /** The largest number of each bin but the last: bin b holds what is above `edges[b - 1]`, up to and with `edges[b]`. */
  readonly edges: ReadonlyArray<number>
}

/**
 * Bins numbers by their quantiles: five bins, or fewer where many answers are the same number, which is never divided. Not
 * finite: no answer (-1).
 */
export const quantileBins = (values: ArrayLike<number>, bins = 5): BinnedNumbers => {
  const numbers = Array.from(values)
  const sorted = numbers.filter(Number.isFinite).toSorted((a, b) => a - b)
  const last = sorted.at(-1) ?? 0
  const edges: Array<number> = []
  for (let bin = 1; bin < bins; bin++) {
    const edge = sorted[Math.ceil((bin * sorted.length) / bins) - 1] ?? last
    if (edge < last && edge > (edges.at(-1) ?? -Infinity)) edges.push(edge)
  }
  const codes = Int16Array.from(numbers, (value) => {
    if (!Number.isFinite(value)) return -1
    const above = edges.findIndex((edge) => value <= edge)
    return above < 0 ? edges.length : above
  })
  return { codes, levels: edges.length + 1, edges }
}
