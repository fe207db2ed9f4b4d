/**
 * Replaces the personal data of records by placeholders, and leads back: the anonymiser without Effect around it.
 *
 * A record is gone through twice. First its names are learnt: those it declares (speakers, columns of names) and those that the
 * context betrays somewhere in it. Then every text is replaced, and the names are found wherever they stand in the record; declared
 * ones in lower case as well, unless they are everyday words. Full names are looked for in all later records of the run.
 *
 * Everything here is synchronous, so that a record is replaced in one go: fibers that share a pseudonymiser cannot interleave
 * between looking a placeholder up and giving it out. Numbers follow the order in which records are handed over.
 */
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import * as Cleaning from "./Cleaning.ts"
import * as Detection from "./Detection.ts"
import * as Lists from "./Lists.ts"
import * as KnownNames from "./names/KnownNames.ts"
import { partsOf } from "./names/NameForm.ts"
import { namesInLabel } from "./names/NameColumns.ts"
import type { Range } from "./names/NameReader.ts"
import type { Person } from "./People.ts"
import * as Placeholder from "./Placeholder.ts"
import type { Recogniser, RecogniserContext, Span } from "./Recogniser.ts"
import { contextOf, declaredNames } from "./RecordNames.ts"
import { resolve } from "./Resolution.ts"
import * as Replacing from "./Replacing.ts"
import { restore, type Restored } from "./Restore.ts"
import * as Vault from "./Vault.ts"

/** Replaces and restores; holds the vault of one run. */
export interface Pseudonymiser extends Cleaning.Cleaning {
  /** The record without personal data. Throws `RecogniserFailure` when a recogniser breaks its contract. */
  readonly replaceRecord: (record: ResearchRecord) => ResearchRecord
  /** A text without personal data, by itself: no record tells who may be meant. Throws like `replaceRecord`. */
  readonly replaceText: (text: string) => string
  /** The text with its original words, and the placeholders in it that were never given out. */
  readonly restore: (text: string) => Restored
  /** How many different ones were replaced, by type. */
  readonly counts: () => Readonly<Record<string, number>>
  /** What the placeholders stand for, to be kept with `VaultFile.seal`. */
  readonly entries: () => ReadonlyArray<Vault.VaultEntry>
  /** Goes on with the entries of an earlier run. */
  readonly load: (entries: ReadonlyArray<Vault.VaultEntry>) => void
}

/** How a pseudonymiser is made. */
export interface PseudonymiserOptions extends Replacing.ReplacingOptions, Lists.ListsOptions {}

/** Who is in a record, and the names to look for in it. */
interface Cast extends Replacing.Setting {
  readonly present: ReadonlySet<Person>
  readonly known: KnownNames.KnownNames
}

const person =
  (rule: string) =>
  (range: Range): Span => ({ ...range, type: "PERSON", score: 0.9, rule })

const namesOf = (text: string, spans: ReadonlyArray<Span>): ReadonlyArray<string> =>
  spans.filter((span) => span.type === "PERSON").map((span) => text.slice(span.start, span.end))

