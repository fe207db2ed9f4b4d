/**
 * `persona privacy`: personal data found, replaced and put back, without generating anything.
 */
import { Command } from "effect/cli"
import { anonymise, restore } from "./anonymise.ts"
import { calibrate } from "./calibrate.ts"
import { review } from "./review.ts"
import { scan } from "./scan.ts"

/** The command. */
export const privacy = Command.make("privacy").pipe(
  Command.withDescription(
    "Find personal data in research data, replace it and put it back, without generating anything"
  ),
  Command.withSubcommands([scan, review, anonymise, restore, calibrate])
)
