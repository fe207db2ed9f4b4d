import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as EvidenceGate from "../../src/corpus/EvidenceGate.ts"
import type { DraftRequest } from "../../src/domain/DraftRequest.ts"
import type { PersonaContent } from "../../src/domain/Persona.ts"
import type { Passage } from "../../src/domain/Evidence.ts"
import * as Seed from "../../src/domain/Seed.ts"
import * as DraftContent from "../../src/embedded/DraftContent.ts"
import { bundled, requestsOf } from "./requests.ts"
import { rows } from "./surveys.ts"

const answers = ["Every week", "Every week", "Every week", "Now and then", "Never"]
const goals = ["waste less of what I buy", "eat together on weekdays", "spend less on takeaways"]
const names = "apples bread cheese dill eggs figs garlic honey icing juice kale lentils".split(" ")
const pains = [
  "No nuts in the house because of my son",
  "I do not remember what is in the freezer",
  "The list never reaches my husband in time"
]
const table = Array.from({ length: 40 }, (_, i) => ({
  "How old are you?": i % 4 === 0 ? "25-34" : "35-44",
  "How often do you plan meals?": answers[i % 5] ?? "",
  "What are you trying to achieve?": `${goals[i % 3]} in week ${i}`,
  "What is the most frustrating part?": `${pains[i % 3]}${i < 3 ? "" : `, and the ${names[i % 12]} too, shelf ${i}`}`
}))

const nothing: PersonaContent = {
  title: "Plans",
  bio: [],
  goals: [],
  painPoints: [],
  behaviours: [],
  motivations: [],
  quotes: []
}

const theRequest = Effect.map(requestsOf(rows(table)), ([request]) => {
  assert.isDefined(request)
  return request
})

const asked = (request: DraftRequest, words: string): Passage => {
  const found = request.passages.find(({ text }) => text.includes(words))
  assert.isDefined(found)
  return found
}

const planning = (request: DraftRequest) => {
  const found = request.counts.find(({ answers: given }) => given?.includes("Every week"))
  assert.isDefined(found)
  return found
}

const checked = (request: DraftRequest, content: Partial<PersonaContent>) =>
  EvidenceGate.check({ ...nothing, ...content }, request, "persona-1")

describe("the evidence gate", () => {
  it.effect("keeps what was counted and what was said, and tells how many support it", () =>
    Effect.gen(function* () {
      const request = yield* theRequest
      const count = planning(request)
      const passage = asked(request, "waste less")
      assert.deepStrictEqual(count.group, { matched: 24, of: 40 })
      const { dropped, persona } = checked(request, {
        bio: [{ text: "Most of them (24 of 40) plan meals every week.", evidence: [count.id] }],
        goals: [{ text: "Wants to waste less of what they buy.", evidence: [passage.id, passage.id] }]
      })
      assert.deepStrictEqual(dropped, {})
      assert.deepStrictEqual(persona.bio[0]?.support, { respondents: 24, of: 40, interviews: 0, kind: "answered" })
      assert.deepStrictEqual(persona.goals[0]?.support, { respondents: 1, of: 40, interviews: 0, kind: "cited" })
      assert.deepStrictEqual(persona.goals[0]?.evidence, [passage.id])
      assert.deepStrictEqual(
        [persona.passages, persona.counts.filter(({ id }) => id === count.id)],
        [[passage], [count]]
      )
      assert.strictEqual(persona.name, request.name)
      assert.deepStrictEqual(persona.facts, request.facts)
    })
  )

  it.effect.each([
    ["NoEvidence", "goals", "Wants to waste less.", ["p9999"]],
    ["Figure", "bio", "25 of 40 plan meals every week.", ["count"]],
    ["Figure", "bio", "Nearly all of them plan meals every week.", ["count"]],
    ["Polarity", "painPoints", "Nuts in the house because of my son.", ["nuts"]],
    ["Polarity", "painPoints", "I do remember what is in the freezer.", ["freezer"]],
    ["Polarity", "bio", "Most of them (24 of 40) do not plan meals every week.", ["count"]],
    [
      "Polarity",
      "bio",
      "Most of them (24 of 40) did not say “Every week” when asked “How often do you plan meals?”.",
      ["count"]
    ],
    ["Polarity", "goals", "Does not want the family to eat together on weekdays.", ["together"]],
    ["Invented", "painPoints", "I do not remember what is in the freezer, says Gertrude.", ["freezer"]],
    ["Invented", "painPoints", "They say “the freezer is a black hole”.", ["freezer"]],
    ["Unrelated", "painPoints", "The checkout page is too slow on a phone.", ["freezer"]],
    ["Unrelated", "painPoints", "Weiß nicht, welche Vorräte noch da sind.", ["freezer"]],
    ["Misplaced", "goals", "I do not remember what is in the freezer", ["freezer"]]
  ] as const)("drops a claim for %s: %s, %s", ([reason, list, text, evidence]) =>
    Effect.gen(function* () {
      const request = yield* theRequest
      const ids: Readonly<Record<string, string>> = {
        count: planning(request).id,
        nuts: asked(request, "nuts").id,
        freezer: asked(request, "freezer").id,
        together: asked(request, "eat together").id
      }
      const { dropped, persona } = checked(request, {
        [list]: [{ text, evidence: evidence.map((name) => ids[name] ?? name) }]
      })
      assert.deepStrictEqual(dropped, { [reason]: 1 })
      assert.isFalse(EvidenceGate.isGrounded(persona))
    })
  )

  it.effect.each([
    ["Three in four are over 34: 30 of 40 are 35 to 44.", {}],
    ["30 of 40 are 35 to 44 years old.", {}],
    ["30 of 40 are 45 to 54 years old.", { Figure: 1 }],
    ["30 of 40 love the sea.", { Unrelated: 1 }],
    ["Two thirds are 35 to 44 years old (30 of 40).", { Figure: 1 }]
  ] as const)("reads the figures of a count: %s", ([text, expected]) =>
    Effect.gen(function* () {
      const request = yield* theRequest
      const age = request.counts.find(({ answers: given }) => given?.includes("35-44"))
      assert.isDefined(age)
      assert.deepStrictEqual(checked(request, { bio: [{ text, evidence: [age.id] }] }).dropped, expected)
    })
  )

  it.effect("drops what is said twice", () =>
    Effect.gen(function* () {
      const request = yield* theRequest
      const { id, text } = asked(request, "freezer")
      const claim = { text, evidence: [id] }
      assert.deepStrictEqual(checked(request, { bio: [claim], painPoints: [claim] }).dropped, { Repeated: 1 })
    })
  )

  it.effect("keeps somebody's own words whatever they deny", () =>
    Effect.gen(function* () {
      const request = yield* theRequest
      const painPoints = request.passages
        .filter(({ id }) => request.asks[id] === "painPoints")
        .map(({ id, text }) => ({ text, evidence: [id] }))
      const { dropped, persona } = checked(request, { painPoints })
      assert.deepStrictEqual(dropped, {})
      assert.isAbove(persona.painPoints.length, 3)
    })
  )

  it.effect("gives a title that claims what nobody said the segment's own", () =>
    Effect.gen(function* () {
      const request = yield* theRequest
      const titled = (title: string) => checked(request, { title }).persona.title
      assert.strictEqual(titled("Plans meals every week"), "Plans meals every week")
      assert.strictEqual(titled("97 % love Berlin"), request.title)
    })
  )

  it.effect("changes nothing of a checked persona", () =>
    Effect.gen(function* () {
      const requests = yield* requestsOf(yield* bundled, 5)
      for (const request of requests) {
        const { dropped, persona } = EvidenceGate.check(DraftContent.of(request), request, "persona-1")
        assert.deepStrictEqual(dropped, {})
        const again = EvidenceGate.check(EvidenceGate.contentOf(persona), request, "persona-1")
        assert.deepStrictEqual(again, { persona, dropped: {} })
      }
    })
  )
})

