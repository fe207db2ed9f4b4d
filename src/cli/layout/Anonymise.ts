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

const frame = (file: File, pseudonymiser: Pseudonymiser, onPlace: (file: string, place: string) => void) => {
  onPlace(file.name, file.layout.labels.length > 0 ? "labels" : "header")
  return pseudonymiser.replaceRecord(frameOf(file.name, file.layout))
}

/** A file with its personal data replaced, as a text and as records. */
export interface Anonymised {
  readonly text: string
  readonly records: ReadonlyArray<ResearchRecord>
}

/**
 * Files with their personal data replaced. All of them are one run: they are read first, so that who is named in one is found in the
 * others.
 */
export const anonymise = (
  files: ReadonlyArray<File>,
  pseudonymiser: Pseudonymiser,
  /** Told what is about to be gone through. */
  onPlace: (file: string, place: string) => void = () => undefined
): ReadonlyArray<Anonymised> => {
  const read = files.map((file) => {
    const people = file.layout.people.map((person) => ({
      person,
      record: recordOf(file.name, file.layout.kind, person)
    }))
    pseudonymiser.preview(people.map(({ record }) => record))
    return {
      file,
      people: people.map(({ person, record }) => {
        onPlace(file.name, person.place)
        return { person, record: pseudonymiser.replaceRecord(record) }
      }),
      frame: frame(file, pseudonymiser, onPlace)
    }
  })
  return read.map(({ file, frame, people }) => {
    const { headings, labels } = file.layout
    const framed = pseudonymiser.revisit(frame).fields
    const again = people.map(({ person, record }) => {
      onPlace(file.name, person.place)
      return { person, record: pseudonymiser.revisit(record) }
    })
    const changes: ReadonlyArray<Change> = [
      ...byValue(
        headings,
        framed.map(({ name }) => name)
      ),
      ...byValue(
        labels,
        framed.filter(({ speaker }) => speaker !== undefined).map(({ speaker }) => speaker)
      ),
      ...again.flatMap(({ person, record }) =>
        person.answers.map((cell, i) => ({ cell, value: record.fields[i]?.text ?? cell.value }))
      )
    ]
    return { text: apply(file.text, changes), records: again.map(({ record }) => record) }
  })
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
