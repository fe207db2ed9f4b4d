/**
 * Choosing the personas out of the judged drafts, while drafts are still being made.
 *
 * A pure fold over the outcomes of the drafts in the order of the plan, whatever order they arrive in: this is what makes a run
 * the same at any concurrency. A candidate is certified, and can go on to refinement, once no remaining draft can displace it:
 * when (better ones so far + drafts of its group not yet decided) < the places of its group.
 *
 * Drafts that are much like a better one of their group, or like one already certified, are passed over; that a draft is like
 * one of another group is no reason to leave its group out.
 */
import { type Order, Result } from "effect"
import * as Similarity from "../corpus/Similarity.ts"

/** A judged draft that reached the threshold. */
export interface Candidate<A> {
  readonly index: number
  readonly group: string
  readonly overall: number
  /** Share of its claims that stand on evidence, 0 to 1. */
  readonly coverage: number
  /** All that a reader reads of it, for finding near-duplicates. */
  readonly text: () => string
  readonly value: A
}

/** A draft that failed, was not grounded, or was judged below the threshold. */
export type Rejection = Pick<Candidate<never>, "index" | "group">

/** What became of a draft. */
export type Decision<A> = Result.Result<Candidate<A>, Rejection>

interface Entry<A> {
  readonly candidate: Candidate<A>
  /** Null where duplicates are not looked for. */
  readonly features: Similarity.Features | null
  readonly certified: boolean
}

interface Group<A> {
  readonly quota: number
  /** Drafts issued and not yet decided. */
  readonly open: number
  /** The best so far, best first: at most `quota`. */
  readonly entries: ReadonlyArray<Entry<A>>
}

/** The state of the choice. */
export interface Selection<A> {
  readonly duplicateSimilarity: number
  /** The next draft of the plan to be decided. */
  readonly next: number
  readonly issued: number
  readonly waiting: ReadonlyMap<number, Decision<A>>
  readonly groups: ReadonlyMap<string, Group<A>>
  readonly duplicates: number
}

/** Best first: overall score, then coverage by evidence, then the order of the plan. */
export const rank: Order.Order<Candidate<unknown>> = (a, b) => {
  // Written out, because every draft of a run is compared with several others.
  if (a.overall !== b.overall) return a.overall > b.overall ? -1 : 1
  if (a.coverage !== b.coverage) return a.coverage > b.coverage ? -1 : 1
  return a.index < b.index ? -1 : a.index > b.index ? 1 : 0
}

/** No drafts yet. `quotas` gives the places of each group. */
export const make = <A>(
  quotas: ReadonlyMap<string, number>,
  options: { readonly duplicateSimilarity: number }
): Selection<A> => ({
  duplicateSimilarity: options.duplicateSimilarity,
  next: 0,
  issued: 0,
  waiting: new Map(),
  groups: new Map([...quotas].map(([group, quota]) => [group, { quota, open: 0, entries: [] }])),
  duplicates: 0
})

