import { assert, describe, it } from "@effect/vitest"
import { LocalAnonymiser } from "../../src/privacy/index.ts"

/** Knows ten people, the first of them Maya Okafor (also in lower case) and the tenth Person J. */
const ready = () => {
  const pseudonymiser = LocalAnonymiser.make()
  const others = "BCDEFGHIJ"
    .split("")
    .map((letter) => `Dr ${letter}ersonov`)
    .join(", ")
  pseudonymiser.replaceText(`my name is Maya Okafor. maya okafor. ${others}. Write to m@example.org.`)
  return pseudonymiser
}

describe("restoring", () => {
  it.each([
    ["[PERSON_1]", "Maya Okafor"],
    ["[PERSON_1b]", "maya okafor"],
    ["[Person 1] and [person_1]", "Maya Okafor and Maya Okafor"],
    ["PERSON\\_1's goal", "Maya Okafor's goal"],
    ["\\[PERSON\\_1\\]", "Maya Okafor"],
    ["<PERSON_1>", "Maya Okafor"],
    ["**[PERSON_1]**, *PERSON_1*", "**Maya Okafor**, *Maya Okafor*"],
    ["([PERSON_1])", "(Maya Okafor)"],
    ["[PERSON_1, PERSON_10]", "[Maya Okafor, Jersonov]"],
    ["[Email Address 1]", "m@example.org"],
    ["[EMAIL\\_ADDRESS\\_1]", "m@example.org"]
  ])("understands %j", (text, expected) =>
    assert.deepStrictEqual(ready().restore(text), { text: expected, invented: [] })
  )

  it("never takes person 10 for person 1", () => {
    assert.strictEqual(ready().restore("[PERSON_10] PERSON_10 <PERSON_10>").text, "Jersonov Jersonov Jersonov")
  })

  it("reports what was never given out, and leaves it as it is", () => {
    assert.deepStrictEqual(ready().restore("[PERSON_77], [Person 1z], [PERSON_1] and PERSON_77"), {
      text: "[PERSON_77], [Person 1z], Maya Okafor and PERSON_77",
      invented: ["[PERSON_77]", "[Person 1z]", "PERSON_77"]
    })
  })

  it.each(["person 1 said", "the person_1 column", "[Figure 1]", "XPERSON_1", "PERSON_1x1", "[1]", "PERSON_"])(
    "leaves ordinary text alone: %j",
    (text) => assert.deepStrictEqual(ready().restore(text), { text, invented: [] })
  )
})
