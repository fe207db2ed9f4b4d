import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as Layouts from "../../src/cli/layout/Anonymise.ts"
import * as File from "../../src/cli/layout/File.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"

const bytes = (text: string) => Buffer.from(text, "utf8")
const read = (extension: string, text: string) => File.read(`data${extension}`, extension, bytes(text))

/** A file anonymised, and restored from what was written. */
const there = (extension: string, text: string) => {
  const pseudonymiser = LocalAnonymiser.make()
  const [anonymised] = Layouts.anonymise([read(extension, text)], pseudonymiser)
  const shared = anonymised?.text ?? ""
  const back = Layouts.restore(read(extension, shared), (part) => pseudonymiser.restore(part))
  return { shared, back: back.text }
}

describe("a table", () => {
  it("keeps its mark, delimiter, quotation marks, line ends and blank lines", () => {
    const text =
      '\ufeffName;"What, then?";Age\r\nMaya Okafor;"Call me ""maya""; please";34\r\n\r\n"n/a; none";  ;41\r\nLee ; "my wife Zoë" ;\r\n'
    const { back, shared } = there(".csv", text)
    assert.strictEqual(
      shared,
      '\ufeffName;"What, then?";Age\r\n[PERSON_1];"Call me ""[PERSON_1b]""; please";34\r\n\r\n"n/a; none";  ;41\r\n[PERSON_2] ; "my wife [PERSON_3]" ;\r\n'
    )
    assert.strictEqual(back, text)
  })

  it("keeps Excel's line that names the delimiter, tabs, and stray marks", () => {
    const text = 'sep=|\nName|Screen\nMaya Okafor|5" wide, says Maya\n"Maya" Okafor|"open\n'
    const { back, shared } = there(".csv", text)
    assert.isTrue(shared.startsWith('sep=|\nName|Screen\n[PERSON_1]|5" wide, says [PERSON_1b]\n'))
    assert.strictEqual(back, text)
  })

  it("has the names in its header replaced as well", () => {
    const { shared } = there(".csv", "Name,What did Maya Okafor say?\nMaya Okafor,Nothing\n")
    assert.strictEqual(shared, "Name,What did [PERSON_1] say?\n[PERSON_1],Nothing\n")
  })
})

describe("a JSON file", () => {
  it("keeps its layout, its order and its numbers", () => {
    const text =
      '\ufeff{\n  "rows": [\n    { "Name" : "Maya Okafor", "age": 3.40e1, "said": ["I\'m maya \\u2026", null, true] }\n  ]\n}\n'
    const { back, shared } = there(".json", text)
    assert.strictEqual(shared, text.replace('"Maya Okafor"', '"[PERSON_1]"').replace("\"I'm maya", "\"I'm [PERSON_1b]"))
    assert.strictEqual(back, text)
  })

  it("keeps its way of escaping, in its own words and in those that come back", () => {
    const ascii =
      '{"Name": "Zo\\u00c9 Okafor", "q": "caf\\u00c9 \\/ \\"maya\\" \\ud83d\\ude00", "r": "\\u00c9t\\u00c9"}\n'
    const { back, shared } = there(".json", ascii)
    assert.include(shared, '"q": "caf\\u00c9 \\/ \\"maya\\" \\ud83d\\ude00"')
    assert.strictEqual(back, ascii)
    const bare = '{"Name":"Zoé Okafor","q":"tab\\t and / and Zoé"}'
    assert.strictEqual(there(".json", bare).back, bare)
  })

  it("comes back equal where only the words that were replaced had escapes", () => {
    const text = '{"Name":"Zo\\u00e9 Okafor"}'
    const { back } = there(".json", text)
    assert.deepStrictEqual(JSON.parse(back), JSON.parse(text))
  })

  it.effect.prop(
    "is never broken, whatever its strings hold",
    [Schema.String, Schema.Literals(['"Zo\\u00C9"', '"\\/\\b"', '"\\ud83d"', '"x"', '"\\u0041é"'])],
    ([text, other]) =>
      Effect.sync(() => {
        const file = `{"a":${JSON.stringify(`${text} maya@example.org`)},"b":${other}}`
        const { back, shared } = there(".json", file)
        assert.notInclude(shared, "maya@example.org")
        assert.deepStrictEqual(JSON.parse(back), JSON.parse(file))
      }),
    { arbitrary: { runs: 200 } }
  )

  it("of one line for each person is read line by line", () => {
    const text = '{"Name":"Maya Okafor","q":"maya"}\n\n{"Name":"Tom Baker","q":"maya, tom"}\n'
    const { back, shared } = there(".jsonl", text)
    assert.strictEqual(shared.split("\n")[0], '{"Name":"[PERSON_1]","q":"[PERSON_1b]"}')
    assert.strictEqual(back, text)
  })

  it("that is broken is refused, and not quoted", () => {
    assert.throws(() => read(".json", '{"Name": "Maya'), /data\.json: is no valid JSON/)
  })
})

