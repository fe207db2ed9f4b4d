/**
 * What the journal of a run holds: what makes it the run it is, each attempt at a call with its cost and its answer, and its end.
 */
import { Schema } from "effect"
import { Usage } from "../domain/Usage.ts"
import { sum, Usd, zero } from "../domain/Usd.ts"
import { StageReason } from "./StageError.ts"

/** What makes a run the run it is. Each value is a name, or a fingerprint of what would be too long or too private to name. */
export const RunIdentity = Schema.Struct({
  /** The version of this package. */
  version: Schema.String,
  /** The records, as they were anonymised. */
  data: Schema.String,
  /** Each key of the configuration that changes what comes out. */
  configuration: Schema.Record(Schema.String, Schema.String),
  /** The model of each stage. */
  models: Schema.Record(Schema.String, Schema.String),
  /** The prompt of each stage, and the criteria. */
  prompts: Schema.Record(Schema.String, Schema.String)
})

/** What makes a run the run it is. */
export interface RunIdentity extends Schema.Schema.Type<typeof RunIdentity> {}

/** How an attempt at a call ended: with an answer, as plain JSON, with a failure, or cut off with its run. */
export const CallOutcome = Schema.Union([
  Schema.TaggedStruct("Answered", { value: Schema.Unknown, repaired: Schema.optionalKey(Schema.Boolean) }),
  Schema.TaggedStruct("Failed", { reason: StageReason }),
  Schema.TaggedStruct("Interrupted", {})
])

/** How an attempt at a call ended. */
export type CallOutcome = typeof CallOutcome.Type

const ofCall = {
  /** The number of the attempt, different for each in a journal. */
  call: Schema.Int,
  /** The same for the same request of the same stage, model, prompt and seed. */
  key: Schema.String,
  stage: Schema.Literals(["draft", "judge", "refine"]),
  /** The number of the draft that it is about. */
  draft: Schema.Int
}

/** One entry of a journal. */
export const RunEntry = Schema.Union([
  /** The run begins, or goes on as another: what stands before still counts. `cap` is null where there is none. */
  Schema.TaggedStruct("Begun", { at: Schema.Finite, identity: RunIdentity, cap: Schema.NullOr(Usd) }),
  /** An attempt that may be billed up to the ceiling is about to be sent. */
  Schema.TaggedStruct("Reserved", { ...ofCall, ceiling: Usd }),
  /** What a stage needs to take up the attempt after a kill, such as the batch that it was sent in. */
  Schema.TaggedStruct("Noted", { call: Schema.Int, note: Schema.Unknown }),
  /** The attempt ended, and was booked so. */
  Schema.TaggedStruct("Settled", {
    ...ofCall,
    usage: Usage,
    spent: Usd,
    /** What may have been billed besides. */
    possiblySpent: Usd,
    /** The most tokens that were reserved for it; left out for a local model. */
    bound: Schema.optionalKey(
      Schema.Struct({
        inputTokens: Schema.Int,
        outputTokens: Schema.Int,
        cacheableTokens: Schema.optionalKey(Schema.Int)
      })
    ),
    outcome: CallOutcome
  }),
  /** The run is finished; `result` is a `HybridResult` as plain JSON, and the other figures are of all its starts. */
  Schema.TaggedStruct("Finished", {
    at: Schema.Finite,
    begunAt: Schema.Finite,
    personas: Schema.Int,
    calls: Schema.Int,
    spent: Usd,
    possiblySpent: Usd,
    result: Schema.Unknown
  })
])

/** One entry of a journal. */
export type RunEntry = typeof RunEntry.Type

const codec = Schema.fromJsonString(RunEntry)

/**
 * An entry as one line of JSON, for stores that keep text.
 *
 * @example
 * ```ts
 * import { Option } from "effect"
 * import { RunEntry } from "effect-persona"
 *
 * const line = RunEntry.encode({ _tag: "Noted", call: 3, note: { batch: "b1" } })
 *
 * Option.getOrThrow(RunEntry.decode(line))._tag // => "Noted"
 * ```
 */
export const encode: (entry: RunEntry) => string = Schema.encodeSync(codec)

/**
 * The entry that `encode` wrote; none where it is no entry.
 *
 * @example
 * ```ts
 * import { Option } from "effect"
 * import { RunEntry } from "effect-persona"
 *
 * Option.isNone(RunEntry.decode("[]")) // => true
 * ```
 */
export const decode = Schema.decodeUnknownOption(codec)

/** What a journal says of its run, without its data. */
export interface RunSummary {
  /** `Unfinished` can be taken up again. */
  readonly state: "Unfinished" | "Finished"
  /** Milliseconds since the epoch; null where nothing has begun. */
  readonly begunAt: number | null
  /** Personas of the result; null before its end. */
  readonly personas: number | null
  /** Attempts at calls that ended. */
  readonly calls: number
  readonly spent: Usd
  /** What may have been billed besides: calls that were cut off count at their ceilings. */
  readonly possiblySpent: Usd
}

/**
 * Sums a journal up.
 *
 * @example
 * ```ts
 * import { RunEntry } from "effect-persona"
 *
 * RunEntry.summaryOf([]).state // => "Unfinished"
 * ```
 */
export const summaryOf = (entries: ReadonlyArray<RunEntry>): RunSummary => {
  let begunAt: number | null = null
  const attempts = new Map<number, { readonly isSettled: boolean; readonly spent: Usd; readonly possiblySpent: Usd }>()
  for (const entry of entries) {
    if (entry._tag === "Begun") begunAt ??= entry.at
    else if (entry._tag === "Reserved")
      attempts.set(entry.call, { isSettled: false, spent: zero, possiblySpent: entry.ceiling })
    // One that was cut off and then taken up again is settled twice: the last time counts.
    else if (entry._tag === "Settled") attempts.set(entry.call, { isSettled: true, ...entry })
    else if (entry._tag === "Finished") {
      const { begunAt, calls, personas, possiblySpent, spent } = entry
      return { state: "Finished", begunAt, personas, calls, spent, possiblySpent }
    }
  }
  return {
    state: "Unfinished",
    begunAt,
    personas: null,
    calls: [...attempts.values()].filter(({ isSettled }) => isSettled).length,
    spent: sum(...[...attempts.values()].map((attempt) => attempt.spent)),
    possiblySpent: sum(...[...attempts.values()].map((attempt) => attempt.possiblySpent))
  }
}
