import { assert, describe, it } from "@effect/vitest"
import * as Codebook from "../../../src/corpus/codebook/index.ts"
import { row } from "../surveys.ts"
import { again, codebookOf, ownWords, questionOf } from "./columns.ts"

const yesNo = again(["Yes", "No", "No"])
const other = again(["No", "Yes", "No", "No"], 40, 3)
const rating = again(["1", "2", "3", "4", "5"])
const ratings = again(["5", "3", "1", "2", "4"], 40, 2)

describe("Columns are one question", () => {
  it.each([
    ["an item in brackets", "Which of these do you use? [Sync]", "Which of these do you use? [Share]"],
    ["an item behind a dash", "Which of these do you use? - Sync", "Which of these do you use? - Share"],
    ["an item behind a colon", "Which of these do you use: Sync", "Which of these do you use: Share"],
    ["an item before the question", "Sync:Which of these do you use?", "Share:Which of these do you use?"],
    ["a number before each", "5) Which of these do you use? Sync", "5) Which of these do you use? Share"]
  ])("under %s", (_, a, b) => {
    const codebook = codebookOf({ [a]: yesNo, [b]: other, "How old are you?": again(["31", "44", "52", "67"]) })
    assert.deepStrictEqual(
      codebook.questions.map(({ columns }) => columns.length),
      [2, 1]
    )
    assert.deepStrictEqual(
      questionOf(codebook, a).columns.map(({ item }) => item),
      ["Sync", "Share"]
    )
  })

  it.each([
    ["a code with numbered items", ["Q24_1", "Q24_2", "Q24_3"]],
    ["a code with items in brackets", ["q5[SQ001]", "q5[SQ002]", "q5[SQ003]"]],
    ["a numbered battery", ["trust1", "trust2", "trust3"]],
    ["REDCap's underscores", ["phq_1", "phq_2", "phq_3"]]
  ])("under %s", (_, [a = "", b = "", c = ""]) => {
    const codebook = codebookOf({
      [a]: rating,
      [b]: ratings,
      [c]: again(["2", "4", "1", "5", "3"], 40, 3),
      Plan: yesNo
    })
    assert.deepStrictEqual(
      codebook.questions.map(({ columns, kind, layout }) => [columns.length, kind, layout]),
      [
        [3, "scale", "grid"],
        [1, "single", "column"]
      ]
    )
  })

  it("where they are marks under a shared name", () => {
    const codebook = codebookOf({
      device_phone: again(["1", "0"]),
      device_laptop: again(["0", "1", "1"]),
      device_tablet: again(["0", "0", "1"], 40, 2)
    })
    assert.deepStrictEqual(
      codebook.questions.map(({ columns }) => columns.map(({ item }) => item)),
      [["phone", "laptop", "tablet"]]
    )
  })

  it("where they hold nothing but their own header, with the box for others", () => {
    const codebook = codebookOf({
      "At home": again(["At home", ""]),
      "In a café": again(["In a café", "", ""]),
      Other: ["", "Library", "Train"],
      "Anything else?": ownWords()
    })
    const [first] = codebook.questions
    assert.deepStrictEqual(
      first?.columns.map(({ header, openEnded }) => [header, openEnded ?? false]),
      [
        ["At home", false],
        ["In a café", false],
        ["Other", true]
      ]
    )
    assert.strictEqual(first?.unticked, "")
  })

  it("where a row of questions stands above a row of items", () => {
    const question = "Which of these do you use?"
    const codebook = Codebook.of(
      yesNo.map((answer, i) => ({
        ...row(`r${i}`, {}),
        fields: [
          { name: question, question, text: answer },
          ...["Sync", "Share"].map((item) => ({ name: `${question} (${item})`, question, text: other[i] ?? "" }))
        ].slice(1)
      }))
    )
    assert.deepStrictEqual(
      codebook.questions.map(({ columns }) => columns.map(({ item }) => item)),
      [["Sync", "Share"]]
    )
  })

  it("where amounts under a shared name make up 100", () => {
    const mail = Array.from({ length: 30 }, (_, i) => String((i * 7) % 50))
    const calls = Array.from({ length: 30 }, (_, i) => String((i * 11) % 50))
    const codebook = codebookOf({
      time_mail: mail,
      time_calls: calls,
      time_rest: mail.map((n, i) => String(100 - Number(n) - Number(calls[i])))
    })
    assert.deepStrictEqual(
      codebook.questions.map(({ columns, kind, layout }) => [columns.length, kind, layout]),
      [[3, "number", "grid"]]
    )
  })

  it("but not where only their beginnings are alike", () => {
    const codebook = codebookOf({
      "How often do you cook?": again(["Never", "Often", "Always"]),
      "How often do you travel?": again(["Often", "Never", "Always"])
    })
    assert.strictEqual(codebook.questions.length, 2)
  })
})

describe("A question that is asked again", () => {
  it("names the first", () => {
    const codebook = codebookOf({
      "How satisfied are you with the service?": rating,
      "What is your plan?": again(["free", "pro"]),
      "How satisfied are you with the service? (2)": ratings
    })
    const [first, , last] = codebook.questions
    assert.strictEqual(last?.repeatOf, first?.key)
    assert.isUndefined(first?.repeatOf)
  })
})

describe("The box for own words", () => {
  it.each(["Which system do you use? [Other]", "Other (please specify)"])(
    "%s belongs to the question before it",
    (box) => {
      const codebook = codebookOf({
        "Which system do you use?": again(["Linux", "Windows", "Other", "macOS"]),
        [box]: ["", "", "Haiku", "", "", "", "Plan 9"]
      })
      const [question, more] = codebook.questions
      assert.isUndefined(more)
      assert.strictEqual(question?.kind, "single")
      assert.deepStrictEqual(
        question?.columns.map(({ openEnded }) => openEnded ?? false),
        [false, true]
      )
    }
  )
})

describe("Branches of a questionnaire", () => {
  it("are one question where nobody answered two of them", () => {
    const half = again(["Daily", "Weekly", "Never"])
    const codebook = codebookOf({
      "How often do you cook now?": half.map((answer, i) => (i % 2 === 0 ? answer : "")),
      "How often do you cook now? (2)": half.map((answer, i) => (i % 2 === 1 ? answer : ""))
    })
    assert.deepStrictEqual(
      codebook.questions.map(({ columns, kind, layout }) => [columns.length, kind, layout]),
      [[2, "scale", "column"]]
    )
  })
})
