import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { Scan } from "../../src/privacy/index.ts"

const Text = Schema.Array(
  Schema.Union([
    Schema.Literals([
      "Maya Okafor ",
      "maya@example.org ",
      "12 Hope Street, Leeds LS1 4AP ",
      "call me on 07700 900123. ",
      "my name is sam, ",
      "in Wolverhampton ",
      "said Dr. Vogt\n",
      "the oat milk "
    ]),
    Schema.String
  ])
).pipe(Schema.check(Schema.isMaxLength(6)))

it.prop(
  "many texts at once are scanned as each by itself",
  [Schema.Array(Text).pipe(Schema.check(Schema.isMaxLength(300)))],
  ([texts]) => {
    const scanner = Scan.make({ roster: ["Tom Baker"], deny: ["oat milk"] })
    const inputs = texts.map((pieces, i) => ({
      text: pieces.join(""),
      ...(i % 3 === 0 ? { context: { field: "Contact details" } } : {})
    }))
    assert.deepStrictEqual(
      scanner.scanAll(inputs),
      inputs.map(({ text, context }) => scanner.scan(text, context?.field))
    )
  },
  { arbitrary: { runs: 20 } }
)
