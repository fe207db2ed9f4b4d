/**
 * Streets, found from their numbers: nearly all streets have one next to them, and most texts have few numbers. What stands to the
 * left and to the right of a number is compared with how streets are written in the languages that are read.
 */
import { endingIn, matchesOf, caseless } from "../Expressions.ts"
import { lengthToCode } from "./Extension.ts"
import { isIntroduced } from "./Introduction.ts"
import type { Range } from "./Postcodes.ts"

const word = "[\\p{L}][\\p{L}\\p{M}'’.-]{0,24}"
const capital = "\\p{Lu}[\\p{L}\\p{M}'’.-]{0,24}"
const particle =
  "(?:de|del|della|delle|di|da|do|dos|das|du|des|la|le|les|el|los|las|af|av|van|von|der|den|het|of|y|e|à|aux|van de|'t)"

/** English: the kind of street comes last. */
const english =
  "(?:Street|St|Str|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Boulevard|Blvd|Way|Terrace|Close|Crescent|Square|Gardens|Grove|Mews|Yard|Row|Rise|Hill|Walk|Parade|Highway|Parkway|Circle|Trail|Sq|Cres|Cct|Pde|Hwy|Pkwy|Esplanade|Quay|Loop|Crossing)"
const surelyEnglish = "(?:street|avenue|road|lane|drive|boulevard|terrace|crescent|highway|parkway)"
/** Languages that put the kind of street first. */
const kinds =
  "(?:rue|avenue|av\\.?|avda\\.?|boulevard|bd\\.?|place|chemin|impasse|quai|all(?:é|e)e|cours|ruelle|calle|c/|c\\.|avenida|plaza|paseo|camino|carrer|carretera|ronda|traves(?:í|i)a|via|viale|piazza|piazzale|corso|largo|vicolo|strada|rua|r\\.|travessa|pra(?:ç|c)a|estrada|alameda|ul\\.?|ulica|al\\.|aleja|plac|os\\.|osiedle|r(?:ú|u)a|carrera|str\\.|strada|trg|n(?:á|a)m\\.|n(?:á|a)m(?:ě|e)st(?:í|i)|odos|οδός|λεωφ\\.|λεωφόρος|ул\\.|улица)"
/** Kinds that are the end of a word: German, Dutch, the Nordic languages. */
const endings =
  "(?:stra(?:ß|ss)e|str|weg|platz|allee|gasse|ufer|damm|chaussee|steig|straat|laan|plein|gracht|kade|singel|dijk|dreef|steeg|plantsoen|gatan|gata|gaten|gade|v(?:ä|a)gen|veien|vegen|veg|vej|vejen|gr(?:ä|a)nd|braut|katu|kuja|polku|tie|vegur)"
/** Kinds that are a word after the name: Hungarian, Croatian, Nordic, Turkish, Slovene. */
const after =
  "(?:(?:ú|u)t|utca|u\\.|t(?:é|e)r|k(?:ö|o)r(?:ú|u)t|ulica|cesta|caddesi|cad\\.|soka(?:ğ|g)(?:ı|i)|sok\\.|vei|gate|plads|plass|torv|all(?:é)|strasse|platz|weg|laan|straat)"

