import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { Zip } from "effect/encoding"
import type { Column } from "../../src/sources/formats/Content.ts"
import { answers, type Files, questions, readFile, readPaths, whyNot } from "./support.ts"

const path = (name: string) => fileURLToPath(new URL(`files/${name}`, import.meta.url))
const given = (name: string) => readPaths([path(name)])

const zipped = (files: Files) =>
  Stream.fromIterable(Object.entries(files)).pipe(
    Stream.map(([name, content]) => Zip.file(name, content)),
    Stream.pipeThroughChannel(Zip.encode()),
    Stream.mkUint8Array
  )

layer(NodeServices.layer)("the same survey", (it) => {
  for (const ending of ["csv.gz", "csv.zip", "html", "ods", "xls", "xlsx"]) {
    it.effect(`is the same in ${ending}`, () =>
      Effect.gen(function* () {
        const { records, warnings } = yield* given(`library.${ending}`)
        assert.strictEqual(records.length, 48)
        const first = answers(records[0])
        assert.strictEqual(first["What describes you best?"], "Student")
        assert.strictEqual(first["How satisfied are you with the opening hours?"], "Dissatisfied")
        assert.strictEqual(first["How many visits did you make last month?"], "13")
        assert.strictEqual(records[0]?.id, `library.${ending}#1`)
        assert.deepStrictEqual(warnings, [])
      })
    )
  }

  for (const ending of ["sav", "zsav", "dta"]) {
    it.effect(`has its labels for codes and its questions in ${ending}, and no answers where codes say so`, () =>
      Effect.gen(function* () {
        const columns: Array<Column> = []
        const { records } = yield* readPaths([path(`library.${ending}`)], {
          onColumns: (table) => Effect.sync(() => void columns.push(...table.columns))
        })
        assert.strictEqual(records.length, 48)
        const asked = Object.values(questions(records[0]))
        assert.include(asked, "How satisfied are you with the opening hours?")
        assert.include(Object.values(answers(records[0])), "Dissatisfied")
        assert.isFalse(records.some((record) => Object.values(answers(record)).some((text) => /^-99|NaN/.test(text))))
        const satisfied = columns.find(({ label }) => label?.startsWith("How satisfied"))
        assert.include([...(satisfied?.valueLabels?.values() ?? [])], "Very dissatisfied")
      })
    )
  }

  it.effect("has its labels in xpt, which keeps no labels of codes", () =>
    Effect.gen(function* () {
      const { records } = yield* given("library.xpt")
      assert.strictEqual(records.length, 48)
      assert.include(Object.values(questions(records[0])), "What describes you best?")
    })
  )
})

layer(NodeServices.layer)("the same talk", (it) => {
  for (const ending of ["doc", "docx", "html", "odt", "pdf", "rtf"]) {
    it.effect(`is the same in ${ending}, without headers, footers and notes`, () =>
      Effect.gen(function* () {
        const { records } = yield* given(`focus-bus.${ending}`)
        assert.deepStrictEqual(
          records
            .map(({ fields }) => fields.find(({ speaker }) => speaker !== undefined)?.speaker?.slice(0, 2))
            .toSorted((a = "", b = "") => a.localeCompare(b)),
          ["P1", "P2", "P3", "P4"]
        )
        const text = records
          .flatMap(({ fields }) => fields.map((field) => field.text))
          .join("\n")
          .replace(/\s+/g, " ")
        assert.include(text, "I have been marked absent three times because of a bus which was cancelled")
        assert.notMatch(text, /Footnote|Transcribed|confidential|page \d/)
      })
    )
  }

  for (const ending of ["docx", "odt"]) {
    it.effect(`is read with all changes accepted in ${ending}`, () =>
      Effect.gen(function* () {
        const { records } = yield* given(`trint-vet.tracked.${ending}`)
        const text = JSON.stringify(records)
        assert.include(text, "in a market town, so it is cats in the morning")
        assert.notMatch(text, /zebra|Supervisor/)
      })
    )
  }

  for (const ending of ["docx", "pdf"]) {
    it.effect(`may stand in a table in ${ending}`, () =>
      Effect.gen(function* () {
        const { records } = yield* given(`ip1-clinic.table.${ending}`)
        assert.strictEqual(records.length, 1)
        assert.notMatch(JSON.stringify(Object.values(answers(records[0]))), /Can you think back|00:00:/)
      })
    )
  }
})

