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

/**
 * The offer to take next, so that as many calls as possible follow within what is left. Of those that allow as many it is the one that
 * probably costs least, which leaves most room for what turns out dearer; of those that would be the last, the one that costs most. Null
 * where none fits.
 */
export const best = <O extends Offer>(left: number, offers: ReadonlyArray<O>): O | null => {
  const calls = offers
    .filter(({ ceiling }) => ceiling <= left)
    .map((offer): Call<O> => {
      const cost = Math.min(offer.ceiling, Math.max(0, offer.expected) + offer.spread)
      return { offer, cost, latest: left - offer.ceiling + cost }
    })
    .toSorted((a, b) => a.latest - b.latest)
  let chosen: O | null = null
  let most = 0
  for (const call of calls.toSorted((a, b) => a.offer.expected - b.offer.expected)) {
    const count = mostCalls(calls, call)
    if (count < most || (count === most && count > 1)) continue
    most = count
    chosen = call.offer
  }
  return chosen
}

interface Call<O> {
  readonly offer: O
  /** What is counted for it. */
  readonly cost: number
  /** How much may be spent, with it, so that its ceiling still fitted before. */
  readonly latest: number
}

/**
 * How many calls fit one after another where this one comes first. Money is time here, and what may be spent with a call its due date, so
 * this is the least number of late jobs on one machine: in the order of their due dates, and whenever one would be late the longest so far
 * is left out.
 *
 * Moore (1968), An n job, one machine sequencing algorithm for minimizing the number of late jobs, Management Science 15(1), 102–109.
 */
const mostCalls = <O>(calls: ReadonlyArray<Call<O>>, first: Call<O>): number => {
  const costs: Array<number> = []
  let spent = first.cost
  for (const call of calls) {
    if (call === first) continue
    costs.push(call.cost)
    spent += call.cost
    if (spent <= call.latest) continue
    const longest = costs.reduce((at, cost, i) => (cost > (costs[at] ?? 0) ? i : at), 0)
    spent -= costs[longest] ?? 0
    costs.splice(longest, 1)
  }
  return costs.length + 1
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
