/**
 * Closing a run: putting together what it hands back, however it ended.
 */
import { Effect, HashMap, Option, Ref } from "effect"
import { capNames } from "../budget/Ledger.ts"
import * as SharedLedger from "../budget/SharedLedger.ts"
import * as CallTally from "../calls/CallTally.ts"
import * as Retry from "../calls/Retry.ts"
import * as Briefs from "../corpus/briefs/index.ts"
import * as EvidenceGate from "../corpus/EvidenceGate.ts"
import { type Dropped, DropReason } from "../domain/Draft.ts"
import * as ModelInfo from "../domain/ModelInfo.ts"
import { claimsOf, readableText } from "../domain/Persona.ts"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import * as AlikePersonas from "./AlikePersonas.ts"
import * as CostReport from "./CostReport.ts"
import type { HybridResult, Outcome, PersonaResult, Warning } from "./HybridResult.ts"
import * as PrivacyReport from "./PrivacyReport.ts"
import * as QualityMetrics from "./QualityMetrics.ts"
import type { JudgedDraft, Run } from "./Run.ts"
import * as Selection from "./Selection.ts"
import { unrefinedResult } from "./Refining.ts"

/** What the run hands back. Candidates that were chosen but not finished are handed back as they were drafted. */
export const complete = Effect.fn("HybridPipeline.complete")(function* (run: Run, interrupted: boolean) {
  const selection = yield* Ref.get(run.choice.selection)
  const finished = yield* Ref.get(run.progress.finished)
  const counted = yield* Ref.get(run.progress.counts)
  const exhausted = yield* Ref.get(run.progress.exhausted)
  const tally = yield* Ref.get(run.calls.tally)
  const ledger = yield* run.calls.ledger.state
  const left = yield* SharedLedger.left(run.calls.ledger)
  const { anonymiser, corpus, guard } = run.data
  const delivered = yield* Effect.forEach(Selection.chosen(selection), ({ index, value: candidate }) =>
    Option.match(HashMap.get(finished, index), {
      onSome: Effect.succeed,
      onNone: () => unrefinedResult(run, candidate, "the run was stopped before this one was refined")
    }).pipe(Effect.map((result) => ({ candidate, result })))
  )
  const personas = delivered.map(({ result }) => result)
  const privacy = yield* PrivacyReport.make({
    anonymiser,
    egress: guard.egress,
    caught: guard.caught(),
    personas: personas.map(({ persona }) => persona)
  })
  const outcome: Outcome = interrupted ? "Interrupted" : personas.length < run.config.count ? "Shortfall" : "Complete"
  const counts = {
    records: corpus.total,
    requested: run.config.count,
    delivered: personas.length,
    drafts: selection.issued,
    failed: counted.failed,
    ungrounded: counted.ungrounded,
    belowThreshold: counted.belowThreshold,
    refined: personas.filter(({ refined }) => refined).length
  }
  const result: HybridResult = {
    runId: run.runId,
    mode: run.models.mode,
    outcome,
    personas,
    costReport: CostReport.make({
      tally,
      ledger,
      budgetExhausted: exhausted,
      frontierOnly: yield* frontierOnly(
        run,
        delivered.map(({ candidate }) => candidate)
      )
    }),
    qualityMetrics: QualityMetrics.make({
      segments: run.plan.segments,
      delivered: delivered.map(({ candidate, result: { persona, dropped, evaluation, provenance } }) => ({
        persona,
        dropped,
        segment: provenance.segment,
        before: candidate.evaluation,
        after: evaluation
      })),
      judged: counted.judged,
      passed: counted.passed
    }),
    grouping: run.data.grouping,
    study: run.data.study,
    ...(run.config.members && { members: run.data.members }),
    captions: Briefs.captions(
      corpus,
      run.data.members,
      personas.flatMap(({ persona }) => persona.passages.map(({ recordId }) => recordId)),
      run.config.segments.k
    ),
    privacy: privacy.report,
    counts,
    failures: tally.failures.map(({ model: { model, provider }, ...failure }) => ({ ...failure, provider, model })),
    warnings: [
      ...run.warnings,
      ...privacy.warnings,
      ...endWarnings(
        run,
        {
          ...counts,
          outcome,
          dropped: yield* Ref.get(run.progress.dropped),
          shortened: counted.shortened,
          exhausted: exhausted ? (left ?? noRoom) : null,
          overrun: ledger.overrun,
          windowMillis: tally.windowMillis,
          possiblySpent: CallTally.total(tally).possiblySpent
        },
        personas
      ),
      ...unkept(run),
      ...AlikePersonas.warnings(personas, run.config.selection.duplicateSimilarity)
    ]
  }
  return result
})

/** That a part of the run could not be written down. */
const unkept = ({ calls }: Run): ReadonlyArray<Warning> => {
  const problem = calls.journal?.problem() ?? null
  return problem === null
    ? []
    : [
        {
          code: "journal-unwritten",
          message: `${problem} While it could not be written down, no call that costs money was made; what was made without is in this result, and would be made again if the run began again.`
        }
      ]
}

// English prose takes about four characters a token: Anthropic's documentation gives 3.5, OpenAI's 4.
const charactersPerToken = 3.5
const promptOverheadTokens = 1_200

