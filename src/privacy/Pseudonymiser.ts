/**
 * Replaces the personal data of records by placeholders, and leads back: the anonymiser without Effect around it.
 *
 * A record is gone through twice. First its names are learnt: those it declares (speakers, columns of names) and those that the
 * context gives away somewhere in it. Then every text is replaced, and the names are found wherever they stand in the record; declared
 * ones in lower case as well, unless they are everyday words. Full names, and parts of names that were found with confidence, are looked
 * for in all records of the run. Of a table that was previewed, each column has a say in what its cells hold.
 *
 * Everything here is synchronous, so that a record is replaced in one go: fibers that share a pseudonymiser cannot interleave
 * between looking a placeholder up and giving it out. Numbers follow the order in which records are handed over.
 */
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import * as Cleaning from "./Cleaning.ts"
import type * as Columns from "./columns/Columns.ts"
import * as Finder from "./Finder.ts"
import type { Cast, Look } from "./Look.ts"
import * as Lists from "./TermLists.ts"
import { make as noNames } from "./names/KnownNames.ts"
import { strict } from "./Operators.ts"
import * as Placeholder from "./Placeholder.ts"
import type { Recogniser, Span } from "./Recogniser.ts"
import { resolve } from "./Resolution.ts"
import * as Replacing from "./Replacing.ts"
import type { Opinions } from "./second/Opinions.ts"
import { restore, type Restored } from "./Restore.ts"
import * as HealthTerms from "./sharing/HealthTerms.ts"
import * as Vault from "./Vault.ts"

/** Replaces and restores; holds the vault of one run. */
export interface Pseudonymiser extends Cleaning.Cleaning {
  /**
   * Shows rows of tables before they are replaced, so that their columns can be judged as a whole. The more of a table is shown the
   * better; a column that was judged stays so. Without it each cell is judged alone.
   */
  readonly preview: (records: Iterable<ResearchRecord>) => void
  /** The same in slices of some milliseconds: each step of the iterator is one, and rows may be replaced after the last. */
  readonly previewInSlices: (records: Iterable<ResearchRecord>) => Iterable<undefined>
  /** The columns that were judged. */
  readonly columns: () => ReadonlyArray<Columns.JudgedColumn>
  /** The record without personal data. Throws `RecogniserFailure` when a recogniser breaks its contract. */
  readonly replaceRecord: (record: ResearchRecord) => ResearchRecord
  /** The same of many, in their order, and in less time. */
  readonly replaceRecords: (records: ReadonlyArray<ResearchRecord>) => ReadonlyArray<ResearchRecord>
  /** A text without personal data, by itself: no record tells who may be meant. Throws like `replaceRecord`. */
  readonly replaceText: (text: string) => string
  /** The text with its original words, and the placeholders in it that were never given out. */
  readonly restore: (text: string) => Restored
  /**
   * In how many answers words looked like names, but none was made of them because the lexicon does not know the language: there only
   * what is told (a title, a column, a roster) is found.
   */
  readonly unread: () => number
  /** Who used which word of health, told of in a shared result by `SharedResult`. */
  readonly health: HealthTerms.HealthUse
  /** How many different ones were replaced, by type. */
  readonly counts: () => Readonly<Record<string, number>>
  /** What the placeholders stand for, to be kept with `VaultFile.seal`. */
  readonly entries: () => ReadonlyArray<Vault.VaultEntry>
  /** Goes on with the entries of an earlier run. */
  readonly load: (entries: ReadonlyArray<Vault.VaultEntry>) => void
}

/** How a pseudonymiser is made. */
export interface PseudonymiserOptions extends Replacing.ReplacingOptions, Lists.ListsOptions {
  /**
   * Whether a word that no list knows is replaced though it is spelled like a brand. The default is
   * `false`, save where the policy is `Operators.strict`.
   */
  readonly strict?: boolean
  /** What a second reader said of the texts, asked before they are replaced (`SecondReading`). */
  readonly opinions?: Opinions
}

/** A pseudonymiser with an empty vault. */
export const make = (recognisers: ReadonlyArray<Recogniser>, options: PseudonymiserOptions = {}): Pseudonymiser => {
  const lists = Lists.make(options)
  const types = new Set([
    "PERSON",
    ...recognisers.flatMap((recogniser) => recogniser.types),
    ...lists.types,
    ...(options.opinions?.types ?? [])
  ])
  const vault = Vault.make(types)
  const replacing = Replacing.make(vault, types, options)
  const placeholders = Placeholder.finder(types)
  const finder = Finder.make(recognisers, lists, vault.people, {
    strict: options.strict ?? options.policy === strict,
    opinions: options.opinions
  })
  const headings = new Map<string, string>()
  const nobody: Cast = { present: new Set(), known: noNames() }

  const rewrite = (text: string, spans: ReadonlyArray<Span>, cast: Cast): string => {
    if (spans.length === 0 && placeholders(text).length === 0) return text
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
    const due = spans.filter(({ type, start, end }) => !replacing.keeps(type, text.slice(start, end)))
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
    const replaced = rewrite(heading, finder.inHeading(heading), nobody)
    headings.set(heading, replaced)
    return replaced
  }

  const replaceLooked = (record: ResearchRecord, { cast, fields }: Look): ResearchRecord => {
    const table = record.kind === "row"
    const replaceQuestion = (question: string, spans: ReadonlyArray<Span>) =>
      table ? replaceHeading(question) : rewrite(question, spans, cast)
    const replacePath = (path: string) => rewrite(path, finder.inPath(path, cast), cast)
    const written = fields.map(({ field, question, speaker, text }): Field => {
      const name = replaceHeading(field.name)
      const asked = field.question === undefined ? undefined : replaceQuestion(field.question, question)
      const said = field.speaker === undefined ? undefined : rewrite(field.speaker, speaker, cast)
      const answer = rewrite(field.text, text, cast)
      // Most fields of a table stay as they are.
      if (name === field.name && answer === field.text && asked === field.question && said === field.speaker)
        return field
      return {
        name,
        ...(asked !== undefined && { question: asked }),
        ...(said !== undefined && { speaker: said }),
        text: answer
      }
    })
    // After the answers, so that placeholders are numbered as these are read.
    const replaced = {
      ...record,
      id: replacePath(record.id),
      source: { ...record.source, file: replacePath(record.source.file) },
      fields: written
    }
    finder.columns.rename(record, replaced)
    return replaced
  }

  const replaceRecords = (records: ReadonlyArray<ResearchRecord>): ReadonlyArray<ResearchRecord> =>
    finder.lookAll(records).flatMap((look, i) => (records[i] === undefined ? [] : [replaceLooked(records[i], look)]))

  const replaceText = (text: string): string => {
    const { cast, spans } = finder.lookAtText(text)
    return rewrite(text, spans, cast)
  }

  const cleaning = Cleaning.make({
    vault,
    replacing,
    placeholders,
    runNames: finder.runNames,
    mayBeNamed: finder.mayBeNamed,
    permit: finder.permit,
    find: finder.again
  })

  return {
    preview: (records) => {
      for (const _ of finder.preview(records)) continue
    },
    previewInSlices: finder.preview,
    columns: finder.columns.all,
    replaceRecord: (record) => replaceLooked(record, finder.look(record)),
    replaceRecords,
    replaceText,
    ...cleaning,
    restore: (text) => {
      const restored = restore(text, vault, placeholders)
      return { ...restored, text: replacing.decrypt(restored.text) }
    },
    unread: finder.unread,
    health: HealthTerms.counting(options.health),
    counts: vault.counts,
    entries: vault.entries,
    load: vault.load
  }
}
