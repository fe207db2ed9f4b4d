// A result and its codebook in the plain form that a recount by a foreign program reads: columns by their place in the file, the
// members of each segment beside it, one name for each kind of support.
//
//   node scripts/truth-input.mjs --data FILE.csv --result result.json --codebook codebook.json --out OUT.json --out-codebook OUT2.json
//                                [--header-rows N]
//
// The result is made with the configuration key `members: true` (and `anonymiseInput: false`, or the words that were replaced are
// not those of the file); the codebook is that of `persona codebook FILE --format json`.
import { readFileSync, writeFileSync } from "node:fs"
import { parseArgs } from "node:util"

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    result: { type: "string" },
    codebook: { type: "string" },
    out: { type: "string" },
    "out-codebook": { type: "string" },
    "header-rows": { type: "string", default: "1" }
  }
})
for (const name of ["data", "result", "codebook", "out", "out-codebook"])
  if (values[name] === undefined) {
    console.error(`--${name} is missing: see the top of scripts/truth-input.mjs.`)
    process.exit(2)
  }

const plain = (text = "") =>
  text
    .normalize("NFC")
    .replace(/<\/?[a-z][^<>]*>/giu, " ")
    .replace(/&nbsp;/gu, " ")
    .replace(/&amp;/gu, "&")
    .replace(/[\s\u200b\ufeff]+/gu, " ")
    .trim()

/** The first rows of a CSV file. */
const head = (text, rows) => {
  const [first] = text.replace(/"[^"]*"/gu, "").split("\n")
  const separator = first.split(";").length > first.split(",").length ? ";" : ","
  const read = [[]]
  let cell = ""
  let quoted = false
  for (const char of text) {
    if (char === '"') quoted = !quoted
    else if (!quoted && (char === separator || char === "\n")) {
      read.at(-1).push(cell)
      cell = ""
      if (char === "\n" && read.length === rows) break
      if (char === "\n") read.push([])
    } else cell += char
  }
  return read
}

/** The characters of Windows-1252 from 0x80 on that Latin-1 has not. */
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

const bytes = readFileSync(values.data)
const utf8 = bytes.toString("utf8")
const text = utf8.includes("\ufffd")
  ? Array.from(bytes, (byte) => windows[byte - 0x80] ?? String.fromCharCode(byte)).join("")
  : utf8.replace(/^\ufeff/u, "")
const [top, below = []] = head(text, Number(values["header-rows"]))
const places = new Map()
let over = ""
for (const [at, header] of top.entries()) {
  over = plain(header) || over
  const under = plain(below[at])
  for (const name of new Set([plain(header), over, `${over} (${under})`, `${over}: ${under}`, `column ${at + 1}`]))
    places.set(name, [...(places.get(name) ?? []), at])
}

/** The place of the column that the codebook calls so: by its header, and where several have it, by the number behind it. */
const placeOf = (header) => {
  const name = plain(header)
  const exact = places.get(name)
  if (exact !== undefined) return exact[0]
  const [, base, place, step] = /^(.*?)(?: \((\d+)\)|\.(\d+))$/su.exec(name) ?? []
  return places.get(base)?.[place === undefined ? Number(step) : Number(place) - 1] ?? header
}

const codebook = JSON.parse(readFileSync(values.codebook, "utf8"))
const result = JSON.parse(readFileSync(values.result, "utf8"))

const questions = codebook.questions.map((question) => {
  const columns = question.columns.filter(({ openEnded }) => openEnded !== true)
  const asked = (question.base ?? []).map(placeOf)
  // Where it is written that an option was not chosen, whoever has anything written was asked.
  const base = question.unticked === undefined ? asked : [...columns.map(({ header }) => placeOf(header)), ...asked]
  return {
    id: question.key,
    text: question.text,
    layout: question.layout,
    columns: columns.map(({ header }) => placeOf(header)),
    items: columns.map(({ header, item }) => item ?? header),
    missing: question.missing,
    ...(question.separator !== undefined && { delimiter: question.separator }),
    ...(question.unticked !== undefined && { unticked: [question.unticked] }),
    ...(base.length > 0 && { base })
  }
})

/** The columns that passages stand in, each as a question of its own. */
const fields = new Map()
for (const { persona } of result.personas)
  for (const { field } of persona.passages) {
    const question = codebook.questions.find(({ columns }) => columns.some(({ header }) => header === field))
    fields.set(field, { id: `field: ${field}`, columns: [placeOf(field)], missing: question?.missing ?? [] })
  }

const kinds = { cited: "cites", mentions: "mentions", answered: "ticked" }
const claims = (list) =>
  list.map((claim) => ({ ...claim, support: claim.support && { ...claim.support, kind: kinds[claim.support.kind] } }))

const personas = result.personas.map(({ persona }) => ({
  ...persona,
  ...Object.fromEntries(
    ["bio", "goals", "painPoints", "behaviours", "motivations"].map((list) => [list, claims(persona[list])])
  ),
  needs: [],
  passages: persona.passages.map(({ recordId, field, ...rest }) => ({
    ...rest,
    record: recordId,
    field: `field: ${field}`
  }))
}))
const segments = result.qualityMetrics.segments.groups.map(({ id, label, of, size }) => ({
  id,
  label,
  size,
  of,
  members: result.members?.[id]
}))

writeFileSync(values.out, JSON.stringify({ segments, personas }, null, 1))
writeFileSync(values["out-codebook"], JSON.stringify({ questions: [...questions, ...fields.values()] }, null, 1))
