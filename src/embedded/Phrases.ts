/**
 * Small turns of phrase: shares in words, ages, lists, quotation marks, clipping.
 */
import type { Age } from "../domain/Persona.ts"

/** A share in plain words. The bands are half the way to the neighbouring word, so that no word claims more than the figure. */
export const shareInWords = (share: number): string => {
  if (share >= 0.995) return "all"
  if (share >= 0.9) return "nearly all"
  if (share >= 0.78) return "most"
  if (share >= 0.71) return "about three quarters"
  if (share >= 0.62) return "about two thirds"
  if (share >= 0.53) return "more than half"
  if (share >= 0.47) return "about half"
  if (share >= 0.37) return "about two in five"
  if (share >= 0.29) return "about a third"
  if (share >= 0.22) return "about a quarter"
  if (share >= 0.17) return "about a fifth"
  if (share >= 0.12) return "about one in seven"
  if (share >= 0.07) return "about one in ten"
  return "a few"
}

/** A share in whole per cent; never `0%` for some nor `100%` for not quite all. */
export const percent = (share: number): string => {
  if (share <= 0) return "0%"
  if (share < 0.005) return "under 1%"
  if (share < 1 && share >= 0.995) return "over 99%"
  return `${Math.round(share * 100)}%`
}

/** `a`, `a and b`, `a, b and c`. */
export const enumerate = (items: ReadonlyArray<string>): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`

/** With a capital first letter. */
export const capitalise = (text: string): string =>
  text.replace(/^(["“‘(]*)(\p{Ll})/u, (_, open: string, letter: string) => open + letter.toUpperCase())

/** With a small first letter, unless the first word is an abbreviation or the pronoun I. */
export const uncapitalise = (text: string): string =>
  /^(\p{Lu}[\p{Lu}\d]|(?!A)\p{Lu}(?!\p{L}))/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)

/** Typographic quotation marks for straight ones. */
export const curly = (text: string): string => text.replace(/"([^"]*)"/g, "“$1”")

/** In quotation marks; marks inside become single ones. */
export const quote = (text: string): string =>
  `“${curly(text)
    .replace(/[“”]/g, (mark) => (mark === "“" ? "‘" : "’"))
    .replace(/[.,;]+$/, "")}”`

/** The first words of a text, with an ellipsis where some were left out. */
export const clip = (text: string, words: number): string => {
  const parts = text.trim().split(/\s+/)
  return parts.length <= words
    ? text.trim()
    : `${parts
        .slice(0, words)
        .join(" ")
        .replace(/[,;:.–—-]+$/, "")}…`
}

/** Ends with a full stop unless it already ends a sentence. */
export const sentence = (text: string): string => {
  const trimmed = text.trim()
  return /[.!?…][”’)]*$/.test(trimmed) ? capitalise(trimmed) : `${capitalise(trimmed)}.`
}

/** An age for a reader: `37`, `25–34`, `61 or older`. */
export const showAge = (age: Age): string => {
  if (age.max === null) return `${age.min} or older`
  if (age.max === age.min) return `${age.min}`
  return age.min === 0 ? `up to ${age.max}` : `${age.min}–${age.max}`
}
