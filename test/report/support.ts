/**
 * Results to report: as many personas as wanted, with texts of one's own in every place that holds research data.
 */
import { Schema } from "effect"
import type { Verdict } from "../../src/domain/Grouping.ts"
import { HybridResult } from "../../src/pipeline/HybridResult.ts"

/** What a result is made with. */
export interface Made {
  readonly personas: number
  /** Personas asked for; more than there are make a shortfall. */
  readonly requested?: number
  readonly verdict?: Verdict | null
  readonly outcome?: HybridResult["outcome"]
  /** Gives the text for a place, such as `bio`. */
  readonly text?: (place: string) => string
  readonly warnings?: HybridResult["warnings"]
  readonly isModel?: boolean
}

/** What must not be in a report of these results. */
export const secrets = ["Jane-Doe-survey.csv", "interviews/Jane Doe.txt", "what nobody cites", "larder-anchor"]

const file = "Jane-Doe-survey.csv"
const interview = "interviews/Jane Doe.txt"

/** A result. */
export const resultWith = ({
  isModel = false,
  outcome,
  personas,
  requested = personas,
  ...made
}: Made): HybridResult => {
  const { text = (place) => `Some ${place} of a study`, verdict = "degrees", warnings = [] } = made
  const ids = Array.from({ length: requested }, (_, at) => `s${at + 1}`)
  const size = (at: number) => 5 + ((at * 7) % 30)
  const of = ids.reduce((sum, _, at) => sum + size(at), 0)
  const delivered = ids.slice(0, personas)
  return Schema.decodeUnknownSync(HybridResult)({
    runId: "run-0123456789abcdef",
    mode: "hybrid",
    outcome: outcome ?? (personas < requested ? "Shortfall" : "Complete"),
    personas: delivered.map((id, at) => ({
      persona: personaOf(id, at, { size: size(at), of }, text),
      dropped: {},
      refined: false,
      evaluation: {
        scores: { groundedness: 1 },
        overall: 0.9,
        method: "rules",
        remarks: [],
        checks: [{ label: "Claims and quotes with a source", matched: 10, of: 10 }],
        judge: { provider: "embedded", model: "embedded-judge", location: "local" }
      },
      provenance: {
        model: isModel
          ? { provider: "openai-compatible", model: "/home/jane.doe/model.gguf", location: "local" }
          : { provider: "embedded", model: "embedded-draft", location: "local" },
        prompt: "draft@1",
        seed: 777_123,
        segment: id,
        draftIndex: at
      },
      costUsd: 0.01
    })),
    costReport: costs,
    qualityMetrics: {
      meanBefore: 0.8,
      meanAfter: 0.9,
      meanScores: { groundedness: 1 },
      passRate: 1,
      evidence: { claims: 10, quotes: 2, repaired: 0, dropped: { Figure: 2 }, kept: 0.9 },
      diversity: { meanDistance: 0.8, minDistance: 0.7 },
      segments: {
        covered: 1,
        groups: ids.map((id, at) => ({
          id,
          label: text("label"),
          size: size(at),
          of,
          share: size(at) / of,
          interviews: 1,
          sharedBy: 4,
          delivered: at < personas ? 1 : 0
        }))
      }
    },
    grouping: verdict === null ? null : groupingOf(ids, verdict, text),
    study: {
      respondents: of,
      interviews: [interview],
      asked: 12,
      questions: [1, 2].map((no) => ({
        question: `q${no}`,
        text: text("question"),
        label: text("label"),
        isMultiple: no === 2,
        answers: [1, 2, 3].map((answer) => ({
          answer: text("answer"),
          everyone: { matched: 10 + answer, of },
          segments: Object.fromEntries(ids.map((id, at) => [id, { matched: answer, of: size(at) }]))
        }))
      }))
    },
    members: Object.fromEntries(ids.map((id, at) => [id, [`${file}#${at + 900}`]])),
    privacy: {
      anonymised: true,
      replaced: { PERSON: 3 },
      egress: "none",
      caught: { corpus: {}, draft: {}, judge: {}, refine: {} },
      inPersonas: {},
      inventedPlaceholders: []
    },
    counts: {
      records: of + 1,
      requested,
      delivered: personas,
      drafts: requested * 2,
      failed: 1,
      ungrounded: 0,
      belowThreshold: 2,
      refined: 0
    },
    failures: [
      { stage: "draft", provider: "ollama", model: "m", reason: "Timeout", count: 1, message: `See /home/${file}` }
    ],
    warnings
  })
}

