/**
 * `persona privacy anonymise` and `restore`: files in, files of the same form out.
 */
import { Data, Effect, FileSystem, Option, Path, type Redacted, Stream } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import { LocalAnonymiser, type Pseudonymiser, VaultFile } from "../privacy/index.ts"
import * as Restore from "../privacy/Restore.ts"
import type { VaultEntry } from "../privacy/Vault.ts"
import type { Rewriting } from "../sources/index.ts"
import { UsageError } from "./Exit.ts"
import { listFlags, listsOf } from "./ListFlags.ts"
import { keyOf, operatorFlags, operatorsOf } from "./OperatorFlags.ts"
import * as Output from "./Output.ts"
import { keepRow, warnOfLanguage, warnOfRows } from "./quasiIdentifiers.ts"
import { secondReaderFlags, secondReadingOf, warnOfReader } from "./SecondReaderFlags.ts"
import * as Rewrite from "./rewrite.ts"
import * as WrittenFile from "./WrittenFile.ts"

const files = Argument.String("file").pipe(
  Argument.withDescription("Files of research data, or - for standard input"),
  Argument.atLeast(1)
)
const output = Flag.String("output").pipe(
  Flag.withAlias("o"),
  Flag.withMetavar("DIR"),
  Flag.withDescription("Where the files go; a single file goes to standard output without it"),
  Flag.optional
)
/** Where the vault is kept. */
export const vaultFlag = Flag.String("vault").pipe(
  Flag.withMetavar("FILE"),
  Flag.withDescription("Keeps what the placeholders stand for, encrypted with PERSONA_VAULT_KEY")
)

const vaultKey = Effect.fnUntraced(function* () {
  const { key } = yield* keyOf
  return (
    key ??
    (yield* new UsageError({
      message:
        "--vault needs a key: set PERSONA_VAULT_KEY to a passphrase of your own, and keep it apart from the vault. Without it nobody can lead the placeholders back."
    }))
  )
})

/** Files could not be written. */
export class WriteError extends Data.TaggedError("WriteError")<{ readonly message: string }> {}

/** Why a file could not be written, and what to do. */
export const because = (file: string) => (error: { readonly reason: { readonly _tag: string } }) =>
  new WriteError({
    message: `${file} could not be written (${error.reason._tag}): check that its folder may be written to and that the disk is not full.`
  })

/** Writes a file whole or not at all: beside its place first. */
const inPlace = Effect.fnUntraced(function* <E, R>(file: string, fill: (draft: string) => Effect.Effect<void, E, R>) {
  const fs = yield* FileSystem.FileSystem
  const draft = `${file}.part`
  yield* fill(draft).pipe(
    Effect.andThen(Effect.mapError(fs.rename(draft, file), because(file))),
    Effect.onError(() => Effect.ignore(fs.remove(draft, { force: true })))
  )
})

/** A file as it is to be delivered. */
interface Delivered extends Rewrite.Written {
  /** What it is called in the folder. */
  readonly name: string
}

const deliver = Effect.fnUntraced(function* (written: ReadonlyArray<Delivered>, directory: Option.Option<string>) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const [only] = written
  if (Option.isNone(directory)) {
    if (only === undefined) return
    yield* fs.stream(only.place).pipe(
      Stream.mapError(because(only.place)),
      Stream.runForEach((bytes) => Output.bytes(bytes))
    )
    return
  }
  yield* fs.makeDirectory(directory.value, { recursive: true }).pipe(Effect.mapError(because(directory.value)))
  for (const { name, place } of written) {
    const to = path.join(directory.value, name)
    yield* inPlace(to, (draft) => Effect.mapError(fs.copyFile(place, draft), because(to)))
  }
  yield* Output.say(`Wrote ${written.map(({ name }) => path.join(directory.value, name)).join(", ")}`)
})

/** Says which files are not written in their own format. */
const tellFormats = (files: ReadonlyArray<Rewriting.Rewritable>) =>
  Effect.forEach(
    files.filter(({ writtenAs }) => writtenAs !== undefined),
    ({ file, name, writtenAs }) =>
      Output.say(`${file}: cannot be written in its own format, and becomes ${writtenAs ?? ""} (${name}).`),
    { discard: true }
  )

/** Files of which one does not exist are wrong usage. */
const opened = (paths: ReadonlyArray<string>) =>
  Rewrite.openAll(paths).pipe(
    Effect.mapError((error) =>
      error.reason._tag === "NotFound"
        ? new UsageError({
            message: `${error.reason.file} cannot be read (NotFound): check the path and who may read it.`
          })
        : error
    )
  )

/** What goes wrong before anything is read: several files and no folder, or a folder that would overwrite them. */
const checkPlaces = Effect.fnUntraced(function* (
  files: ReadonlyArray<Pick<Rewriting.Rewritable, "file" | "name">>,
  directory: Option.Option<string>
) {
  const path = yield* Path.Path
  if (Option.isNone(directory)) {
    if (files.length > 1)
      return yield* new UsageError({ message: "Several files need a folder to go to: add --output DIR." })
    return
  }
  const taken = new Set<string>()
  for (const { file, name } of files) {
    const place = path.resolve(directory.value, name)
    if (place === path.resolve(file))
      return yield* new UsageError({ message: `${file} would be overwritten: give another folder with --output.` })
    if (taken.has(place))
      return yield* new UsageError({
        message: `Two files are called ${name}: give them one after the other, to different folders.`
      })
    taken.add(place)
  }
})

