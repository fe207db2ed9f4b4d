// Writes the table of keys in docs/configuration.md out of the compiled configuration. `--check` only compares.
import { readFileSync, writeFileSync } from "node:fs"
import { format, resolveConfig } from "prettier"
import { HybridConfig } from "../dist/index.js"

const place = "docs/configuration.md"
const rows = HybridConfig.keys().map(
  ({ key, variable, default: value, allowed }) =>
    `| \`${key}\` | \`${variable}\` | \`${JSON.stringify(value)}\` | ${allowed} |`
)
const table = ["| key | variable | default | allowed |", "|---|---|---|---|", ...rows].join("\n")
const before = readFileSync(place, "utf8")
const after = await format(
  before.replace(/(<!-- keys -->\n)[\s\S]*(\n<!-- \/keys -->)/, (_, start, end) => `${start}\n${table}\n${end}`),
  { ...(await resolveConfig(place)), filepath: place }
)
if (process.argv.includes("--check")) {
  if (before !== after) {
    console.error(`${place} is out of date: run node scripts/config-docs.mjs`)
    process.exit(1)
  }
} else writeFileSync(place, after)
