import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect, FileSystem, Path, Schema, Stream } from "effect"
import * as Rewrite from "../../src/cli/rewrite.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { Rewriting } from "../../src/sources/index.ts"
import { workbook } from "../sources/support.ts"

const silently = { warn: () => Effect.void, isName: () => false }

/** A text as it stands on disk: a decoder would take the byte order mark away. */
const readText = Effect.fnUntraced(function* (place: string) {
  const fs = yield* FileSystem.FileSystem
  return Buffer.from(yield* fs.readFile(place)).toString("utf8")
})

/** Opens a file of this name and content in a temporary folder. */
const openFile = Effect.fnUntraced(function* (name: string, content: string | Uint8Array) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const folder = yield* fs.makeTempDirectoryScoped()
  const file = path.join(folder, name)
  yield* typeof content === "string" ? fs.writeFileString(file, content) : fs.writeFile(file, content)
  return { folder, files: yield* Rewriting.open(file, silently) }
})

/** A file anonymised, and restored from what was written. */
const there = Effect.fnUntraced(function* (extension: string, text: string | Uint8Array) {
  const pseudonymiser = LocalAnonymiser.make()
  const { files, folder } = yield* openFile(`data${extension}`, text)
  const [written] = yield* Rewrite.anonymise(files, pseudonymiser, folder, () => undefined)
  const shared = written === undefined ? "" : yield* readText(written.place)
  const again = yield* openFile(written?.file.name ?? "none", shared)
  const restored = yield* Effect.forEach(again.files, (file) =>
    Rewrite.restore(file, (part) => pseudonymiser.restore(part), again.folder, 9)
  )
  const [first] = restored
  return { shared, back: first === undefined ? "" : yield* readText(first.place) }
}, Effect.scoped)

/** How many answers each person of a file has. */
const shapeOf = Effect.fnUntraced(function* (extension: string, text: string) {
  const { files } = yield* openFile(`data${extension}`, text)
  const parts = yield* Effect.forEach(files, (file) => Stream.runCollect(file.parts(silently.warn)))
  return parts.flat().flatMap(({ people }) => people.map(({ answers }) => answers.length))
}, Effect.scoped)

layer(NodeServices.layer)("a table", (it) => {
  it.effect("keeps its mark, delimiter, quotation marks, line ends and blank lines", () =>
    Effect.gen(function* () {
      const text =
        '\ufeffName;"What, then?";Age\r\nMaya Okafor;"Call me ""maya""; please";34\r\n\r\n"n/a; none";  ;41\r\nLee ; "my wife Zoë" ;\r\n'
      const { back, shared } = yield* there(".csv", text)
      assert.strictEqual(
        shared,
        '\ufeffName;"What, then?";Age\r\n[PERSON_1];"Call me ""[PERSON_1b]""; please";34\r\n\r\n"n/a; none";  ;41\r\n[PERSON_2] ; "my wife [PERSON_3]" ;\r\n'
      )
      assert.strictEqual(back, text)
    })
  )

  it.effect("keeps Excel's line that names the delimiter, tabs, and stray marks", () =>
    Effect.gen(function* () {
      const text = 'sep=|\nName|Screen\nMaya Okafor|5" wide, says Maya\n"Maya" Okafor|"open\n'
      const { back, shared } = yield* there(".csv", text)
      assert.isTrue(shared.startsWith('sep=|\nName|Screen\n[PERSON_1]|5" wide, says [PERSON_1b]\n'))
      assert.strictEqual(back, text)
    })
  )

  it.effect("has the names in its header replaced as well", () =>
    Effect.gen(function* () {
      const { shared } = yield* there(".csv", "Name,What did Maya Okafor say?\nMaya Okafor,Nothing\n")
      assert.strictEqual(shared, "Name,What did [PERSON_1] say?\n[PERSON_1],Nothing\n")
    })
  )
})

