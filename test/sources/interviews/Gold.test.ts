import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect, Schema } from "effect"
import type { ResearchRecord } from "../../../src/domain/ResearchRecord.ts"
import { readPaths } from "../support.ts"

const folder = fileURLToPath(new URL("../data/interviews", import.meta.url))
const Gold = Schema.fromJsonString(
  Schema.Struct({
    mixed: Schema.Boolean,
    participants: Schema.Array(Schema.Struct({ label: Schema.String, turns: Schema.Array(Schema.String) }))
  })
)
const notes = /[[(](?:inaudible|laughs?|laughter|pause|long pause|crosstalk)[\])]/g
const folded = (text: string) =>
  text
    .replace(notes, " ")
    .replaceAll("\u2019", "'")
    .replace(/\s+/g, " ")
    .replace(/ (?=[.,])/g, "")
    .trim()
const said = ({ fields }: ResearchRecord) => fields.filter(({ speaker }) => speaker !== undefined)

layer(NodeServices.layer)("transcripts as tools export them", (it) => {
  for (const name of readdirSync(folder).filter((name) => !name.endsWith(".gold.json"))) {
    it.effect(`${name} gives each participant's words, and nobody else's`, () =>
      Effect.gen(function* () {
        const file = join(folder, name)
        const gold = yield* Schema.decodeEffect(Gold)(readFileSync(`${file}.gold.json`, "utf8"))
        if (gold.mixed) {
          const error = yield* Effect.flip(readPaths([file]))
          assert.include(error.message, "nothing in it tells who speaks")
          return
        }
        const { records, warnings } = yield* readPaths([file])
        assert.strictEqual(records.length, gold.participants.length)
        assert.deepStrictEqual(
          Object.fromEntries(
            records.map((record) => [said(record)[0]?.speaker, said(record).map(({ text }) => folded(text))])
          ),
          Object.fromEntries(gold.participants.map(({ label, turns }) => [label, turns.map(folded)]))
        )
        assert.deepStrictEqual(
          warnings.filter(({ kind }) => kind !== "Encoding"),
          []
        )
      })
    )
  }
})
