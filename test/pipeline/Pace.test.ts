import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import * as Pace from "../../src/pipeline/Pace.ts"
import type { PipelineEvent } from "../../src/pipeline/PipelineEvent.ts"

const started = Effect.gen(function* () {
  const events: Array<PipelineEvent> = []
  const pace = yield* Pace.make({ emitUnsafe: (event) => void events.push(event) })
  /** So many tokens, so many milliseconds after the last. */
  const write = (tokens: number, millis: number) =>
    Effect.map(TestClock.adjust(millis), () => pace.onWriting({ stage: "judge", draft: 0, tokens }))
  const written = () => events.flatMap((event) => (event._tag === "AnswerWritten" ? [event] : []))
  return { pace, write, written }
})

describe("the pace of a run", () => {
  it.effect("is told at most once a second, from the first token of an answer on", () =>
    Effect.gen(function* () {
      const { write, written } = yield* started
      yield* write(1, 9_000)
      for (let tokens = 2; tokens <= 41; tokens++) yield* write(tokens, 50)
      assert.deepStrictEqual(
        written().map(({ tokens, tokensPerSecond }) => [tokens, tokensPerSecond]),
        [
          [21, 20],
          [41, 20]
        ]
      )
    })
  )

  it.effect("begins anew with another answer about the same draft", () =>
    Effect.gen(function* () {
      const { write, written } = yield* started
      yield* write(1, 0)
      yield* write(50, 1_000)
      yield* write(1, 60_000)
      yield* write(31, 1_000)
      assert.deepStrictEqual(
        written().map(({ tokensPerSecond }) => tokensPerSecond),
        [49, 30]
      )
    })
  )

  it.effect("says how long the drafts will take once one is decided", () =>
    Effect.gen(function* () {
      const { pace, write, written } = yield* started
      pace.onIssued(4)
      yield* write(1, 1_000)
      yield* write(20, 9_000)
      pace.onDecided()
      yield* write(40, 10_000)
      assert.deepStrictEqual(
        written().map(({ secondsLeft }) => secondsLeft),
        [null, 60]
      )
    })
  )
})
