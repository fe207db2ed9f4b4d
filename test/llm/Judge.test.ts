import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { standard, weightsOf } from "../../src/criteria/Criteria.ts"
import type { Dropped } from "../../src/domain/Draft.ts"
import { Evaluation, overall, type Supported } from "../../src/domain/Evaluation.ts"
import { claimsOf } from "../../src/domain/Persona.ts"
import { type JudgeAnswer, judgeAnswer, toEvaluation, toRemarks } from "../../src/llm/JudgeAnswer.ts"
import * as LlmDraftGenerator from "../../src/llm/LlmDraftGenerator.ts"
import * as LlmJudge from "../../src/llm/LlmJudge.ts"
import * as TokenScores from "../../src/llm/TokenScores.ts"
import type { AnswerToken } from "../../src/llm/provider/ChatModel.ts"
import * as Models from "./support/Models.ts"
import { checked, cooksRequest } from "./support/Study.ts"

const persona = checked(Effect.runSync(LlmDraftGenerator.over(Models.make()).draft(cooksRequest)).value, cooksRequest)
const judged = { persona, dropped: {}, origin: cooksRequest }

const scales = { coherence: 4, realism: 3, usefulness: 5, completeness: 2, specificity: 1, distinctiveness: 3 } as const
const ids = claimsOf(persona).map(({ id }) => id)
const [firstId = assert.fail("no claim"), secondId = assert.fail("no second claim")] = ids
const verdicts: Readonly<Record<string, Supported>> = {
  ...Object.fromEntries(ids.map((id) => [id, "yes" as const])),
  [firstId]: "partly",
  [secondId]: "no"
}
const marks: JudgeAnswer = { claims: verdicts, scales }
const supported = (ids.length - 1.5) / ids.length

const evaluated = (answer: JudgeAnswer, tokens: ReadonlyArray<AnswerToken> | null, dropped: Dropped = {}) =>
  toEvaluation(answer, tokens, { persona, dropped }, Models.local, standard, weightsOf(standard))

/** A token with what else could have stood there, as probabilities. */
const token = (text: string, chosen: number, others: Readonly<Record<string, number>> = {}): AnswerToken => ({
  token: text,
  logprob: Math.log(chosen),
  alternatives: Object.entries(others).map(([other, p]) => ({ token: other, logprob: Math.log(p) }))
})

const plain = (text: string): AnswerToken => token(text, 1)
const close = (actual: number | null, expected: number) => assert.closeTo(actual ?? Number.NaN, expected, 1e-9)
const markWorth = { "1": 1, "2": 2, "3": 3, "4": 4, "5": 5 }
/** The expected mark of a key. */
const expectation = (tokens: ReadonlyArray<AnswerToken>, key: string, written: number) =>
  TokenScores.expectation(tokens, key, String(written), markWorth)?.value ?? null

describe("TokenScores.expectation", () => {
  it("is the mean of the scores that could have been written, by their probabilities", () => {
    const tokens = [plain('{"realism":'), token("4", 0.5, { "3": 0.3, "5": 0.2 }), plain("}")]
    close(expectation(tokens, "realism", 4), 3.9)
  })

  it("counts a token once, whether or not the server lists the written one among the alternatives", () => {
    const tokens = [plain('{"realism":'), token(" 4", 0.5, { " 4": 0.5, " 3": 0.5 }), plain("}")]
    close(expectation(tokens, "realism", 4), 3.5)
  })

  it("reads scores written with and without a space before them, and leaves others out", () => {
    const others = { "3": 0.1, " 5": 0.2, "45": 0.01, "4.5": 0.01, " seven": 0.01, " 9": 0.01, "\n": 0.01 }
    const tokens = [plain('{"realism"'), plain(":"), token(" 4", 0.6, others), plain("}")]
    close(expectation(tokens, "realism", 4), (4 * 0.6 + 3 * 0.1 + 5 * 0.2) / 0.9)
  })

  it("finds each score by its key, never by a digit that stands elsewhere", () => {
    const tokens = [
      plain('{"note1": "4 of 5",'),
      plain('"coherence": '),
      token("2", 0.9, { "1": 0.1 }),
      plain(', "realism": '),
      token("4", 0.8, { "5": 0.2 }),
      plain("}")
    ]
    close(expectation(tokens, "coherence", 2), 1.9)
    close(expectation(tokens, "realism", 4), 4.2)
  })

  it("takes the last place of a key that is named twice, as by a model that thinks aloud first", () => {
    const tokens = [
      plain('I lean to "realism": 2 here. '),
      plain('{"realism":'),
      token("4", 0.7, { "5": 0.3 }),
      plain("}")
    ]
    close(expectation(tokens, "realism", 4), 4.3)
  })

  it("finds a score whose token holds other characters of the answer too", () => {
    const glued = [plain('{"realism"'), token(':4,"', 0.6, { ':5,"': 0.4 }), plain('usefulness":3}')]
    close(expectation(glued, "realism", 4), 4.4)
  })

  it("gives none where it cannot be right", () => {
    const answer = (chosen: AnswerToken) => [plain('{"realism":'), chosen, plain("}")]
    assert.isNull(expectation(answer(token("4", 1)), "usefulness", 4), "no such key")
    assert.isNull(expectation(answer(token("4", 1)), "realism", 3), "not what was decoded")
    assert.isNull(expectation(answer(token("4", 0.005, { hmm: 0.8 })), "realism", 4), "too little on scores")
    assert.isNull(expectation(answer(token("4", 0.9, { "5": 0.9 })), "realism", 4), "more than certain")
    assert.isNull(expectation(answer(token("4", Number.NaN)), "realism", 4), "no number")
    assert.isNull(expectation(answer(token("45", 1)), "realism", 4), "more than one digit")
    assert.isNull(expectation([], "realism", 4), "no tokens")
  })

  it.prop(
    "lies between the lowest and the highest score that could have been written, however the answer is cut",
    [Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 5 })))],
    ([cuts]) => {
      const text = JSON.stringify(scales)
      const pieces: Array<string> = []
      let rest = text
      for (const length of [...cuts, 1]) {
        pieces.push(rest.slice(0, length + 1))
        rest = rest.slice(length + 1)
      }
      pieces.push(...rest.split(""))
      const tokens = pieces.filter((piece) => piece !== "").map(plain)
      for (const [criterion, mark] of Object.entries(scales)) close(expectation(tokens, criterion, mark), mark)
    }
  )
})

