/**
 * What anonymising does to answers of a table, in which what respondents talk about stands beside whom they talk about: how many words
 * of topics (brands, medicines, places, characters) are replaced, and how many informal names and announced identifiers are found.
 * Sentences as JSON lines of `{text, spans, domain}` lie beside a checkout, or are named: `OWN_DATA=FOLDER npm run bench -- respondents`.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs"
import { Array as Arrays, Schema } from "effect"
import { LocalAnonymiser } from "effect-persona/privacy"
import { wordsOf } from "./replaced.ts"

const Line = Schema.fromJsonString(
  Schema.Struct({
    text: Schema.String,
    domain: Schema.optionalKey(Schema.String),
    spans: Schema.Array(Schema.Struct({ start: Schema.Int, end: Schema.Int, type: Schema.String }))
  })
)
type Sentence = typeof Line.Type

const count = (sentences: ReadonlyArray<Sentence>, strict: boolean) => {
  const anonymiser = LocalAnonymiser.make({ strict })
  const rows = sentences.map(({ text }, i) => ({
    id: `answers.csv#${i + 1}`,
    source: { file: "answers.csv", place: `row ${i + 2}` },
    kind: "row" as const,
    fields: [{ name: "comment", text }]
  }))
  anonymiser.preview(rows)
  const replaced = anonymiser.replaceRecords(rows).map((row) => anonymiser.revisit(row).fields[0]?.text ?? "")
  let words = 0
  let wrong = 0
  let marks = 0
  let masked = 0
  for (const [i, { spans, text }] of sentences.entries()) {
    const all = wordsOf(text, replaced[i] ?? "")
    const inside = ({ end, start }: { start: number; end: number }) =>
      all.filter((one) => one.start < end && one.end > start)
    const labelled = new Set(spans.flatMap(inside))
    const others = all.filter((one) => !labelled.has(one))
    words += others.length
    wrong += others.filter((one) => one.gone).length
    marks += spans.length
    masked += spans.filter((span) => inside(span).every((one) => one.gone)).length
  }
  return { words, wrong, marks, masked }
}

/** Counts, with the spelling of unknown words weighed and without. */
export const run = async (): Promise<void> => {
  const folder = process.env["OWN_DATA"] ?? "../shared/data/pii/own"
  if (!existsSync(folder)) {
    console.log(`respondents: there are no sentences in ${folder}; OWN_DATA=FOLDER names others.`)
    return
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".jsonl"))) {
    const sentences = readFileSync(`${folder}/${file}`, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => Schema.decodeUnknownSync(Line)(line))
    const domains = Arrays.groupBy(sentences, ({ domain }) => domain ?? "")
    for (const strict of [false, true]) {
      const all = Object.values(domains).map((one) => count(one, strict))
      const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0)
      const wrong = (1000 * sum(({ wrong }) => wrong)) / sum(({ words }) => words)
      const marks = sum(({ marks }) => marks)
      const masked = marks === 0 ? "" : `, ${sum((one) => one.masked)} of ${marks} marks masked`
      console.log(`${file}${strict ? ", strict" : ""}: ${wrong.toFixed(1)} other words in 1,000 replaced${masked}`)
    }
  }
}
