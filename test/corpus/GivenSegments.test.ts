import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Corpus from "../../src/corpus/Corpus.ts"
import * as Segments from "../../src/corpus/Segments.ts"
import { rows } from "./surveys.ts"

const plans = ["Free", "Pro", "Team"]
const people = Array.from({ length: 60 }, (_, i) => ({
  "Which plan do you have?": i === 59 ? "" : (plans[i % 3] ?? ""),
  "Do you pay by card?": i % 3 === 0 ? "No" : "Yes",
  "How often do you log in?": ["Never", "Weekly", "Daily"][(i * 7) % 3] ?? ""
}))
const corpus = Corpus.make(rows(people))
const by = (question: string, minSize = 5) =>
  Segments.make(corpus, { segments: 5, by: question, minSize, k: 3, seed: 1 })

describe("segments that the researcher gives", () => {
  it.effect("are the answers to the question, however it is named, and nobody else", () =>
    Effect.gen(function* () {
      const { groups } = yield* by("Which plan do you have?")
      assert.sameMembers(
        groups.map(({ segment }) => segment.label),
        plans
      )
      const places = groups.flatMap(({ members }) => members)
      assert.strictEqual(places.length, 59)
      assert.strictEqual(new Set(places).size, 59)
      assert.notInclude(places, 59)
      for (const { members, segment } of groups)
        for (const place of members) assert.strictEqual(people[place]?.["Which plan do you have?"], segment.label)
      const [question] = corpus.codebook.questions
      assert.deepStrictEqual(yield* by(question?.key ?? ""), yield* by("which plan do you have?"))
    })
  )

  it.effect("have facts that at least k of their people share, without the question itself", () =>
    Effect.gen(function* () {
      const { groups } = yield* by("Which plan do you have?")
      for (const { members, segment } of groups) {
        assert.notInclude(
          segment.facts.map(({ column }) => column),
          "Which plan do you have?"
        )
        const sharing = members.filter((place) =>
          segment.facts.every(({ column, value }) =>
            Object.entries(people[place] ?? {}).some(([q, a]) => q === column && a === value)
          )
        )
        assert.isAtLeast(sharing.length, 3)
      }
    })
  )

  it.effect("are refused by a question that is not there, with the nearest one", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(by("Which plan have you?"))
      assert.strictEqual(error.reason, "UnknownQuestion")
      assert.include(error.message, 'did you mean "Which plan do you have?"')
    })
  )

  it.effect("are refused where an answer has too few people, by its name and number", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(by("Which plan do you have?", 20))
      assert.strictEqual(error.reason, "SegmentTooSmall")
      assert.include(error.message, '"Team" (19)')
      assert.include(error.message, "segments.minSize")
    })
  )
})
