/**
 * What is said of a command line that cannot be understood: one line that names the nearest, and not the whole help.
 */
import { Effect } from "effect"
import { CliOutput } from "effect/cli"
import * as Output from "./Output.ts"

type Invalid = Extract<CliOutput.Presenter.Event, { readonly _tag: "InvalidInvocation" }>

/** The line. */
export const lineFor = ({ commandPath, errors, helpDoc }: Invalid): string => {
  const [error] = errors
  const command = commandPath.join(" ")
  const help = `${command} --help lists what there is.`
  if (error?._tag === "UnrecognizedOption") {
    const names = helpDoc.flags.map(({ name }) => `--${name}`)
    return `${command} has no flag ${error.option}.${didYouMean(error.option, names, error.suggestions)} ${help}`
  }
  if (error?._tag === "UnknownSubcommand") {
    const names = (helpDoc.subcommands ?? []).flatMap(({ commands }) => commands.map(({ name }) => name))
    return `${command} has no command ${error.subcommand}.${didYouMean(error.subcommand, names, error.suggestions)} ${help}`
  }
  if (error?._tag === "InvalidValue") {
    const allowed = [...error.expected.matchAll(/"([^"]+)"/g)].map(([, value = ""]) => value)
    const near = didYouMean(error.value, allowed, [])
    if (near !== "") return `--${error.option} ${error.value} is none of ${allowed.join(", ")}.${near}`
  }
  return `${(error?.message ?? "This cannot be understood.").replace(/\s*\n\s*/g, " ").replace(/(?<![.!?])$/, ".")} ${help}`
}

const didYouMean = (given: string, names: ReadonlyArray<string>, suggested: ReadonlyArray<string>): string => {
  const near = suggested.length > 0 ? suggested : nearest(given, names)
  return near.length === 0 ? "" : ` Did you mean ${near.slice(0, 2).join(" or ")}?`
}

/** What begins with it or holds it, else what the fewest changes lead to: at most a third of it. */
const nearest = (given: string, names: ReadonlyArray<string>): ReadonlyArray<string> => {
  const bare = given.replace(/^-+/, "").replace(/=.*$/s, "")
  if (bare.length < 2) return []
  const parts = names.filter(
    (name) => name.replace(/^-+/, "").split("-").includes(bare) || name.replace(/^-+/, "").startsWith(bare)
  )
  if (parts.length > 0) return parts
  const near = names
    .map((name) => ({ name, distance: distance(bare, name.replace(/^-+/, "")) }))
    .filter((one) => one.distance <= Math.max(2, bare.length / 3))
    .toSorted((a, b) => a.distance - b.distance)
  return near.filter((one) => one.distance === near[0]?.distance).map(({ name }) => name)
}

/** How many letters must be put in, left out or changed (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++)
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === b[j] ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}

/** Whether standard output is to be JSON and nothing else. */
export const wantsJson = (args: ReadonlyArray<string>): boolean => {
  const end = args.indexOf("--")
  return (end === -1 ? args : args.slice(0, end)).includes("--json")
}

/** Says what went wrong: a line on standard error, and where standard output is JSON and holds nothing yet, an object there too. */
export const sayError = (code: string, message: string, isJson: boolean): Effect.Effect<void> =>
  Effect.andThen(
    Output.say(message),
    isJson && !Output.hasData()
      ? Effect.ignore(Output.data(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`))
      : Effect.void
  )

/** Help and version as they are; a command line that is wrong in one line. */
export const presenter = (isJson: boolean): CliOutput.Presenter => ({
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? sayError("UsageError", lineFor(event), isJson)
      : CliOutput.defaultPresenter.present(event)
})
