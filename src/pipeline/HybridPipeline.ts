/**
 * The hybrid pipeline: research records in, personas with their evidence out.
 *
 * Drafts are judged as soon as they are made, and a candidate is refined as soon as no remaining draft can displace it, while
 * others are still being drafted. Every stage has its own bounded concurrency; a slow stage holds back those before it.
 */
import { type Cause, Deferred, Effect, flow, Queue, Stream } from "effect"
import { Criteria } from "../criteria/Criteria.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import * as Usd from "../domain/Usd.ts"
import * as AnonymiserSession from "../stages/AnonymiserSession.ts"
import { complete } from "./Completion.ts"
import * as EventOutlet from "./EventOutlet.ts"
import type { HybridConfigInput } from "./HybridConfig.ts"
import type { HybridResult } from "./HybridResult.ts"
import { PipelineEvent } from "./PipelineEvent.ts"
import { type DataOptions, type Prepared, prepare, type RunError, type Stages } from "./Preparation.ts"
import { capOf, draftsOf, type Round, type Run, start } from "./Run.ts"
import * as StoredRun from "./StoredRun.ts"
import * as LastRefinements from "./LastRefinements.ts"
import * as Refining from "./Refining.ts"
import * as Steps from "./Steps.ts"

export { estimate } from "./Estimate.ts"
export { stored } from "./StoredRun.ts"
export type { DataOptions, RunError, Stages } from "./Preparation.ts"

/** How a run may be stopped. */
export interface RunOptions extends DataOptions, StoredRun.StoredRunOptions {
  /**
   * When this completes, the run stops: nothing new is begun, calls in flight are interrupted and booked, and the result holds
   * what was finished and what was chosen so far, with outcome `Interrupted`.
   */
  readonly stop?: Effect.Effect<unknown>
}

/** The way of the data. */
const way = (run: Run, rounds: Queue.Queue<Round, Cause.Done>) => {
  const { draft, judge, refine } = run.config.concurrency
  return Stream.fromQueue(rounds).pipe(
    Stream.flatMap((round) => Stream.fromIterable(draftsOf(round), { chunkSize: 1 })),
    Stream.mapEffect(flow(Steps.draft(run), Effect.flatMap(Steps.checkEvidence(run))), {
      concurrency: draft,
      unordered: true
    }),
    Stream.mapEffect(flow(Steps.judge(run), Effect.flatMap(Steps.select(run, rounds))), {
      concurrency: judge,
      unordered: true
    }),
    Stream.flattenIterable,
    // Chosen candidates wait here, so that a slow refiner never holds back the drafts that choosing depends on.
    Stream.buffer({ capacity: "unbounded" }),
    Stream.mapEffect(Refining.refine(run), { concurrency: refine, unordered: true }),
    Stream.flattenIterable,
    Stream.mapEffect(Refining.judgeAgain(run), { concurrency: judge, unordered: true }),
    Stream.runDrain,
    Effect.andThen(LastRefinements.refine(run))
  )
}

/**
 * Runs the pipeline and tells what happens as it happens; the last event is `RunFinished` with the result. Leaving the stream
 * interrupts the run; use `stop` to end it and still have its result.
 *
 * Fails only before the first draft: on a wrong configuration, unreadable data, a model that cannot be used or has no price.
 *
 * @example
 * ```ts
 * import { Effect, Layer, Stream } from "effect"
 * import { CostMeter, HybridPipeline } from "effect-persona"
 * import * as Embedded from "effect-persona/embedded"
 * import { LocalAnonymiser } from "effect-persona/privacy"
 * import { ResearchData } from "effect-persona/sources"
 *
 * const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)
 * const answers = Array.from({ length: 12 }, (_, i) => ({
 *   Age: i % 2 === 0 ? "25-34" : "45-54",
 *   "What gets in your way?": `I forget what is in the freezer and buy ${i + 2} bags of peas again.`
 * }))
 * const records = ResearchData.fromRows(answers, { name: "survey" })
 * const finished = HybridPipeline.stream(records, { count: 2, qualityThreshold: 0 }).pipe(
 *   Stream.filter((event) => event._tag === "PersonaFinished"),
 *   Stream.runCount,
 *   Effect.provide(Stages)
 * )
 *
 * await Effect.runPromise(finished) // => 2
 * ```
 */
