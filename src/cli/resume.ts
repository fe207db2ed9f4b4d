/**
 * `persona resume`: an unfinished run goes on, as its line began it.
 */
import { Effect, FileSystem, Option, Path } from "effect"
import { Argument, Command } from "effect/cli"
import { version } from "../domain/PackageVersion.ts"
import { FolderRunStore } from "../durable/index.ts"
import * as Consent from "./Consent.ts"
import { UsageError } from "./Exit.ts"
import { generate } from "./generate.ts"
import * as Output from "./Output.ts"
import * as UnfinishedRun from "./UnfinishedRun.ts"

/** The command. */
export const resume = Command.make(
  "resume",
  {
    directory: Argument.String("DIR").pipe(
      Argument.withDescription("The folder of an unfinished run; left out, the newest in personas"),
      Argument.optional
    ),
    ...UnfinishedRun.flags,
    ...Consent.flag
  },
  Effect.fnUntraced(function* ({ directory, fork, salvage, yes }) {
    const path = yield* Path.Path
    const folder = yield* realFolder(Option.isSome(directory) ? directory.value : yield* newest("personas"))
    const line = Option.getOrNull(yield* UnfinishedRun.lineIn(folder))
    if (line === null || (yield* isFiled(folder))) return yield* notUnfinished(folder)
    if (line.args === null)
      return yield* new UsageError({
        message: `The line of ${folder} was not kept, because it read standard input or held a password: give it again, and the run goes on.`
      })
    const chosen = [fork && "--fork", salvage && "--salvage", yes && "--yes"].filter((flag) => flag !== false)
    const args = [...line.args, ...chosen.filter((flag) => !line.args?.includes(flag))]
    yield* Output.say(`persona ${args.map(quoted).join(" ")}`)
    yield* Effect.try({
      try: () => process.chdir(line.directory),
      catch: () =>
        new UsageError({
          message: `The line was given in ${line.directory}, which is not there any more or cannot be entered: give it again from where its files are, with --output ${quoted(path.dirname(folder))}, and the run goes on.`
        })
    })
    yield* Effect.provideService(again(args), UnfinishedRun.Resumed, { folder, args: line.args })
  })
).pipe(
  Command.withDescription("Go on with a run that was killed or stopped"),
  Command.withExamples([
    { command: "persona resume", description: "The newest unfinished run in personas" },
    { command: "persona resume personas/2026-11-27-larder.unfinished", description: "This one" }
  ])
)

const again = Command.runWith(Command.make("persona").pipe(Command.withSubcommands([generate])), { version })

/** A word as a shell takes it. */
const quoted = (word: string): string => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)

/** Where a folder is, whichever links lead to it. */
const realFolder = Effect.fnUntraced(function* (given: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const place = yield* Effect.mapError(
    files.realPath(path.resolve(given)),
    ({ reason }) =>
      new UsageError({
        message:
          reason._tag === "NotFound"
            ? `There is no folder ${given}. persona runs lists the runs in personas, and persona runs DIR those in another folder.`
            : `${given} cannot be read (${reason._tag}): give the folder of an unfinished run.`
      })
  )
  const type = yield* Effect.orElseSucceed(
    Effect.map(files.stat(place), (info) => info.type),
    () => "Unknown"
  )
  return type === "File"
    ? yield* new UsageError({ message: `${given} is no folder: give the folder of an unfinished run.` })
    : place
})

/** The newest unfinished run in a folder that no process works on; else the newest. */
const newest = Effect.fnUntraced(function* (parent: string) {
  const path = yield* Path.Path
  const places = (yield* UnfinishedRun.foldersOf(parent)).map((folder) => path.join(parent, folder))
  const free = yield* Effect.filter(places, (place) => Effect.map(UnfinishedRun.isHeld(place), (held) => !held))
  const [found] = [...free, ...places]
  return (
    found ??
    (yield* new UsageError({
      message: `There is no unfinished run in ${parent}. persona runs lists what there is; persona resume DIR takes up a run elsewhere.`
    }))
  )
})

/** Whether the run is finished and its files are written. Until then the folder is called unfinished. */
const isFiled = (folder: string) =>
  folder.endsWith(UnfinishedRun.unfinished)
    ? Effect.succeed(false)
    : Effect.match(FolderRunStore.readIn(folder), {
        onFailure: () => false,
        onSuccess: (entries) => entries.at(-1)?._tag === "Finished"
      })

const notUnfinished = Effect.fnUntraced(function* (folder: string) {
  return yield* new UsageError({ message: yield* whyNot(folder) })
})

const whyNot = Effect.fnUntraced(function* (folder: string) {
  const path = yield* Path.Path
  if (yield* isFiled(folder))
    return `The run in ${folder} is finished: its files are there, and persona report makes its report again.`
  if ((yield* FolderRunStore.readIn(folder)).length > 0)
    return `The line of the run in ${folder} was not kept: give the line of persona generate again, and the run goes on.`
  const [inside] = yield* UnfinishedRun.foldersOf(folder)
  if (inside !== undefined)
    return `${folder} holds runs: name one of them, such as ${path.join(folder, inside)}. persona runs lists them.`
  if ((yield* (yield* FolderRunStore.make({ directory: folder })).names).length > 0)
    return `${folder} holds runs, and none of them is unfinished. persona runs lists them.`
  return `${folder} is not the folder of an unfinished run, or it was killed before anything was kept: give the line of persona generate again.`
})
