#!/usr/bin/env node
/**
 * The `persona` command.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Effect, Logger } from "effect"
import { CliError, CliOutput, Command } from "effect/cli"
import { Ended } from "./Exit.ts"
import { presenter, sayError, wantsJson } from "./Invocation.ts"
import { version } from "../domain/PackageVersion.ts"

// Each command is a file of its own, and only the one that is asked for is loaded: all of them take as long as the rest together.
const commands = {
  generate: async () => (await import("./generate.ts")).generate,
  compare: async () => (await import("./compare.ts")).compare,
  resume: async () => (await import("./resume.ts")).resume,
  runs: async () => (await import("./runs.ts")).runs,
  report: async () => (await import("./report.ts")).report,
  estimate: async () => (await import("./estimate.ts")).estimate,
  codebook: async () => (await import("./codebook.ts")).codebook,
  records: async () => (await import("./records.ts")).records,
  init: async () => (await import("./init.ts")).init,
  check: async () => (await import("./check.ts")).check,
  privacy: async () => (await import("./privacy.ts")).privacy
}

const args = process.argv.slice(2)
const isJson = wantsJson(args)
const asked = Object.entries(commands).filter(([name]) => name === args[0])
const loaded = await Promise.all((asked.length > 0 ? asked : Object.entries(commands)).map(([, load]) => load()))

const persona = Command.make("persona").pipe(
  Command.withDescription(
    "User personas out of research data, with evidence for every quote and a hard cap on what they cost"
  ),
  Command.withSubcommands(loaded)
)

const wrongUsage = new Set(["UsageError", "ConfigurationError", "CodebookError"])

const hints: Readonly<Record<string, string>> = {
  UnknownPrice: " On the command line: --price PROVIDER/MODEL=INPUT/OUTPUT."
}

const explain = (error: { readonly _tag: string; readonly message: string }) =>
  Effect.andThen(
    sayError(error._tag, `${error.message}${hints[error._tag] ?? ""}`, isJson),
    Effect.fail(new Ended({ code: wrongUsage.has(error._tag) ? 2 : 1 }))
  )

// What a provider warns of, on standard error beside all other warnings: standard output is for data.
const warnings = Logger.withConsoleError(
  Logger.make(({ logLevel, message }) => `${logLevel === "Warn" ? "Warning: " : ""}${String(message)}`)
)

const program = Command.run(persona, { version }).pipe(
  Effect.catch((error) => {
    if (error._tag === "Ended") return Effect.fail(error)
    // The command line itself was wrong; its own message has been shown.
    if (CliError.isCliError(error)) return Effect.fail(new Ended({ code: 2 }))
    return explain(error)
  }),
  Effect.catchDefect((defect) =>
    Effect.andThen(
      sayError(
        "Defect",
        `Something failed that should not have (${defect instanceof Error ? defect.name : typeof defect}). Please report it with the command that you ran.${process.env["PERSONA_DEBUG"] === undefined ? "" : `\n${Cause.pretty(Cause.die(defect))}`}`,
        isJson
      ),
      Effect.fail(new Ended({ code: 1 }))
    )
  ),
  Effect.provide([NodeServices.layer, Logger.layer([warnings]), CliOutput.layerPresenter(presenter(isJson))])
)

// A terminal that is closed, or Ctrl-\\, ends a run as SIGTERM does: what was paid for is written first.
for (const signal of ["SIGHUP", "SIGQUIT"] as const) process.on(signal, () => process.emit("SIGTERM"))

NodeRuntime.runMain(program, { disableErrorReporting: true })
