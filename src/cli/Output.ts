/**
 * Writing to the terminal: data on standard output, all else on standard error.
 */
import { Effect } from "effect"

const write = (stream: NodeJS.WriteStream, text: string): Effect.Effect<void> =>
  Effect.callback((resume) => {
    // Waits until the text has gone out, so that ending the process never cuts a pipe short. A closed pipe is nobody listening.
    stream.write(text, () => resume(Effect.void))
  })

/** Writes data. */
export const data = (text: string): Effect.Effect<void> => write(process.stdout, text)

/** Tells the person something. */
export const say = (text: string): Effect.Effect<void> => write(process.stderr, `${text}\n`)

/** Whether a person is watching. */
export const isWatched = (): boolean => process.stderr.isTTY && process.env["TERM"] !== "dumb"

/** Replaces the line that is being shown; for a watched terminal only. */
export const showLine = (text: string): Effect.Effect<void> => write(process.stderr, `\r\u001b[2K${text}`)

/** Whether a person can be asked something: both directions are a terminal. */
export const canBeAsked = (): boolean => process.stdin.isTTY && isWatched()
