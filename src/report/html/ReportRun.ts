/**
 * How the run went, for a reader of the report: what it made, cost, checked and warned of, without a name of a file or a server.
 */
import type { DropReason } from "../../domain/Draft.ts"
import type { ModelInfo } from "../../domain/ModelInfo.ts"
import type { Counts, HybridResult, Outcome } from "../../pipeline/HybridResult.ts"
import { kindOf, words } from "./ReadableText.ts"
import type { Note, ReportData } from "./ReportData.ts"

/** How the run went. */
export const runOf = (result: HybridResult, date: string): ReportData["run"] => {
  const { counts, failures, outcome, personas, privacy, qualityMetrics } = result
  const { dropped } = qualityMetrics.evidence
  return {
    id: result.runId,
    date,
    outcome: outcomes[outcome],
    requested: counts.requested,
    textBy: personas.some(({ provenance }) => provenance.model.provider !== "embedded") ? "model" : "none",
    models: distinct([
      ...personas.map(({ provenance }) => ({ stage: "Drafts", name: modelName(provenance.model) })),
      ...personas.map(({ evaluation }) => ({ stage: "Scores", name: modelName(evaluation.judge) }))
    ]),
    removed: Object.entries(privacy.replaced).map(([type, count]) => ({ label: kindOf(type), count })),
    funnel: [
      { label: "Drafts begun", count: counts.drafts },
      { label: "Drafts that failed", count: counts.failed },
      { label: "Drafts without a supported claim", count: counts.ungrounded },
      { label: "Drafts below the threshold", count: counts.belowThreshold },
      { label: "Personas delivered", count: counts.delivered },
      { label: "Personas refined", count: counts.refined }
    ],
    checks: summed(personas.flatMap(({ evaluation }) => evaluation.checks)),
    dropped: Object.entries(dropped).map(([reason, count]) => ({ label: reasonText(reason), count })),
    scores:
      qualityMetrics.meanBefore === null || qualityMetrics.meanAfter === null
        ? null
        : { drafted: qualityMetrics.meanBefore, delivered: qualityMetrics.meanAfter },
    failures: failures.map(({ count, stage }) => ({ label: `${stageNames[stage]}: calls that failed`, count }))
  }
}

const outcomes = { Complete: "complete", Shortfall: "shortfall", Interrupted: "interrupted" } as const

const stageNames = { draft: "Drafts", judge: "Scores", refine: "Refinements" } as const

/** Some servers call a model by the path of its file, and paths name people. */
const modelName = ({ model, provider }: ModelInfo): string =>
  provider === "embedded"
    ? "rules, no model"
    : `${provider}/${/^[/~.]|\\/.test(model) ? (model.split(/[/\\]/).at(-1) ?? "") : model}`

const distinct = <A extends { readonly stage: string; readonly name: string }>(all: ReadonlyArray<A>) => [
  ...new Map(all.map((one) => [`${one.stage} ${one.name}`, one])).values()
]

const summed = (checks: ReadonlyArray<{ readonly label: string; readonly matched: number; readonly of: number }>) => {
  const sums = new Map<string, { label: string; matched: number; of: number }>()
  for (const { label, matched, of } of checks) {
    const sum = sums.get(label)
    sums.set(label, { label, matched: matched + (sum?.matched ?? 0), of: of + (sum?.of ?? 0) })
  }
  return [...sums.values()]
}

const reasons: Readonly<Record<string, string>> = {
  NoEvidence: "cited nothing",
  Figure: "had a figure that their evidence does not have",
  Polarity: "said the opposite of what they cite",
  Invented: "named what stands nowhere",
  Unrelated: "cited what speaks of something else",
  Misplaced: "cited what was asked for another list",
  Repeated: "stood there already",
  NotVerbatim: "quoted what nobody said"
} satisfies Record<DropReason, string>

const reasonText = (reason: string): string => reasons[reason] ?? words(reason)

