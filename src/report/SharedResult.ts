/**
 * What a result may show to people who were not there. A format to be shared renders what `of` gives, and nothing else of the result.
 */
import * as RequestTexts from "../calls/RequestTexts.ts"
import type { Count } from "../domain/Evidence.ts"
import type { Grouping } from "../domain/Grouping.ts"
import { type Claim, claimFields, type Persona } from "../domain/Persona.ts"
import type { AnsweredQuestion, Study } from "../domain/Study.ts"
import type { HybridResult, PersonaResult } from "../pipeline/HybridResult.ts"
import * as HealthTerms from "../privacy/sharing/HealthTerms.ts"
import type { Prepared } from "./html/ReportSetup.ts"

/** What stands instead of a word of health that few respondents use. */
export const healthDetail = "[health detail]"

/**
 * The result as it may be shared:
 *
 * - Words of health that fewer than three respondents use read `[health detail]` in every text. Who they are of is known from the
 *   answers that the anonymiser read, else from what the result shows. An answer to a question about health that fewer than three gave
 *   is left out, with what is said of it.
 * - Facts of one respondent stand there only where at least three share all of them; captions only where the run found as many who
 *   share them, and never beside somebody who speaks of health.
 * - Only what is cited: passages and counts that nothing stands on, answers that fewer than three gave, and the ids of members are
 *   left out.
 * - Respondents have the codes that `prepareReport` drew instead of the ids of their records.
 *
 * What failed and what the run warned of (`failures`, `warnings`) is for who ran it, may name files, and stays as it is.
 *
 * @example
 * ```ts
 * import * as NodeServices from "@effect/platform-node/NodeServices"
 * import { Effect, Layer } from "effect"
 * import { CostMeter, HybridPipeline } from "effect-persona"
 * import * as Embedded from "effect-persona/embedded"
 * import { LocalAnonymiser } from "effect-persona/privacy"
 * import { prepareReport, SharedResult } from "effect-persona/report"
 * import { ResearchData } from "effect-persona/sources"
 *
 * const answers = Array.from({ length: 12 }, (_, i) => ({
 *   Age: i % 2 === 0 ? "25-34" : "45-54",
 *   "What gets in your way?": i === 3 ? "My lupus flares up when I cook." : `I forget what is in the freezer, bag ${i}.`
 * }))
 * const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer)
 * const text = HybridPipeline.generate(ResearchData.fromRows(answers, { name: "survey" }), { count: 2 }).pipe(
 *   Effect.flatMap((result) => prepareReport(result)),
 *   Effect.map((prepared) => JSON.stringify(SharedResult.of(prepared))),
 *   Effect.provide(Stages)
 * )
 *
 * const shared = await Effect.runPromise(text)
 *
 * shared.includes("lupus") || shared.includes("survey#") // => false
 * ```
 */
export const of = (result: Prepared): Prepared => {
  const { captions = {}, grouping, members: _, personas, qualityMetrics, report, study, ...rest } = result
  const find = HealthTerms.finder(result.privacy.healthTerms?.own)
  const common = commonTerms(result, find)
  const text = (original: string): string => hidden(original, find, common)
  const shared = personas.map((one) => personaResult(one, find))
  const code = codeOf(report.codes)
  const speaksOfHealth = new Set(
    shared.flatMap(({ persona }) =>
      persona.passages.flatMap(({ recordId, text: words }) => (find(words).length > 0 ? [recordId] : []))
    )
  )
  const rewriting = { text, recordId: code }
  return {
    ...rest,
    personas: shared.map((one) => ({
      ...one,
      persona: RequestTexts.ofPersona(one.persona, rewriting),
      evaluation: RequestTexts.ofEvaluation(one.evaluation, rewriting)
    })),
    qualityMetrics: {
      ...qualityMetrics,
      segments: {
        ...qualityMetrics.segments,
        groups: qualityMetrics.segments.groups.map((group) => ({ ...group, label: text(group.label) }))
      }
    },
    grouping: grouping === null ? null : groupingOf(grouping, text),
    study: { ...study, interviews: study.interviews.map(code), questions: study.questions.map(questionOf(text)) },
    captions: Object.fromEntries(
      Object.entries(captions).flatMap(([id, caption]) =>
        id in report.codes && !speaksOfHealth.has(id) ? [[code(id), text(caption)]] : []
      )
    ),
    report: {
      ...report,
      title: text(report.title),
      codes: Object.fromEntries(Object.values(report.codes).map((own) => [own, own]))
    }
  }
}

