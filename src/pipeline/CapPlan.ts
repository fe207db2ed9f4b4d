/**
 * What the last of a cap is spent on: plain arithmetic over what calls may cost and what they will probably cost.
 *
 * What is left of a cap when the usual ceiling of a call does not fit any more still pays for a few calls, of which each must fit by
 * its ceiling and then costs less. Which of them come first decides how many there will be.
 */

/** A call that could be made, in nano-dollars. */
export interface Offer {
  /** The most that it can cost. */
  readonly ceiling: number
  /** What it will probably cost. */
  readonly expected: number
  /** How far off that usually is: another call that would only just fit after it may not. */
  readonly spread: number
}

/** So many sizes of calls stand for all those that would follow. */
const REPRESENTATIVES = 24

/** Into so many steps what is left is divided. */
const STEPS = 1_000

/**
 * The offer to take next, so that as many calls as possible follow within what is left; of ways with as many, the one that uses most of
 * it, which refines the longer personas. Null where none fits.
 */
export const best = <O extends Offer>(left: number, offers: ReadonlyArray<O>): O | null => {
  const step = left / STEPS
  const kinds = representatives(offers)
  const known = new Map<number, number>()

  // A whole for each call, and less than one for the share of what was left that they use.
  const worth = (offer: Offer, rest: number): number => {
    const expected = Math.min(offer.ceiling, Math.max(offer.expected, step))
    return 1 + expected / (left * 1.001) + following(rest - Math.min(offer.ceiling, expected + offer.spread))
  }

  const following = (rest: number): number => {
    const at = Math.floor(rest / step)
    const found = known.get(at)
    if (found !== undefined) return found
    let most = 0
    for (const kind of kinds) if (kind.ceiling <= rest) most = Math.max(most, worth(kind, rest))
    known.set(at, most)
    return most
  }

  let chosen: O | null = null
  let most = 0
  for (const offer of offers) {
    if (offer.ceiling > left) continue
    const value = worth(offer, left)
    if (value > most) {
      most = value
      chosen = offer
    }
  }
  return chosen
}

const representatives = (offers: ReadonlyArray<Offer>): ReadonlyArray<Offer> => {
  const sorted = offers.toSorted((a, b) => a.ceiling - b.ceiling)
  if (sorted.length <= REPRESENTATIVES) return sorted
  const spread = (sorted.length - 1) / (REPRESENTATIVES - 1)
  return Array.from({ length: REPRESENTATIVES }, (_, i) => sorted[Math.round(i * spread)]).filter(
    (offer) => offer !== undefined
  )
}

/** What the calls of a run tell of those to come. */
export interface Experience {
  /** The longest answer, in tokens; 0 before the first. */
  readonly longestAnswer: number
  /** How much less than the ceiling of its prompt a call cost, in nano-dollars, its answer included; null before the first. */
  readonly cached: number | null
  readonly uncached: number | null
  /** By how much that differs from call to call. */
  readonly spread: number
}

/** No call yet. */
export const inexperienced: Experience = { longestAnswer: 0, cached: null, uncached: null, spread: 0 }

/** Of what was seen, the last call counts so much. */
const WEIGHT = 0.3

/** The experience with one call more. */
export const learnt = (
  before: Experience,
  call: {
    readonly answerTokens: number
    readonly caching: boolean
    /** The ceiling of its prompt alone, and what all of it cost, in nano-dollars. */
    readonly promptCeiling: number
    readonly cost: number
  }
): Experience => {
  const kind = call.caching ? "cached" : "uncached"
  const saved = call.promptCeiling - call.cost
  const known = before[kind]
  const off = known === null ? 0 : Math.abs(saved - known)
  return {
    ...before,
    longestAnswer: Math.max(before.longestAnswer, call.answerTokens),
    [kind]: known === null ? saved : known + WEIGHT * (saved - known),
    spread: before.spread === 0 ? off : known === null ? before.spread : before.spread + WEIGHT * (off - before.spread)
  }
}
