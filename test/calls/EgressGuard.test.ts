import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Stream } from "effect"
import type { DraftRequest } from "../../src/domain/DraftRequest.ts"
import type { Evaluation } from "../../src/domain/Evaluation.ts"
import type { ResearchRecord } from "../../src/domain/ResearchRecord.ts"
import * as Usage from "../../src/domain/Usage.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { Anonymiser, type AnonymiserShape } from "../../src/stages/Anonymiser.ts"
import type { DraftGeneratorShape } from "../../src/stages/DraftGenerator.ts"
import type { CompareRequest, JudgeRequest, JudgeShape } from "../../src/stages/Judge.ts"
import type { RefineRequest, RefinerShape } from "../../src/stages/Refiner.ts"
import * as T from "../pipeline/fixtures.ts"

/** Everything that a remote stage was shown, as text. */
const recorder = () => {
  const shown: Array<unknown> = []
  return { show: (value: unknown) => void shown.push(value), all: () => JSON.stringify(shown), shown }
}

const remoteDrafter = (seen: (request: DraftRequest) => void, over: Partial<DraftGeneratorShape> = {}) =>
  T.drafter({
    model: T.remote("drafter"),
    bound: (request) =>
      Effect.as(
        Effect.sync(() => seen(request)),
        { inputTokens: 1000, outputTokens: 1000 }
      ),
    draft: (request) =>
      Effect.sync(() => {
        seen(request)
        return { value: T.content(request), usage: Usage.make(600, 300) }
      }),
    ...over
  })

const remoteJudge = (seen: (request: JudgeRequest | CompareRequest) => void, remark = ""): JudgeShape => {
  const compared = new Set<string>()
  return T.judge({
    model: T.remote("judge"),
    evaluate: (request) =>
      Effect.sync(() => {
        seen(request)
        const evaluation: Evaluation = {
          ...T.scored(0.9),
          remarks: remark === "" ? [] : [{ criterion: "realism", claim: "goals-1", text: remark }]
        }
        return { value: evaluation, usage: Usage.make(500, 50) }
      }),
    explain: {
      bound: (request) =>
        Effect.as(
          Effect.sync(() => seen(request)),
          { inputTokens: 1000, outputTokens: 100 }
        ),
      remarks: (request) =>
        Effect.sync(() => {
          seen(request)
          return { value: [], usage: Usage.make(500, 50) }
        })
    },
    compare: {
      bound: (request) =>
        Effect.as(
          Effect.sync(() => seen(request)),
          { inputTokens: 1000, outputTokens: 100 }
        ),
      better: (request) =>
        Effect.sync(() => {
          seen(request)
          // The refined version is shown second at first, and then first.
          const value = compared.has(request.first.id) ? "first" : "second"
          compared.add(request.first.id)
          return { value, usage: Usage.make(500, 50) }
        })
    }
  })
}

const seeingRefiner = (seen: (request: RefineRequest) => void): RefinerShape =>
  T.refiner({
    refine: (request) =>
      Effect.sync(() => {
        seen(request)
        return { value: T.retitle(request), usage: Usage.make(1000, 500) }
      })
  })

const run = (
  records: ReadonlyArray<ResearchRecord>,
  stages: Parameters<typeof T.layer>[0],
  config: Parameters<typeof HybridPipeline.generate>[1] = {}
) =>
  HybridPipeline.generate(Stream.fromIterable(records), {
    count: 2,
    qualityThreshold: 0.5,
    segments: { minSize: 1 },
    ...config
  }).pipe(Effect.provide(Layer.merge(T.layer(stages), Layer.fresh(LocalAnonymiser.layer()))))

/** A local drafter that writes what it should not know into its personas. */
const leaky = (leakOf: (request: DraftRequest) => string) =>
  T.drafter({ draft: (request) => Effect.succeed({ value: leaking(request, leakOf(request)), usage: Usage.none }) })

/** What the gate lets pass, because it quotes its source, with a leak behind it. */
const leaking = (request: DraftRequest, leak: string) => {
  const value = T.content(request)
  return { ...value, goals: value.goals.map((claim) => ({ ...claim, text: `${claim.text}. ${leak}` })) }
}