/** The code of a record that is cited. */
const codeOf =
  (codes: Readonly<Record<string, string>>) =>
  (id: string): string =>
    codes[id] ?? "not cited"

const hidden = (text: string, find: HealthTerms.HealthFinder, common: ReadonlySet<string>): string => {
  let written = ""
  let done = 0
  for (const { end, start, term } of find(text)) {
    if (common.has(term)) continue
    written += text.slice(done, start) + healthDetail
    done = end
  }
  return written + text.slice(done)
}

/** The terms that enough respondents use: those that the anonymiser counted, and what is counted or said in the result itself. */
const commonTerms = (
  { personas, privacy, study }: HybridResult,
  find: HealthTerms.HealthFinder
): ReadonlySet<string> => {
  const common = new Set(privacy.healthTerms?.common)
  const users = new Map<string, Set<string>>()
  const addAll = (text: string) => {
    for (const { term } of find(text)) common.add(term)
  }
  for (const { answers, item = "", text } of study.questions) {
    for (const { answer = "", everyone } of answers) if (everyone.matched >= HealthTerms.fewest) addAll(answer)
    // Where one says yes to what the others say no to, the question tells as much as a word.
    if (answers.every(({ everyone: { matched } }) => matched === 0 || matched >= HealthTerms.fewest))
      addAll(`${text}\n${item}`)
  }
  for (const { persona } of personas) {
    for (const { answers = [], everyone, terms = [] } of persona.counts)
      if (everyone.matched >= HealthTerms.fewest) addAll([...answers, ...terms].join("\n"))
    for (const { recordId, text } of persona.passages)
      for (const { term } of find(text)) users.set(term, (users.get(term) ?? new Set()).add(recordId))
  }
  for (const [term, ids] of users) if (ids.size >= HealthTerms.fewest) common.add(term)
  return common
}

const textOf = ({ answers = [], item = "", label, terms = [] }: Count): string =>
  [label, item, ...answers, ...terms].join("\n")

/** Without what nothing stands on, what tells of the health of few, and what few share. */
const personaResult = (one: PersonaResult, find: HealthTerms.HealthFinder): PersonaResult => {
  const { persona } = one
  const isTelling = new Set(
    persona.counts.flatMap((count) =>
      count.everyone.matched < HealthTerms.fewest && find(textOf(count)).length > 0 ? [count.id] : []
    )
  )
  const sayable = (claims: ReadonlyArray<Claim>) =>
    claims.filter(({ evidence }) => !evidence.some((id) => isTelling.has(id)))
  const kept: Persona = {
    ...persona,
    facts: persona.sharedBy < HealthTerms.fewest ? [] : persona.facts.filter(({ count }) => !isTelling.has(count)),
    bio: sayable(persona.bio),
    goals: sayable(persona.goals),
    painPoints: sayable(persona.painPoints),
    behaviours: sayable(persona.behaviours),
    motivations: sayable(persona.motivations),
    contrasts: persona.contrasts.filter((id) => !isTelling.has(id))
  }
  const cited = new Set([
    ...claimFields.flatMap((field) => kept[field].flatMap(({ evidence }) => evidence)),
    ...kept.quotes.map(({ passage }) => passage),
    ...kept.facts.map(({ count }) => count),
    ...kept.contrasts
  ])
  return {
    ...one,
    persona: {
      ...kept,
      // Its question says what a column is about; the name of a column or turn says where the record stands.
      passages: kept.passages.flatMap((passage) => (cited.has(passage.id) ? [{ ...passage, field: "" }] : [])),
      counts: kept.counts.filter(({ id }) => cited.has(id))
    }
  }
}

const questionOf =
  (text: (original: string) => string) =>
  (question: AnsweredQuestion): Study["questions"][number] => ({
    ...question,
    text: text(question.text),
    label: text(question.label),
    ...(question.item !== undefined && { item: text(question.item) }),
    answers: question.answers
      .filter(({ everyone }) => everyone.matched >= HealthTerms.fewest)
      .map((answer) => ({ ...answer, ...(answer.answer !== undefined && { answer: text(answer.answer) }) }))
  })

const groupingOf = (grouping: Grouping, text: (original: string) => string): Grouping => ({
  ...grouping,
  line:
    grouping.line === null ? null : { ...grouping.line, low: text(grouping.line.low), high: text(grouping.line.high) }
})
