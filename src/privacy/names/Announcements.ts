/**
 * What the words before a name tell of it in languages other than English: after "Frau", "mi chiamo" or "z tej strony" a word is a
 * name that no list knows, and that has no capital where nothing has.
 */
import { FAMILY, foreign, GIVEN, languages, lookUp, PEOPLE, TOWN, WORD } from "../lexicon/Lexicon.ts"
import { attendance, type Cues, cues, fields, saints, titleParts } from "./AnnouncementWords.ts"
import type { Token } from "./NameTokens.ts"
import { ORGANISATION_START, PARTICLE, tells } from "./WordKinds.ts"
import type { Writing } from "./Writing.ts"

const TITLE = 1
const INTRODUCES = 2
/** The last of two words that introduce. */
const ENDS_INTRODUCTION = 4
const MAY_INTRODUCE = 8
const KIN = 16
const BEFORE_PLACE = 32
const FIELD = 64
const SAINT = 128
const ATTENDANCE = 256

/** What each word of a language announces, in one look-up. Made for the first text of the language. */
const tables = new Map<string, ReadonlyMap<string, number>>()

const tableOf = (language: string, { titles, introductions, maybe, kin, at }: Cues): ReadonlyMap<string, number> => {
  const known = tables.get(language)
  if (known !== undefined) return known
  const table = new Map<string, number>()
  const add = (words: Iterable<string>, bit: number) => {
    for (const word of words) table.set(word, (table.get(word) ?? 0) | bit)
  }
  add(titles, TITLE)
  add(introductions, INTRODUCES)
  add(
    [...introductions].filter((words) => words.includes("-")).map((words) => words.replace(/.*-/, "")),
    ENDS_INTRODUCTION
  )
  add(maybe, MAY_INTRODUCE)
  add(kin, KIN)
  add(at, BEFORE_PLACE)
  add(fields, FIELD)
  add(saints, SAINT)
  add(attendance, ATTENDANCE)
  tables.set(language, table)
  return table
}

interface Reader {
  readonly tokens: ReadonlyArray<Token>
  readonly evidence: Float32Array
  readonly own: number
  readonly place: number
  /** Whether capitals tell anything here. */
  readonly cased: boolean
  readonly german: boolean
}

const isName = (token: Token): boolean => (token.bits & (GIVEN | FAMILY)) !== 0

/** A word that could be a name where one is due. */
const fits = ({ own, cased, place }: Reader, token: Token | undefined): token is Token =>
  token?.kind === "word" &&
  token.text.length > 1 &&
  (cased ? token.case !== "lower" : (token.bits & own) === 0 || isName(token)) &&
  (token.kinds & tells(place)) === 0

const raise = ({ evidence }: Reader, at: number, to: number): void => {
  if ((evidence[at] ?? 1) < to) evidence[at] = to
}

/** Raises the words of a name that begins at a token. `sure` is whether one has to. */
const raiseName = (reader: Reader, at: number, sure: boolean): void => {
  const { tokens, german, own, cased } = reader
  let i = at
  // "Le Goff", "el Ouali", "ten Broeke", "von der Heide"
  for (let small = 0; small < 2; small++) {
    const token = tokens[i]
    if (token?.kind !== "word" || (token.kinds & PARTICLE) === 0 || !fits(reader, tokens[i + 1])) break
    if (token.case !== "lower") raise(reader, i, 0.5)
    i++
  }
  const first = tokens[i]
  if (first?.kind === "word" && first.text.length === 1 && tokens[i + 1]?.text === ".") return
  if (!fits(reader, first) || (first.kinds & ORGANISATION_START) !== 0) return
  if (!sure && (!isName(first) || !cased) && ((first.bits & (own | WORD | PEOPLE)) !== 0 || !cased)) return
  raise(reader, i, 0.7)
  for (let more = 0; more < 2; more++) {
    const token = tokens[i + 1]
    // German nouns have capitals too, so after "Herrn Lohmanns" only what must be a name goes with it.
    if (!fits(reader, token) || token.joined || (token.kinds & ORGANISATION_START) !== 0) return
    const known = (token.bits & (FAMILY | GIVEN)) !== 0 && (cased || (token.bits & own) === 0)
    if (!known && ((token.bits & (own | WORD)) !== 0 || (german && cased && (first.bits & GIVEN) === 0))) return
    raise(reader, ++i, 0.5)
  }
}

/** The place after a title: over its dot, and further titles. */
const overTitles = (tokens: ReadonlyArray<Token>, { titles }: Cues, at: number): number => {
  let i = at + 1
  for (; i < at + 8; i++) {
    const token = tokens[i]
    if (token === undefined) break
    if (token.text === ".") continue
    const before = tokens[i - 1]
    const part = titleParts.has(token.folded) && (before?.text === "." || tokens[i + 1]?.text === ".")
    if (token.kind !== "word" || !(part || titles.has(token.folded))) break
  }
  return i
}

