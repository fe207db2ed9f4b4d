/**
 * What a run is told: how many personas, how strict, how much it may cost.
 *
 * Every key has a default, so `{}` is a whole configuration. Values come from options, from `PERSONA_…` environment variables
 * and from a file, in this order of precedence, and are checked together: each wrong one is named with what is wrong with it,
 * where it came from and what is allowed.
 */
import { Effect, Predicate, Result, Schema, SchemaIssue } from "effect"
import { Criteria, weightsOf } from "../criteria/Criteria.ts"
import type { Weights } from "../domain/Evaluation.ts"
import { allowedFor, at, defaults, HybridConfig, isPlain, type KeyPath } from "./ConfigSchema.ts"

export { defaults, HybridConfig, type HybridConfigInput } from "./ConfigSchema.ts"

/** One wrong value. */
export const ConfigIssue = Schema.Struct({
  /** The key, dotted, such as `concurrency.draft`. */
  key: Schema.String,
  /** Where the value came from, such as `options`, `PERSONA_COUNT` or a file's name. */
  source: Schema.String,
  /** The value as it was given, shortened. */
  value: Schema.String,
  /** What is wrong with it. */
  problem: Schema.String,
  /** What is allowed. */
  allowed: Schema.String
})

/** One wrong value. */
export interface ConfigIssue extends Schema.Schema.Type<typeof ConfigIssue> {}

/** The configuration is wrong; every wrong value is listed. */
export class ConfigurationError extends Schema.TaggedError<ConfigurationError>()("ConfigurationError", {
  issues: Schema.Array(ConfigIssue)
}) {
  override get message(): string {
    return this.issues
      .map(
        (issue) => `${issue.key} (from ${issue.source}) is ${issue.value}: ${issue.problem}. Allowed: ${issue.allowed}.`
      )
      .join("\n")
  }
}

/** A part of a configuration and where it came from, for error messages. */
export interface ConfigSource {
  readonly name: string
  readonly values: unknown
}

/**
 * Checks a configuration given in code.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { HybridConfig } from "effect-persona"
 *
 * Effect.runSync(HybridConfig.decode({ count: 8 })).draftMultiplier // => 2
 * Effect.runSync(Effect.flip(HybridConfig.decode({ count: NaN }))).issues[0]?.key // => "count"
 * ```
 */
export const decode = (input: unknown): Effect.Effect<HybridConfig, ConfigurationError> =>
  decodeSources([{ name: "options", values: input }])

/**
 * Checks a configuration put together from several sources; earlier ones win, key by key.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { HybridConfig } from "effect-persona"
 *
 * const config = HybridConfig.decodeSources([
 *   { name: "options", values: { count: 3 } },
 *   { name: "persona.json", values: { count: 8, seed: 7 } }
 * ])
 *
 * Effect.runSync(Effect.map(config, ({ count, seed }) => [count, seed])) // => [3, 7]
 * ```
 */
export const decodeSources = (sources: ReadonlyArray<ConfigSource>): Effect.Effect<HybridConfig, ConfigurationError> =>
  Effect.flatMap(Criteria, (criteria) => decodeWith(sources, weightsOf(criteria)))

const decodeWith = (
  sources: ReadonlyArray<ConfigSource>,
  weights: Weights
): Effect.Effect<HybridConfig, ConfigurationError> => {
  const misplaced = sources.filter(({ values }) => !isPlain(values)).map(notAnObject)
  if (misplaced.length > 0) return Effect.fail(new ConfigurationError({ issues: misplaced }))
  const merged = sources.reduceRight((under, { values }) => merge(under, values), withWeights(weights))
  const decoded = Schema.decodeUnknownResult(HybridConfig)(merged, { errors: "all", onExcessProperty: "error" })
  const issues = [
    ...(Result.isFailure(decoded) ? schemaIssues(decoded.failure.issue, merged, sources) : []),
    ...(Result.isSuccess(decoded) ? crossIssues(decoded.success, weights, sources) : [])
  ]
  return Result.isSuccess(decoded) && issues.length === 0
    ? Effect.succeed(decoded.success)
    : Effect.fail(new ConfigurationError({ issues }))
}

/**
 * The parts of a configuration that stand in environment variables: `PERSONA_COUNT`, `PERSONA_CONCURRENCY_DRAFT` and so on,
 * one source a variable so that errors name it. A `PERSONA_` variable that is no key of the configuration is an error.
 *
 * @example
 * ```ts
 * import { HybridConfig } from "effect-persona"
 *
 * HybridConfig.environment({ PERSONA_COUNT: "3", HOME: "/home/me" }) // => [{ name: "PERSONA_COUNT", values: { count: 3 } }]
 * ```
 */