/** The same, but with a capital or without: names must have theirs, kinds need not. */
const anyKind = kinds.replace(/(?<=\(\?:|\|)\p{Ll}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`)

const houseNumber = "(?: ?[a-zA-Z](?![\\p{L}])| ?bis| ?ter|/\\d{1,4}[a-z]?(?![\\d/])|-\\d{1,3}(?![\\d/-]))?"
const houseNumbers = caseless(/(?<![\p{L}\p{N}])\d{1,5}(?!\d)/gu)
const afterNumber = new RegExp(`^${houseNumber}`, "u")
const left = {
  kindFirst: endingIn(
    caseless(`(?<![\\p{L}\\p{N}])${kinds}(?:(?<=[./])|(?!\\p{L})) ?(?:${word}[ ,]{1,2}){1,6}(?:n(?:°|º|o|r)\\.? ?)?`)
  ),
  ending: endingIn(caseless(`(?<![\\p{L}\\p{N}])(?:${word} ){0,2}[\\p{L}-]{2,24}${endings}\\.?,? `)),
  kindAfter: endingIn(caseless(`(?<![\\p{L}\\p{N}])(?:(?!and )${word} ){1,3}${after} `)),
  numberFirst: endingIn(caseless(`(?<![\\p{L}\\p{N}.,:/£$€-])\\d{1,5} (?:${word} ){1,6}`)),
  words: new RegExp(`(?<![\\p{L}\\p{N}])(?:${capital} |${particle} ){1,6}$`, "u")
}
const right = {
  english: new RegExp(
    `^[A-Za-z]?,? (?:[NSEW]\\.? |North |South |East |West )?(?:${capital} |\\d{1,3}(?:st|nd|rd|th) ){1,3}${english}(?![\\p{L}\\p{N}])\\.?`,
    "u"
  ),
  // Without capitals, fewer kinds and no everyday words: "55 halsey road", but not "5 miles down the road".
  lowerEnglish: caseless(
    `^[a-z]? (?!(?:[\\p{L}]+ )?(?:the|a|an|of|my|this|that|our|down|up|on|in|per|for|to|and|good|long|main|more|other|different) )(?:[\\p{L}'’.-]{3,20} |st\\.? ){1,2}${surelyEnglish}(?![\\p{L}\\p{N}])`
  ),
  kindFirst: new RegExp(
    `^${houseNumber},? ${anyKind} ?(?:${particle} ){0,2}(?:d'|l')?${capital}(?: (?!Apt|Suite|Unit|Flat)(?:${particle} ){0,2}${capital}){0,4}`,
    "u"
  ),
  beforeUnit: caseless(
    `^ (?:${word} ){0,4}${word}(?=(?:,? |,? ?\\n[>?\\s]{0,6})(?:apt|apartment|suite|ste|unit|flat)\\.? ?#?\\d)`
  ),
  lowerKind: caseless(`^${houseNumber},? ${kinds} ?${word}(?: ${word}){0,1}(?=[,\\n]|$)`)
}
const box = endingIn(
  caseless(
    /(?<![\p{L}\p{N}])(?:p\.? ?o\.? ?box|postfach|postbus|postboks|postbox|apartado(?: de correos| postal)?|casella postale|bo(?:î|i)te postale|b\.p\.|caixa postal|skr(?:ytka|\.) poczt(?:owa|\.))[ :#]{0,2}(?:n(?:°|o|r)\.? ?)?/iu
  )
)
const unitWord = "(?:apt|apartment|suite|ste|unit|flat|appt|appartement|whg|piso|bus|lok|m)"
const unitBefore = endingIn(caseless(`(?<![\\p{L}\\p{N}])${unitWord}\\.? ?#?`))
const unitAfter = caseless(`^(?:,? |,? ?\\n[>?\\s]{0,6})(?:apt|apartment|suite|ste|unit|flat)\\.? ?#?[\\p{L}\\d-]{1,6}`)
const notWords = caseless(
  caseless(
    /(?<!\p{L})(?:am|pm|and|or|to|than|of|in|the|i|my|is|was|are|we|it|at|for|about|until|by|times|hours?|days?|weeks?|months?|years?|minutes?|people|kids|out|with|from|per)(?!\p{L})/iu
  )
)
const months = caseless(
  caseless(/^(?:january|february|march|april|may|june|july|august|september|october|november|december)\P{L}*$/iu)
)

const kindNext = caseless(/^ (?:street|road|avenue|st\.)(?!\p{L})/iu)
const numberedUnit = caseless(/(?<!\p{L})(?:apt|suite|apartment)\.? \d{1,5},? $/iu)
const nameWords = new RegExp(`^(?:${capital} |${particle} ){1,6}$`, "u")

// What stands before a street's name in a sentence.
const leading = caseless(
  caseless(
    /^(?:[\p{L}'’]{1,20} (?:at|to|from|on|in) |(?:in|im|an|am|auf|zu|zur|der|die|den|dem|de|het|at|on|the|from|to|op|aan|i|på|w|na|ved) )+/iu
  )
)

/** Whether nothing else stands on the line of a stretch. */
const isLine = (text: string, start: number, end: number): boolean =>
  /(?:^|\n)[>?\s]{0,8}$/.test(text.slice(Math.max(0, start - 9), start)) &&
  /^[ .,]{0,2}(?:\n|$)/.test(text.slice(end, end + 3))

/** The start of the words before a number that are announced as an address; "and" may join two streets of a crossing. */
const wordsIntroduced = (text: string, lowerCase: boolean, before: string, end: number): number | undefined => {
  const words = before.split(" ").filter(Boolean)
  // The fewest words first: what announces the address must not be taken for a part of it.
  for (let count = 1; count <= Math.min(6, words.length); count++) {
    const part = words.slice(words.length - count).join(" ")
    const start = end - part.length - 1
    if (text.slice(start, end) !== `${part} ` || !/^[\p{L}][\p{L}\p{M}'’. -]*$/u.test(part)) return undefined
    if (notWords.test(part.replace(/(?:^| )and /u, " "))) return undefined
    if (isIntroduced(text, start)) return lowerCase || /^\p{Lu}/u.test(part) ? start : undefined
  }
  return undefined
}

/** Streets with their numbers, boxes and units. `lowerCase` is whether the text has no capital at all. */
export const streets = (text: string, lowerCase: boolean): ReadonlyArray<Range> => {
  const found: Array<Range> = []
  for (const match of matchesOf(text, houseNumbers)) {
    const start = match.index
    const end = start + match[0].length
    // What stands in a date, a time, a telephone number or a sum is no house number, and a letter has to be near.
    if (
      /[\d.,:/£$€+-]$/u.test(text.slice(Math.max(0, start - 1), start)) ||
      !/\p{L}/u.test(text.slice(Math.max(0, start - 3), end + 4))
    )
      continue
    const line = text.slice(Math.max(0, start - 90), start)
    const before = line.slice(line.lastIndexOf("\n") + 1)
    const rest = text.slice(end, end + 90)
    const suffix = afterNumber.exec(rest)?.[0].length ?? 0
    const add = (from: number, to: number, rule: string) => found.push({ start: from, end: to, rule })

    const forward =
      right.english.exec(rest) ??
      right.kindFirst.exec(rest) ??
      right.lowerEnglish.exec(rest) ??
      right.lowerKind.exec(rest)
    const flat = right.beforeUnit.exec(rest)
    if (forward === null && flat !== null && !notWords.test(flat[0])) add(start, end + flat[0].length, "before-flat")
    if (forward !== null && !/^[£$€]/.test(text.slice(Math.max(0, start - 1), start)))
      add(start, end + forward[0].length, "street")
    // Decimals, percentages, sums and times are no house numbers.
    if (/^(?:[.,:]\d|%| ?[€$£]|[/-]\d{1,2}[/-])/u.test(rest) || /^[\p{L}]{2}/u.test(rest)) continue
    const boxed = box(text, start)
    if (boxed !== undefined) {
      add(start - boxed.length, end, "box")
      continue
    }
    const unit = unitBefore(text, start)
    if (unit !== undefined && /^(?:apt|apartment|suite|appt|whg)/i.test(unit))
      add(start - unit.length, end + suffix, "unit")
    const named =
      left.kindFirst(text, start) ??
      left.ending(text, start) ??
      (match[0].length < 5 ? left.kindAfter(text, start) : undefined)
    if (named !== undefined && !/^(?:19|20)\d\d$/.test(match[0]))
      add(start - named.replace(leading, "").length, end + suffix, "street")
    const numbered = left.numberFirst(text, start)
    const street = kindNext.test(rest.slice(suffix))
    const bare =
      numbered === undefined && match[0].length < 5 && suffix === 0
        ? wordsIntroduced(text, lowerCase, before, start)
        : undefined
    if (bare !== undefined && !/^(?:19|20)\d\d$/.test(match[0])) add(bare, end, "introduced")
    const unnumbered = street ? left.words.exec(before) : null
    if (unnumbered !== null) add(start - unnumbered[0].replace(leading, "").length, end, "name-number-street")
    if (numbered === undefined) continue
    const from = start - numbered.length
    const words = numbered.replace(/^\d+ /, "")
    if (notWords.test(words) || months.test(words)) continue
    const afterUnit = numberedUnit.test(text.slice(Math.max(0, from - 20), from))
    const capitals =
      /^(?:\p{Lu}|(?:de|la|le|van|von|ul\.|rue|via|calle|rua)[ .])/u.test(words) &&
      /\p{Ll}/u.test(words) &&
      /^[.,]/.test(rest.slice(suffix)) &&
      nameWords.test(words)
    const supported =
      lengthToCode(text.slice(end + suffix, end + suffix + 140)) > 0 ||
      street ||
      afterUnit ||
      unitAfter.test(rest) ||
      isIntroduced(text, from) ||
      isLine(text, from, end + suffix)
    if (supported || capitals) add(from, end + suffix, "number-name-number")
  }
  return found
}

const named =
  /(?<=(?<!\p{L})(?:on|at|in|to|from|along|near|off|of|live) )(?:\p{Lu}[\p{L}'’.-]{1,20} ){1,3}(?:Street|Avenue|Road|Boulevard|Lane)(?![\p{L}\p{N}])/gu
const corner = caseless(
  caseless(
    /(?<!\p{L})(?:the )?corner of [\p{L}\p{N}'’. -]{2,50}? and (?:[\p{L}'’. -]{1,40}?(?:street|st\.|road|avenue|lane)(?!\p{L})|[\p{L}'’. -]{2,40}? \d{1,5}(?!\d))/giu
  )
)

/** Streets by their names, without a number. */
export const namedStreets = (text: string): ReadonlyArray<Range> => {
  const found: Array<Range> = []
  const add = (rule: string) => (match: RegExpExecArray) =>
    found.push({ start: match.index, end: match.index + match[0].length, rule })
  if (/Street|Avenue|Road|Boulevard|Lane/.test(text))
    for (const match of matchesOf(text, named)) add("street-name")(match)
  if (/corner of/i.test(text)) for (const match of matchesOf(text, corner)) add("corner")(match)
  return found
}