/** Names of a list on the rest of a line. */
const raiseList = (reader: Reader, at: number): void => {
  const { tokens, cased } = reader
  for (let i = at; i < tokens.length && i < at + 80; i++) {
    const token = tokens[i]
    if (token === undefined || token.kind === "line") return
    if ((tokens[i - 1]?.text === ":" || tokens[i - 1]?.text === ",") && (token.case !== "lower" || !cased))
      raiseName(reader, i, true)
  }
}

/** "Sebastians", but not "Markus". */
const isGenitive = (folded: string): boolean => folded.endsWith("s") && (lookUp(folded) & GIVEN) === 0

/** What a word says of those after it. */
const heed = (reader: Reader, language: Cues, i: number, announces: number): void => {
  const { introductions, articles, living } = language
  const { tokens, cased, evidence } = reader
  const token = tokens[i]
  const next = tokens[i + 1]
  if (token === undefined || next === undefined) return
  // "M." has its dot.
  if ((announces & TITLE) !== 0 && (token.text.length > 1 || next.text === "."))
    raiseName(reader, overTitles(tokens, language, i), true)
  if (
    (announces & INTRODUCES) !== 0 ||
    ((announces & ENDS_INTRODUCTION) !== 0 && introductions.has(`${tokens[i - 1]?.folded ?? ""}-${token.folded}`))
  )
    raiseName(reader, overArticle(tokens, articles, i + 1), true)
  else if ((announces & MAY_INTRODUCE) !== 0) raiseName(reader, overArticle(tokens, articles, i + 1), false)
  if ((announces & KIN) !== 0) {
    raiseName(reader, overArticle(tokens, articles, i + 1), false)
    // "Freund Emre", "Papi Marcel": no part of the name.
    if (next.kind === "word") evidence[i] = 0
  }
  if ((announces & FIELD) !== 0 && next.text === ":") raiseName(reader, i + 2, true)
  if ((announces & ATTENDANCE) !== 0 && next.text === ":") raiseList(reader, i + 2)
  // "Bad Oeynhausen", "San Severo"
  if ((announces & SAINT) !== 0 && cased && token.case === "capital" && (next.bits & TOWN) !== 0) raise(reader, i, 0.5)
  if (
    (announces & BEFORE_PLACE) !== 0 &&
    (next.bits & (reader.own | WORD | PEOPLE)) === 0 &&
    fits(reader, next) &&
    near(tokens, living, i)
  )
    raise(reader, i + 1, 0.65)
}

/** The family name after a given name or an initial: "Markus Feldkamp", "petra kleinert", "T. Wagenknecht". */
const heedGivenName = (reader: Reader, i: number): void => {
  const { tokens, cased, german, own, evidence } = reader
  const token = tokens[i]
  if (token === undefined) return
  const next = tokens[i + 1]
  if (token.text.length === 1) {
    const after = tokens[i + 2]
    const begins = token.case === "capital" && !(tokens[i - 1]?.text === "." && tokens[i - 1]?.joined === true)
    if (cased && begins && next?.text === "." && fits(reader, after) && (after.bits & own) === 0)
      raise(reader, i + 2, 0.65)
    return
  }
  if ((token.bits & GIVEN) === 0 || (cased && !german) || (evidence[i] ?? 0) < 0.8 || isGenitive(token.folded)) return
  if (fits(reader, next) && !next.joined && (next.bits & (cased ? own : own | WORD)) === 0) raise(reader, i + 1, 0.5)
}

/** Over ", der" and the like. */
const overArticle = (tokens: ReadonlyArray<Token>, articles: ReadonlySet<string>, at: number): number => {
  let i = at
  if (tokens[i]?.text === "," || tokens[i]?.text === "(") i++
  for (let steps = 0; steps < 2 && articles.has(tokens[i]?.folded ?? ""); steps++) i++
  return i
}

/** Whether one of the words stands within a few words, in the same sentence. */
const near = (tokens: ReadonlyArray<Token>, words: ReadonlySet<string>, at: number): boolean => {
  for (let step = 1; step <= 5; step++) {
    const token = tokens[at - step]
    if (token === undefined || token.text === "." || token.kind === "line") break
    if (words.has(token.folded)) return true
  }
  // German verbs may stand after the place.
  for (let step = 1; step <= 5; step++) {
    const token = tokens[at + step]
    if (token === undefined || token.text === "." || token.text === "," || token.kind === "line") break
    if (words.has(token.folded)) return true
  }
  return false
}

/** Raises the evidence of words that are announced as a name. */
export const heedAnnouncements = (tokens: ReadonlyArray<Token>, evidence: Float32Array, writing: Writing): void => {
  const language = cues[writing.language]
  if (language === undefined || writing.style === "upper") return
  const table = tableOf(writing.language, language)
  const tongue = languages.findIndex((known) => known === writing.language)
  const cased = writing.style === "normal"
  const reader: Reader = { tokens, evidence, own: foreign(tongue), place: tongue + 1, cased, german: tongue === 0 }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token?.kind !== "word") continue
    const announces = table.get(token.folded)
    if (announces !== undefined) heed(reader, language, i, announces)
    heedGivenName(reader, i)
  }
}
