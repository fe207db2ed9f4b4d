/**
 * The research data of a command: its records, and what is known of them besides.
 */
import { Effect, Option, type Stream } from "effect"
import { Flag } from "effect/cli"
import * as Codebook from "../corpus/codebook/index.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { TableColumns } from "../domain/TableColumns.ts"
import type { DataOptions } from "../pipeline/HybridPipeline.ts"
import * as ResearchData from "../sources/ResearchData.ts"
import { UsageError } from "./Exit.ts"
import * as WrittenFile from "./WrittenFile.ts"

/** The flags that say how answers are to be read. */
export const codebookFlags = {
  codebook: Flag.String("codebook").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("Corrections of what was guessed about the questions, YAML or JSON (see persona codebook)"),
    Flag.optional
  ),
  missing: Flag.String("missing").pipe(
    Flag.withMetavar("CODE"),
    Flag.withDescription("A cell that means that nobody answered, such as 99; may be given several times"),
    Flag.atLeast(0)
  )
}

/** What of the flags says which data is read and how. */
export interface InputOptions {
  readonly codebook: Option.Option<string>
  readonly missing: ReadonlyArray<string>
  readonly skipUnreadable: boolean
  readonly interviewer: ReadonlyArray<string>
}

/** Research data that is ready to be read. */
export interface ResearchInput {
  readonly records: Stream.Stream<
    ResearchRecord,
    Stream.Error<ReturnType<typeof ResearchData.fromPaths>>,
    Stream.Services<ReturnType<typeof ResearchData.fromPaths>>
  >
  readonly data: Required<Pick<DataOptions, "codebook" | "tables">>
}

/** The data in these files. Corrections of the codebook are read and checked at once, before any data is. */
export const open = Effect.fnUntraced(function* (
  files: ReadonlyArray<string>,
  options: InputOptions,
  told: Pick<ResearchData.Options, "onRead"> & {
    readonly onWarning: (warning: { readonly message: string }) => Effect.Effect<void>
  }
) {
  const corrections = Option.isSome(options.codebook) ? yield* correctionsIn(options.codebook.value) : {}
  const missing = [...(corrections.missing ?? []), ...options.missing]
  const tables: Array<TableColumns> = []
  const input: ResearchInput = {
    records: ResearchData.fromPaths(files, {
      skipUnreadable: options.skipUnreadable,
      interviewers: options.interviewer,
      ...told,
      onColumns: (table) => Effect.sync(() => void tables.push(table))
    }),
    data: {
      codebook: { ...corrections, ...(missing.length > 0 && { missing }) },
      tables: Effect.sync(() => tables)
    }
  }
  return input
})

const correctionsIn = Effect.fnUntraced(function* (file: string) {
  const written = yield* WrittenFile.values({ file, what: "codebook", flag: "codebook" })
  return yield* Codebook.decode(written ?? {}).pipe(
    Effect.mapError(({ message }) => new UsageError({ message: `${file}: ${message}` }))
  )
})
