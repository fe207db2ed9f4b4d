/**
 * `persona privacy`: personal data found without generating anything.
 */
import { Command } from "effect/cli"
import { scan } from "./scan.ts"

/** The command. */
export const privacy = Command.make("privacy").pipe(
  Command.withDescription("Find personal data in research data"),
  Command.withSubcommands([scan])
)
