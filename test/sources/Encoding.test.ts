import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect, Schema, Stream } from "effect"
import * as Encoding from "../../src/sources/Encoding.ts"
import type { SourceWarning } from "../../src/sources/SourceWarning.ts"
import { allAnswers, readFile, utf16, whyNot } from "./support.ts"

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0))

/** Decodes bytes that come in parts of so many. */
const decodeInParts = (bytes: Uint8Array, size: number) => {
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.slice(i * size, (i + 1) * size))
  const warnings: Array<SourceWarning> = []
  return Stream.fromIterable(parts).pipe(
    Stream.rechunk(1),
    (stream) =>
      Encoding.decode(stream, Encoding.detect(bytes), "x", (warning) => Effect.sync(() => void warnings.push(warning))),
    Stream.mkString,
    Effect.map((text) => ({ text, kinds: warnings.map((warning) => warning.kind) }))
  )
}

layer(NodeServices.layer)("encodings", (it) => {
  const table = "Name,Straße\nZoë,Gärtnerweg 😀\n"
  for (const [name, bytes] of [
    ["UTF-8", utf8(table)],
    ["UTF-8 with a byte order mark", utf8(`\ufeff${table}`)],
    ["UTF-16LE with a byte order mark", utf16(table, "le", true)],
    ["UTF-16BE with a byte order mark", utf16(table, "be", true)],
    ["UTF-16LE without one", utf16(table, "le", false)],
    ["UTF-16BE without one", utf16(table, "be", false)]
  ] as const) {
    it.effect(`reads ${name} without a word`, () =>
      Effect.gen(function* () {
        const read = yield* readFile("survey.csv", bytes)
        assert.deepStrictEqual(allAnswers(read), [{ Name: "Zoë", Straße: "Gärtnerweg 😀" }])
        assert.deepStrictEqual(read.warnings, [])
      })
    )
  }

  it.effect("reads bytes that are not UTF-8 as Windows-1252, curly quotes and euros too, and says so", () =>
    Effect.gen(function* () {
      const read = yield* readFile("survey.csv", latin("Name,Said\nZo\xeb,\x93it\x92s 5 \x80\x94\n"))
      assert.deepStrictEqual(allAnswers(read), [{ Name: "Zoë", Said: "“it’s 5 €”" }])
      assert.deepStrictEqual(
        read.warnings.map((warning) => [warning.kind, warning.message.includes("Windows-1252")]),
        [["Encoding", true]]
      )
    })
  )

  it.effect("does not garble a UTF-8 text for one broken byte in it", () =>
    Effect.gen(function* () {
      const bytes = new Uint8Array([...utf8("Name,City\nZoë,Köln\nBo,"), 0xff, ...utf8("x\n")])
      const read = yield* readFile("survey.csv", bytes)
      assert.deepStrictEqual(allAnswers(read), [
        { Name: "Zoë", City: "Köln" },
        { Name: "Bo", City: "\ufffdx" }
      ])
      assert.deepStrictEqual(
        read.warnings.map((warning) => warning.kind),
        ["Encoding"]
      )
    })
  )

  it.effect("leaves out stray NUL characters, and says so once", () =>
    Effect.gen(function* () {
      const read = yield* readFile("survey.csv", `Name,City\n${"Ana,Bristol and around it\n".repeat(20)}B\0o,Yo\0rk\n`)
      assert.deepStrictEqual(allAnswers(read).at(-1), { Name: "Bo", City: "York" })
      assert.deepStrictEqual(
        read.warnings.map((warning) => warning.kind),
        ["NulCharacters"]
      )
    })
  )

  it.effect.prop(
    "decodes the same however the bytes were cut into parts",
    [Schema.String, Schema.Literals(["utf-8", "le", "be"]), Schema.Int],
    ([given, encoding, seed]) =>
      Effect.gen(function* () {
        // A lone half of a surrogate pair has no encoding, a NUL is left out, a mark at the beginning is no text.
        const text = `Zoë 😀 ${new TextDecoder().decode(utf8(given)).replace(/[\0\ufffd]/g, "")}`
        const bytes = encoding === "utf-8" ? utf8(text) : utf16(text, encoding, true)
        const { kinds, text: decoded } = yield* decodeInParts(bytes, 1 + (Math.abs(seed) % 5))
        assert.strictEqual(decoded, text)
        assert.deepStrictEqual(kinds, [])
      })
  )

  it.effect("finds Windows-1252 at whatever part it turns up in", () =>
    Effect.gen(function* () {
      const bytes = latin("plain text for a while, then caf\xe9 and \x80")
      for (const size of [1, 2, 3, 7, 100]) {
        const { kinds, text } = yield* decodeInParts(bytes, size)
        assert.strictEqual(text, "plain text for a while, then café and €")
        assert.deepStrictEqual(kinds, ["Encoding"])
      }
    })
  )

  it.effect("keeps to UTF-8 where the broken byte comes long after other UTF-8", () =>
    Effect.gen(function* () {
      const bytes = new Uint8Array([...utf8("Zoë said "), 0xff, ...utf8(" to Zoë")])
      for (const size of [1, 2, 3, 7, 100]) {
        const { kinds, text } = yield* decodeInParts(bytes, size)
        assert.strictEqual(text, "Zoë said \ufffd to Zoë")
        assert.deepStrictEqual(kinds, ["Encoding"])
      }
    })
  )

  for (const [name, bytes, what, remedy] of [
    ["photo.png", latin("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "an image", "text file"],
    ["survey.csv", latin("\xff\xd8\xff\xe0\0\x10JFIF\0"), "an image", "text file"],
    ["talk.mp3", latin("ID3\x04\0\0\0\0"), "a recording", "transcribed"],
    ["data.7z", latin("7z\xbc\xaf\x27\x1c\0\x04"), "an archive", "Unpack"],
    ["base.db", latin("SQLite format 3\0\x10\0"), "a database", "CSV"],
    ["thing.csv", latin("\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"), "a program's own file", "CSV"]
  ] as const) {
    it.effect(`says that ${name} with such bytes is ${what}, and what to do`, () =>
      Effect.gen(function* () {
        const reason = yield* whyNot(name, bytes)
        assert.strictEqual(reason._tag, "Binary")
        assert.match(reason.message, new RegExp(`${name}: is ${what}.*, not text\\.`))
        assert.include(reason.message, remedy)
      })
    )
  }

  for (const [what, bytes] of [
    ["nothing", utf8("")],
    ["blanks", utf8(" \n\t\r\n")],
    ["a byte order mark", utf8("\ufeff")],
    ["a byte order mark of UTF-16", new Uint8Array([0xff, 0xfe])]
  ] as const) {
    it.effect(`says that a file of ${what} is empty`, () =>
      Effect.map(whyNot("survey.csv", bytes), (reason) => assert.strictEqual(reason._tag, "EmptyFile"))
    )
  }
})
