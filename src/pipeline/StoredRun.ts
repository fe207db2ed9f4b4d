/**
 * A run that has a name in a `RunStore`: whether it goes on, is read back or is another, and what of it is kept.
 */
import { Clock, Effect, type Scope, Schema } from "effect"
import type { Criterion } from "../criteria/Criterion.ts"
import * as Fingerprint from "../domain/Fingerprint.ts"
import * as ModelInfo from "../domain/ModelInfo.ts"
import { version } from "../domain/PackageVersion.ts"
import * as Usd from "../domain/Usd.ts"
import { type RunEntry, type RunIdentity, summaryOf } from "../stages/RunEntry.ts"
import { OtherRun, type RunJournal, RunStore, RunStoreError, StoreUnavailable } from "../stages/RunStore.ts"
import type { HybridConfig } from "./HybridConfig.ts"
import { HybridResult } from "./HybridResult.ts"
import type { Prepared } from "./Preparation.ts"

/** What is asked of a stored run. */
export interface StoredRunOptions {
  /**
   * The name under which the run is kept in the `RunStore`. A run of this name that was killed or stopped goes on, and pays for nothing
   * twice; a finished one is read back without a call. Left out, the run is not kept.
   */
  readonly run?: string
  /**
   * Whether an unfinished run of this name goes on as this one although data, configuration, prompts, models or version differ: calls
   * that are the same are taken over, and what was spent still counts. Default false: such a run is refused.
   */
  readonly fork?: boolean
}

/** A run in its store. */
export interface StoredRun {
  readonly name: string
  readonly journal: RunJournal
  readonly fork: boolean
}

type Finished = Extract<RunEntry, { readonly _tag: "Finished" }>

/** Opens the journal of a run that is to be kept. */
export const open = ({
  fork = false,
  run: name
}: StoredRunOptions): Effect.Effect<StoredRun | null, RunStoreError, Scope.Scope> =>
  name === undefined
    ? Effect.succeed(null)
    : Effect.flatMap(RunStore, (store) => Effect.map(store.open(name), (journal) => ({ name, journal, fork })))

/** The end of a finished run. */
export const finishedIn = ({ journal }: StoredRun): Finished | null => {
  const last = journal.entries.at(-1)
  return last?._tag === "Finished" ? last : null
}

/** The result of a finished run, if it is this one. */
export const readBack = Effect.fnUntraced(function* (
  stored: StoredRun,
  finished: Finished,
  identity: RunIdentity
): Effect.fn.Return<HybridResult, RunStoreError> {
  const before = identityIn(stored.journal)
  // Which models could be called at its end is no matter any more.
  const differences =
    before === null
      ? []
      : differencesOf({ ...before, models: {}, prompts: {} }, { ...identity, models: {}, prompts: {} })
  if (differences.length > 0)
    return yield* otherRun(stored, differences, "Give this one another name, or remove that one.")
  return yield* decoded(stored.name, finished)
})

/**
 * The result of a finished run as it was stored, without its data and without a call; null where there is none.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { HybridPipeline } from "effect-persona"
 *
 * await Effect.runPromise(HybridPipeline.stored("larder")) // => null
 * ```
 */
export const stored = Effect.fnUntraced(function* (name: string): Effect.fn.Return<HybridResult | null, RunStoreError> {
  const store = yield* RunStore
  const last = (yield* store.read(name)).at(-1)
  return last?._tag === "Finished" ? yield* decoded(name, last) : null
})

const readResult = Schema.decodeUnknownEffect(HybridResult)

const decoded = (name: string, { result }: Finished): Effect.Effect<HybridResult, RunStoreError> =>
  Effect.mapError(
    readResult(result),
    () =>
      new RunStoreError({
        reason: new StoreUnavailable({
          message: `The result that is kept of the run ${name} is not of a shape that version ${version} reads: read it with the version that made it, or remove it and run again.`
        })
      })
  )

/** Makes an unfinished run go on, or begins it; fails where it is another. */
export const begin = Effect.fnUntraced(function* (
  stored: StoredRun,
  identity: RunIdentity,
  cap: Usd.Usd | null
): Effect.fn.Return<void, RunStoreError> {
  const { fork, journal, name } = stored
  const before = journal.entries.findLast((entry) => entry._tag === "Begun")
  const { possiblySpent, spent } = summaryOf(journal.entries)
  const total = Usd.sum(spent, possiblySpent)
  if (cap !== null && total > cap) {
    const enough = `$${(Math.ceil(Usd.toDollars(total) * 100) / 100).toFixed(2)}`
    return yield* new RunStoreError({
      reason: new OtherRun({
        differences: ["maxFrontierCost is less than what is spent"],
        message: `The run ${name} has spent ${Usd.format(total)}, or may have, and maxFrontierCost is ${Usd.format(cap)}: raise it to at least ${enough}.`
      })
    })
  }
  if (before !== undefined) {
    const isLower = cap !== null && (before.cap === null || cap < before.cap)
    const differences = [...differencesOf(before.identity, identity), ...(isLower ? ["maxFrontierCost is lower"] : [])]
    if (differences.length === 0 && before.cap === cap) return
    if (differences.length > 0 && !fork) {
      return yield* otherRun(
        { name },
        differences,
        "Run it as it was begun; or let it go on as this one with fork, which takes over the calls that are the same; or give this one another name."
      )
    }
  }
  yield* journal.append([{ _tag: "Begun", at: yield* Clock.currentTimeMillis, identity, cap }])
})

