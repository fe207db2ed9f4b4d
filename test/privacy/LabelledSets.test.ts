import { fileURLToPath } from "node:url"
import { describe, expect, it } from "@effect/vitest"
import { Scan } from "../../src/privacy/index.ts"
import { judge, recased } from "./sets/Judging.ts"
import { parseMarks, parseTexts, readSets } from "./sets/LabelledText.ts"

const sets = readSets(fileURLToPath(new URL("./sets", import.meta.url)))

describe("labelled texts", () => {
  it("are read into the text and the places of its marks", () => {
    const { text, marks } = parseMarks("I asked <PERSON Maya Okafor>, <AGE? 34>, of <LOCATION Leeds> <3")
    expect(text).toBe("I asked Maya Okafor, 34, of Leeds <3")
    expect(marks.map(({ start, end, type, optional }) => [text.slice(start, end), type, optional])).toEqual([
      ["Maya Okafor", "PERSON", false],
      ["34", "AGE", true],
      ["Leeds", "LOCATION", false]
    ])
  })

  it("are refused where a mark is not ended", () => {
    expect(() => parseMarks("I asked <PERSON Maya Okafor of <LOCATION Leeds>")).toThrow("not ended")
  })

  it("stand apart by blank lines, with comments left out and scopes kept", () => {
    const texts = parseTexts("# Note\nOne\n\\\nstill one\n\n= UK_NINO UK_NHS\nTwo\n\n= *\nThree\n")
    expect(texts.map(({ text, scope }) => [text, scope])).toEqual([
      ["One\n\nstill one", undefined],
      ["Two", ["UK_NINO", "UK_NHS"]],
      ["Three", undefined]
    ])
  })

  it("have two halves each", () => {
    expect(sets.length).toBeGreaterThan(0)
    for (const { development, heldOut } of sets) expect(development.length - heldOut.length).toBeLessThanOrEqual(2)
  })
})

describe("judging", () => {
  const texts = [parseMarks("Ask <PERSON Maya Okafor> in <DATE_TIME? May>"), parseMarks("Nothing here")]
  it("counts what is met, masked, and covered besides", () => {
    const found = [
      [
        { start: 4, end: 8, type: "LOCATION" },
        { start: 19, end: 22, type: "DATE_TIME" }
      ],
      [{ start: 0, end: 7, type: "PERSON" }]
    ]
    expect(judge(texts, found)).toMatchObject({
      gold: 1,
      recall: 1,
      masked: 0,
      precision: 0.5,
      clean: 0,
      otherWords: 0.25
    })
  })
})

describe("the English texts that nobody has looked at", () => {
  const scanner = Scan.make()
  const judged = (names: ReadonlyArray<string>, change: (text: string) => string = (text) => text) => {
    const texts = sets
      .filter(({ language, name }) => language === "english" && names.includes(name))
      .flatMap(({ heldOut }) => heldOut)
      .map((labelled) => ({ ...labelled, text: recased(labelled.text, change) }))
    return judge(
      texts,
      texts.map(({ text }) => scanner.scan(text))
    )
  }
  const running = ["assistant", "interviews", "mails"]

  // Each floor is some three marks of 146, or two of 96, under what was measured; docs/privacy.md has the figures.
  it("have their personal data masked, and little else", () => {
    const { f2, masked, otherWords } = judged(running)
    expect(masked).toBeGreaterThan(0.94)
    expect(f2).toBeGreaterThan(0.95)
    expect(otherWords).toBeLessThan(0.015)
  })

  it("have most of it masked in small letters and in capitals", () => {
    const small = judged(running, (letter) => letter.toLowerCase())
    expect(small.masked).toBeGreaterThan(0.77)
    expect(small.otherWords).toBeLessThan(0.015)
    const large = judged(running, (letter) => letter.toUpperCase())
    expect(large.masked).toBeGreaterThan(0.81)
    expect(large.otherWords).toBeLessThan(0.025)
  })

  it("are left alone where they are reviews of apps with nothing personal in them", () => {
    const { clean, masked, otherWords } = judged(["reviews"])
    expect(masked).toBe(1)
    expect(clean).toBeGreaterThan(0.84)
    expect(otherWords).toBeLessThan(0.03)
  })

  it("have their numbers told from what only looks like one", () => {
    const { clean, recall } = judged(["recogniser-cases"])
    expect(recall).toBeGreaterThan(0.89)
    expect(clean).toBeGreaterThan(0.91)
  })
})
