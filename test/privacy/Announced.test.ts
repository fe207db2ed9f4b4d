import { assert, describe, it } from "@effect/vitest"
import { AnnouncedRecogniser, PersonRecogniser, Scan } from "../../src/privacy/index.ts"

const found = (text: string) =>
  AnnouncedRecogniser.recognise(text).map(({ end, start, type }) => [type, text.slice(start, end)])

describe("what is announced", () => {
  it.each([
    ["Employee ID: T-20417, please", "ID_NUMBER", "T-20417"],
    ["my customer number is 4471 0932", "ID_NUMBER", "4471 0932"],
    ["member no. q8812004", "ID_NUMBER", "q8812004"],
    ["MRN 0047713", "ID_NUMBER", "0047713"],
    ["my reference was 9K2D-71TT", "ID_NUMBER", "9K2D-71TT"],
    ["policy LM-4402-118 has lapsed", "ID_NUMBER", "LM-4402-118"],
    ["jo.reed at example dot org", "EMAIL_ADDRESS", "jo.reed at example dot org"],
    ["jo (at) example (dot) co.uk", "EMAIL_ADDRESS", "jo (at) example (dot) co.uk"],
    [
      "oh one six three double two nine eight four one",
      "PHONE_NUMBER",
      "oh one six three double two nine eight four one"
    ]
  ])("is found in %j", (text, type, value) => assert.deepStrictEqual(found(text), [[type, value]]))

  it.each([
    "I met her at noon dot on time",
    "the policy 2030 is bold",
    "an account of 12 days",
    "ticket prices rose by 40",
    "one or two or three times",
    "my case is closed",
    "card number one is best",
    "at 15:30 on page 1200"
  ])("is nothing in %j", (text) => assert.deepStrictEqual(found(text), []))

  it.each([
    ["P7 (Grace): I never use it", "Grace"],
    ["- Hope, 34, nurse, two kids", "Hope"],
    ["Participant 12 (Ines Vale): yes", "Ines Vale"]
  ])("is a name in a list: %j", (text, name) =>
    assert.deepStrictEqual(
      PersonRecogniser.recognise(text).map(({ end, start }) => text.slice(start, end)),
      [name]
    )
  )

  it("is no room, no children's ages and no time of day", () => {
    const scanner = Scan.make()
    for (const text of ["Room 12 on floor 3 is cold", "my kids are 7 and 4", "It crashes at 9:15 daily"])
      assert.deepStrictEqual(
        scanner.scan(text).filter(({ type }) => type === "ADDRESS"),
        [],
        text
      )
  })
})