const otherRun = ({ name }: Pick<StoredRun, "name">, differences: ReadonlyArray<string>, remedy: string) =>
  new RunStoreError({
    reason: new OtherRun({
      differences,
      message: `The run ${name} is there already and is another one: ${differences.join("; ")}. ${remedy}`
    })
  })

/**
 * Keeps the result of a run that came to its end, in the place of its calls, and gives it. Where it cannot be kept it is delivered with a
 * warning: its calls are in the journal, and it is made again from them.
 */
export const finish = Effect.fnUntraced(function* (
  { journal, name }: StoredRun,
  identity: RunIdentity,
  cap: Usd.Usd | null,
  result: HybridResult
): Effect.fn.Return<HybridResult> {
  const at = yield* Clock.currentTimeMillis
  const { begunAt } = summaryOf(journal.entries)
  const { stages } = result.costReport
  const calls = stages.draft.calls + stages.judge.calls + stages.refine.calls
  const kept = journal.replace([
    { _tag: "Begun", at: begunAt ?? at, identity, cap },
    {
      _tag: "Finished",
      at,
      begunAt: begunAt ?? at,
      personas: result.personas.length,
      calls,
      spent: Usd.fromDollars(result.costReport.totalUsd),
      possiblySpent: Usd.fromDollars(result.costReport.possiblyBilledUsd),
      result
    }
  ])
  return yield* Effect.match(kept, {
    onSuccess: () => result,
    onFailure: ({ message }) => {
      const warning = {
        code: "result-unkept",
        message: `The result could not be kept under the name ${name}: ${message}`
      }
      return { ...result, warnings: [...result.warnings, warning] }
    }
  })
})

const identityIn = ({ entries }: RunJournal): RunIdentity | null =>
  entries.findLast((entry) => entry._tag === "Begun")?.identity ?? null

// How fast a run goes, what it may cost and what is listed of it do not change what it is.
const passedOver = new Set<string>([
  "concurrency",
  "deadlineSeconds",
  "retry",
  "members",
  "maxFrontierCost"
] satisfies ReadonlyArray<keyof HybridConfig>)

/** What makes a prepared run the run it is. */
export const identityOf = (
  { config, data, models }: Pick<Prepared, "config" | "data" | "models">,
  criteria: ReadonlyArray<Criterion>
): RunIdentity => {
  const { drafts, judge, refiner, support } = models
  const nameOf = (stage: { readonly model: ModelInfo.ModelInfo } | null) =>
    stage === null ? "none" : ModelInfo.name(stage.model)
  return {
    version,
    // What was asked depends on the codebook too, which is no part of the corpus.
    data: Fingerprint.of(`${data.corpus.fingerprint} ${JSON.stringify(data.study)}`),
    configuration: Object.fromEntries(
      Object.entries(config)
        .filter(([key]) => !passedOver.has(key))
        .map(([key, value]) => [key, Fingerprint.of(JSON.stringify(value))])
    ),
    models: { draft: nameOf(drafts), judge: nameOf(judge), refine: nameOf(refiner), support: nameOf(support) },
    prompts: {
      draft: drafts.prompt,
      judge: judge.prompt ?? "",
      refine: refiner?.prompt ?? "",
      support: support?.prompt ?? "",
      criteria: criteriaOf(criteria)
    }
  }
}

/** A fingerprint of what personas are judged by. Of a rule, which is code, its text counts. */
export const criteriaOf = (criteria: ReadonlyArray<Criterion>): string =>
  Fingerprint.of(JSON.stringify(criteria.map(({ rule, ...said }) => [said, rule?.toString() ?? null])))

/** In what two runs differ, in words. */
export const differencesOf = (before: RunIdentity, now: RunIdentity): ReadonlyArray<string> => {
  const changed = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key])
  const keys = changed(before.configuration, now.configuration)
  return [
    ...(before.version === now.version
      ? []
      : [`it was begun with version ${before.version} of effect-persona, and this is ${now.version}`]),
    ...(before.data === now.data ? [] : ["the data differ, or what the codebook says of them"]),
    ...(keys.length === 0 ? [] : [`the configuration differs in ${keys.join(", ")}`]),
    ...changed(before.models, now.models).map(
      (stage) => `the ${stage} model was ${before.models[stage] ?? "none"} and is ${now.models[stage] ?? "none"}`
    ),
    ...changed(before.prompts, now.prompts).map((stage) =>
      stage === "criteria"
        ? "the criteria differ"
        : `the prompt of the ${stage} stage was ${before.prompts[stage] ?? "none"} and is ${now.prompts[stage] ?? "none"}`
    )
  ]
}
