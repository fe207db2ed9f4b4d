/**
 * What only people do, and what is only done to people: the words around that speak for a name which no list knows.
 */
import { FAMILY, GIVEN, PROPER, WORD } from "../lexicon/Lexicon.ts"
import { isOf, titled } from "./Context.ts"
import type { Token } from "./NameTokens.ts"
import { CALENDAR, EVERYDAY } from "./WordKinds.ts"

const DOES = 1
/** Things do it too. */
const MAY_DO = 1 << 1
/** Says nothing of who does it, unless kin stands before: "my sister tilly does". */
const AUXILIARY = 1 << 10
/** Stands before whom it is done to. */
const TO_WHOM = 1 << 2
/** The same with a preposition: "spoke to". */
const WITH_WHOM = 1 << 3
const PREPOSITION = 1 << 4
const KIN = 1 << 5
/** What only somebody has: "Noor's wedding". */
const BELONGING = 1 << 6
const DESK = 1 << 7
const PRONOUN = 1 << 8
const PLACE_AT = 1 << 9
const MESSAGE = 1 << 11

const lists: ReadonlyArray<readonly [bit: number, words: string]> = [
  [
    DOES,
    "said says asked replied lives lived thinks likes loved texted emailed phoned rang shouted wrote laughed smiled sang sings starred married hates hated agreed agrees knew believes " +
      "feels understood studied graduated retired teaches taught drove whispered yelled cried sighed nodded shrugged admits admitted insists insisted reckons complained died cooks cooked " +
      "mows coaches coached owes hugged visits babysits trained swears turned signed lent who who's whose wore wears got"
  ],
  [
    MAY_DO,
    "left broke goes helps helped joined moved grew felt wants plays knows owns cleans cleaned passed fell visited prints brought understands deleted studies drives explained loves keeps " +
      "works runs makes gets"
  ],
  [AUXILIARY, "has had is was will would can could did does do used uses hadn't doesn't isn't wasn't"],
  [
    TO_WHOM,
    "asked ask told tell met meet meets dear hi hello hey named texted phoned emailed married miss owe owes hugged thank invited babysat visited"
  ],
  [
    WITH_WHOM,
    "spoke speak speaking talked talk talking chat chatted chatting shoutout married thanks grateful went out living live lives lived stayed works worked working ran bumped owe gave give sent lent sold"
  ],
  [PREPOSITION, "to with for into alongside"],
  [
    KIN,
    "husband wife partner fiance fiancee boyfriend girlfriend spouse son daughter stepson stepdaughter child kid kids children twins baby toddler brother sister brothers sisters mother father " +
      "mum mom dad mummy daddy gran grandma grandpa grandad granny nan grandmother grandfather grandson granddaughter uncle auntie aunt cousin nephew niece friend friends mate bestie pal " +
      "colleague coworker boss manager supervisor neighbour neighbor flatmate housemate roommate landlord landlady therapist counsellor gp doctor nurse carer caregiver trainer coach tutor " +
      "teacher mentor cleaner childminder nanny babysitter lodger plumber electrician driver cashier midwife dentist physio accountant lawyer solicitor ex girl guy man woman lady lad bloke " +
      "called named"
  ],
  [
    BELONGING,
    "mother father mum mom dad wife husband partner son daughter kids children brother sister wedding funeral birthday house flat room car phone idea death face voice name turn desk grave mailbox diagnosis"
  ],
  [
    DESK,
    "support hr accounts reception sales marketing finance work church school accounting payroll upstairs downstairs billing helpdesk"
  ],
  [PRONOUN, "he she him her his hers he's she's he'd she'd he'll she'll himself herself"],
  [
    MESSAGE,
    "mail mails email emails message messages text texts call calls letter note card heard hear gift present postcard reply invite"
  ],
  [PLACE_AT, "desk till counter reception front checkout office"]
]

const kinds = new Map<string, number>()
for (const [bit, words] of lists) for (const word of words.split(" ")) kinds.set(word, (kinds.get(word) ?? 0) | bit)

// How far a pronoun may stand behind the one it means, and how far before him somebody else would be meant.
const pronounReach = 14
const rivalReach = 10

/** Whether "she" or "his" follows and can mean nobody but the one who is named. */
const isMeant = (tokens: ReadonlyArray<Token>, first: number, last: number): boolean => {
  const ofOthers = KIN | PRONOUN
  for (let i = last + 1; i <= last + pronounReach; i++) {
    const token = tokens[i]
    if (token === undefined || token.kind === "line") return false
    const kind = kinds.get(token.folded) ?? 0
    if ((kind & KIN) !== 0) return false
    if ((kind & PRONOUN) === 0) continue
    for (let j = Math.max(0, first - rivalReach); j < first; j++)
      if (((kinds.get(tokens[j]?.folded ?? "") ?? 0) & ofOthers) !== 0) return false
    return true
  }
  return false
}

