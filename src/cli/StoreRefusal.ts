/**
 * Why the store of runs refuses one, in the words of the command: its flags, and the folder that a person sees.
 */
import { OtherRun, RunStoreError, RunTaken } from "../stages/RunStore.ts"

/** The run that is refused. */
export interface Refused {
  /** Its folder. */
  readonly place: string
  /** Whether it came to its end, and only its files were not written. */
  readonly isFinished: boolean
}

/** The same error, for somebody who gives a line: another run has this name. */
export const explained =
  ({ isFinished, place }: Refused) =>
  (error: RunStoreError): RunStoreError => {
    if (error.reason._tag !== "OtherRun") return error
    const { differences, message } = error.reason
    const said = differences.join("; ").replaceAll("maxFrontierCost", "--max-cost")
    // Only a cap below what is spent has an amount that would do.
    const least = /at least (\$\d[\d,]*(?:\.\d+)?)/.exec(message)?.[1]
    const remedy =
      least !== undefined
        ? `Raise --max-cost to at least ${least}, or begin another run beside it with --name.`
        : isFinished
          ? "It is finished and its files are not written: give its own line again, or persona resume, to write them. Begin another run beside it with --name, or remove the folder."
          : "Give its own line again, or persona resume; or let it go on as this one with --fork, which takes over the calls that are the same; or begin another run beside it with --name."
    return new RunStoreError({
      reason: new OtherRun({ differences, message: `The run in ${place} is another one: ${said}. ${remedy}` })
    })
  }

/** The same error, with what to do about a run that is under way. `canBeNamed`: whether a name can be given on the line. */
export const taken =
  (place: string, canBeNamed: boolean) =>
  (error: RunStoreError): RunStoreError => {
    if (error.reason._tag !== "RunTaken") return error
    const { message } = error.reason
    const beside = canBeNamed ? " To begin another run beside it, give this one another --name." : ""
    const isElsewhere = /\bprocess \d+ of /.test(message) && !message.includes("run.lock")
    const lock = isElsewhere ? ` If that process is gone, remove ${place}/run.lock: that frees the run.` : ""
    return new RunStoreError({ reason: new RunTaken({ message: `${message}${beside}${lock}` }) })
  }
