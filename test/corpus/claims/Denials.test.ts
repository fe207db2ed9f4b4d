import { assert, describe, it } from "@effect/vitest"
import { deniesAnswer, deniesUntold } from "../../../src/corpus/claims/Denials.ts"
import { prepare } from "../../../src/corpus/claims/PreparedText.ts"
import { furtherParaphrases, paraphrases } from "./paraphrases.ts"

const untold = (claim: string, source: string) => deniesUntold(prepare(claim), [prepare(source)])

describe("a claim that denies", () => {
  it("a counted answer is refused, and one that gives it is not, whatever it denies beside", () => {
    const planned = "How often do you plan meals in advance?"
    const features = "Which features do you use?"
    for (const [claim, question, answers, expected] of [
      [
        "Most of them (34 of 42) did not choose “Meal planner” when asked “Which features do you use?”.",
        features,
        ["Meal planner"],
        true
      ],
      ["20 of 33 do not use the meal planner.", features, ["Meal planner"], true],
      ["20 of 33 use the meal planner, and none of them pays for it.", features, ["Meal planner"], false],
      ["10 of 17 did not say “Never” when asked “How often do you plan meals in advance?”.", planned, ["Never"], true],
      ["10 of 17 said “Never” when asked “How often do you plan meals in advance?”.", planned, ["Never"], false],
      ["Most said “Rarely” or “Now and then” when asked.", planned, ["Rarely", "Now and then"], false],
      ["18 of 27 did not give at most 44.", "What do you spend?", ["44"], true],
      ["18 of 27 spend no more than 44.", "What do you spend?", ["44"], false],
      ["5 of 17 said “5”.", "How many points?", ["5"], false]
    ] as const)
      assert.strictEqual(deniesAnswer(prepare(claim), prepare(question), answers.map(prepare)), expected, claim)
  })

  it("is refused where nothing in its source is denied, fails or ends", () => {
    assert.isTrue(
      untold("Does not want to eat what his wife eats", "Eating the same meal as my wife even if it's late")
    )
    assert.isFalse(untold("Cannot get it to sync", "Two-way sync is broken since March"))
    assert.isFalse(untold("Pays no more than 10 euros", "ten euros is the most I pay"))
  })

  it("is a fair paraphrase of a source that denies in other words: of 92, at most 3 are refused", () => {
    const all = [...paraphrases, ...furtherParaphrases]
    assert.lengthOf(all, 92)
    assert.isAtMost(all.filter(([claim, source]) => untold(claim, source)).length, 3)
  })
})
