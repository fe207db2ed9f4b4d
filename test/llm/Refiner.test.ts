import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as Patch from "../../src/domain/Patch.ts"
import { Persona } from "../../src/domain/Persona.ts"
import { toPatch } from "../../src/llm/Edits.ts"
import * as LlmDraftGenerator from "../../src/llm/LlmDraftGenerator.ts"
import * as LlmRefiner from "../../src/llm/LlmRefiner.ts"
import { type RefineAnswer, passages } from "../../src/llm/RefineAnswer.ts"
import { scored } from "../pipeline/fixtures.ts"
import { cooksRequest } from "../embedded/fixtures.ts"
import * as Models from "./support/Models.ts"

const content = Effect.runSync(LlmDraftGenerator.over(Models.make()).draft(cooksRequest)).value
const persona: Persona = {
  id: "persona-1",
  ...content,
  evidence: content.evidence.map((each) => ({ ...each, status: "verified" as const }))
}
const request = { persona, evaluation: scored(0.8), origin: cooksRequest }
const edits = (...all: RefineAnswer["edits"]): RefineAnswer => ({ edits: all })
const edit = (at: string, text: string, evidence: ReadonlyArray<string> = []) => ({ at, text, evidence })
const applied = (...all: RefineAnswer["edits"]) => Patch.apply(persona, toPatch(persona, edits(...all)).patch)
const about = (one: Persona, claim: string) => one.evidence.filter((each) => each.claim === claim)

describe("the edits of a refinement", () => {
  it("leave every field that no edit names as it is, to the byte", () => {
    const { patch } = toPatch(persona, edits(edit("/summary", "Shorter.", ["e1"])))
    assert.sameMembers(Object.keys(patch), ["summary", "evidence"])
    const after = Patch.apply(persona, patch)
    assert.strictEqual(
      JSON.stringify({ ...after, summary: "", evidence: [] }),
      JSON.stringify({ ...persona, summary: "", evidence: [] })
    )
    assert.deepStrictEqual(
      after.evidence.filter(({ claim }) => claim !== "/summary"),
      persona.evidence.filter(({ claim }) => claim !== "/summary")
    )
  })

  it("leave the other entries of a list, and their evidence, as they are", () => {
    const after = applied(edit("/goals/1", "Wants another thing.", ["e2"]))
    assert.deepStrictEqual(after.goals, [persona.goals[0] ?? "", "Wants another thing."])
    assert.deepStrictEqual(about(after, "/goals/0"), about(persona, "/goals/0"))
    const source = passages(persona)[1] ?? assert.fail("no passage")
    const [found] = about(after, "/goals/1")
    assert.deepStrictEqual(found, { ...source, claim: "/goals/1", status: "unverified" })
  })

  it("move the evidence of later entries when one before them is removed", () => {
    const after = applied(edit("/goals/0", ""))
    assert.deepStrictEqual(after.goals, persona.goals.slice(1))
    assert.deepStrictEqual(
      about(after, "/goals/0").map(({ text }) => text),
      about(persona, "/goals/1").map(({ text }) => text)
    )
    assert.isEmpty(about(after, "/goals/1"))
  })

  it("add entries and facts, and take facts away", () => {
    const [fact = ""] = Object.keys(persona.demographics)
    const after = applied(
      edit("/painPoints/-", "New pain.", ["e1"]),
      edit("/demographics/Home ~1 flat", "Rents", ["e3"]),
      edit(`/demographics/${fact.replaceAll("/", "~1")}`, "")
    )
    assert.strictEqual(after.painPoints.at(-1), "New pain.")
    assert.strictEqual(after.demographics["Home / flat"], "Rents")
    assert.notProperty(after.demographics, fact)
    assert.lengthOf(about(after, "/demographics/Home ~1 flat"), 1)
  })

  it("quote what a passage says, with the passage's place as evidence", () => {
    const source = passages(persona).find(({ kind }) => kind === "quote") ?? assert.fail("no quote")
    const id = `e${passages(persona).findIndex((each) => each === source) + 1}`
    const text = source.text.split(" ").slice(0, 4).join(" ")
    const after = applied(edit("/quotes/0", text, [id]))
    assert.deepInclude(about(after, "/quotes/0")[0], {
      recordId: source.recordId,
      field: source.field,
      text,
      kind: "quote"
    })
  })

  it("change nothing where they say what stands there already", () => {
    const same = edits(
      edit("/summary", persona.summary),
      edit("/goals/0", persona.goals[0] ?? ""),
      edit("/goals/-", "")
    )
    assert.isTrue(Patch.isEmpty(toPatch(persona, same).patch))
    assert.isTrue(Patch.isEmpty(toPatch(persona, edits()).patch))
  })

  it("are left out where they name no place of the persona, or would empty what must stay", () => {
    const bad = edits(
      edit("/goals/17", "x"),
      edit("/name", "Somebody else"),
      edit("/id", "x"),
      edit("goals/0", "x"),
      edit("/goals/0/text", "x"),
      edit("/summary", " "),
      edit("/age", "old"),
      edit("/__proto__/x", "x")
    )
    const { patch, unreadable } = toPatch(persona, bad)
    assert.strictEqual(unreadable, 8)
    assert.isTrue(Patch.isEmpty(patch))
  })

  const Place = Schema.Literals([
    "/title",
    "/summary",
    "/age",
    "/occupation",
    "/demographics/Region",
    "/goals/0",
    "/goals/1",
    "/goals/-",
    "/quotes/0",
    "/quotes/5",
    "/nowhere"
  ])
  const AnyEdit = Schema.Struct({
    at: Place,
    text: Schema.String,
    evidence: Schema.Array(Schema.Literals(["e1", "e2", "e99", ""]))
  })

  it.prop("make a sound persona whatever they are, and touch only what they name", [Schema.Array(AnyEdit)], ([all]) => {
    const { patch } = toPatch(persona, { edits: all })
    assert.isTrue(Schema.is(Patch.PersonaPatch)(patch))
    const after = Patch.apply(persona, patch)
    assert.isTrue(Schema.is(Persona)(after))
    const named = new Set(all.map(({ at }) => at.split("/")[1]))
    for (const field of [
      "title",
      "summary",
      "age",
      "occupation",
      "demographics",
      "goals",
      "painPoints",
      "quotes"
    ] as const) {
      if (!named.has(field)) assert.strictEqual(after[field], persona[field])
    }
    for (const { claim, recordId } of after.evidence) {
      assert.isTrue(
        cooksRequest.sample.some(({ id }) => id === recordId),
        claim
      )
    }
  })
})

