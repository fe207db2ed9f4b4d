/**
 * `persona generate`: research data in, personas out.
 */
import { basename } from "node:path"
import { Deferred, Effect, Exit, Fiber, Stream } from "effect"
import { Command, Flag } from "effect/cli"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { HybridConfig } from "../pipeline/HybridConfig.ts"
import * as HybridPipeline from "../pipeline/HybridPipeline.ts"
import type { HybridResult } from "../pipeline/HybridResult.ts"
import { formats } from "../report/Formats.ts"
import type { ReadFile } from "../sources/ResearchData.ts"
import { LocalAnonymiser } from "../privacy/index.ts"
import { Anonymiser } from "../stages/Anonymiser.ts"
import { RunStore, type RunStoreError } from "../stages/RunStore.ts"
import { keepVault, vaultFlag } from "./anonymise.ts"
import * as Consent from "./Consent.ts"
import * as Delivery from "./Delivery.ts"
import { printEstimate } from "./estimate.ts"
import { Ended, UsageError } from "./Exit.ts"
import { defaultFormats, formatsIn } from "./formatsIn.ts"
import { configuration, flags, paths } from "./Options.ts"
import { healthFlag, listFlags, listsOf } from "./ListFlags.ts"
import { operatorFlags, operatorsOf } from "./OperatorFlags.ts"
import { secondReaderFlags, secondReadingOf } from "./SecondReaderFlags.ts"
import * as Output from "./Output.ts"
import * as Progress from "./Progress.ts"
import * as ResearchInput from "./ResearchInput.ts"
import * as RunFolder from "./RunFolder.ts"
import * as Stages from "./Stages.ts"
import * as StoreRefusal from "./StoreRefusal.ts"
import * as StudyName from "./StudyName.ts"
import * as UnfinishedRun from "./UnfinishedRun.ts"

/** The command. */
export const generate = Command.make(
  "generate",
  {
    ...flags,
    estimateOnly: Flag.Boolean("estimate-only").pipe(
      Flag.withDescription("Say what the run would cost, and call no model"),
      Flag.withDefault(false)
    ),
    output: Flag.String("output").pipe(
      Flag.withAlias("o"),
      Flag.withMetavar("DIR"),
      Flag.withDescription("The folder that holds the folders of runs (personas), or none to write nothing"),
      Flag.withDefault("personas")
    ),
    replace: Flag.Boolean("replace").pipe(
      Flag.withDescription("Put this run in the place of today's run of the same name, instead of beside it"),
      Flag.withDefault(false)
    ),
    format: Flag.String("format").pipe(
      Flag.withDescription(`Which result files: ${formats.map(({ name }) => name).join(", ")}, separated by commas`),
      Flag.withDefault(defaultFormats)
    ),
    ...UnfinishedRun.flags,
    name: Flag.String("name").pipe(
      Flag.withMetavar("TEXT"),
      Flag.withDescription("What the study is called, in the report and in the name of the folder (the file's name)"),
      Flag.optional
    ),
    team: Flag.Boolean("team").pipe(
      Flag.withDescription("Also write everybody's answers and a report with them, for those who may read the data"),
      Flag.withDefault(false)
    ),
    json: Flag.Boolean("json").pipe(
      Flag.withDescription("Print the result as JSON on standard output, and nothing else there"),
      Flag.withDefault(false)
    ),
    ...operatorFlags,
    ...listFlags,
    ...healthFlag,
    ...secondReaderFlags,
    vault: Flag.optional(vaultFlag),
    restore: Flag.Boolean("restore").pipe(
      Flag.withDescription("Put the original words back in the result files, for your own eyes"),
      Flag.withDefault(false)
    ),
    ...Consent.flag
  },
  Effect.fnUntraced(function* (options) {
    const config = yield* configuration(options)
    const wanted = yield* formatsIn(options.format)
    const input = yield* paths(options)
    const read: Array<ReadFile> = []
    const research = yield* ResearchInput.open(input, options, {
      onWarning: ({ message }) => Output.say(`Warning: ${message}`),
      onRead: (file) => Effect.sync(() => void read.push(file))
    })
    yield* Output.say(`Reading ${input.join(", ")} …`)
    if (options.estimateOnly) return yield* printEstimate(research, config, options)
    const isFiled = options.output !== "none"
    if (options.team && !isFiled)
      return yield* new UsageError({ message: "--team is for files, and --output none writes none: leave one out." })
    if (options.restore && !isFiled)
      return yield* new UsageError({ message: "--restore is for files, and --output none writes none: leave one out." })
    const study = StudyName.of(options.name, input)
    const reading = yield* secondReadingOf(options)
    const pseudonymiser = LocalAnonymiser.make({
      ...(yield* operatorsOf(options)),
      ...(yield* listsOf(options)),
      ...(reading !== undefined && { opinions: reading.opinions })
    })
    const vault = yield* keepVault(options.vault, pseudonymiser)
    const folder = isFiled
      ? yield* RunFolder.open({
          parent: options.output,
          name: study.text,
          replace: options.replace,
          salvage: options.salvage
        })
      : null
    const { frontier } = yield* Stages.wanted(options, config.useFrontier)
    const terminal = !options.json && !input.includes("-") && Output.canBeAsked()
    yield* Consent.ask(
      { spends: frontier, yes: options.yes, terminal, cap: config.maxFrontierCost },
      yield* ResearchInput.open(input, options, { onWarning: () => Effect.void }),
      config
    )
    const { json, restore } = options
    const answers: Array<AnonymisedRecord> = []
    const data = {
      ...research.data,
      ...(options.team && {
        onRecords: (records: ReadonlyArray<AnonymisedRecord>) =>
          Effect.sync(() => {
            for (const record of records) answers.push(record)
          })
      })
    }
    const delivery = {
      answers: options.team ? answers : null,
      config,
      folder,
      isRestored: restore,
      json,
      pseudonymiser,
      read,
      study,
      wanted
    }
    yield* stoppable((stop) =>
      run({ config, research: { ...research, data }, stop, vault, delivery, fork: options.fork }).pipe(
        Effect.provideService(Anonymiser, LocalAnonymiser.toService(pseudonymiser, reading))
      )
    )
  }, Effect.scoped)
).pipe(
  Command.withDescription("Make personas out of research data"),
  Command.withExamples([
    { command: "persona generate --input survey.csv", description: "Five personas with the embedded stages, offline" },
    { command: "persona generate --input interviews/ --count 3 --json", description: "Print the result as JSON" },
    {
      command: "persona generate --input survey.csv --hybrid --max-cost 0.50",
      description: "Draft and judge on Ollama, refine on Anthropic's models for at most 50 cents"
    },
    {
      command: "persona generate --input survey.csv --provider ollama",
      description: "Everything on Ollama: free, and nothing leaves your network"
    },
    {
      command: "persona generate --input survey.csv --max-cost 5 --estimate-only",
      description: "Only say what it would cost"
    }
  ]),
  Command.provide((options) => Stages.layer(options, { needsKey: !options.estimateOnly }))
)

