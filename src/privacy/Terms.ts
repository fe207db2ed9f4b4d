/**
 * Finds given terms in texts, however long the list of them: in any case, as whole words, with any white space between the words.
 */
import { fold } from "./names/NameForm.ts"
import type { Range } from "./names/NameReader.ts"

/** A term where it stands. */
export interface Found extends Range {
  /** As it was given. */
  readonly term: string
}

interface Entry {
  readonly term: string
  readonly pattern: RegExp
  /** How many characters stand before its first word. */
  readonly lead: number
}

const words = /[\p{L}\p{M}]+|\p{N}+/gu
const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")

const patternOf = (term: string): RegExp => {
  // A text may hold its accents as marks of their own.
  const forms = [...new Set([term.normalize("NFC"), term.normalize("NFD")])]
  const written = forms.map((form) => form.split(/\s+/u).map(escape).join("\\s{1,3}")).join("|")
  const before = /^[\p{L}\p{N}]/u.test(term) ? "(?<![\\p{L}\\p{M}\\p{N}])" : ""
  const after = /[\p{L}\p{M}\p{N}]$/u.test(term) ? "(?![\\p{L}\\p{M}\\p{N}])" : ""
  return new RegExp(`${before}(?:${written})${after}`, "iuy")
}

/** Finds the terms in a text: disjoint, in order, the longest where several begin. Terms without a letter or digit are passed over. */
export const finder = (terms: ReadonlyArray<string>): ((text: string) => ReadonlyArray<Found>) => {
  const byFirst = new Map<string, Array<Entry>>()
  for (const given of new Set(terms)) {
    const term = given.trim()
    const [first] = term.matchAll(words)
    if (first === undefined) continue
    const key = fold(first[0])
    const entries = byFirst.get(key) ?? []
    entries.push({ term: given, pattern: patternOf(term), lead: first.index })
    entries.sort((a, b) => b.term.length - a.term.length)
    byFirst.set(key, entries)
  }
  if (byFirst.size === 0) return () => []
  return (text) => {
    const found: Array<Found> = []
    let done = 0
    for (const word of text.matchAll(words)) {
      for (const { term, pattern, lead } of byFirst.get(fold(word[0])) ?? []) {
        const start = word.index - lead
        if (start < done) continue
        pattern.lastIndex = start
        if (!pattern.test(text)) continue
        done = pattern.lastIndex
        found.push({ term, start, end: done })
        break
      }
    }
    return found
  }
}
