/**
 * Who holds a run: a process, told from others so that one which is gone can be known to be gone.
 */
import { readFileSync, readlinkSync } from "node:fs"
import { hostname } from "node:os"
import { Clock, Effect, Random, Schema } from "effect"

const Fields = Schema.Struct({
  host: Schema.String,
  /** Where process numbers count: this start of this machine, and which container of it. Null where the system does not say. */
  numbering: Schema.optionalKey(Schema.NullOr(Schema.String)),
  process: Schema.Int,
  /** When the process began, where the system says so: a number that was given again is another process. */
  started: Schema.NullOr(Schema.String),
  /** Different for each taking. */
  token: Schema.String
})

const Holder = Schema.fromJsonString(Fields)

/** Who holds a run. */
export interface Holder extends Schema.Schema.Type<typeof Fields> {}

/** The holder that `encode` wrote; none where it is no holder. */
export const decode = Schema.decodeUnknownOption(Holder)

/** A holder as a line of JSON. */
export const encode: (holder: Holder) => string = Schema.encodeSync(Holder)

/** This process, which takes a run now. */
export const mine: Effect.Effect<Holder> = Effect.gen(function* () {
  const token = `${yield* Clock.currentTimeMillis}-${yield* Random.nextInt}`
  return { host: hostname(), numbering: numberingHere(), process: process.pid, started: startOf(process.pid), token }
})

/** How a person finds it. */
export const nameOf = ({ host, process: pid }: Holder): string =>
  host === hostname() ? `process ${pid}` : `process ${pid} of ${host}`

/** Whether the process is there. Of a machine of another name nobody can tell from here, so it counts as there. */
export const isAlive = (holder: Holder): boolean => holder.host !== hostname() || isRunning(holder)

/**
 * Whether the process is known to be gone. Machines and containers may share a name, so this takes more than `isAlive` does: false wherever
 * it might be a process that cannot be seen from here.
 */
export const isGone = (holder: Holder): boolean => {
  const here = numberingHere()
  return here !== null && holder.numbering === here && !isRunning(holder)
}

const isRunning = ({ process: pid, started }: Holder): boolean => {
  const now = startOf(pid)
  if (now === "") return false
  return now !== null && started !== null ? now === started : exists(pid)
}

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is there all the same.
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

/** When a process began, in ticks since the machine did; null where the system does not say, and empty for one that has ended. */
const startOf = (pid: number): string | null => {
  try {
    // The name of the program, in brackets, may hold anything. Of what follows it, the start is the twentieth.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1)?.trim().split(" ")
    // One that was not waited for by its parent is still listed, and holds nothing.
    return fields?.[0] === "Z" ? "" : (fields?.[19] ?? null)
  } catch {
    return null
  }
}

const numberingHere = (): string | null => {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`
  } catch {
    return null
  }
}
