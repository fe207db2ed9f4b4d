/**
 * `persona privacy review`: what would be replaced, by word, to be checked before anything is.
 */
import { Effect, FileSystem, Option, Path } from "effect"
import { Argument, Command, Flag, Prompt } from "effect/cli"
import { LocalAnonymiser, Review, Scan } from "../privacy/index.ts"
import { keeper } from "../privacy/Replacing.ts"
import { because } from "./anonymise.ts"
import { UsageError } from "./Exit.ts"
import { listFlags, listsOf } from "./ListFlags.ts"
import { operatorFlags, operatorsOf } from "./OperatorFlags.ts"
import * as Output from "./Output.ts"
import * as Lists from "./reviewLists.ts"
import { scanPasses } from "./scanPasses.ts"
import { secondReaderFlags, secondReadingOf, warnOfReader } from "./SecondReaderFlags.ts"

const meanings: Readonly<Record<Review.Entry["grade"], string>> = {
  guess: "Check these first: guesses, words that no list of names has",
  known: "Then these: names that a list has, which may be products or everyday words here",
  elsewhere: "Names that another place of the data gave away",
  told: "Told by a title, a column, a label or the words around",
  exact: "Exact: a form or a checksum shows what they are"
}

const listing = (entries: ReadonlyArray<Review.Entry>): string => {
  const width = Math.max(0, ...entries.map(({ type }) => type.length))
  const lines: Array<string> = []
  let grade: string | undefined
  for (const entry of entries) {
    if (entry.grade !== grade) lines.push(...(grade === undefined ? [] : [""]), meanings[entry.grade])
    grade = entry.grade
    const { context, count, place, type, words } = entry
    lines.push(`  ${`${count}×`.padStart(5)}  ${type.padEnd(width)}  ${words}`, `         ${place}: ${context}`)
  }
  return lines.length === 0 ? "Nothing would be replaced.\n" : `${lines.join("\n")}\n`
}

/** What somebody says of what is not sure, until there is nothing left or they have had enough. */
const asked = Effect.fnUntraced(function* (entries: ReadonlyArray<Review.Entry>) {
  const decisions = new Map<Review.Entry, Lists.Decision>()
  for (const entry of entries.filter(Lists.isOpen)) {
    const { context, count, type, words } = entry
    const decision = yield* Prompt.run(
      Prompt.Select<Lists.Decision | "stop">({
        message: `${words} (${type}, ${count}×) in: ${context}`,
        choices: [
          { title: "Leave it to the rules", value: "undecided" },
          { title: "Never replace it (allow)", value: "allow" },
          { title: "Always replace it (deny)", value: "deny" },
          { title: "Ask no more", value: "stop" }
        ]
      })
    ).pipe(Effect.orElseSucceed((): "stop" => "stop"))
    if (decision === "stop") break
    decisions.set(entry, decision)
  }
  return decisions
})

/** The command. */
export const review = Command.make(
  "review",
  {
    files: Argument.String("file").pipe(
      Argument.withDescription("Files of research data, or - for standard input"),
      Argument.atLeast(1)
    ),
    writeLists: Flag.String("write-lists").pipe(
      Flag.withMetavar("DIR"),
      Flag.withDescription("Write allow.txt and deny.txt there, for --allow and --deny; in a terminal you are asked"),
      Flag.optional
    ),
    ...operatorFlags,
    ...listFlags,
    ...secondReaderFlags
  },
  Effect.fnUntraced(function* (options) {
    const path = yield* Path.Path
    const fs = yield* FileSystem.FileSystem
    const places = Option.map(options.writeLists, (folder) => ({
      folder,
      allow: path.join(folder, "allow.txt"),
      deny: path.join(folder, "deny.txt")
    }))
    for (const place of Option.match(places, { onNone: () => [], onSome: ({ allow, deny }) => [allow, deny] })) {
      if (yield* Effect.orElseSucceed(fs.exists(place), () => true))
        return yield* new UsageError({
          message: `${place} is there already and may hold your decisions: give --write-lists another folder, and this list with --allow or --deny to carry it on.`
        })
    }
    const operators = yield* operatorsOf(options)
    const lists = yield* listsOf(options)
    const reading = yield* secondReadingOf(options)
    const scanner = Scan.ofRecords({
      ...lists,
      recognisers: LocalAnonymiser.recognisersOf(operators),
      strict: options.strict,
      leave: keeper(operators),
      ...(reading !== undefined && { opinions: reading.opinions })
    })
    const found = Review.make()
    const { warn } = yield* scanPasses(options.files, scanner, reading, (finding, file, place) => {
      found.add(finding, [file, place].filter((part) => part !== "").join(", "))
      return ""
    })
    const entries = found.entries()
    yield* Output.data(listing(entries))
    if (found.beyond() > 0)
      yield* Output.say(`Warning: ${found.beyond()} more are of words beyond these ${entries.length}.`)
    if (Option.isSome(places)) {
      const { allow, deny, folder } = places.value
      const terminal = !options.files.includes("-") && Output.canBeAsked()
      const decisions = terminal ? yield* asked(entries) : new Map<Review.Entry, Lists.Decision>()
      yield* Effect.mapError(fs.makeDirectory(folder, { recursive: true }), because(folder))
      for (const [place, text] of [
        [allow, Lists.allow(entries, decisions, lists.allow)],
        [deny, Lists.deny(entries, decisions, lists.deny)]
      ] as const)
        yield* Effect.mapError(fs.writeFileString(place, text, { mode: 0o600 }), because(place))
      yield* Output.say(
        `Wrote ${allow} and ${deny}. ${Lists.howTo} Then: persona privacy anonymise … --allow ${allow} --deny ${deny}`
      )
    }
    yield* warn
    yield* warnOfReader(reading)
  }, Effect.scoped)
).pipe(
  Command.withDescription("List what would be replaced, word by word, for you to check; what to check first is first"),
  Command.withExamples([
    { command: "persona privacy review survey.csv", description: "What would be replaced, guesses first" },
    {
      command: "persona privacy review survey.csv --write-lists lists",
      description: "The same, and lists/allow.txt and lists/deny.txt to decide in"
    }
  ])
)
