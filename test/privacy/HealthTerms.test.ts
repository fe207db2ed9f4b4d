import { assert, describe, it } from "@effect/vitest"
import { HealthTerms } from "effect-persona/privacy"
import { Schema } from "effect"

const find = HealthTerms.finder()
const wordsIn = (text: string, finder = find) => finder(text).map(({ end, start }) => text.slice(start, end))

describe("words of health", () => {
  it.each([
    ["I've had Migraines since I started on sertraline.", ["Migraines", "sertraline"]],
    ["Her blood pressure was up, so: surgery.", ["blood pressure", "surgery"]],
    ["Brustkrebs, und seit der Chemotherapie Bluthochdruck", ["Brustkrebs", "Chemotherapie", "Bluthochdruck"]],
    ["Je suis enceinte et diabétique", ["suis enceinte", "diabétique"]],
    ["Tengo ANSIEDAD desde el cáncer", ["ANSIEDAD", "cáncer"]],
    ["soffro di emicrania", ["emicrania"]],
    ["sinds mijn hartaanval in een rolstoel", ["hartaanval", "rolstoel"]],
    ["tenho pressão alta", ["pressão alta"]],
    ["mam cukrzycę i depresję", ["cukrzycę", "depresję"]],
    ["I take pravastatin and bisoprolol", ["pravastatin", "bisoprolol"]],
    ["self-harm", ["self-harm"]]
  ])("are found in “%s”", (text, expected) => {
    assert.deepStrictEqual(wordsIn(text), expected)
  })

  it.each([
    "A stroke of luck, and a blind spot for costs; it aids my memory and is a pain.",
    "The migrants morphing the operations of a depressing, sick app. Curtis is on a diet.",
    "Das ist doof, die Operation läuft.",
    "Une enceinte connectée",
    "una reunión embarazosa",
    "disabled notifications"
  ])("are not seen in “%s”", (text) => {
    assert.deepStrictEqual(wordsIn(text), [])
  })

  it("may be added, with stars, and in scripts without spaces", () => {
    const own = HealthTerms.finder(["long haul*", "*糖尿病*", "CD4"])
    assert.deepStrictEqual(wordsIn("Long-hauler, CD4 is low", own), ["Long-hauler", "CD4"])
    assert.lengthOf(own("私は糖尿病です"), 1)
    assert.deepStrictEqual(wordsIn("CD 4 tracks", own), [])
  })

  it.prop("stand where it is said, in order and apart", [Schema.String, Schema.String], ([a, b]) => {
    const text = `${a} Asthma ${b} and her blood\npressure`
    let done = 0
    for (const { end, start } of find(text)) {
      assert.isAtLeast(start, done)
      assert.isAbove(end, start)
      done = end
    }
    assert.isAtLeast(find(text).length, 2)
    assert.isAtMost(done, text.length)
  })

  it("are common when three respondents use them, however often each does", () => {
    const use = HealthTerms.counting(["long haul*"])
    const says = (id: string, ...texts: ReadonlyArray<string>) =>
      use.read({
        id,
        source: { file: "survey.csv", place: "row 1" },
        kind: "row",
        fields: texts.map((text, at) => ({ name: `q${at}`, text }))
      })
    says("a", "asthma, asthma", "asthmatic; lupus")
    says("b", "my asthma", "lupus lupus")
    says("b", "lupus")
    assert.deepStrictEqual(use.common(), [])
    says("c", "asthma")
    assert.deepStrictEqual(use.common(), ["asthma*"])
    assert.deepStrictEqual(use.own, ["long haul*"])
  })
})
