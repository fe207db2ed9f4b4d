/**
 * What the words of a run tell by how many use them: a word that several respondents use, that somebody writes small or that the
 * researcher asks about is what they talk about, and not somebody's name.
 *
 * Respondents are counted, not mentions: one who tells of her sister ten times is one.
 */
import type { Field, ResearchRecord } from "../../domain/ResearchRecord.ts"
import { GIVEN, lookUp, PROPER, WORD } from "../lexicon/Lexicon.ts"
import { readable } from "../columns/Headers.ts"
import { isAboutPeople } from "../names/NameColumns.ts"
import { fold } from "../names/NameForm.ts"
import type { Run, WordInRun } from "./Clues.ts"

/** The words of a run. */
export interface RunWords {
  /** Counts the words of a record, once however often it comes, less those of columns that hold people. */
  readonly learn: (record: ResearchRecord, holdsPeople: (field: Field) => boolean) => void
  /** Who was declared (a speaker, a column of names, the roster) stays somebody, however many speak of them. */
  readonly declare: (parts: ReadonlyArray<string>) => void
  readonly of: Run
}

// Bounds on memory: so many respondents tell as much as all, and a word beyond these counts as nobody else's.
const mostRespondents = 20_000
const mostWords = 200_000
const mostCells = 50_000
const longestCell = 80

const word = /[\p{L}\p{M}][\p{L}\p{M}\p{N}'’-]*/gu
const keyOf = (written: string): string => fold(written.replace(/['’]s$/u, "").replaceAll("’", "'"))

interface Used {
  respondents: number
  small: boolean
  heading: boolean
}

/** The words of a text, each once, and whether it is written small among capitals. */
type Words = ReadonlyMap<string, boolean>

const wordsOf = (text: string): Words => {
  const cased = /\p{Lu}/u.test(text)
  const found = new Map<string, boolean>()
  for (const [written] of text.matchAll(word)) {
    const key = keyOf(written)
    found.set(key, (cased && /^\p{Ll}/u.test(written)) || found.get(key) === true)
  }
  return found
}

/** No words. */
export const make = (): RunWords => {
  const words = new Map<string, Used>()
  const respondents = new Set<string>()
  /** Whether the column under each header or question is one of people, whom several may name. */
  const headings = new Map<string, boolean>()
  const declared = new Set<string>()
  // The short answers of a table come again and again.
  const cells = new Map<string, Words>()

  const entry = (key: string): Used | undefined => {
    const known = words.get(key)
    if (known !== undefined || words.size >= mostWords) return known
    const used = { respondents: 0, small: false, heading: false }
    words.set(key, used)
    return used
  }

  const wordsIn = (text: string): Words => {
    if (text.length > longestCell) return wordsOf(text)
    const known = cells.get(text)
    if (known !== undefined) return known
    const found = wordsOf(text)
    if (cells.size < mostCells) cells.set(text, found)
    return found
  }

  const isOfPeople = (heading: string): boolean => {
    const known = headings.get(heading)
    if (known !== undefined) return known
    const people = isAboutPeople(readable(heading))
    headings.set(heading, people)
    if (!people) learnHeading(heading)
    return people
  }

  const learnHeading = (heading: string): void => {
    for (const [written] of heading.matchAll(word)) {
      const key = keyOf(written)
      const bits = lookUp(key)
      // A given name in a header is somebody's.
      if ((bits & GIVEN) !== 0 && (bits & (WORD | PROPER)) !== WORD) continue
      const used = entry(key)
      if (used !== undefined) used.heading = true
    }
  }

  const learn = ({ fields, id, kind }: ResearchRecord, holdsPeople: (field: Field) => boolean): void => {
    if (respondents.size >= mostRespondents || respondents.has(id)) return
    respondents.add(id)
    const here = new Map<string, boolean>()
    const texts = new Set<string>()
    for (const field of fields) {
      const { name, question, text } = field
      // In an interview a question may address somebody.
      if (kind === "row") {
        const people = isOfPeople(name)
        if ((question !== undefined && isOfPeople(question)) || people || holdsPeople(field)) continue
      }
      if (texts.has(text)) continue
      texts.add(text)
      for (const [key, small] of wordsIn(text)) if (small || !here.has(key)) here.set(key, small)
    }
    for (const [key, small] of here) {
      const used = entry(key)
      if (used === undefined) continue
      used.respondents++
      used.small ||= small
    }
  }

  return {
    learn,
    declare: (parts) => {
      for (const part of parts) declared.add(part)
    },
    of: (key): WordInRun | undefined => (declared.has(key) ? undefined : words.get(key))
  }
}
