/**
 * `persona runs`: which runs there are, how far they came and what they cost.
 */
import { Clock, DateTime, Effect, FileSystem, Path, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import * as Usd from "../domain/Usd.ts"
import { FolderRunStore } from "../durable/index.ts"
import { dollars } from "../report/Wording.ts"
import { summaryOf } from "../stages/RunEntry.ts"
import { UsageError } from "./Exit.ts"
import * as Output from "./Output.ts"
import * as UnfinishedRun from "./UnfinishedRun.ts"

/** What is said of a run. */
const Listed = Schema.Struct({
  folder: Schema.String,
  state: Schema.Literals(["finished", "unfinished", "under way", "unreadable"]),
  /** Null before the end. */
  personas: Schema.NullOr(Schema.Int),
  calls: Schema.Int,
  /** What was billed, and what may have been besides, in US dollars. */
  usd: Schema.Finite,
  possiblyBilledUsd: Schema.Finite,
  /** When it was begun; null where that is not known. */
  begun: Schema.NullOr(Schema.String),
  /** What is wrong, where it cannot be read. */
  problem: Schema.optionalKey(Schema.String)
})

type Listed = typeof Listed.Type

const asJson = Schema.encodeEffect(Schema.fromJsonString(Schema.Array(Listed)))

/** The command. */
export const runs = Command.make(
  "runs",
  {
    directory: Argument.String("DIR").pipe(
      Argument.withDescription("The folder that holds the folders of runs (personas)"),
      Argument.withDefault("personas")
    ),
    json: Flag.Boolean("json").pipe(Flag.withDescription("Print them as JSON"), Flag.withDefault(false))
  },
  Effect.fnUntraced(function* ({ directory, json }) {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    if (!(yield* Effect.orElseSucceed(files.exists(directory), () => false)))
      return yield* new UsageError({
        message: `There is no folder ${directory}. Runs are where persona generate --output put them.`
      })
    const store = yield* FolderRunStore.make({ directory })
    // `latest` is another name for one of them.
    const isLink = (name: string) => Effect.isSuccess(files.readLink(path.join(directory, name)))
    const names = yield* Effect.filter(yield* store.names, (name) => Effect.map(isLink(name), (link) => !link))
    const listed = yield* Effect.forEach(names, (name) => listedIn(path.join(directory, name)))
    if (json) return yield* Output.data(`${yield* asJson(listed)}\n`)
    if (listed.length === 0) return yield* Output.say(`There are no runs in ${directory}.`)
    yield* Output.data(table(listed, yield* Clock.currentTimeMillis))
    if (listed.some(({ state }) => state === "unfinished"))
      yield* Output.say("persona resume DIR goes on with an unfinished run.")
  })
).pipe(
  Command.withDescription("List runs: how far they came, and what they cost"),
  Command.withExamples([{ command: "persona runs", description: "Those in personas" }])
)

const listedIn = (folder: string) =>
  Effect.matchEffect(FolderRunStore.readIn(folder), {
    onFailure: ({ message }) =>
      Effect.succeed<Listed>({
        folder,
        state: "unreadable",
        personas: null,
        calls: 0,
        usd: 0,
        possiblyBilledUsd: 0,
        begun: null,
        problem: message
      }),
    onSuccess: (entries) =>
      Effect.map(FolderRunStore.holderOf(folder), (holder): Listed => {
        const { begunAt, calls, personas, possiblySpent, spent, state } = summaryOf(entries)
        // Until its files are written, it is not.
        const isFinished = state === "Finished" && !folder.endsWith(UnfinishedRun.unfinished)
        return {
          folder,
          state: holder !== null ? "under way" : isFinished ? "finished" : "unfinished",
          personas,
          calls,
          usd: Usd.toDollars(spent),
          possiblyBilledUsd: Usd.toDollars(possiblySpent),
          begun: begunAt === null ? null : DateTime.formatIso(DateTime.makeUnsafe(begunAt))
        }
      })
  })

const table = (listed: ReadonlyArray<Listed>, now: number): string => {
  const rows = listed.map((one) => [
    one.folder,
    one.state,
    one.personas === null ? `${one.calls} calls` : `${one.personas} persona${one.personas === 1 ? "" : "s"}`,
    one.possiblyBilledUsd > 0 ? `${dollars(one.usd)} to ${dollars(one.usd + one.possiblyBilledUsd)}` : dollars(one.usd),
    one.begun === null ? "" : ageOf(now - Date.parse(one.begun))
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)))
  return rows
    .map((row, at) => {
      const line = row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()
      const { problem } = listed[at] ?? {}
      return `${line}\n${problem === undefined ? "" : `  ${problem}\n`}`
    })
    .join("")
}

/** How long ago, in words. */
const ageOf = (millis: number): string => {
  const minutes = Math.floor(millis / 60_000)
  if (minutes < 1) return "just now"
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ago`
  return `${Math.floor(hours / 24)} days ago`
}
