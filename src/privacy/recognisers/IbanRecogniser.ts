/**
 * Bank accounts by IBAN: the length of its country, then the check digits and the country's own rules (by ibantools).
 */
import { matchesOf } from "./Expressions.ts"
import { getCountrySpecifications, isValidIBAN } from "ibantools"
import type { Recogniser, Span } from "../Recogniser.ts"

const beginning = /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}(?=[ \u00a0-]?[A-Za-z0-9])/gu
const lengths = new Map(Object.entries(getCountrySpecifications()).map(([country, spec]) => [country, spec.chars]))

/** The end of so many letters and digits from an index, blanks and hyphens between them allowed. */
const endOf = (text: string, start: number, characters: number): number | undefined => {
  let left = characters
  for (let i = start; i < text.length && i - start < characters * 2; i++) {
    const character = text[i] ?? ""
    if (/[A-Za-z0-9]/.test(character)) left--
    else if (!/[ \u00a0-]/.test(character)) return undefined
    if (left === 0) return /[\p{L}\p{N}]/u.test(text[i + 1] ?? "") ? undefined : i + 1
  }
  return undefined
}

/** Whether the check digits hold and the letters stand where they should, be the country's own check digits right or wrong. */
const isSpelled = (account: string): boolean => {
  const shape = getCountrySpecifications()[account.slice(0, 2)]?.bban_regexp
  if (shape === undefined || shape === null || !new RegExp(shape).test(account.slice(4))) return false
  let rest = 0
  for (const character of account.slice(4) + account.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** International bank account numbers. */
export const IbanRecogniser: Recogniser = {
  name: "IbanRecogniser",
  types: ["IBAN_CODE"],
  recognise: (text) => {
    const spans: Array<Span> = []
    for (const match of matchesOf(text, beginning)) {
      const characters = lengths.get(match[0].slice(0, 2).toUpperCase())
      const end = typeof characters === "number" ? endOf(text, match.index, characters) : undefined
      if (end === undefined) continue
      const account = text
        .slice(match.index, end)
        .replace(/[^A-Za-z0-9]/g, "")
        .toUpperCase()
      if (isValidIBAN(account) || isSpelled(account))
        spans.push({ start: match.index, end, type: "IBAN_CODE", score: 0.99, rule: "checksum" })
    }
    return spans
  }
}
