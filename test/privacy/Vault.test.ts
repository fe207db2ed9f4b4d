import { assert, describe, it } from "@effect/vitest"
import { inspect } from "node:util"
import * as People from "../../src/privacy/People.ts"
import * as Vault from "../../src/privacy/Vault.ts"

const vault = () => Vault.make(["PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER"])

describe("a vault", () => {
  it("numbers each type by itself, in reading order", () => {
    const { placeholder } = vault()
    assert.deepStrictEqual(
      [
        placeholder("PERSON", "Maya Okafor"),
        placeholder("EMAIL_ADDRESS", "m@example.org"),
        placeholder("PERSON", "Tom Baker"),
        placeholder("EMAIL_ADDRESS", "t@example.org")
      ],
      ["[PERSON_1]", "[EMAIL_ADDRESS_1]", "[PERSON_2]", "[EMAIL_ADDRESS_2]"]
    )
  })

  it("gives the same text the same placeholder again", () => {
    const { placeholder } = vault()
    placeholder("PERSON", "Maya Okafor")
    placeholder("PERSON", "Tom Baker")
    assert.strictEqual(placeholder("PERSON", "Maya Okafor"), "[PERSON_1]")
  })

  it("marks other ways of writing the same person with a letter, and knows each of them", () => {
    const { placeholder, reveal } = vault()
    const forms = ["Zoë Brontë", "zoe bronte", "Dr. Zoë Brontë", "Brontë, Zoë", "Zoë", "Z. Brontë"]
    assert.deepStrictEqual(
      forms.map((form) => placeholder("PERSON", form)),
      ["[PERSON_1]", "[PERSON_1b]", "[PERSON_1c]", "[PERSON_1d]", "[PERSON_1e]", "[PERSON_1f]"]
    )
    assert.deepStrictEqual(
      forms.map((_, variant) => reveal({ type: "PERSON", number: 1, variant })),
      forms
    )
  })

  it("goes on after z as spreadsheets do", () => {
    const { placeholder } = vault()
    const forms = Array.from({ length: 28 }, (_, i) => placeholder("PERSON", `Tom${" ".repeat(i + 1)}Baker`))
    assert.deepStrictEqual(forms.slice(24), ["[PERSON_1y]", "[PERSON_1z]", "[PERSON_1aa]", "[PERSON_1ab]"])
  })

  it("sees one telephone number in its different spellings", () => {
    const { placeholder } = vault()
    placeholder("PHONE_NUMBER", "07700 900123")
    assert.strictEqual(placeholder("PHONE_NUMBER", "(07700) 900-123"), "[PHONE_NUMBER_1b]")
  })

  it("shows counts only, however it is turned into text", () => {
    const kept = vault()
    kept.placeholder("PERSON", "Maya Okafor")
    kept.placeholder("EMAIL_ADDRESS", "maya@example.org")
    for (const text of [JSON.stringify(kept), inspect(kept, { depth: 9, showHidden: true })]) {
      assert.notMatch(text, /maya|okafor/i)
    }
    assert.deepStrictEqual(JSON.parse(JSON.stringify(kept)), { _tag: "Vault", counts: { PERSON: 1, EMAIL_ADDRESS: 1 } })
  })

  it("refuses a type that could not be read back", () => {
    assert.throws(() => Vault.make(["Staff 2"]), /Staff 2.*PERSON/)
  })
})

describe("a part of a name", () => {
  it("means the one person it fits", () => {
    const { identify } = People.make()
    const maya = identify("Maya Okafor")
    assert.notStrictEqual(identify("Tom Baker"), maya)
    assert.strictEqual(identify("maya"), maya)
    assert.strictEqual(identify("Mrs Okafor"), maya)
  })

  it("that came first means the fuller name that follows", () => {
    const { identify } = People.make()
    assert.strictEqual(identify("Tom"), identify("Tom Baker"))
  })

  it("that fits two people is somebody else, and stays so", () => {
    const { identify } = People.make()
    const baker = identify("Tom Baker")
    const smith = identify("Tom Smith")
    const tom = identify("Tom")
    assert.notStrictEqual(baker, smith)
    assert.notInclude([baker, smith], tom)
    assert.strictEqual(identify("tom"), tom)
    assert.strictEqual(identify("Tom Baker"), baker)
    assert.notStrictEqual(identify("Tom Jones"), tom)
  })

  it("means the person present before anybody else", () => {
    const { identify } = People.make()
    const baker = identify("Tom Baker")
    const smith = identify("Tom Smith")
    assert.strictEqual(identify("Tom", new Set([smith])), smith)
    assert.strictEqual(identify("Tom", new Set([baker])), baker)
  })

  it("does not fit a name it only begins like", () => {
    const { identify } = People.make()
    assert.notStrictEqual(identify("Tom Baker"), identify("Tommaso"))
    assert.notStrictEqual(identify("Tom Baker"), identify("Tom Barker"))
  })
})
