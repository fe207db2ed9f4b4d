/**
 * Replacing and restoring in files that keep their form.
 */
import type { Field, ResearchRecord } from "../../domain/ResearchRecord.ts"
import type { Pseudonymiser } from "../../privacy/Pseudonymiser.ts"
import type { Restored } from "../../privacy/Restore.ts"
import type { File } from "./File.ts"
import { type Answer, apply, type Cell, cells, type Change, type Layout, type Person } from "./Layout.ts"

const fieldOf = ({ name, question, speaker, value }: Answer): Field => ({
  name,
  text: value,
  ...(question !== undefined && { question }),
  ...(speaker !== undefined && { speaker })
})

const recordOf = (file: string, kind: Layout["kind"], { answers, facts = [], place }: Person): ResearchRecord => ({
  id: `${file}#${place}`,
  source: { file, place },
  kind,
  fields: [...answers.map(fieldOf), ...facts.map(({ name, value }) => ({ name, text: value }))]
})

/** Each person's record. */
export const recordsOf = ({ layout, name }: File) =>
  layout.people.map((person) => ({ person, record: recordOf(name, layout.kind, person) }))

/** Headings as the names of fields that nobody answered, labels as the speakers of such: so they are replaced like these. */
const frameOf = (file: string, { headings, labels }: Layout): ResearchRecord => ({
  id: file,
  source: { file, place: "frame" },
  kind: "row",
  fields: [
    ...distinct(headings).map((value) => ({ name: value, text: "-" })),
    ...distinct(labels).map((value) => ({ name: "-", text: "-", speaker: value }))
  ]
})

const distinct = (all: ReadonlyArray<Cell>): ReadonlyArray<string> => [...new Set(all.map(({ value }) => value))]

const byValue = (all: ReadonlyArray<Cell>, replaced: ReadonlyArray<string | undefined>): ReadonlyArray<Change> => {
  const values = new Map(distinct(all).map((value, i) => [value, replaced[i] ?? value]))
  return all.map((cell) => ({ cell, value: values.get(cell.value) ?? cell.value }))
}

/** A file with its personal data replaced, as a text and as records. */
export interface Anonymised {
  readonly text: string
  readonly records: ReadonlyArray<ResearchRecord>
}

// So many records are gone through before anything else may happen, such as Ctrl-C.
const step = 200
const previewed = 5000

/**
 * Files with their personal data replaced. All of them are one run: they are read first, so that who is named in one is found in the
 * others. It takes a step at a time, as large files take minutes.
 */
export function* steps(
  files: ReadonlyArray<File>,
  pseudonymiser: Pseudonymiser
): Generator<void, ReadonlyArray<Anonymised>> {
  const read: Array<{ file: File; records: Array<ResearchRecord>; frame: ResearchRecord }> = []
  for (const file of files) {
    const { kind, people } = file.layout
    // Made anew for each step, so that the file is not in memory once more.
    const rows = (from: number, count: number) =>
      people.slice(from, from + count).map((person) => recordOf(file.name, kind, person))
    // The first of them judge the columns; all of them tell who is in the table.
    for (let from = 0; from < people.length; from += previewed) {
      yield
      pseudonymiser.preview(rows(from, previewed))
    }
    const records: Array<ResearchRecord> = []
    for (let from = 0; from < people.length; from += step) {
      yield
      records.push(...pseudonymiser.replaceRecords(rows(from, step)))
    }
    read.push({ file, records, frame: pseudonymiser.replaceRecord(frameOf(file.name, file.layout)) })
  }
  const written: Array<Anonymised> = []
  for (const { file, frame, records } of read) {
    const { headings, labels, people } = file.layout
    const framed = pseudonymiser.revisit(frame).fields
    for (const [i, record] of records.entries()) {
      if (i % step === 0) yield
      records[i] = pseudonymiser.revisit(record)
    }
    const changes: ReadonlyArray<Change> = [
      ...byValue(
        headings,
        framed.map(({ name }) => name)
      ),
      ...byValue(
        labels,
        framed.filter(({ speaker }) => speaker !== undefined).map(({ speaker }) => speaker)
      ),
      ...people.flatMap(({ answers }, i) =>
        answers.flatMap((cell, at) => {
          const value = records[i]?.fields[at]?.text ?? cell.value
          return value === cell.value ? [] : [{ cell, value }]
        })
      )
    ]
    written.push({ text: apply(file.text, changes), records })
  }
  return written
}

/** The same in one go. */
export const anonymise = (files: ReadonlyArray<File>, pseudonymiser: Pseudonymiser): ReadonlyArray<Anonymised> => {
  const going = steps(files, pseudonymiser)
  for (;;) {
    const { done, value } = going.next()
    if (done === true) return value
  }
}

/** What a file is called without the names in it, and without brackets, which shells and links take amiss. */
export const nameOf = ({ name }: File, pseudonymiser: Pseudonymiser): string => {
  const empty: ResearchRecord = { id: name, source: { file: name, place: "" }, kind: "document", fields: [] }
  return pseudonymiser.revisit(pseudonymiser.replaceRecord(empty)).source.file.replace(/[[\]]/g, "")
}

/** The text of a file with its original words. */
export const restore = (file: File, restoreText: (text: string) => Restored): Restored => {
  const invented = new Set<string>()
  const changes = cells(file.layout).map((cell) => {
    const restored = restoreText(cell.value)
    for (const placeholder of restored.invented) invented.add(placeholder)
    return { cell, value: restored.text }
  })
  return { text: apply(file.text, changes), invented: [...invented] }
}
