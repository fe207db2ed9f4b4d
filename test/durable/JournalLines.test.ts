import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as JournalLines from "../../src/durable/JournalLines.ts"
import * as Seed from "../../src/domain/Seed.ts"
import type { RunEntry } from "../../src/stages/RunEntry.ts"

const entry = (call: number): RunEntry => ({ _tag: "Noted", call, note: { text: `“ü” ${"x".repeat(call % 40)}\n` } })

/** Groups of entries as they are written, numbered from 1, and all their entries. */
const written = (sizes: ReadonlyArray<number>) => {
  let number = 1
  let text = JournalLines.firstLine
  const ends: Array<{ readonly length: number; readonly entries: number }> = [{ length: text.length, entries: 0 }]
  for (const size of sizes) {
    text += JournalLines.write(
      Array.from({ length: size }, (_, at) => entry(number + at)),
      number
    )
    number += size
    ends.push({ length: text.length, entries: number - 1 })
  }
  return { text, ends, count: number - 1 }
}

const calls = (read: JournalLines.Read) =>
  read._tag === "Whole" || read._tag === "Damaged" ? read.entries.map((one) => ("call" in one ? one.call : 0)) : null

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

const Sizes = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 4 }))).check(
  Schema.isMinLength(1),
  Schema.isMaxLength(6)
)
const Chance = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 32 - 1 }))

describe("the lines of a journal", () => {
  it.prop("are read as they were written", [Sizes], ([sizes]) => {
    const { count, text } = written(sizes)
    const read = JournalLines.read(text)
    assert.deepStrictEqual(calls(read), upTo(count))
    assert.strictEqual(read._tag === "Whole" ? read.bytes : 0, Buffer.byteLength(text))
  })

  it.prop(
    "that were torn anywhere give all groups before the last, and a beginning of the last",
    [Sizes, Chance],
    ([sizes, chance]) => {
      const { ends, text } = written(sizes)
      const cut = Math.floor(Seed.generator(chance)() * text.length)
      const read = JournalLines.read(text.slice(0, cut))
      const whole = ends.findLast(({ length }) => length <= cut)?.entries ?? 0
      if (cut < JournalLines.firstLine.length) assert.strictEqual(read._tag, "Empty")
      else {
        const found = calls(read) ?? []
        assert.strictEqual(read._tag, "Whole")
        assert.isAtLeast(found.length, whole)
        assert.deepStrictEqual(found, upTo(found.length))
      }
    }
  )

  it.prop(
    "of which a byte was changed before the last group are damaged, and what is whole is told",
    [Sizes, Chance],
    ([sizes, chance]) => {
      const { count, ends, text } = written([...sizes, 1])
      const last = ends.at(-2)?.length ?? 0
      const from = JournalLines.firstLine.length
      // But for the line break at its end: without it, the line and the last group are one torn line.
      const at = from + Math.floor(Seed.generator(chance)() * (last - 1 - from))
      const changed = `${text.slice(0, at)}${text[at] === "7" ? "8" : "7"}${text.slice(at + 1)}`
      const read = JournalLines.read(changed)
      assert.strictEqual(read._tag, "Damaged")
      const found = calls(read) ?? []
      // A line break that is gone makes one damaged line of two.
      assert.isAtLeast(found.length, count - 2)
      assert.isBelow(found.length, count)
    }
  )

  it("of the last group may be torn in any of its lines, as nobody was told that they are there", () => {
    const { text } = written([2, 3])
    const lines = text.split("\n")
    lines[4] = "\u0000".repeat(lines[4]?.length ?? 0)
    const read = JournalLines.read(lines.join("\n"))
    assert.deepStrictEqual([read._tag, calls(read)], ["Whole", [1, 2, 3]])
  })

  it("whose first line is damaged, or of which some are gone, are damaged, and what is lost is counted", () => {
    const { text } = written([2, 3, 2])
    const first = JournalLines.read(text.replace("effect", "\u0000\u0000\u0000\u0000\u0000\u0000"))
    assert.deepStrictEqual([first._tag, calls(first)], ["Damaged", upTo(7)])
    const lines = text.split("\n")
    const gone = JournalLines.read([...lines.slice(0, 2), ...lines.slice(5)].join("\n"))
    assert.deepStrictEqual([gone._tag, calls(gone)], ["Damaged", [1, 5, 6, 7]])
    assert.strictEqual(gone._tag === "Damaged" ? gone.lost : 0, 3)
    assert.strictEqual(JournalLines.read(`\ufeff${text}`)._tag, "Damaged")
  })

  it("of a newer form, or of something else, are told apart", () => {
    assert.deepStrictEqual(JournalLines.read("effect-persona journal 2\nwhatever"), { _tag: "Newer", format: "2" })
    assert.strictEqual(JournalLines.read("id,age\n1,34\n")._tag, "Other")
    assert.strictEqual(JournalLines.read("")._tag, "Empty")
  })
})
