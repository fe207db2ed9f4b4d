import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema } from "effect"
import { inspect } from "node:util"
import { LocalAnonymiser, Restore, VaultFile } from "../../src/privacy/index.ts"
import { interview } from "./support.ts"

const key = Redacted.make("correct horse battery staple")
const filled = () => {
  const pseudonymiser = LocalAnonymiser.make()
  const { fields } = pseudonymiser.replaceRecord(
    interview("Maya Okafor", [["", "[PERSON_1] is what they call me; write to maya@example.org, says Maya. \ud83d"]])
  )
  return { pseudonymiser, text: fields[0]?.text ?? "" }
}

describe("a vault file", () => {
  it.effect("leads back with its key, also what read as a placeholder before", () =>
    Effect.gen(function* () {
      const { pseudonymiser, text } = filled()
      const sealed = yield* VaultFile.seal(pseudonymiser.entries(), key)
      const restore = Restore.make(yield* VaultFile.open(sealed, key), key)
      assert.deepStrictEqual(restore(`${text} PERSON\\_9`), {
        text: "[PERSON_1] is what they call me; write to maya@example.org, says Maya. \ud83d PERSON\\_9",
        invented: ["PERSON\\_9"]
      })
    })
  )

  it.effect("shows nothing of what is in it, and is another each time", () =>
    Effect.gen(function* () {
      const { pseudonymiser } = filled()
      const [one, two] = [
        yield* VaultFile.seal(pseudonymiser.entries(), key),
        yield* VaultFile.seal(pseudonymiser.entries(), key)
      ]
      assert.notMatch(one, /maya|okafor|horse|PERSON_/i)
      assert.notStrictEqual(one, two)
    })
  )

  it.effect("does not open with another key, altered, of another version, or when it is none", () =>
    Effect.gen(function* () {
      const sealed = yield* VaultFile.seal(filled().pseudonymiser.entries(), key)
      const reason = (text: string, with_ = key) =>
        Effect.map(Effect.flip(VaultFile.open(text, with_)), (e) => e.reason)
      assert.strictEqual(yield* reason(sealed, Redacted.make("another")), "WrongKey")
      assert.strictEqual(yield* reason(sealed.replace(/"p": 3/, '"p": 2')), "WrongKey")
      assert.strictEqual(
        yield* reason(sealed.replace(/("entries": ".)(.)/, (_, a: string, b: string) => a + (b === "A" ? "B" : "A"))),
        "WrongKey"
      )
      assert.strictEqual(yield* reason(sealed.replace('"version": 1', '"version": 2')), "UnknownVersion")
      assert.strictEqual(yield* reason(sealed.replace(/"N": \d+/, '"N": 1073741824')), "NotAVault")
      for (const text of ["", "{}", "[]", "Maya Okafor"]) {
        const error = yield* Effect.flip(VaultFile.open(text, key))
        assert.strictEqual(error.reason, "NotAVault")
        assert.notMatch(inspect(error, { depth: 9 }) + JSON.stringify(error), /maya|horse/i)
      }
    })
  )

  it("is carried on by a later run: the same people keep their numbers, new ones get new numbers", () => {
    const { pseudonymiser, text } = filled()
    const later = LocalAnonymiser.make()
    later.load(pseudonymiser.entries())
    const { fields } = later.replaceRecord(
      interview("Maya Okafor", [["", "[PERSON_1] again; my husband Tom; maya@example.org"]])
    )
    assert.strictEqual(fields[0]?.speaker, "[PERSON_1]")
    assert.strictEqual(fields[0]?.text, "[PERSON_2] again; my husband [PERSON_3]; [EMAIL_ADDRESS_1]")
    assert.strictEqual(later.restore(text).text, pseudonymiser.restore(text).text)
  })

  it.effect.prop(
    "brings back whatever was put in",
    [Schema.Array(Schema.Tuple([Schema.String, Schema.String])).pipe(Schema.check(Schema.isMaxLength(3)))],
    ([entries]) =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* VaultFile.open(yield* VaultFile.seal(entries, key), key), entries)
      }),
    { arbitrary: { runs: 4 } }
  )

  it("is never shown by the pseudonymiser or its functions", () => {
    const { pseudonymiser } = filled()
    for (const shown of [inspect(pseudonymiser, { depth: 9, showHidden: true }), JSON.stringify(pseudonymiser)])
      assert.notMatch(shown, /maya|okafor/i)
  })
})
