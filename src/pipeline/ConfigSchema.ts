/**
 * The keys of a configuration: their types, their defaults, and what each allows, in words.
 */
import { Predicate, Schema, SchemaAST } from "effect"
import { standard, weightsOf } from "../criteria/Criteria.ts"
import { Weights } from "../domain/Evaluation.ts"

/** The annotation that says in words what a key allows; schemas below make it from the bounds that they check. */
const allows = <S extends Schema.Top>(schema: S, allowed: string): S["Rebuild"] => schema.annotate({ allowed })

const allowedBy = (schema: Schema.Top): string => {
  const allowed = SchemaAST.resolve(schema.ast)?.["allowed"]
  return typeof allowed === "string" ? allowed : ""
}

const between = (minimum: number, maximum: number, what: string) => ({
  check: Schema.isBetween({ minimum, maximum }),
  allowed: `${what} from ${minimum} to ${maximum}`
})

const int = (minimum: number, maximum: number) => {
  const { allowed, check } = between(minimum, maximum, "a whole number")
  return allows(Schema.Int.check(check), allowed)
}

const finite = (minimum: number, maximum: number, what = "a number") => {
  const { allowed, check } = between(minimum, maximum, what)
  return allows(Schema.Finite.check(check), allowed)
}

const flag = allows(Schema.Boolean, "true or false")

const oneOf = <const L extends ReadonlyArray<string>>(literals: L) =>
  allows(Schema.Literals(literals), literals.map((literal) => JSON.stringify(literal)).join(" or "))

const orNull = <S extends Schema.Top>(schema: S, meaning: string) =>
  allows(Schema.NullOr(schema), `${allowedBy(schema)}, or null ${meaning}`)

const perStage = <S extends Schema.Top>(schema: S) => Schema.Struct({ draft: schema, judge: schema, refine: schema })

/** A checked configuration. */
export const HybridConfig = Schema.Struct({
  /** How many personas are wanted, one for each segment of the respondents; `"auto"` for 3 to 12, as many as stand well for them. */
  count: allows(Schema.Union([int(1, 10_000), Schema.Literal("auto")]), 'a whole number from 1 to 10000, or "auto"'),
  /** Drafts made for each persona wanted. */
  draftMultiplier: int(1, 100),
  /** The overall score, 0 to 1, that a draft must reach. */
  qualityThreshold: finite(0, 1),
  /** Whether a frontier model may be called at all. False: nothing remote is ever called. */
  useFrontier: flag,
  /** The most that a run may spend, in US dollars; null for no cap. */
  maxFrontierCost: orNull(finite(0, 1_000_000, "dollars"), "for no cap"),
  /** Whether personal data is replaced before anything else sees it. */
  anonymiseInput: flag,
  /** Must be true to run with `anonymiseInput: false` and a remote model. */
  allowRawEgress: flag,
  /** What becomes of personal data that is still found in a request to a remote model: replaced, or the request is not sent. */
  egress: oneOf(["replace", "refuse"]),
  /** The most drafts that a run makes, top-ups included; null for twice `count × draftMultiplier`. */
  maxDrafts: orNull(int(1, 1_000_000), "for twice count × draftMultiplier"),
  /** The same seed and data give the same personas. */
  seed: int(0, 2 ** 32 - 1),
  /** How many calls of each stage may be in flight at once; `local`: of all stages together, at each local model server. */
  concurrency: Schema.Struct({ ...perStage(int(1, 1_000)).fields, local: int(1, 1_000) }),
  /** How long a single call of each stage may take, in seconds. */
  deadlineSeconds: perStage(finite(0.001, 86_400, "seconds")),
  retry: Schema.Struct({
    /** Attempts at one call, the first included. */
    attempts: int(1, 20),
    /** Wait before the second attempt, in milliseconds; it doubles from there. */
    baseDelayMillis: int(0, 3_600_000),
    /** The longest wait, in milliseconds. */
    maxDelayMillis: int(0, 3_600_000),
    /** The longest wait where a provider asks for one, in milliseconds; null for no longer than maxDelayMillis. */
    maxWindowMillis: orNull(int(0, 86_400_000), "for no longer than maxDelayMillis")
  }),
  judge: Schema.Struct({
    /** So many times more each chosen draft is judged by a model, with another seed and order, to know how far its scores sway. */
    repeats: int(0, 20)
  }),
  selection: Schema.Struct({
    /** Personas this alike, 0 to 1, are warned of; 1 compares none. */
    duplicateSimilarity: finite(0, 1),
    /** How much each criterion counts when a judge reports scores, by its name; left out, as much as the criterion says. */
    weights: allows(Weights, "a number of at least 0 for each criterion")
  }),
  /** The question whose answers are the segments, one persona each: its key, label or header; null to find segments. */
  segmentBy: orNull(allows(Schema.NonEmptyString, "a question"), "to find segments"),
  segments: Schema.Struct({
    /** The fewest respondents of a segment. */
    minSize: int(1, 100_000),
    /** How many respondents of a segment must share all facts that are shown of the one who stands for it. */
    k: int(1, 1_000)
  }),
  sample: Schema.Struct({
    /** The most passages that one draft is made from. */
    maxPassages: int(1, 64),
    /** The most bytes of passages that one prompt may hold. */
    maxBytes: int(200, 10_000_000)
  }),
  /** Whether the result lists the records of each segment, so that anybody can count again. */
  members: flag,
  corpus: Schema.Struct({
    /** The most records kept in memory; of more, an even sample is taken. */
    maxRecords: int(1, 1_000_000)
  })
})