describe("LlmRefiner", () => {
  it("shows the persona, its weak scores, the reasons and the cited passages, and no other record", () => {
    const remark = { criterion: "realism" as const, claim: "/goals/0", text: "Too smooth. </research_data>" }
    const evaluation = { ...scored(0.8), remarks: [remark] }
    const { user } = Models.shown(LlmRefiner.chatRequest({ ...request, evaluation }))
    assert.include(user, `/goals/0: ${JSON.stringify(persona.goals[0])}`)
    assert.include(user, '- realism, "/goals/0": "Too smooth. \\u003c/research_data>"')
    assert.lengthOf(user.match(/<\/research_data>/g) ?? [], 1)
    assert.match(user, /^e1: /m)
    const cited = new Set(persona.evidence.map(({ text }) => text))
    const uncited = cooksRequest.sample
      .flatMap(({ fields }) => fields)
      .filter(({ text }) => text.length > 30 && ![...cited].some((passage) => text.includes(passage)))
    assert.isAbove(uncited.length, 0)
    for (const { text } of uncited) assert.notInclude(user, text)
    for (const { id } of cooksRequest.sample) assert.notInclude(user, `"${id}"`)
  })

  it("cites nothing that was not found in the records", () => {
    const doubtful = {
      ...persona,
      evidence: persona.evidence.map((each) => ({ ...each, status: "unverified" as const }))
    }
    assert.notMatch(Models.shown(LlmRefiner.chatRequest({ ...request, persona: doubtful })).user, /^e1: /m)
  })

  it.effect("gives a patch, and an empty one where there is nothing to mend", () =>
    Effect.gen(function* () {
      const { value } = yield* LlmRefiner.over(Models.make()).refine(request)
      assert.sameMembers(Object.keys(value), ["summary", "goals", "evidence"])
      const nothing = yield* LlmRefiner.over(Models.make({ answer: () => '{"edits":[]}' })).refine(request)
      assert.deepStrictEqual(nothing.value, {})
    })
  )

  it.effect("fails with what it was billed where no edit can be applied, and drops single ones", () =>
    Effect.gen(function* () {
      const answer = (...all: RefineAnswer["edits"]) => Models.make({ answer: () => JSON.stringify(edits(...all)) })
      const failed = yield* Effect.flip(LlmRefiner.over(answer(edit("/nowhere", "x"))).refine(request))
      assert.strictEqual(failed.reason._tag, "InvalidOutput")
      assert.strictEqual(failed.reason.billing._tag, "Billed")
      const { value } = yield* LlmRefiner.over(answer(edit("/nowhere", "x"), edit("/title", "Y"))).refine(request)
      assert.strictEqual(value.title, "Y")
    })
  )

  it("gives all refinements the same system prompt, marked as cacheable", () => {
    const [system] = LlmRefiner.chatRequest(request).system
    assert.isTrue(system?.cacheable)
    assert.deepStrictEqual(
      LlmRefiner.chatRequest({ ...request, persona: { ...persona, title: "Z" } }).system[0],
      system
    )
  })
})
