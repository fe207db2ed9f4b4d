import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as EvidenceCheck from "../../src/corpus/EvidenceCheck.ts"
import { pointer } from "../../src/domain/Coverage.ts"
import * as Patch from "../../src/domain/Patch.ts"
import { claimLists, type Persona } from "../../src/domain/Persona.ts"
import * as Usage from "../../src/domain/Usage.ts"
import { draft } from "../../src/embedded/EmbeddedDraftGenerator.ts"
import { evaluate } from "../../src/embedded/EmbeddedJudge.ts"
import { choose, difference, refine, type State } from "../../src/embedded/EmbeddedRefiner.ts"
import { EmbeddedRefiner } from "../../src/embedded/index.ts"
import { without } from "../../src/embedded/Mending.ts"
import { Refiner } from "../../src/stages/Refiner.ts"
import { cooks, cooksRequest, misquoted, paths, real, surveysAbsent } from "./fixtures.ts"

const good: Persona = { id: "p1", ...draft(cooksRequest) }

const judge = (persona: Persona) => evaluate({ persona, origin: cooksRequest })

const mended = (persona: Persona) => {
  const patch = refine({ persona, evaluation: judge(persona), origin: cooksRequest })
  return { patch, persona: Patch.apply(persona, patch) }
}

const emptied = (list: (typeof claimLists)[number]): Persona => ({
  ...good,
  [list]: [],
  evidence: good.evidence.filter(({ claim }) => !claim.startsWith(pointer(list)))
})

const scored = (title: string, overall: number, groundedness: number): State => {
  const evaluation = judge(good)
  return {
    persona: { ...good, title },
    evaluation: { ...evaluation, overall, scores: { ...evaluation.scores, groundedness } }
  }
}

describe("choosing between ways to mend a persona", () => {
  const asIs = scored("as it is", 0.7, 0.8)

  it("takes the one that is judged best", () => {
    const proposed = [scored("better", 0.8, 0.8), scored("best", 0.9, 0.9), scored("good", 0.85, 0.8)]
    assert.strictEqual(choose(asIs, proposed).persona.title, "best")
  })

  it("takes none that stands on less evidence, however much better it is judged", () => {
    assert.strictEqual(choose(asIs, [scored("hollow", 0.99, 0.79)]), asIs)
  })

  it("leaves the persona as it is where nothing is better", () => {
    assert.strictEqual(choose(asIs, [scored("alike", 0.7, 0.9), scored("worse", 0.6, 1)]), asIs)
    assert.strictEqual(choose(asIs, []), asIs)
  })
})

describe("a refinement", () => {
  for (const list of claimLists) {
    it(`fills empty ${list} out of the sample, with evidence`, () => {
      const { patch, persona } = mended(emptied(list))
      assert.isAtLeast(persona[list].length, 1)
      assert.isTrue(Object.keys(patch).includes(list))
      for (const [index] of persona[list].entries())
        assert.isTrue(persona.evidence.some(({ claim }) => claim === pointer(list, index)))
      assert.deepStrictEqual(misquoted(persona, cooks), [])
    })
  }

  it("drops a repeated claim or puts another in its place", () => {
    const [goal = ""] = good.goals
    const { persona } = mended({
      ...good,
      goals: [...good.goals, goal],
      evidence: [
        ...good.evidence,
        ...good.evidence
          .filter(({ claim }) => claim === "/goals/0")
          .map((each) => ({ ...each, claim: pointer("goals", good.goals.length) }))
      ]
    })
    assert.strictEqual(persona.goals.filter((each) => each === goal).length, 1)
  })

  it("replaces a vague claim that nothing bears out", () => {
    const vague = {
      ...good,
      painPoints: ["Wants a more efficient and seamless experience", ...good.painPoints.slice(1)],
      evidence: good.evidence.filter(({ claim }) => claim !== "/painPoints/0")
    }
    assert.notInclude(mended(vague).persona.painPoints.join("\n"), "seamless")
  })

  it("removes an invented quote", () => {
    const quote = "I would pay anything for an app that reads my mind."
    const place = good.quotes.length
    const persona: Persona = {
      ...good,
      quotes: [...good.quotes, quote],
      evidence: [
        ...good.evidence,
        {
          claim: pointer("quotes", place),
          recordId: "c1",
          field: "x",
          text: quote,
          kind: "quote",
          status: "unverified"
        }
      ]
    }
    assert.notInclude(mended(persona).persona.quotes, quote)
  })

  it("finds the evidence of a claim that the sample bears out", () => {
    const bare = { ...good, evidence: good.evidence.filter(({ claim }) => claim !== "/goals/0") }
    const { persona } = mended(bare)
    assert.strictEqual(persona.goals[0], good.goals[0])
    assert.isTrue(persona.evidence.some(({ claim, status }) => claim === "/goals/0" && status === "verified"))
  })

  it("corrects an age that its evidence does not tell", () => {
    assert.deepStrictEqual(mended({ ...good, age: { min: 18, max: 24 } }).persona.age, { min: 35, max: 44 })
  })

  it("writes a summary anew that tells something else", () => {
    const { patch } = mended({ ...good, summary: "Bicycles need oil. Trains leave at noon from platform nine." })
    assert.include(patch.summary, "stands for a group of 10 respondents")
  })

  it("changes nothing where nothing can be made better", () => {
    const { persona } = mended(good)
    assert.isTrue(Patch.isEmpty(mended(persona).patch))
  })

  it("is the same again for the same request", () => {
    const persona = emptied("goals")
    assert.deepStrictEqual(mended(persona).patch, mended(structuredClone(persona)).patch)
  })

  it("meets the remarks of another judge", () => {
    const evaluation = {
      ...judge(good),
      remarks: [{ criterion: "coherence" as const, claim: "/nowhere/7", text: "?" }]
    }
    assert.doesNotThrow(() => refine({ persona: good, evaluation, origin: cooksRequest }))
  })
})

