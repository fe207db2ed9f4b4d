/**
 * Choosing a persona for each segment out of its judged drafts, while drafts are still being made.
 *
 * A pure fold over the outcomes of the drafts in the order of the plan, whatever order they arrive in: this is what makes a run
 * the same at any concurrency. The best candidate of a segment is certified, and can go on to refinement, once no draft of the
 * segment is undecided.
 */
import { type Order, Result } from "effect"

/** A judged draft that reached the threshold. */
export interface Candidate<A> {
  readonly index: number
  readonly segment: string
  readonly overall: number
  /** Share of its claims that the evidence gate kept, 0 to 1. */
  readonly coverage: number
  readonly value: A
}

/** A draft that failed, was not grounded, or was judged below the threshold. */
export type Rejection = Pick<Candidate<never>, "index" | "segment">

/** What became of a draft. */
export type Decision<A> = Result.Result<Candidate<A>, Rejection>

interface Place<A> {
  /** Drafts issued and not yet decided. */
  readonly open: number
  readonly best: Candidate<A> | null
  readonly certified: boolean
}

/** The state of the choice. */
export interface Selection<A> {
  /** The next draft of the plan to be decided. */
  readonly next: number
  readonly issued: number
  readonly waiting: ReadonlyMap<number, Decision<A>>
  /** One for each segment. */
  readonly places: ReadonlyMap<string, Place<A>>
}

/** Best first: overall score, then coverage by evidence, then the order of the plan. */
export const rank: Order.Order<Candidate<unknown>> = (a, b) => {
  // Written out, because every draft of a run is compared with several others.
  if (a.overall !== b.overall) return a.overall > b.overall ? -1 : 1
  if (a.coverage !== b.coverage) return a.coverage > b.coverage ? -1 : 1
  return a.index < b.index ? -1 : a.index > b.index ? 1 : 0
}

/** No drafts yet. */
export const make = <A>(segments: ReadonlyArray<string>): Selection<A> => ({
  next: 0,
  issued: 0,
  waiting: new Map(),
  places: new Map(segments.map((segment) => [segment, { open: 0, best: null, certified: false }]))
})

/** Says that further drafts, one for each segment named, are being made; they follow those issued before. */
export const issue = <A>(selection: Selection<A>, segments: ReadonlyArray<string>): Selection<A> => {
  const counts = new Map<string, number>()
  for (const segment of segments) counts.set(segment, (counts.get(segment) ?? 0) + 1)
  return {
    ...selection,
    issued: selection.issued + segments.length,
    places: new Map(
      [...selection.places].map(([name, place]) => [name, { ...place, open: place.open + (counts.get(name) ?? 0) }])
    )
  }
}

/** Takes in what became of a draft, and gives the candidates that are certain now. */
export const decide = <A>(
  selection: Selection<A>,
  decision: Decision<A>
): readonly [Selection<A>, ReadonlyArray<Candidate<A>>] => {
  const { index } = Result.merge(decision)
  if (index !== selection.next) {
    return [{ ...selection, waiting: new Map(selection.waiting).set(index, decision) }, none]
  }
  const first = step({ ...selection, next: index + 1 }, decision)
  let [state] = first
  if (state.waiting.size === 0) return first
  const certified = [...first[1]]
  const waiting = new Map(state.waiting)
  for (let due = waiting.get(state.next); due !== undefined; due = waiting.get(state.next)) {
    waiting.delete(state.next)
    const [after, certain] = step({ ...state, next: state.next + 1 }, due)
    state = after
    certified.push(...certain)
  }
  return [{ ...state, waiting }, certified]
}

/** Whether every draft issued so far is decided. */
export const isQuiet = (selection: Selection<unknown>): boolean => selection.next === selection.issued

/** The segments without a candidate. */
export const missing = (selection: Selection<unknown>): ReadonlyArray<string> =>
  [...selection.places].flatMap(([segment, { best }]) => (best === null ? [segment] : []))

/** The candidates that hold a place now, best first, certain or not. */
export const chosen = <A>(selection: Selection<A>): ReadonlyArray<Candidate<A>> =>
  [...selection.places.values()].flatMap(({ best }) => best ?? []).toSorted(rank)

const none: ReadonlyArray<never> = []

const step = <A>(
  selection: Selection<A>,
  decision: Decision<A>
): readonly [Selection<A>, ReadonlyArray<Candidate<A>>] => {
  const { segment } = Result.merge(decision)
  const before = selection.places.get(segment)
  if (before === undefined) return [selection, none]
  const open = before.open - 1
  const best = betterOf(before, decision)
  const isCertain = best !== null && open === 0 && !before.certified
  const place = { open, best, certified: before.certified || isCertain }
  return [{ ...selection, places: new Map(selection.places).set(segment, place) }, isCertain ? [best] : none]
}

/** A candidate that was certified is never displaced. */
const betterOf = <A>({ best, certified }: Place<A>, decision: Decision<A>): Candidate<A> | null => {
  if (Result.isFailure(decision) || certified) return best
  return best === null || rank(decision.success, best) < 0 ? decision.success : best
}
