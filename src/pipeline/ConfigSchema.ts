/**
 * The keys of a configuration: their types, their defaults, and what each allows, in words.
 */
import { Predicate, Schema } from "effect"
import { Weights, defaultWeights } from "../domain/Evaluation.ts"

const int = (minimum: number, maximum: number) => Schema.Int.check(Schema.isBetween({ minimum, maximum }))
const finite = (minimum: number, maximum: number) => Schema.Finite.check(Schema.isBetween({ minimum, maximum }))

const perStage = <S extends Schema.Top>(schema: S) => Schema.Struct({ draft: schema, judge: schema, refine: schema })

/** A checked configuration. */
export const HybridConfig = Schema.Struct({
  /** How many personas are wanted. */
  count: int(1, 10_000),
  /** Drafts made for each persona wanted. */
  draftMultiplier: int(1, 100),
  /** The overall score, 0 to 1, that a draft must reach. */
  qualityThreshold: finite(0, 1),
  /** Whether a frontier model may be called at all. False: nothing remote is ever called. */
  useFrontier: Schema.Boolean,
  /** The most that a run may spend, in US dollars; null for no cap. */
  maxFrontierCost: Schema.NullOr(finite(0, 1_000_000)),
  /** Whether personal data is replaced before anything else sees it. */
  anonymiseInput: Schema.Boolean,
  /** Must be true to run with `anonymiseInput: false` and a remote model. */
  allowRawEgress: Schema.Boolean,
  /** What becomes of personal data that is still found in a request to a remote model: replaced, or the request is not sent. */
  egress: Schema.Literals(["replace", "refuse"]),
  /** The most drafts that a run makes, top-ups included; null for twice `count × draftMultiplier`. */
  maxDrafts: Schema.NullOr(int(1, 1_000_000)),
  /** The same seed and data give the same personas. */
  seed: int(0, 2 ** 32 - 1),
  /** How many calls of each stage may be in flight at once. */
  concurrency: perStage(int(1, 1_000)),
  /** How long a single call of each stage may take, in seconds. */
  deadlineSeconds: perStage(finite(0.001, 86_400)),
  retry: Schema.Struct({
    /** Attempts at one call, the first included. */
    attempts: int(1, 20),
    /** Wait before the second attempt, in milliseconds; it doubles from there. */
    baseDelayMillis: int(0, 3_600_000),
    /** The longest wait, in milliseconds, also where a provider asks for a longer one. */
    maxDelayMillis: int(0, 3_600_000)
  }),
  selection: Schema.Struct({
    /** `representative`: personas are shared out over the strata as the records are. `best`: the best drafts, wherever they come from. */
    strategy: Schema.Literals(["representative", "best"]),
    /** Drafts this like a better one, 0 to 1, are passed over; 1 keeps all. */
    duplicateSimilarity: finite(0, 1),
    /** Into how many groups the records are sorted; null to choose by the number of personas, at most 8. */
    strata: Schema.NullOr(int(1, 100)),
    /** How much each criterion counts when a judge reports scores. */
    weights: Weights
  }),
  sample: Schema.Struct({
    /** The most records that one draft is made from. */
    maxRecords: int(1, 1_000),
    /** The most bytes of record text that one prompt may hold. */
    maxBytes: int(200, 10_000_000)
  }),
  corpus: Schema.Struct({
    /** The most records kept in memory; of more, an even sample is taken. */
    maxRecords: int(1, 1_000_000)
  })
})

/** A checked configuration. */
export type HybridConfig = typeof HybridConfig.Type

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
  concurrency: { draft: 4, judge: 4, refine: 4 },
  deadlineSeconds: { draft: 600, judge: 300, refine: 300 },
  retry: { attempts: 3, baseDelayMillis: 500, maxDelayMillis: 60_000 },
  selection: { strategy: "representative", duplicateSimilarity: 0.9, strata: null, weights: defaultWeights },
  sample: { maxRecords: 40, maxBytes: 24_000 },
  corpus: { maxRecords: 20_000 }
}

type DeepPartial<T> = { readonly [K in keyof T]?: T[K] extends object ? DeepPartial<T[K]> : T[K] }

/** What a caller writes: any part of a configuration. */
export type HybridConfigInput = DeepPartial<HybridConfig>

/** The most drafts that a run of this configuration makes. */
export const draftLimit = (config: HybridConfig): number =>
  config.maxDrafts ?? config.count * config.draftMultiplier * 2

/** Where a key stands: `["concurrency", "draft"]`. */
export type KeyPath = ReadonlyArray<string>

/** Whether a value holds keys. */
export const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  Predicate.isObject(value) && !Array.isArray(value)

/** The value at a path. */
export const at = (value: unknown, path: KeyPath): unknown =>
  path.reduce<unknown>((found, name) => (isPlain(found) ? found[name] : undefined), value)

const allowedTexts: Readonly<Record<string, string>> = {
  count: "a whole number from 1 to 10000",
  draftMultiplier: "a whole number from 1 to 100",
  qualityThreshold: "a number from 0 to 1",
  useFrontier: "true or false",
  maxFrontierCost: "dollars from 0 to 1000000, or null for no cap",
  anonymiseInput: "true or false",
  allowRawEgress: "true or false",
  egress: '"replace" or "refuse"',
  maxDrafts: "a whole number from count to 1000000, or null for twice count × draftMultiplier",
  seed: "a whole number from 0 to 4294967295",
  concurrency: "a whole number from 1 to 1000 for each of draft, judge, refine",
  deadlineSeconds: "seconds from 0.001 to 86400 for each of draft, judge, refine",
  "retry.attempts": "a whole number from 1 to 20",
  "retry.baseDelayMillis": "a whole number from 0 to 3600000",
  "retry.maxDelayMillis": "a whole number from 0 to 3600000",
  retry: "an object with attempts, baseDelayMillis, maxDelayMillis",
  "selection.strategy": '"representative" or "best"',
  "selection.duplicateSimilarity": "a number from 0 to 1",
  "selection.strata": "a whole number from 1 to 100, or null to choose by count",
  "selection.weights": `a number of at least 0 for each of ${Object.keys(defaultWeights).join(", ")}`,
  selection: "an object with strategy, duplicateSimilarity, strata, weights",
  "sample.maxRecords": "a whole number from 1 to 1000",
  "sample.maxBytes": "a whole number from 200 to 10000000",
  sample: "an object with maxRecords, maxBytes",
  "corpus.maxRecords": "a whole number from 1 to 1000000",
  corpus: "an object with maxRecords"
}

/** What a key allows, for an error message. */
export const allowedFor = (path: KeyPath): string => {
  const parent = path.slice(0, -1)
  const own = allowedTexts[path.join(".")]
  if (own !== undefined) return own
  const isKey = at(defaults, path) !== undefined
  if (isKey) return allowedTexts[parent.join(".")] ?? "see docs/configuration.md"
  const siblings = at(defaults, parent)
  const names = isPlain(siblings) ? Object.keys(siblings).join(", ") : Object.keys(defaults).join(", ")
  return parent.length === 0 ? `one of the keys ${names}` : `one of the keys ${names} of ${parent.join(".")}`
}
