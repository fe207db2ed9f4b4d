/**
 * The last refinements under a cap. When the usual ceiling of a refinement does not fit any more, what is left still pays for some: with
 * less room for the answer, without writing to a cache, or of a shorter persona. They are made one after another, because each settles
 * what the next can be.
 */
import { Effect, Ref } from "effect"
import * as SharedLedger from "../budget/SharedLedger.ts"
import * as CheckedAttempt from "../calls/CheckedAttempt.ts"
import * as Patch from "../domain/Patch.ts"
import * as Usage from "../domain/Usage.ts"
import { HasCap } from "../stages/CallBudget.ts"
import type { RefinerShape } from "../stages/Refiner.ts"
import { RefinerError } from "../stages/StageError.ts"
import * as CapPlan from "./CapPlan.ts"
import { explained } from "./Judging.ts"
import * as Refining from "./Refining.ts"
import type { JudgedDraft, Run } from "./Run.ts"
import type { Gate, Judging } from "./Steps.ts"

/** Of more candidates, only the first are looked at, in the order of their drafts: each may take a request to be counted. */
const MOST_COMPARED = 200

/** How many times the usual difference between calls is allowed for. */
const SPREADS = 2.5

/** A refinement that could be made. */
interface Offer extends CapPlan.Offer {
  readonly candidate: JudgedDraft
  /** Null where the stage keeps to no limits. */
  readonly limits: Usage.CallLimits | null
  /** What one token more of the answer adds to the ceiling, in nano-dollars, and how many more there may be. */
  readonly perToken: number
  readonly roomTokens: number
}

/** Makes them, and hands back as they were drafted those for which nothing is left. */
export const refine = Effect.fnUntraced(function* (run: Gate & Judging): Effect.fn.Return<void> {
  const { calls, models, progress } = run
  const { refiner } = models
  const postponed = yield* Ref.get(progress.postponed)
  if (refiner === null || postponed.length === 0) return
  let waiting = postponed.map(({ candidate }) => candidate).toSorted((a, b) => a.request.index - b.request.index)
  const offers = new Map<JudgedDraft, ReadonlyArray<Offer>>()
  const hasReasons = new Set(postponed.flatMap(({ candidate, isExplained }) => (isExplained ? [candidate] : [])))
  while (waiting.length > 0 && Refining.isPlanned(run, refiner)) {
    if ((yield* Ref.get(progress.unrefinable)) !== null) break
    yield* Effect.forEach(
      waiting.slice(0, MOST_COMPARED).filter((candidate) => !offers.has(candidate)),
      (candidate) => Effect.map(offersOf(run, refiner, candidate), (made) => offers.set(candidate, made)),
      { concurrency: run.config.concurrency.refine, discard: true }
    )
    // A stage that does not say what a refinement takes says why when it is asked.
    const unpriced = waiting.find((candidate) => offers.get(candidate)?.length === 0)
    if (unpriced !== undefined) {
      waiting = waiting.filter((one) => one !== unpriced)
      yield* finish(run, refiner, unpriced)
      continue
    }
    const { amount: left = 0, possible = 0 } = (yield* SharedLedger.left(calls.ledger)) ?? {}
    const compared = waiting.slice(0, MOST_COMPARED).flatMap((candidate) => offers.get(candidate) ?? [])
    // What only fits once other runs under the budget settle their attempts waits for them.
    const chosen = CapPlan.best(left, compared) ?? CapPlan.best(possible, compared)
    if (chosen === null) break
    const { candidate } = chosen
    if (!hasReasons.has(candidate)) {
      // The judge's reasons make the request longer, so it is looked at once more with them.
      const withReasons = yield* explained(run, candidate)
      hasReasons.add(withReasons)
      if (withReasons !== candidate) {
        waiting = waiting.map((one) => (one === candidate ? withReasons : one))
        continue
      }
    }
    waiting = waiting.filter((one) => one !== candidate)
    yield* finish(run, refiner, candidate, widened(chosen, left))
  }
  const unrefinable = yield* Ref.get(progress.unrefinable)
  if (waiting.length > 0 && unrefinable === null) yield* Ref.set(progress.exhausted, true)
  for (const candidate of waiting) {
    const reason = unrefinable ?? (yield* Refining.noMoney(run))
    yield* Refining.judgeAgain(run)(yield* Refining.skipped(run, candidate, reason))
  }
})

