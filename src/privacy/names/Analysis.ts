/**
 * One going-through of a text that the recognisers of people, organisations, places and addresses share.
 */
import type { Span } from "../Recogniser.ts"
import { FOREIGN, WORD } from "../lexicon/Lexicon.ts"
import { belongingsIn } from "./Belonging.ts"
import { heedAnnouncements } from "./Announcements.ts"
import { evidenceOf } from "./NameEvidence.ts"
import { knownInflected } from "./Inflection.ts"
import { type Mention, mentionsIn } from "./Mentions.ts"
import { addressesIn } from "./Postal.ts"
import { type Token, tokensOf } from "./NameTokens.ts"
import { CONTRACTION, NOT_NAME, PARTICLE } from "./WordKinds.ts"
import { writingOf } from "./Writing.ts"
import { lastRemembered } from "../WorkingMemory.ts"

/** Whether many small words of a text are in none of the languages that are known: there an unknown word says nothing. */
const isStrange = (tokens: ReadonlyArray<Token>): boolean => {
  const cased = tokens.some(({ case: style, kind, text }) => kind === "word" && style === "capital" && text.length > 1)
  let words = 0
  let unknown = 0
  for (const { bits, case: style, folded, kind, kinds } of tokens) {
    if (kind !== "word" || style !== "lower" || folded.length < 2) continue
    words++
    const known = (cased ? bits & (WORD | FOREIGN) : bits) !== 0 || (kinds & (NOT_NAME | CONTRACTION | PARTICLE)) !== 0
    if (!known) unknown++
  }
  return words >= (cased ? 4 : 5) && unknown >= (cased ? 0.3 : 0.34) * words
}

const wordsIn = (tokens: ReadonlyArray<Token>, first: number, last: number): ReadonlyArray<string> => {
  const words: Array<string> = []
  for (let i = first; i <= last; i++) if (tokens[i]?.kind === "word") words.push(tokens[i]?.folded ?? "")
  return words
}

/** What speaks for a mention, in the language of its text. */
const cluesOf = (tokens: ReadonlyArray<Token>, { clues, first, last }: Mention, strange: boolean): Span["clues"] => {
  if (clues === undefined) return undefined
  const small = tokens[first]?.case === "lower"
  const { base, spelling, support, thing } = clues
  return {
    weight: base + support - (small ? 0.2 : 0) - (strange ? (small ? 6 : 3) : 0),
    spelling,
    thing,
    strange,
    spreads: !strange && base + support >= 2,
    words: wordsIn(tokens, first, last)
  }
}

const analyse = (words: ReadonlyArray<Token>): ReadonlyArray<Span> => {
  const writing = writingOf(words)
  const tokens = knownInflected(words, writing.language)
  const evidence = evidenceOf(tokens, writing)
  heedAnnouncements(tokens, evidence, writing)
  const spans: Array<Span> = []
  const strange = writing.language === "en" && isStrange(tokens)
  const add = (first: number, last: number, type: string, score: number, rule: string, clues?: Span["clues"]) => {
    const start = tokens[first]?.start
    const end = tokens[last]?.end
    if (start !== undefined && end !== undefined)
      spans.push({ start, end, type, score, rule, ...(clues !== undefined && { clues }) })
  }
  for (const mention of mentionsIn(tokens, evidence, writing))
    add(mention.first, mention.last, mention.type, mention.score, mention.rule, cluesOf(tokens, mention, strange))
  for (const { first, last, score, rule } of addressesIn(tokens, evidence)) add(first, last, "ADDRESS", score, rule)
  for (const at of belongingsIn(tokens)) add(at, at, "NRP", 0.6, "said-of-somebody")
  return spans
}

/** What was read out of a text so far. */
interface Reading {
  readonly tokens: ReadonlyArray<Token>
  spans?: ReadonlyArray<Span>
}

/** The language of a text as its words tell it; `und` where many of them are in none that the lexicon knows. */
export const languageOf = (text: string): string => {
  const tokens = tokensOf(text)
  const { language } = writingOf(tokens)
  return language === "other" || (language === "en" && isStrange(tokens)) ? "und" : language
}

const letters = /\p{L}/u
const empty: Reading = { tokens: [], spans: [] }

// The recognisers of a text that share its words are run one after the other, so one text is worth remembering.
const reading = lastRemembered((text): Reading => ({ tokens: tokensOf(text) }))

// Half of the cells of a survey are numbers.
const read = (text: string): Reading => (letters.test(text) ? reading(text) : empty)

/** The tokens of a text. */
export const readTokens = (text: string): ReadonlyArray<Token> => read(text).tokens

const aboutThings =
  /\b(?:company|employer|organi[sz]ation|brand|product|app|shop|store|supermarket|retailer|tool|software|website|service|device|model|marke|produkt|geschäft|magasin|tienda|negozio|winkel|loja|sklep)s?\b/iu

/** Whether a header asks for products, firms or the like, so that names among its answers are theirs. */
export const isAboutThings = (header: string): boolean => aboutThings.test(header)

// What rests on the lexicon or on words around a name, and not on a capital alone.
const founded = new Set([
  "given-name",
  "family-name",
  "title",
  "person-cue",
  "legal-form",
  "organisation-word",
  "country",
  "said-of-somebody",
  "town"
])

/**
 * Whether a short answer in a column is rather a choice or a product than a name: "Sometimes", "Trello". There a capital says
 * nothing, as every answer begins with one.
 */
const isChoice = (text: string, field: string, { type, rule }: Span): boolean => {
  if (text.length > 40 || text.split(/\s+/).length > 3) return false
  return !founded.has(rule) || (type === "PERSON" && isAboutThings(field))
}

/**
 * The spans of a type that the words of a text give away.
 *
 * @param field the header of the column that the text answers, where there is one
 */
export const spansOf = (text: string, type: string, field?: string): ReadonlyArray<Span> => {
  const known = read(text)
  known.spans ??= analyse(known.tokens)
  return known.spans.filter((span) => span.type === type && (field === undefined || !isChoice(text, field, span)))
}
