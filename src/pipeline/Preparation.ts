/**
 * What is settled before the first draft: the configuration, which models are used, the anonymised corpus and the plan.
 */
import { Effect, Stream } from "effect"
import * as Corpus from "../corpus/Corpus.ts"
import * as Codebook from "../corpus/codebook/index.ts"
import * as RespondentRecords from "../corpus/codebook/RespondentRecords.ts"
import * as Segments from "../corpus/Segments.ts"
import * as Briefs from "../corpus/briefs/index.ts"
import * as Sliced from "../corpus/Sliced.ts"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { Grouping } from "../domain/Grouping.ts"
import type { Study } from "../domain/Study.ts"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import * as ModelName from "../domain/ModelInfo.ts"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { TableColumns } from "../domain/TableColumns.ts"
import * as Seed from "../domain/Seed.ts"
import * as Usage from "../domain/Usage.ts"
import { Anonymiser, AnonymiserError } from "../stages/Anonymiser.ts"
import { CostMeter, type UnknownPrice } from "../stages/CostMeter.ts"
import type { DraftGenerator } from "../stages/DraftGenerator.ts"
import type { Judge } from "../stages/Judge.ts"
import type { Refiner } from "../stages/Refiner.ts"
import type { RunStoreError } from "../stages/RunStore.ts"
import * as EgressGuard from "../calls/EgressGuard.ts"
import type { RunConfig } from "./ConfigSchema.ts"
import * as DataWarnings from "./DataWarnings.ts"
import * as DraftPlan from "./DraftPlan.ts"
import { type ConfigurationError, decode, type HybridConfig, type HybridConfigInput } from "./HybridConfig.ts"
import type { Warning } from "./HybridResult.ts"
import { chooseModels, type Models, suited, withReachable } from "./ModelChoice.ts"
import { previewed } from "./Preview.ts"
import * as RunAnonymiser from "./RunAnonymiser.ts"
import * as SafeCodebook from "./SafeCodebook.ts"
import { PipelineError, RawEgressRefused } from "./PipelineError.ts"

/** The services that a run needs: one layer each, or `Layer.mergeAll` of them. */
export type Stages = Anonymiser | DraftGenerator | Judge | Refiner | CostMeter

/** Why a run cannot begin, besides what reading its records fails with. */
export type RunError =
  | ConfigurationError
  | PipelineError
  | AnonymiserError
  | Corpus.CorpusError
  | Codebook.CodebookError
  | RunStoreError
  | UnknownPrice

/** What is known of the data besides its records. */
export interface DataOptions {
  /** The researcher's corrections of the codebook that is guessed from the data. */
  readonly codebook?: Codebook.CodebookInput
  /** The columns of the tables, asked for once all records were read. Left out, columns without an answer are not known. */
  readonly tables?: Effect.Effect<ReadonlyArray<TableColumns>>
  /** Told the respondents and interviews that personas are made from, personal data replaced. */
  readonly onRecords?: (records: ReadonlyArray<AnonymisedRecord>) => Effect.Effect<void>
}

/** What a run is made from. */
export interface RunData {
  readonly corpus: Corpus.Corpus
  /** Null where the input is not to be anonymised. */
  readonly anonymiser: RunAnonymiser.RunAnonymiser | null
  /** What stands around the remote ones of the models. */
  readonly guard: EgressGuard.EgressGuard
  /** The ids of the records of each segment. */
  readonly members: Readonly<Record<string, ReadonlyArray<string>>>
  /** What the segments are worth; null where there are no closed answers to test them by. */
  readonly grouping: Grouping | null
  /** What was asked and answered. */
  readonly study: Study
}

/** A run that is ready to begin. */
export interface Prepared {
  readonly runId: string
  readonly config: RunConfig
  readonly models: Models
  readonly data: RunData
  readonly plan: DraftPlan.DraftPlan
  readonly warnings: ReadonlyArray<Warning>
}

/**
 * Settles all that can be settled without calling a model. `refines`: whether the refiner will be called, not only priced; `isFinished`:
 * whether no model will be called any more, and none has to be there.
 */
