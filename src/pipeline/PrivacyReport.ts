/**
 * What was done about personal data in a run: counts by type, and never the data itself.
 */
import { Effect, Schema } from "effect"
import { Caught, Egress, TypeCounts } from "../calls/EgressGuard.ts"
import { ofPersona } from "../calls/RequestTexts.ts"
import { HealthTerms } from "../domain/PersonalData.ts"
import type { Persona } from "../domain/Persona.ts"
import type { RunAnonymiser } from "./RunAnonymiser.ts"

/** Something a reader of the result should know. */
export const Warning = Schema.Struct({
  /** For programs, such as `personas-alike`. */
  code: Schema.String,
  /** For people: what happened and what to do about it. */
  message: Schema.String
})

/** Something a reader of the result should know. */
export interface Warning extends Schema.Schema.Type<typeof Warning> {}

/** What was done about personal data. */
export const PrivacyReport = Schema.Struct({
  /** Whether personal data in the input was replaced before anything else saw it. */
  anonymised: Schema.Boolean,
  /** How many different people, addresses, … were replaced since the anonymiser was made, by type. */
  replaced: TypeCounts,
  egress: Egress,
  caught: Caught,
  /** What looks like personal data in the delivered personas. */
  inPersonas: TypeCounts,
  /** Placeholders in the delivered personas that stand for nobody: a model made them up. */
  inventedPlaceholders: Schema.Array(Schema.String),
  /** Words of health that enough respondents used to be shown (`common`), and those looked for beside the package's (`own`). */
  healthTerms: Schema.optionalKey(HealthTerms)
})

/** What was done about personal data. */
export interface PrivacyReport extends Schema.Schema.Type<typeof PrivacyReport> {}

/**
 * The report of a run, and what its reader should be warned of.
 *
 * @internal
 */
export const make = Effect.fnUntraced(function* (run: {
  /** Null where the input was not to be anonymised. */
  readonly anonymiser: RunAnonymiser | null
  readonly egress: Egress
  readonly caught: Caught
  readonly personas: ReadonlyArray<Persona>
}) {
  const { anonymiser, caught, egress, personas } = run
  const inPersonas = new Map<string, number>()
  const invented = new Set<string>()
  const exposed: Array<string> = []
  if (anonymiser !== null) {
    for (const persona of personas) {
      const before = total(inPersonas)
      const inspection = { fictitious: [persona.name] }
      for (const text of textsOf(persona)) {
        for (const { type } of yield* anonymiser.inspect(text, inspection))
          inPersonas.set(type, (inPersonas.get(type) ?? 0) + 1)
        for (const placeholder of yield* anonymiser.invented(text)) invented.add(placeholder)
      }
      if (total(inPersonas) > before) exposed.push(persona.id)
    }
  }
  const report: PrivacyReport = {
    anonymised: anonymiser !== null,
    replaced: anonymiser === null ? {} : yield* anonymiser.counts,
    egress,
    caught,
    inPersonas: Object.fromEntries(inPersonas),
    inventedPlaceholders: [...invented].toSorted(),
    ...(anonymiser !== null && { healthTerms: yield* anonymiser.healthTerms })
  }
  return {
    report,
    warnings: [...(anonymiser === null ? [] : yield* anonymiser.warnings), ...warningsOf(report, exposed)]
  }
})

const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0)

const textsOf = (persona: Persona): ReadonlySet<string> => {
  const texts = new Set<string>()
  ofPersona(persona, {
    text: (text) => {
      texts.add(text)
      return text
    },
    recordId: (id) => id
  })
  return texts
}

const told = (counts: TypeCounts): string =>
  Object.entries(counts)
    .map(([type, count]) => `${type} ${count}`)
    .join(", ")

const warningsOf = (report: PrivacyReport, exposed: ReadonlyArray<string>): ReadonlyArray<Warning> => {
  const { caught, egress, inPersonas, inventedPlaceholders } = report
  const stages = (["draft", "judge", "refine"] as const).filter((stage) => Object.keys(caught[stage]).length > 0)
  const warnings: ReadonlyArray<Warning | false> = [
    egress === "off" && {
      code: "raw-egress",
      message:
        "allowRawEgress is true and anonymiseInput false: what was sent to remote models was not inspected for personal data."
    },
    stages.length > 0 && {
      code: "egress-guard",
      message: `The egress guard found what looks like personal data in requests to remote models (${stages
        .map((stage) => `${stage}: ${told(caught[stage])}`)
        .join("; ")}) and ${
        egress === "refuse" ? "sent none of these requests" : "replaced it before anything was sent"
      }.`
    },
    exposed.length > 0 && {
      code: "personal-data-in-personas",
      message: `What looks like personal data stands in ${exposed.join(", ")} (${told(inPersonas)}): read ${
        exposed.length === 1 ? "it" : "them"
      } before you share ${exposed.length === 1 ? "it" : "them"}.`
    },
    inventedPlaceholders.length > 0 && {
      code: "placeholders-invented",
      message: `A model made up ${inventedPlaceholders.length} placeholder${
        inventedPlaceholders.length === 1 ? "" : "s"
      } that stand${inventedPlaceholders.length === 1 ? "s" : ""} for nobody: ${inventedPlaceholders.slice(0, 5).join(", ")}.`
    }
  ]
  return warnings.filter((warning) => warning !== false)
}
