/**
 * Groundedness: do the data bear out what the persona claims?
 *
 * - 0: no claim has evidence that was found in the source.
 * - 0.5: half of the claims have it; or all have some that speaks of something else.
 * - 1: every claim rests on words of the source about the same thing.
 */
import { claims, coverage } from "../domain/Coverage.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { ColumnProfile } from "../domain/Segment.ts"
import { listed, mean, type Criterion, type Rule, score, stems } from "./Criterion.ts"

/** Do the records support it? Counts twice: a persona that the data does not support is worth little. */
export const groundedness: Criterion = {
  name: "groundedness",
  weight: 2,
  question: "Do the records bear it out?",
  anchors: {
    one: "most claims stand in no record",
    three: "the main claims are borne out, others stretch or generalise from one answer",
    five: "every claim is borne out, and none says more than the records do"
  },
  rule: (request) => rule(request)
}

/** What a claim is worth whose evidence is in the source but shares no word with it. */
const besideThePoint = 0.5

const rule: Rule = ({ origin, persona }) => {
  const columns = new Map(origin.columns.map((column) => [column.name, column]))
  const found = new Map<string, ReadonlyArray<Evidence>>()
  for (const evidence of persona.evidence) {
    if (evidence.status !== "unverified") found.set(evidence.claim, [...(found.get(evidence.claim) ?? []), evidence])
  }
  const texts = new Map(listed(persona).map(({ claim, text }) => [claim, text]))
  const marks = claims(persona).map((claim) => {
    const evidence = found.get(claim) ?? []
    if (evidence.length === 0) return { claim, mark: 0, text: "Nothing in the source was found to bear this out." }
    const text = texts.get(claim)
    const near = text === undefined || evidence.some((each) => speaksOf(each, text, columns))
    return near
      ? { claim, mark: 1, text: "" }
      : { claim, mark: besideThePoint, text: "The evidence speaks of something else than the claim." }
  })
  // Invented evidence beside sound one misleads whoever checks.
  const invented = persona.evidence.filter(({ status }) => status === "unverified")
  const penalty = persona.evidence.length === 0 ? 0 : (0.5 * invented.length) / persona.evidence.length
  return {
    score: coverage(persona) === 0 ? 0 : score(mean(marks.map(({ mark }) => mark)) - penalty),
    faults: [
      ...marks.filter(({ mark }) => mark < 1).map(({ claim, text }) => ({ claim, text })),
      ...[...new Set(invented.map(({ claim }) => claim))]
        .filter((claim) => found.has(claim))
        .map((claim) => ({ claim, text: "Some of the evidence was not found in the source." }))
    ]
  }
}

/** Whether an evidence, or the question it answers, shares a telling word with the claim. Claims of nothing but plain words pass. */
const speaksOf = (evidence: Evidence, claim: string, columns: ReadonlyMap<string, ColumnProfile>): boolean => {
  const own = stems(claim)
  const column = columns.get(evidence.field)
  const other = stems(`${evidence.text} ${evidence.field} ${column?.label ?? ""}`)
  return own.size === 0 || [...own].some((stem) => other.has(stem))
}
