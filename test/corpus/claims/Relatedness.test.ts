import { assert, describe, it } from "@effect/vitest"
import { prepare } from "../../../src/corpus/claims/PreparedText.ts"
import { isAbout, stem } from "../../../src/corpus/claims/Relatedness.ts"
import { negatedAnswers } from "./negatedAnswers.ts"
import { paraphrases } from "./paraphrases.ts"

const about = (claim: string, sources: ReadonlyArray<string>, common?: ReadonlyArray<string>) =>
  isAbout(prepare(claim), sources.map(prepare), common && new Set(common.map(stem)))

describe("a claim and its evidence", () => {
  it.each<readonly [claim: string, source: string, isAbout: boolean]>([
    ["Plans meals", "I am planning on Sundays", true],
    ["Likes opera", "I like gardening", false],
    ["Has no time", "There is never any time", true],
    ["Kocht gern für Freunde", "I like cooking for friends", false],
    ["Aime cuisiner pour ses amis", "I like cooking for friends", false],
    ["It is what it is", "It is what it is.", true],
    ["It is what it is", "That is so", false],
    ["計画を立てるのが好き", "毎週計画を立てる", true]
  ])("%s, from: %s", (claim, source, expected) => {
    assert.strictEqual(about(claim, [source]), expected)
  })

  it("need more than the one word that the whole study has", () => {
    const common = ["meals", "planning"]
    assert.isFalse(about("Worries about the price of meals", ["I eat my meals at work"], common))
    assert.isTrue(about("Worries about the price of meals", ["Meals have a high price"], common))
    assert.isTrue(about("Plans meals", ["I plan meals"], common))
  })

  it("are 38 of 40 paraphrases at least, and 95 % of short answers word for word", () => {
    const lost = paraphrases.filter(([claim, source]) => !about(claim, [source]))
    assert.isAtMost(lost.length, 2, JSON.stringify(lost))
    assert.deepStrictEqual(
      negatedAnswers.filter(({ answer }) => !about(answer, [answer])),
      []
    )
  })

  it("are seldom the claim of one answer and the words of another", () => {
    const wrong = paraphrases.flatMap(([claim], i) =>
      paraphrases.filter(([, source], j) => i !== j && about(claim, [source])).map(([, source]) => [claim, source])
    )
    assert.isAtMost(wrong.length / (40 * 39), 0.08, String(wrong.length))
  })
})
