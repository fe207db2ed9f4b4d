import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Anonymiser } from "../../../src/stages/Anonymiser.ts"
import { LocalAnonymiser, Presidio, type SecondReading } from "../../../src/privacy/index.ts"
import { interview, row } from "../support.ts"
import { analyzer, seeing } from "./analyzer.ts"

const rates = { PERSON: { found: 0.9, false: 0.01 } }

const anonymise = (
  url: string,
  records = [row({ comment: "I asked Wrenna and Gousto about it" })],
  options: SecondReading.SecondReadingOptions = {},
  limits: Presidio.PresidioOptions["limits"] = {}
) =>
  Effect.gen(function* () {
    const { anonymise, prepare, warnings } = yield* Anonymiser
    yield* prepare?.(records) ?? Effect.void
    const replaced = yield* Effect.forEach(records, anonymise)
    return {
      texts: replaced.flatMap(({ fields }) => fields.map(({ text }) => text)),
      warnings: yield* warnings ?? Effect.succeed([])
    }
  }).pipe(
    Effect.provide(
      Layer.provide(LocalAnonymiser.layerWithSecondReader(options), Presidio.layer({ url, rates, limits }))
    )
  )

describe("Presidio as a second reader", () => {
  it.live("keeps what it does not see, and replaces what it does", () =>
    Effect.gen(function* () {
      const { url } = yield* analyzer(seeing({ Wrenna: "PERSON" }))
      const { texts, warnings } = yield* anonymise(url)
      assert.deepStrictEqual(texts, ["I asked [PERSON_1] and Gousto about it"])
      assert.deepStrictEqual(warnings, [])
    })
  )

  it.live("adds what nobody here saw, at the right place behind an emoji", () =>
    Effect.gen(function* () {
      const { url } = yield* analyzer(seeing({ gurdeep: "PERSON" }))
      const { texts } = yield* anonymise(url, [row({ comment: "👩🏽‍🚀 thanks to gurdeep it works" })])
      assert.deepStrictEqual(texts, ["👩🏽‍🚀 thanks to [PERSON_1] it works"])
    })
  )

  it.live("sends each different text once, questions of talks too, and no more at a time than it may", () =>
    Effect.gen(function* () {
      const { load, sent, url } = yield* analyzer(seeing({}), 20)
      const rows = Array.from({ length: 12 }, (_, i) => row({ comment: `answer ${i % 6}`, n: "4" }, i + 1))
      yield* anonymise(url, [...rows, interview("P1", [["And you, Hope?", "It works."]])], {}, { concurrency: 2 })
      assert.deepStrictEqual(
        sent.toSorted(),
        [...Array.from({ length: 6 }, (_, i) => `answer ${i}`), "And you, Hope?", "It works."].toSorted()
      )
      assert.strictEqual(load.most, 2)
    })
  )

  it.live("is not sent texts in a language that it was not set up for", () =>
    Effect.gen(function* () {
      const { sent, url } = yield* analyzer(seeing({}))
      yield* anonymise(url, [row({ a: "Ich habe mit der Hilfe von Frau Zelt nicht gerechnet", b: "It is fine" })])
      assert.deepStrictEqual(sent, ["It is fine"])
    })
  )

  const broken = {
    Garbled: analyzer(() => ({ body: "<html>It works!</html>" })),
    Refused: analyzer(() => ({ status: 500, body: '{"error":"hush"}' })),
    TimedOut: analyzer(() => "never"),
    Unreachable: analyzer(() => ({ status: 307, body: "", headers: { location: "http://127.0.0.1:1/" } }))
  }
  for (const [reason, server] of Object.entries(broken)) {
    it.live(`${reason}: fails with an error that says so and quotes nothing`, () =>
      Effect.gen(function* () {
        const { url } = yield* server
        const error = yield* Effect.flip(anonymise(url, undefined, {}, { timeout: 200 }))
        assert.strictEqual(error._tag, "AnonymiserError")
        assert.include(JSON.stringify(error), reason)
        assert.notMatch(error.message, /Wrenna|Gousto|hush/)
      })
    )

    it.live(`${reason}: goes on without it where that was asked for, and warns`, () =>
      Effect.gen(function* () {
        const { sent, url } = yield* server
        const records = Array.from({ length: 40 }, (_, i) => row({ comment: `I asked Wrenna and Gousto ${i}` }, i + 1))
        const { texts, warnings } = yield* anonymise(url, records, { whenUnavailable: "continue" }, { timeout: 100 })
        const without = LocalAnonymiser.make()
        assert.deepStrictEqual(
          texts,
          records.map((record) => without.replaceRecord(record).fields[0]?.text ?? "")
        )
        assert.deepStrictEqual(
          warnings.map(({ code }) => code),
          ["second-reader"]
        )
        assert.include(warnings[0]?.message, `40 got no answer (${reason})`)
        // Who did not answer a few times is left alone.
        assert.isBelow(sent.length, 10)
      })
    )
  }

  it.live("sends nothing to another machine that was not allowed by name", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(anonymise("http://presidio.example.org:5002"))
      assert.strictEqual(error._tag === "SecondReaderError" && error.reason, "NotAllowed")
      assert.include(error.message, "presidio.example.org")
    })
  )

  it("turns offsets in code points into UTF-16, whatever the text", () => {
    const text = "a👩🏽b𝒜é"
    const place = Presidio.utf16Offsets(text)
    const points = [...text]
    for (const [i, point] of points.entries()) assert.strictEqual(text.slice(place(i), place(i + 1)), point)
    assert.strictEqual(place(points.length), text.length)
    assert.strictEqual(place(points.length + 1), -1)
    assert.strictEqual(place(-1), -1)
  })
})
