/**
 * `persona privacy anonymise` and `restore`: files in, files of the same form out.
 */
import { Effect, FileSystem, Option, Path, type Redacted } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import * as Corpus from "../corpus/Corpus.ts"
import * as KAnonymity from "../corpus/KAnonymity.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import { LocalAnonymiser, type Pseudonymiser, VaultFile } from "../privacy/index.ts"
import * as Restore from "../privacy/Restore.ts"
import type { VaultEntry } from "../privacy/Vault.ts"
import * as RunAnonymiser from "../pipeline/RunAnonymiser.ts"
import { UsageError } from "./Exit.ts"
import * as Layouts from "./layout/Anonymise.ts"
import { because, readFile, writeFile } from "./layout/Disk.ts"
import type * as LayoutFile from "./layout/File.ts"
import { listFlags, listsOf } from "./ListFlags.ts"
import { keyOf, operatorFlags, operatorsOf } from "./OperatorFlags.ts"
import * as Output from "./Output.ts"

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

interface Written {
  readonly file: LayoutFile.File
  /** What it is called in the folder. */
  readonly name: string
  readonly text: string
}

const deliver = Effect.fnUntraced(function* (written: ReadonlyArray<Written>, directory: Option.Option<string>) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const [only] = written
  if (Option.isNone(directory)) {
    if (only !== undefined) yield* Output.data(only.text)
    return
  }
  yield* fs.makeDirectory(directory.value, { recursive: true }).pipe(Effect.mapError(because(directory.value)))
  for (const { file, name, text } of written) {
    yield* writeFile(path.join(directory.value, name), file.encode(text))
  }
  yield* Output.say(`Wrote ${written.map(({ name }) => path.join(directory.value, name)).join(", ")}`)
})

/** What goes wrong before anything is read: several files and no folder, or a folder that would overwrite them. */
const checkPlaces = Effect.fnUntraced(function* (names: ReadonlyArray<string>, directory: Option.Option<string>) {
  const path = yield* Path.Path
  if (Option.isNone(directory)) {
    if (names.length > 1)
      return yield* new UsageError({ message: "Several files need a folder to go to: add --output DIR." })
    return
  }
  const taken = new Set<string>()
  for (const name of names) {
    const place = path.resolve(directory.value, path.basename(name))
    if (place === path.resolve(name))
      return yield* new UsageError({ message: `${name} would be overwritten: give another folder with --output.` })
    if (taken.has(place))
      return yield* new UsageError({
        message: `Two files are called ${path.basename(name)}: give them one after the other, to different folders.`
      })
    taken.add(place)
  }
})

const told = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([type, count]) => `${type} ${count}`)
    .join(", ") || "nothing"

const readVault = Effect.fnUntraced(function* (file: string, key: Redacted.Redacted) {
  const fs = yield* FileSystem.FileSystem
  const text = yield* fs
    .readFileString(file)
    .pipe(
      Effect.mapError(
        ({ reason }) => new UsageError({ message: `The vault ${file} cannot be read (${reason._tag}): check --vault.` })
      )
    )
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
  return { write: Effect.flatMap(sealed, (text) => writeFile(file, Buffer.from(text, "utf8"), 0o600)) }
})

/** Between two steps the process looks up, so that it can be interrupted. */
const takeSteps = Effect.fnUntraced(function* <A>(going: Generator<void, A>) {
  for (;;) {
    const { done, value } = going.next()
    if (done === true) return value
    yield* Effect.yieldNow
  }
})

/** `persona privacy anonymise`. */
export const anonymise = Command.make(
  "anonymise",
  { files, output, vault: Flag.optional(vaultFlag), ...operatorFlags, ...listFlags },
  Effect.fnUntraced(function* (options) {
    const path = yield* Path.Path
    yield* checkPlaces(options.files, options.output)
    const pseudonymiser = LocalAnonymiser.make({ ...(yield* operatorsOf(options)), ...(yield* listsOf(options)) })
    const vault = yield* keepVault(options.vault, pseudonymiser)
    const read = yield* Effect.forEach(options.files, readFile)
    const anonymised = yield* takeSteps(Layouts.steps(read, pseudonymiser))
    const written = read.map((file, i) => ({
      file,
      name: path.basename(Layouts.nameOf(file, pseudonymiser)),
      text: anonymised[i]?.text ?? ""
    }))
    // Before the files, so that there is never one whose placeholders nobody knows.
    yield* vault.write
    yield* deliver(written, options.output)
    yield* Output.say(`Replaced: ${told(pseudonymiser.counts())}`)
    for (const [i, file] of read.entries()) {
      const warning = yield* quasiIdentifiers(file, anonymised[i]?.records ?? [])
      if (warning !== undefined) yield* Output.say(`Warning: ${file.name}: ${warning}`)
    }
    if (Option.isNone(options.vault))
      yield* Output.say("No --vault was given: nobody can lead these placeholders back.")
  })
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

const quasiIdentifiers = Effect.fnUntraced(function* (
  { layout }: LayoutFile.File,
  records: ReadonlyArray<ResearchRecord>
) {
  if (layout.kind !== "row" || records.length === 0) return undefined
  // They were replaced already; this is only the brand.
  const passed = yield* Effect.orDie(Effect.forEach(records, RunAnonymiser.passThrough.anonymise))
  return KAnonymity.warningOf(KAnonymity.smallestGroup(Corpus.make(passed)))
})

/** `persona privacy restore`. */
export const restore = Command.make(
  "restore",
  { files, output, vault: vaultFlag },
  Effect.fnUntraced(function* (options) {
    const path = yield* Path.Path
    yield* checkPlaces(options.files, options.output)
    const key = yield* vaultKey()
    const entries: ReadonlyArray<VaultEntry> = yield* readVault(options.vault, key)
    const restoring = Restore.make(entries, key)
    const read = yield* Effect.forEach(options.files, readFile)
    const restored = read.map((file) => ({ file, ...Layouts.restore(file, restoring) }))
    yield* deliver(
      restored.map(({ file, text }) => ({ file, name: path.basename(file.name), text })),
      options.output
    )
    for (const { file, invented } of restored) {
      if (invented.length > 0)
        yield* Output.say(
          `Warning: ${file.name}: ${invented.slice(0, 10).join(", ")} ${invented.length === 1 ? "is" : "are"} not in the vault and left as ${invented.length === 1 ? "it is" : "they are"}: a model made them up, or the vault belongs to other files.`
        )
    }
  })
).pipe(
  Command.withDescription("Put the original words back, with the vault they were anonymised with"),
  Command.withExamples([
    {
      command: "persona privacy restore personas/personas.md --vault study.vault > named.md",
      description: "For your own eyes: never give the result to a model"
    }
  ])
)
