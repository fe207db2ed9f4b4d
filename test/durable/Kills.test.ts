import * as NodeServices from "@effect/platform-node/NodeServices"
import { describe, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { vi } from "vitest"
import * as Seed from "../../src/domain/Seed.ts"
import { killable, tornFolder } from "./crashes.ts"
import { assertCapped, assertSame, undisturbed } from "./kills.ts"

// RUNS=500 is what the project promises; fewer show that it works at all.
const runs = Number(process.env["RUNS"] ?? 50)
vi.setConfig({ testTimeout: 30_000 + runs * 1_000 })

const torn = (seed: number) =>
  Effect.flatMap(FileSystem.FileSystem, (files) =>
    Effect.flatMap(files.makeTempDirectoryScoped(), (place) => tornFolder(place, Seed.generator(seed)))
  ).pipe(Effect.provide(NodeServices.layer))

describe("a run that is killed at random writes and begun again", () => {
  it.live("delivers what it would have delivered undisturbed, and asks for nothing twice that it was answered", () =>
    Effect.gen(function* () {
      const expected = yield* undisturbed
      for (let seed = 2; seed < 2 + runs / 2; seed++) yield* assertSame(killable(), expected, seed)
    })
  )

  it.live("never pays for more than the cap in all its starts together, under faults too", () =>
    Effect.gen(function* () {
      for (let seed = 1_000; seed < 1_000 + runs; seed++) yield* assertCapped(killable(), seed)
    })
  )

  it.live("does both with its journal in a folder, on a disk that tears what was not flushed", () =>
    Effect.gen(function* () {
      const expected = yield* undisturbed
      for (let seed = 2_000; seed < 2_000 + runs / 4; seed++) {
        yield* assertSame(yield* torn(seed), expected, seed)
        yield* assertCapped(yield* torn(seed), seed)
      }
    })
  )
})
