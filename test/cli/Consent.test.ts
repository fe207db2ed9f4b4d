import { assert, describe, it } from "vitest"
import { askAbove, decide } from "../../src/cli/Consent.ts"

const run = { spends: true, yes: false, terminal: true, cap: null }

describe("asking before money is spent", () => {
  it("asks in a terminal, unless the run cannot cost much", () => {
    assert.strictEqual(decide(run), "estimate")
    assert.strictEqual(decide({ ...run, cap: 50 }), "estimate")
    assert.strictEqual(decide({ ...run, cap: askAbove }), "go")
  })

  it("never spends unasked without a terminal: that takes a cap or --yes", () => {
    assert.strictEqual(decide({ ...run, terminal: false }), "refuse")
    assert.strictEqual(decide({ ...run, terminal: false, cap: 50 }), "go")
    assert.strictEqual(decide({ ...run, terminal: false, yes: true }), "go")
  })

  it("never asks about a run that is free, or where it was told not to", () => {
    assert.strictEqual(decide({ ...run, spends: false }), "go")
    assert.strictEqual(decide({ ...run, spends: false, terminal: false }), "go")
    assert.strictEqual(decide({ ...run, yes: true }), "go")
  })
})
