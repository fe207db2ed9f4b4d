/**
 * What the files of statistics programs have in common: columns with labels, codes that stand for answers, and codes for none.
 */
import { type Column, type Content, inMemory, type Note, type Row } from "./Content.ts"
import { numberText } from "./NumberText.ts"

/** A column, and how its values become text. */
export interface Variable extends Column {
  /** The text of a number, where it is a date or a time. */
  readonly show?: ((value: number) => string) | undefined
  /** Whether a number means that nobody answered. */
  readonly isMissing?: ((value: number) => boolean) | undefined
}

/** The text of a number: what its code stands for, a date, or the number. Empty where nobody answered. */
export const textOf = (value: number, variable: Variable): string => {
  if (!Number.isFinite(value) || variable.isMissing?.(value) === true) return ""
  const plain = numberText(value)
  return variable.valueLabels?.get(plain) ?? (variable.show === undefined ? plain : variable.show(value))
}

/** The text of a string: what it stands for, or itself. */
export const labelled = (value: string, variable: Variable): string => {
  const text = value.trimEnd()
  return variable.missing?.includes(text) === true ? "" : (variable.valueLabels?.get(text) ?? text)
}

/** The content of such a file. */
export const contentOf = (
  columns: ReadonlyArray<Column>,
  rows: Iterable<Row>,
  notes: ReadonlyArray<Note>
): Content => ({
  kind: "tables",
  sheets: [{ hidden: false, columns, rows: inMemory(rows) }],
  notes
})

/** What is said of a file that has other rows than it says. */
export const rowsDiffer = (found: number, promised: number): Note => ({
  kind: "CutShort",
  what: `has ${found} of the ${promised} rows that it says it has, so it is damaged or was cut short. Export it again.`
})
