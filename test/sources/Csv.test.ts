import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect, Schema, Stream } from "effect"
import { Csv } from "effect/encoding"
import { readText } from "../../src/sources/Reader.ts"
import * as ResearchData from "../../src/sources/ResearchData.ts"
import { allAnswers, answers, questions, readFile, whyNot } from "./support.ts"

layer(NodeServices.layer)("tables in text", (it) => {
  it.effect("gives each row a record that can be found again", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile("survey.csv", "Age,City\n34,Leeds\n51,York\n")
      assert.deepStrictEqual(
        records.map((record) => [record.id, record.source.place, record.kind]),
        [
          ["survey.csv#1", "row 1", "row"],
          ["survey.csv#2", "row 2", "row"]
        ]
      )
      assert.deepStrictEqual(answers(records[1]), { Age: "51", City: "York" })
    })
  )

  for (const [name, separator] of [
    ["commas", ","],
    ["semicolons", ";"],
    ["tabs", "\t"],
    ["bars", "|"]
  ] as const) {
    it.effect(`tells that cells are separated by ${name}`, () =>
      Effect.gen(function* () {
        const text = [
          ["Name", "Price", "Why?"],
          ["Ana", "1 000", '"yes, mostly; I think"'],
          ["Bo", "2", "no"]
        ]
        const read = yield* readFile("survey.csv", text.map((row) => row.join(separator)).join("\n"))
        assert.deepStrictEqual(allAnswers(read)[0], { Name: "Ana", Price: "1 000", "Why?": "yes, mostly; I think" })
      })
    )
  }

  it.effect("reads decimal commas in a table of semicolons", () =>
    Effect.gen(function* () {
      const read = yield* readFile("survey.csv", "Alter;Preis, ca.;Wie oft, wenn ja?\n30;1,5;nie\n31;2,5;oft\n")
      assert.deepStrictEqual(allAnswers(read)[1], { Alter: "31", "Preis, ca.": "2,5", "Wie oft, wenn ja?": "oft" })
    })
  )

  it.effect("obeys the line in which Excel names the separator", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile("survey.csv", "sep=;\r\na,b;c\r\n1;2\r\n")
      assert.deepStrictEqual(answers(records[0]), { "a,b": "1", c: "2" })
    })
  )

  it.effect("keeps the commas of a table with a single column", () =>
    Effect.gen(function* () {
      const read = yield* readFile("survey.csv", "feedback\nI like it, but not much\n\nFine\n")
      assert.deepStrictEqual(allAnswers(read), [{ feedback: "I like it, but not much" }, { feedback: "Fine" }])
      assert.deepStrictEqual(
        read.records.map((record) => record.id),
        ["survey.csv#1", "survey.csv#3"]
      )
    })
  )

  it.effect("keeps line breaks, separators and doubled marks in quoted cells", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile("survey.csv", 'a,b\r\n"one\ntwo, ""three""",x\r\n')
      assert.deepStrictEqual(answers(records[0]), { a: 'one\ntwo, "three"', b: "x" })
    })
  )

  for (const [name, end] of [
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"]
  ] as const) {
    it.effect(`reads lines that end in ${name}`, () =>
      Effect.gen(function* () {
        const read = yield* readFile("survey.csv", ["a,b", "1,2", "3,4"].join(end))
        assert.deepStrictEqual(allAnswers(read), [
          { a: "1", b: "2" },
          { a: "3", b: "4" }
        ])
      })
    )
  }

  it.effect("has no field for a blank cell, and keeps the codes for no answer for the codebook", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "survey.csv",
        "a,b,c,d,e,f,g,h\n,NA,N/A,n/a,-,null,  ,x\nNone,Prefer not to say,No answer,0,No,na na,--x,\n"
      )
      assert.deepStrictEqual(answers(records[0]), { b: "NA", c: "N/A", d: "n/a", e: "-", f: "null", h: "x" })
      assert.deepStrictEqual(Object.values(answers(records[1])), [
        "None",
        "Prefer not to say",
        "No answer",
        "0",
        "No",
        "na na",
        "--x"
      ])
    })
  )

  it.effect("keeps a row that has nothing but its number", () =>
    Effect.gen(function* () {
      const read = yield* readFile("survey.csv", "id,a,b\n7,,\n8,x,y\n")
      assert.deepStrictEqual(allAnswers(read)[0], { id: "7" })
    })
  )

  it.effect("numbers rows as a spreadsheet does, empty ones included, and warns only of many", () =>
    Effect.gen(function* () {
      const few = yield* readFile("survey.csv", "a,b\n1,2\n,\n\n3,4\n")
      assert.deepStrictEqual(
        few.records.map((record) => record.source.place),
        ["row 1", "row 4"]
      )
      assert.deepStrictEqual(few.warnings, [])
      const many = yield* readFile("survey.csv", `a,b\n1,2\n${",\n".repeat(12)}`)
      assert.deepStrictEqual(
        many.warnings.map((warning) => [warning.kind, /12 rows.*row 2/.test(warning.message)]),
        [["EmptyRows", true]]
      )
    })
  )

  it.effect("takes the missing cells of a short row for unanswered, and says so", () =>
    Effect.gen(function* () {
      const { records, warnings } = yield* readFile("survey.csv", "a,b,c\n1,2,3\n4\n")
      assert.deepStrictEqual(answers(records[1]), { a: "4" })
      assert.deepStrictEqual(
        warnings.map((warning) => warning.kind),
        ["ShortRows"]
      )
    })
  )

  it.effect("keeps the cells beyond the header under the number of their column, and says so", () =>
    Effect.gen(function* () {
      const { records, warnings } = yield* readFile("survey.csv", "a,column 3\n1,2\n3,4,5,,\n6,7,,\n")
      assert.deepStrictEqual(answers(records[1]), { a: "3", "column 3": "4", "column 3 (2)": "5" })
      assert.strictEqual(warnings.length, 1)
      assert.match(warnings[0]?.message ?? "", /1 row has more cells.*row 2/)
    })
  )

  it.effect("gives every column a name of its own", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile("survey.csv", "Other,Other,,Other (2),  Two\n1,2,3,4,5\n")
      assert.deepStrictEqual(Object.keys(answers(records[0])), [
        "Other",
        "Other (2)",
        "column 3",
        "Other (2) (2)",
        "Two"
      ])
    })
  )

  it.effect("takes tags and line breaks out of headers", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile("survey.csv", '"Would you<br>play A\nor <b>B</b>?","1 < 2 > 0"\nA,B\n')
      assert.deepStrictEqual(Object.keys(answers(records[0])), ["Would you play A or B ?", "1 < 2 > 0"])
    })
  )

  it.effect("reads text with stray quotation marks as it was meant, and says so", () =>
    Effect.gen(function* () {
      const { records, warnings } = yield* readFile("survey.tsv", 'size\tsaid\n5" pipe\tShe said "no", twice\n6\tx\n')
      assert.deepStrictEqual(answers(records[0]), { size: '5" pipe', said: 'She said "no", twice' })
      assert.deepStrictEqual(
        warnings.map((warning) => [warning.kind, warning.message.includes("line 2")]),
        [["StrayQuotes", true]]
      )
    })
  )

  it.effect("allows blanks between a separator and a quoted cell", () =>
    Effect.gen(function* () {
      const { records, warnings } = yield* readFile("survey.csv", 'a, b\n1, "two, three"\n')
      assert.deepStrictEqual(answers(records[0]), { a: "1", b: "two, three" })
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.effect("names the line where a quotation mark that is never closed is opened", () =>
    Effect.gen(function* () {
      const reason = yield* whyNot("survey.csv", 'a,b\n1,2\n3,"four\n5,6\n7,8\n')
      assert.strictEqual(reason._tag, "Malformed")
      assert.match(reason.message, /survey\.csv, line 3: .*column 2.*never closed/)
    })
  )

  it.effect("does not fill the memory looking for the end of a quotation", () =>
    Effect.gen(function* () {
      const reason = yield* whyNot("survey.csv", `a,b\n1,"two\n${"3,4\n".repeat(5 * 1024 * 1024)}`)
      assert.match(reason.message, /line 2: .*longer than 16 MiB.*never closed/)
    })
  )

  for (const [what, text, expected] of [
    [
      "inside a quoted cell",
      'a,b,c\n1,"he said "hello" to me, twice",3\n',
      { a: "1", b: 'he said "hello" to me, twice', c: "3" }
    ],
    ["that close nothing", 'a,b\n1,"secret"words\n', { a: "1", b: '"secret"words' }],
    ["with words behind a doubled one", 'a;b;c\n1;"a ""b"" c" x;y\n', { a: "1", b: '"a ""b"" c" x', c: "y" }],
    ["that the last line opens", 'a\tb\n1\t"ok\n', { a: "1", b: '"ok' }]
  ] as const) {
    it.effect(`takes quotation marks ${what} for part of the text, and says so without showing it`, () =>
      Effect.gen(function* () {
        const { records, warnings } = yield* readFile("survey.csv", text)
        assert.deepStrictEqual(answers(records[0]), expected)
        assert.deepStrictEqual(
          warnings.map(({ kind, message }) => [kind, /line 2/.test(message), /secret|hello/.test(message)]),
          [["StrayQuotes", true, false]]
        )
      })
    )
  }

  it.effect("refuses a header without rows, and rows without answers", () =>
    Effect.gen(function* () {
      assert.match((yield* whyNot("survey.csv", "a,b,c\n")).message, /has a header but no rows/)
      assert.strictEqual((yield* whyNot("survey.csv", "a,b\n,\nNA,NA\n"))._tag, "NoRecords")
    })
  )

  it.effect("reads cells of a million characters", () =>
    Effect.gen(function* () {
      const long = "word ".repeat(200_000).trim()
      const { records } = yield* readFile("survey.csv", `a,b\n${long},"${long}"\n1,2\n`)
      assert.strictEqual(answers(records[0])["a"], long)
      assert.strictEqual(answers(records[0])["b"], long)
      assert.strictEqual(records.length, 2)
    })
  )

  it.effect("reads a table saved as text", () =>
    Effect.gen(function* () {
      const read = yield* readFile("export.txt", "Age\tCity\n34\tLeeds\n51\tYork\n")
      assert.deepStrictEqual(allAnswers(read)[1], { Age: "51", City: "York" })
    })
  )

  const Cell = Schema.Union([Schema.String, Schema.Literals(['a "b", c', "d\r\ne", " ;\t| ", '"', "NA", "sep=;"])])
  const Rows = Schema.NonEmptyArray(Schema.Tuple([Cell, Cell, Cell]))

  it.effect.prop("reads back the answers that a CSV was written from", [Rows], ([rows]) =>
    Effect.gen(function* () {
      const header = ["id", "first", "second", "third"]
      const clean = rows.map((row) => row.map((cell) => cell.replaceAll("\0", "")))
      const text = yield* Stream.fromIterable([header, ...clean.map((row, i) => [`r${i}`, ...row])]).pipe(
        Stream.pipeThroughChannel(Csv.encodeString()),
        Stream.mkString
      )
      const direct = yield* Stream.runCollect(
        ResearchData.fromRows(
          clean.map(([first, second, third], i) => ({ id: `r${i}`, first, second, third })),
          { name: "x" }
        )
      )
      const records = yield* Stream.runCollect(ResearchData.fromString(text, { name: "x", format: "csv" }))
      assert.deepStrictEqual(records.map(answers), direct.map(answers))
    })
  )

  it.effect("reads doubled marks, stray marks and blanks that a part of the text ends in", () =>
    Effect.gen(function* () {
      const text = 'h1,h2,h3\n"a"",  ""b",5" pipe,  "x, y"\n"""",",""",z "\n'
      const whole = yield* readInParts(text, text.length)
      assert.deepStrictEqual("records" in whole ? whole.records.map(answers) : whole, [
        { h1: 'a",  "b', h2: '5" pipe', h3: "x, y" },
        { h1: '"', h2: ',"', h3: 'z "' }
      ])
      for (const size of [1, 2, 3, 4, 5, 7, 11]) assert.deepStrictEqual(yield* readInParts(text, size), whole)
    })
  )

  it.effect.prop(
    "reads the same however the text was cut into parts",
    [Schema.Array(Schema.Literals(['"', ",", "\n", "\r\n", "a", " ", "bc", '""', '"x"'])), Schema.Int],
    ([pieces, seed]) =>
      Effect.gen(function* () {
        const text = `h1,h2,h3\n${pieces.join("")}`
        const size = 1 + (Math.abs(seed) % 4)
        const whole = yield* readInParts(text, text.length)
        assert.deepStrictEqual(yield* readInParts(text, size), whole)
      })
  )
})

layer(NodeServices.layer)("rows above the answers", (it) => {
  it.effect("passes over SurveyMonkey's row of Response", () =>
    Effect.gen(function* () {
      const read = yield* readFile(
        "survey.csv",
        "RespondentID,Do you smoke?,Why?\n,Response,Open-Ended Response\n11,No,\n12,Yes,Habit\n"
      )
      assert.deepStrictEqual(allAnswers(read)[0], { RespondentID: "11", "Do you smoke?": "No" })
      assert.strictEqual(read.records[0]?.id, "survey.csv#1")
    })
  )

  it.effect("names the options of SurveyMonkey's choice questions after the question", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "survey.csv",
        "Respondent ID,Which do you use?,,Age\n,Fork,Spoon,Response\n11,Fork,Spoon,30\n"
      )
      assert.deepStrictEqual(answers(records[0]), {
        "Respondent ID": "11",
        "Which do you use? (Fork)": "Fork",
        "Which do you use? (Spoon)": "Spoon",
        Age: "30"
      })
      assert.strictEqual(questions(records[0])["Which do you use? (Spoon)"], "Which do you use?")
    })
  )

  it.effect("reads Qualtrics' rows of questions and import ids", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "survey.csv",
        'StartDate,Q1,Q2\nStart Date,How old are you?,Tell us more\n"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n2024-01-02,34,Fine\n'
      )
      assert.strictEqual(records.length, 1)
      assert.deepStrictEqual(answers(records[0]), { StartDate: "2024-01-02", Q1: "34", Q2: "Fine" })
      assert.deepStrictEqual(questions(records[0]), {
        StartDate: "Start Date",
        Q1: "How old are you?",
        Q2: "Tell us more"
      })
    })
  )

  it.effect("takes a row of questions below short codes for what was asked", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "survey.csv",
        "id,q1,q2\nNumber,How old are you?,Do you cook?\n1,34,Yes\n2,40,No\n"
      )
      assert.strictEqual(records.length, 2)
      assert.strictEqual(questions(records[0])["q2"], "Do you cook?")
    })
  )

  it.effect("passes over the title of a study and when it was exported", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "survey.csv",
        "Participants of 2026\n\nid,Name,Note\n1,Maya,fine\n\n2,Bo,good\n"
      )
      assert.deepStrictEqual(records.map(answers), [
        { id: "1", Name: "Maya", Note: "fine" },
        { id: "2", Name: "Bo", Note: "good" }
      ])
      const dated = yield* readFile("survey.csv", "Survey\nExported,2026-01-02\nid,Name,Note\n1,Maya,fine\n2,Bo,good\n")
      assert.deepStrictEqual(allAnswers(dated)[1], { id: "2", Name: "Bo", Note: "good" })
    })
  )

  it.effect("joins a row of questions and a row of their items", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "survey.csv",
        "Respondent,How good are,,,Comment\n,Price,Speed,Support,\nr1,4,5,3,fine\nr2,1,2,3,slow\n"
      )
      assert.deepStrictEqual(answers(records[0]), {
        Respondent: "r1",
        "How good are (Price)": "4",
        "How good are (Speed)": "5",
        "How good are (Support)": "3",
        Comment: "fine"
      })
      assert.strictEqual(questions(records[0])["How good are (Speed)"], "How good are")
    })
  )

  it.effect("joins rows of groups, of questions and of items", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "survey.csv",
        ",About you,,The library,,\nID,Age,City,How good are,,Comment\n,,,Staff,Hours,\n1,34,Bonn,4,5,fine\n2,40,Kiel,1,1,slow\n"
      )
      assert.deepStrictEqual(answers(records[0]), {
        ID: "1",
        "About you: Age": "34",
        "About you: City": "Bonn",
        "The library: How good are (Staff)": "4",
        "The library: How good are (Hours)": "5",
        "The library: Comment": "fine"
      })
      assert.strictEqual(questions(records[0])["The library: How good are (Hours)"], "How good are")
    })
  )

  it.effect("tells the question of a grid apart from its items in brackets", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile("survey.csv", "id,Rate [Price],Rate [Speed],Other [x]\n1,2,3,4\n")
      assert.deepStrictEqual(Object.values(questions(records[0])), [undefined, "Rate", "Rate", undefined])
    })
  )

  it.effect("makes text of the HTML that forms leave in cells", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "survey.csv",
        'a,b,c\n1,"<p>Slow&nbsp;&amp; <b>dear</b></p><p>Still</p>",1 < 2\n'
      )
      assert.deepStrictEqual(answers(records[0]), { a: "1", b: "Slow & dear\nStill", c: "1 < 2" })
    })
  )

  for (const [what, text, expected] of [
    ["a first answer that asks back", "id,q1,q2\n1,Why do you ask?,Yes\n2,40,No\n", 2],
    ["a first answer that is Response", "RespondentID,q1\n11,Response\n12,Yes\n", 2],
    ["answers that ask back", "id,q1,q2\n1,Why?,How?\n2,When?,No\n", 2],
    ["a respondent without a number who answered Response", "id,q1\n,Response\n,Yes\n", 2],
    ["a first row without a number below a header with a gap", "name,age,\n,34,x\nBo,35,y\n", 2],
    ["a survey of a single row", "id,q1,q2\n1,How?,Why?\n", 1]
  ] as const) {
    it.effect(`does not take ${what} for a header`, () =>
      Effect.map(readFile("survey.csv", text), ({ records }) => assert.strictEqual(records.length, expected))
    )
  }
})

/** Reads a table that comes in parts of so many characters; an error counts by its line. */
const readInParts = (text: string, size: number) => {
  const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size))
  const source = {
    file: "x.csv",
    label: "x.csv",
    warn: () => Effect.void,
    head: text,
    text: Stream.fromIterable(parts).pipe(Stream.rechunk(1))
  }
  return Stream.runCollect(readText(source, "csv")).pipe(
    Effect.map((records) => ({ records })),
    Effect.catch((error) => Effect.succeed({ failed: error.message }))
  )
}