const told = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([type, count]) => `${type} ${count}`)
    .join(", ") || "nothing"

const readVault = Effect.fnUntraced(function* (file: string, key: Redacted.Redacted) {
  const text = yield* WrittenFile.text({ file, what: "vault", flag: "vault" })
  return yield* VaultFile.open(text, key).pipe(
    Effect.mapError(({ message, reason }) => new VaultFile.VaultError({ reason, message: `${file}: ${message}` }))
  )
})

/**
 * Carries on the vault that lies in a file, where there is one, and says how it is written: a vault that is there belongs to
 * files that were written before, so it grows and never forgets.
 */
export const keepVault = Effect.fnUntraced(function* (place: Option.Option<string>, pseudonymiser: Pseudonymiser) {
  if (Option.isNone(place)) return { write: Effect.void }
  const fs = yield* FileSystem.FileSystem
  const file = place.value
  const key = yield* vaultKey()
  if (yield* Effect.orElseSucceed(fs.exists(file), () => true)) pseudonymiser.load(yield* readVault(file, key))
  const sealed = Effect.suspend(() => VaultFile.seal(pseudonymiser.entries(), key))
  const write = (text: string) =>
    inPlace(file, (draft) => Effect.mapError(fs.writeFileString(draft, text, { mode: 0o600 }), because(file)))
  return { write: Effect.flatMap(sealed, write) }
})

/** `persona privacy anonymise`. */
export const anonymise = Command.make(
  "anonymise",
  { files, output, vault: Flag.optional(vaultFlag), ...operatorFlags, ...listFlags, ...secondReaderFlags },
  Effect.fnUntraced(function* (options) {
    const path = yield* Path.Path
    const fs = yield* FileSystem.FileSystem
    const reading = yield* secondReadingOf(options)
    const pseudonymiser = LocalAnonymiser.make({
      ...(yield* operatorsOf(options)),
      ...(yield* listsOf(options)),
      ...(reading !== undefined && { opinions: reading.opinions })
    })
    const vault = yield* keepVault(options.vault, pseudonymiser)
    const read = yield* opened(options.files)
    yield* checkPlaces(read, options.output)
    yield* tellFormats(read)
    const folder = yield* Effect.mapError(fs.makeTempDirectoryScoped(), because("A temporary folder"))
    const rows = new Map<string, Array<ResearchRecord>>()
    const written = yield* Rewrite.anonymise(read, pseudonymiser, folder, (_, record) => keepRow(rows, record), reading)
    // Before the files, so that there is never one whose placeholders nobody knows.
    yield* vault.write
    yield* deliver(
      written.map((one) => ({ ...one, name: path.basename(Rewrite.nameOf(one.file, pseudonymiser)) })),
      options.output
    )
    yield* Output.say(`Replaced: ${told(pseudonymiser.counts())}`)
    yield* warnOfRows(rows)
    yield* warnOfLanguage(pseudonymiser.unread())
    yield* warnOfReader(reading)
    if (Option.isNone(options.vault))
      yield* Output.say("No --vault was given: nobody can lead these placeholders back.")
  }, Effect.scoped)
).pipe(
  Command.withDescription("Replace personal data in files, and keep their form: CSV stays CSV, JSON stays JSON"),
  Command.withExamples([
    { command: "persona privacy anonymise survey.csv > shared.csv", description: "One file, to standard output" },
    {
      command: "persona privacy anonymise interviews/*.txt -o shared --vault study.vault",
      description: "Several files as one study, with the way back kept encrypted"
    },
    {
      command: "persona privacy anonymise interviews/*.txt -o shared --roster participants.txt",
      description: "With a list of who took part, the surest help"
    }
  ])
)

/** `persona privacy restore`. */
export const restore = Command.make(
  "restore",
  { files, output, vault: vaultFlag },
  Effect.fnUntraced(function* (options) {
    const fs = yield* FileSystem.FileSystem
    const key = yield* vaultKey()
    const entries: ReadonlyArray<VaultEntry> = yield* readVault(options.vault, key)
    const restoring = Restore.make(entries, key)
    const read = yield* opened(options.files)
    yield* checkPlaces(read, options.output)
    yield* tellFormats(read)
    const folder = yield* Effect.mapError(fs.makeTempDirectoryScoped(), because("A temporary folder"))
    const restored = yield* Effect.forEach(read, (file, i) => Rewrite.restore(file, restoring, folder, i))
    yield* deliver(
      restored.map((one) => ({ ...one, name: one.file.name })),
      options.output
    )
    for (const { file, invented } of restored) {
      if (invented.length > 0)
        yield* Output.say(
          `Warning: ${file.file}: ${invented.slice(0, 10).join(", ")} ${invented.length === 1 ? "is" : "are"} not in the vault and left as ${invented.length === 1 ? "it is" : "they are"}: a model made them up, or the vault belongs to other files.`
        )
    }
  }, Effect.scoped)
).pipe(
  Command.withDescription("Put the original words back, with the vault they were anonymised with"),
  Command.withExamples([
    {
      command: "persona privacy restore personas/latest/personas.csv --vault study.vault > named.csv",
      description: "For your own eyes: never give the result to a model"
    }
  ])
)
