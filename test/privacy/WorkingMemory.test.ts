import { assert, describe, it } from "@effect/vitest"
import * as WorkingMemory from "../../src/privacy/WorkingMemory.ts"

const { lastRemembered, remembered, using } = WorkingMemory

const counting = (remember: (make: (text: string) => number) => (text: string) => number) => {
  const asked: Array<string> = []
  const length = remember((text) => {
    asked.push(text)
    return text.length
  })
  return { asked, length }
}

describe("what was found out of a text", () => {
  it("is found out once by who has a memory, and again by others", () => {
    const { asked, length } = counting((make) => remembered(10, make))
    const [mine, yours] = [WorkingMemory.make(), WorkingMemory.make()]
    using(mine, () => length("maya"))
    using(mine, () => {
      using(yours, () => length("maya"))
      assert.strictEqual(length("maya"), 4)
    })
    assert.deepStrictEqual(asked, ["maya", "maya"])
  })

  it("is not remembered outside of a memory, nor of more texts than it may be", () => {
    const { asked, length } = counting((make) => remembered(1, make))
    length("maya")
    length("maya")
    using(WorkingMemory.make(), () => ["a", "b", "a"].map(length))
    assert.deepStrictEqual(asked, ["maya", "maya", "a", "b", "a"])
  })

  it("as a whole is remembered of the last one, until the call ends, by an error too", () => {
    const { asked, length } = counting(lastRemembered)
    const memory = WorkingMemory.make()
    using(memory, () => ["a", "a", "b"].map(length))
    assert.throws(() =>
      using(memory, () => {
        length("b")
        throw new Error("broken")
      })
    )
    using(memory, () => length("b"))
    assert.deepStrictEqual(asked, ["a", "b", "b", "b"])
  })
})