/** Says that further drafts, one for each group named, are being made; they follow those issued before. */
export const issue = <A>(selection: Selection<A>, groups: ReadonlyArray<string>): Selection<A> => {
  const counts = new Map<string, number>()
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1)
  return {
    ...selection,
    issued: selection.issued + groups.length,
    groups: new Map(
      [...selection.groups].map(([name, group]) => [name, { ...group, open: group.open + (counts.get(name) ?? 0) }])
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

/** How many places of each group are still empty. */
export const missing = (selection: Selection<unknown>): ReadonlyMap<string, number> =>
  new Map([...selection.groups].map(([name, group]) => [name, group.quota - group.entries.length]))

/** All candidates that hold a place now, best first, certain or not. */
export const chosen = <A>(selection: Selection<A>): ReadonlyArray<Candidate<A>> =>
  [...selection.groups.values()].flatMap(({ entries }) => entries.map(({ candidate }) => candidate)).toSorted(rank)

const step = <A>(
  selection: Selection<A>,
  decision: Decision<A>
): readonly [Selection<A>, ReadonlyArray<Candidate<A>>] => {
  const { group: name } = Result.merge(decision)
  const group = selection.groups.get(name)
  if (group === undefined) return [selection, []]
  const closed = withGroup(selection, name, { ...group, open: group.open - 1 })
  const entered = Result.isSuccess(decision) ? enter(closed, decision.success) : closed
  return certify(entered, name)
}

const enter = <A>(selection: Selection<A>, candidate: Candidate<A>): Selection<A> => {
  if (!wouldStay(selection, candidate)) return selection
  const compared = selection.duplicateSimilarity < 1
  const entry: Entry<A> = {
    candidate,
    features: compared ? Similarity.features(candidate.text()) : null,
    certified: false
  }
  const like = compared ? heldLike(selection, entry) : []
  if (like.some((other) => other.certified || rank(other.candidate, candidate) < 0)) {
    return { ...selection, duplicates: selection.duplicates + 1 }
  }
  const without = like.length === 0 ? selection : withoutDisplaced(selection, like)
  const group = without.groups.get(candidate.group)
  if (group === undefined) return without
  return withGroup(without, candidate.group, { ...group, entries: insert(group.entries, entry).slice(0, group.quota) })
}

const heldLike = <A>(selection: Selection<A>, entry: Entry<A>): ReadonlyArray<Entry<A>> =>
  (selection.groups.get(entry.candidate.group)?.entries ?? []).filter((other) => alike(selection, entry, other))

const withoutDisplaced = <A>(selection: Selection<A>, like: ReadonlyArray<Entry<A>>): Selection<A> => {
  const displaced = new Set(like)
  return {
    ...selection,
    duplicates: selection.duplicates + like.length,
    groups: new Map(
      [...selection.groups].map(([name, group]) => [
        name,
        { ...group, entries: group.entries.filter((other) => !displaced.has(other)) }
      ])
    )
  }
}

// Texts are only compared where the candidate would be kept: most of a long run is not.
const wouldStay = <A>(selection: Selection<A>, candidate: Candidate<A>): boolean => {
  const group = selection.groups.get(candidate.group)
  const worst = group?.entries.at(-1)
  return (
    group !== undefined &&
    (group.entries.length < group.quota || (worst !== undefined && rank(candidate, worst.candidate) < 0))
  )
}

const certify = <A>(selection: Selection<A>, name: string): readonly [Selection<A>, ReadonlyArray<Candidate<A>>] => {
  const group = selection.groups.get(name)
  // As long as more drafts are open than there are places, nothing is certain.
  if (group === undefined || group.open >= group.quota) return [selection, none]
  const certain = (entry: Entry<A>, position: number) => !entry.certified && position + group.open < group.quota
  const newly = group.entries.filter(certain)
  if (newly.length === 0) return [selection, none]
  const entries = group.entries.map((entry, position) =>
    certain(entry, position) ? { ...entry, certified: true } : entry
  )
  return [withGroup(selection, name, { ...group, entries }), newly.map(({ candidate }) => candidate)]
}

const none: ReadonlyArray<never> = []

const alike = <A>(selection: Selection<A>, a: Entry<A>, b: Entry<A>): boolean =>
  a.features !== null &&
  b.features !== null &&
  Similarity.similarity(a.features, b.features) >= selection.duplicateSimilarity

// By halves: in a long run of many personas this is what choosing costs.
const insert = <A>(entries: ReadonlyArray<Entry<A>>, entry: Entry<A>): ReadonlyArray<Entry<A>> => {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = entries[middle]
    if (other !== undefined && rank(other.candidate, entry.candidate) <= 0) low = middle + 1
    else high = middle
  }
  return entries.toSpliced(low, 0, entry)
}

const withGroup = <A>(selection: Selection<A>, name: string, group: Group<A>): Selection<A> => ({
  ...selection,
  groups: new Map(selection.groups).set(name, group)
})
