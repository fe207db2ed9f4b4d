import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import * as CodebookYaml from "../../../src/cli/CodebookYaml.ts"
import * as WrittenFile from "../../../src/cli/WrittenFile.ts"
import * as Codebook from "../../../src/corpus/codebook/index.ts"
import { again, codebookOf, ownWords, questionOf } from "./columns.ts"

const study = codebookOf({
  "How spicy do you like it?": again(["mild", "hot", "very hot", "n/a"]),
  "Which do you use? [Sync]": again(["Yes", "No"]),
  "Which do you use? [Share]": again(["No", "Yes", "No"]),
  "Anything else?": ownWords()
})

const issuesOf = (written: unknown): ReadonlyArray<string> => {
  const corrected = Effect.flatMap(Codebook.decode(written), (input) => Codebook.override(study, input))
  const result = Effect.runSync(Effect.result(corrected))
  return Result.isFailure(result) ? result.failure.issues : []
}

describe("Corrections that cannot be used", () => {
  it.each([
    [
      "a key of a question that is unknown",
      { questions: [{ key: "x", lable: "y" }] },
      'questions.0.lable: no such key; did you mean "label"?'
    ],
    ["a key that is unknown", { question: [] }, 'question: no such key; did you mean "questions"?'],
    ["a key of a column", { metadata: [{ column: "x", roll: "weight" }] }, 'did you mean "role"?'],
    [
      "a question that is not there",
      { questions: [{ key: "how-spicy-do-you-lik", kind: "text" }] },
      'did you mean "how-spicy-do-you-like-it"?; to make one, name its columns'
    ],
    [
      "a column of another file",
      { metadata: [{ column: "Which do you use? [Synk]", role: "design" }] },
      'did you mean "Which do you use? [Sync]"?'
    ],
    [
      "a column of another file for a question",
      { questions: [{ key: "new", columns: [{ header: "Anything els?" }] }] },
      'did you mean "Anything else?"?'
    ],
    [
      "an order that leaves out an answer",
      { questions: [{ key: "how-spicy-do-you-like-it", options: ["mild", "hot"] }] },
      'leave out "very hot", which was answered'
    ],
    ["a kind that does not exist", { questions: [{ key: "x", kind: "ordinal" }] }, "questions.0.kind: "],
    ["a wrong type", { questions: "all" }, 'questions: must be a list, as in "- key: …"'],
    ["keys for a list", { metadata: { x: "weight" } }, 'metadata: must be a list, as in "- column: …"'],
    ["no object", 7, "(all): "],
    [
      "a respondent column that is not there",
      { respondentColumn: "Anything elsee?" },
      'did you mean "Anything else?"?'
    ],
    [
      "a base that is not there",
      { questions: [{ key: "Anything else?", base: ["Ask"] }] },
      'base: no column is called "Ask"'
    ],
    [
      "a first question that is not there",
      { questions: [{ key: "Anything else?", repeatOf: "how-spicy" }] },
      'no question has the key "how-spicy"'
    ],
    [
      "a question that is named twice",
      {
        questions: [
          { key: "Anything else?", use: false },
          { key: "anything-else", kind: "text" }
        ]
      },
      "named twice"
    ]
  ])("name %s", (_, written, part) => {
    assert.include(issuesOf(written).join("\n"), part)
  })

  it("are named all at once", () =>
    assert.strictEqual(
      issuesOf({
        metadata: [
          { column: "a", role: "design" },
          { column: "b", role: "design" }
        ]
      }).length,
      2
    ))
})

describe("A message", () => {
  it("tells the first of very many issues, and how many more there are", () => {
    const questions = Array.from({ length: 5000 }, (_, i) => ({ key: `k${i}` }))
    const corrected = Effect.flatMap(Codebook.decode({ questions }), (input) => Codebook.override(study, input))
    const result = Effect.runSync(Effect.result(corrected))
    assert.match(Result.isFailure(result) ? result.failure.message : "", /"k19".*\n {2}and 4980 more$/)
  })
})

describe("Corrections", () => {
  const corrected = (written: unknown) =>
    Effect.runSync(Effect.flatMap(Codebook.decode(written), (input) => Codebook.override(study, input)))

  it("change only what they name", () => {
    const after = corrected({ questions: [{ key: "how-spicy-do-you-like-it", label: "Spiciness" }] })
    const [first, ...rest] = after.questions
    const [before, ...others] = study.questions
    assert.isDefined(before)
    assert.deepStrictEqual(first, { ...before, label: "Spiciness", confidence: 1 })
    assert.deepStrictEqual(rest, others)
  })

  it("find a question by the header of its first column too", () =>
    assert.isFalse(
      questionOf(
        corrected({ questions: [{ key: "Which do you use? [Sync]", use: false }] }),
        "Which do you use? [Share]"
      ).use
    ))

  it("take a column from the question that it was in", () => {
    const after = corrected({ metadata: [{ column: "Which do you use? [Sync]", role: "design" }] })
    assert.deepStrictEqual(
      questionOf(after, "Which do you use? [Share]").columns.map(({ header }) => header),
      ["Which do you use? [Share]"]
    )
  })

  it("add codes for no answer to all questions", () => {
    for (const { missing } of corrected({ missing: ["77"] }).questions) assert.include(missing, "77")
  })
})

const Answer = Schema.Literals([
  "",
  "Yes",
  "No",
  "Never",
  "Often",
  "1",
  "5",
  "-99",
  "a; b",
  "b",
  'He said "no": {x}',
  "ä#\u2028 - ’",
  "# no"
])
const Header = Schema.Literals([
  "Q1_1",
  "Q1_2",
  "Which? [A]",
  'Which? [B: "c"]',
  "- x: y",
  "Age",
  "null",
  "Other",
  "{a}",
  "Why?"
])
const Table = Schema.Array(
  Schema.Struct({ header: Header, cells: Schema.Array(Answer).check(Schema.isMaxLength(12)) })
).check(Schema.isMaxLength(8))

describe("A codebook as YAML", () => {
  it.effect.prop(
    "is the same codebook when it is given back",
    [Table],
    ([columns]) =>
      Effect.gen(function* () {
        const made = codebookOf(
          Object.fromEntries([
            ["id", ["x1", "x2"]],
            ...columns.map(({ cells, header }): [string, ReadonlyArray<string>] => [header, cells])
          ])
        )
        const text = CodebookYaml.render(made, Codebook.doubts(made))
        const read = yield* Codebook.decode(Result.getOrThrow(WrittenFile.parse("codebook.yaml", text)))
        assert.deepStrictEqual(yield* Codebook.override(made, read), made)
      }),
    { arbitrary: { runs: 150 } }
  )
})
