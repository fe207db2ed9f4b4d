import { assert, describe, it } from "@effect/vitest"
import * as Codebook from "../../../src/corpus/codebook/index.ts"
import * as RespondentRecords from "../../../src/corpus/codebook/RespondentRecords.ts"
import { again, codebookOf, ownWords, records, roleOf } from "./columns.ts"

const count = 40
const each = (of: (i: number) => string): ReadonlyArray<string> => Array.from({ length: count }, (_, i) => of(i))
const opinion = again(["Never", "Often", "Always"])

describe("Columns that hold no answer", () => {
  const codebook = codebookOf({
    ResponseId: each((i) => `R_${(i * 7919 + 1e9).toString(36)}9x${i}`),
    StartDate: each((i) => `2023-04-${String((i % 28) + 1).padStart(2, "0")} 10:11:12`),
    "Duration (in seconds)": each((i) => String(90 + ((i * 37) % 400))),
    IPAddress: each((i) => `10.1.${i}.7`),
    "Q2_Page Submit": each((i) => ((i * 1.37) % 30).toFixed(3)),
    UserLanguage: again(["EN", "DE"]),
    RecipientEmail: each(() => ""),
    condition: again(["A", "B"], count, 3),
    weight: each((i) => (0.5 + ((i * 13) % 40) / 40).toFixed(3)),
    Q1_DO: again(["1|2|3", "3|2|1", "2|1|3"]),
    Opinion: opinion,
    Notes: ownWords()
  })

  it.each([
    ["ResponseId", "respondent-id"],
    ["StartDate", "timestamp"],
    ["Duration (in seconds)", "duration"],
    ["IPAddress", "platform"],
    ["Q2_Page Submit", "platform"],
    ["UserLanguage", "platform"],
    ["RecipientEmail", "empty"],
    ["condition", "design"],
    ["weight", "weight"],
    ["Q1_DO", "design"]
  ])("%s is %s", (header, role) => assert.strictEqual(roleOf(codebook, header), role))

  it("leave what was answered", () => {
    assert.deepStrictEqual(
      codebook.questions.map(({ columns }) => columns[0]?.header),
      ["Opinion", "Notes"]
    )
    assert.strictEqual(codebook.weightColumn, "weight")
  })

  it("are no words of a tool where no other column is a tool's", () =>
    assert.isUndefined(roleOf(codebookOf({ Device: again(["phone", "laptop"]), Opinion: opinion }), "Device")))

  it("are no weights where people weigh so much", () =>
    assert.isUndefined(
      roleOf(codebookOf({ Weight: each((i) => String(50 + ((i * 7) % 40))), Opinion: opinion }), "Weight")
    ))
})

describe("Columns made from others", () => {
  const hobbies = again(["sport;music", "music", "games", "sport;games", "music;games"], count, 3)
  const bands = again(["18-24", "25-34", "35+"], count, 2)
  const codebook = codebookOf({
    hobbies,
    hobbies_sport: hobbies.map((cell) => (cell.includes("sport") ? "1" : "0")),
    hobbies_music: hobbies.map((cell) => (cell.includes("music") ? "1" : "0")),
    age_group: bands,
    age_group_code: bands.map((band) => String(["18-24", "25-34", "35+"].indexOf(band) + 1)),
    stress_1: again(["1", "4", "2", "5", "3"]),
    stress_2: again(["2", "5", "1", "3", "4"], count, 2),
    stress_total: each((i) => String(2 + ((i * 7) % 8))),
    score: again(["0", "9", "7", "10", "8", "3"]),
    CompTotal: each((i) => String(20_000 + i * 731))
  })

  it.each(["hobbies_sport", "hobbies_music", "age_group_code", "stress_total"])("%s is", (header) =>
    assert.strictEqual(roleOf(codebook, header), "computed")
  )
  it.each(["hobbies", "age_group", "stress_1", "score", "CompTotal"])("%s is not", (header) =>
    assert.isUndefined(roleOf(codebook, header))
  )
})

describe("Rows of one person", () => {
  const columns = {
    participant_id: each((i) => `p${Math.floor(i / 8)}x`),
    mood: again(["3", "5", "1", "4", "2", "7"]),
    "How do you live?": each((i) => (i % 8 < 2 ? "" : i % 8 === 2 ? "alone" : "together"))
  }

  it("are one respondent", () => {
    const codebook = codebookOf(columns)
    assert.deepStrictEqual(
      [codebook.rows, codebook.respondents, codebook.respondentColumn],
      [count, 5, "participant_id"]
    )
    assert.match(Codebook.doubts(codebook)[0]?.message ?? "", /40 rows are read as 5 people.*respondentColumn: null/)
  })

  it("count with their first answer to each question", () => {
    const joined = RespondentRecords.join(codebookOf(columns), records(columns))
    assert.strictEqual(joined.length, 5)
    for (const [person, { fields, id }] of joined.entries()) {
      assert.strictEqual(id, `r${person * 8 + 1}`)
      const cell = (header: string) => fields.find(({ name }) => name === header)?.text
      assert.strictEqual(cell("mood"), columns.mood[person * 8])
      assert.strictEqual(cell("How do you live?"), "alone")
    }
  })
})

describe("Headers and cells of any length", () => {
  const long = (text: string): string => text.repeat(Math.ceil(50_000 / text.length))
  it.each(["_", ".", "[ ", "( ", "9", "a? ", "a@.", "which do you ", '"'])("are read in a moment: %s…", (part) => {
    const began = performance.now()
    codebookOf({ [`1${long(part)}x y`]: again(["1", "2"]), [`1${long(part)}x`]: [`${long(part)} x`], b: ["yes", "no"] })
    assert.isBelow(performance.now() - began, 3000)
  })

  it("are read in the thousands", () => {
    const began = performance.now()
    const codebook = codebookOf(
      Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`Q1_${i}`, again(["1", "0", "0"], 20, 1 + (i % 7))]))
    )
    assert.strictEqual(
      codebook.questions.reduce((sum, { columns }) => sum + columns.length, codebook.metadata.length),
      3000
    )
    assert.isBelow(performance.now() - began, 10_000)
  })

  it("may be names of every object", () => {
    const codebook = codebookOf({ constructor: again(["a", "b"]), toString: again(["x", "y", "z"]) })
    assert.strictEqual(codebook.questions.length, 2)
  })
})

describe("A table without answers", () => {
  it("has a codebook", () => {
    assert.deepStrictEqual(Codebook.of([]).questions, [])
    const told = Codebook.of([], [{ file: "a.csv", headerRows: 1, columns: [{ name: "A" }, { name: "B" }] }])
    assert.deepStrictEqual(
      told.metadata.map(({ column, role }) => [column, role]),
      [
        ["A", "empty"],
        ["B", "empty"]
      ]
    )
  })
})