layer(NodeServices.layer)("a JSON file", (it) => {
  it.effect("keeps its layout, its order and its numbers", () =>
    Effect.gen(function* () {
      const text =
        '\ufeff{\n  "rows": [\n    { "Name" : "Maya Okafor", "age": 3.40e1, "said": ["I\'m maya \\u2026", null, true] }\n  ]\n}\n'
      const { back, shared } = yield* there(".json", text)
      assert.strictEqual(
        shared,
        text.replace('"Maya Okafor"', '"[PERSON_1]"').replace("\"I'm maya", "\"I'm [PERSON_1b]")
      )
      assert.strictEqual(back, text)
    })
  )

  it.effect("keeps its way of escaping, in its own words and in those that come back", () =>
    Effect.gen(function* () {
      const ascii =
        '{"Name": "Zo\\u00c9 Okafor", "q": "caf\\u00c9 \\/ \\"maya\\" \\ud83d\\ude00", "r": "\\u00c9t\\u00c9"}\n'
      const { back, shared } = yield* there(".json", ascii)
      assert.include(shared, '"q": "caf\\u00c9 \\/ \\"maya\\" \\ud83d\\ude00"')
      assert.strictEqual(back, ascii)
      const bare = '{"Name":"Zoé Okafor","q":"tab\\t and / and Zoé"}'
      assert.strictEqual((yield* there(".json", bare)).back, bare)
    })
  )

  it.effect("comes back equal where only the words that were replaced had escapes", () =>
    Effect.gen(function* () {
      const text = '{"Name":"Zo\\u00e9 Okafor"}'
      const { back } = yield* there(".json", text)
      assert.deepStrictEqual(JSON.parse(back), JSON.parse(text))
    })
  )

  it.effect.prop(
    "is never broken, whatever its strings hold",
    [Schema.String, Schema.Literals(['"Zo\\u00C9"', '"\\/\\b"', '"\\ud83d"', '"x"', '"\\u0041é"'])],
    ([text, other]) =>
      Effect.gen(function* () {
        const file = `{"a":${JSON.stringify(`${text} maya@example.org`)},"b":${other}}`
        const { back, shared } = yield* there(".json", file)
        assert.notInclude(shared, "maya@example.org")
        assert.deepStrictEqual(JSON.parse(back), JSON.parse(file))
      }),
    { arbitrary: { runs: 200 } }
  )

  it.effect("of one line for each person is read line by line", () =>
    Effect.gen(function* () {
      const text = '{"Name":"Maya Okafor","q":"maya"}\n\n{"Name":"Tom Baker","q":"maya, tom"}\n'
      const { back, shared } = yield* there(".jsonl", text)
      assert.strictEqual(shared.split("\n")[0], '{"Name":"[PERSON_1]","q":"[PERSON_1b]"}')
      assert.strictEqual(back, text)
    })
  )

  it.effect("that is broken is refused, and not quoted", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(there(".json", '{"Name": "Maya'))
      assert.match(error.message, /data\.json: is no valid JSON/)
      assert.notInclude(error.message, "Maya")
    })
  )
})

layer(NodeServices.layer)("a transcript", (it) => {
  const text = [
    "Participant: Maya Okafor",
    "",
    "[00:00:01] Interviewer: So Maya, who is at home?",
    "[00:00:04] Maya: Me, and my husband Tom Baker.",
    "  He cooks. Will: he leave it? I doubt it, says maya.",
    "[00:00:09] Interviewer: Thanks.\r",
    ""
  ].join("\n")

  it.effect("keeps its lines, its times and the labels of roles", () =>
    Effect.gen(function* () {
      const { back, shared } = yield* there(".txt", text)
      assert.strictEqual(back, text)
      assert.strictEqual(shared.split("\n").length, text.split("\n").length)
      assert.notMatch(shared, /maya|okafor|tom|baker/i)
      assert.match(shared, /^Participant: \[PERSON_1\]\n\n\[00:00:01\] Interviewer: So \[PERSON_1b\], who/)
      assert.match(shared, /\n\[00:00:04\] \[PERSON_1b\]: Me/)
    })
  )

  it.effect("of subtitles keeps its cues and voices", () =>
    Effect.gen(function* () {
      const vtt =
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Maya Okafor>I'm Maya.\nWho are you?\n\n2\n00:00:05.000 --> 00:00:06.000\n<v Maya Okafor>Fine.\n"
      const { back, shared } = yield* there(".vtt", vtt)
      assert.strictEqual(back, vtt)
      assert.strictEqual(shared, vtt.replaceAll("Maya Okafor", "[PERSON_1]").replace("I'm Maya", "I'm [PERSON_1b]"))
    })
  )

  it.effect("has its file called without the names in it", () =>
    Effect.gen(function* () {
      const pseudonymiser = LocalAnonymiser.make()
      const { files, folder } = yield* openFile(
        "02-maya-okafor.txt",
        "Maya Okafor: Yes.\nInterviewer: No?\nMaya Okafor: No.\n"
      )
      const [written] = yield* Rewrite.anonymise(files, pseudonymiser, folder, () => undefined)
      assert.match(written === undefined ? "" : Rewrite.nameOf(written.file, pseudonymiser), /^02-PERSON_1[a-z]?\.txt$/)
    })
  )
})

