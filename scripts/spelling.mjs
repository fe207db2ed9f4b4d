// Generates src/privacy/lexicon/SpellingData.ts: how much groups of letters speak for the name of a person.
//
//   node scripts/spelling.mjs            writes the file, and says how names and brands that it never saw come out
//   node scripts/spelling.mjs --check    fails when the file differs from what the installed packages give
//
// A logistic regression on groups of two to four letters, hashed into 2^14 bins: given and family names against brands and words.
// Everything is counted off in a fixed order, so that every run writes the same file.
import { createRequire } from "node:module"
import { readFileSync, writeFileSync } from "node:fs"
import { allLocales } from "@faker-js/faker"
import { flat } from "./lexicon/flat.mjs"
import { hashOf } from "./lexicon/fold.mjs"

const require = createRequire(import.meta.url)
const here = (path) => new URL(path, import.meta.url)
const target = here("../src/privacy/lexicon/SpellingData.ts")
const bins = 1 << 14

const wordsOf = (names) =>
  names.flatMap((name) => name.split(/[^\p{L}\p{M}]+/u)).map((word) => word.normalize("NFC").toLowerCase())
const isLatin = (word) => /^\p{Script=Latin}{3,}$/u.test(word)
const read = (file) =>
  readFileSync(here(`lexicon/${file}`), "utf8")
    .split(/\s+/)
    .filter(Boolean)

const names = new Set()
for (const { person } of Object.values(allLocales))
  for (const word of wordsOf([...flat(person?.first_name), ...flat(person?.last_name)]))
    if (isLatin(word)) names.add(word)
const brands = new Set(
  wordsOf([...read("brand-words.txt"), ...read("brands.txt")]).filter((word) => isLatin(word) && !names.has(word))
)
const english = JSON.parse(readFileSync(require.resolve("an-array-of-english-words/index.json"), "utf8"))
// Every tenth word: they are many, and a word that no dictionary knows is the question.
const words = new Set(english.filter((word, i) => i % 10 === 0 && isLatin(word) && !names.has(word)))

/** The bins of a word's groups of letters. */
const groupsOf = (word) => {
  const marked = `^${word}$`
  const groups = []
  for (let length = 2; length <= 4; length++)
    for (let i = 0; i + length <= marked.length; i++) groups.push(hashOf(marked.slice(i, i + length)) % bins)
  return groups
}

// A tenth is held back, by the hash of the word.
const isHeldBack = (word) => hashOf(`held ${word}`) % 10 === 0
const examples = [
  ...[...names].map((word) => ({ word, y: 1, weight: 1 })),
  ...[...brands].map((word) => ({ word, y: 0, weight: (0.75 * names.size) / brands.size })),
  ...[...words].map((word) => ({ word, y: 0, weight: (0.25 * names.size) / words.size }))
]
  .toSorted((a, b) => hashOf(a.word) - hashOf(b.word))
  .map((example) => ({ ...example, groups: groupsOf(example.word) }))

const train = (given) => {
  const weights = new Float64Array(bins)
  let bias = 0
  for (let epoch = 0; epoch < 12; epoch++) {
    const rate = 0.25 / (1 + epoch)
    for (const { groups, weight, y } of given) {
      let sum = bias
      const share = 1 / Math.sqrt(groups.length)
      for (const group of groups) sum += weights[group] * share
      const error = (y - 1 / (1 + Math.exp(-sum))) * Math.min(4, weight)
      bias += 0.05 * rate * error
      for (const group of groups) weights[group] += rate * (error * share - 0.0004 * weights[group])
    }
  }
  return { weights, bias }
}
const valueOf = ({ weights, bias }, word) => {
  const groups = groupsOf(word)
  return groups.reduce((sum, group) => sum + weights[group], 0) / Math.sqrt(groups.length) + bias
}

const judged = train(examples.filter(({ word }) => !isHeldBack(word)))
const unseen = examples.filter(({ word }) => isHeldBack(word))
const share = (list, limit) => list.filter((word) => valueOf(judged, word) >= limit).length / list.length
const unseenNames = unseen.filter(({ y }) => y === 1).map(({ word }) => word)
const unseenBrands = unseen.filter(({ word }) => brands.has(word)).map(({ word }) => word)
for (const limit of [-1, -0.6, 0, 0.6])
  console.error(
    `at ${limit}: ${share(unseenNames, limit).toFixed(2)} of ${unseenNames.length} names, ${share(unseenBrands, limit).toFixed(2)} of ${unseenBrands.length} brands`
  )

const { bias, weights } = train(examples)
const most = weights.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0)
const packed = Buffer.from(Int8Array.from(weights, (weight) => Math.round((weight / most) * 127)).buffer)
const module = `/** Written by scripts/spelling.mjs from ${names.size} names, ${brands.size} brands and ${words.size} words. Do not edit. */
/** What a weight of 1 is worth. */
export const scale = ${(most / 127).toFixed(6)}
/** The value of a word without groups. */
export const bias = ${bias.toFixed(6)}
/** A weight for each bin of groups of letters, as signed bytes in base64. */
export const packed =
  "${packed.toString("base64")}"
`
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== module) {
    console.error("src/privacy/lexicon/SpellingData.ts differs from what scripts/spelling.mjs writes: run it.")
    process.exit(1)
  }
} else writeFileSync(target, module)
