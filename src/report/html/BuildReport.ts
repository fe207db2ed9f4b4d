/**
 * From a result to what its report holds.
 */
import type { Grouping } from "../../domain/Grouping.ts"
import type { AnsweredQuestion } from "../../domain/Study.ts"
import type { HybridResult, ReportSetup } from "../../pipeline/HybridResult.ts"
import type { StudyAnswers } from "../StudyAnswers.ts"
import { rangeText } from "../Wording.ts"
import { readable } from "./ReadableText.ts"
import type { ReportData, ReportGrouping, ReportQuestion } from "./ReportData.ts"
import { address, ordered, passagesOf, personaOf, questionText } from "./ReportPersonas.ts"
import * as ReportRun from "./ReportRun.ts"
import * as TeamRecords from "./TeamRecords.ts"
import { languageOf } from "./ScriptLanguage.ts"

/** What the report of a result holds. With `answers` it is one for the team. */
export const build = (result: HybridResult, setup: ReportSetup, answers?: StudyAnswers): ReportData => {
  const { counts, grouping, qualityMetrics, study } = result
  const personas = ordered(result)
  // One group is everybody: there is nothing to test it against.
  const tested = qualityMetrics.segments.groups.length === 1 ? null : grouping
  const steadiness = new Map(
    (tested?.steadiness.segments ?? []).map(({ id, level, overlap }) => [id, { level, overlap }])
  )
  const cited = personas.flatMap((persona) => passagesOf(persona, setup.codes))
  const team = answers === undefined ? undefined : TeamRecords.of(answers, personas, setup.codes, study.interviews)
  const passages = team === undefined ? cited : cited.map(team.withAnswer)
  const isInterview = new Set(study.interviews.map((id) => setup.codes[id]))
  const captions = new Map(Object.entries(result.captions ?? {}).map(([id, text]) => [setup.codes[id] ?? id, text]))
  const codes = [...new Set(passages.map(({ respondent }) => respondent))].toSorted()
  const questions = study.questions.map((question) =>
    questionOf(
      question,
      personas.map(({ segment }) => segment.id)
    )
  )
  const comparable = questions.filter(({ answers }) => answers.length > 0)
  return {
    schemaVersion: 1,
    build: team === undefined ? "shared" : "team",
    study: {
      name: readable(setup.title),
      ...languageOf([...study.questions.map(({ text }) => text), ...passages.map(({ text }) => text)])
    },
    run: ReportRun.runOf(result, setup.date),
    cost: ReportRun.costOf(result),
    people: { respondents: study.respondents, interviews: study.interviews.length, questions: study.asked },
    segmentation:
      tested === null
        ? null
        : groupingOf(
            tested,
            personas.map(({ segment }) => segment.id)
          ),
    personas: personas.map((persona, at) => personaOf(persona, at, steadiness)),
    uncovered: qualityMetrics.segments.groups.filter(({ delivered }) => delivered === 0).map(({ size }) => size),
    questions: mostTelling(comparable),
    comparable: comparable.length,
    passages,
    respondents: codes.map((id) => ({
      id,
      kind: isInterview.has(id) ? "interview" : "survey",
      caption: readable(captions.get(id) ?? "")
    })),
    ...(team !== undefined && { records: team.records }),
    warnings: ReportRun.warningsOf(result),
    notice: ReportRun.noticeOf(result.outcome, counts, qualityMetrics.segments.groups)
  }
}

/** An answer that fewer people gave is somebody's own. */
const fewestAnswering = 3

/** An answer that fewer of everyone and of each group gave tells groups apart by single people. */
const rareShare = 0.05
const rareInGroup = 0.2

const questionOf = (
  { answers, isMultiple, item, text }: AnsweredQuestion,
  segments: ReadonlyArray<string>
): ReportQuestion => ({
  text: questionText(text, item),
  isMultiple,
  answers: answers
    .filter(
      ({ everyone, segments: shares }) =>
        everyone.matched >= fewestAnswering &&
        (shareOf(everyone) >= rareShare || Object.values(shares).some((own) => shareOf(own) >= rareInGroup))
    )
    .map(({ answer, everyone, range, segments: shares }) => ({
      answer: readable(answer ?? rangeText(range ?? {})),
      everyone,
      segments: segments.map((id) => shares[id] ?? { matched: 0, of: 0 })
    }))
})

/** A table of more questions is read by nobody. */
const mostQuestions = 24

/** The questions that differ most between groups, in the order in which they were asked. */
const mostTelling = (questions: ReadonlyArray<ReportQuestion>): ReadonlyArray<ReportQuestion> => {
  const kept = new Set(questions.toSorted((a, b) => spread(b) - spread(a)).slice(0, mostQuestions))
  return questions.filter((question) => kept.has(question))
}

/** The largest difference of a group from everyone in any answer. */
const spread = ({ answers }: ReportQuestion): number =>
  answers
    .flatMap(({ everyone, segments }) => segments.map((own) => Math.abs(shareOf(own) - shareOf(everyone))))
    .reduce((most, difference) => Math.max(most, difference), 0)

const shareOf = ({ matched, of }: { readonly matched: number; readonly of: number }): number =>
  of === 0 ? 0 : matched / of

const groupingOf = (grouping: Grouping, shown: ReadonlyArray<string>): ReportGrouping => {
  const { distance, fit, halves, line, steadiness, together, verdict } = grouping
  return {
    verdict,
    together,
    fit,
    halves,
    line:
      line === null
        ? null
        : {
            low: readable(line.low),
            high: readable(line.high),
            nearerToAnother: line.nearerToAnother,
            places: shown.flatMap((id, at) =>
              (line.places ?? [])
                .filter(({ segment }) => segment === id)
                .map(({ p10, p25, p50, p75, p90 }) => ({ persona: address(at), p10, p25, p50, p75, p90 }))
            )
          },
    steadiness: { refits: steadiness.refits, ...steadiness.shuffled },
    distance: { personas: distance.segments, random: distance.random, floor: distance.floor, tries: distance.tries }
  }
}
