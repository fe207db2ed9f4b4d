/**
 * Replaces the personal data of records by placeholders, and leads back: the anonymiser without Effect around it.
 *
 * A record is gone through twice. First its names are learnt: those it declares (speakers, columns of names) and those that the
 * context betrays somewhere in it. Then every text is replaced, and the names are found wherever they stand in the record; declared
 * ones in lower case as well, unless they are everyday words. Full names, and parts of names that were found with confidence, are looked
 * for in all records of the run. Of a table that was previewed, each column has a say in what its cells hold.
 *
 * Everything here is synchronous, so that a record is replaced in one go: fibers that share a pseudonymiser cannot interleave
 * between looking a placeholder up and giving it out. Numbers follow the order in which records are handed over.
 */
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import * as Cleaning from "./Cleaning.ts"
import * as Columns from "./columns/Columns.ts"
import { isEverydayName } from "./columns/Cell.ts"
import { isNameOfWords } from "./columns/Doubt.ts"
import { settle } from "./columns/Settling.ts"
import * as Detection from "./Detection.ts"
import { confidentNames, learnName } from "./Learning.ts"
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
  /**
   * Shows rows of tables before they are replaced, so that their columns can be judged as a whole. The more of a table is shown the
   * better; a column that was judged stays so. Without it each cell is judged alone.
   */
  readonly preview: (records: Iterable<ResearchRecord>) => void
  /** The columns that were judged. */
  readonly columns: () => ReadonlyArray<Columns.JudgedColumn>
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

// A bound on memory: of a table in which more cells than this hold such words, some are replaced after all.
const mostSpared = 100_000

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

  const raw = (text: string, context?: RecogniserContext): ReadonlyArray<Span> =>
    Detection.detect(recognisers, text, context)
  const columns = Columns.make((text) => raw(text))
  // Cells out of which their column took something, so that looking at them again does not find it.
  const spared = new Map<string, RecogniserContext>()

  /** What is left of findings when the column has been heard. Rostered names and denied terms are not asked about. */
  const heard = (text: string, spans: ReadonlyArray<Span>, context: RecogniserContext): ReadonlyArray<Span> => {
    const { added, kept } = settle(text, spans, context)
    if (kept.length < spans.length && spared.size < mostSpared) spared.set(text, context)
    return [...kept, ...added]
  }

  const detect = (text: string, context?: RecogniserContext): ReadonlyArray<Span> => {
    const spans = raw(text, context)
    return lists.permit(text, [...lists.find(text), ...(context === undefined ? spans : heard(text, spans, context))])
  }

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
    // "Brand", "Grade": what a column is called has a capital from standing at the top.
    const spans = detect(heading).filter(
      (span) => !isNameOfWords(span) || !isEverydayName(heading.slice(span.start, span.end))
    )
    const replaced = rewrite(heading, spans, nobody)
    headings.set(heading, replaced)
    return replaced
  }

  const learn = (
    declared: ReadonlySet<string>,
    betrayed: ReadonlyArray<string>,
    confident: ReadonlySet<string>,
    subject?: string
  ): Cast => {
    const known = KnownNames.make()
    const present = new Set<Person>()
    const names = [...new Set([...declared, ...betrayed])].map((name) => ({ name, parts: partsOf(name) }))
    // Full names first, so that their parts find them.
    for (const { name, parts } of names.toSorted((a, b) => b.parts.length - a.parts.length)) {
      present.add(vault.people.identify(name, present))
      const anyCase = declared.has(name) || /^\p{Ll}/u.test(name)
      KnownNames.addWithParts(known, parts, anyCase)
      learnName(runNames, parts, declared.has(name) || confident.has(name))
    }
    return { present, known, ...(subject !== undefined && { subject }) }
  }

  /** The names that a record declares, by its headers or because its columns hold names. */
  const declaredIn = (record: ResearchRecord): ReadonlyArray<string> => {
    const verdictOf = columns.of(record)
    return declaredNames(record, (field) => verdictOf(field)?.holds === "PERSON")
  }

  const replaceRecord = (record: ResearchRecord): ResearchRecord => {
    const table = record.kind === "row"
    const verdictOf = columns.of(record)
    const found = record.fields.map((field) => {
      const column = verdictOf(field)
      const context: RecogniserContext = { ...contextOf(field), ...(column !== undefined && { column }) }
      const question = field.question === undefined || table ? [] : detect(field.question)
      return { field, context, text: detect(field.text, context), question }
    })
    const texts = found.flatMap(({ field, question, text }) => [
      [field.question ?? "", question] as const,
      [field.text, text] as const
    ])
    const cast = learn(
      new Set(declaredIn(record)),
      texts.flatMap(([text, spans]) => namesOf(text, spans)),
      new Set(texts.flatMap(([text, spans]) => confidentNames(text, spans))),
      record.id
    )

    const fields = found.map(({ field, context, text, question }): Field => ({
      name: replaceHeading(field.name),
      ...(field.question !== undefined && {
        question: table
          ? replaceHeading(field.question)
          : rewrite(field.question, [...question, ...namesIn(field.question, cast)], cast)
      }),
      ...(field.speaker !== undefined && { speaker: replaceSpeaker(field.speaker, cast) }),
      text: rewrite(field.text, [...text, ...heard(field.text, namesIn(field.text, cast), context)], cast)
    }))
    const replacePath = (path: string) =>
      rewrite(
        path,
        [cast.known, runNames, lists.names].flatMap((known) => KnownNames.findInPath(known, path)).map(person("path")),
        cast
      )
    const replaced = {
      ...record,
      id: replacePath(record.id),
      source: { ...record.source, file: replacePath(record.source.file) },
      fields
    }
    columns.rename(record, replaced)
    return replaced
  }

  const replaceSpeaker = (speaker: string, cast: Cast): string =>
    rewrite(
      speaker,
      [...detect(speaker), ...namesIn(speaker, cast), ...namesInLabel(speaker).map(person("speaker"))],
      cast
    )

  const replaceText = (text: string): string => {
    const spans = detect(text)
    const cast = learn(new Set(), namesOf(text, spans), new Set(confidentNames(text, spans)))
    return rewrite(text, [...spans, ...namesIn(text, cast)], cast)
  }

  const cleaning = Cleaning.make({
    vault,
    replacing,
    placeholders,
    runNames,
    permit: (text, spans, cell) => {
      if (spans.length === 0) return spans
      const column = cell && columns.of(cell.record)(cell.field)
      const context = cell && column && { ...contextOf(cell.field), column }
      return lists.permit(text, context === undefined ? spans : settle(text, spans, context).kept)
    },
    // An answer is inspected without its header. It has one all the same, and so is not a text of nothing but a number, which would
    // be taken for somebody's: what was left in a record is left here.
    find: (text) => {
      const context = spared.get(text) ?? { field: "" }
      return lists.permit(text, [...detect(text, context), ...heard(text, namesIn(text, nobody), context)])
    }
  })

  /** Judges the columns, and learns who is in them: so a part of a name in the first row leads to whom the last row names in full. */
  const preview = (records: Iterable<ResearchRecord>): void => {
    const rows = [...records].filter(({ kind }) => kind === "row")
    columns.preview(rows)
    const named = new Set(rows.flatMap(declaredIn))
    const names = [...named].map((name) => ({ name, parts: partsOf(name) }))
    for (const { name, parts } of names.toSorted((a, b) => b.parts.length - a.parts.length)) {
      vault.people.identify(name)
      learnName(runNames, parts, true)
    }
  }

  return {
    preview,
    columns: columns.all,
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
