/**
 * What becomes of a result: its files, standard output, and where it goes when one of them fails.
 */
import { Effect } from "effect"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { HybridConfig } from "../pipeline/HybridConfig.ts"
import type { HybridResult } from "../pipeline/HybridResult.ts"
import type { Pseudonymiser } from "../privacy/index.ts"
import { answersFile, answersOf } from "../report/StudyAnswers.ts"
import { teamReport, teamReportFile } from "../report/html/HtmlFormat.ts"
import { prepareReport } from "../report/html/ReportSetup.ts"
import { json } from "../report/JsonFormat.ts"
import { filesOf, type ResultFormat } from "../report/ResultFormat.ts"
import type { ReadFile } from "../sources/ResearchData.ts"
import * as Output from "./Output.ts"
import * as OutputFiles from "./OutputFiles.ts"
import { warnOfLanguage } from "./quasiIdentifiers.ts"
import { restored } from "./Restored.ts"
import * as Summary from "./ResultSummary.ts"
import type * as RunFolder from "./RunFolder.ts"
import * as RunRecord from "./RunRecord.ts"
import * as Screen from "./Screen.ts"
import * as StudyName from "./StudyName.ts"

/** How a result is delivered. */
export interface Delivery {
  readonly config: HybridConfig
  /** Null where nothing is to be written. */
  readonly folder: RunFolder.RunFolder | null
  /** Whether original words stand in the files that are not made to be passed on. */
  readonly isRestored: boolean
  /** Whether standard output is the result, and nothing else. */
  readonly json: boolean
  readonly pseudonymiser: Pseudonymiser
  readonly read: ReadonlyArray<ReadFile>
  readonly study: StudyName.StudyName
  readonly wanted: ReadonlyArray<ResultFormat>
  /** Everybody's answers, personal data replaced, where the team is to have them; else null. */
  readonly answers: ReadonlyArray<AnonymisedRecord> | null
}

/** Files the result and prints it, or says what to open. */
export const deliver = Effect.fnUntraced(function* (found: HybridResult, delivery: Delivery) {
  const { config, folder, pseudonymiser, wanted } = delivery
  const { members: _, ...bare } = found
  const result = config.members ? found : bare
  const kept = Effect.flatMap(json.render(result), (text) => OutputFiles.keep(`persona-${result.runId}.json`, text))
  const filed =
    folder === null
      ? null
      : yield* Effect.tapError((canGoOn(found) ? folder.leave : folder.finish)(yield* filesFor(found, delivery)), () =>
          rescued(result, kept, delivery)
        )
  yield* warnOfLanguage(pseudonymiser.unread())
  const printed = delivery.json
    ? json.render(result)
    : Effect.succeed(
        Summary.render(
          result,
          filed === null ? null : { folder: filed, formats: wanted },
          Screen.of(process.stdout, process.env)
        )
      )
  const delivered = Effect.flatMap(printed, Output.data)
  yield* Effect.catchTag(delivered, "OutputFailed", ({ message }) =>
    Effect.gen(function* () {
      const place = filed !== null && wanted.includes(json) ? filed : yield* kept
      return yield* new Output.OutputFailed({ message: `${message} The result is in ${place}.` })
    })
  )
})

/** Whether a run is not at its end: it was stopped, or not all of it could be written down. */
export const canGoOn = ({ outcome, warnings }: HybridResult): boolean =>
  outcome === "Interrupted" || warnings.some(({ code }) => code === "journal-unwritten")

/** What was paid for is not lost with a full disk: it goes where it can still go. */
const rescued = <E, R>(result: HybridResult, kept: Effect.Effect<string, E, R>, delivery: Delivery) => {
  const onOutput = Effect.flatMap(json.render(result), Output.data)
  const nowhere = Effect.andThen(
    Output.say("No file could be written at all, so the result follows on standard output."),
    onOutput
  )
  return delivery.json
    ? onOutput
    : Effect.matchEffect(kept, {
        onFailure: () => nowhere,
        onSuccess: (place) => Output.say(`The result is in ${place}.`)
      })
}

/** The files of a result. Those to be passed on never hold original words. */
const filesFor = Effect.fnUntraced(function* (result: HybridResult, delivery: Delivery) {
  const { answers, config, isRestored, pseudonymiser, read, study, wanted } = delivery
  const anonymised = config.anonymiseInput ? pseudonymiser : null
  const run = { ...(yield* RunRecord.make(config, read, anonymised)), ...(isRestored && { isRestored }) }
  const everybody = answers?.map(({ id }) => id)
  const shared = yield* prepareReport({ ...result, run }, StudyName.readable(study, anonymised), everybody)
  const own = isRestored ? restored(shared, (text) => pseudonymiser.restore(text).text) : shared
  const files = yield* Effect.forEach(wanted, (format) => filesOf(format, format.isShared === true ? shared : own))
  if (answers === null) return files.flat()
  const forTeam = answersOf(result.runId, answers)
  return [
    ...files.flat(),
    { file: answersFile, text: `${JSON.stringify(forTeam, null, 2)}\n` },
    { file: teamReportFile, text: yield* teamReport(shared, forTeam) }
  ]
})