describe("a transcript", () => {
  const text = [
    "Participant: Maya Okafor",
    "",
    "[00:00:01] Interviewer: So Maya, who is at home?",
    "[00:00:04] Maya: Me, and my husband Tom Baker.",
    "  He cooks. Will: he leave it? I doubt it, says maya.",
    "[00:00:09] Interviewer: Thanks.\r",
    ""
  ].join("\n")

  it("keeps its lines, its times and the labels of roles", () => {
    const { back, shared } = there(".txt", text)
    assert.strictEqual(back, text)
    assert.strictEqual(shared.split("\n").length, text.split("\n").length)
    assert.notMatch(shared, /maya|okafor|tom|baker/i)
    assert.match(shared, /^Participant: \[PERSON_1\]\n\n\[00:00:01\] Interviewer: So \[PERSON_1b\], who/)
    assert.match(shared, /\n\[00:00:04\] \[PERSON_1b\]: Me/)
  })

  it("of subtitles keeps its cues and voices", () => {
    const vtt =
      "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Maya Okafor>I'm Maya.\nWho are you?\n\n2\n00:00:05.000 --> 00:00:06.000\n<v Maya Okafor>Fine.\n"
    const { back, shared } = there(".vtt", vtt)
    assert.strictEqual(back, vtt)
    assert.strictEqual(shared, vtt.replaceAll("Maya Okafor", "[PERSON_1]").replace("I'm Maya", "I'm [PERSON_1b]"))
  })

  it("has its file called without the names in it", () => {
    const pseudonymiser = LocalAnonymiser.make()
    const file = File.read(
      "talks/02-maya-okafor.txt",
      ".txt",
      bytes("Maya Okafor: Yes.\nInterviewer: No?\nMaya Okafor: No.\n")
    )
    Layouts.anonymise([file], pseudonymiser)
    assert.match(Layouts.nameOf(file, pseudonymiser), /^talks\/02-PERSON_1[a-z]?\.txt$/)
  })
})

describe("a file", () => {
  it("in UTF-16 stays in UTF-16, and what could not be written back is refused", () => {
    const utf16 = Buffer.from("\ufeffName\tSaid\nMaya Okafor\tCafé\n", "utf16le")
    const file = File.read("a.tsv", ".tsv", utf16)
    assert.deepStrictEqual(Buffer.from(file.encode(file.text)), utf16)
    assert.throws(() => File.read("a.csv", ".csv", Buffer.from("Name\ncaf\xe9\n", "latin1")), /UTF-8/)
    assert.throws(() => File.read("a.xlsx", ".xlsx", Buffer.from("PK\u0003\u0004")), /CSV/)
    assert.throws(() => File.read("a.yaml", ".yaml", bytes("a: 1")), /yaml/)
  })

  const piece = Schema.Union([
    Schema.Literals([
      "Maya Okafor",
      "maya",
      "my husband Tom",
      "maya@example.org",
      "07700 900123",
      "[PERSON_1]",
      "PERSON_2",
      '"',
      '""',
      ",",
      ";",
      "\t",
      "|",
      "\n",
      "\r\n",
      "\r",
      "\ufeff",
      " ",
      "Name",
      "What?",
      "34",
      ": ",
      "Interviewer: ",
      "<v ",
      ">",
      "00:01 ",
      "-->"
    ]),
    // Halves of surrogate pairs are no UTF-8, and many zeros are read as UTF-16.
    Schema.String.check(Schema.makeFilter((text) => !/\p{Cs}|\0/u.test(text)))
  ])
  const Text = Schema.Array(piece).pipe(Schema.check(Schema.isMaxLength(24)))

  for (const extension of [".csv", ".txt", ".vtt"]) {
    it.prop(
      `(${extension}) comes back to the last byte, whatever stands in it`,
      [Text],
      ([pieces]) => {
        const text = pieces.join("")
        assert.strictEqual(there(extension, text).back, text)
      },
      { arbitrary: { runs: 400 } }
    )
  }

  it.prop("(.csv) keeps its rows and cells", [Text], ([pieces]) => {
    const text = `Name,Note\nMaya Okafor,x\n${pieces.join("")}`
    const shape = (written: string) => read(".csv", written).layout.people.map(({ answers }) => answers.length)
    assert.deepStrictEqual(shape(there(".csv", text).shared), shape(text))
  })

  const Value = Schema.Record(Schema.Literals(["Name", "note", "x.y"]), Text)
  it.prop(
    "(.json) comes back with the same values",
    [Schema.Array(Value).pipe(Schema.check(Schema.isMaxLength(3)))],
    ([rows]) => {
      const text = JSON.stringify(
        rows.map((row) => ({ ...row, note: row.note.join("") })),
        null,
        1
      )
      const { back, shared } = there(".json", text)
      JSON.parse(shared)
      assert.deepStrictEqual(JSON.parse(back), JSON.parse(text))
    }
  )
})