const finish = Effect.fnUntraced(function* (
  run: Gate & Judging,
  refiner: RefinerShape,
  candidate: JudgedDraft,
  limits?: Usage.CallLimits
) {
  const asked = yield* Refining.askFor(run, refiner, candidate, limits === undefined ? {} : { limits })
  yield* Refining.judgeAgain(run)(asked ?? (yield* Refining.skipped(run, candidate, yield* Refining.noMoney(run))))
})

/** The limits of an offer, with all the room for the answer that is left. */
const widened = ({ ceiling, limits, perToken, roomTokens }: Offer, left: number): Usage.CallLimits | undefined => {
  if (limits === null) return undefined
  const more = perToken > 0 ? Math.floor((left - ceiling) / perToken) - 1 : roomTokens
  return { ...limits, answerTokens: limits.answerTokens + Math.max(0, Math.min(roomTokens, more)) }
}

/** How a candidate could be refined: with its prompt cached, and without. None where the stage does not say what that takes. */
const offersOf = (
  { calls, config, progress }: Pick<Run, "calls" | "config" | "progress">,
  refiner: RefinerShape,
  candidate: JudgedDraft
): Effect.Effect<ReadonlyArray<Offer>> =>
  Effect.gen(function* () {
    const { draft, evaluation, request: origin } = candidate
    const expected = {
      stage: "refine" as const,
      model: refiner.model,
      schema: Patch.PersonaPatch,
      fail: (reason: RefinerError["reason"]) => new RefinerError({ reason })
    }
    const bound = yield* CheckedAttempt.boundOf(expected, config.deadlineSeconds.refine, () =>
      Effect.provideService(refiner.bound({ persona: draft.persona, evaluation, origin }), HasCap, calls.hasCap)
    )
    const experience = yield* Ref.get(progress.experience)
    const ceiling = (of: Usage.TokenBound) => calls.meter.ceiling(refiner.model, of, refiner.terms)
    const { answer } = bound
    const answerTokens = answer === undefined ? 0 : fewest(answer, bound, experience)
    const room = answer === undefined ? 0 : answer.usual - answerTokens
    const isCacheable = answer !== undefined && bound.cacheableTokens !== 0
    return yield* Effect.forEach(isCacheable ? [true, false] : [bound.cacheableTokens !== 0], (caching) =>
      Effect.gen(function* () {
        const limits = answer === undefined ? null : { answerTokens, caching }
        const within = limits === null ? bound : Usage.boundWithin(bound, limits)
        const least = yield* ceiling(within)
        const widest = yield* ceiling({ ...within, outputTokens: within.outputTokens + room })
        const prompt = yield* ceiling({ ...within, outputTokens: 0 })
        const saved = caching ? experience.cached : experience.uncached
        const typical = Math.min(within.outputTokens, experience.longestAnswer || (bound.expected?.outputTokens ?? 0))
        const offer: Offer = {
          candidate,
          limits,
          ceiling: least,
          expected: saved === null ? yield* ceiling({ ...within, outputTokens: typical }) : prompt - saved,
          spread: SPREADS * experience.spread,
          perToken: room === 0 ? 0 : Math.ceil((widest - least) / room),
          roomTokens: room
        }
        return offer
      })
    )
  }).pipe(Effect.orElseSucceed(() => []))

/** The smallest room for an answer: what the longest of this run took; before the first, what is expected of it. */
const fewest = (answer: Usage.AnswerRange, bound: Usage.TokenBound, { longestAnswer }: CapPlan.Experience): number =>
  Math.max(
    answer.least,
    Math.min(answer.usual, longestAnswer > 0 ? longestAnswer : (bound.expected?.outputTokens ?? answer.usual))
  )