describe("LlmJudge", () => {
  it.effect("scores on 1 to 5, put on 0 to 1, weighs them, and says that they are plain without probabilities", () =>
    Effect.gen(function* () {
      const judge = LlmJudge.over(Models.make({ answer: () => JSON.stringify(marks) }))
      const { value } = yield* judge.evaluate(judged)
      assert.deepStrictEqual(value.scores, {
        coherence: 0.75,
        realism: 0.5,
        usefulness: 1,
        completeness: 0.25,
        specificity: 0,
        distinctiveness: 0.5,
        groundedness: Math.round(supported * 1e6) / 1e6
      })
      assert.strictEqual(value.overall, overall(value.scores, weightsOf(standard)))
      assert.strictEqual(value.method, "plain")
      assert.deepStrictEqual(
        value.remarks.map(({ claim, criterion }) => [criterion, claim]),
        [
          ["groundedness", firstId],
          ["groundedness", secondId]
        ]
      )
      assert.deepStrictEqual(value.verdicts?.slice(0, 2), [
        { claim: firstId, supported: "partly" },
        { claim: secondId, supported: "no" }
      ])
      const weights = { ...weightsOf(standard), usefulness: 100 }
      const other = LlmJudge.over(Models.make({ answer: () => JSON.stringify(marks) }), { weights })
      assert.isAbove((yield* other.evaluate(judged)).value.overall, 0.9)
    })
  )

  it("scores by probabilities only where those of all answers are known", () => {
    const answer = JSON.stringify(marks)
    const tokens = Models.certain(answer)
    assert.strictEqual(evaluated(marks, tokens).method, "probabilities")
    const unsure = tokens.map((each, index) =>
      tokens[index - 2]?.token === '"realism"' ? token("3", 0.5, { "4": 0.5 }) : each
    )
    close(evaluated(marks, unsure).scores.realism ?? 0, 0.625)
    const lost = tokens.filter(({ token }) => token !== '"coherence"')
    const evaluation = evaluated(marks, lost)
    assert.strictEqual(evaluation.method, "plain")
    assert.strictEqual(evaluation.scores.realism, 0.5)
  })

  it("counts what the gate dropped as not supported, and a claim of which nothing was said as half", () => {
    const { groundedness } = evaluated({ claims: [{ claim: firstId, supported: "yes" }], scales }, null, {
      Figure: 2
    }).scores
    assert.isDefined(groundedness)
    close(groundedness ?? null, Math.round(((1 + (ids.length - 1) / 2) / (ids.length + 2)) * 1e6) / 1e6)
  })

  it("takes verdicts by the probabilities of their words, in whatever spelling, and says how much those had", () => {
    const tokens = [plain('{"goals-1": "'), token("yes", 0.01, { Yes: 0.02, " no": 0.01, The: 0.9 }), plain('"}')]
    const worth = { yes: 1, partly: 0.5, no: 0 }
    const found = TokenScores.expectation(tokens, "goals-1", "yes", worth)
    assert.isNotNull(found)
    close(found?.value ?? null, 0.75)
    close(found?.mass ?? null, 0.04)
    const pieces = [plain('{"goals-1":'), plain(' "'), token("part", 0.5, { y: 0.25, nothing: 0.25 }), plain('ly"}')]
    close(TokenScores.expectation(pieces, "goals-1", "partly", worth)?.value ?? null, 0.5 / 0.75)
  })

  it.effect("compares two versions, each shown as the first or the second", () =>
    Effect.gen(function* () {
      const { compare = assert.fail("no comparison") } = LlmJudge.over(Models.make())
      const better = { ...persona, title: "In short: plans meals" }
      const asked = (first: typeof persona, second: typeof persona) =>
        Effect.map(compare.better({ first, second, origin: cooksRequest }), ({ value }) => value)
      assert.strictEqual(yield* asked(persona, better), "second")
      assert.strictEqual(yield* asked(better, persona), "first")
      assert.strictEqual(yield* asked(persona, persona), "same")
    })
  )

  it.prop("makes a sound evaluation of any answer", [judgeAnswer()], ([answer]) => {
    assert.isTrue(Schema.is(Evaluation)(evaluated(answer, null)))
  })

  it("asks for scores first and alone, with the sources in view, the same way each time", () => {
    const chat = LlmJudge.chatRequest(judged, Models.target())
    const { system, user } = Models.shown(chat)
    assert.include(user, "I forget what is already in the freezer")
    assert.include(user, "Give no reasons.")
    assert.notInclude(`${system}${user}`, "remarks")
    assert.notInclude(user, "kitchen.csv")
    assert.deepInclude(chat, { temperature: 0.1, seed: cooksRequest.seed, alternatives: 10 })
    assert.deepStrictEqual(LlmJudge.chatRequest(judged, Models.target()), chat)
  })

  it("gives the call for reasons the beginning of the call for scores, up to what is asked", () => {
    const evaluation = evaluated(marks, null)
    const scores = LlmJudge.chatRequest(judged, Models.target(Models.local, 12_000))
    const reasons = LlmJudge.reasonsRequest({ ...judged, evaluation }, Models.target(Models.local, 12_000))
    assert.deepStrictEqual(reasons.system, scores.system)
    assert.deepStrictEqual(reasons.user[0], scores.user[0])
    const data = (text = "") => text.slice(0, text.indexOf("</research_data>"))
    assert.strictEqual(data(reasons.user[1]?.text), data(scores.user[1]?.text))
    assert.include(reasons.user[1]?.text, "specificity 0.00, completeness 0.25, realism 0.50, distinctiveness 0.50.")
  })

  it("shows the claims with their ids and what each cites, and what sets the segment apart", () => {
    const { user } = Models.shown(LlmJudge.chatRequest(judged, Models.target()))
    const [claim = assert.fail("no goal")] = persona.goals
    const [, name = ""] = new RegExp(`^${claim.id} cites (\\w+): ${JSON.stringify(claim.text)}$`, "m").exec(user) ?? []
    assert.match(user, new RegExp(`^${name}: ${JSON.stringify(claim.text)}$`, "m"))
    assert.match(user, /^quotes-1 quotes p\d+: "/m)
    assert.match(user, /"Every week": 8 of 10 in the group, 8 of 40 of everyone \(more than others\)/)
  })

  it("shows what the persona cites even where nothing else fits, and numbers what it shows", () => {
    const { user } = Models.shown(LlmJudge.chatRequest(judged, Models.target(Models.local, 100)))
    const shown = [...user.matchAll(/^(p\d+): /gm)].map(([, name]) => name)
    assert.deepStrictEqual(
      shown,
      persona.passages.map((_, index) => `p${index + 1}`)
    )
    assert.notInclude(user, "a source not shown")
  })

  it("says how much of the draft was not supported", () => {
    const about = (dropped: Dropped) => Models.shown(LlmJudge.chatRequest({ ...judged, dropped }, Models.target())).user
    assert.include(about({ Figure: 2, Polarity: 1 }), "took out 3 more of its claims")
    assert.notInclude(about({}), "took out")
  })

  it.effect("gives reasons in a second call, of known criteria and places", () =>
    Effect.gen(function* () {
      const judge = LlmJudge.over(Models.make())
      const { value: evaluation } = yield* judge.evaluate(judged)
      const reasons = yield* judge.explain?.remarks({ ...judged, evaluation }) ?? Effect.die("no reasons")
      assert.deepStrictEqual(
        reasons.value.map(({ claim, criterion }) => [criterion, claim]),
        [
          ["specificity", "title"],
          ["usefulness", persona.bio[0]?.id]
        ]
      )
    })
  )

  it("keeps no remark that nobody could act on", () => {
    const remark = (criterion: string, claim: string, problem: string) => ({ claim, criterion, problem })
    const read = toRemarks(
      {
        remarks: [
          remark("Realism", "goals-99", "Too smooth."),
          remark("beauty", "goals-1", "Ugly."),
          remark("realism", "goals-1", "  "),
          remark("realism", " painpoints", "None hurts.")
        ]
      },
      persona
    )
    assert.deepStrictEqual(read, [
      { criterion: "realism", claim: "", text: "Too smooth." },
      { criterion: "realism", claim: "painPoints", text: "None hurts." }
    ])
  })
})
