/**
 * What a run may be called: what names a folder, so that a run keeps its name in whichever store it is.
 */
import { Effect } from "effect"
import { RunStoreError, StoreUnavailable } from "../stages/RunStore.ts"

const pattern = /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,199}$/u

/** The name, where a run may have it. */
export const checked = (name: string): Effect.Effect<string, RunStoreError> =>
  pattern.test(name)
    ? Effect.succeed(name)
    : Effect.fail(
        new RunStoreError({
          reason: new StoreUnavailable({
            message: `A run cannot be called ${JSON.stringify(name)}: its name is that of a folder. Use letters, digits, spaces, dots, hyphens and underscores, the first a letter or digit.`
          })
        })
      )
