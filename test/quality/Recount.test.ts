/**
 * What results say was counted is counted again from the raw files: the bundled survey, and public ones where they are at hand.
 * `RECOUNT=3,5,20` runs all of them for so many personas.
 */
import { existsSync, readFileSync } from "node:fs"
import { basename } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Stream } from "effect"
import * as Codebook from "../../src/corpus/codebook/index.ts"
import * as Embedded from "../../src/embedded/index.ts"
import * as HybridPipeline from "../../src/pipeline/HybridPipeline.ts"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { ResearchData } from "../../src/sources/index.ts"
import { CostMeter } from "../../src/stages/CostMeter.ts"
import { read } from "./rawTable.ts"
import { recount, type Told } from "./recount.ts"

interface StudyFile {
  readonly path: string
  /** Rows before the first respondent. */
  readonly headerRows: number
}

const bundled: StudyFile = { path: "examples/data/larder-survey.csv", headerRows: 1 }

const rowsOfHeaders: Readonly<Record<string, number>> = {
  "steak-risk-survey.csv": 2,
  "starwars.csv": 2,
  "quiz-qualtrics.csv": 3
}

/** Public surveys that are shared between checkouts and are no part of the project. */
const shared = [
  ...["comma-survey", "steak-risk-survey"].map((name) => `../shared/data/surveys/${name}.csv`),
  ..."alliance dask esm masculinity quiz-qualtrics rse2016 stacks starwars students unit-tests"
    .split(" ")
    .map((name) => `../shared/data/columns/data/${name}.csv`)
]
  .filter((path) => existsSync(path))
  .map((path): StudyFile => ({ path, headerRows: rowsOfHeaders[basename(path)] ?? 1 }))

if (shared.length === 0) console.warn("The shared surveys are absent: only the bundled one is counted again.")

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer)

/** A study and what a run without a model tells of it; undefined where it has too few respondents for so many personas. */
const told = Effect.fnUntraced(function* ({ headerRows, path }: StudyFile, count: number) {
  const records = ResearchData.fromPaths([path], { onWarning: () => Effect.void })
  const codebook = Codebook.of([...(yield* Stream.runCollect(records))])
  if (codebook.respondents < 5 * count) return undefined
  const { members = {}, personas } = yield* HybridPipeline.generate(records, {
    count,
    members: true,
    // Words that were replaced do not stand in the file.
    anonymiseInput: false,
    qualityThreshold: 0
  })
  const table = read(readFileSync(path), basename(path), headerRows, codebook.respondentColumn)
  const result: Told = { personas: personas.map(({ persona }) => persona), members, k: 3 }
  return { study: { codebook, table }, result }
})

const cases = (): ReadonlyArray<readonly [file: StudyFile, count: number]> => {
  const counts = process.env["RECOUNT"]?.split(",").map(Number)
  if (counts !== undefined) return [bundled, ...shared].flatMap((file) => counts.map((count) => [file, count] as const))
  return [[bundled, 3], [bundled, 5], ...shared.map((file) => [file, 3] as const)]
}

describe("a result", () => {
  for (const [file, count] of cases())
    it.effect(
      `of ${basename(file.path)} for ${count} personas says what the file says`,
      () =>
        Effect.gen(function* () {
          const made = yield* told(file, count)
          if (made === undefined) return
          const { checked, violations } = recount(made.study, made.result)
          assert.deepStrictEqual(violations, [])
          // Where headers are names of variables, little more than who people are can be said.
          if (made.result.personas.length > 0) assert.isAtLeast(checked["group"] ?? 0, 2 * count)
        }).pipe(Effect.provide(Stages)),
      120_000
    )
})

it.effect("is found wrong where one figure, fact, member, support, quote or passage of it is wrong", () =>
  Effect.gen(function* () {
    const made = yield* told(bundled, 3)
    assert.isDefined(made)
    const [persona] = made.result.personas
    assert.isDefined(persona)
    const [count] = persona.counts
    const [fact] = persona.facts
    const [passage] = persona.passages
    const [quote] = persona.quotes
    const [claim] = persona.bio
    assert.isTrue([count, fact, passage, quote, claim].every((each) => each !== undefined))
    if (!count || !fact || !passage || !quote || !claim?.support) return
    const { group } = count
    const wrong: Readonly<Record<string, Partial<typeof persona>>> = {
      group: {
        counts: persona.counts.map((each) =>
          each === count ? { ...each, group: { ...group, matched: group.matched - 1 } } : each
        )
      },
      fact: { facts: [{ ...fact, value: "Something else" }] },
      together: { sharedBy: persona.sharedBy + 1 },
      segment: { segment: { ...persona.segment, size: persona.segment.size + 1 } },
      passage: { passages: [{ ...passage, text: `${passage.text} really` }, ...persona.passages.slice(1)] },
      quote: { quotes: [{ ...quote, text: "Nobody ever said this" }] },
      support: { bio: [{ ...claim, support: { ...claim.support, respondents: claim.support.respondents + 1 } }] },
      figures: { bio: [{ ...claim, text: "59 of 60 plan meals." }] },
      evidence: { bio: [{ ...claim, evidence: ["c9999"] }] }
    }
    for (const [what, change] of Object.entries(wrong)) {
      const { violations } = recount(made.study, {
        ...made.result,
        personas: [{ ...persona, ...change }, ...made.result.personas.slice(1)]
      })
      assert.isTrue(
        violations.some((violation) => violation.startsWith(`${what}:`)),
        `${what}: ${violations.join("\n")}`
      )
    }
    const [id = "", ids = []] = Object.entries(made.result.members)[0] ?? []
    const { violations } = recount(made.study, {
      ...made.result,
      members: { ...made.result.members, [id]: ids.slice(1) }
    })
    assert.isTrue(violations.some((violation) => violation.startsWith("members:")))
  }).pipe(Effect.provide(Stages))
)
