/**
 * The answers of a corpus column by column, as numbers: what distances, traits and distributions are computed from.
 */
import { Array, Option } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { ColumnProfile } from "../domain/Stratum.ts"
import { parseNumber, split } from "./Answers.ts"
import * as ColumnKind from "./ColumnKind.ts"
import { columnOf } from "./ColumnProfiler.ts"
import type { Corpus } from "./Corpus.ts"
import { memoise } from "./Memoise.ts"
import * as Tally from "./Tally.ts"

/** A `closed` or `multi` column. */
export interface ChoiceColumn {
  readonly profile: ColumnProfile
  /** All answers, most frequent first; an answer's place is its code. */
  readonly answers: ReadonlyArray<string>
  /** For each record the codes of its answers; none where it did not answer. */
  readonly codes: ReadonlyArray<ReadonlyArray<number>>
}

/** A `number` column. */
export interface NumberColumn {
  readonly profile: ColumnProfile
  /** For each record its number, or NaN. */
  readonly values: Float64Array
}

/** The answers of a corpus. Identifiers and contact columns are left out. */
export interface AnswerTable {
  readonly choices: ReadonlyArray<ChoiceColumn>
  readonly numbers: ReadonlyArray<NumberColumn>
  /** For each record all its free text. */
  readonly texts: ReadonlyArray<string>
  /** For each record in how many columns, `text` ones included and identifiers not, it has an answer. */
  readonly answered: ReadonlyArray<number>
}

/** The answers of a corpus; made once for each. */
export const of = memoise((corpus: Corpus): AnswerTable => build(corpus))

const build = ({ columns, records }: Corpus): AnswerTable => {
  const cells = byColumn(records)
  const cell = (profile: ColumnProfile) => cells.get(profile.name) ?? []
  const ofKind = (...kinds: ReadonlyArray<ColumnProfile["kind"]>) => columns.filter(({ kind }) => kinds.includes(kind))
  const texts = ofKind("text").map(cell)
  const told = columns.filter(({ kind }) => kind !== "identifier").map(cell)
  return {
    choices: ofKind("closed", "multi").map((profile) => choiceColumn(profile, cell(profile), records.length)),
    numbers: ofKind("number").map((profile) => ({
      profile,
      values: Float64Array.from(records, (_, index) =>
        Option.getOrElse(parseNumber(cell(profile)[index] ?? ""), () => Number.NaN)
      )
    })),
    texts: records.map((_, index) => texts.flatMap((column) => column[index] ?? []).join("\n")),
    answered: records.map((_, index) => Array.countBy(told, (column) => column[index] !== undefined))
  }
}

/** For each column the text of each record; passages of one column are joined. Sparse: unanswered places are empty. */
const byColumn = (records: ReadonlyArray<AnonymisedRecord>): ReadonlyMap<string, ReadonlyArray<string | undefined>> => {
  const cells = new Map<string, Array<string | undefined>>()
  for (const [index, record] of records.entries()) {
    for (const field of record.fields) {
      const name = columnOf(record, field)
      const column = cells.get(name) ?? records.map((): string | undefined => undefined)
      const before = column[index]
      column[index] = before === undefined ? field.text : `${before}\n${field.text}`
      cells.set(name, column)
    }
  }
  return cells
}

const choiceColumn = (
  profile: ColumnProfile,
  cells: ReadonlyArray<string | undefined>,
  records: number
): ChoiceColumn => {
  const split = splitter(profile, cells)
  const given = Array.makeBy(records, (index) => {
    const text = cells[index]
    return text === undefined ? [] : split(text)
  })
  const answers = Tally.make(given.flat()).map(({ answer }) => answer)
  const code = coder(answers)
  return { profile, answers, codes: given.map((some) => Array.dedupe(Array.getSomes(some.map(code)))) }
}

/** The code of an answer in a column with these answers, whatever its case and spacing. */
export const coder = (answers: ReadonlyArray<string>): ((answer: string) => Option.Option<number>) => {
  const codes = new Map(answers.map((answer, code) => [Tally.key(answer), code]))
  return (answer) => Option.fromUndefinedOr(codes.get(Tally.key(answer)))
}

const splitter = (
  profile: ColumnProfile,
  cells: ReadonlyArray<string | undefined>
): ((text: string) => ReadonlyArray<string>) => {
  if (profile.kind === "closed") return Array.of
  const answers = cells.filter((cell) => cell !== undefined)
  const separator = ColumnKind.separatorOf(answers)
  return separator === undefined ? Array.of : (text) => split(text, separator)
}
