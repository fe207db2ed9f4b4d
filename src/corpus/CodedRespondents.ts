/**
 * The closed answers of the respondents of a corpus as codes: what segments are found by.
 */
import type { AnswerTable, ChoiceColumn, NumberColumn } from "./AnswerTable.ts"
import type { Corpus } from "./Corpus.ts"
import type { GivenSegments } from "./GivenSegments.ts"
import { attributeRoles, type ColumnProfile } from "../domain/Segment.ts"
import type { NumberRange } from "../domain/Evidence.ts"
import { type CodedAnswers, type CodedItem, quantileBins } from "./segments/CodedAnswers.ts"

/** An item, and what its codes stand for. */
export interface Item {
  readonly profile: ColumnProfile
  /** The text of each code; of a multi-select's option, "" for not chosen and the option for chosen. */
  readonly levels: ReadonlyArray<string>
  /** The option, where the item is one of a multi-select. */
  readonly option: string | null
  /** The range of each code, where the item is a number. */
  readonly ranges?: ReadonlyArray<NumberRange>
}

/** The closed answers of the respondents. */
export interface CodedRespondents {
  /** Places of the respondents in `corpus.records`: rows only, interviews are joined to segments later. */
  readonly places: ReadonlyArray<number>
  readonly answers: CodedAnswers
  readonly items: ReadonlyArray<Item>
}

/** Answers that fewer gave are no level of their own: they say who somebody is rather than which group they belong to. */
const fewestPeople = 3
const mostLevels = 20
const mostOptions = 40
/** Of wider tables, items are taken evenly, those of who somebody is first. */
const mostItems = 200

interface Coded {
  readonly item: CodedItem
  readonly meaning: Item
}

/** The answers of a corpus; of one whose segments are given, those of their people, less the column that they are given by. */
export const of = (corpus: Corpus, given: GivenSegments | null = null): CodedRespondents => {
  const places = given?.places ?? corpus.records.flatMap(({ kind }, place) => (kind === "row" ? [place] : []))
  const all = itemsOf(corpus.table, places).filter(({ meaning }) => meaning.profile.name !== given?.column)
  const chosen = all.length <= mostItems ? all : spread(all)
  return {
    places,
    answers: {
      size: places.length,
      items: chosen.map(({ item }) => item),
      ...(corpus.table.weights !== null && { weights: weightsOf(corpus.table.weights, places) })
    },
    items: chosen.map(({ meaning }) => meaning)
  }
}

/** The weights of these people, 1 on average. */
const weightsOf = (weights: Float64Array, places: ReadonlyArray<number>): Float64Array => {
  const own = Float64Array.from(places, (place) => weights[place] ?? 1)
  const mean = own.reduce((a, b) => a + b, 0) / Math.max(1, own.length)
  return own.map((weight) => weight / (mean || 1))
}

const spread = (all: ReadonlyArray<Coded>): ReadonlyArray<Coded> => {
  const first = all.filter(({ item }) => item.demographic).slice(0, mostItems / 2)
  const rest = all.filter(({ item }) => !item.demographic)
  const step = rest.length / (mostItems - first.length)
  return [...first, ...rest.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))]
}

const itemsOf = ({ choices, numbers }: AnswerTable, places: ReadonlyArray<number>): ReadonlyArray<Coded> => [
  ...choices.flatMap((column) =>
    column.profile.kind === "multi" ? optionsOf(column, places) : closedOf(column, places)
  ),
  ...numbers.flatMap((column) => numberOf(column, places))
]

const isDemographic = ({ role }: ColumnProfile): boolean => attributeRoles.has(role)

/** How many of these people gave each answer. */
const counted = ({ answers, codes }: ChoiceColumn, places: ReadonlyArray<number>): ReadonlyArray<number> => {
  const counts = answers.map(() => 0)
  for (const place of places) for (const code of codes[place] ?? []) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

const frequent = (counts: ReadonlyArray<number>, most: number): ReadonlySet<number> =>
  new Set(
    counts
      .map((count, code) => ({ count, code }))
      .filter(({ count }) => count >= fewestPeople)
      .toSorted((a, b) => b.count - a.count)
      .slice(0, most)
      .map(({ code }) => code)
  )

const closedOf = (column: ChoiceColumn, places: ReadonlyArray<number>): ReadonlyArray<Coded> => {
  const { answers, codes, profile } = column
  const counts = counted(column, places)
  const kept = frequent(counts, mostLevels)
  const answering = counts.reduce((a, b) => a + b, 0)
  const inKept = [...kept].reduce((sum, code) => sum + (counts[code] ?? 0), 0)
  // Where nearly everybody says something else, as with job titles, the answers form no groups.
  if (kept.size < 2 || inKept < answering / 2) return []
  const levels = answers.flatMap((_, code) => (kept.has(code) ? [code] : []))
  const levelOf = new Map(levels.map((code, level) => [code, level]))
  return [
    {
      item: {
        key: profile.name,
        question: column.question,
        codes: Int16Array.from(places, (place) => levelOf.get(codes[place]?.[0] ?? -1) ?? -1),
        levels: levels.length,
        ordinal: column.isOrdered,
        demographic: isDemographic(profile)
      },
      meaning: { profile, levels: levels.map((code) => answers[code] ?? ""), option: null }
    }
  ]
}

const optionsOf = (column: ChoiceColumn, places: ReadonlyArray<number>): ReadonlyArray<Coded> => {
  const { answers, codes, profile } = column
  return [...frequent(counted(column, places), mostOptions)]
    .toSorted((a, b) => a - b)
    .map((code) => {
      const option = answers[code] ?? ""
      return {
        item: {
          key: `${profile.name}\n${option}`,
          question: column.question,
          codes: Int16Array.from(places, (place) => {
            const given = codes[place] ?? null
            return given === null ? -1 : given.includes(code) ? 1 : 0
          }),
          levels: 2,
          ordinal: false,
          demographic: isDemographic(profile)
        },
        meaning: { profile, levels: ["", option], option }
      }
    })
}

const numberOf = ({ profile, question, values }: NumberColumn, places: ReadonlyArray<number>): ReadonlyArray<Coded> => {
  const { codes, edges, levels } = quantileBins(places.map((place) => values[place] ?? Number.NaN))
  if (levels < 2) return []
  const own = places.map((place) => values[place] ?? Number.NaN).filter(Number.isFinite)
  const ranges = Array.from({ length: levels }, (_, level): NumberRange => {
    const low = edges[level - 1]
    const high = edges[level]
    const least = own.filter((value) => low === undefined || value > low).reduce((a, b) => Math.min(a, b), Infinity)
    return { ...(low !== undefined && { min: down(least) }), ...(high !== undefined && { max: up(high) }) }
  })
  return [
    {
      item: { key: profile.name, question, codes, levels, ordinal: true, demographic: isDemographic(profile) },
      meaning: { profile, levels: ranges.map(rangeText), option: null, ranges }
    }
  ]
}

/** More decimals than two are read by nobody: ends are rounded outwards, so that a range never loses a number. */
const down = (value: number): number => Math.floor(value * 100 + 1e-6) / 100
const up = (value: number): number => Math.ceil(value * 100 - 1e-6) / 100

/** A range for a reader: `28–35`, `up to 27`, `36 or more`. */
export const rangeText = ({ max, min }: NumberRange): string => {
  if (min === undefined) return `up to ${max}`
  if (max === undefined) return `${min} or more`
  return min === max ? String(min) : `${min}–${max}`
}
