/**
 * The flags that `generate` and `estimate` share, and the configuration they make.
 */
import { Effect, Option } from "effect"
import { Argument, Flag } from "effect/cli"
import * as Price from "../budget/Price.ts"
import type { PriceTable } from "../budget/Prices.ts"
import type { NamedProvider } from "../llm/provider/NamedProvider.ts"
import * as HybridConfig from "../pipeline/HybridConfig.ts"
import { UsageError } from "./Exit.ts"
import { providers } from "./providers.ts"
import { codebookFlags } from "./ResearchInput.ts"
import * as WrittenFile from "./WrittenFile.ts"

const optionalNumber = (name: string, description: string) =>
  Flag.Finite(name).pipe(Flag.withDescription(description), Flag.optional)

const off = (name: string, description: string) =>
  Flag.Boolean(name).pipe(Flag.withDescription(description), Flag.withDefault(false))

const drafting = providers.filter(({ drafts }) => drafts)
const refining = providers.filter(({ refines }) => refines)

const defaultModels = (of: ReadonlyArray<NamedProvider>): string =>
  of
    .map(({ defaultModel, name }) => `${name}: ${"id" in defaultModel ? defaultModel.id : defaultModel.words}`)
    .join("; ")

/** The flags that name providers and models. */
export const modelFlags = {
  provider: Flag.Literals("provider", ["auto", "embedded", ...drafting.map(({ name }) => name)]).pipe(
    Flag.withDescription(
      `Where drafts are made and judged (auto: ${drafting[0]?.name ?? ""} where a model is asked for, else embedded)`
    ),
    Flag.withDefault("auto")
  ),
  localModel: Flag.String("local-model").pipe(
    Flag.withDescription(`The model of --provider (${defaultModels(drafting)})`),
    Flag.optional
  ),
  judgeModel: Flag.String("judge-model").pipe(
    Flag.withDescription("Another model of --provider to judge with (the model that drafts)"),
    Flag.optional
  ),
  frontier: Flag.Literals(
    "frontier",
    refining.map(({ name }) => name)
  ).pipe(Flag.withDescription("The frontier provider that refines"), Flag.optional),
  frontierModel: Flag.String("frontier-model").pipe(
    Flag.withDescription(`The model of --frontier (${defaultModels(refining)})`),
    Flag.optional
  )
}

const named = (of: ReadonlyArray<NamedProvider>, name: string | undefined): NamedProvider => {
  const found = name === undefined ? of[0] : of.find((provider) => provider.name === name)
  if (found === undefined) throw new Error(`No provider ${name ?? ""} is registered.`)
  return found
}

/** The provider that drafts where it is asked for by this name: by `auto`, the first. */
export const draftingProvider = (name: string): NamedProvider => named(drafting, name === "auto" ? undefined : name)

/** The provider that refines. */
export const refiningProvider = (name: Option.Option<string>): NamedProvider =>
  named(refining, Option.getOrUndefined(name))

/** Flags of every command that reads data. */
export const flags = {
  input: Flag.String("input").pipe(
    Flag.withAlias("i"),
    Flag.withMetavar("FILE"),
    Flag.withDescription("A file or folder of research data, or - for standard input; may be given several times"),
    Flag.atLeast(0)
  ),
  more: Argument.String("file").pipe(Argument.withDescription("More files or folders"), Argument.atLeast(0)),
  skipUnreadable: off("skip-unreadable", "Leave out files that cannot be read, with a warning"),
  interviewer: Flag.String("interviewer").pipe(
    Flag.withMetavar("NAME"),
    Flag.withDescription("Who asks in interviews, by label or name; may be given several times"),
    Flag.atLeast(0)
  ),
  ...codebookFlags,
  count: Flag.String("count").pipe(
    Flag.withMetavar("N|auto"),
    Flag.withDescription("How many personas (5); auto for 3 to 12, as many as stand well for the respondents"),
    Flag.optional
  ),
  segmentBy: Flag.String("segment-by").pipe(
    Flag.withMetavar("QUESTION"),
    Flag.withDescription("Make one persona for each answer to this question"),
    Flag.optional
  ),
  hybrid: off("hybrid", "Draft and judge on a local model, and let a frontier model refine"),
  ...modelFlags,
  price: Flag.String("price").pipe(
    Flag.withMetavar("PROVIDER/MODEL=INPUT/OUTPUT"),
    Flag.withDescription("What a model costs that has no known price, in US dollars per million tokens"),
    Flag.atLeast(0)
  ),
  maxCost: optionalNumber("max-cost", "The most that the run may spend, in US dollars"),
  support: off("support", "Count who else says what a claim says, by the model that judges"),
  noFrontier: off("no-frontier", "Call nothing remote"),
  draftMultiplier: optionalNumber("draft-multiplier", "Drafts for each persona (2)"),
  qualityThreshold: optionalNumber("quality-threshold", "Score from 0 to 1 that a draft must reach (0.75)"),
  noAnonymise: off("no-anonymise", "Do not replace personal data"),
  concurrency: optionalNumber("concurrency", "Calls of each stage at once (4)"),
  seed: optionalNumber("seed", "The same seed and data give the same personas (1)"),
  withMembers: off("with-members", "List the records of each segment in the result, so that anybody can count again"),
  config: Flag.String("config").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("A configuration file, JSON or YAML"),
    Flag.optional
  )
}

