/**
 * The names that a record itself declares: its speakers and its columns of names.
 */
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import { readable } from "./columns/Headers.ts"
import { isNameHeader, nameInCell, namePart, namesInLabel } from "./names/NameColumns.ts"

const headersOf = (field: Field): ReadonlyArray<string> =>
  field.question === undefined ? [field.name] : [field.name, field.question]

/** What recognisers are told about a field: its header as one would say it, and its question on a line of its own. */
export const contextOf = (field: Field): { readonly field: string } => ({
  field: headersOf(field).map(readable).join("\n")
})

/** Whether the cells under a header are names of people because it says so. */
export const declares = (field: Field): boolean => headersOf(field).some(isNameHeader)

/**
 * The names that speakers and columns of names declare, a given and a family name of two columns joined as well.
 *
 * @param holdsNames whether the column of a field holds names, where that is known
 */
export const declaredNames = (
  record: ResearchRecord,
  holdsNames: (field: Field) => boolean | undefined = () => undefined
): ReadonlyArray<string> => {
  const names: Array<string> = []
  const parts: { given?: string; family?: string } = {}
  for (const field of record.fields) {
    const speaker = field.speaker
    if (speaker !== undefined) names.push(...namesInLabel(speaker).map(({ start, end }) => speaker.slice(start, end)))
    if (!(holdsNames(field) ?? declares(field))) continue
    const cell = nameInCell(field.text, declares(field))
    if (cell === undefined) continue
    const name = field.text.slice(cell.start, cell.end)
    names.push(name)
    const part = headersOf(field)
      .map(namePart)
      .find((part) => part !== undefined)
    if (part !== undefined) parts[part] = name
  }
  if (parts.given !== undefined && parts.family !== undefined) names.push(`${parts.given} ${parts.family}`)
  return [...new Set(names)]
}
