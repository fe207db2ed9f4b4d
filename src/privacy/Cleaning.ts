/**
 * Looking again at what was replaced already: placeholders are left as they are, and what is still personal data beside them is found.
 */
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import type { Cleaned, Inspection, PersonalData } from "../domain/PersonalData.ts"
import { trimmed, without } from "./SpanEdits.ts"
import * as KnownNames from "./names/KnownNames.ts"
import { partsOf } from "./names/NameForm.ts"
import type { Range } from "./names/NameReader.ts"
import type { Occurrence } from "./Placeholder.ts"
import type { Span } from "./Recogniser.ts"
import type { Replacing } from "./Replacing.ts"
import { resolve } from "./Resolution.ts"
import type { Vault } from "./Vault.ts"

/** Looks again at replaced texts. All of it throws `RecogniserFailure` when a recogniser breaks its contract. */
export interface Cleaning {
  /** The personal data in a text that no placeholder stands for yet. */
  readonly inspect: (text: string, inspection?: Inspection) => ReadonlyArray<PersonalData>
  /** Replaces what `inspect` finds, and leaves the placeholders as they are. */
  readonly clean: (text: string, inspection?: Inspection) => Cleaned
  /** A replaced record, with the names found in it that were learnt only after it; the same object where there are none. */
  readonly revisit: (record: ResearchRecord) => ResearchRecord
}

/** Looks again, with the recognisers, the names and the vault of a run. */
export const make = ({
  vault,
  replacing,
  placeholders,
  runNames,
  mayBeNamed,
  permit,
  find
}: {
  readonly vault: Vault
  readonly replacing: Replacing
  readonly placeholders: (text: string) => ReadonlyArray<Occurrence>
  readonly runNames: KnownNames.KnownNames
  /** Whether a name of the run may stand in a text. */
  readonly mayBeNamed: (text: string) => boolean
  /** The spans less what is never replaced; in a cell of a table, less what its column takes out. */
  readonly permit: (
    text: string,
    spans: ReadonlyArray<Span>,
    cell?: { readonly record: ResearchRecord; readonly field: Field }
  ) => ReadonlyArray<Span>
  /** All that is found in a text by itself. */
  readonly find: (text: string) => ReadonlyArray<Span>
}): Cleaning => {
  const residue = (text: string, inspection?: Inspection): ReadonlyArray<Span> => {
    const given = [
      ...placeholders(text).filter((occurrence) => vault.reveal(occurrence) !== undefined),
      ...replacing.marks(text)
    ].toSorted((a, b) => a.start - b.start)
    const madeUp = new Set((inspection?.fictitious ?? []).flatMap(partsOf))
    const isMadeUp = ({ type, start, end }: Span): boolean => {
      if (type !== "PERSON" || madeUp.size === 0) return false
      const name = text.slice(start, end)
      const parts = partsOf(name)
      return parts.length > 0 && parts.every((part) => madeUp.has(part)) && !vault.people.knows(name)
    }
    const due = find(text).filter(({ type, start, end }) => !replacing.keeps(type, text.slice(start, end)))
    return without(text, resolve(due), given).filter((span) => !isMadeUp(span) && !replacing.wrote(text, span))
  }

  const inspect = (text: string, inspection?: Inspection): ReadonlyArray<PersonalData> =>
    residue(text, inspection).map(({ start, end, type, score }) => ({ start, end, type, score }))

  /** Replaces disjoint spans that hold no placeholder. */
  const splice = (text: string, spans: ReadonlyArray<Span>): string => {
    let written = ""
    let done = 0
    for (const { type, start, end } of spans) {
      written += text.slice(done, start) + replacing.write(type, text.slice(start, end))
      done = end
    }
    return written + text.slice(done)
  }

  const clean = (text: string, inspection?: Inspection): Cleaned => {
    const replaced: Array<string> = []
    let current = text
    // What a replacement uncovers is looked at again; a text that still holds something after that is not worth more passes.
    for (let pass = 0; pass < 3; pass++) {
      const left = residue(current, inspection)
      if (left.length === 0) break
      current = splice(current, left)
      replaced.push(...left.map(({ type }) => type))
    }
    return { text: current, replaced }
  }

  /**
   * The names of a text as it was, less what is replaced already: of "Maya [PERSON_2]" the "Maya", where `[PERSON_2]` stands for
   * "Okafor" and Maya Okafor is known by now.
   */
  const beside = (
    text: string,
    find: (text: string) => ReadonlyArray<Range>,
    cell?: { readonly record: ResearchRecord; readonly field: Field }
  ): ReadonlyArray<Span> => {
    const asName = (range: Range): Span => ({ ...range, type: "PERSON", score: 0.9, rule: "known-in-run" })
    const given = placeholders(text).flatMap((occurrence) => {
      const original = vault.reveal(occurrence)
      return original === undefined ? [] : [{ start: occurrence.start, end: occurrence.end, original }]
    })
    if (given.length === 0 && !mayBeNamed(text)) return []
    if (given.length === 0) return permit(text, find(text).map(asName), cell)
    const literals: Array<Range & { readonly shift: number }> = []
    let before = ""
    let done = 0
    for (const { start, end, original } of [...given, { start: text.length, end: text.length, original: "" }]) {
      literals.push({ start: done, end: start, shift: before.length - done })
      before += text.slice(done, start) + original
      done = end
    }
    const names = permit(before, find(before).map(asName), cell)
    return literals.flatMap(({ start, end, shift }) =>
      names.flatMap((name): ReadonlyArray<Span> => {
        const from = Math.max(start, name.start - shift)
        const to = Math.min(end, name.end - shift)
        return from < to ? trimmed(text, asName({ start: from, end: to })) : []
      })
    )
  }

  const revisit = (record: ResearchRecord): ResearchRecord => {
    let changed = false
    const again = (text: string, find: (text: string) => ReadonlyArray<Range>, field?: Field): string => {
      const left = beside(text, find, field && { record, field })
      if (left.length === 0) return text
      changed = true
      return splice(
        text,
        left.filter((span) => !replacing.wrote(text, span))
      )
    }
    if (replacing.keeps("PERSON", "")) return record
    const ofText = (text: string, field?: Field) => again(text, runNames.find, field)
    const ofPath = (path: string) => again(path, (path) => KnownNames.findInPath(runNames, path))
    const id = ofPath(record.id)
    const file = ofPath(record.source.file)
    // By now the run knows all it will, so that a header comes out the same in all rows.
    const fields = record.fields.map((field): Field => {
      const name = ofText(field.name)
      const text = ofText(field.text, field)
      const question = field.question === undefined ? undefined : ofText(field.question)
      const speaker = field.speaker === undefined ? undefined : ofText(field.speaker)
      if (name === field.name && text === field.text && question === field.question && speaker === field.speaker)
        return field
      return {
        name,
        text,
        ...(question !== undefined && { question }),
        ...(speaker !== undefined && { speaker })
      }
    })
    return changed ? { ...record, id, source: { ...record.source, file }, fields } : record
  }

  return { inspect, clean, revisit }
}
