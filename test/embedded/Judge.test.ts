import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { pointer } from "../../src/domain/Coverage.ts"
import { standard, weightsOf } from "../../src/criteria/Criteria.ts"
import { overall, type Scores } from "../../src/domain/Evaluation.ts"
import { claimLists, type Persona } from "../../src/domain/Persona.ts"
import * as Usage from "../../src/domain/Usage.ts"
import { draft } from "../../src/embedded/EmbeddedDraftGenerator.ts"
import { evaluate } from "../../src/embedded/EmbeddedJudge.ts"
import { EmbeddedJudge } from "../../src/embedded/index.ts"
import { without } from "../../src/embedded/Mending.ts"
import { Judge } from "../../src/stages/Judge.ts"
import { cooksRequest, othersRequest, paths, real, surveysAbsent } from "./fixtures.ts"

const good: Persona = { id: "p1", ...draft(cooksRequest) }

const judge = (persona: Persona) => evaluate({ persona, origin: cooksRequest })

const scoreOf = (criterion: string, persona: Persona): number => judge(persona).scores[criterion] ?? 0

/** Asserts that a criterion falls with every step, and says which remark comes of it. */
const assertFalls = (criterion: string, steps: ReadonlyArray<Persona>) => {
  const scores = [good, ...steps].map((persona) => scoreOf(criterion, persona))
  for (let i = 1; i < scores.length; i++) assert.isBelow(scores[i] ?? 1, scores[i - 1] ?? 0, scores.join(" > "))
}

const assertMarks = (persona: Persona, criterion: string, claim: string) =>
  assert.isTrue(
    judge(persona).remarks.some((remark) => remark.criterion === criterion && remark.claim === claim),
    JSON.stringify(judge(persona).remarks)
  )

/** The persona with this many of its claims' evidence called unverified. */
const invented = (count: number): Persona => {
  const claims = new Set(
    good.evidence
      .map(({ claim }) => claim)
      .filter((claim) => claim !== "/summary")
      .slice(0, count * 2)
  )
  return {
    ...good,
    evidence: good.evidence.map((each) => (claims.has(each.claim) ? { ...each, status: "unverified" } : each))
  }
}

describe("a good draft", () => {
  it("is judged good, and by every criterion", () => {
    const { overall: value, scores } = judge(good)
    assert.isAtLeast(value, 0.8)
    assert.deepStrictEqual(
      Object.keys(scores),
      standard.map(({ name }) => name)
    )
    for (const [criterion, score] of Object.entries(scores)) assert.isAtLeast(score, 0.6, criterion)
  })

  it("is judged the same whatever the order of its evidence", () => {
    assert.deepStrictEqual(judge({ ...good, evidence: good.evidence.toReversed() }), judge(good))
  })

  it("is judged the same again", () => {
    assert.deepStrictEqual(judge(structuredClone(good)), judge(good))
  })
})

describe("a poor draft", () => {
  const boilerplate: Persona = {
    ...good,
    title: "Modern user",
    summary: "A busy person who wants a better experience and efficient solutions.",
    goals: ["Wants a better experience", "Be more productive"],
    painPoints: ["Inefficient solutions", "Various things"],
    behaviours: ["Uses modern solutions"],
    motivations: ["Efficiency"],
    quotes: ["I just want things to work better and be more efficient."],
    evidence: []
  }

  it("of boilerplate without evidence is judged well below 0.6", () => {
    const { overall: value, scores } = judge(boilerplate)
    assert.isBelow(value, 0.5)
    assert.strictEqual(scores.groundedness, 0)
    assert.isBelow(scores.specificity ?? 0, 0.4)
  })

  it("with empty lists is judged well below 0.6", () => {
    const empty = {
      ...good,
      goals: [],
      painPoints: [],
      behaviours: [],
      motivations: [],
      quotes: [],
      demographics: {},
      age: null,
      occupation: null,
      evidence: []
    }
    assert.isBelow(judge(empty).overall, 0.5)
  })

  it("with nothing but invented quotes is judged below a good one by at least a fifth", () => {
    const quotes = [
      "I would pay anything for an app that reads my mind.",
      "My fridge is my best friend in the whole world."
    ]
    const persona: Persona = {
      ...good,
      quotes,
      evidence: [
        ...good.evidence.map((each) => ({ ...each, status: "unverified" as const })),
        ...quotes.map((text, index) => ({
          claim: pointer("quotes", index),
          recordId: "c1",
          field: "x",
          text,
          kind: "quote" as const,
          status: "unverified" as const
        }))
      ]
    }
    assert.strictEqual(judge(persona).scores.groundedness, 0)
    assert.isBelow(judge(persona).overall, judge(good).overall - 0.2)
  })

  it("that tells of another group is judged less distinctive and less real", () => {
    const foreign = evaluate({ persona: { id: "p", ...draft(othersRequest) }, origin: cooksRequest })
    assert.isBelow(foreign.scores.distinctiveness ?? 0, 0.3)
    assert.isBelow(foreign.overall, judge(good).overall)
  })
})

