import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import { answerSchema } from "../../../src/llm/provider/AnswerSchema.ts"
import { readAnswer } from "../../../src/llm/provider/AnswerText.ts"

const Claim = Schema.Struct({ evidence: Schema.Array(Schema.String), text: Schema.String })
const Answer = Schema.Struct({ claims: Schema.Array(Claim), score: Schema.Finite })
const schema = answerSchema(Answer)
const value = { claims: [{ evidence: ["p1"], text: 'says "no" {really}, 3 times' }], score: 4 }
const json = JSON.stringify(value)

describe("an answer of a local model", () => {
  it("that is JSON and nothing else is not repaired", () => {
    assert.deepStrictEqual(readAnswer(schema, json), Result.succeed({ value, repaired: false }))
    assert.deepStrictEqual(readAnswer(schema, `${json}\n\n   `), Result.succeed({ value, repaired: false }))
  })

  it.each([
    ["in a Markdown fence", `\`\`\`json\n${json}\n\`\`\``],
    ["after words", `Here is the persona you asked for:\n${json}\nI hope it helps!`],
    ["after thoughts", `<think>\nOkay, the user wants {"claims": …}</think>\n\n${json}`],
    ["after the end of thoughts", `so I answer {now}.</think>${json}`],
    ["with a comma too many", json.replace("}],", "},],")],
    ["with numbers in quotation marks", json.replace(":4}", ':"4"}')]
  ])("%s is read, and said to be repaired", (_, text) => {
    assert.deepStrictEqual(readAnswer(schema, text), Result.succeed({ value, repaired: true }))
  })

  it.each([
    ["prose", "I cannot do that."],
    ["cut short", json.slice(0, -5)],
    ["cut short in a fence", `\`\`\`json\n${json.slice(0, 30)}`],
    ["of another shape", '{"persona": "Robin"}'],
    ["empty", ""]
  ])("that is %s stays unusable", (_, text) => {
    const read = readAnswer(schema, text)
    assert.isTrue(Result.isFailure(read))
    assert.notInclude(JSON.stringify(read), "Robin")
  })

  it.effect.prop("is never completed: no beginning of one is read as a whole", [Schema.Int], ([seed]) =>
    Effect.sync(() => {
      const cut = Math.abs(seed) % json.length
      assert.isTrue(Result.isFailure(readAnswer(schema, `Here: ${json.slice(0, cut)}`)))
    })
  )
})
