/**
 * `persona report`: the files of a run made again from its result.
 */
import { Effect, FileSystem, Path, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { HybridResult } from "../pipeline/HybridResult.ts"
import { answersFile, StudyAnswers } from "../report/StudyAnswers.ts"
import { teamReport, teamReportFile } from "../report/html/HtmlFormat.ts"
import { json } from "../report/JsonFormat.ts"
import { filesOf, type ResultFile } from "../report/ResultFormat.ts"
import { UsageError } from "./Exit.ts"
import { formatsIn } from "./formatsIn.ts"
import * as Output from "./Output.ts"
import * as OutputFiles from "./OutputFiles.ts"

/** The command. */
export const report = Command.make(
  "report",
  {
    directory: Argument.String("DIR").pipe(Argument.withDescription("The folder of a run, such as personas/latest")),
    team: Flag.Boolean("team").pipe(
      Flag.withDescription("The report with everybody's answers, for those who may read the data"),
      Flag.withDefault(false)
    ),
    format: Flag.String("format").pipe(
      Flag.withDescription("Which files, separated by commas (html)"),
      Flag.withDefault("html")
    ),
    replace: Flag.Boolean("replace").pipe(
      Flag.withDescription("Replace files that say something else"),
      Flag.withDefault(false)
    )
  },
  Effect.fnUntraced(function* ({ directory, format, replace, team }) {
    const wanted = yield* formatsIn(format)
    const result = yield* resultIn(directory)
    if (result.run?.isRestored === true)
      return yield* new UsageError({
        message: `${directory} was made with --restore and holds original words, so no report is made from it. Run persona generate again without --restore.`
      })
    const files = team
      ? [{ file: teamReportFile, text: yield* teamReport(result, yield* answersIn(directory, result)) }]
      : (yield* Effect.forEach(
          wanted.filter((one) => one !== json),
          (one) => filesOf(one, result)
        )).flat()
    for (const file of files) yield* written(directory, file, replace)
  })
).pipe(
  Command.withDescription("Make the report of a run again, from its folder"),
  Command.withExamples([
    { command: "persona report personas/latest", description: "The report to share" },
    { command: "persona report personas/latest --team", description: "With everybody's answers, of a run with --team" }
  ])
)

/** The result in a run's folder. */
export const resultIn = Effect.fnUntraced(function* (directory: string) {
  return yield* readAs(HybridResult, directory, json.file, "the folder of a run, with its result.json")
})

const answersIn = Effect.fnUntraced(function* (directory: string, { runId }: HybridResult) {
  const answers = yield* readAs(
    StudyAnswers,
    directory,
    answersFile,
    "the folder of a run that was made with --team: without it, answers are not kept"
  )
  if (answers.runId !== runId)
    return yield* new UsageError({ message: `${answersFile} in ${directory} is of another run than its result.json.` })
  return answers
})

const readAs = Effect.fnUntraced(function* <S extends Schema.Codec<unknown, unknown>>(
  schema: S,
  directory: string,
  file: string,
  expected: string
) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const place = path.join(directory, file)
  const text = yield* Effect.mapError(
    files.readFileString(place),
    ({ reason }) => new UsageError({ message: `${place} cannot be read (${reason._tag}): give ${expected}.` })
  )
  return yield* Effect.mapError(
    Schema.decodeUnknownEffect(Schema.fromJsonString(schema))(text),
    () =>
      new UsageError({
        message: `${place} is not what this version of the command writes: it was changed, or comes from another version.`
      })
  )
})

/** Writes a file that says the same as the one that is there, or is not there yet; another one only where that is asked for. */
const written = Effect.fnUntraced(function* (directory: string, { file, text }: ResultFile, replace: boolean) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const place = path.join(directory, file)
  const before = yield* Effect.option(files.readFileString(place))
  if (before._tag === "Some" && before.value !== text && !replace)
    return yield* new UsageError({
      message: `${place} is there and says something else: it stays as it is. Add --replace to replace it.`
    })
  yield* OutputFiles.replaceFile(place, text)
  yield* Output.data(`${place}\n`)
})
