/**
 * What a person should know of a table whose rows do not all look like its header.
 */
import { Effect } from "effect"
import type { Warn } from "./Source.ts"
import type { Odd, Table } from "./Table.ts"

/** Warns of what was odd about a table, once it was read. */
export const warnOfTable = (table: Table, warn: Warn): Effect.Effect<void> => {
  const { file } = table.place
  const rows = (odd: Odd) => `${odd.count} ${odd.count === 1 ? "row has" : "rows have"}`
  const at = (odd: Odd) => `(first: ${table.place.placePrefix}row ${odd.first})`
  const warnings: Array<Effect.Effect<void>> = []
  if (table.long.count > 0) {
    const message = `${file}: ${rows(table.long)} more cells than the header ${at(table.long)}. The cells beyond it are kept under the number of their column; check whether a cell with a separator in it lacks its quotation marks.`
    warnings.push(warn({ kind: "LongRows", file, message }))
  }
  if (table.short.count > 0) {
    const message = `${file}: ${rows(table.short)} fewer cells than the header ${at(table.short)}. The missing cells count as unanswered.`
    warnings.push(warn({ kind: "ShortRows", file, message }))
  }
  // A few blank lines are nothing to talk about.
  if (table.empty.count >= 10) {
    const message = `${file}: ${rows(table.empty)} no answers at all ${at(table.empty)}, and were skipped.`
    warnings.push(warn({ kind: "EmptyRows", file, message }))
  }
  return Effect.all(warnings, { discard: true })
}