describe("a patch", () => {
  it("holds only the fields that changed, each with all of its evidence", () => {
    const after = without(good, "goals", 0)
    const patch = difference(good, after)
    assert.deepStrictEqual(Object.keys(patch).toSorted(), ["evidence", "goals"])
    assert.sameDeepMembers([...Patch.apply(good, patch).evidence], [...after.evidence])
  })

  it("is empty between equal personas", () => {
    assert.deepStrictEqual(difference(good, structuredClone(good)), {})
  })

  it("holds a field whose evidence alone changed", () => {
    const after = { ...good, evidence: good.evidence.filter(({ claim }) => claim !== "/age") }
    assert.deepStrictEqual(difference(good, after), { age: good.age, evidence: [] })
  })
})

describe("dropping an entry", () => {
  it("drops its evidence, and no other", () => {
    const dropped = good.evidence.filter(({ claim }) => claim === "/goals/1").length
    assert.isAbove(dropped, 0)
    assert.lengthOf(without(good, "goals", 1).evidence, good.evidence.length - dropped)
  })

  it("moves the evidence of later entries up with them", () => {
    const second = good.evidence.filter(({ claim }) => claim === "/goals/1").map(({ text }) => text)
    const after = without(good, "goals", 0)
    assert.deepStrictEqual(
      after.evidence.filter(({ claim }) => claim === "/goals/0").map(({ text }) => text),
      second
    )
  })
})

/** Ways to spoil a persona. */
const Spoiling = Schema.Literals([
  "goals",
  "painPoints",
  "behaviours",
  "motivations",
  "quotes",
  "summary",
  "evidence",
  "age",
  "repeat"
])

const spoil = (persona: Persona, way: typeof Spoiling.Type): Persona => {
  switch (way) {
    case "summary":
      return { ...persona, summary: "Likes trains." }
    case "evidence":
      return {
        ...persona,
        evidence: persona.evidence.map((each, index) => (index % 3 === 0 ? { ...each, status: "unverified" } : each))
      }
    case "age":
      return { ...persona, age: { min: 90, max: null } }
    case "repeat":
      return { ...persona, motivations: [...persona.motivations, ...persona.goals] }
    default:
      return persona[way].length === 0 ? persona : without(persona, way, 0)
  }
}

describe("whatever was spoilt", () => {
  it.effect.prop(
    "a refinement never lowers the overall score or the groundedness, and cites only the sample",
    [Schema.Array(Spoiling)],
    ([ways]) =>
      Effect.sync(() => {
        const before = ways.slice(0, 6).reduce(spoil, good)
        const { persona } = mended(before)
        assert.isAtLeast(judge(persona).overall, judge(before).overall)
        assert.isAtLeast(judge(persona).scores.groundedness ?? 0, judge(before).scores.groundedness ?? 0)
        assert.deepStrictEqual(misquoted(persona, cooks), [])
      }),
    { arbitrary: { runs: 60 } }
  )
})

describe("the stage", () => {
  it.effect("is local, free, and bounded by no token at all", () =>
    Effect.gen(function* () {
      const stage = yield* Refiner
      const request = { persona: emptied("goals"), evaluation: judge(emptied("goals")), origin: cooksRequest }
      const { usage, value } = yield* stage.refine(request)
      assert.deepStrictEqual(usage, Usage.none)
      assert.deepStrictEqual(yield* stage.bound(request), Usage.unbilled)
      assert.strictEqual(stage.model.location, "local")
      assert.deepStrictEqual(value, refine(request))
    }).pipe(Effect.provide(EmbeddedRefiner.layer))
  )
})

const improves = (path: string) =>
  Effect.gen(function* () {
    const { corpus, requests } = yield* real(path, 5, 2)
    let better = 0
    for (const origin of requests) {
      const { persona } = EvidenceCheck.check(corpus, { id: "p", ...draft(origin) }, origin.sample)
      const evaluation = evaluate({ persona, origin })
      const refined = EvidenceCheck.check(
        corpus,
        Patch.apply(persona, refine({ persona, evaluation, origin })),
        origin.sample
      )
      const again = evaluate({ persona: refined.persona, origin })
      assert.strictEqual(refined.unverified, 0)
      assert.isAtLeast(again.overall, evaluation.overall)
      assert.isAtLeast(again.scores.groundedness ?? 0, evaluation.scores.groundedness ?? 0)
      if (again.overall > evaluation.overall) better++
    }
    return better / requests.length
  })

describe("refinements of real data are never worse, and verified", () => {
  it.effect("for the bundled survey, and often better", () =>
    Effect.map(improves(paths.survey), (share) => assert.isAtLeast(share, 0.3))
  )
  it.effect("for the bundled interviews", () => improves(paths.interviews))
  it.effect.skipIf(surveysAbsent)("for a survey on commas", () => improves(paths.comma))
  it.effect.skipIf(surveysAbsent)("for a survey on risk", () => improves(paths.steak))
})
