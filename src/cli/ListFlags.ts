/**
 * Lists of names and terms in files, one a line: who took part, what is to be replaced, what never is.
 */
import { Effect, Option } from "effect"
import { Flag } from "effect/cli"
import * as WrittenFile from "./WrittenFile.ts"

const listFlag = (name: string, description: string) =>
  Flag.String(name).pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription(`${description}, one a line; lines that begin with # are passed over`),
    Flag.optional
  )

/** Which lists, as they are given on the command line. */
export const listFlags = {
  roster: listFlag("roster", "Names of participants: found wherever they stand, in any case, also by their parts"),
  deny: listFlag("deny", "Terms that are always replaced, such as names of projects"),
  allow: listFlag("allow", "Terms that are never replaced, such as names of products")
}

/** For who shares what a run makes: a scan and an anonymised file leave words of health as they are. */
export const healthFlag = {
  health: listFlag("health", "Words of health to hide in the report beside those it knows, such as long haul*")
}

const read = Effect.fnUntraced(function* (flag: string, place: Option.Option<string>) {
  if (Option.isNone(place)) return []
  const text = yield* WrittenFile.text({ file: place.value, what: "list", flag })
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
})

/** The lists that were asked for. */
export const listsOf = Effect.fnUntraced(function* (options: {
  readonly roster: Option.Option<string>
  readonly deny: Option.Option<string>
  readonly allow: Option.Option<string>
  readonly health?: Option.Option<string>
}) {
  return {
    roster: yield* read("roster", options.roster),
    deny: yield* read("deny", options.deny),
    allow: yield* read("allow", options.allow),
    health: yield* read("health", options.health ?? Option.none())
  }
})