describe("a criterion falls step by step with what it is about:", () => {
  it("groundedness, with evidence that was not found", () => {
    assertFalls("groundedness", [invented(1), invented(3), invented(5), invented(8)])
    assertMarks(invented(1), "groundedness", "/age")
  })

  it("groundedness, with evidence that speaks of something else", () => {
    const other = good.evidence.map((each) =>
      each.claim === "/goals/0"
        ? { ...each, text: "Nobody else ever looks at the list", field: "What is the most frustrating part?" }
        : each
    )
    const persona = { ...good, goals: ["Bicycle repairs", ...good.goals.slice(1)], evidence: other }
    assertFalls("groundedness", [persona])
    assertMarks(persona, "groundedness", "/goals/0")
  })

  it("completeness, with fields that are empty though the data tell them", () => {
    const steps = [
      { ...good, age: null },
      { ...good, age: null, occupation: null },
      { ...good, age: null, occupation: null, goals: [] },
      { ...good, age: null, occupation: null, goals: [], painPoints: [] },
      { ...good, age: null, occupation: null, goals: [], painPoints: [], quotes: [] }
    ]
    assertFalls("completeness", steps)
    for (const claim of ["/age", "/occupation", "/goals"]) assertMarks(steps[2] ?? good, "completeness", claim)
  })

  it("completeness, but not with what the data do not hold", () => {
    const { columns } = cooksRequest
    const silent = { ...cooksRequest, columns: columns.filter(({ role }) => role !== "age") }
    const before = evaluate({ persona: good, origin: silent }).scores.completeness
    const after = evaluate({ persona: { ...good, age: null }, origin: silent }).scores.completeness
    assert.strictEqual(after, before)
  })

  it("coherence, with claims that repeat each other", () => {
    const [goal = ""] = good.goals
    const once = { ...good, goals: [...good.goals, goal] }
    const twice = { ...once, motivations: [...good.motivations, goal] }
    assertFalls("coherence", [once, twice])
    assertMarks(once, "coherence", pointer("goals", good.goals.length))
  })

  it("coherence, with a claim that denies another", () => {
    const persona = {
      ...good,
      behaviours: ["Eats steak for dinner on Friday", "Never eats steak for dinner on Friday"]
    }
    const fine = { ...good, behaviours: ["Eats steak for dinner on Friday", "Never gambles before noon"] }
    assert.isBelow(scoreOf("coherence", persona), scoreOf("coherence", fine))
    assertMarks(persona, "coherence", "/behaviours/1")
  })

  it("coherence, with a summary about something else", () => {
    assertFalls("coherence", [{ ...good, summary: "Bicycles need oil. Trains leave at noon from platform nine." }])
  })

  it("coherence, with claims in the first person", () => {
    const persona = { ...good, goals: ["I want to win at chess", ...good.goals.slice(1)] }
    assertMarks(persona, "coherence", "/goals/0")
  })

  it("specificity, with each vague claim", () => {
    const vague = (count: number) => ({
      ...good,
      goals: good.goals.map((goal, index) => (index < count ? "Wants a more efficient and seamless experience" : goal))
    })
    assertFalls("specificity", [vague(1), vague(2), vague(3)])
    assertMarks(vague(1), "specificity", "/goals/0")
  })

  it("usefulness, with catchwords in place of what is done", () => {
    const catchwords = (count: number) => ({
      ...good,
      painPoints: good.painPoints.map((pain, index) => (index < count ? "Speed" : pain))
    })
    assertFalls("usefulness", [catchwords(1), catchwords(2), { ...good, painPoints: [] }])
    assertMarks(catchwords(1), "usefulness", "/painPoints/0")
  })

  it("realism, with facts that contradict their evidence or each other", () => {
    const retired = { ...good, occupation: "Retired", age: { min: 25, max: 34 } }
    const alone = { ...retired, demographics: { Household: "I live alone" } }
    const numbered = { ...alone, name: "Persona 3" }
    assertFalls("realism", [retired, alone, numbered])
    assertMarks(retired, "realism", "/age")
    assertMarks(alone, "realism", "/demographics/Household")
    assertMarks(numbered, "realism", "/name")
  })

  it("distinctiveness, with each trait of the group that is no longer told", () => {
    const silent = (fields: ReadonlyArray<string>): Persona => ({
      ...good,
      evidence: good.evidence.filter(({ field }) => !fields.some((name) => field.includes(name))),
      demographics: fields.includes("household") ? {} : good.demographics,
      summary: fields.includes("household") ? "Plans dinners. Shops once." : good.summary,
      behaviours: good.behaviours.filter((text) => !(fields.includes("often") && /every week/i.test(text))),
      title: "Cook"
    })
    assertFalls("distinctiveness", [
      silent(["ever"]),
      silent(["ever", "household"]),
      silent(["ever", "household", "often"])
    ])
  })
})

