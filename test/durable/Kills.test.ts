import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { killable } from "./crashes.ts"
import { assertCapped, assertSame, undisturbed } from "./kills.ts"

describe("a run that is killed at random writes and begun again", () => {
  it.live("delivers what it would have delivered undisturbed, and asks for nothing twice that it was answered", () =>
    Effect.gen(function* () {
      const expected = yield* undisturbed
      for (let seed = 2; seed < 22; seed++) yield* assertSame(killable(), expected, seed)
    })
  )

  it.live("never pays for more than the cap in all its starts together, under faults too", () =>
    Effect.gen(function* () {
      for (let seed = 100; seed < 150; seed++) yield* assertCapped(killable(), seed)
    })
  )
})
