import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { prepare } from "../../../src/corpus/claims/PreparedText.ts"
import { unknownWords } from "../../../src/corpus/claims/UnknownWords.ts"

const check = (claim: string, cited: ReadonlyArray<string>, also: ReadonlyArray<string> = []) =>
  unknownWords(prepare(claim), cited.map(prepare), new Set(also))

const cited = [
  "I order from Amazon and watch recipes on TikTok, since [PERSON_3] told me about the NHS diet.",
  "No  nuts in the house"
]

describe("a claim may name what it cites", () => {
  it.each<readonly [claim: string, unknown: ReadonlyArray<string>]>([
    ["Orders from Amazon and watches TikTok on Sundays", []],
    ["Orders from Netflix", ["Netflix"]],
    ["Was told by [PERSON_3]", []],
    ["Was told by [PERSON_4]", ["[PERSON_4]"]],
    ["Follows the NHS diet", []],
    ["Follows the DASH diet", ["DASH"]],
    ["YouTube is a source of recipes", ["YouTube"]],
    ["Mara orders from Amazon’s shop, and I do", []],
    ["Orders (as Mara does) from Amazon", []],
    ["Orders (as Anna does) from Amazon", ["Anna"]],
    ["Says “no nuts in the House.”", []],
    ["Says “no nuts at home”", ["“no nuts at home”"]],
    ['Says "nuts in the hous"', ['"nuts in the hous"']],
    ["“no nuts at home” is the rule", ["“no nuts at home”"]],
    ["Says “I order from Amazon … about the NHS diet”", []],
    ["Plans meals. Orders from Amazon", []]
  ])("%s", (claim, unknown) => {
    assert.deepStrictEqual(check(claim, cited, ["mara"]), unknown)
  })

  it("and takes no German noun for a name, but an acronym", () => {
    const source = ["Ich plane meine Mahlzeiten am Sonntag und kaufe dann ein."]
    assert.deepStrictEqual(check("Plant am Wochenende ihre Einkäufe und Mahlzeiten", source), [])
    assert.deepStrictEqual(check("Plant mit der XYZ ihre Einkäufe", source), ["XYZ"])
  })

  it.prop("word for word, whatever it is", [Schema.String], ([text]) => {
    const unquoted = text.replace(/[“”„«»"‘]/g, " ")
    assert.deepStrictEqual(check(unquoted, [unquoted]), [])
  })
})
