/**
 * `persona compare`: two runs side by side.
 */
import { Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import type { Share } from "../domain/Evidence.ts"
import {
  compareRuns,
  type ComparedCount,
  type ComparedPair,
  type ComparedSegment,
  type RunComparison
} from "../report/RunComparison.ts"
import { answered, dollars, figureText, percent } from "../report/Wording.ts"
import * as Output from "./Output.ts"
import { resultIn } from "./report.ts"
import * as Screen from "./Screen.ts"

const run = (name: string) =>
  Argument.String(name).pipe(Argument.withDescription("The folder of a run, such as personas/latest"))

/** The command. */
export const compare = Command.make(
  "compare",
  {
    a: run("A"),
    b: run("B"),
    format: Flag.Literals("format", ["text", "md", "json"]).pipe(
      Flag.withDescription("text to read, md to paste, json for programs"),
      Flag.withDefault("text")
    )
  },
  Effect.fnUntraced(function* ({ a, b, format }) {
    const compared = compareRuns(yield* resultIn(a), yield* resultIn(b))
    if (format === "json") return yield* Output.data(`${JSON.stringify(compared, null, 2)}\n`)
    const screen = Screen.of(process.stdout, process.env)
    yield* Output.data(format === "md" ? markdown(compared, a, b) : text(compared, a, b, screen))
  })
).pipe(
  Command.withDescription("Compare two runs: which segments are the same, and what came, went or changed"),
  Command.withExamples([
    { command: "persona compare personas/2026-11-26-larder personas/latest", description: "Before and after" }
  ])
)

/** More are no summary; --format json has all of them. */
const mostLines = 5

const head = ({ matchedBy, runs }: RunComparison, a: string, b: string): ReadonlyArray<string> => [
  ...(["a", "b"] as const).map((which) => {
    const { costUsd, name, personas, respondents, score, verdict } = runs[which]
    return [
      `${which.toUpperCase()}: ${which === "a" ? a : b}${name === null ? "" : ` (${name})`}`,
      `${personas} personas from ${respondents} respondents`,
      ...(verdict === null ? [] : [`verdict ${verdict}`]),
      ...(score === null ? [] : [`score ${score.toFixed(2)}`]),
      dollars(costUsd)
    ].join(" · ")
  }),
  matchedBy === "respondents"
    ? "Both are of the same respondents: segments are matched by those they share."
    : "The respondents are not the same, or not known: segments are matched by facts and counted answers. What is alike need not be the same people."
]

const named = (segment: ComparedSegment): string => segment.persona ?? `segment ${segment.id}, without a persona`

const share = (value: Share | null): string => (value === null ? "not counted" : figureText(value))

const counted = ({ a, answer, b, question }: ComparedCount): string =>
  `${answered(question, answer)}, ${share(a)} → ${share(b)}`

interface Difference {
  readonly what: string
  readonly lines: ReadonlyArray<string>
}

const differences = (pair: ComparedPair): ReadonlyArray<Difference> =>
  [
    { what: "changed", lines: pair.changed.map(counted) },
    { what: "came", lines: [...pair.came.map(counted), ...pair.saidNow] },
    { what: "went", lines: [...pair.went.map(counted), ...pair.saidBefore] }
  ].filter(({ lines }) => lines.length > 0)

const title = ({ a, b, inBoth, overlap }: ComparedPair): string => {
  if (a === null || b === null) {
    const only = a ?? b
    return only === null ? "" : `${named(only)}: only in ${a === null ? "B" : "A"} (${only.size} of ${only.of})`
  }
  const people = inBoth === null ? `${percent(overlap)} alike` : `${inBoth} in both`
  return `${named(a)} → ${named(b)}: ${a.size} of ${a.of} → ${b.size} of ${b.of}, ${people}`
}

const shortened = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length <= mostLines ? lines : [...lines.slice(0, mostLines), `and ${lines.length - mostLines} more`]

const text = (compared: RunComparison, a: string, b: string, screen: Screen.Screen): string =>
  [
    ...head(compared, a, b).flatMap((line) => screen.wrap(line)),
    ...compared.pairs.flatMap((pair) => [
      "",
      screen.bold(title(pair)),
      ...(pair.a !== null && pair.b !== null && differences(pair).length === 0 ? ["  nothing changed"] : []),
      ...differences(pair).flatMap(({ lines, what }) =>
        shortened(lines).flatMap((line, at) =>
          screen.wrap(line, `  ${(at === 0 ? what : "").padEnd(8)}`, " ".repeat(12))
        )
      )
    ]),
    ""
  ].join("\n")

const escape = (line: string): string => line.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|]/g, "\\$&")

const markdown = (compared: RunComparison, a: string, b: string): string =>
  `${[
    "# Two runs",
    head(compared, a, b)
      .map((line) => escape(line))
      .join("  \n"),
    ...compared.pairs.flatMap((pair) => [
      `## ${escape(title(pair))}`,
      ...differences(pair).map(
        ({ lines, what }) =>
          `**${what}**\n\n${shortened(lines)
            .map((line) => `- ${escape(line)}`)
            .join("\n")}`
      )
    ])
  ].join("\n\n")}\n`
