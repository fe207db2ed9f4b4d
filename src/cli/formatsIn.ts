/**
 * The formats that `--format` names.
 */
import { Effect } from "effect"
import { formats } from "../report/Formats.ts"
import type { ResultFormat } from "../report/ResultFormat.ts"
import { UsageError } from "./Exit.ts"

/** Those that are written where none is named. */
export const defaultFormats = formats
  .filter(({ isDefault }) => isDefault)
  .map(({ name }) => name)
  .join(",")

/** The formats in a list of names. */
export const formatsIn = (text: string): Effect.Effect<ReadonlyArray<ResultFormat>, UsageError> => {
  const given = text.split(",").map((name) => name.trim())
  const known = formats.filter(({ name }) => given.includes(name))
  return known.length > 0 && given.every((name) => known.some((format) => format.name === name))
    ? Effect.succeed(known)
    : Effect.fail(
        new UsageError({
          message: `--format ${text}: give one or more of ${formats.map(({ name }) => name).join(", ")}, separated by commas.`
        })
      )
}
