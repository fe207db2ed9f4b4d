/**
 * Postal addresses in the formats of many countries: numbers, names and the words of streets, units and boxes, with commas and line
 * ends between them.
 */
import { COUNTRY, GIVEN, TOWN, WORD } from "../lexicon/Lexicon.ts"
import { countryAt } from "./Countries.ts"
import { possible } from "./NameEvidence.ts"
import { regionCode } from "./PlaceWords.ts"
import {
  beforeTimes,
  besideRegion,
  cued,
  inDate,
  isCode,
  isInRow,
  isSmallWord,
  isTime,
  opensField,
  postcodeCue
} from "./PostalEnds.ts"
import type { Token } from "./NameTokens.ts"
import { PLACE_PARTICLE, STREET_NAME, STREET_WORD, UNIT_WORD } from "./WordKinds.ts"

/** An address, from one token to another (both included). */
export interface Address {
  readonly first: number
  readonly last: number
  readonly score: number
  readonly rule: string
}

// Six digits and a letter at most, and no fraction.
const isNumber = (token: Token | undefined): boolean =>
  token?.kind === "number" && token.text.length < 8 && /^\d{1,6}\D?$/.test(token.text)

/** Ships and post offices of armed forces abroad. */
const military = new Set("uss usns usnv uscgc hms apo fpo dpo".split(" "))

type Part = "number" | "name" | "street" | "unit" | "code" | "small" | "none"

const partOf = (tokens: ReadonlyArray<Token>, evidence: Float32Array, i: number): Part => {
  const token = tokens[i]
  if (token === undefined) return "none"
  if (token.kind === "number")
    return isNumber(token) && !inDate(tokens, i) && !isInRow(tokens, i) && !isTime(tokens, i) ? "number" : "none"
  if (token.kind !== "word") return "none"
  if ((token.kinds & STREET_NAME) !== 0 && ((evidence[i] ?? 0) > 0 || (token.bits & WORD) === 0)) return "street"
  if (
    (token.kinds & STREET_WORD) !== 0 &&
    (token.case !== "lower" || (evidence[i - 1] ?? 0) >= possible || (evidence[i + 1] ?? 0) >= possible)
  )
    return "street"
  if (military.has(token.folded) && tokens[i + 1]?.kind === "word") return "unit"
  if (
    (token.kinds & UNIT_WORD) !== 0 &&
    (isNumber(tokens[i + 1]) ||
      (tokens[i + 1]?.text === "." && isNumber(tokens[i + 2])) ||
      token.folded === "p" ||
      token.folded === "o")
  )
    return "unit"
  if ((evidence[i] ?? 0) >= possible) return "name"
  // The register of companies in Germany.
  if (token.folded === "hrb" || token.folded === "hra") return "none"
  if (token.case === "upper" && regionCode.test(token.text) && !isSmallWord(tokens, i)) return "code"
  if (token.case === "capital" && token.text.length > 1 && (evidence[i] ?? 0) > 0.05) return "name"
  // "Bristol in 2009", "Lisbon on 19 January": what is said of a place and no part of its address.
  if (beforeTimes.has(token.folded) && tokens[i + 1]?.kind === "number") return "none"
  if ((token.kinds & PLACE_PARTICLE) !== 0) return "small"
  const before = tokens[i - 1]
  const after = tokens[i + 1]
  // "Piroska u. 97", "R Marques": a letter or an abbreviation inside.
  if (token.text.length === 1 || (token.text.length < 5 && after?.text === "." && after.joined)) return "small"
  // "Luite tee 71": a word that is in no list, or any between a name and a number.
  if (token.bits === 0 && token.text.length > 2) return before?.kind === "number" || isNumber(after) ? "name" : "small"
  // "The office is 12 Mill Lane": what is said of somebody or something is no part of where it is.
  if (isNumber(after) && before?.kind === "word" && (evidence[i - 1] ?? 0) >= possible)
    return /^(?:is|was|are|lives)$/.test(token.folded) ? "none" : "small"
  return "none"
}

