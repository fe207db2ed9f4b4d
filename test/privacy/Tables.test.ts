import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import { judge } from "../../src/privacy/columns/ColumnVerdict.ts"
import * as Answers from "../../src/privacy/columns/AnswerCounts.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { recordsOf, surveyFiles } from "./surveys.ts"
import { row } from "./support.ts"

type Cells = ReadonlyArray<string>

/** A table out of its columns; an empty cell is no answer. */
const table = (columns: Readonly<Record<string, Cells>>) =>
  Array.from({ length: Math.max(...Object.values(columns).map((cells) => cells.length)) }, (_, i) =>
    row(
      Object.fromEntries(
        Object.entries(columns).flatMap(([name, cells]) => ((cells[i] ?? "") === "" ? [] : [[name, cells[i] ?? ""]]))
      ),
      i + 1
    )
  )

const anonymised = (columns: Readonly<Record<string, Cells>>, options: LocalAnonymiser.LocalAnonymiserOptions = {}) => {
  const anonymiser = LocalAnonymiser.make(options)
  const rows = table(columns)
  anonymiser.preview(rows)
  const replaced = rows.map((record) => anonymiser.replaceRecord(record)).map((record) => anonymiser.revisit(record))
  const column = (name: string): Cells =>
    replaced.map(({ fields }) => fields.find((field) => field.name === name)?.text ?? "")
  return { anonymiser, column, rows, replaced }
}

const times = (cells: Cells, count: number): Cells => Array.from({ length: count }, () => cells).flat()

const verdict = (header: string, cells: Cells) => {
  const answers = Answers.make()
  for (const cell of cells) Answers.add(answers, cell)
  const anonymiser = LocalAnonymiser.make()
  anonymiser.preview(table({ [header]: cells }))
  return anonymiser.columns()[0]?.verdict ?? judge(header, answers, () => [])
}

const names = ["Maya Okafor", "Tom Baker", "Priya Sharma", "Ewa Nowak", "Ngozi Okonjo", "Liam Murphy"]
const firstNames = ["maya", "tom", "priya", "ewa", "liam", "anna"]
const phones = ["07700 900123", "07700 900456", "07700 900789", "07700 900321", "07700 900654"]

describe("the vote of a column", () => {
  it("finds names under a header that says nothing, in small letters and without a family name", () => {
    assert.isTrue(
      anonymised({ Q7: names })
        .column("Q7")
        .every((cell) => /^\[PERSON_\d+\]$/.test(cell))
    )
    assert.isTrue(
      anonymised({ field_3: firstNames })
        .column("field_3")
        .every((cell) => /^\[PERSON_\d+\]$/.test(cell))
    )
  })

  it("finds family names with initials", () => {
    const { column } = anonymised({ Q7: ["M. Okafor", "T. Baker", "L. Murphy", "Nowak, E."] })
    assert.isTrue(column("Q7").every((cell) => /^\[PERSON_\d\]$/.test(cell)))
  })

  it("takes no occupation for a name where the header asks for one", () => {
    const work = times(["Koch", "Schneider", "Lehrerin", "Baker", "Jäger"], 6)
    assert.deepStrictEqual(anonymised({ Beruf: work }).column("Beruf"), work)
  })

  it("finds given names that are often repeated", () => {
    const { column } = anonymised({ Q7: times(firstNames, 8) })
    assert.isTrue(column("Q7").every((cell) => /^\[PERSON_\d+\]$/.test(cell)))
  })

  it("takes a number in doubt for a telephone number among telephone numbers, and leaves it elsewhere", () => {
    assert.strictEqual(
      anonymised({ Q4: [...phones, "07700 9001"] })
        .column("Q4")
        .at(-1),
      "[PHONE_NUMBER_6]"
    )
    assert.strictEqual(anonymised({ Q4: ["07700 9001", "12", "none", "5 or 6"] }).column("Q4")[0], "07700 9001")
  })

  it("finds mistyped e-mail addresses among e-mail addresses", () => {
    const { column } = anonymised({ x: ["a@example.org", "b@example.org", "c@example.org", "d@example", "none"] })
    assert.deepStrictEqual(column("x").slice(3), ["[EMAIL_ADDRESS_4]", "none"])
  })

  it("finds postcodes in a column called Code, and takes codes in one for no address", () => {
    const { column } = anonymised({ Code: ["LS6 2AB", "M1 1AE", "SW1A 1AA", "EH1 2NG"] })
    assert.isTrue(column("Code").every((cell) => cell.startsWith("[ADDRESS_")))
    const codes = ["12 ab 345", "13 bc 346", "14 cd 347", "15 de 348"]
    assert.deepStrictEqual(anonymised({ Code: codes }).column("Code"), codes)
    assert.deepStrictEqual(anonymised({ Q3: codes }).column("Q3"), codes)
    assert.deepStrictEqual(anonymised({ Code: codes.slice(0, 1) }).column("Code"), codes.slice(0, 1))
  })

  it("says what it found of which column", () => {
    assert.strictEqual(verdict("Q7", names).holds, "PERSON")
    assert.strictEqual(verdict("Q7", phones).holds, "PHONE_NUMBER")
    assert.strictEqual(verdict("Q7", ["Leeds", "London", "Manchester", "Paris", "Austin"]).holds, "LOCATION")
    assert.isUndefined(verdict("Q7", ["Yes", "No", "Maya", "Sometimes", "Often"]).holds)
    assert.isTrue(verdict("Q7", ["A-12", "B-13", "C-14"]).codes)
  })

  it("does not let the 2 % of a column that look like a name make it one", () => {
    const answers = times(["Pizza", "Soup", "Rice", "Stew", "Curry", "Bread", "Cheese"], 7)
    const { column } = anonymised({ Q8: [...answers, "Maya Okafor"] })
    assert.deepStrictEqual(column("Q8").slice(0, 7), answers.slice(0, 7))
    assert.strictEqual(column("Q8").at(-1), "[PERSON_1]")
  })
})

