/**
 * What the members of a group mostly answer.
 */
import { Array, Order } from "effect"
import type { Trait } from "../domain/Segment.ts"
import type { AnswerTable, ChoiceColumn, NumberColumn } from "./AnswerTable.ts"

/** A smaller share of a group is not what it typically answers. */
const typicalShare = 0.4

/** A column that fewer members answered says nothing about the group. */
const answeringShare = 1 / 3

const mostTypical = 12

/** The typical answers of every group, the most telling first; the groups are lists of places in the corpus. */
export const make = (
  table: AnswerTable,
  groups: ReadonlyArray<ReadonlyArray<number>>
): ReadonlyArray<ReadonlyArray<Trait>> => {
  const weightOf: WeightOf = (place) => table.weights?.[place] ?? 1
  const byColumn = [
    ...table.choices.map((column) => choiceTraits(column, groups, weightOf)),
    ...table.numbers.map((column) => numberTraits(column, groups, weightOf))
  ]
  return groups.map((_, group) => choose(byColumn.flatMap((traits) => traits[group] ?? [])))
}

/** How much a record weighs in a share. */
type WeightOf = (place: number) => number

const choose = (traits: ReadonlyArray<Trait>): ReadonlyArray<Trait> =>
  Array.dedupeWith(
    Array.sort(
      traits.filter(({ share }) => share >= typicalShare),
      // What everybody answers is true of the group but tells little about it.
      Order.mapInput(Order.flip(Order.Number), ({ overallShare, share }: Trait) => share - overallShare / 2)
    ),
    (a: Trait, b: Trait) => a.column === b.column
  ).slice(0, mostTypical)

const choiceTraits = (
  column: ChoiceColumn,
  groups: ReadonlyArray<ReadonlyArray<number>>,
  weightOf: WeightOf
): ReadonlyArray<ReadonlyArray<Trait>> => {
  // Only what the profile lists: it leaves out what one person wrote at length.
  const listed = new Set(column.profile.answers.map(({ answer }) => answer))
  const all = counts(
    column,
    Array.makeBy(column.codes.length, (index) => index),
    weightOf
  )
  return groups.map((members) => {
    const own = counts(column, members, weightOf)
    if (own.answering < members.length * answeringShare) return []
    return column.answers.flatMap((answer, code): ReadonlyArray<Trait> => {
      const count = own.counts[code] ?? 0
      if (count === 0 || !listed.has(answer)) return []
      const share = count / own.weight
      const overallShare = (all.counts[code] ?? 0) / all.weight
      return [{ column: column.profile.name, answer, share, overallShare }]
    })
  })
}

/** The weight of those who gave each answer, and of all who answered. */
const counts = (column: ChoiceColumn, members: ReadonlyArray<number>, weightOf: WeightOf) => {
  const counts = column.answers.map(() => 0)
  let answering = 0
  let weight = 0
  for (const member of members) {
    const codes = column.codes[member] ?? null
    if (codes === null) continue
    answering++
    weight += weightOf(member)
    for (const code of codes) counts[code] = (counts[code] ?? 0) + weightOf(member)
  }
  return { counts, answering, weight: weight || 1 }
}

// A number is told by the range of the middle half of the group, such as `28–35`.
const numberTraits = (
  { profile, values }: NumberColumn,
  groups: ReadonlyArray<ReadonlyArray<number>>,
  weightOf: WeightOf
): ReadonlyArray<ReadonlyArray<Trait>> => {
  const answering = (places: Iterable<number>) =>
    Array.fromIterable(places).flatMap((place) => {
      const value = values[place] ?? Number.NaN
      return Number.isNaN(value) ? [] : [{ value, weight: weightOf(place) }]
    })
  const all = answering(values.keys())
  return groups.map((members) => {
    const own = answering(members)
    if (own.length === 0 || own.length < members.length * answeringShare) return []
    const sorted = Float64Array.from(own, ({ value }) => value).toSorted()
    const low = sorted[Math.floor((own.length - 1) * 0.25)] ?? 0
    const high = sorted[Math.ceil((own.length - 1) * 0.75)] ?? 0
    const within = (some: typeof own) => {
      const weigh = (part: typeof own) => part.reduce((sum, { weight }) => sum + weight, 0)
      return weigh(some.filter(({ value }) => value >= low && value <= high)) / (weigh(some) || 1)
    }
    if (![low, high].every(isShort)) return []
    const answer = low === high ? String(low) : `${low}–${high}`
    return [{ column: profile.name, answer, share: within(own), overallShare: within(all) }]
  })
}

/** More decimals than two are read by nobody. */
export const isShort = (value: number): boolean => Math.abs(value * 100 - Math.round(value * 100)) < 1e-9
