/**
 * What the words around doubtful ones say: whether they are a name, and of what.
 */
import { COUNTRY, FAMILY, GIVEN, TOWN } from "../lexicon/Lexicon.ts"
import { certain } from "./NameEvidence.ts"
import type { Token } from "./NameTokens.ts"
import { ORGANISATION_END, PLACE_CUE, TITLE } from "./WordKinds.ts"

/** What people do. */
export const saysPerson = new Set(
  (
    "said says told asked replied explained lives lived works worked thinks wants likes loves recommended suggested texted called emailed shouted wrote laughed smiled " +
    "spent listed directed sings sang starred played married hates rang phoned agreed agrees knows knew believes feels felt understands prefers studied studies graduated retired " +
    "teaches taught drives drove joined moved showed helped taught bought grew whispered yelled cried sighed nodded shrugged admits admitted insists insisted reckons complained"
  ).split(" ")
)
// Names that are words of things that need an article, so that "Rose is" and "Mark did" can only speak of somebody.
const bareSubjects = new Set(
  (
    "mark rose will sue frank jack drew rob dean ray daisy lily ruby iris hazel holly robin eve dale glen cliff lance norm gene pat peg nick chuck bob don kit josh john " +
    "jay lee victor christian terry crystal tyler cooper parker mason carter hunter taylor wade ernest raven sunny willow brooke amber jasmine heather violet dawn chase"
  ).split(" ")
)
const ofSubjects = new Set(
  "is was has had did does will would can could never always isn't wasn't doesn't didn't hasn't won't can't".split(" ")
)
/** What stands before people. */
export const beforePerson = new Set(
  "by with meet met dear hi hello hey thanks cc and said says called named user daughter son brother sister husband wife friend colleague boss partner mother father mum mom dad".split(
    " "
  )
)
/** What stands before organisations. */
export const beforeOrganisation = new Set(
  "at for join joined joining employer company firm agency startup client competitor leave left quit founded acquired".split(
    " "
  )
)

/** What organisations have and do, right after their names. */
export const ofOrganisations = new Set(
  "office offices headquarters hq announced launched acquired invested invests employs merged spokesperson spokeswoman spokesman employees shareholders".split(
    " "
  )
)

/** All that the lexicon knows of the words from one token to another. */
/** Whether a list of `WordKinds` holds a token. */
export const isOf = (token: Token | undefined, kinds: number): boolean =>
  token !== undefined && (token.kinds & kinds) !== 0

/** Whether a title stands right before a token, with its dot or without: "Dr. Vogt". */
export const titled = (tokens: ReadonlyArray<Token>, first: number): boolean =>
  isOf(tokens[first - 1], TITLE) || (tokens[first - 1]?.text === "." && isOf(tokens[first - 2], TITLE))

export const bitsIn = (tokens: ReadonlyArray<Token>, first: number, last: number): number => {
  let bits = 0
  for (let i = first; i <= last; i++) bits |= tokens[i]?.bits ?? 0
  return bits
}

/** What names in a list add to a doubtful one: "Sousa and Ball". */
export const companyOf = (
  tokens: ReadonlyArray<Token>,
  evidence: Float32Array,
  first: number,
  last: number
): number => {
  if (tokens[first]?.case === "lower") return 0
  const links = (token: Token | undefined) =>
    token?.text === "," ||
    token?.folded === "and" ||
    token?.text === "&" ||
    token?.folded === "or" ||
    token?.folded === "nor"
  const before = links(tokens[first - 1]) && (evidence[first - 2] ?? 0) >= 0.8
  const after = links(tokens[last + 1]) && (evidence[last + 2] ?? 0) >= 0.8
  // "Faith and Hope": a given name beside another.
  const given = ((tokens[first]?.bits ?? 0) & GIVEN) !== 0
  const other = tokens[last + 1]?.text === "," ? undefined : tokens[last + 2]
  const couple = given && links(tokens[last + 1]) && other?.case === "capital" && (other.bits & GIVEN) !== 0
  return couple ? 0.4 : before || after ? 0.25 : 0
}

/** What stands before names of whatever kind. */
export const beforeNames = new Set(
  "at for from by with of to via than join joined joining leave left founded acquired called named employer company firm agency client competitor works worked".split(
    " "
  )
)

