/**
 * One finder of personal data in a process of its own: reads `{name, texts, timed}` from standard input, and writes what it found and
 * what that took. Nothing is loaded here before the finder is, so its start and its memory are its own.
 */
import { readFileSync } from "node:fs"

interface Found {
  readonly start: number
  readonly end: number
  readonly type: string
}

type Find = (texts: ReadonlyArray<string>) => Promise<ReadonlyArray<ReadonlyArray<Found>>>

/** What a finder is asked. */
export interface Task {
  readonly name: string
  /** The texts whose spans are wanted. */
  readonly texts: ReadonlyArray<string>
  /** The texts that the clock runs for, read once before it starts. */
  readonly timed: ReadonlyArray<string>
}

/** What it answers: seconds are of processor time. */
export interface Outcome {
  readonly spans: ReadonlyArray<ReadonlyArray<Found>>
  /** From loading it to the end of the first short text; without the start of Node. */
  readonly startSeconds: number
  readonly seconds: number
  /** The largest resident set, Node's own included. */
  readonly peakBytes: number
}

const load = async (name: string): Promise<Find> => {
  if (name === "effect-persona") {
    const { Scan } = await import("effect-persona/privacy")
    const scanner = Scan.make()
    // As `persona privacy scan --jsonl` does.
    return (texts) =>
      Promise.resolve(
        scanner
          .scanAll(texts.map((text) => ({ text })))
          .map((spans) => spans.map(({ start, end, type }) => ({ start, end, type })))
      )
  }
  // Compiled to build/bench; the adapters are plain JavaScript and stay where their packages are.
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- so nothing knows their types
  const adapter: { readonly find: (text: string) => ReadonlyArray<Found> | Promise<ReadonlyArray<Found>> } =
    await import(new URL(`../../bench/rivals/${name}.mjs`, import.meta.url).href)
  return async (texts) => {
    const spans: Array<ReadonlyArray<Found>> = []
    for (const text of texts) spans.push(await adapter.find(text))
    return spans
  }
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Linux hands the parent's peak on to `maxRSS`; what it says of this program alone stands in /proc. */
const peakBytes = (): number => {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]
    if (kilobytes !== undefined) return Number(kilobytes) * 1024
  } catch {
    // Another system.
  }
  return process.resourceUsage().maxRSS * 1024
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by privacy.ts
const { name, texts, timed } = JSON.parse(readFileSync(0, "utf8")) as Task
const read = cpuSeconds()
const find = await load(name)
await find(["Ask Tom."])
const startSeconds = cpuSeconds() - read
const spans = await find(texts)
if (texts.length === 0) await find(timed)
const begun = cpuSeconds()
await find(timed)
const outcome: Outcome = { spans, startSeconds, seconds: cpuSeconds() - begun, peakBytes: peakBytes() }
process.stdout.write(JSON.stringify(outcome))