const stage = {
  calls: 4,
  failures: 1,
  inputTokens: 10,
  outputTokens: 5,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  usd: 0.01,
  possiblyBilledUsd: 0
}

const costs = {
  stages: { draft: stage, judge: stage, refine: stage },
  totalUsd: 0.03,
  possiblyBilledUsd: 0.01,
  overrunUsd: 0,
  capUsd: 0.5,
  remainingUsd: 0.46,
  budgetExhausted: false,
  frontierOnlyUsd: 0.2,
  savedShare: 0.85
}

const groupingOf = (ids: ReadonlyArray<string>, verdict: Verdict, text: (place: string) => string) => ({
  verdict,
  together: { measured: 0.08, shuffled: [0.01, 0.02], p: 0.33 },
  fit: { segments: 3, segmentsBic: 4100, lineBic: 4000 },
  halves: { agreement: 0.5, shuffled: 0.05, tries: 40 },
  line:
    verdict === "degrees"
      ? {
          low: text("low end"),
          high: text("high end"),
          nearerToAnother: 3,
          places:
            ids.length > 8
              ? null
              : ids.map((segment, at) => ({ segment, p10: -at - 1, p25: -at, p50: 1 - at, p75: 1.5 - at, p90: 2 - at }))
        }
      : null,
  steadiness: {
    method: "refits",
    refits: 40,
    shuffled: { segments: 200, p5: 0.1, p95: 0.4 },
    segments: ids.map((id, at) => ({
      id,
      overlap: 0.3 + (at % 5) / 10,
      level: (["chance", "part", "holds"] as const)[at % 3] ?? "part"
    }))
  },
  distance: { segments: 0.2, random: 0.35, floor: 0.12, tries: 40 },
  tested: { rows: 160, of: 160 }
})

const personaOf = (
  id: string,
  at: number,
  { of, size }: { readonly of: number; readonly size: number },
  text: (place: string) => string
) => {
  const count = (no: number, rest: object) => ({
    id: `c${at * 10 + no}`,
    question: `q${no}`,
    label: text("question"),
    demographic: null,
    isMultiple: false,
    operator: "is",
    answers: [text("answer")],
    group: { matched: 4, of: size },
    everyone: { matched: 20, of },
    ...rest
  })
  const passage = (no: number, recordId: string, words: string) => ({
    id: `p${at * 10 + no}`,
    recordId,
    field: `field of ${recordId}`,
    question: text("question"),
    text: words,
    status: no === 2 ? "repaired" : "verified"
  })
  const claim = (name: string, no: number, words: string, evidence: ReadonlyArray<string>, kind: string) => ({
    id: `${name}-${no}`,
    text: words,
    evidence,
    support: { respondents: 4, of: size, interviews: no, kind }
  })
  const [c1, c2, c3, p1, p2, p3] = [
    ...[1, 2, 3].map((no) => `c${at * 10 + no}`),
    ...[1, 2, 3].map((no) => `p${at * 10 + no}`)
  ]
  return {
    id: `persona-${at + 1}`,
    name: text(`name ${at + 1}`),
    title: text("title"),
    segment: { id, label: text("label"), size, of, share: size / of, interviews: 1 },
    anchor: "larder-anchor",
    facts: [{ label: text("label"), value: text("answer"), demographic: "age", count: c1 }],
    sharedBy: 4,
    bio: [claim("bio", 1, text("bio"), [c1 ?? ""], "answered")],
    goals: [claim("goals", 1, text("passage"), [p1 ?? ""], "cited")],
    painPoints: [claim("painPoints", 0, text("pain"), [p2 ?? "", p3 ?? ""], "cited")],
    behaviours: [claim("behaviours", 0, text("behaviour"), [c2 ?? "", p2 ?? ""], "mentions")],
    motivations: [],
    quotes: [{ id: "quotes-1", text: text("passage"), passage: p1 }],
    contrasts: [c3],
    unknowns: [text("unknown")],
    passages: [
      passage(1, `${file}#${at + 101}`, text("passage")),
      passage(2, `${file}#${at + 301}`, text("second passage")),
      passage(3, interview, text("third passage")),
      { ...passage(4, `${file}#${at + 501}`, "what nobody cites") }
    ],
    counts: [
      count(1, {}),
      count(2, { operator: "mentions", terms: [text("term")], answers: undefined }),
      count(3, { operator: "range", range: { min: 3 }, answers: undefined })
    ].map((one) => JSON.parse(JSON.stringify(one)) as unknown)
  }
}
