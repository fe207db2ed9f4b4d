/**
 * How far the answers of personas, as a group, are from those of the records.
 */
import { Array, Option, Order, Schema } from "effect"
import type { Age, PersonaContent } from "../domain/Persona.ts"
import type { ColumnProfile } from "../domain/Segment.ts"
import { choices, parseAge, parseNumber } from "./Answers.ts"
import * as AnswerTable from "./AnswerTable.ts"
import type { Corpus } from "./Corpus.ts"
import * as Quotas from "./Quotas.ts"

const Share = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))

/** How far the personas' answers in one column are from the records'. */
export const ColumnReport = Schema.Struct({
  /** The field name. */
  column: Schema.String,
  /** The question for a reader. */
  label: Schema.String,
  /**
   * `totalVariation`: half the sum of the differences between the shares of each answer, for closed answers.
   * `kolmogorovSmirnov`: the largest difference between the two cumulative distributions, for numbers.
   */
  measure: Schema.Literals(["totalVariation", "kolmogorovSmirnov"]),
  /** 0 where the personas answer as the records do, 1 where they have nothing in common. */
  distance: Share,
  /** The least distance that so many personas with one answer each can have: five people cannot split 33 to 67. */
  least: Share,
  /** How many personas carry an answer in this column. */
  personas: Schema.Int
})

/** How far the personas' answers in one column are from the records'. */
export interface ColumnReport extends Schema.Schema.Type<typeof ColumnReport> {}

/** How far the personas' answers are from the records'. */
export const Report = Schema.Struct({
  /** The columns that at least one persona carries, in the order of the source. */
  columns: Schema.Array(ColumnReport),
  /** The mean of the distances; null where no persona carries an answer. */
  meanDistance: Schema.NullOr(Share),
  /** The mean of the least distances that so many personas can have; null where no persona carries an answer. */
  meanLeast: Schema.NullOr(Share)
})

/** How far the personas' answers are from the records'. */
export interface Report extends Schema.Schema.Type<typeof Report> {}

/**
 * Compares the answers that personas carry as evidence with the answers of all records. Unverified evidence does not count. A
 * persona counts once in each column; where it carries several answers, each counts for a part. Where it carries none in the column of
 * ages, its own age counts.
 */
export const measure = (corpus: Corpus, personas: ReadonlyArray<PersonaContent>): Report => {
  const table = corpus.table
  const reports = new Map([
    ...table.choices.map((column) => [column.profile.name, choiceReport(column, personas)] as const),
    ...table.numbers.map((column) => [column.profile.name, numberReport(column, personas)] as const)
  ])
  const columns = corpus.columns.flatMap(({ name }) => reports.get(name) ?? [])
  return {
    columns,
    meanDistance: mean(columns.map(({ distance }) => distance)),
    meanLeast: mean(columns.map(({ least }) => least))
  }
}

const mean = (values: ReadonlyArray<number>): number | null =>
  values.length === 0 ? null : rounded(values.reduce((a, b) => a + b, 0) / values.length)

const rounded = (value: number): number => Math.min(1, Math.max(0, Math.round(value * 1e6) / 1e6))

/** The different answers that a persona carries in a column. */
const carried = (profile: ColumnProfile, persona: PersonaContent): ReadonlyArray<string> =>
  Array.dedupe(
    persona.evidence
      .filter(({ field, kind, status }) => kind === "answer" && status !== "unverified" && field === profile.name)
      .map(({ text }) => text)
  )

const choiceReport = (
  column: AnswerTable.ChoiceColumn,
  personas: ReadonlyArray<PersonaContent>
): ReadonlyArray<ColumnReport> => {
  const code = AnswerTable.coder(column.answers)
  const told = personas
    .map((persona) => {
      const answers = carried(column.profile, persona)
      // A persona may carry the whole cell of a multiple-choice answer: each of its choices is one then.
      const codes = Array.getSomes((column.profile.kind === "multi" ? answers.flatMap(choices) : answers).map(code))
      if (codes.length > 0 || column.profile.role !== "age" || persona.age === null) return Array.dedupe(codes)
      const age = persona.age
      return Option.toArray(Array.findFirstIndex(column.answers, (answer) => isWithin(age, answer)))
    })
    .filter((codes) => codes.length > 0)
  if (told.length === 0) return []
  const source = distribution(column.answers.length, column.codes)
  return [
    report(column.profile, "totalVariation", told.length, {
      distance: totalVariation(source, distribution(column.answers.length, told)),
      least: totalVariation(
        source,
        Quotas.largestRemainder(told.length, source).map((places) => places / told.length)
      )
    })
  ]
}

const isWithin = (age: Age, answer: string): boolean => {
  const middle = age.max === null ? age.min : Math.floor((age.min + age.max) / 2)
  return Option.exists(parseAge(answer), (band) => middle >= band.min && (band.max === null || middle <= band.max))
}

/** The share of each answer; somebody with several answers counts as one person all the same. */
const distribution = (answers: number, people: ReadonlyArray<ReadonlyArray<number> | null>): ReadonlyArray<number> => {
  const shares = Array.makeBy(answers, () => 0)
  const answering = people.flatMap((codes) => (codes === null || codes.length === 0 ? [] : [codes]))
  for (const codes of answering) {
    for (const code of codes) shares[code] = (shares[code] ?? 0) + 1 / codes.length / answering.length
  }
  return shares
}

const totalVariation = (p: ReadonlyArray<number>, q: ReadonlyArray<number>): number =>
  p.reduce((sum, share, answer) => sum + Math.abs(share - (q[answer] ?? 0)), 0) / 2

const numberReport = (
  { profile, values }: AnswerTable.NumberColumn,
  personas: ReadonlyArray<PersonaContent>
): ReadonlyArray<ColumnReport> => {
  const told = personas.flatMap((persona) => {
    const numbers = Array.getSomes(carried(profile, persona).map(parseNumber))
    if (numbers.length > 0) return [numbers.reduce((a, b) => a + b, 0) / numbers.length]
    if (profile.role !== "age" || persona.age === null) return []
    return [persona.age.max === null ? persona.age.min : (persona.age.min + persona.age.max) / 2]
  })
  const source = Array.fromIterable(values).filter((value) => !Number.isNaN(value))
  if (told.length === 0 || source.length === 0) return []
  return [
    report(profile, "kolmogorovSmirnov", told.length, {
      distance: kolmogorovSmirnov(source, told),
      least: kolmogorovSmirnov(source, spread(source, told.length))
    })
  ]
}

/** So many numbers that stand for all of these: the middle of each equal part. */
const spread = (source: ReadonlyArray<number>, count: number): ReadonlyArray<number> => {
  const sorted = Array.sort(source, Order.Number)
  return Array.makeBy(count, (i) => sorted[Math.floor(((i + 0.5) / count) * sorted.length)] ?? 0)
}

const kolmogorovSmirnov = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number => {
  const below = (some: ReadonlyArray<number>) => {
    const sorted = Array.sort(some, Order.Number)
    let at = 0
    return (value: number): number => {
      while (at < sorted.length && (sorted[at] ?? 0) <= value) at++
      return at / sorted.length
    }
  }
  const belowA = below(a)
  const belowB = below(b)
  return Array.sort([...a, ...b], Order.Number).reduce(
    (most, value) => Math.max(most, Math.abs(belowA(value) - belowB(value))),
    0
  )
}

const report = (
  { label, name }: ColumnProfile,
  measure: ColumnReport["measure"],
  personas: number,
  { distance, least }: { readonly distance: number; readonly least: number }
): ColumnReport => ({ column: name, label, measure, distance: rounded(distance), least: rounded(least), personas })
