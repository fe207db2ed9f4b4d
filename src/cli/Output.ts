/**
 * Writing to the terminal: data on standard output, all else on standard error.
 */
import { Data, Effect } from "effect"
import { Ended } from "./Exit.ts"

/** Standard output could not be written to. */
export class OutputFailed extends Data.TaggedError("OutputFailed")<{ readonly message: string }> {}

// A stream that fails also raises an event, which would end the process with a trace instead of a word.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined)

const write = (stream: NodeJS.WriteStream, text: string | Uint8Array): Effect.Effect<void, Error> =>
  Effect.callback((resume) => {
    // Waits until the text has gone out, so that ending the process never cuts a pipe short.
    stream.write(text, (error) => resume(error === null || error === undefined ? Effect.void : Effect.fail(error)))
  })

const writeData = (chunk: string | Uint8Array) =>
  Effect.suspend(() => {
    isBegun = true
    return write(process.stdout, chunk)
  })

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : error.name)

/** Writes data. Where nobody listens any more, as after `| head`, the command ends, and well. */
export const data = (text: string): Effect.Effect<void, Ended | OutputFailed> => bytes(text)

let isBegun = false

/** Whether any data was written. */
export const hasData = (): boolean => isBegun

/** Writes bytes of data. */
export const bytes = (chunk: string | Uint8Array): Effect.Effect<void, Ended | OutputFailed> =>
  Effect.mapError(writeData(chunk), (error) => {
    const code = codeOf(error)
    return code === "EPIPE"
      ? new Ended({ code: 0 })
      : new OutputFailed({
          message: `Standard output could not be written to (${code}), so what arrived there is not whole. Check that the disk is not full.`
        })
  })

/** Tells the person something. */
export const say = (text: string): Effect.Effect<void> =>
  text === "" ? Effect.void : Effect.ignore(write(process.stderr, `${text}\n`))

/** Whether a person is watching. */
export const isWatched = (): boolean => process.stderr.isTTY && process.env["TERM"] !== "dumb"

/** Takes away the line that is being shown; for a watched terminal only. */
export const clearLine = "\r\u001b[2K"

/** Replaces the line that is being shown; for a watched terminal only. A longer one would leave a trail, so it is cut. */
export const showLine = (text: string): Effect.Effect<void> =>
  Effect.suspend(() => {
    const room = (process.stderr.columns || 80) - 1
    return Effect.ignore(
      write(process.stderr, `${clearLine}${text.length > room ? `${text.slice(0, room - 1)}…` : text}`)
    )
  })

/** Whether a person can be asked something: both directions are a terminal. */
export const canBeAsked = (): boolean => process.stdin.isTTY && isWatched()
