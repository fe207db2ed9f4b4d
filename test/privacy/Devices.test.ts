import { assert, describe, it } from "@effect/vitest"
import { CryptoRecogniser, MacRecogniser, PlateRecogniser } from "../../src/privacy/index.ts"
import { found } from "./support.ts"

describe("hardware addresses", () => {
  it.each(["00:1A:2B:3C:4D:5E", "0d-B3-4a-6A-d9-cF", "001a.2b3c.4d5e"])("are found: %s", (address) =>
    assert.deepStrictEqual(found(MacRecogniser, `device ${address}, here`), [address])
  )

  it.each(["FF:FF:FF:FF:FF:FF", "ZZ:ZZ:ZZ:ZZ:ZZ:ZZ", "00:1A:2B:3C:4D", "00:1A:2B:3C:4D:5E:6F", "10:30:15"])(
    "are not seen in %s",
    (text) => assert.deepStrictEqual(found(MacRecogniser, text), [])
  )
})

describe("wallets", () => {
  it.each([
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe"
  ])("are found: %s", (wallet) => assert.deepStrictEqual(found(CryptoRecogniser, `pay ${wallet}.`), [wallet]))

  it.each([
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp",
    "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BA"
  ])("are not seen once a character is changed: %s", (wallet) =>
    assert.deepStrictEqual(found(CryptoRecogniser, wallet), [])
  )
})

describe("plates", () => {
  it.each([
    ["my car is LB62 XYZ, a blue one", "LB62 XYZ"],
    ["Kennzeichen HB-QR 512", "HB-QR 512"],
    ["plaque d'immatriculation AB-123-CD", "AB-123-CD"],
    ["matrícula 1234 BCD", "1234 BCD"],
    ["targa AB 123 CD", "AB 123 CD"],
    ["plaka 06 JK 567", "06 JK 567"],
    ["KA01 MJ 2022 was parked", "KA01 MJ 2022"],
    ["license plate 7ABC123", "7ABC123"]
  ])("are found in %j", (text, plate) => assert.include(found(PlateRecogniser, text), plate))

  it("are found where a text is nothing else", () => {
    assert.deepStrictEqual(found(PlateRecogniser, "HB-QR-512"), ["HB-QR-512"])
    assert.deepStrictEqual(found(PlateRecogniser, "HB-QR-512", "Product"), [])
  })

  it.each(["I bought the HP-LJ-1020 printer", "AB00 ABC", "in 12 AB 3 groups", "COVID 19 rules", "MP3 and AA123"])(
    "are not seen in %j",
    (text) => assert.deepStrictEqual(found(PlateRecogniser, text), [])
  )

  it.each(["25 to 34", "45 bis 54", "18 à 24", "10 KM 500", "20 or 30", "my vehicle is 10 to 15 years old"])(
    "are not seen in the range or measure %j",
    (text) => assert.deepStrictEqual(found(PlateRecogniser, text), [])
  )

  it("are not seen in a short answer in small letters", () =>
    assert.deepStrictEqual(found(PlateRecogniser, "12 ab 345"), []))
})
