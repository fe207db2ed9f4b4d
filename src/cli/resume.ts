/**
 * `persona resume`: an unfinished run goes on, as its line began it.
 */
import { Effect, Option, Path } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { version } from "../domain/PackageVersion.ts"
import { FolderRunStore } from "../durable/index.ts"
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
    salvage: Flag.Boolean("salvage").pipe(
      Flag.withDescription("Take up what is whole of a damaged journal"),
      Flag.withDefault(false)
    ),
    fork: Flag.Boolean("fork").pipe(
      Flag.withDescription("Go on although the data or the version differ: calls that are the same are taken over"),
      Flag.withDefault(false)
    ),
    yes: Flag.Boolean("yes").pipe(
      Flag.withAlias("y"),
      Flag.withDescription("Do not ask before spending money"),
      Flag.withDefault(false)
    )
  },
  Effect.fnUntraced(function* ({ directory, fork, salvage, yes }) {
    const path = yield* Path.Path
    const folder = path.resolve(Option.isSome(directory) ? directory.value : yield* newest("personas"))
    const line = Option.getOrNull(yield* UnfinishedRun.lineIn(folder))
    if (line === null) return yield* notUnfinished(folder)
    if (line.args === null)
      return yield* new UsageError({
        message: `The line of ${folder} was not kept, because it read standard input or held a password: give it again, and the run goes on.`
      })
    const chosen = [fork && "--fork", salvage && "--salvage", yes && "--yes"].filter((flag) => flag !== false)
    const args = [...line.args, ...chosen.filter((flag) => !line.args?.includes(flag))]
    yield* Output.say(`persona ${args.map(quoted).join(" ")}`)
    process.chdir(line.directory)
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

/** The newest unfinished run in a folder. */
const newest = Effect.fnUntraced(function* (parent: string) {
  const path = yield* Path.Path
  const [found] = yield* UnfinishedRun.foldersOf(parent)
  return found === undefined
    ? yield* new UsageError({
        message: `There is no unfinished run in ${parent}. persona runs lists what there is; persona resume DIR takes up a run elsewhere.`
      })
    : path.join(parent, found)
})

const notUnfinished = Effect.fnUntraced(function* (folder: string) {
  const entries = yield* FolderRunStore.readIn(folder)
  const message =
    entries.at(-1)?._tag === "Finished" && !folder.endsWith(UnfinishedRun.unfinished)
      ? `The run in ${folder} is finished: its files are there, and persona report makes its report again.`
      : `${folder} is not the folder of an unfinished run, or it was killed before anything was kept: give the line of persona generate again.`
  return yield* new UsageError({ message })
})
