/**
 * Where a name stands by what is said around it: after a title, after "my name is", before "said". Each rule is a trigger that is
 * searched for, and a reading of the words next to it.
 */
import { GIVEN, lookUp } from "../lexicon/Lexicon.ts"
import * as Prefilter from "./Prefilter.ts"
import { everydayWords, notNames } from "./NameWords.ts"
import {
  endsAsName,
  opensSentence,
  type Range,
  readName,
  readNameBefore,
  readNames,
  type Reading
} from "./NameReader.ts"
import { fold } from "./NameForm.ts"
import type { Token } from "./NameTokens.ts"
import { matchesOf, caseless } from "../recognisers/Expressions.ts"

/** Finds names in a text by one kind of context. */
export interface NameRule {
  readonly name: string
  readonly score: number
  /** What is searched for; a text without its first word holds no name by this rule. */
  readonly trigger?: RegExp
  readonly find: (text: string, places: Prefilter.Places) => ReadonlyArray<Range>
}

const rangeOf = (match: RegExpExecArray): Range => ({ start: match.index, end: match.index + match[0].length })

/** Where a trigger stands in a text, of which it may stand in some places only. */
type Search = (text: string, places: Prefilter.Places) => ReadonlyArray<Range>

const searchFor = (trigger: RegExp): Search => {
  const here = new RegExp(trigger.source, trigger.flags.replace("g", "y"))
  return (text, places) => {
    if (places === "anywhere") return matchesOf(text, trigger).map(rangeOf)
    const found: Array<Range> = []
    let end = 0
    for (const place of places) {
      if (place < end) continue
      here.lastIndex = place
      const match = here.exec(text)
      if (match === null) continue
      found.push(rangeOf(match))
      end = here.lastIndex
    }
    return found
  }
}

type Follow = Reading & { readonly ends?: boolean; readonly list?: boolean }

/** The name, or the list of names, right after a trigger. */
const after = (name: string, score: number, written: RegExp, follow: Follow = {}): NameRule => {
  const trigger = written.ignoreCase ? caseless(written) : written
  const search = searchFor(trigger)
  return {
    name,
    score,
    trigger,
    find: (text, places) =>
      search(text, places).flatMap(({ end }) => {
        const first = follow.list === true ? readNames(text, end, follow) : [readName(text, end, follow)]
        return first.filter(
          (range): range is Range => range !== undefined && (follow.ends !== true || endsAsName(text, range.end))
        )
      })
  }
}

/** The name right before a trigger. A lone word that opens a sentence has its capital from there, so it must prove itself. */
const before = (name: string, score: number, trigger: RegExp, search = searchFor(trigger)): NameRule => ({
  name,
  score,
  trigger,
  find: (text, places) => {
    const triggers = search(text, places)
    let lower: ReadonlySet<string> | undefined
    // Many beginnings of sentences share one search.
    const standsSmall = (word: string): boolean => {
      lower ??= new Set(text.match(/(?<![\p{L}\p{M}])\p{Ll}[\p{L}\p{M}]*/gu))
      return lower.has(word.toLowerCase())
    }
    return triggers.flatMap(({ start }) => {
      const range = readNameBefore(text, start)
      if (range === undefined) return []
      const word = text.slice(range.start, range.end)
      const alone = !word.includes(" ")
      const doubtful = alone && opensSentence(text, range.start)
      return doubtful && (everydayWords.has(fold(word)) || standsSmall(word)) ? [] : [range]
    })
  }
})

const kin =
  "(?:husband|wife|partner|fianc[eé]e?|boyfriend|girlfriend|spouse|ex|son|daughter|stepson|stepdaughter|child|kids?|children|boys|girls|twins|baby|toddler|" +
  "brothers?|sisters?|mother|father|mum|mom|dad|mummy|daddy|gran|grandma|grandpa|grandad|granny|nan|grandmother|grandfather|grandson|granddaughter|" +
  "uncle|auntie|aunt|cousins?|nephew|niece|(?:mother|father|brother|sister|son|daughter)[- ]in[- ]law|in-laws|friends?|mates?|best friend|bestie|pal|" +
  "colleagues?|co-?workers?|boss|manager|supervisor|line manager|assistant|neighbou?rs?|flatmates?|housemates?|roommates?|room-mates?|landlord|landlady|" +
  "therapist|counsellor|GP|doctor|nurse|carer|caregiver|trainer|coach|tutor|teacher|mentor|cleaner|childminder|nanny|babysitter|lodger)"

const person = "(?:guy|girl|man|woman|lady|bloke|lad|kid|person|someone|somebody|fella|chap|gentleman|participant|user)"