/** What drafting these personas on the refiner's model alone would have cost: their samples in, the personas out. */
const frontierOnly = (run: Run, candidates: ReadonlyArray<JudgedDraft>): Effect.Effect<Usd.Usd | null> => {
  const { refiner } = run.models
  if (refiner === null || refiner.model.location === "local") return Effect.succeed(null)
  const tokens = (characters: number) => Math.ceil(characters / charactersPerToken)
  const usages = candidates.map(({ request, draft: { persona } }) => {
    const shown = [...request.passages.map(({ text }) => text), ...request.counts.map(({ label }) => label)].join("")
    const written = readableText(persona).length + claimsOf(persona).length * 20
    return Usage.make(promptOverheadTokens + tokens(shown.length), tokens(written))
  })
  // One by one: the rate may depend on the length of a prompt.
  return Effect.forEach(usages, (usage) => run.calls.meter.price(refiner.model, usage)).pipe(
    Effect.map((costs) => Usd.sum(...costs)),
    Effect.orElseSucceed(() => null)
  )
}

/** Of a ledger that refuses and names no cap. */
const noRoom: SharedLedger.Left = { amount: Usd.zero, possible: Usd.zero, cap: Usd.zero, capOf: "run" }

/** Whether nothing was counted or said that a persona could say. */
const saysNothing = ({ plan }: Pick<Run, "plan">): boolean =>
  [...plan.segments.values()].every(({ brief: { brief, passages } }) => brief.counts.length + passages.length === 0)

// What kept most drafts from becoming personas says what would help.
const shortfallRemedy = (run: Run, end: HybridResult["counts"]): string => {
  const most = Math.max(end.failed, end.ungrounded, end.belowThreshold)
  if (most === 0) return `Raise maxDrafts (now ${run.plan.draftLimit}).`
  if (end.failed === most) return "See why drafts failed, above or in the run's events, and run again."
  if (end.ungrounded === most && saysNothing(run))
    return "The file names its questions or answers by codes, which nobody can say: give their texts with a codebook (persona codebook FILE prints one to fill in, --codebook reads it)."
  return end.ungrounded === most
    ? "Take a model that keeps to its sources, or raise draftMultiplier."
    : `Lower qualityThreshold, or raise draftMultiplier or maxDrafts (now ${run.plan.draftLimit}).`
}

/** The segments that no persona stands for. */
const withoutPersona = (run: Run, personas: ReadonlyArray<PersonaResult>): string => {
  const held = new Set(personas.map(({ provenance }) => provenance.segment))
  const empty = [...run.plan.segments.values()].filter(({ segment }) => !held.has(segment.id))
  const listed = empty.map(({ segment: { id, of, size } }) => `${id} (${size} of ${of} people)`)
  return listed.length === 0 ? "" : `No persona stands for ${listed.join(", ")}. `
}

const endWarnings = (
  run: Run,
  end: HybridResult["counts"] & {
    outcome: Outcome
    dropped: Dropped
    shortened: number
    /** The cap that left no room for a call; null where there was room for all. */
    exhausted: SharedLedger.Left | null
    overrun: Usd.Usd
    windowMillis: number
    possiblySpent: Usd.Usd
  },
  personas: ReadonlyArray<PersonaResult>
): ReadonlyArray<Warning> => {
  const unrefined = personas.filter(({ refined }) => !refined).length
  const droppedCount = EvidenceGate.total(end.dropped)
  const warnings: ReadonlyArray<Warning | false> = [
    end.outcome === "Shortfall" && {
      code: "shortfall",
      message: `${end.delivered} of ${end.requested} personas were delivered: of ${end.drafts} drafts ${end.failed} failed, ${end.ungrounded} said nothing that their evidence supports and ${end.belowThreshold} were judged below ${run.config.qualityThreshold}. ${withoutPersona(run, personas)}${shortfallRemedy(run, end)}`
    },
    end.exhausted !== null && {
      code: "budget-exhausted",
      message: `The ${end.exhausted.capOf === "budget" ? "shared cap" : "cap"} of $${Usd.toDollars(end.exhausted.cap)} left no room for a further call: ${unrefined} of ${end.delivered} personas were not refined.${end.possiblySpent > 0 ? ` ${Usd.format(end.possiblySpent)} of it is held for calls that were cut off and may have been billed.` : ""} Raise ${capNames[end.exhausted.capOf]} to refine them.`
    },
    end.windowMillis > 0 && {
      code: "rate-limit-window",
      message: `A provider limits how fast it is called, and calls came to nothing. ${Retry.windowAdvice(run.config.retry, end.windowMillis)}`
    },
    end.overrun > 0 && {
      code: "budget-overrun",
      message: `A provider billed ${Usd.format(end.overrun)} more than the bounds that its stage named, so the cap may be passed by as much. Nothing more was started that did not fit beside it. Mend the stage's bound: it must never be less than what is billed.`
    },
    end.shortened > 0 && {
      code: "samples-shortened",
      message: `${end.shortened} of ${end.drafts} drafts were made from a part of their passages, the most central ones: the context of ${ModelInfo.name(run.models.drafts.model)} does not hold all of it. Take a model with a larger context, or lower sample.maxBytes.`
    },
    droppedCount > 0 && {
      code: "claims-dropped",
      message: `The evidence gate dropped ${droppedCount} claim${droppedCount === 1 ? "" : "s"} and quotes that ${droppedCount === 1 ? "its" : "their"} evidence does not support (${droppedBy(end.dropped)}).`
    }
  ]
  return warnings.filter((warning) => warning !== false)
}

const reasonsInWords: Readonly<Record<DropReason, string>> = {
  NoEvidence: "citing nothing",
  Figure: "a wrong figure",
  Polarity: "the opposite of their source",
  Invented: "invented names or words",
  Unrelated: "sources about something else",
  Misplaced: "asked for another list",
  Repeated: "said twice",
  NotVerbatim: "quotes that nobody said"
}

const droppedBy = (dropped: Dropped): string =>
  DropReason.literals
    .flatMap((reason) => {
      const count = dropped[reason] ?? 0
      return count === 0 ? [] : [`${reasonsInWords[reason]}: ${count}`]
    })
    .join(", ")