describe("a remote stage", () => {
  it.effect("is shown nothing that the local model blurted out, and the result says what was caught where", () =>
    Effect.gen(function* () {
      const seen = recorder()
      const result = yield* run(T.people(6), {
        drafts: leaky(() => "write to wren.thistle@example.org"),
        judge: remoteJudge(seen.show, "The address wren.thistle@example.org is odd; my name is Wren Thistle."),
        refiner: seeingRefiner(seen.show)
      })
      assert.notMatch(seen.all(), /wren|thistle/i)
      assert.match(seen.all(), /\[EMAIL_ADDRESS_1\]/)
      const { caught, egress } = result.privacy
      assert.strictEqual(egress, "replace")
      assert.isAtLeast(caught.judge["EMAIL_ADDRESS"] ?? 0, 2)
      assert.isAtLeast(caught.refine["PERSON"] ?? 0, 1)
      assert.deepStrictEqual(caught.draft, {})
      assert.include(
        result.warnings.map(({ code }) => code),
        "egress-guard"
      )
    })
  )

  it.effect("is not called at all with such a request where the policy is to refuse", () =>
    Effect.gen(function* () {
      const seen = recorder()
      const result = yield* run(
        T.people(6),
        {
          drafts: leaky(() => "write to wren.thistle@example.org"),
          judge: T.judge(),
          refiner: seeingRefiner(seen.show)
        },
        { egress: "refuse" }
      )
      assert.deepStrictEqual(seen.shown, [])
      assert.strictEqual(result.costReport.totalUsd, 0)
      assert.strictEqual(result.personas.length, 2)
      for (const { reason, refined } of result.personas) {
        assert.isFalse(refined)
        assert.match(reason ?? "", /EMAIL_ADDRESS 1.*not sent.*egress/)
        assert.notMatch(reason ?? "", /wren/)
      }
      assert.deepStrictEqual(result.privacy.caught.refine["EMAIL_ADDRESS"], 2)
    })
  )

  it.effect("sees no file name and no id of a record, and the result names them", () =>
    Effect.gen(function* () {
      const seen = recorder()
      const named = T.people(6).map((record, i) => ({
        ...record,
        id: `zelda_quux.csv#${i + 1}`,
        source: { file: "/home/zelda_quux/zelda_quux.csv", place: "sheet Zelda Quux, row 1" }
      }))
      const result = yield* run(named, {
        drafts: remoteDrafter(seen.show),
        judge: remoteJudge(seen.show),
        refiner: T.refiner({
          refine: (request) =>
            Effect.sync(() => {
              seen.show(request)
              return { value: T.retitle(request), usage: Usage.make(1000, 500) }
            })
        })
      })
      assert.notMatch(seen.all(), /zelda|quux/i)
      for (const { persona, refined } of result.personas) {
        assert.isTrue(refined)
        assert.isAtLeast(persona.passages.length, 1)
        for (const { recordId, status } of persona.passages) {
          assert.match(recordId, /^zelda_quux\.csv#\d$/)
          assert.strictEqual(status, "verified")
        }
      }
    })
  )

  it.effect("sees a person by the same placeholder wherever the name stands, also before it was betrayed", () =>
    Effect.gen(function* () {
      const seen = recorder()
      const [first, ...others] = T.people(6)
      assert.isDefined(first)
      const said = (text: string) => ({ name: "What do you want to get done?", text })
      const records: ReadonlyArray<ResearchRecord> = [
        { ...first, fields: [said("I asked wren thistle to mend the kettle for the orchard")] },
        ...others.slice(1),
        { ...first, id: "people.csv#9", fields: [said("My name is Wren Thistle and I mend kettles in the harbour")] }
      ]
      yield* run(records, { drafts: remoteDrafter(seen.show) }, { count: 6, draftMultiplier: 1 })
      assert.notMatch(seen.all(), /wren|thistle/i)
      assert.match(seen.all(), /I asked \[PERSON_1b\] to mend/)
      assert.match(seen.all(), /My name is \[PERSON_1\] and/)
    })
  )

  it.effect("has quotes of what it was shown found again, placeholders and all", () =>
    Effect.gen(function* () {
      // What an anonymiser finds only on a second look: its first pass is blind.
      const inner = LocalAnonymiser.make()
      const shortSighted: AnonymiserShape = {
        anonymise: Effect.succeed,
        inspect: (text) => Effect.sync(() => inner.inspect(text)),
        clean: (text) => Effect.sync(() => inner.clean(text)),
        restore: (text) => Effect.sync(() => inner.restore(text).text)
      }
      const records = T.people(6).map((record) => ({
        ...record,
        fields: [
          {
            name: "What do you want to get done?",
            text: `Call me on 07700 90012${record.id.slice(-1)} about the kettle`
          }
        ]
      }))
      const seen = recorder()
      const result = yield* HybridPipeline.generate(Stream.fromIterable(records), {
        count: 2,
        segments: { minSize: 1 }
      }).pipe(
        Effect.provide(
          Layer.merge(
            T.layer({ drafts: remoteDrafter(seen.show), judge: remoteJudge(seen.show) }),
            Layer.succeed(Anonymiser, shortSighted)
          )
        )
      )
      assert.notMatch(seen.all(), /07700/)
      assert.strictEqual(result.privacy.caught.corpus["PHONE_NUMBER"], 6)
      assert.isAtLeast(result.personas.length, 1)
      for (const { persona } of result.personas) {
        assert.match(persona.quotes[0]?.text ?? "", /^Call me on \[PHONE_NUMBER_\d\] about the kettle$/)
        assert.deepStrictEqual(
          persona.passages.map(({ status }) => status),
          ["verified"]
        )
      }
    })
  )

  it.effect("may name its persona, unless a participant is called just so", () =>
    Effect.gen(function* () {
      const seen = recorder()
      const result = yield* run(T.people(6), {
        drafts: leaky(({ name }) => `My name is ${name}.`),
        refiner: seeingRefiner(seen.show)
      })
      assert.match(seen.all(), new RegExp(`My name is ${result.personas[0]?.persona.name}\\.`))
      assert.deepStrictEqual(result.privacy.caught.refine, {})
      assert.deepStrictEqual(result.privacy.inPersonas, {})
    })
  )

  it.effect("gets the data as it is only where that was said twice, and the result says so too", () =>
    Effect.gen(function* () {
      const seen = recorder()
      const result = yield* run(
        T.people(6),
        { drafts: leaky(() => "write to wren.thistle@example.org"), refiner: seeingRefiner(seen.show) },
        { anonymiseInput: false, allowRawEgress: true }
      )
      assert.match(seen.all(), /wren\.thistle/)
      assert.strictEqual(result.privacy.egress, "off")
      assert.include(
        result.warnings.map(({ code }) => code),
        "raw-egress"
      )
    })
  )
})

describe("a run", () => {
  it.effect("without a remote stage has no guard, and still tells what stands in its personas", () =>
    Effect.gen(function* () {
      const seen = recorder()
      const result = yield* run(
        T.people(6),
        {
          drafts: T.drafter({
            draft: (request) =>
              Effect.sync(() => {
                seen.show(request)
                return { value: leaking(request, "write to wren.thistle@example.org"), usage: Usage.none }
              })
          })
        },
        { useFrontier: false }
      )
      assert.match(seen.all(), /people\.csv#1/)
      assert.strictEqual(result.privacy.egress, "none")
      assert.deepStrictEqual(result.privacy.inPersonas, { EMAIL_ADDRESS: result.personas.length })
      const codes = result.warnings.map(({ code }) => code)
      assert.include(codes, "personal-data-in-personas")
      assert.notMatch(JSON.stringify(result.warnings), /wren/)
    })
  )

  it.effect("tells how many of what were replaced", () =>
    Effect.gen(function* () {
      const records = T.people(6).map((record, i) => ({
        ...record,
        fields: [...record.fields, { name: "E-mail", text: `person${i}@example.org` }]
      }))
      const { privacy } = yield* run(records, {}, { useFrontier: false })
      assert.isTrue(privacy.anonymised)
      assert.strictEqual(privacy.replaced["EMAIL_ADDRESS"], 6)
    })
  )
})
