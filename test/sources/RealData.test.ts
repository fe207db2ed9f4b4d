import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { answers, readPaths } from "./support.ts"

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** A file beside the project that is no part of it; where it is absent, says so and gives nothing. */
const shared = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem.FileSystem
  if (yield* fs.exists(at(`../shared/${path}`))) return at(`../shared/${path}`)
  console.warn(`../shared/${path} is absent: what it would show is not tested.`)
  return undefined
})

layer(NodeServices.layer)("real data", (it) => {
  it.effect("of the bundled examples gives one record for each interview and respondent", () =>
    Effect.gen(function* () {
      const { records, warnings } = yield* readPaths([at("examples/data")])
      const interviews = records.filter((record) => record.kind === "interview")
      const files = new Set(interviews.map((record) => record.source.file))
      assert.isAtLeast(interviews.length, 6)
      assert.strictEqual(files.size, interviews.length)
      assert.isAtLeast(records.filter((record) => record.kind === "row").length, 120)
      assert.deepStrictEqual(
        records.filter((record) => record.kind === "document"),
        []
      )
      for (const { fields } of interviews)
        assert.isAtLeast(fields.filter((field) => field.speaker !== undefined).length, 5)
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("of SurveyMonkey loses its second header row and no respondent", () =>
    Effect.gen(function* () {
      const file = yield* shared("data/surveys/steak-risk-survey.csv")
      if (file === undefined) return
      const { records, warnings } = yield* readPaths([file])
      assert.strictEqual(records.length, 550)
      assert.deepStrictEqual(
        records.filter((record) => Object.values(answers(record)).includes("Response")),
        []
      )
      assert.strictEqual(answers(records[0])["RespondentID"], "3237565956")
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("without such a row keeps every row", () =>
    Effect.gen(function* () {
      const file = yield* shared("data/surveys/comma-survey.csv")
      if (file === undefined) return
      const { records } = yield* readPaths([file])
      assert.strictEqual(records.length, 1129)
      assert.strictEqual(records[1128]?.id, "comma-survey.csv#1129")
    })
  )
})
