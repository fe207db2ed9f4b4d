// Writes docs/schema/hybrid-result.json out of the compiled HybridResult schema. `--check` only compares.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { Schema } from "effect"
import { HybridResult } from "../dist/index.js"

const place = "docs/schema/hybrid-result.json"
const { schema, definitions } = Schema.toJsonSchemaDocument(HybridResult.HybridResult)
const document = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "HybridResult",
  description: "What `persona generate --json` prints.",
  ...schema,
  ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions })
}
const text = `${JSON.stringify(document, null, 2)}\n`
if (process.argv.includes("--check")) {
  if (readFileSync(place, "utf8") !== text) {
    console.error(`${place} is out of date: run node scripts/json-schema.mjs`)
    process.exit(1)
  }
} else {
  mkdirSync("docs/schema", { recursive: true })
  writeFileSync(place, text)
}
