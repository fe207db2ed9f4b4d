/**
 * A file as words in a frame: the words can be replaced, and all else, from byte order mark to line ends, stays as it is. A file of any
 * length is a stream of parts.
 */

/** A stretch of a file that is somebody's words. */
export interface Cell {
  /** What the stretch says, without the quotation marks and escapes of the format. */
  readonly value: string
}

/** An answer, and what is known about it. */
export interface Answer extends Cell {
  readonly name: string
  readonly question?: string
  /** Who says it; a stretch of its own. */
  readonly speaker?: string
}

/** One person's answers. */
export interface Person<A extends Answer = Answer> {
  /** For a person to find them again, such as `row 12`. */
  readonly place: string
  readonly answers: ReadonlyArray<A>
  /** What is said of them under a name, such as `Participant: Maya`: read to learn who they are, and part of an answer already. */
  readonly facts?: ReadonlyArray<{ readonly name: string; readonly value: string }>
}

/** What replaces the words of cells. A cell that is not in it keeps its own. */
export type Changes = ReadonlyMap<Cell, string>

/** A part of a file. */
export interface Part {
  readonly kind: "row" | "interview" | "document"
  readonly people: ReadonlyArray<Person>
  /** Headers, keys: the same words wherever they stand. */
  readonly headings: ReadonlyArray<Cell>
  /** Labels of speakers. */
  readonly labels: ReadonlyArray<Cell>
  /** The line of the file on which a character of an answer stands; left out where the person's place tells more. */
  readonly lineOf?: (answer: Answer, offset: number) => number
  /** The text of the part with the changes made. */
  readonly write: (changes: Changes) => string
}

/** All cells of a part. */
export const cells = ({ headings, labels, people }: Part): ReadonlyArray<Cell> => [
  ...headings,
  ...labels,
  ...people.flatMap(({ answers }) => answers)
]

/** A cell that stands at a place in the text of its part. */
export interface PlacedCell extends Cell {
  readonly start: number
  readonly end: number
  /** How another value is written there. */
  readonly encode: (value: string) => string
}

/** An answer at a place. */
export interface PlacedAnswer extends Answer, PlacedCell {}

/** What is found in a text whose cells stand at places. */
export interface Layout {
  readonly kind: Part["kind"]
  readonly people: ReadonlyArray<Person<PlacedAnswer>>
  readonly headings: ReadonlyArray<PlacedCell>
  readonly labels: ReadonlyArray<PlacedCell>
}

/** A stretch that is written as it reads. */
export const plain = (text: string, start: number, end: number): PlacedCell => ({
  start,
  end,
  value: text.slice(start, end),
  encode: (value) => value
})

/** The part that a text is. */
export const placed = (text: string, layout: Layout): Part => {
  const all = [...layout.headings, ...layout.labels, ...layout.people.flatMap(({ answers }) => answers)]
  const inOrder = all.toSorted((a, b) => a.start - b.start)
  return {
    ...layout,
    write: (changes) => {
      const parts: Array<string> = []
      let done = 0
      for (const cell of inOrder) {
        const value = changes.get(cell) ?? cell.value
        if (value === cell.value || cell.start < done) continue
        parts.push(text.slice(done, cell.start), cell.encode(value))
        done = cell.end
      }
      parts.push(text.slice(done))
      return parts.join("")
    }
  }
}

/** The numbers of lines by offset. */
export const lineCounter = (text: string): ((offset: number) => number) => {
  const starts = [0, ...Array.from(text.matchAll(/\r\n?|\n/g), (match) => match.index + match[0].length)]
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
