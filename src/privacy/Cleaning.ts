/**
 * Looking again at what was replaced already: placeholders are left as they are, and what is still personal data beside them is found.
 */
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { Cleaned, Inspection, PersonalData } from "../stages/Anonymiser.ts"
import * as KnownNames from "./names/KnownNames.ts"
import { partsOf } from "./names/NameForm.ts"
import type { Range } from "./names/NameReader.ts"
import type { Occurrence } from "./Placeholder.ts"
import type { Span } from "./Recogniser.ts"
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

/** The spans less what stands in given ranges, without pieces that hold no letter and no digit. Both are disjoint and in order. */
const without = (text: string, spans: ReadonlyArray<Span>, ranges: ReadonlyArray<Range>): ReadonlyArray<Span> => {
  if (ranges.length === 0) return spans
  return spans.flatMap((span) => {
    const cuts = ranges.filter(({ start, end }) => start < span.end && end > span.start)
    if (cuts.length === 0) return [span]
    const edges = [span.start, ...cuts.flatMap(({ start, end }) => [start, end]), span.end]
    return edges.flatMap((start, i): ReadonlyArray<Span> => {
      const end = edges[i + 1]
      if (i % 2 === 1 || end === undefined || end <= start) return []
      const piece = text.slice(start, end)
      const from = start + (piece.length - piece.trimStart().length)
      return /[\p{L}\p{N}]/u.test(piece) ? [{ ...span, start: from, end: from + piece.trim().length }] : []
    })
  })
}

/** Looks again, with the recognisers, the names and the vault of a run. */
export const make = ({
  vault,
  placeholders,
  runNames,
  find
}: {
  readonly vault: Vault
  readonly placeholders: (text: string) => ReadonlyArray<Occurrence>
  readonly runNames: KnownNames.KnownNames
  /** All that is found in a text by itself. */
  readonly find: (text: string) => ReadonlyArray<Span>
}): Cleaning => {
  const residue = (text: string, inspection?: Inspection): ReadonlyArray<Span> => {
    const given = placeholders(text).filter((occurrence) => vault.reveal(occurrence) !== undefined)
    const madeUp = new Set((inspection?.fictitious ?? []).flatMap(partsOf))
    const isMadeUp = ({ type, start, end }: Span): boolean => {
      if (type !== "PERSON" || madeUp.size === 0) return false
      const name = text.slice(start, end)
      const parts = partsOf(name)
      return parts.length > 0 && parts.every((part) => madeUp.has(part)) && !vault.people.knows(name)
    }
    return without(text, resolve(find(text)), given).filter((span) => !isMadeUp(span))
  }

  const inspect = (text: string, inspection?: Inspection): ReadonlyArray<PersonalData> =>
    residue(text, inspection).map(({ start, end, type, score }) => ({ start, end, type, score }))

  /** Puts placeholders in the place of disjoint spans that hold none. */
  const splice = (text: string, spans: ReadonlyArray<Span>): string => {
    let written = ""
    let done = 0
    for (const { type, start, end } of spans) {
      written += text.slice(done, start) + vault.placeholder(type, text.slice(start, end))
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

  const revisit = (record: ResearchRecord): ResearchRecord => {
    let changed = false
    const again = (text: string, names: ReadonlyArray<Range>): string => {
      const left = without(
        text,
        names.map((name) => ({ ...name, type: "PERSON", score: 0.9, rule: "known-in-run" })),
        names.length === 0 ? [] : placeholders(text)
      )
      if (left.length === 0) return text
      changed = true
      return splice(text, left)
    }
    const ofText = (text: string) => again(text, runNames.find(text))
    const ofPath = (path: string) => again(path, KnownNames.findInPath(runNames, path))
    const revisited = {
      ...record,
      id: ofPath(record.id),
      source: { ...record.source, file: ofPath(record.source.file) },
      // Headers are the same in all rows, so they are left as they are.
      fields: record.fields.map((field) => ({
        ...field,
        text: ofText(field.text),
        ...(field.question !== undefined && record.kind !== "row" && { question: ofText(field.question) }),
        ...(field.speaker !== undefined && { speaker: ofText(field.speaker) })
      }))
    }
    return changed ? revisited : record
  }

  return { inspect, clean, revisit }
}