describe("closed answers", () => {
  it("are no names, nor several of them in one cell", () => {
    const cells = { Q3: times(["Ford", "Heinz;Lidl", "Dell", "Trello", "Slack;Notion;Jira"], 6) }
    assert.deepStrictEqual(anonymised(cells).column("Q3"), cells.Q3)
  })

  it("leave a rare answer to be judged as a text", () => {
    const { column } = anonymised({ Q3: [...times(["Ford", "Lidl", "Trello"], 10), "Other: my boss Tom Baker"] })
    assert.strictEqual(column("Q3").at(-1), "Other: my boss [PERSON_1]")
  })

  it("may be towns that people are called after as well", () => {
    const cells = { Q6: times(["Leeds", "London", "Paris", "Austin", "Florence", "Houston"], 5) }
    assert.deepStrictEqual(anonymised(cells).column("Q6"), cells.Q6)
  })

  it("are not found again in what is about to be sent", () => {
    const { anonymiser } = anonymised({ Q6: times(["Leeds", "London", "Paris", "Austin", "Manchester"], 5) })
    assert.deepStrictEqual(anonymiser.inspect("Austin"), [])
    assert.strictEqual(anonymiser.inspect("I asked Austin").length, 1)
  })

  it("stay towns and brands when somebody of the run has such a name", () => {
    const people = times(["Paris Young", "Heinz Ford", "Maya Okafor"], 4)
    const cells = {
      Name: people,
      Town: times(["Paris", "Leeds", "London"], 4),
      Brand: times(["Ford", "Dell", "Lidl"], 4)
    }
    const { column } = anonymised(cells)
    assert.deepStrictEqual(column("Town"), cells.Town)
    assert.deepStrictEqual(column("Brand"), cells.Brand)
  })

  it("are names where the question asks who", () => {
    const { column } = anonymised({ "Who helped you?": times(["Nobody", "Hartmann", "My neighbour", "A nurse"], 5) })
    assert.match(column("Who helped you?")[1] ?? "", /^\[PERSON_/)
  })

  it("are somebody where the run knows a participant of that name", () => {
    const helpers = times(["Nobody", "Maya", "My neighbour", "A nurse"], 5)
    const { column } = anonymised({ Name: times(["Maya Okafor", "Ewa Nowak"], 10), Q5: helpers })
    assert.isTrue(column("Q5").every((cell) => !cell.includes("Maya")))
  })
})

describe("columns of identifiers", () => {
  const harmless: Readonly<Record<string, Cells>> = {
    RespondentID: Array.from({ length: 20 }, (_, i) => String(3_292_953_864 - i * 3571)),
    uuid: Array.from({ length: 20 }, (_, i) => `0174102${i % 10}-575${i % 10}-4a83-8b51-00000121738${i % 10}`),
    Timestamp: Array.from({ length: 20 }, (_, i) => `2024/03/1${i % 10} 10:2${i % 10}:31 AM GMT`),
    Ref: Array.from({ length: 20 }, (_, i) => `R-${1000 + i}-B`),
    Q17: Array.from({ length: 20 }, (_, i) => `${12 + i} ab ${345 + i}`)
  }

  it("keep their digits", () => {
    const { column } = anonymised(harmless)
    for (const [name, cells] of Object.entries(harmless)) assert.deepStrictEqual(column(name), cells)
  })

  it("are personal where they hold e-mail addresses, names or cards", () => {
    const cards = ["4111111111111111", "5500005555555559", "4012888888881881", "4222222222222220"]
    const mail = ["a@example.org", "b@example.org", "c@example.org", "d@example.org"]
    const { column } = anonymised({ "User ID": mail, id: names.slice(0, 4), Ref: cards })
    assert.isTrue(column("User ID").every((cell) => /^\[EMAIL_ADDRESS_\d\]$/.test(cell)))
    assert.isTrue(column("id").every((cell) => /^\[PERSON_\d\]$/.test(cell)))
    // The last one has a wrong check digit.
    assert.isTrue(column("Ref").every((cell) => /^\[CREDIT_CARD_\d\]$/.test(cell)))
  })
})

describe("headers", () => {
  it("are no names for their capital, and are replaced where they are somebody's", () => {
    const { replaced } = anonymised({ Beruf: ["Arzt"], Wohnort: ["Bonn"], Alter: ["40"], Brand: ["x"], Maya: ["3"] })
    assert.deepStrictEqual(
      replaced[0]?.fields.map(({ name }) => name),
      ["Beruf", "Wohnort", "Alter", "Brand", "[PERSON_1]"]
    )
  })
})

describe("names that a table teaches", () => {
  it("are found in the first row when the last one tells them, in part and in small letters", () => {
    const { column } = anonymised({
      comment: ["i asked okafor and she said ngozi would know", "", "fine"],
      "Full name": ["Tom Baker", "Ewa Nowak", "Ngozi Okafor"]
    })
    assert.strictEqual(column("comment")[0], "i asked [PERSON_1] and she said [PERSON_1b] would know")
  })

  it("are found when a column under another header teaches them", () => {
    const { column } = anonymised({ comment: ["okonjo was kind"], Q7: names })
    assert.match(column("comment")[0] ?? "", /^\[PERSON_1\] was kind$/)
  })

  it("are found when somebody introduces herself in a later row", () => {
    const { column } = anonymised({
      comment: ["adaeze war sehr nett und ich war froh", "My name is Adaeze Obi and I am a nurse."]
    })
    assert.strictEqual(column("comment")[0], "[PERSON_1b] war sehr nett und ich war froh")
  })

  it("do not take words of every day out of other rows", () => {
    const comment = "will the baker of this green hill rise, i hope"
    const { column } = anonymised({ comment: [comment], "Full name": ["Tom Baker", "Will Green", "Hope Hill"] })
    assert.strictEqual(column("comment")[0], comment)
  })
})

describe("invariants of the vote", () => {
  const cell = Schema.Literals([
    ...names,
    ...firstNames,
    ...phones,
    ..."Yes|No|Sometimes|Ford|Paris|Austin|12 ab 345|A-12|LS6 2AB|12 Elm Road, Leeds LS6 2AB|Basil".split("|"),
    ..."Okafor, Maya|maya and tom|[PERSON_1]|PERSON_1|none|my name is Zoë|zoe@example|2024-01-02|3292953864|é".split(
      "|"
    ),
    ..."4111 1111 1111 1111|GB82 WEST 1234 5698 7654 32|maya@example.org|203.0.113.9|QQ 12 34 56 C|\u0000".split("|")
  ])
  const Columns = Schema.Array(
    Schema.Struct({
      header: Schema.Literals(["Q7", "Code", "ID", "Name", "Which brand?", "E-mail", "Maya", "comment"]),
      cells: Schema.Array(cell).pipe(Schema.check(Schema.isMaxLength(14)))
    })
  ).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(4)))

  it.effect.prop(
    "any table comes back exactly",
    [Columns],
    ([columns]) =>
      Effect.sync(() => {
        const given = Object.fromEntries(columns.map(({ cells, header }) => [header, cells]))
        const { anonymiser, replaced, rows } = anonymised(given)
        const back = replaced.map((record): ResearchRecord => ({
          ...record,
          fields: record.fields.map(({ name, text }) => ({
            name: anonymiser.restore(name).text,
            text: anonymiser.restore(text).text
          }))
        }))
        assert.deepStrictEqual(back, rows)
      }),
    { arbitrary: { runs: 150 } }
  )

  it.effect.prop(
    "what a checksum or the form of an e-mail address betrays is never uncovered",
    [Columns, Schema.Literals(["maya@example.org", "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32"])],
    ([columns, secret]) =>
      Effect.sync(() => {
        for (const { cells, header } of columns) {
          // A header that says that numbers are the researcher's own is believed before any vote.
          if (header === "Code" || header === "ID") continue
          const { column } = anonymised({ [header]: [...cells, secret] })
          assert.isTrue(column(header).every((cell) => !cell.includes(secret)))
        }
      }),
    { arbitrary: { runs: 80 } }
  )
})

describe("public surveys", () => {
  it.effect.skipIf(surveyFiles.length === 0)("come out as they went in: they hold nobody's data", () =>
    Effect.gen(function* () {
      for (const file of surveyFiles) {
        const rows = yield* recordsOf(file)
        const anonymiser = LocalAnonymiser.make()
        anonymiser.preview(rows)
        for (const record of rows.slice(0, 300)) assert.deepStrictEqual(anonymiser.replaceRecord(record), record)
      }
    })
  )
})
