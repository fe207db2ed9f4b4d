/**
 * How fast a run goes: what is told while a model writes an answer, which on a small machine takes minutes.
 */
import { Clock, Effect } from "effect"
import type { Writing } from "../calls/Calls.ts"
import type { EventOutlet } from "./EventOutlet.ts"
import { PipelineEvent } from "./PipelineEvent.ts"

/** How fast a run goes. */
export interface Pace {
  /** Drafts were asked for. */
  readonly onIssued: (drafts: number) => void
  /** A draft was judged, or is out. */
  readonly onDecided: () => void
  readonly onWriting: (writing: Writing) => void
}

/** Nobody reads faster. */
const betweenMillis = 1_000

interface Answer {
  /** When its first tokens came, and how many they were. */
  readonly since: number
  readonly first: number
  tokens: number
  told: number
}

/** Tells these events. */
export const make = Effect.fnUntraced(function* ({
  emitUnsafe
}: Pick<EventOutlet, "emitUnsafe">): Effect.fn.Return<Pace> {
  const clock = yield* Clock.Clock
  const started = clock.currentTimeMillisUnsafe()
  const answers = new Map<string, Answer>()
  let issued = 0
  let decided = 0

  const secondsLeft = (now: number): number | null =>
    decided === 0 ? null : Math.round(((now - started) * Math.max(0, issued - decided)) / decided / 1_000)

  return {
    onIssued: (drafts) => {
      issued += drafts
    },
    onDecided: () => {
      decided++
    },
    onWriting: ({ draft, stage, tokens }) => {
      const now = clock.currentTimeMillisUnsafe()
      const key = `${stage} ${draft}`
      const known = answers.get(key)
      // No more tokens than before: another answer about the same draft.
      const isNew = known === undefined || tokens <= known.tokens
      const answer = isNew ? { since: now, first: tokens, tokens, told: now } : known
      answer.tokens = tokens
      answers.set(key, answer)
      if (now - answer.told < betweenMillis) return
      answer.told = now
      const tokensPerSecond = Math.round(((tokens - answer.first) * 10_000) / (now - answer.since)) / 10
      emitUnsafe(
        PipelineEvent.AnswerWritten({ index: draft, stage, tokens, tokensPerSecond, secondsLeft: secondsLeft(now) })
      )
    }
  }
})