layer(NodeServices.layer)("a file", (it) => {
  it.effect("in UTF-16 stays in UTF-16, and what is in no such encoding becomes UTF-8", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const utf16 = Buffer.from("\ufeffTool\tSaid\nTrello\tCafé\n", "utf16le")
      const { files, folder } = yield* openFile("a.tsv", utf16)
      const [written] = yield* Rewrite.anonymise(files, LocalAnonymiser.make(), folder, () => undefined)
      assert.deepStrictEqual(Buffer.from(yield* fs.readFile(written?.place ?? "")), utf16)
      const latin = yield* there(".csv", Buffer.from("Name,Said\nMaya Okafor,caf\xe9\n", "latin1"))
      assert.strictEqual(latin.shared, "Name,Said\n[PERSON_1],café\n")
    })
  )

  it.effect("that cannot be written in its own format becomes CSV, text or JSON", () =>
    Effect.gen(function* () {
      const bytes = yield* workbook({
        Answers: [
          ["Name", "Said"],
          ["Maya Okafor", "maya, again"]
        ]
      })
      assert.strictEqual((yield* there(".xlsx", bytes)).shared, 'Name,Said\n[PERSON_1],"[PERSON_1b], again"\n')
      assert.strictEqual(
        (yield* there(
          ".rtf",
          "{\\rtf1 Interviewer: Who?\\par Maya Okafor: Me.\\par Interviewer: So?\\par Maya Okafor: Yes.}"
        )).shared,
        "Interviewer: Who?\n\n[PERSON_1]: Me.\n\nInterviewer: So?\n\n[PERSON_1]: Yes.\n\n"
      )
      assert.deepStrictEqual(JSON.parse((yield* there(".yaml", "- Name: Maya Okafor\n  n: 3\n")).shared), [
        { Name: "[PERSON_1]", n: 3 }
      ])
    })
  )

  it.effect("of HTML has its words replaced wherever they stand, and keeps its elements", () =>
    Effect.gen(function* () {
      const page =
        '<p title="Maya Okafor">I &amp; <b>Maya Okafor</b></p><!-- Tom Baker --><script>var x = "Maya Okafor"</script>'
      const { back, shared } = yield* there(".html", page)
      assert.notMatch(shared, /maya|okafor|tom|baker/i)
      assert.match(shared, /^<p title="\[PERSON_1\]">I &amp; <b>\[PERSON_1\]<\/b><\/p><!-- \[PERSON_2\] --><script>/)
      assert.strictEqual(back, page)
    })
  )

  it.effect("with marks that match nowhere is read and written as it stands", () =>
    Effect.gen(function* () {
      for (const [text, expected] of [
        [
          'Name,Note\nMaya Okafor,"he said "hi" to maya, twice"\n',
          'Name,Note\n[PERSON_1],"he said ""hi"" to [PERSON_1b], twice"\n'
        ],
        ['Name;Note\nMaya Okafor;"a ""b"" c" x;y\n', 'Name;Note\n[PERSON_1];"a ""b"" c" x;y\n'],
        ['Name\tNote\nMaya Okafor\t"ok\n', 'Name\tNote\n[PERSON_1]\t"ok\n']
      ] as const) {
        assert.strictEqual((yield* there(".csv", text)).shared, expected)
      }
    })
  )

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

  const refused = { shared: "", back: undefined }

  for (const extension of [".csv", ".txt", ".vtt"]) {
    it.effect.prop(
      `(${extension}) comes back to the last byte, whatever stands in it`,
      [Text],
      ([pieces]) =>
        Effect.gen(function* () {
          // Marks that match nowhere are doubled where a cell is written anew; they are for the next test.
          const text = extension === ".csv" ? pieces.join("").replaceAll('"', "'") : pieces.join("")
          const { back = text } = yield* Effect.orElseSucceed(there(extension, text), () => refused)
          assert.strictEqual(back, text)
        }),
      { arbitrary: { runs: 150 } }
    )
  }

  it.effect.prop(
    "(.csv) keeps its rows and cells",
    [Text],
    ([pieces]) =>
      Effect.gen(function* () {
        const text = `Name,Note\nMaya Okafor,x\n${pieces.join("")}`
        const shape = yield* Effect.orElseSucceed(shapeOf(".csv", text), () => undefined)
        if (shape === undefined) return
        assert.deepStrictEqual(yield* shapeOf(".csv", (yield* there(".csv", text)).shared), shape)
      }),
    { arbitrary: { runs: 150 } }
  )

  const Value = Schema.Record(Schema.Literals(["Name", "note", "x.y"]), Text)
  it.effect.prop(
    "(.json) comes back with the same values",
    [Schema.Array(Value).pipe(Schema.check(Schema.isMaxLength(3)))],
    ([rows]) =>
      Effect.gen(function* () {
        const text = JSON.stringify(
          rows.map((row) => ({ ...row, note: row.note.join("") })),
          null,
          1
        )
        const { back, shared } = yield* there(".json", text)
        JSON.parse(shared)
        assert.deepStrictEqual(JSON.parse(back), JSON.parse(text))
      }),
    { arbitrary: { runs: 100 } }
  )
})
