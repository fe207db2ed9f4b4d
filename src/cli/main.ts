#!/usr/bin/env node
/**
 * The `persona` command.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Effect, Logger } from "effect"
import { CliError, Command } from "effect/cli"
import { Ended } from "./Exit.ts"
import * as Output from "./Output.ts"
import { privacy } from "./privacy.ts"
import { version } from "./version.ts"

// What generates is not loaded for `persona privacy`: it takes as long to load as all the rest.
const generating = async () => {
  const [{ generate }, { estimate }, { check }, { records }, { codebook }] = await Promise.all([
    import("./generate.ts"),
    import("./estimate.ts"),
    import("./check.ts"),
    import("./records.ts"),
    import("./codebook.ts")
  ])
  return [generate, estimate, codebook, records, check, privacy] as const
}

const persona = Command.make("persona").pipe(
  Command.withDescription(
    "User personas out of research data, with evidence for every quote and a hard cap on what they cost"
  ),
  Command.withSubcommands(process.argv[2] === "privacy" ? [privacy] : await generating())
)

const wrongUsage = new Set(["UsageError", "ConfigurationError", "CodebookError"])

const hints: Readonly<Record<string, string>> = {
  UnknownPrice: " On the command line: --price PROVIDER/MODEL=INPUT/OUTPUT."
}

const explain = (error: { readonly _tag: string; readonly message: string }) =>
  Effect.andThen(
    Output.say(`${error.message}${hints[error._tag] ?? ""}`),
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
      Output.say(
        `Something failed that should not have (${defect instanceof Error ? defect.name : typeof defect}). Please report it with the command that you ran.${process.env["PERSONA_DEBUG"] === undefined ? "" : `\n${Cause.pretty(Cause.die(defect))}`}`
      ),
      Effect.fail(new Ended({ code: 1 }))
    )
  ),
  Effect.provide([NodeServices.layer, Logger.layer([warnings])])
)

// A terminal that is closed, or Ctrl-\\, ends a run as SIGTERM does: what was paid for is written first.
for (const signal of ["SIGHUP", "SIGQUIT"] as const) process.on(signal, () => process.emit("SIGTERM"))

NodeRuntime.runMain(program, { disableErrorReporting: true })
