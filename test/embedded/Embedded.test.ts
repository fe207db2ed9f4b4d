import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as EvidenceGate from "../../src/corpus/EvidenceGate.ts"
import * as Patch from "../../src/domain/Patch.ts"
import { claimLists } from "../../src/domain/Persona.ts"
import type { Count } from "../../src/domain/Evidence.ts"
import * as DraftContent from "../../src/embedded/DraftContent.ts"
import * as CountSentence from "../../src/embedded/CountSentence.ts"
import { evaluate } from "../../src/embedded/EmbeddedJudge.ts"
import { refine } from "../../src/embedded/EmbeddedRefiner.ts"
import { bundled, requestsOf } from "../corpus/requests.ts"

const count = (over: Partial<Count>): Count => ({
  id: "c1",
  question: "plan",
  label: "How often do you plan meals?",
  demographic: null,
  isMultiple: false,
  operator: "is",
  answers: ["Every week"],
  group: { matched: 24, of: 29 },
  everyone: { matched: 60, of: 160 },
  ...over
})

describe("a count as a sentence", () => {
  it.each([
    [{}, 29, false, "Most of them (24 of 29) said “Every week” when asked “How often do you plan meals?”."],
    [
      {},
      35,
      true,
      "Most of them (24 of the 29 who answered) said “Every week” when asked “How often do you plan meals?”, against 60 of 160 among everyone."
    ],
    [
      { group: { matched: 29, of: 29 } },
      29,
      false,
      "All 29 said “Every week” when asked “How often do you plan meals?”."
    ],
    [
      { group: { matched: 7, of: 29 } },
      29,
      false,
      "7 of 29 said “Every week” when asked “How often do you plan meals?”."
    ],
    [
      { label: "Age", demographic: "age", answers: ["25-34", "35-44"], operator: "any-of" },
      29,
      false,
      "Most of them (24 of 29) gave “25-34” or “35-44” as their age."
    ],
    [
      { label: "Features used", isMultiple: true, answers: ["Shared lists"] },
      29,
      false,
      "Most of them (24 of 29) chose “Shared lists” under “Features used”."
    ],
    [
      { label: "How often does it happen?: The app crashes", item: "The app crashes", answers: ["Never"] },
      29,
      false,
      "Most of them (24 of 29) said “Never” to “The app crashes” when asked “How often does it happen?”."
    ],
    [
      { label: "What do you spend?", operator: "range", range: { min: 20, max: 45 } },
      29,
      false,
      "Most of them (24 of 29) gave between 20 and 45 when asked “What do you spend?”."
    ],
    [
      { label: "What gets in your way?", operator: "mentions", terms: ["Sunday"], group: { matched: 5, of: 29 } },
      29,
      false,
      "5 of 29 mention “Sunday” when asked “What gets in your way?”."
    ],
    [
      { label: 'Do you say "data is"?', answers: ["No"] },
      29,
      false,
      "Most of them (24 of 29) said “No” when asked “Do you say ‘data is’?”."
    ]
  ] as const)("%# says what was asked, answered, and by how many", (over, size, isContrast, sentence) => {
    assert.strictEqual(CountSentence.of(count(over), size, isContrast), sentence)
  })
})

describe("a draft without a model", () => {
  it.effect("says only what the evidence gate keeps, fills what was asked for, and is the same again", () =>
    Effect.gen(function* () {
      const records = yield* bundled
      for (const segments of [3, 5, 8]) {
        for (const request of yield* requestsOf(records, segments)) {
          const content = DraftContent.of(request)
          assert.deepStrictEqual(DraftContent.of(request), content)
          const { dropped, persona } = EvidenceGate.check(content, request, "p")
          assert.deepStrictEqual(dropped, {})
          assert.isAtLeast(persona.bio.length, 2)
          assert.isAtMost(persona.bio.length, 4)
          for (const list of claimLists)
            if (Object.values(request.asks).includes(list)) assert.isAbove(persona[list].length, 0)
          // Goals, pains and reasons are somebody's words, or counted mentions of a word.
          for (const { evidence, text } of [...persona.goals, ...persona.painPoints, ...persona.motivations])
            assert.isTrue(
              persona.passages.some((passage) => passage.text === text) ||
                persona.counts.some(({ id }) => evidence.includes(id))
            )
        }
      }
    })
  )
})

describe("rules that judge and refine", () => {
  it.effect("count what is supported, asked for and telling, and a refinement mends what they mark", () =>
    Effect.gen(function* () {
      const [request] = yield* requestsOf(yield* bundled, 5)
      assert.isDefined(request)
      const { persona } = EvidenceGate.check(DraftContent.of(request), request, "p")
      const full = evaluate({ persona, dropped: {}, origin: request })
      assert.deepStrictEqual(full.scores, { groundedness: 1, completeness: 1, distinctiveness: 1 })
      assert.deepStrictEqual(refine({ persona, evaluation: full, origin: request }), {})
      const poor = { ...persona, goals: [], contrasts: [] }
      const judged = evaluate({ persona: poor, dropped: { Figure: 2 }, origin: request })
      assert.isBelow(judged.overall, full.overall - 0.1)
      assert.includeMembers(
        judged.remarks.map(({ claim }) => claim),
        ["goals", "bio"]
      )
      for (const { matched, of } of judged.checks) assert.isAtMost(matched, of)
      const patch = refine({ persona: poor, evaluation: judged, origin: request })
      const mended = EvidenceGate.check(Patch.apply(poor, patch), request, "p")
      assert.deepStrictEqual(mended.dropped, {})
      assert.isAbove(mended.persona.goals.length, 0)
    })
  )
})
