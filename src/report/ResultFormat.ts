/**
 * A format that a result can be written in: one file each; the list of them is in `Formats`.
 */
import type { Effect } from "effect"
import type { HybridResult } from "../pipeline/HybridResult.ts"

/** A format that a result can be written in. */
export interface ResultFormat {
  /** What `--format` calls it, such as `md`. */
  readonly name: string
  /** The name of the file that is written, such as `personas.md`. */
  readonly file: string
  /** Whether it is written where no format is asked for. A new one is not. */
  readonly isDefault: boolean
  /** Whether the file is made to be passed on: no original words are ever put back in it. */
  readonly isShared?: boolean
  /** The whole file as text. */
  readonly render: (result: HybridResult) => Effect.Effect<string>
}
