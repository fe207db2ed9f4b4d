import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { prepareFigures, unsupportedFigures, type Pair } from "../../../src/corpus/claims/Figures.ts"

const check = (
  text: string,
  pairs: ReadonlyArray<Pair>,
  texts: ReadonlyArray<string> = [],
  numbers: ReadonlyArray<number> = []
) => unsupportedFigures(text, prepareFigures({ pairs, texts, numbers }))

const pair = (matched: number, of: number): Pair => ({ matched, of })

const Counted = Schema.Int.check(Schema.isBetween({ minimum: 13, maximum: 9999 }))

/** A pair of whole numbers with 0 < matched < of. */
const pairFrom = (a: number, b: number): Pair => pair(Math.min(a, b), Math.max(a, b) + 1)

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ",")

describe("the figures of a claim", () => {
  it.prop(
    "are allowed where they are the cited pair, and never where one is off by one",
    [Counted, Counted],
    ([a, b]) => {
      const cited = pairFrom(a, b)
      const { matched, of } = cited
      for (const [x, y] of [
        [matched, of],
        [grouped(matched), grouped(of)]
      ] as const) {
        assert.deepStrictEqual(check(`${x} of ${y} plan meals`, [cited]), [])
        assert.deepStrictEqual(check(`${x} out of the ${y} plan meals`, [cited]), [])
        assert.deepStrictEqual(check(`${x} von ${y} planen`, [cited]), [])
      }
      for (const text of [
        `${matched + 1} of ${of}`,
        `${matched - 1} of ${of}`,
        `${matched} of ${of + 1}`,
        `${of} of ${matched}`
      ]) {
        assert.isNotEmpty(check(`Meals are planned by ${text}`, [cited]), text)
      }
    }
  )

  it.prop("are allowed as the rounded share, and never as the next one", [Counted, Counted], ([a, b]) => {
    const cited = pairFrom(a, b)
    const share = Math.round((100 * cited.matched) / cited.of)
    assert.deepStrictEqual(check(`${share} % plan meals`, [cited]), [])
    assert.deepStrictEqual(check(`${((100 * cited.matched) / cited.of).toFixed(1)}% plan meals`, [cited]), [])
    assert.isNotEmpty(check(`${share + 1} % plan meals`, [cited]))
    assert.isNotEmpty(check(`${share + 2} per cent plan meals`, [cited]))
  })

  it.each<readonly [text: string, unsupported: ReadonlyArray<string>]>([
    ["24 of 29 plan meals (83 %)", []],
    ["23 of 29 plan meals", ["23 of 29"]],
    ["5 of 29 plan meals", ["5 of 29"]],
    ["82 % plan meals", ["82 %"]],
    ["4 in 5 plan meals", []],
    ["Three in five plan meals", ["3 in 5"]],
    ["Four in five plan meals", []],
    ["24/29 plan meals", []],
    ["25/29 plan meals", ["25/29"]],
    ["24 de 29 planifican", []],
    ["29 plan meals, and 7 do not", ["7"]],
    ["Cook for two", ["two"]],
    ["Cook for three", []],
    ["Spend 1,200 a month", []],
    ["Spend 1,300 a month", ["1,300"]],
    ["Are between 25 and 34 years old", []],
    ["Are 35 years old", ["35"]],
    ["Save 15 % on groceries", []],
    ["Save 29 % on groceries", ["29 %"]],
    ["Most plan meals", []],
    ["Most of them plan meals", []],
    ["Nearly all of them plan meals", ["Nearly all"]],
    ["A majority of the respondents plans meals", []],
    ["About half of the respondents plan meals", ["About half"]],
    ["Three quarters of them plan meals", ["Three quarters"]],
    ["Few plan meals", ["Few"]],
    ["None of them plans meals", ["None"]],
    ["All of them plan meals", ["All"]],
    ["Everyone plans meals", ["Everyone"]],
    ["Is on the road all day and cooks in half an hour for everyone", []],
    ["Plans with [PERSON_7]", []]
  ])("%s", (text, unsupported) => {
    const texts = ["We are three at home and spend 1,200 a month, 15 % less than before, of which 29 % is waste"]
    assert.deepStrictEqual(check(text, [pair(24, 29)], texts, [25, 34]), unsupported)
  })

  it("are borne by a passage where no count is cited", () => {
    assert.deepStrictEqual(check("Most recipes come from TikTok", [], ["Most of my recipes come from TikTok"]), [])
    assert.deepStrictEqual(check("Most plan meals", [], ["I plan meals"]), ["Most"])
  })

  it("fit shares of all kinds", () => {
    for (const [text, matched, of] of [
      ["Nearly everyone plans meals", 28, 29],
      ["Everyone plans meals", 29, 29],
      ["Nobody plans meals", 0, 29],
      ["A third of them plan meals", 10, 29],
      ["More than half of them plan meals", 16, 29],
      ["A quarter of the respondents plan meals", 7, 29],
      ["A few of them plan meals", 3, 29]
    ] as const) {
      assert.deepStrictEqual(check(text, [pair(matched, of)]), [], text)
      assert.isNotEmpty(check(text, [pair(of - matched, of + 11)]), text)
    }
  })

  it("are read in the digits of other scripts", () => {
    assert.deepStrictEqual(check("٢٤ of ٢٩", [pair(24, 29)]), [])
    assert.deepStrictEqual(check("२५ of २९", [pair(24, 29)]), ["25 of 29"])
  })
})