/** What the run cost. */
export const costOf = ({ costReport, privacy }: HybridResult): ReportData["cost"] => {
  const { capUsd, frontierOnlyUsd, possiblyBilledUsd, stages, totalUsd } = costReport
  return {
    spentUsd: totalUsd,
    possiblyBilledUsd,
    capUsd,
    frontierOnlyUsd,
    stages: (["draft", "judge", "refine"] as const).map((stage) => ({
      name: stageNames[stage],
      calls: stages[stage].calls,
      usd: stages[stage].usd
    })),
    sent: sentTexts[privacy.egress]
  }
}

const sentTexts = {
  none: "Nothing left this computer or network for a remote model.",
  replace:
    "Remote models saw counts and passages in which personal data had been replaced; each request was inspected once more.",
  refuse:
    "Remote models saw counts and passages in which personal data had been replaced; requests with more were not sent.",
  off: "Remote models were sent research data that had not been inspected for personal data."
} as const

/** What a reader should know first: that there are fewer personas than were asked for. */
export const noticeOf = (
  outcome: Outcome,
  { delivered, requested }: Counts,
  groups: ReadonlyArray<{ readonly delivered: number; readonly size: number }>
): Note | null => {
  if (outcome === "Complete") return null
  const without = groups.filter((group) => group.delivered === 0)
  const people = without.reduce((sum, { size }) => sum + size, 0)
  const left =
    without.length === 0
      ? ""
      : ` ${without.length === 1 ? "One group has" : `${without.length} groups have`} no persona: ${people} people are not told of here.`
  return outcome === "Shortfall"
    ? {
        title: `${delivered} of ${requested} personas were delivered.`,
        text: `No draft of the others was good enough.${left}`
      }
    : {
        title: "The run was stopped before its end.",
        text: `${delivered} of ${requested} personas were finished or chosen.${left}`
      }
}

// Messages may hold names of files, hosts and columns, so a shared report says in its own words what happened.
const known: Readonly<Record<string, Note>> = {
  "interviews-may-identify": {
    title: "There are interviews only",
    text: "A persona may stand for a single person. Read it before you pass this on."
  },
  "input-not-anonymised": {
    title: "Personal data was not replaced",
    text: "Passages stand here as they were written. Read them before you pass this on."
  },
  "personal-data-in-personas": {
    title: "There may be personal data in here",
    text: "Something in the personas looks like it. Read them before you pass this on."
  },
  "placeholders-invented": {
    title: "A placeholder stands for nobody",
    text: "A model made up one of the marks that replace personal data. Do not read it as a person."
  },
  "raw-egress": {
    title: "Data was sent as it is",
    text: "Remote models were sent data that was not inspected for personal data."
  },
  "egress-guard": {
    title: "Personal data was kept back",
    text: "Requests to remote models held what looks like personal data. It was replaced, or the request not sent."
  },
  "records-sampled": {
    title: "Not all of the data was used",
    text: "There was more than the run may hold; an even sample was taken. Counts are of the sample."
  },
  "codebook-doubt": {
    title: "How some questions are to be read was guessed",
    text: "Check the codebook before you rely on a single count."
  },
  "personas-alike": {
    title: "Two personas say much the same",
    text: "Look at what sets their groups apart before you use both."
  },
  "claims-dropped": {
    title: "Claims were left out",
    text: "What the evidence does not support was dropped before scoring. The figures are under “Quality and checks”."
  },
  "samples-shortened": {
    title: "Drafts saw a part of the passages",
    text: "The model could not hold all of them; the most central ones were shown."
  },
  "budget-exhausted": { title: "The budget was used up", text: "Some personas were not refined." },
  "budget-overrun": {
    title: "A provider billed more than it said",
    text: "The cap may have been passed. Look at the bill."
  },
  "rate-limit-window": { title: "A provider slowed the run down", text: "Some calls came to nothing." },
  "refiner-unavailable": { title: "No persona was refined", text: "The model for it could not be used." },
  "local-model-unavailable": { title: "Another model was used", text: "The one that was asked for could not be used." },
  "stage-setting-ignored": { title: "A setting was passed over", text: "A stage asked for what cannot be." }
}

/** What to be careful with; each once. */
export const warningsOf = ({ warnings }: HybridResult): ReadonlyArray<Note> =>
  [...new Set(warnings.map(({ code }) => code))]
    .filter((code) => code !== "shortfall")
    .map((code) => known[code] ?? { title: words(code), text: "The run's result says more." })