interface Walk {
  last: number
  numbers: number
  names: number
  streets: number
  units: number
  /** Whether a postcode stands next to the code of a region, "AZ 65214". */
  placed: boolean
  countries: number
  long: boolean
  /** Whether a number may be a postcode, and is no year. */
  code: boolean
  /** How many of the names look like one. */
  likely: number
}

const box = (tokens: ReadonlyArray<Token>, i: number): number => {
  // P.O. Box 12
  const word = (at: number, folded: string) => tokens[at]?.folded === folded
  if (!word(i, "p") && !word(i, "po")) return -1
  let j = i + 1
  if (word(i, "p")) {
    if (tokens[j]?.text === ".") j++
    if (!word(j, "o")) return -1
    j++
    if (tokens[j]?.text === ".") j++
  }
  return word(j, "box") ? j : -1
}

// No address has more words and marks.
const reach = 40

/** How far an address reaches from a token that could begin one. */
const walk = (tokens: ReadonlyArray<Token>, evidence: Float32Array, first: number): Walk => {
  const found: Walk = {
    last: first - 1,
    numbers: 0,
    names: 0,
    streets: 0,
    units: 0,
    placed: false,
    countries: 0,
    long: false,
    code: false,
    likely: 0
  }
  let separators = 0
  for (let i = first; i < tokens.length && i - first < reach; i++) {
    const token = tokens[i]
    if (token === undefined) break
    if (token.kind === "line" || (token.kind === "mark" && /^[,.#°ºª/>?-]$/.test(token.text))) {
      const previous = tokens[i - 1]
      // A full stop goes on only after an abbreviation.
      if (
        token.text === "." &&
        !(
          previous?.kind === "word" &&
          previous.text.length <= 6 &&
          (previous.text.length <= 4 || (previous.kinds & (STREET_WORD | STREET_NAME)) !== 0)
        )
      )
        break
      // "44000 Nantes. Merci": a town is no abbreviation.
      if (
        token.text === "." &&
        previous !== undefined &&
        (previous.bits & TOWN) !== 0 &&
        (previous.kinds & STREET_WORD) === 0
      )
        break
      if (token.text === "/" && (!isNumber(previous) || tokens[i + 2]?.text === "/")) break
      if (token.kind === "line") {
        if (opensField(tokens, i)) break
        separators += 1
      }
      if (++separators > 7) break
      continue
    }
    const boxed = box(tokens, i)
    if (boxed >= 0) {
      found.units++
      found.last = boxed
      i = boxed
      separators = 0
      continue
    }
    const country = countryAt(tokens, i)
    if (country >= 0) {
      found.countries++
      found.names++
      found.last = country
      i = country
      separators = 0
      continue
    }
    const part = partOf(tokens, evidence, i)
    if (part === "none") {
      if (token.folded === "nan") continue
      break
    }
    if (part === "small") {
      if (i === first) break
      continue
    }
    separators = 0
    found.last = i
    if (part === "number") {
      found.numbers++
      if (token.text.length >= 4) found.long = true
      if (token.text.length >= 4 && !/^(?:19|20)\d\d$/.test(token.text)) found.code = true
      if (token.text.length >= 4 && besideRegion(tokens, i)) found.placed = true
    } else if (part === "street") found.streets++
    else if (part === "unit") found.units++
    else if (part === "name") {
      found.names++
      if ((evidence[i] ?? 0) >= possible) found.likely++
    }
    if ((token.bits & COUNTRY) !== 0) found.countries++
  }
  return found
}

/** What an address must hold: enough of a house, a street and a town. */
const ruleOf = (found: Walk, tokens: ReadonlyArray<Token>, first: number): string | undefined => {
  const { numbers, names, streets, units } = found
  if (numbers + units === 0) return undefined
  // "Room 12 on floor 3"
  if (units > 0 && numbers > 0 && (streets + names > 0 || found.code)) return "unit"
  if (streets > 0 && numbers > 0) return "street"
  // "Ethan, 7, and Maya, 4": numbers beside names need a word of addresses, or a postcode.
  if (numbers > 1 && found.likely + found.countries > 0 && (found.code || cued(tokens, first)))
    return "numbers-and-names"
  if (names > 0 && found.placed) return "region-and-code"
  if (names > 0 && found.countries > 0 && found.long) return "country-and-code"
  const numbered = (isNumber(tokens[first]) && tokens[first + 1]?.case !== "lower") || isNumber(tokens[found.last])
  return names > 0 && numbered && cued(tokens, first) ? "cue" : undefined
}

const opening = new Set<Part>(["name", "street", "unit"])

const begins = (tokens: ReadonlyArray<Token>, evidence: Float32Array, i: number): boolean => {
  const token = tokens[i]
  if (token === undefined) return false
  if (token.kind === "number") {
    // A long number, or one before another, is rather a telephone number than that of a house.
    if (!isNumber(token) || token.text.length > 5) return false
    return token.text.length < 4 || tokens[i + 1]?.kind !== "number"
  }
  if (token.kind !== "word") return false
  return box(tokens, i) >= 0 || opening.has(partOf(tokens, evidence, i))
}

/** Where "the corner of" begins when it stands right before a token; else the token. */
const cornerBefore = (tokens: ReadonlyArray<Token>, at: number): number => {
  if (tokens[at - 1]?.folded !== "of" || tokens[at - 2]?.folded !== "corner") return at
  return tokens[at - 3]?.folded === "the" ? at - 3 : at - 2
}

/** How far it is from each token to the next number; without one within reach there is no address. */
const numberAhead = (tokens: ReadonlyArray<Token>): Uint32Array => {
  const ahead = new Uint32Array(tokens.length)
  let next = reach
  for (let i = tokens.length - 1; i >= 0; i--) {
    next = tokens[i]?.kind === "number" ? 0 : Math.min(reach, next + 1)
    ahead[i] = next
  }
  return ahead
}

/** Where an address begins that the name of a person stands before: "Ebenezer Quartey, of 5 Nii Boi Crescent". */
const afterPerson = (tokens: ReadonlyArray<Token>, evidence: Float32Array, first: number, last: number): number => {
  if (((tokens[first]?.bits ?? 0) & GIVEN) === 0) return first
  for (let i = first + 1; i < last && i - first < 6; i++) {
    const token = tokens[i]
    if (token === undefined || token.kind === "number") return first
    if (token.text !== "," && token.kind !== "line") continue
    let start = i + 1
    if (tokens[start]?.folded === "of") start++
    const found = isNumber(tokens[start]) && start < last ? walk(tokens, evidence, start) : undefined
    return found?.last === last && ruleOf(found, tokens, start) !== undefined ? start : first
  }
  return first
}

/** The addresses in a text, in order. A name before one, in a line of its own or before a comma, does not belong to it. */
export const addressesIn = (tokens: ReadonlyArray<Token>, evidence: Float32Array): ReadonlyArray<Address> => {
  const addresses: Array<Address> = []
  if (!tokens.some(({ kind }) => kind === "number")) return addresses
  const numbers = numberAhead(tokens)
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token === undefined || (numbers[i] ?? reach) >= reach || !begins(tokens, evidence, i)) continue
    const found = walk(tokens, evidence, i)
    const corner = cornerBefore(tokens, i)
    if (corner < i) {
      const joint = tokens[found.last + 1]
      const other = joint?.folded === "and" || joint?.text === "&" ? walk(tokens, evidence, found.last + 2) : undefined
      if (other !== undefined && other.names + other.streets + other.units > 0) {
        addresses.push({ first: corner, last: other.last, score: 0.85, rule: "corner" })
        i = other.last
        continue
      }
    }
    const rule = found.last > i ? ruleOf(found, tokens, i) : undefined
    if (rule === undefined) {
      if (token.kind === "number" && isCode(token) && postcodeCue(tokens, i))
        addresses.push({ first: i, last: i, score: 0.85, rule: "postcode-cue" })
      continue
    }
    const first = afterPerson(tokens, evidence, i, found.last)
    addresses.push({ first, last: found.last, score: 0.8, rule })
    i = found.last
  }
  return addresses
}