layer(NodeServices.layer)("files that cannot be read", (it) => {
  for (const [name, tag, what] of [
    ["protected.docx", "Protected", /password.*save it without/],
    ["protected.pdf", "Protected", /password.*save it without/],
    ["protected.xlsx", "Protected", /password.*save it without/],
    ["scanned.pdf", "Unreadable", /scanned.*OCR/],
    ["truncated.csv.zip", "Damaged", /cut short.*again/],
    ["truncated.docx", "Damaged", /cut short.*again/],
    ["truncated.pdf", "Damaged", /cut short.*again/],
    ["truncated.xls", "Damaged", /cut short.*again/]
  ] as const) {
    it.effect(`say what they are and what to do: ${name}`, () =>
      Effect.gen(function* () {
        const { reason } = yield* Effect.flip(given(name))
        assert.strictEqual(reason._tag, tag)
        assert.include(reason.message, name)
        assert.match(reason.message, what)
      })
    )
  }

  for (const name of ["truncated.rtf", "truncated.sav", "truncated.xpt"]) {
    it.effect(`are read as far as they go, with a warning: ${name}`, () =>
      Effect.gen(function* () {
        const { records, warnings } = yield* given(name)
        assert.isAbove(records.length, 0)
        assert.include(
          warnings.map(({ kind }) => kind),
          "CutShort"
        )
      })
    )
  }

  it.effect("say that an archive unpacks to too much, and unpack none of it", () =>
    Effect.gen(function* () {
      const xml = Buffer.alloc(40 * 1024 * 1024, "<w:p/>")
      const bomb = yield* zipped({ "word/document.xml": xml })
      assert.strictEqual((yield* whyNot("bomb.docx", bomb))._tag, "TooLarge")
      assert.strictEqual(
        (yield* whyNot("bomb.csv.gz", gzipSync(Buffer.alloc(40 * 1024 * 1024, "a,b\n"))))._tag,
        "TooLarge"
      )
      const nested = [1, 2, 3, 4].reduce<Uint8Array>((inner) => gzipSync(inner), Buffer.from("a,b\n1,2\n"))
      assert.strictEqual((yield* whyNot("deep.csv.gz", nested))._tag, "TooLarge")
    })
  )

  it.effect("that declare entities of their own are refused, and nothing outside them is read", () =>
    Effect.gen(function* () {
      const xml =
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
      assert.strictEqual((yield* whyNot("x.docx", yield* zipped({ "word/document.xml": xml })))._tag, "Damaged")
    })
  )

  it.effect("in an archive are told by their names in it", () =>
    Effect.gen(function* () {
      const bytes = yield* zipped({ "a/one.csv": "a,b\n1,2\n", "a/two.csv": "", "__MACOSX/a/._one.csv": "x" })
      assert.match((yield* whyNot("all.zip", bytes)).message, /all\.zip\/a\/two\.csv: is empty/)
      const two = yield* readFile(
        "all.zip",
        yield* zipped({ "a/one.csv": "a,b\n1,2\n", "two.csv": "a\n3\n", "../out.csv": "a\n4\n" })
      )
      assert.deepStrictEqual(
        two.records.map(({ id }) => id),
        ["all.zip/a/one.csv#1", "all.zip/two.csv#1"]
      )
    })
  )
})

layer(NodeServices.layer)("documents", (it) => {
  it.effect("of HTML whose elements overlap keep who speaks", () =>
    Effect.gen(function* () {
      const page =
        "<html><body>\n<B><P>Kim</B>:&#9;How did you begin?</P>\n<B><P>Ada</B>:&#9;I began in the bakery.</P>\n<B><P>Kim</B>:&#9;And the forms?</P>\n<B><P>Ada</B>:&#9;They are slow.</P>\n</body></html>"
      const { records } = yield* readFile("talk.html", page)
      assert.include(JSON.stringify(records), "I began in the bakery.")
      assert.notInclude(records.flatMap(({ fields }) => fields.map(({ text }) => text)).join(), "How did you begin")
    })
  )

  it.effect("of rich text have their characters, whatever way they are written", () =>
    Effect.gen(function* () {
      const rtf = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator x;}Caf\'e9 \u8212? \b bold\b0\par{\deleted gone}Second\~line\par}`
      const { records } = yield* readFile("note.rtf", rtf)
      assert.deepStrictEqual(Object.values(answers(records[0])), ["Caf\u00e9 \u2014 bold", "Second line"])
    })
  )
})