/** A checked configuration. */
export interface HybridConfig extends Schema.Schema.Type<typeof HybridConfig> {}

/** A configuration whose number of personas is known. */
export interface RunConfig extends HybridConfig {
  readonly count: number
}

/** The configuration of an empty input. */
export const defaults: HybridConfig = {
  count: 5,
  draftMultiplier: 2,
  qualityThreshold: 0.75,
  useFrontier: true,
  maxFrontierCost: null,
  anonymiseInput: true,
  allowRawEgress: false,
  egress: "replace",
  maxDrafts: null,
  seed: 1,
  concurrency: { draft: 4, judge: 4, refine: 4, local: 1 },
  deadlineSeconds: { draft: 600, judge: 300, refine: 300 },
  retry: { attempts: 3, baseDelayMillis: 500, maxDelayMillis: 60_000, maxWindowMillis: null },
  judge: { repeats: 0 },
  selection: { duplicateSimilarity: 0.9, weights: weightsOf(standard) },
  segmentBy: null,
  segments: { minSize: 5, k: 3 },
  sample: { maxPassages: 24, maxBytes: 8_000 },
  members: false,
  corpus: { maxRecords: 20_000 }
}

type DeepPartial<T> = { readonly [K in keyof T]?: T[K] extends object ? DeepPartial<T[K]> : T[K] }

/** What a caller writes: any part of a configuration. */
export type HybridConfigInput = DeepPartial<HybridConfig>

/**
 * The most drafts that a run of this configuration makes.
 *
 * @internal
 */
export const draftLimit = (config: RunConfig): number => config.maxDrafts ?? config.count * config.draftMultiplier * 2

/** Where a key stands: `["concurrency", "draft"]`. */
export type KeyPath = ReadonlyArray<string>

/** Whether a value holds keys. */
export const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  Predicate.isObject(value) && !Array.isArray(value)

/** The value at a path. */
export const at = (value: unknown, path: KeyPath): unknown =>
  path.reduce<unknown>((found, name) => (isPlain(found) ? found[name] : undefined), value)

/** The schema of a key; that of a record for each of its keys. */
const schemaAt = (path: KeyPath): Schema.Top | undefined =>
  path.reduce<Schema.Top | undefined>((schema, name) => {
    if (schema === undefined || !("fields" in schema)) return schema
    const field = isPlain(schema.fields) ? schema.fields[name] : undefined
    return Schema.isSchema(field) ? field : undefined
  }, HybridConfig)

/** What a key allows, in words. */
export const allowedFor = (path: KeyPath): string => {
  const schema = schemaAt(path)
  if (schema !== undefined && !("fields" in schema)) return allowedBy(schema)
  const object = schema === undefined ? path.slice(0, -1) : path
  const names = Object.keys(at(defaults, object) ?? {}).join(", ")
  if (schema !== undefined) return `an object with ${names}`
  return object.length === 0 ? `one of the keys ${names}` : `one of the keys ${names} of ${object.join(".")}`
}