const foreignKin =
  "(?:(?:mein|unser|dein|sein|ihr)(?:e[mnrs]?)? (?:Mann|Frau|Sohn|Tochter|Bruder|Schwester|Freund|Freundin|Partner|Partnerin|Kollege|Kollegin|Nachbar|Nachbarin|Chef|Chefin|Onkel|Tante|Oma|Opa)|" +
  "(?:mon|ma|notre|son|sa) (?:mari|femme|fils|fille|frère|soeur|sœur|ami|amie|copain|copine|collègue|voisin|voisine|oncle|tante|conjoint|conjointe)|" +
  "(?:mi|nuestro|nuestra|su) (?:marido|esposo|esposa|mujer|hijo|hija|hermano|hermana|amigo|amiga|novio|novia|compañero|compañera|vecino|vecina|jefe|jefa|tío|tía))"

const said =
  "(?:said|says|told (?:me|us|him|her|them)|tells me|asked|replied|explained|mentioned|laughed|shouted|wrote to me|texted me|called me|phoned me|rang me)"

const start = "(?<![\\p{L}\\p{M}\\p{N}_])"
const stop = "(?![\\p{L}\\p{M}\\p{N}_])"

const lowerCaseTrigger = caseless(`${start}(?:my name(?: is|[’']s)|i am called|i[’']?m called) `, "giu")
// "my name is hidden" speaks of a setting.
const states = /^(?:hidden|visible|public|wrong|there|private)$/u

const searchLowerCase = searchFor(lowerCaseTrigger)