export const stream = <E, R>(
  records: Stream.Stream<ResearchRecord, E, R>,
  config: HybridConfigInput = {},
  options: RunOptions = {}
): Stream.Stream<PipelineEvent, E | RunError, R | Stages> =>
  EventOutlet.stream<E | RunError, R | Stages>((outlet) =>
    Effect.scoped(
      Effect.gen(function* () {
        const stopped = yield* Deferred.make<void>()
        if (options.stop !== undefined) {
          yield* Effect.forkScoped(Effect.andThen(options.stop, Deferred.succeed(stopped, undefined)))
        }
        // Stopped before the first draft there is nothing to hand back: the run counts as interrupted.
        const orStopped = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
          Effect.raceFirst(effect, Effect.andThen(Deferred.await(stopped), Effect.interrupt))
        const stored = yield* StoredRun.open(options)
        const finished = stored === null ? null : StoredRun.finishedIn(stored)
        const prepared = yield* orStopped(
          prepare(records, config, { ...options, refines: true, isFinished: finished !== null })
        )
        if (stored !== null && finished !== null) {
          const identity = StoredRun.identityOf(prepared, yield* Criteria)
          const result = yield* StoredRun.readBack(stored, finished, identity)
          return yield* outlet.emit(PipelineEvent.RunFinished({ result }))
        }
        yield* execute(prepared, outlet, Deferred.await(stopped), stored)
      })
    ).pipe(AnonymiserSession.ofRun)
  )

const execute = Effect.fn("HybridPipeline.run")(function* (
  prepared: Prepared,
  outlet: EventOutlet.EventOutlet,
  stopped: Effect.Effect<void>,
  stored: StoredRun.StoredRun | null
) {
  const { emit } = outlet
  const identity = StoredRun.identityOf(prepared, yield* Criteria)
  const cap = capOf(prepared.config)
  if (stored !== null) yield* StoredRun.begin(stored, identity, cap)
  const run = yield* start(prepared, outlet, stored?.journal ?? null)
  const { config, data, models, plan, runId, warnings } = run
  const rounds = yield* Queue.unbounded<Round, Cause.Done>()
  yield* emit(
    PipelineEvent.RunStarted({
      runId,
      mode: models.mode,
      records: data.corpus.total,
      requested: config.count,
      drafts: plan.firstRound.length,
      segments: plan.segments.size
    })
  )
  const { journal } = run.calls
  // However the run ends, nothing is written once its journal is closed.
  if (journal !== null) yield* Effect.addFinalizer(() => journal.flush)
  if (journal !== null && journal.before.calls > 0) {
    const { calls, possiblySpent, spent } = journal.before
    yield* emit(
      PipelineEvent.RunResumed({
        calls,
        costUsd: Usd.toDollars(spent),
        possiblyBilledUsd: Usd.toDollars(possiblySpent)
      })
    )
  }
  for (const warning of warnings) yield* emit(PipelineEvent.WarningRaised({ warning }))
  yield* Steps.issueDrafts(run, rounds, plan.firstRound)
  const interrupted = yield* Effect.raceFirst(Effect.as(way(run, rounds), false), Effect.as(stopped, true))
  if (journal !== null) yield* journal.close
  const made = yield* complete(run, interrupted)
  // What was stopped can go on, and so can what was not all written down.
  const isWhole = !interrupted && journal !== null && journal.problem() === null
  const result = stored === null || !isWhole ? made : yield* StoredRun.finish(stored, identity, cap, made)
  for (const warning of result.warnings.slice(warnings.length)) yield* emit(PipelineEvent.WarningRaised({ warning }))
  yield* emit(PipelineEvent.RunFinished({ result }))
})

/**
 * Runs the pipeline to its end and gives the result. Succeeds also with fewer personas than were asked for; the result's
 * `outcome`, `counts` and `warnings` say so.
 *
 * @example
 * ```ts
 * import { Effect, Layer } from "effect"
 * import { CostMeter, HybridPipeline } from "effect-persona"
 * import * as Embedded from "effect-persona/embedded"
 * import { LocalAnonymiser } from "effect-persona/privacy"
 * import { ResearchData } from "effect-persona/sources"
 *
 * const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer)
 * const answers = Array.from({ length: 12 }, (_, i) => ({
 *   Age: i % 2 === 0 ? "25-34" : "45-54",
 *   "What gets in your way?": `I forget what is in the freezer and buy ${i + 2} bags of peas again.`
 * }))
 * const records = ResearchData.fromRows(answers, { name: "survey" })
 * const result = HybridPipeline.generate(records, { count: 2, qualityThreshold: 0 }).pipe(Effect.provide(Stages))
 *
 * ;(await Effect.runPromise(result)).outcome // => "Complete"
 * ```
 */
export const generate = <E, R>(
  records: Stream.Stream<ResearchRecord, E, R>,
  config: HybridConfigInput = {},
  options: RunOptions = {}
): Effect.Effect<HybridResult, E | RunError, R | Stages> =>
  stream(records, config, options).pipe(
    Stream.runFold(
      (): HybridResult | undefined => undefined,
      (result, event) => (event._tag === "RunFinished" ? event.result : result)
    ),
    Effect.flatMap((result) =>
      result === undefined
        ? Effect.die(new Error("The run ended without a RunFinished event."))
        : Effect.succeed(result)
    ),
    Effect.withSpan("HybridPipeline.generate")
  )