/** A pseudonymiser with an empty vault. */
export const make = (recognisers: ReadonlyArray<Recogniser>, options: PseudonymiserOptions = {}): Pseudonymiser => {
  const lists = Lists.make(options)
  const types = new Set(["PERSON", ...recognisers.flatMap((recogniser) => recogniser.types), ...lists.types])
  const vault = Vault.make(types)
  // Known before the first record, so that a part of a name leads to its person from the beginning.
  for (const name of lists.roster) vault.people.identify(name)
  const replacing = Replacing.make(vault, types, options)
  const placeholders = Placeholder.finder(types)
  const runNames = KnownNames.make()
  const headings = new Map<string, string>()
  const nobody: Cast = { present: new Set(), known: KnownNames.make() }

  const detect = (text: string, context?: RecogniserContext): ReadonlyArray<Span> =>
    lists.permit(text, [...lists.find(text), ...Detection.detect(recognisers, text, context)])

  const namesIn = (text: string, cast: Cast): ReadonlyArray<Span> => [
    ...cast.known.find(text).map(person("known-in-record")),
    ...runNames.find(text).map(person("known-in-run"))
  ]

  const rewrite = (text: string, spans: ReadonlyArray<Span>, cast: Cast): string => {
    const escaped = new Map(placeholders(text).map((occurrence) => [occurrence.start, occurrence]))
    const shapes = [...escaped.values()].map(({ type, start, end }): Span => ({
      type,
      start,
      end,
      score: 1,
      rule: "placeholder"
    }))
    let written = ""
    let done = 0
    const due = lists
      .permit(text, spans)
      .filter(({ type, start, end }) => !replacing.keeps(type, text.slice(start, end)))
    for (const span of resolve([...due, ...shapes])) {
      const original = text.slice(span.start, span.end)
      const occurrence = span.rule === "placeholder" ? escaped.get(span.start) : undefined
      const replacement =
        occurrence !== undefined && occurrence.end === span.end
          ? vault.escape(occurrence, original)
          : replacing.write(span.type, original, cast)
      written += text.slice(done, span.start) + replacement
      done = span.end
    }
    return written + text.slice(done)
  }

  /** A header is the same in all rows, so it may not depend on who answered one of them. */
  const replaceHeading = (heading: string): string => {
    const known = headings.get(heading)
    if (known !== undefined) return known
    const replaced = rewrite(heading, detect(heading), nobody)
    headings.set(heading, replaced)
    return replaced
  }

  const learn = (declared: ReadonlySet<string>, betrayed: ReadonlyArray<string>, subject?: string): Cast => {
    const known = KnownNames.make()
    const present = new Set<Person>()
    const names = [...new Set([...declared, ...betrayed])].map((name) => ({ name, parts: partsOf(name) }))
    // Full names first, so that their parts find them.
    for (const { name, parts } of names.toSorted((a, b) => b.parts.length - a.parts.length)) {
      present.add(vault.people.identify(name, present))
      const anyCase = declared.has(name) || /^\p{Ll}/u.test(name)
      KnownNames.addWithParts(known, parts, anyCase)
      if (parts.length > 1) runNames.add(parts, true)
    }
    return { present, known, ...(subject !== undefined && { subject }) }
  }

  const replaceRecord = (record: ResearchRecord): ResearchRecord => {
    const table = record.kind === "row"
    const found = record.fields.map((field) => ({
      field,
      text: detect(field.text, contextOf(field)),
      question: field.question === undefined || table ? [] : detect(field.question)
    }))
    const cast = learn(
      new Set(declaredNames(record)),
      found.flatMap(({ field, text, question }) => [
        ...namesOf(field.question ?? "", question),
        ...namesOf(field.text, text)
      ]),
      record.id
    )

    const fields = found.map(({ field, text, question }): Field => ({
      name: replaceHeading(field.name),
      ...(field.question !== undefined && {
        question: table
          ? replaceHeading(field.question)
          : rewrite(field.question, [...question, ...namesIn(field.question, cast)], cast)
      }),
      ...(field.speaker !== undefined && { speaker: replaceSpeaker(field.speaker, cast) }),
      text: rewrite(field.text, [...text, ...namesIn(field.text, cast)], cast)
    }))
    const replacePath = (path: string) =>
      rewrite(
        path,
        [cast.known, runNames, lists.names].flatMap((known) => KnownNames.findInPath(known, path)).map(person("path")),
        cast
      )
    return {
      ...record,
      id: replacePath(record.id),
      source: { ...record.source, file: replacePath(record.source.file) },
      fields
    }
  }

  const replaceSpeaker = (speaker: string, cast: Cast): string =>
    rewrite(
      speaker,
      [...detect(speaker), ...namesIn(speaker, cast), ...namesInLabel(speaker).map(person("speaker"))],
      cast
    )

  const replaceText = (text: string): string => {
    const spans = detect(text)
    const cast = learn(new Set(), namesOf(text, spans))
    return rewrite(text, [...spans, ...namesIn(text, cast)], cast)
  }

  const cleaning = Cleaning.make({
    vault,
    replacing,
    placeholders,
    runNames,
    permit: lists.permit,
    // An answer is inspected without its header. It has one all the same, and so is not a text of nothing but a number, which would
    // be taken for somebody's: what was left in a record is left here.
    find: (text) => lists.permit(text, [...detect(text, { field: "" }), ...namesIn(text, nobody)])
  })

  return {
    replaceRecord,
    replaceText,
    ...cleaning,
    restore: (text) => {
      const restored = restore(text, vault, placeholders)
      return { ...restored, text: replacing.decrypt(restored.text) }
    },
    counts: vault.counts,
    entries: vault.entries,
    load: vault.load
  }
}
