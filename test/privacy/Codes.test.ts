import { assert, describe, it } from "@effect/vitest"
import { isCode } from "../../src/privacy/columns/Cell.ts"

describe("a code", () => {
  it.each(["resp-0012", "LS6 2AB", "12:45", "3.14", "4111 1111 1111 1111", "a1-b2"])("is seen in %j", (cell) =>
    assert.isTrue(isCode(cell))
  )

  it.each(["", "Maya", "twelve people", "Elm Road 12 in the town"])("is not seen in %j", (cell) =>
    assert.isFalse(isCode(cell))
  )

  // With each cut of the digits tried, this would take longer than the universe has.
  it("is refused at once, however many digits come before what is none", () =>
    assert.isFalse(isCode(`${"1".repeat(55)} abcd`)))
})
