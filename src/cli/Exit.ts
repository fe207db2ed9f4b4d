/**
 * How the command ends: 0 all delivered, 1 an error, 2 wrong usage, 3 fewer personas than asked for, 130 interrupted.
 */
import { Data, Runtime } from "effect"

/** Ends the command with this exit code; whatever there is to say has been said. */
export class Ended extends Data.TaggedError("Ended")<{ readonly code: number }> {
  override readonly [Runtime.errorReported] = false
  override readonly [Runtime.errorExitCode] = this.code
}

/** Wrong usage: the message says what to write instead. */
export class UsageError extends Data.TaggedError("UsageError")<{ readonly message: string }> {}
