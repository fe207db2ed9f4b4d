import { assert, describe, it } from "@effect/vitest"
import { AddressRecogniser } from "../../src/privacy/index.ts"
import { found } from "./support.ts"

describe("postal addresses", () => {
  it.each([
    ["I live at 14b Elm Tree Road, Leeds LS6 2AB, since 2019", ["14b Elm Tree Road, Leeds LS6 2AB"]],
    ["send to 350 Fifth Avenue, Apt 4, New York, NY 10118", ["350 Fifth Avenue, Apt 4, New York, NY 10118"]],
    ["Lindenstraße 12a, 10115 Berlin", ["Lindenstraße 12a, 10115 Berlin"]],
    ["Ich wohne in der Ahornallee 7, 50667 Köln.", ["Ahornallee 7, 50667 Köln"]],
    ["J'habite 12 bis rue des Tilleuls, 69003 Lyon", ["12 bis rue des Tilleuls, 69003 Lyon"]],
    ["Vivo en Calle del Olmo 45, 3º B, 28012 Madrid", ["Calle del Olmo 45, 3º B, 28012 Madrid"]],
    ["abito in via dei Platani 8, 20121 Milano", ["via dei Platani 8, 20121 Milano"]],
    ["Beukenlaan 26, 5611 AB Eindhoven", ["Beukenlaan 26, 5611 AB Eindhoven"]],
    ["Rua das Amoreiras 120, 1250-024 Lisboa", ["Rua das Amoreiras 120, 1250-024 Lisboa"]],
    ["ul. Lipowa 10/15, 00-590 Warszawa", ["ul. Lipowa 10/15, 00-590 Warszawa"]],
    ["Björkgatan 5, 111 23 Stockholm", ["Björkgatan 5, 111 23 Stockholm"]],
    ["we moved to 77 rowan road", ["77 rowan road"]],
    ["P.O. Box 417, Inverness", ["P.O. Box 417, Inverness"]],
    ["Postfach 12 34", ["Postfach 12"]],
    ["PSC 12, Box 345\nAPO AE 09012", ["PSC 12, Box 345\nAPO AE 09012"]],
    ["my zip code is 02139", ["02139"]],
    ["PLZ: 10115", ["10115"]],
    ["We met on the corner of Ash Lane and Birch Street.", ["Ash Lane", "corner of Ash Lane and Birch Street"]]
  ])("are found in %j", (text, expected) => {
    const words = found(AddressRecogniser, text)
    for (const part of expected.slice(-1))
      assert.isTrue(
        words.some((word) => word.includes(part)),
        words.join("|")
      )
  })

  it("go on over the lines below: flat, town, postcode and country", () => {
    const address = "Flat 3\n22 Hawthorn Terrace\nNether Sallow\nME11 3DU"
    assert.deepStrictEqual(
      found(AddressRecogniser, `Dear all,\n\n${address}\n\nKind regards`).at(-1)?.endsWith("ME11 3DU"),
      true
    )
    assert.deepStrictEqual(
      found(AddressRecogniser, "Nia\n41 Wilgenlaan 8\n Apt. 12\n Zutphen\n Nederland 72001\nthanks"),
      ["41 Wilgenlaan 8\n Apt. 12\n Zutphen\n Nederland 72001"]
    )
  })

  it.each([
    "I walked 5 miles down the Road",
    "2 Good Places",
    "model B12 3X",
    "about 20 Way too many",
    "the 2nd Street",
    "It's like that since 11/15/1979",
    "we bought 3 cans and 2 bottles, then 12 more",
    "on 12 March 2021 we moved",
    "it takes 5 to 10 minutes, 3 times a day",
    "Chapter 3\nVerse 12",
    "QV1 1AA is no postcode",
    "I rate it 4 out of 5, 9 of 10 days",
    "route 66 and highway 1"
  ])("are not seen in %j", (text) => assert.deepStrictEqual(found(AddressRecogniser, text), []))
})
