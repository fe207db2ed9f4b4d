/**
 * Finds names that are known already, word by word: however long the list of names, a text is gone through once.
 */
import { everydayWords, particles } from "./NameWords.ts"
import { wordsOf, type Word } from "./NameForm.ts"
import { opensSentence, type Range } from "./NameReader.ts"

/** A list of names to look for. */
export interface KnownNames {
  /** Adds the folded parts of a name, as they stand one after the other. In lower case it is found only if `anyCase`. */
  readonly add: (parts: ReadonlyArray<string>, anyCase: boolean) => void
  /** Whether a name may stand in a text of these folded words: most texts need not be gone through. */
  readonly mayStandIn: (words: ReadonlyArray<string>) => boolean
  /** Where the names stand in a text, the longest where several begin. */
  readonly find: (text: string) => ReadonlyArray<Range>
}

interface Entry {
  readonly parts: ReadonlyArray<string>
  readonly anyCase: boolean
}

// What stands between the words of a name, the hyphen of "maya-okafor" included.
const between = /^[\s.'’_-]{1,2}$/u
// "in May", "last April": a month rather than a name.
const beforeMonths = /(?:^|[^\p{L}])(?:in|of|since|last|next|this|by|until|till|early|late|mid|from|\d{1,2}) ?$/iu

/** An empty list. */
export const make = (): KnownNames => {
  const byFirst = new Map<string, Array<Entry>>()

  const add = (parts: ReadonlyArray<string>, anyCase: boolean) => {
    const [first] = parts
    if (first === undefined) return
    const entries = byFirst.get(first) ?? []
    if (entries.some((entry) => (entry.anyCase || !anyCase) && entry.parts.join(" ") === parts.join(" "))) return
    entries.push({ parts, anyCase })
    entries.sort((a, b) => b.parts.length - a.parts.length)
    byFirst.set(first, entries)
  }

  const matches = (text: string, words: ReadonlyArray<Word>, at: number, entry: Entry): boolean =>
    entry.parts.every((part, i) => {
      const word = words[at + i]
      const previous = words[at + i - 1]
      if (word === undefined || word.folded !== part) return false
      return i === 0 || previous === undefined || between.test(text.slice(previous.end, word.start))
    })

  const suits = (text: string, word: Word, entry: Entry): boolean => {
    const part = entry.parts[0] ?? ""
    if (entry.parts.length > 1) return entry.anyCase || /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(text.slice(word.start, word.end))
    const everyday = everydayWords.has(part)
    if (/^[\p{Lu}\p{Lt}\p{Lo}]/u.test(text.slice(word.start, word.end))) {
      if (!everyday) return true
      return !opensSentence(text, word.start) && !beforeMonths.test(text.slice(Math.max(0, word.start - 8), word.start))
    }
    return entry.anyCase && !everyday && part.length >= 3
  }

  const find = (text: string): ReadonlyArray<Range> => {
    if (byFirst.size === 0) return []
    const found: Array<Range> = []
    const words = wordsOf(text)
    for (let i = 0; i < words.length; i++) {
      const word = words[i]
      if (word === undefined) continue
      const entry = byFirst
        .get(word.folded)
        ?.find((entry) => matches(text, words, i, entry) && suits(text, word, entry))
      const last = words[i + (entry?.parts.length ?? 0) - 1]
      if (entry === undefined || last === undefined) continue
      found.push({ start: word.start, end: last.end })
      i += entry.parts.length - 1
    }
    return found
  }

  return { add, find, mayStandIn: (words) => byFirst.size > 0 && words.some((word) => byFirst.has(word)) }
}

/** Adds a name as a whole, and those of its parts that are names by themselves. */
export const addWithParts = (known: KnownNames, parts: ReadonlyArray<string>, anyCase: boolean): void => {
  known.add(parts, anyCase || parts.length > 1)
  if (parts.length < 2) return
  for (const part of parts) if (part.length > 1 && !particles.has(part)) known.add([part], anyCase)
}

// What transcripts and exports are called besides the name of a person.
const fileWords = new Set(
  (
    "interview interviews transcript transcripts transcription notes note session call audio recording rec raw clean cleaned final draft copy edited v " +
    "participant respondent user customer survey responses answers data export study research round wave pilot part day week batch set group low " +
    "home student manager night shift users uploads desktop downloads documents folder files the and with for of to from de en fr es txt md csv json docx"
  ).split(" ")
)

/** The words of a path that belong to a known name: `maya-okafor` in `interviews/02-maya-okafor.txt`, when Maya is known. */
export const findInPath = (known: KnownNames, path: string): ReadonlyArray<Range> => {
  const stem = path.replace(/\.[\p{L}\p{N}]{1,5}(?=#|$)/u, (extension) => " ".repeat(extension.length))
  const words = wordsOf(stem).filter((word) => !fileWords.has(word.folded))
  return known.find(stem).map((name) => {
    let { start, end } = name
    // A known first name has the family name next to it, in whatever case.
    for (const word of words)
      if (word.start >= end && word.start - end === 1 && /[-_. ]/.test(stem[end] ?? "")) end = word.end
    for (const word of words.toReversed()) {
      if (word.end <= start && start - word.end === 1 && /[-_. ]/.test(stem[word.end] ?? "")) start = word.start
    }
    return { start, end }
  })
}