/** How surely the words around speak of somebody: 2 surely, 1 rather, 0 not at all. */
export const supportOf = (tokens: ReadonlyArray<Token>, first: number, last: number): number => {
  const at = (place: number): string => tokens[place]?.folded ?? ""
  const before = at(first - 1)
  const after = at(last + 1)
  const after2 = at(last + 2)
  const previous = kinds.get(before) ?? 0
  const previous2 = kinds.get(at(first - 2)) ?? 0
  const next = kinds.get(after) ?? 0
  const next2 = kinds.get(after2) ?? 0
  // The possessive belongs to no token.
  const owns = (tokens[last + 1]?.start ?? 0) - (tokens[last]?.end ?? 0) > 2
  let sum = titled(tokens, first) ? 2 : 0
  if ((previous & TO_WHOM) !== 0) sum += 2
  if ((previous & PREPOSITION) !== 0 && ((previous2 | (kinds.get(at(first - 3)) ?? 0)) & WITH_WHOM) !== 0) sum += 1
  if ((previous & KIN) !== 0) sum += (next & (DOES | MAY_DO | AUXILIARY)) !== 0 ? 3.5 : 2
  if (
    (before === "," || before === "(" || before === "is" || before === "was" || before === ":") &&
    (previous2 & KIN) !== 0
  )
    sum += 2
  if (before === "from" && ((previous2 | (kinds.get(at(first - 3)) ?? 0)) & MESSAGE) !== 0) sum += 2
  if ((next & DOES) !== 0) sum += 2
  else if ((next & MAY_DO) !== 0) sum += 0.5
  if (after === "," && (after2 === "who" || after2 === "whose")) sum += 2
  if (
    after === "and" &&
    (after2 === "i" || after2 === "me" || after2 === "myself" || after2 === "her" || after2 === "his")
  )
    sum += 2
  if (before === "and" && (at(first - 2) === "me" || at(first - 2) === "i")) sum += 2
  if (after === "from" && (next2 & DESK) !== 0) sum += 2
  if (after === "from" && (before === "i'm" || before === "im")) sum += 2.5
  if (after === "next" && after2 === "door") sum += 2
  if (after === "at" && after2 === "the" && ((kinds.get(at(last + 3)) ?? 0) & PLACE_AT) !== 0) sum += 2
  if (after === "here" && (before === "it's" || before === "is" || at(first - 2) === "it")) sum += 2
  if (owns && ((next | next2) & BELONGING) !== 0) sum += 2
  // "Wren showed me": what is done to the one who tells.
  if ((after2 === "me" || after2 === "us") && /(?:ed|s|t|ve|old|ook|ew)$/.test(after)) sum += 1
  const years = tokens[last + 2]
  if (/^(?:turned|is|was|aged|who's)$/.test(after) && years?.kind === "number" && years.text.length < 3) sum += 1.5
  return isMeant(tokens, first, last) ? sum + 1.5 : sum
}

const beforeMonths = new Set("in since last next until till by of early late this every each from during".split(" "))

/** Whether a lone word is a month or a day rather than somebody who is called so: "in June", "last April". */
export const isMonth = (tokens: ReadonlyArray<Token>, first: number, last: number): boolean => {
  const before = tokens[first - 1]
  return (
    first === last &&
    isOf(tokens[first], CALENDAR) &&
    before !== undefined &&
    (beforeMonths.has(before.folded) || before.kind === "number")
  )
}

const articles = new Set("a an the our my your this that these those".split(" "))
const plurals = new Set("are were have do don't aren't weren't haven't need take".split(" "))

/** How much the words around speak of a thing: an article before it ("a Dexcom"), more than one of it ("Oura rings are"). */
export const thingness = (tokens: ReadonlyArray<Token>, first: number, last: number): number => {
  const thing = tokens[last + 1]
  const several = thing?.case === "lower" && thing.folded.endsWith("s") && plurals.has(tokens[last + 2]?.folded ?? "")
  return (articles.has(tokens[first - 1]?.folded ?? "") ? 1.2 : 0) + (several ? 1.2 : 0)
}

/** Whether the words by themselves make a name: a known given name beside something that is no word, or initials before a family name. */
export const isFullName = (tokens: ReadonlyArray<Token>, first: number, last: number): boolean => {
  const initial = tokens[first - 1]?.text === "." && tokens[first - 2]?.text.length === 1
  if (initial || first === last) return initial
  const opening = tokens[first]
  const closing = tokens[last]
  if (opening === undefined || closing === undefined) return false
  const isPlain = ({ bits }: Token) => (bits & (WORD | PROPER)) === WORD
  if (
    (opening.bits & GIVEN) !== 0 &&
    ((!isPlain(opening) && !isOf(opening, EVERYDAY)) || (closing.bits & (FAMILY | WORD)) === FAMILY)
  )
    return true
  for (let i = first + 1; i <= last; i++) {
    const token = tokens[i]
    if (token?.kind === "word" && token.text.length > 1 && (token.bits & FAMILY) !== 0 && !isPlain(token)) return true
  }
  return false
}