describe("any step of spoiling a persona", () => {
  it("never raises completeness or the number of claims borne out", () => {
    let persona = good
    for (const list of claimLists) {
      const next = without(persona, list, 0)
      assert.isAtMost(scoreOf("completeness", next), scoreOf("completeness", persona))
      persona = next
    }
  })

  it("keeps every score between 0 and 1", () => {
    const spoilt: Persona = {
      ...invented(8),
      name: "3",
      goals: ["x"],
      painPoints: ["x", "x", "x", "x"],
      summary: "x",
      demographics: { a: "b", c: "d" }
    }
    const { overall: value, scores } = judge(spoilt)
    for (const score of [value, ...Object.values(scores)]) {
      assert.isAtLeast(score, 0)
      assert.isAtMost(score, 1)
    }
  })
})

describe("weights", () => {
  const scores: Scores = judge(good).scores

  it.effect("make the overall score, and nothing else", () =>
    Effect.gen(function* () {
      const weights = { ...weightsOf(standard), groundedness: 0, distinctiveness: 5 }
      const stage = yield* Effect.provide(Judge, EmbeddedJudge.layer({ weights }))
      const { value } = yield* stage.evaluate({ persona: good, origin: cooksRequest })
      assert.deepStrictEqual(value.scores, scores)
      assert.strictEqual(value.overall, overall(scores, weights))
      assert.notStrictEqual(value.overall, judge(good).overall)
    })
  )

  it.effect("count groundedness twice unless they are given; the stage is local, free and by rules", () =>
    Effect.gen(function* () {
      const stage = yield* Judge
      const { usage, value } = yield* stage.evaluate({ persona: good, origin: cooksRequest })
      assert.strictEqual(value.overall, overall(scores, weightsOf(standard)))
      assert.deepStrictEqual(usage, Usage.none)
      assert.strictEqual(value.method, "rules")
      assert.strictEqual(value.judge.location, "local")
    }).pipe(Effect.provide(EmbeddedJudge.layer()))
  )
})

const passes = (path: string, mean: number) =>
  Effect.gen(function* () {
    const { requests } = yield* real(path, 5, 2)
    const scores = requests.map((origin) => evaluate({ persona: { id: "p", ...draft(origin) }, origin }).overall)
    assert.isAtLeast(scores.reduce((sum, score) => sum + score, 0) / scores.length, mean)
  })

describe("drafts of real data pass the default threshold on the whole", () => {
  it.effect("the bundled survey", () => passes(paths.survey, 0.85))
  it.effect("the bundled interviews", () => passes(paths.interviews, 0.8))
  it.effect.skipIf(surveysAbsent)("a survey on commas", () => passes(paths.comma, 0.85))
  it.effect.skipIf(surveysAbsent)("a survey on risk", () => passes(paths.steak, 0.85))
})