/** "my name is maya": in all-lower-case writing the words that must follow speak for the name. */
const lowerCase: NameRule = {
  name: "self-named-lower",
  score: 0.75,
  trigger: lowerCaseTrigger,
  find: (text, places) =>
    searchLowerCase(text, places).flatMap(({ end }) => {
      const word = /^\p{Ll}[\p{L}\p{M}'’-]{2,30}/u.exec(text.slice(end, end + 32))?.[0]
      if (word === undefined || notNames.has(fold(word)) || states.test(word)) return []
      const next = text.slice(end + word.length, end + word.length + 6)
      return /^(?:$|[,.!\n]| and | i | from| im )/u.test(next) ? [{ start: end, end: end + word.length }] : []
    })
}

const roleLabel = caseless(/^(?:interviewer|moderator|facilitator|researcher|host|[ipqrmsaf]\d{0,2}):/imu)
// Lines of a form that begin with a word that people are called by.
const formWords = new Set(
  "mark page price may bill order max min will case cash date april june august summer autumn winter art major".split(
    " "
  )
)

const labelled = /^(\p{Lu}[\p{L}\p{M}.'’ -]{1,40}): ?(\\?["“])?/gmu

/** The label before a speaker's words at the beginning of a line, when it comes back or the words stand in quotation marks. */
const speakerLabel: NameRule = {
  name: "speaker-label",
  score: 0.8,
  find: (text) => {
    if (!text.includes(":")) return []
    const labels = matchesOf(text, labelled).flatMap((match) => {
      const label = match[1] ?? ""
      const range = readName(text, match.index, { capitals: true })
      return range !== undefined && range.end === match.index + label.length
        ? [{ label, range, quoted: match[2] !== undefined }]
        : []
    })
    const seen = new Map<string, number>()
    for (const { label } of labels) seen.set(label, (seen.get(label) ?? 0) + 1)
    // "Grace: …" after "Moderator: …": people are called so.
    const turns = labels.length > 1 || (labels.length === 1 && roleLabel.test(text))
    const isGiven = (label: string) => turns && (lookUp(fold(label)) & GIVEN) !== 0 && !formWords.has(fold(label))
    return labels
      .filter(({ label, quoted }) => quoted || (seen.get(label) ?? 0) > 1 || isGiven(label))
      .map(({ range }) => range)
  }
}

/** A name in brackets after the code of a participant, or before an age in a list: "P7 (Grace):", "- Hope, 34, nurse". */
const listed = (name: string, cue: RegExp, written: RegExp): NameRule => ({
  name,
  score: 0.85,
  find: (text) =>
    (cue.test(text) ? matchesOf(text, written) : []).flatMap((match) => {
      const found = match[1] ?? ""
      const start = match.index + match[0].indexOf(found)
      return found.split(" ").some((word) => notNames.has(fold(word))) ? [] : [{ start, end: start + found.length }]
    })
})
const fewWords = "(\\p{Lu}[\\p{L}'’-]{1,20}(?: \\p{Lu}[\\p{L}'’-]{1,20}){0,2})"

/** Every rule, the surest first. */
const nameRules: ReadonlyArray<NameRule> = [
  after(
    "title",
    0.9,
    new RegExp(
      `${start}(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Mme|Mlle|Sra|Dhr|Mevr)\\.? |(?:M|Sr|Hr|Fr)\\. |(?:Miss|Sister|Nurse|Uncle|Auntie|Aunty|Aunt|Grandma|Grandpa|Granny|Grandad|Cousin|Pastor|Rabbi|Imam|Coach|Officer|Councillor|Cllr|Lady|Lord|Judge|Captain|Sergeant|Inspector|Professor|Doctor|Sir|Dame|Reverend|Herrn?|Frau|Señora|Señor|Monsieur|Madame|Signora|Signor|Meneer|Mevrouw) )`,
      "gu"
    ),
    { capitals: true }
  ),
  after(
    "self-named",
    0.95,
    new RegExp(
      `${start}(?:my (?:full |first |last |given |real |partner[’']s |husband[’']s |wife[’']s )?name(?: is|[’']s)|the name[’']s|i am called|i[’']?m called|(?:people |friends |they |you can |please |just )call me|` +
        "mein Name ist|ich heiße|ich heisse|je m[’']appelle|mon nom est|me llamo|mi nombre es|mi chiamo|il mio nome è|me chamo|o meu nome é|meu nome é|mijn naam is|ik heet|jag heter|jeg heter|jeg hedder|nazywam się|mam na imię|меня зовут|мене звати|казвам се|зовем се|με λένε|ονομάζομαι)" +
        ":? ",
      "giu"
    ),
    { capitals: true }
  ),
  // Scripts without capitals: who goes on with the sentence is not told from a family name.
  after("self-named", 0.9, new RegExp(`${start}(?:اسمي|إسمي|שמי|קוראים לי|मेरा नाम|제 이름은|저는 이름이) `, "gu"), {
    most: 1
  }),
  after(
    "name-of",
    0.85,
    new RegExp(
      `(?:${start}(?:her|his|their|whose|maiden|married|user|full|first|last|birth)|[’']s) name(?: is| was|:)? |${start}(?:name is|(?:what[’']?s|what is) (?:your|his|her|their) name\\?) `,
      "giu"
    ),
    { ends: true }
  ),
  after("name-label", 0.9, /^(?:Full |First |Last |Contact )?Name: {1,8}/gimu, { ends: true, capitals: true }),
  after("i-am", 0.8, new RegExp(`${start}(?:I[’']?m|I am|Ich bin|Je suis|Soy) `, "gu"), { ends: true, most: 2 }),
  after("kinship", 0.85, new RegExp(`${start}${kin}(?:,? (?:called|named))?,? `, "gu"), { list: true }),
  after("kinship-abroad", 0.8, new RegExp(`${start}${foreignKin} `, "giu"), { list: true }),
  after("person-called", 0.85, new RegExp(`${start}${person},? (?:called|named|whose name is) `, "gu")),
  before("says", 0.8, new RegExp(` ${said}${stop}`, "gu")),
  after("said", 0.75, /["”’'],? (?:said|says|asked|replied) /gu, { ends: true }),
  after("dear", 0.9, new RegExp(`${start}(?:Dear|Liebe|Lieber|Cher|Chère|Querido|Querida|Estimado|Estimada) `, "gu")),
  after(
    "greeting",
    0.8,
    new RegExp(`${start}(?:Hi|Hello|Hey|Hallo|Hola|Bonjour|Morning|Good (?:morning|afternoon|evening)),? `, "gu"),
    { ends: true, most: 2 }
  ),
  after(
    "thanks",
    0.8,
    new RegExp(`${start}(?:thanks|thank you|thank you so much|thanks so much|thanks a lot|cheers|welcome),? `, "giu"),
    { ends: true, most: 2 }
  ),
  after(
    "sign-off",
    0.85,
    /(?:regards|sincerely|cheers|best wishes|all the best|yours|thanks|many thanks|grüße|grüßen|cordialement|saludos),?\s{0,2}\n+ ?/giu,
    { ends: true }
  ),
  after("ask-for", 0.8, new RegExp(`${start}(?:ask for|asking for|c/o|attn:?|attention:|FAO) `, "giu"), { ends: true }),
  listed(
    "code-and-name",
    /[)\]] ?:/,
    new RegExp(`^(?:[PRSQ]|[Pp]articipant |[Rr]espondent |[Uu]ser )\\d{1,3} ?[([]${fewWords}[)\\]] ?:`, "gmu")
  ),
  listed("name-and-age", /, [1-9]/, new RegExp(`^[-*•\\s]{0,4}${fewWords}, (?:1[0-9]|[2-9][0-9])(?:, |$)`, "gmu")),
  speakerLabel,
  lowerCase
]

const cues = Prefilter.make(nameRules.map(({ trigger }) => trigger))

/** The names that the rules find in a text of those tokens. */
export const namesByRule = (
  text: string,
  tokens: ReadonlyArray<Token>
): ReadonlyArray<Range & { readonly rule: NameRule }> => {
  const found: Array<Range & { readonly rule: NameRule }> = []
  for (const [index, places] of cues.in(text, tokens)) {
    const rule = nameRules[index]
    for (const range of rule?.find(text, places) ?? []) if (rule !== undefined) found.push({ ...range, rule })
  }
  return found
}
