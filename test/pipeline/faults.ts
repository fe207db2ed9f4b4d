/** A refiner with faults of every kind. */
import { Effect } from "effect"
import * as Seed from "../../src/domain/Seed.ts"
import * as Usage from "../../src/domain/Usage.ts"
import * as StageError from "../../src/stages/StageError.ts"
import * as T from "./fixtures.ts"

/** A refiner that answers, fails in every way, hangs or dies, by the seed, and counts what it would have billed at the most. */
export const faultyRefiner = (seed: number) => {
  let attempts = 0
  return T.refiner({
    refine: (request) =>
      Effect.suspend(() => {
        const random = Seed.generator(Seed.derive(seed, attempts++))
        const kind = Math.floor(random() * 8)
        const usage = Usage.make(1000, Math.floor(random() * 1000))
        const wait = Effect.sleep(`${Math.floor(random() * 900)} millis`)
        const fail = (reason: StageError.StageReason) => Effect.andThen(wait, Effect.fail(T.refineFailure(reason)))
        switch (kind) {
          case 0:
            return fail(new StageError.Unavailable({ message: "away", billing: StageError.notBilled }))
          case 1:
            return fail(new StageError.Truncated({ message: "cut", billing: StageError.billed(usage) }))
          case 2:
            return fail(new StageError.Unavailable({ message: "cut off", billing: StageError.unknownBilling }))
          case 3:
            return Effect.andThen(wait, Effect.die("broken"))
          case 4:
            return Effect.never
          default:
            return Effect.as(wait, { value: T.retitle(request), usage })
        }
      })
  })
}
