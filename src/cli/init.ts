/**
 * `persona init`: a configuration to begin with.
 */
import { Effect, FileSystem } from "effect"
import { Argument, Command } from "effect/cli"
import * as HybridConfig from "../pipeline/HybridConfig.ts"
import { UsageError } from "./Exit.ts"
import * as Output from "./Output.ts"

/** The command. */
export const init = Command.make(
  "init",
  {
    file: Argument.String("file").pipe(
      Argument.withDescription("Where it goes, or - for standard output"),
      Argument.withDefault("persona.yaml")
    )
  },
  Effect.fnUntraced(function* ({ file }) {
    if (file === "-") return yield* Output.data(text())
    const files = yield* FileSystem.FileSystem
    yield* files.writeFileString(file, text(), { flag: "wx" }).pipe(
      Effect.mapError(
        ({ reason }) =>
          new UsageError({
            message:
              reason._tag === "AlreadyExists"
                ? `${file} is there already and stays as it is: give another name, or - to print the configuration.`
                : `${file} could not be written (${reason._tag}): give a place that you may write to.`
          })
      )
    )
    yield* Output.data(`Wrote ${file}. Change what you like, then: persona generate --input FILE --config ${file}\n`)
  })
).pipe(
  Command.withDescription("Write a configuration with all keys, what each is for and what it allows"),
  Command.withExamples([{ command: "persona init persona.yaml", description: "A file for --config" }])
)

/** What keys are for, as far as their names do not say it. */
const meanings: Readonly<Record<string, string>> = {
  count: "How many personas, one for each segment of the respondents",
  draftMultiplier: "Drafts for each persona; the best is kept",
  qualityThreshold: "The score that a draft must reach",
  useFrontier: "Whether a remote model may be called at all",
  maxFrontierCost: "The most that a run may spend, in US dollars",
  anonymiseInput: "Whether personal data is replaced before anything else sees it",
  allowRawEgress: "Must be true to send remote models what was not anonymised",
  egress: "What becomes of personal data that is found in a request all the same: replaced, or the request is not sent",
  maxDrafts: "The most drafts of a run",
  seed: "The same seed and data give the same personas",
  concurrency: "How many calls of each stage at once",
  deadlineSeconds: "How long one call of each stage may take",
  retry: "Trying again when a call fails",
  selection: "How drafts are compared",
  "selection.duplicateSimilarity": "Personas this alike are warned of",
  "selection.weights": "How much each criterion counts in a score",
  segmentBy: "The question whose answers are the segments",
  segments: "How many people stand behind a persona",
  "segments.minSize": "The fewest respondents of a segment",
  "segments.k": "How many must share all facts that are shown",
  sample: "What a draft is made from",
  members: "Whether the result lists the records of each segment",
  corpus: "How much is held in memory"
}

/** The configuration: every key with its default. */
const text = (): string => {
  const lines = [
    "# A configuration for persona generate and persona estimate: --config FILE.",
    "# Every key may be left out. Those below are the defaults; flags and PERSONA_… variables go before this file."
  ]
  let above: ReadonlyArray<string> = []
  for (const { allowed, default: value, key } of HybridConfig.keys()) {
    const path = key.split(".")
    for (const [depth, name] of path.slice(0, -1).entries()) {
      if (above[depth] === name && path.slice(0, depth).join(".") === above.slice(0, depth).join(".")) continue
      const group = path.slice(0, depth + 1).join(".")
      const indent = "  ".repeat(depth)
      if (depth === 0) lines.push("")
      if (meanings[group] !== undefined) lines.push(`${indent}# ${meanings[group]}.`)
      lines.push(`${indent}${name}:`)
      above = path.slice(0, depth + 1)
    }
    if (path.length === 1) {
      lines.push("")
      above = []
    }
    const indent = "  ".repeat(path.length - 1)
    const meaning = meanings[key]
    lines.push(`${indent}# ${meaning === undefined ? "" : `${meaning}: `}${allowed}.`)
    lines.push(`${indent}${path.at(-1) ?? ""}: ${JSON.stringify(value)}`)
  }
  return `${lines.join("\n")}\n`
}