/** The values of the shared flags. */
export interface Options {
  readonly input: ReadonlyArray<string>
  readonly more: ReadonlyArray<string>
  readonly skipUnreadable: boolean
  readonly interviewer: ReadonlyArray<string>
  readonly codebook: Option.Option<string>
  readonly missing: ReadonlyArray<string>
  readonly count: Option.Option<string>
  readonly segmentBy: Option.Option<string>
  readonly hybrid: boolean
  readonly provider: string
  readonly localModel: Option.Option<string>
  readonly judgeModel: Option.Option<string>
  readonly support: boolean
  readonly frontier: Option.Option<string>
  readonly frontierModel: Option.Option<string>
  readonly price: ReadonlyArray<string>
  readonly maxCost: Option.Option<number>
  readonly noFrontier: boolean
  readonly draftMultiplier: Option.Option<number>
  readonly qualityThreshold: Option.Option<number>
  readonly noAnonymise: boolean
  readonly concurrency: Option.Option<number>
  readonly seed: Option.Option<number>
  readonly withMembers: boolean
  readonly config: Option.Option<string>
}

/** The paths to read; a usage error where there is none. */
export const paths = (options: Options): Effect.Effect<ReadonlyArray<string>, UsageError> => {
  const all = [...options.input, ...options.more]
  return all.length > 0
    ? Effect.succeed(all)
    : Effect.fail(
        new UsageError({
          message: "No research data was given: add --input FILE, with a file, a folder, or - for standard input."
        })
      )
}

/** The prices that `--price` adds. */
export const pricesOf = (options: Pick<Options, "price">): Effect.Effect<PriceTable, UsageError> =>
  Effect.forEach(options.price, (given) => {
    const [, provider = "", model = "", input, output] = /^([^/]+)\/(.+)=([\d.]+)\/([\d.]+)$/.exec(given) ?? []
    const rates = { input: Number(input), output: Number(output) }
    return Number.isFinite(rates.input) && Number.isFinite(rates.output)
      ? Effect.succeed(Price.make({ provider, model, ...rates, source: "--price" }))
      : Effect.fail(
          new UsageError({
            message: `--price ${given}: give PROVIDER/MODEL=INPUT/OUTPUT in US dollars per million tokens, such as openai-compatible/acme/large-1=3/15.`
          })
        )
  })

/** The configuration out of flags, environment and file, in this order of precedence. */
export const configuration = Effect.fnUntraced(function* (options: Options) {
  const file = Option.isSome(options.config) ? [yield* readConfig(options.config.value)] : []
  return yield* HybridConfig.decodeSources([...fromFlags(options), ...HybridConfig.environment(process.env), ...file])
})

const fromFlags = (options: Options): ReadonlyArray<HybridConfig.ConfigSource> => {
  const flag = <A>(name: string, value: Option.Option<A>, values: (value: A) => HybridConfig.HybridConfigInput) =>
    Option.isSome(value) ? [{ name: `--${name}`, values: values(value.value) }] : []
  const when = (given: boolean) => (given ? Option.some(false) : Option.none<boolean>())
  return [
    ...flag("count", options.count, (count) => ({ count: count === "auto" ? count : Number(count) })),
    ...flag("segment-by", options.segmentBy, (segmentBy) => ({ segmentBy })),
    ...flag("max-cost", options.maxCost, (maxFrontierCost) => ({ maxFrontierCost })),
    ...flag("draft-multiplier", options.draftMultiplier, (draftMultiplier) => ({ draftMultiplier })),
    ...flag("quality-threshold", options.qualityThreshold, (qualityThreshold) => ({ qualityThreshold })),
    ...flag("concurrency", options.concurrency, (n) => ({ concurrency: { draft: n, judge: n, refine: n } })),
    ...flag("seed", options.seed, (seed) => ({ seed })),
    ...flag("with-members", options.withMembers ? Option.some(true) : Option.none<boolean>(), (members) => ({
      members
    })),
    ...flag("no-frontier", when(options.noFrontier), (useFrontier) => ({ useFrontier })),
    ...flag("no-anonymise", when(options.noAnonymise), (anonymiseInput) => ({ anonymiseInput }))
  ]
}

const readConfig = (file: string) =>
  Effect.map(WrittenFile.values({ file, what: "configuration file", flag: "config" }), (values) => ({
    name: file,
    values
  }))