export const prepare = Effect.fn("HybridPipeline.prepare")(function* <E, R>(
  records: Stream.Stream<ResearchRecord, E, R>,
  input: HybridConfigInput,
  {
    codebook: corrections = {},
    isFinished = false,
    onRecords = () => Effect.void,
    refines,
    tables = Effect.succeed([])
  }: DataOptions & { readonly refines: boolean; readonly isFinished?: boolean }
): Effect.fn.Return<Prepared, E | RunError, R | Stages> {
  const written = yield* decode(input)
  const chosen = yield* chooseModels(written, isFinished ? "never" : refines ? "soon" : "perhaps")
  const { config: asked, warnings } = suited(written, chosen)
  yield* refuseRawEgress(asked, chosen)
  yield* refuseUnpriced(chosen)
  const models = refines && !isFinished ? yield* withReachable(chosen, asked) : chosen
  const service = RunAnonymiser.make(yield* Anonymiser)
  const guard = guardOf(asked, models, service)
  const anonymiser = asked.anonymiseInput ? service : RunAnonymiser.passThrough
  const read = yield* Corpus.collect(records, { maxRecords: asked.corpus.maxRecords, seed: asked.seed })
  const codebook = yield* Codebook.override(yield* Codebook.guessed(read.records, yield* tables), corrections)
  const people = RespondentRecords.join(codebook, read.records)
  const total = read.total - read.records.length + people.length
  const safe = yield* revisited(yield* anonymised(people, anonymiser), anonymiser)
  const readable = yield* SafeCodebook.make(codebook, people, safe, anonymiser)
  // Segments that a question gives are of respondents.
  const minSize = asked.segmentBy === null ? asked.segments.minSize : 1
  const corpus = yield* guard.corpus(yield* Corpus.making(RespondentRecords.heard(safe, minSize), readable, total))
  yield* onRecords(corpus.records)
  const segments = yield* Segments.make(corpus, {
    segments: asked.count,
    by: asked.segmentBy,
    ...asked.segments,
    seed: asked.seed
  })
  // One persona each.
  const config: RunConfig = { ...asked, count: segments.groups.length }
  const verdict = segments.grouping?.verdict ?? null
  const briefs = yield* Sliced.run(() =>
    Briefs.make(corpus, segments.groups, { areGiven: asked.segmentBy !== null, k: asked.segments.k, verdict })
  )
  const prepared: Prepared = {
    runId: runId(config, models, corpus),
    config,
    models: {
      ...models,
      drafts: guard.drafts(models.drafts),
      judge: guard.judge(models.judge),
      refiner: models.refiner === null ? null : guard.refiner(models.refiner)
    },
    data: {
      corpus,
      anonymiser: config.anonymiseInput ? service : null,
      guard,
      members: membersOf(corpus, segments.groups),
      grouping: segments.grouping,
      study: Briefs.study(corpus, segments.groups)
    },
    plan: DraftPlan.make(briefs, config, {
      draftsPerPersona: models.mode === "frontier-only" ? 1 : config.draftMultiplier,
      location: models.drafts.model.location
    }),
    warnings: [...models.warnings, ...warnings, ...DataWarnings.of(config, corpus, people, segments)]
  }
  return prepared
})

const membersOf = ({ records }: Corpus.Corpus, groups: ReadonlyArray<Segments.SegmentGroup>) =>
  Object.fromEntries(
    groups.map(({ members, segment }) => [segment.id, members.flatMap((place) => records[place]?.id ?? [])])
  )

const anonymised = (
  records: ReadonlyArray<ResearchRecord>,
  { anonymise, prepare, preview }: RunAnonymiser.RunAnonymiser
): Effect.Effect<ReadonlyArray<AnonymisedRecord>, AnonymiserError> => {
  const [first] = records
  const before =
    prepare === null || first === undefined
      ? Effect.void
      : named(
          first,
          Effect.suspend(() => prepare(records))
        )
  // One at a time, so that placeholders are numbered in reading order.
  const replaced = Stream.mapEffect(
    previewed(
      Stream.fromIterable(records),
      preview &&
        ((rows) =>
          named(
            rows[0],
            Effect.suspend(() => preview(rows))
          ))
    ),
    (record) =>
      named(
        record,
        Effect.suspend(() => anonymise(record))
      )
  )
  return Effect.andThen(before, Stream.runCollect(replaced))
}

/** The records once more, now that everybody in them is known. */
const revisited = Effect.fnUntraced(function* (
  before: ReadonlyArray<AnonymisedRecord>,
  { revisit }: RunAnonymiser.RunAnonymiser
) {
  if (revisit === null) return before
  return yield* Effect.forEach(before, (record) =>
    named(
      record,
      Effect.suspend(() => revisit(record))
    )
  )
})

const named = <A>(
  { id }: ResearchRecord,
  effect: Effect.Effect<A, AnonymiserError>
): Effect.Effect<A, AnonymiserError> =>
  Effect.catchDefect(effect, (defect) =>
    Effect.fail(
      new AnonymiserError({
        recordId: id,
        message: `The anonymiser threw ${defect instanceof Error ? defect.name : typeof defect} on record ${id}. Nothing was sent anywhere. Leave the record out, or use another Anonymiser layer.`
      })
    )
  )

const used = (models: Models): ReadonlyArray<readonly [string, ModelInfo]> => [
  ["draft", models.drafts.model],
  ["judge", models.judge.model],
  ...(models.refiner === null ? [] : [["refine", models.refiner.model] as const])
]

const refuseRawEgress = (config: HybridConfig, models: Models) => {
  const remote = used(models).find(([, model]) => model.location === "remote")
  return config.anonymiseInput || config.allowRawEgress || remote === undefined
    ? Effect.void
    : Effect.fail(new PipelineError({ reason: new RawEgressRefused({ stage: remote[0], ...remote[1] }) }))
}

const guardOf = (
  config: HybridConfig,
  models: Models,
  anonymiser: RunAnonymiser.RunAnonymiser
): EgressGuard.EgressGuard => {
  if (!used(models).some(([, model]) => model.location === "remote")) return EgressGuard.open("none")
  return config.anonymiseInput ? EgressGuard.make(anonymiser, config.egress) : EgressGuard.open("off")
}

const refuseUnpriced = Effect.fnUntraced(function* (models: Models) {
  const meter = yield* CostMeter
  for (const [, model] of used(models)) yield* meter.price(model, Usage.none)
})

// Concurrency, deadlines and retries change how a run goes, and `members` what is listed of it; not what it is.
const runId = (config: HybridConfig, models: Models, corpus: Corpus.Corpus): string => {
  const { concurrency: _c, deadlineSeconds: _d, members: _m, retry: _r, ...rest } = config
  const names = used(models).map(([stage, model]) => `${stage}:${ModelName.name(model)}`)
  const parts = [corpus.fingerprint, JSON.stringify(rest), ...names]
  return `run-${[1, 2]
    .map((half) =>
      Seed.derive(half, ...parts)
        .toString(16)
        .padStart(8, "0")
    )
    .join("")}`
}