/**
 * Whether everyday words with capitals are rather the name of something, "at Simple Energy", than words that somebody wrote large,
 * "more Gluten Free options": by what stands before them, what they end with, or a line of their own.
 */
export const namesSomething = (tokens: ReadonlyArray<Token>, first: number, last: number): boolean => {
  if (last - first > 1) return true
  const before = tokens[first - 1]
  const after = tokens[last + 1]
  const own = before?.folded === "the" ? tokens[first - 2] : before
  if (before === undefined || before.kind === "line" || after?.folded === "office") return true
  return (own !== undefined && beforeNames.has(own.folded)) || isOf(tokens[last], ORGANISATION_END)
}

/** Whether an everyday word that opens a sentence is a name all the same: "Mark did it", "Faith and Hope run it", "Will Smith". */
export const opensAsName = (tokens: ReadonlyArray<Token>, evidence: Float32Array, at: number): boolean => {
  const token = tokens[at]
  if (token === undefined || token.case !== "capital" || (token.bits & GIVEN) === 0 || (evidence[at] ?? 0) < 0.2)
    return false
  const after = tokens[at + 1]
  if (after?.case === "capital" && (after.bits & FAMILY) !== 0 && (evidence[at + 1] ?? 0) >= certain) return true
  return contextOf(tokens, at, at) + companyOf(tokens, evidence, at, at) >= 0.4
}

const working = new Set(
  "phd postdoc degree masters studied study studies student trained graduated graduate professor lecturer researcher been work works worked working job jobs career employed hired role shift shifts driver manager engineer nurse cashier teller clerk assistant intern interned internship colleague colleagues".split(
    " "
  )
)

/** Whether a word stands where somebody's employer is named, "works for Nike", "a driver at Tesco". */
export const isEmployer = (tokens: ReadonlyArray<Token>, at: number): boolean => {
  const link = tokens[at - 1]?.folded
  if ((tokens[at]?.case !== "capital" && tokens[at]?.case !== "upper") || (link !== "at" && link !== "for"))
    return false
  for (let i = at - 2; i > at - 5; i--) if (working.has(tokens[i]?.folded ?? "")) return true
  return false
}

const somebody = new Set("she he who she's he's who's".split(" "))
const isSomebody = (tokens: ReadonlyArray<Token>, at: number): boolean =>
  somebody.has(tokens[at]?.folded ?? "") || (tokens[at]?.folded === "and" && somebody.has(tokens[at + 1]?.folded ?? ""))

/** What the words around a doubtful mention add. */
export const contextOf = (tokens: ReadonlyArray<Token>, first: number, last: number): number => {
  const before = tokens[first - 1]
  const after = tokens[last + 1]
  const bits = bitsIn(tokens, first, last)
  if (titled(tokens, first)) return 0.6
  let added = 0
  if (isOf(before, PLACE_CUE) && (bits & (TOWN | COUNTRY)) !== 0) added += 0.3
  if (before !== undefined && beforePerson.has(before.folded) && (bits & (GIVEN | FAMILY)) !== 0) added += 0.2
  if (after !== undefined && saysPerson.has(after.folded) && (bits & (GIVEN | FAMILY)) !== 0) added += 0.4
  const opening = tokens[first]
  if (
    first === last &&
    opening !== undefined &&
    ofSubjects.has(after?.folded ?? "") &&
    opening.case === "capital" &&
    bareSubjects.has(opening.folded)
  )
    added += 0.4
  if (first === last && isEmployer(tokens, first)) added += 0.25
  // "O. F. Wainwright"
  const initial = tokens[first - 2]
  if (before?.text === "." && initial?.text.length === 1 && initial.case === "capital" && opening?.case === "capital")
    added += 0.25
  // "The girl from the agency, Tansy, and she …"
  if (before?.text === "," && after?.text === "," && opening?.case === "capital" && isSomebody(tokens, last + 2))
    added += 0.25
  // Nothing else in the line.
  if (
    (before === undefined || before.kind === "line") &&
    (after === undefined || after.kind === "line") &&
    (bits & (GIVEN | FAMILY | TOWN | COUNTRY)) !== 0
  )
    added += 0.2
  return added
}