export const environment = (variables: Readonly<Record<string, string | undefined>>): ReadonlyArray<ConfigSource> =>
  Object.entries(variables)
    .filter((entry): entry is [string, string] => entry[0].startsWith("PERSONA_") && entry[1] !== undefined)
    .filter(([variable]) => !othersVariables.has(variable))
    .map(([variable, text]) => {
      const path = leafPaths.find((candidate) => environmentName(candidate) === variable)
      return { name: variable, values: nest(path ?? [variable], literal(text)) }
    })

// What the command itself reads. The key of a vault must not even be shown in an error.
const othersVariables = new Set(["PERSONA_VAULT_KEY", "PERSONA_DEBUG"])

/**
 * Every key of the configuration, dotted, with its environment variable, its default and what is allowed.
 *
 * @example
 * ```ts
 * import { HybridConfig } from "effect-persona"
 *
 * HybridConfig.keys().find(({ key }) => key === "retry.attempts")?.allowed // => "a whole number from 1 to 20"
 * ```
 */
export const keys = (): ReadonlyArray<{ key: string; variable: string; default: unknown; allowed: string }> =>
  leafPaths.map((path) => ({
    key: path.join("."),
    variable: environmentName(path),
    default: at(defaults, path),
    allowed: allowedFor(path)
  }))

const withWeights = (weights: Weights): unknown => ({ ...defaults, selection: { ...defaults.selection, weights } })

const merge = (under: unknown, over: unknown): unknown => {
  if (over === undefined) return under
  if (!isPlain(under) || !isPlain(over)) return over
  const names = new Set([...Object.keys(under), ...Object.keys(over)])
  return Object.fromEntries([...names].map((name) => [name, merge(under[name], over[name])]))
}

const leaves = (value: unknown, path: KeyPath): ReadonlyArray<KeyPath> =>
  isPlain(value) ? Object.entries(value).flatMap(([name, child]) => leaves(child, [...path, name])) : [path]

const leafPaths = leaves(defaults, [])

const environmentName = (path: KeyPath): string =>
  `PERSONA_${path.map((part) => part.replace(/([A-Z])/g, "_$1").toUpperCase()).join("_")}`

const nest = (path: KeyPath, value: unknown): unknown =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value)

// Variables are texts: numbers, booleans and null are read as such, anything else stays a text for the schema to refuse.
const literal = (text: string): unknown => {
  const trimmed = text.trim()
  if (trimmed === "true" || trimmed === "false") return trimmed === "true"
  if (trimmed === "null") return null
  return trimmed !== "" && !Number.isNaN(Number(trimmed)) ? Number(trimmed) : text
}

const show = (value: unknown): string => {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

const notAnObject = ({ name, values }: ConfigSource): ConfigIssue => ({
  key: "(all)",
  source: name,
  value: show(values),
  problem: "a configuration must be an object of keys and values",
  allowed: `keys ${Object.keys(defaults).join(", ")}`
})

const sourceOf = (path: KeyPath, sources: ReadonlyArray<ConfigSource>): string =>
  sources.find(({ values }) => at(values, path) !== undefined)?.name ?? "defaults"

const schemaIssues = (
  issue: SchemaIssue.Issue,
  merged: unknown,
  sources: ReadonlyArray<ConfigSource>
): ReadonlyArray<ConfigIssue> => {
  const found = new Map<string, ConfigIssue>()
  for (const { path, message } of SchemaIssue.makeFormatterStandardSchemaV1()(issue).issues) {
    const keyPath = (path ?? []).map((part) => String(Predicate.isObject(part) && "key" in part ? part.key : part))
    const key = keyPath.join(".")
    const unknownKey = at(defaults, keyPath) === undefined
    if (!found.has(key)) {
      found.set(key, {
        key,
        source: sourceOf(keyPath, sources),
        value: show(at(merged, keyPath)),
        problem: unknownKey ? "no such key" : message.replace(/^Expected/, "expected"),
        allowed: allowedFor(keyPath)
      })
    }
  }
  return [...found.values()]
}

const crossIssues = (
  config: HybridConfig,
  known: Weights,
  sources: ReadonlyArray<ConfigSource>
): ReadonlyArray<ConfigIssue> => {
  const issues: Array<ConfigIssue> = []
  const add = (path: KeyPath, problem: string, allowed: string) =>
    issues.push({
      key: path.join("."),
      source: sourceOf(path, sources),
      value: show(at(config, path)),
      problem,
      allowed
    })
  if (config.maxDrafts !== null && config.count !== "auto" && config.maxDrafts < config.count) {
    add(
      ["maxDrafts"],
      `fewer drafts than the ${config.count} personas wanted`,
      `at least count (${config.count}), or null`
    )
  }
  for (const name of Object.keys(config.selection.weights).filter((name) => !(name in known))) {
    add(["selection", "weights", name], "no such criterion", `one of ${Object.keys(known).join(", ")}`)
  }
  if (Object.values(config.selection.weights).every((weight) => weight === 0)) {
    add(["selection", "weights"], "all weights are 0", "at least one weight above 0")
  }
  return issues
}
