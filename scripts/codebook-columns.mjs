#!/usr/bin/env node
// The codebook of a file as the scorer of labelled survey columns reads it (`npm run bench -- codebook`): one entry a column.
//   node scripts/codebook-columns.mjs FILE
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const command = join(fileURLToPath(new URL("..", import.meta.url)), "dist/cli/main.js")
const run = spawnSync(process.execPath, [command, "codebook", process.argv[2], "--format", "json"], {
  encoding: "utf8",
  maxBuffer: 1 << 28
})
if (run.status !== 0) {
  process.stderr.write(run.stderr)
  process.exit(run.status ?? 1)
}
const { metadata, questions, respondents, sources } = JSON.parse(run.stdout)
const [{ columns, headerRows }] = sources
const roles = new Map(metadata.map((meta) => [meta.column, meta]))
const places = new Map(
  questions.flatMap((question) => question.columns.map((column) => [column.header, { column, question }]))
)
const layouts = { column: "one column" }

const entry = (name, index) => {
  const meta = roles.get(name)
  if (meta !== undefined) return { index, role: meta.role, missing: meta.missing ?? [] }
  const place = places.get(name)
  if (place === undefined) return { index }
  const { column, question } = place
  const isItem = question.layout === "grid" && (question.kind === "scale" || question.kind === "single")
  return {
    index,
    role: question.repeatOf === undefined ? "question" : "repeated-question",
    question: question.repeatOf ?? question.key,
    kind: column.openEnded ? "text" : isItem ? "grid-item" : question.kind,
    layout: column.openEnded ? "one column" : (layouts[question.layout] ?? question.layout),
    item: column.item ?? null,
    order: question.direction === undefined ? null : (question.options ?? null),
    missing: question.missing,
    unticked: column.openEnded || question.layout !== "one-hot" ? null : question.unticked || "blank",
    demographic: question.demographic,
    asks: question.asks
  }
}
console.log(JSON.stringify({ headerRows, respondents, columns: columns.map(entry) }))
