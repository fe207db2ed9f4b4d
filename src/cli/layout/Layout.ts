/**
 * A file as stretches of words in a frame: the words can be replaced, and all else, from byte order mark to line ends, stays as it is.
 */

/** A stretch of a file that is somebody's words. */
export interface Cell {
  readonly start: number
  readonly end: number
  /** What the stretch says, without the quotation marks and escapes of the format. */
  readonly value: string
  /** How another value is written there. */
  readonly encode: (value: string) => string
}

/** An answer, and what is known about it. */
export interface Answer extends Cell {
  readonly name: string
  readonly question?: string
  /** Who says it; a stretch of its own. */
  readonly speaker?: string
}

/** One person's answers. */
export interface Person {
  readonly place: string
  readonly answers: ReadonlyArray<Answer>
  /** What is said of them under a name, such as `Participant: Maya`: read to learn who they are, and part of an answer already. */
  readonly facts?: ReadonlyArray<{ readonly name: string; readonly value: string }>
}

/** A file taken apart. */
export interface Layout {
  readonly kind: "row" | "interview" | "document"
  readonly people: ReadonlyArray<Person>
  /** Headers, keys: the same words wherever they stand. */
  readonly headings: ReadonlyArray<Cell>
  /** Labels of speakers. */
  readonly labels: ReadonlyArray<Cell>
}

/** A change to a file. */
export interface Change {
  readonly cell: Cell
  readonly value: string
}

/** The text with the changes made; a cell whose value stays is not touched at all. */
export const apply = (text: string, changes: ReadonlyArray<Change>): string => {
  const parts: Array<string> = []
  let done = 0
  for (const { cell, value } of changes.toSorted((a, b) => a.cell.start - b.cell.start)) {
    if (value === cell.value) continue
    parts.push(text.slice(done, cell.start), cell.encode(value))
    done = cell.end
  }
  parts.push(text.slice(done))
  return parts.join("")
}

/** All cells of a layout. */
export const cells = ({ headings, labels, people }: Layout): ReadonlyArray<Cell> => [
  ...headings,
  ...labels,
  ...people.flatMap(({ answers }) => answers)
]

/** A stretch that is written as it reads. */
export const plain = (text: string, start: number, end: number): Cell => ({
  start,
  end,
  value: text.slice(start, end),
  encode: (value) => value
})
