/**
 * `persona codebook`: what each question of a study is, to be read or corrected.
 */
import { Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import * as AnswerTable from "../corpus/AnswerTable.ts"
import * as Codebook from "../corpus/codebook/index.ts"
import * as RespondentRecords from "../corpus/codebook/RespondentRecords.ts"
import * as Variables from "../corpus/codebook/Variables.ts"
import * as Sliced from "../corpus/Sliced.ts"
import * as Corpus from "../corpus/Corpus.ts"
import * as CodebookTable from "./CodebookTable.ts"
import * as CodebookYaml from "./CodebookYaml.ts"
import { flags } from "./Options.ts"
import * as Output from "./Output.ts"
import * as ResearchInput from "./ResearchInput.ts"

/** More rows than this tell no more of what a question is. */
const mostRows = 100_000

/** The command. */
export const codebook = Command.make(
  "codebook",
  {
    files: Argument.String("file").pipe(
      Argument.withDescription("Files or folders of research data, or - for standard input"),
      Argument.atLeast(1)
    ),
    format: Flag.Literals("format", ["table", "yaml", "json"]).pipe(
      Flag.withDescription("table to read, yaml to correct and give back with --codebook, json for programs"),
      Flag.withDefault("table")
    ),
    ...ResearchInput.codebookFlags,
    skipUnreadable: flags.skipUnreadable
  },
  Effect.fnUntraced(function* ({ files, format, ...options }) {
    const { data, records } = yield* ResearchInput.open(
      files,
      { ...options, interviewer: [] },
      { onWarning: ({ message }) => Output.say(`Warning: ${message}`) }
    )
    const read = yield* Corpus.collect(records, { maxRecords: mostRows, seed: 1 })
    const tables = yield* data.tables
    const made = yield* Codebook.override(yield* Codebook.guessed(read.records, tables), data.codebook)
    if (format === "json") {
      const sources = tables.map(({ columns, file, headerRows, sheet }) => ({
        file,
        ...(sheet !== undefined && { sheet }),
        headerRows,
        columns: columns.map(({ name }) => name)
      }))
      return yield* Output.data(`${JSON.stringify({ ...made, sources }, null, 2)}\n`)
    }
    const doubts = Codebook.doubts(made)
    if (format === "yaml") return yield* Output.data(CodebookYaml.render(made, doubts))
    const people = RespondentRecords.join(made, read.records)
    const variables = Variables.of(made)
    const table = yield* Sliced.run(() =>
      AnswerTable.make(
        variables,
        people.map(({ fields }) => new Map(fields.map(({ name, text }) => [name, text]))),
        []
      )
    )
    yield* Output.data(
      CodebookTable.render({
        codebook: made,
        variables,
        table,
        doubts,
        width: Math.min(process.stdout.columns || 100, 120)
      })
    )
  })
).pipe(
  Command.withDescription("Print what each question of a study is: its kind, its answers in their order, who answered"),
  Command.withExamples([
    { command: "persona codebook survey.csv", description: "Read what was made of each column" },
    {
      command: "persona codebook survey.csv --format yaml > codebook.yaml",
      description: "Write it to a file to correct; give it back with --codebook codebook.yaml"
    }
  ])
)
