import { assert, describe, it } from "@effect/vitest"
import { LocalAnonymiser, Scan } from "../../src/privacy/index.ts"
import { interview, row } from "./support.ts"

const texts = (options: Parameters<typeof LocalAnonymiser.make>[0], ...given: ReadonlyArray<string>) => {
  const anonymiser = LocalAnonymiser.make({ recognisers: [], ...options })
  return given.map((text, i) => anonymiser.replaceRecord(row({ answer: text }, i + 1)).fields[0]?.text)
}

describe("a roster", () => {
  it("has its names found in any case, in full and by their parts, as one person from the first record on", () => {
    assert.deepStrictEqual(
      texts(
        { roster: ["Maya Okafor", "Brandt, Jonas"] },
        "ask maya or jonas",
        "MAYA OKAFOR knows",
        "so says okafor",
        "Jonas Brandt"
      ),
      ["ask [PERSON_1] or [PERSON_2]", "[PERSON_1b] knows", "so says [PERSON_1c]", "[PERSON_2b]"]
    )
  })

  it("takes an everyday word for a part of a name only where it is written as one", () => {
    assert.deepStrictEqual(texts({ roster: ["Will Baker"] }, "a baker will do; they asked Will", "will baker"), [
      "a baker will do; they asked [PERSON_1]",
      "[PERSON_1b]"
    ])
  })

  it("has its names found in file names, headers and speakers", () => {
    const anonymiser = LocalAnonymiser.make({ roster: ["Maya Okafor"], recognisers: [] })
    const { fields, source } = anonymiser.replaceRecord(
      interview("maya o", [["so maya?", "yes"]], "interviews/maya-01.txt")
    )
    assert.deepStrictEqual(
      [fields[0]?.speaker, fields[0]?.question, source.file].map((text) => /maya/i.test(text ?? "maya")),
      [false, false, false]
    )
    const table = anonymiser.replaceRecord(row({ "what maya said": "fine" }))
    assert.notMatch(table.fields[0]?.name ?? "maya", /maya/)
  })

  it("keeps two people apart who share a name", () => {
    const [shared] = texts({ roster: ["Tom Smithers", "Tom Brandt"] }, "tom, Tom Smithers and Tom Brandt")
    assert.strictEqual(new Set(shared?.match(/PERSON_\d/g)).size, 3)
  })
})

describe("denied terms", () => {
  it("are replaced as whole words in any case and spacing, as their type", () => {
    assert.deepStrictEqual(
      texts(
        { deny: ["Project Heron", { term: "C++", type: "SKILL" }, { term: "X-7", type: "DEVICE" }, "Zoë"] },
        "project\nheron in c++ and C, on the X-7 and X-70",
        "herons projected by Zoe\u0308"
      ),
      ["[CUSTOM_1] in [SKILL_1] and C, on the [DEVICE_1] and X-70", "herons projected by [CUSTOM_2]"]
    )
  })

  it("come back to the letter", () => {
    const anonymiser = LocalAnonymiser.make({ deny: ["heron"], roster: ["Maya Okafor"] })
    const text = "HERON, Heron and heron; maya, MAYA"
    assert.strictEqual(anonymiser.restore(anonymiser.replaceText(text)).text, text)
  })
})

describe("allowed terms", () => {
  const text = "I asked Priya Raman about Trello Gold. Trello is what Priya likes."

  it("are never replaced, whoever takes them for a name", () => {
    const replaced = LocalAnonymiser.make({ deny: [], allow: ["trello gold", "Trello", "priya"] }).replaceText(text)
    assert.strictEqual(replaced, "I asked Priya [PERSON_1] about Trello Gold. Trello is what Priya likes.")
  })

  it("stand below a rostered name in full, and above its parts", () => {
    assert.deepStrictEqual(texts({ roster: ["Maya Okafor"], allow: ["Maya"] }, "Maya Okafor draws in Maya"), [
      "[PERSON_1] draws in Maya"
    ])
    assert.deepStrictEqual(texts({ roster: ["Maya"], allow: ["Maya"] }, "maya"), ["[PERSON_1]"])
  })

  it("do not open what has a form of its own", () => {
    const replaced = LocalAnonymiser.make({ allow: ["trello"] }).replaceText("mail anna@trello.com")
    assert.strictEqual(replaced, "mail [EMAIL_ADDRESS_1]")
  })

  it("stay when a run is looked over again, where a name was learnt late", () => {
    const anonymiser = LocalAnonymiser.make({ allow: ["Maya Studio"] })
    const early = anonymiser.replaceRecord(row({ answer: "I draw with maya studio" }))
    anonymiser.replaceRecord(row({ Name: "Maya Studio" }, 2))
    assert.strictEqual(anonymiser.revisit(early).fields[0]?.text, "I draw with maya studio")
    assert.deepStrictEqual(anonymiser.inspect("Maya Studio and Trello"), anonymiser.inspect("MAYA STUDIO and Trello"))
  })
})

describe("a scanner", () => {
  it("knows the same lists", () => {
    const scanner = Scan.make({ roster: ["Maya Okafor"], allow: ["Trello"], deny: ["Heron"] })
    assert.deepStrictEqual(
      scanner.scan("so maya uses Trello for heron").map(({ start, end, type }) => [start, end, type]),
      [
        [3, 7, "PERSON"],
        [24, 29, "CUSTOM"]
      ]
    )
  })
})
