import { assert, describe, it } from "@effect/vitest"
import { Calibration } from "../../../src/privacy/index.ts"

// No list has any of these: only the labels tell which are people.
const words = (ends: string) =>
  ["Wren", "Ilk", "Tams", "Brod", "Quinz", "Zorv", "Mir", "Dask", "Fenw", "Jorr"].flatMap((begin) =>
    ends.split(" ").map((end) => `${begin}${end}`)
  )
const said = words("enna ilda orra ukka").map((name) => ({ text: `It was ${name} again`, name }))
const used = words("esta olli anko urvi").map((name) => ({ text: `It was ${name} again`, name }))

const placed = (text: string, name: string) => {
  const start = text.indexOf(name)
  return [{ start, end: start + name.length, type: "PERSON" }]
}

/** Texts with names and with things, and a reader that reports every so-manieth of each. */
const texts = (found: number, wrong: number) => [
  ...said.map(({ name, text }, i) => ({
    text,
    spans: placed(text, name),
    readings: i % found === 0 ? placed(text, name) : []
  })),
  ...used.map(({ name, text }, i) => ({
    text,
    spans: [],
    readings: i % wrong === 0 ? placed(text, name) : []
  }))
]

describe("calibrating a second reader", () => {
  it("measures which labels it reports, and which words that only look like a name", () => {
    const { types } = Calibration.measure(texts(2, 4))
    assert.strictEqual(types["PERSON"]?.labels, 40)
    assert.strictEqual(types["PERSON"]?.lookalikes, 40)
    assert.closeTo(types["PERSON"]?.found ?? 0, 0.5, 0.03)
    assert.closeTo(types["PERSON"]?.false ?? 0, 0.25, 0.04)
  })

  it("shows that a good reader frees words and loses no label", () => {
    const { with: together, without } = Calibration.measure(texts(1, 1000))
    assert.isAtLeast(together.found, without.found)
    assert.isBelow(together.wrong, without.wrong / 2)
  })

  it("shows that a reader which says the same of names and things changes nothing", () => {
    const { with: together, without } = Calibration.measure(texts(2, 2))
    assert.deepStrictEqual(together, without)
  })

  it("leaves out a type of which too little is labelled", () => {
    assert.deepStrictEqual(Calibration.measure(texts(1, 1000).slice(0, 30)).types, {})
  })
})