const negators = ["not ", "never "]

/** 500 quotes of the bundled survey, a fifth of each kind. */
const planted = (requests: ReadonlyArray<DraftRequest>) => {
  const random = Seed.generator(11)
  const pick = <A>(from: ReadonlyArray<A>): A => {
    const one = from[Math.floor(random() * from.length)]
    assert.isDefined(one)
    return one
  }
  return Array.from({ length: 500 }, (_, i) => {
    const request = pick(requests)
    const { id: passage, text } = pick(request.passages)
    const words = text.split(" ")
    switch (i % 5) {
      case 0:
        return { kind: "exact", request, passage, text }
      case 1:
        return {
          kind: "edited",
          request,
          passage,
          text: `“${text.toLowerCase().replace(/[.!]$/, "").replaceAll("'", "’").replaceAll(", ", ",  ")}…”`
        }
      case 2:
        return {
          kind: "invented",
          request,
          passage,
          text: `We have always used a wooden ladder to reach the ${pick(words)} in the attic`
        }
      case 3: {
        const other = pick(request.passages.filter(({ id }) => id !== passage)).text.split(" ")
        const half = [...words.slice(0, Math.ceil(words.length / 2)), ...other.slice(Math.floor(other.length / 2))]
        return { kind: "spliced", request, passage, text: half.join(" ") }
      }
      default: {
        const at = Math.max(1, Math.floor(words.length / 2))
        return {
          kind: "negated",
          request,
          passage,
          text: [...words.slice(0, at), `${pick(negators)}${words[at] ?? ""}`, ...words.slice(at + 1)].join(" ")
        }
      }
    }
  })
}

it.effect(
  "of 500 planted quotes none invented, spliced or negated is kept, and at most 2 % of true ones are lost",
  () =>
    Effect.gen(function* () {
      const requests = yield* requestsOf(yield* bundled, 5)
      const kept = planted(requests).map(({ kind, passage, request, text }) => {
        const { persona } = EvidenceGate.check({ ...nothing, quotes: [{ text, passage }] }, request, "persona-1")
        const [quote] = persona.quotes
        const source = request.passages.find(({ id }) => id === quote?.passage)
        if (quote !== undefined) assert.include(source?.text, quote.text)
        return { kind, isKept: quote !== undefined }
      })
      const count = (kinds: ReadonlyArray<string>, isKept: boolean) =>
        kept.filter((one) => kinds.includes(one.kind) && one.isKept === isKept).length
      assert.strictEqual(count(["invented", "spliced", "negated"], true), 0)
      assert.isAtMost(count(["exact", "edited"], false), 4)
    })
)