/**
 * Runs the work apart from the command's own fiber. Ctrl-C interrupts that fiber, which then asks the work to stop and waits
 * until it has written what is finished.
 */
const stoppable = <A, E, R>(work: (stop: Effect.Effect<void>) => Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const stop = yield* Deferred.make<void>()
    const fiber = yield* Effect.forkDetach(work(Deferred.await(stop)))
    const askToStop = Effect.andThen(Deferred.succeed(stop, undefined), Fiber.await(fiber))
    return yield* Effect.onInterrupt(Fiber.join(fiber), () => Effect.asVoid(askToStop))
  })

const failureLine = ({ count, message, model, provider, reason, stage }: HybridResult["failures"][number]): string =>
  `Failed   ${count} ${stage} call${count === 1 ? "" : "s"} of ${provider}/${model} (${reason}): ${message}`

/** Whether a frontier model was to refine and refined nobody, though it was asked to or could not be asked. */
const cameToNothing = ({ counts, failures, warnings }: HybridResult): boolean =>
  counts.refined === 0 &&
  (failures.some(({ stage }) => stage === "refine") || warnings.some(({ code }) => code === "refiner-unavailable"))

/** What the store refuses, in the words of the command. */
const refused =
  ({ journal, place }: RunFolder.RunFolder) =>
  (error: RunStoreError) =>
    Effect.fail(StoreRefusal.explained({ place, isFinished: journal.entries.at(-1)?._tag === "Finished" })(error))

const run = Effect.fnUntraced(function* <VE, VR>(work: {
  readonly vault: { readonly write: Effect.Effect<void, VE, VR> }
  readonly config: HybridConfig
  readonly research: {
    readonly records: ResearchInput.ResearchInput["records"]
    readonly data: HybridPipeline.DataOptions
  }
  readonly delivery: Delivery.Delivery
  readonly stop: Effect.Effect<void>
  readonly fork: boolean
}) {
  const { config, fork, research } = work
  const { folder } = work.delivery
  const exit = yield* Effect.exit(
    Effect.scoped(
      Effect.gen(function* () {
        const progress = yield* Progress.make({ isWatched: Output.isWatched(), capUsd: config.maxFrontierCost })
        const records = research.records.pipe(
          Stream.mapArray((chunk) => {
            progress.read(chunk.length)
            return chunk
          }),
          Stream.onEnd(progress.allRead)
        )
        // Who is in which segment is kept with the files, so that runs can be compared by it.
        const listed = { ...config, members: config.members || folder !== null }
        const stored = folder === null ? {} : { run: basename(folder.place), fork }
        const options = { ...research.data, ...stored, stop: work.stop }
        const events = HybridPipeline.stream(records, listed, options)
        const kept =
          folder === null ? events : Stream.provideService(events, RunStore, UnfinishedRun.storeOf(folder.journal))
        return yield* kept.pipe(
          Stream.tap((event) =>
            folder !== null && event._tag === "RunStarted" ? UnfinishedRun.keepLine(folder) : Effect.void
          ),
          Stream.tap(progress.event),
          Stream.runFold(
            (): HybridResult | null => null,
            (result, event) => (event._tag === "RunFinished" ? event.result : result)
          )
        )
      })
    )
  )
  if (Exit.isFailure(exit) && Exit.hasInterrupts(exit))
    return yield* Output.say(
      `Stopped before the first draft: there is nothing to write.${yield* UnfinishedRun.remains(folder)}`
    )
  const result = yield* folder === null ? exit : Effect.catchTag(exit, "RunStoreError", refused(folder))
  if (result === null) return
  // Before the result, so that there is never one whose placeholders nobody knows, nor one of which nobody hears what failed.
  yield* work.vault.write
  for (const failure of result.failures) yield* Output.say(failureLine(failure))
  yield* Delivery.deliver(result, work.delivery)
  const goOn = folder === null ? "" : " The same line again, or persona resume, goes on from here."
  if (result.outcome === "Interrupted") {
    const { delivered, requested } = result.counts
    return yield* Output.say(
      `Stopped: ${delivered} of ${requested} personas were finished or chosen, and are kept.${goOn}`
    )
  }
  if (Delivery.canGoOn(result)) yield* Output.say(`The run is not finished.${goOn}`)
  if (result.outcome === "Shortfall" || cameToNothing(result)) return yield* new Ended({ code: 3 })
})
