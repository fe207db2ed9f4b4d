import { assert, describe, it } from "@effect/vitest"
import { NrpRecogniser, Scan, LocalAnonymiser, allRecognisers, Operators } from "../../src/privacy/index.ts"
import { found } from "./support.ts"

describe("nations, religions and parties", () => {
  it("are found where they are said of somebody", () => {
    const said: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
      ["I am German and my wife is Polish.", ["German", "Polish"]],
      ["i'm a devout catholic", ["catholic"]],
      ["As a Muslim, I pray at noon.", ["Muslim"]],
      ["She was British-born, with Nigerian parents.", ["British-born", "Nigerian"]],
      ["Two Turkish nurses helped.", ["Turkish"]],
      ["Ich bin Schweizer.", ["Schweizer"]],
      ["soy mexicana", ["mexicana"]]
    ]
    for (const [text, words] of said) assert.deepStrictEqual(found(NrpRecogniser, text), words, text)
  })

  it("are not found where they are said of things", () => {
    for (const text of [
      "There is a nice Thai place downtown.",
      "A 2001 American comedy film.",
      "My German car broke down.",
      "I speak French and Italian food is my favourite.",
      "The Polish version is missing.",
      "She is an American Express customer."
    ])
      assert.deepStrictEqual(found(NrpRecogniser, text), [], text)
  })

  it("are found in the columns that ask for them, and in no other", () => {
    assert.deepStrictEqual(found(NrpRecogniser, "Buddhist", "Religion"), ["Buddhist"])
    assert.deepStrictEqual(found(NrpRecogniser, "French / Moroccan", "Nationality"), ["French", "Moroccan"])
    assert.deepStrictEqual(found(NrpRecogniser, "French", "Favourite cuisine"), [])
  })

  it("are told by a scan, kept by default and replaced when all is", () => {
    const text = "I am German."
    assert.deepStrictEqual(
      Scan.make()
        .scan(text)
        .map(({ type }) => type),
      ["NRP"]
    )
    assert.strictEqual(LocalAnonymiser.make({ recognisers: allRecognisers }).replaceText(text), text)
    assert.strictEqual(
      LocalAnonymiser.make({ recognisers: allRecognisers, policy: Operators.strict }).replaceText(text),
      "I am [NRP_1]."
    )
  })
})
