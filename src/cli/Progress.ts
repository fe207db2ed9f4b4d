/**
 * Telling how a run goes: one line that is rewritten in a terminal, plain lines otherwise.
 */
import { Clock, Effect, Schedule, type Scope } from "effect"
import type { PipelineEvent } from "../pipeline/PipelineEvent.ts"
import { dollars } from "../report/Wording.ts"
import * as Output from "./Output.ts"

/** What is known of a run so far. */
export interface Seen {
  /** Milliseconds of the clock when the drafts began; null before. */
  readonly begun: number | null
  /** Records read so far. */
  readonly read: number
  readonly isRead: boolean
  readonly drafts: number
  readonly drafted: number
  readonly judged: number
  readonly refined: number
  readonly finished: number
  readonly requested: number
  readonly failed: number
  readonly spentUsd: number
  /** Whether a frontier model refines. */
  readonly isHybrid: boolean
  /** How fast the local model writes; null where it tells nothing. */
  readonly tokensPerSecond: number | null
  /** What it expects all drafts and judgements still to take, in seconds, and when it said so; null where it tells nothing. */
  readonly expected: { readonly seconds: number; readonly at: number } | null
}

/** Nothing has happened yet. */
export const nothing: Seen = {
  begun: null,
  read: 0,
  isRead: false,
  drafts: 0,
  drafted: 0,
  judged: 0,
  refined: 0,
  finished: 0,
  requested: 0,
  failed: 0,
  spentUsd: 0,
  isHybrid: false,
  tokensPerSecond: null,
  expected: null
}

/** What is known after an event. */
export const after = (seen: Seen, event: PipelineEvent, now: number): Seen => {
  switch (event._tag) {
    case "RunStarted":
      return {
        ...seen,
        begun: now,
        isRead: true,
        drafts: event.drafts,
        requested: event.requested,
        isHybrid: event.mode === "hybrid"
      }
    case "DraftsAdded":
      return { ...seen, drafts: seen.drafts + event.drafts }
    case "AnswerWritten":
      return {
        ...seen,
        tokensPerSecond: event.tokensPerSecond,
        expected: event.secondsLeft === null ? seen.expected : { seconds: event.secondsLeft, at: now }
      }
    case "DraftFinished":
      return { ...seen, drafted: seen.drafted + 1, spentUsd: seen.spentUsd + event.costUsd }
    case "DraftFailed":
      return { ...seen, drafted: seen.drafted + 1, failed: seen.failed + 1 }
    case "DraftJudged":
      return { ...seen, judged: seen.judged + 1, spentUsd: seen.spentUsd + event.costUsd }
    case "RefinementFinished":
      return { ...seen, refined: seen.refined + 1, spentUsd: seen.spentUsd + event.costUsd }
    case "PersonaFinished":
      return { ...seen, finished: seen.finished + 1 }
    default:
      return seen
  }
}

/** So long nobody can tell how long it takes, in milliseconds. */
const soonest = 4_000

/** How much of the work is done, 0 to 1: drafting, judging and finishing, of as many drafts and personas as are planned. */
export const shareDone = ({ drafted, drafts, finished, judged, requested }: Seen): number =>
  drafts === 0 ? 0 : Math.min(1, (drafted + judged + finished) / (2 * drafts + requested))

/** Time left, in words; empty while nobody can tell. */
export const timeLeft = (seen: Seen, now: number): string => {
  const seconds = secondsLeft(seen, now)
  if (seconds === null) return ""
  if (seconds < 60) return "under a minute left"
  return seconds < 5400 ? `about ${Math.round(seconds / 60)} min left` : `about ${(seconds / 3600).toFixed(1)} h left`
}

/** By what the model says, else by the pace so far. */
const secondsLeft = (seen: Seen, now: number): number | null => {
  const done = shareDone(seen)
  const elapsed = seen.begun === null ? 0 : now - seen.begun
  if (done === 1) return null
  if (seen.expected !== null) return Math.max(0, Math.round(seen.expected.seconds - (now - seen.expected.at) / 1000))
  return elapsed < soonest || done < 0.05 ? null : Math.round((elapsed * (1 - done)) / done / 1000)
}

const grouped = (count: number): string => count.toLocaleString("en-GB")

/** The line that says it all. `capUsd`: null for no cap. */
export const line = (seen: Seen, capUsd: number | null, now: number): string => {
  if (seen.begun === null)
    return seen.isRead
      ? `read ${grouped(seen.read)} respondents and interviews · replacing personal data and looking for groups`
      : `read ${grouped(seen.read)} respondents and interviews`
  const { drafted, drafts, failed, finished, isHybrid, judged, tokensPerSecond, refined, requested, spentUsd } = seen
  return [
    `drafted ${drafted}/${drafts}`,
    `judged ${judged}`,
    ...(isHybrid ? [`refined ${refined}`] : []),
    `personas ${finished}/${requested}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(spentUsd > 0 || (isHybrid && capUsd !== null)
      ? [`${dollars(spentUsd)}${capUsd === null ? "" : ` of ${dollars(capUsd)}`}`]
      : []),
    ...(tokensPerSecond === null ? [] : [`${Math.round(tokensPerSecond)} tokens/s`]),
    ...(timeLeft(seen, now) === "" ? [] : [timeLeft(seen, now)])
  ].join(" · ")
}

/** Who is told how one run goes. */
export interface Progress {
  /** So many more records were read. */
  readonly read: (records: number) => void
  /** All of them were. */
  readonly allRead: Effect.Effect<void>
  readonly event: (event: PipelineEvent) => Effect.Effect<void>
}

/** Where and how it is told. */
export interface ProgressOptions {
  /** Whether one line can be rewritten. */
  readonly isWatched: boolean
  /** In US dollars; null for no cap. */
  readonly capUsd: number | null
}

/** Tells how one run goes, until the scope ends. */
export const make = ({ capUsd, isWatched }: ProgressOptions): Effect.Effect<Progress, never, Scope.Scope> =>
  Effect.gen(function* () {
    let seen = nothing
    let tenth = 0
    const told = new Map<string, number>()
    const show = Effect.flatMap(Clock.currentTimeMillis, (now) => Output.showLine(line(seen, capUsd, now)))
    const say = (text: string) => Output.say(`${isWatched ? Output.clearLine : ""}${text}`)
    if (isWatched) {
      // Time goes on where nothing happens, as while a model thinks.
      yield* Effect.forkScoped(Effect.repeat(show, Schedule.spaced("200 millis")))
      yield* Effect.addFinalizer(() => Output.showLine(""))
    }
    // A model that is down fails every draft in the same words: they are said twice, and then counted.
    const failure = (index: number, message: string): Effect.Effect<void> => {
      const times = (told.get(message) ?? 0) + 1
      told.set(message, times)
      return times > 2 ? Effect.void : say(`Draft ${index + 1}: ${message}`)
    }
    const repeated = () => {
      const more = [...told.values()].reduce((sum, times) => sum + Math.max(0, times - 2), 0)
      return more === 0 ? "" : `${more} further draft${more === 1 ? "" : "s"} failed in words already said above.\n`
    }
    /** Without a terminal, a line for each tenth of the work. */
    const tenths = Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const reached = Math.floor(shareDone(seen) * 10)
      if (reached <= tenth) return Effect.void
      tenth = reached
      return Output.say(line(seen, capUsd, now))
    })
    return {
      read: (records) => {
        seen = { ...seen, read: seen.read + records }
      },
      allRead: Effect.suspend(() => {
        seen = { ...seen, isRead: true }
        return isWatched
          ? show
          : Output.say(
              `Read ${grouped(seen.read)} respondents and interviews; replacing personal data and looking for groups …`
            )
      }),
      event: (event) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          seen = after(seen, event, now)
          switch (event._tag) {
            case "RunStarted":
              return say(
                `Found ${event.segments} segment${event.segments === 1 ? "" : "s"} among ${grouped(event.records)} respondents and interviews; making ${event.requested} persona${event.requested === 1 ? "" : "s"} from ${event.drafts} drafts.`
              )
            case "RunResumed":
              return say(
                `Going on where it was cut off: ${event.calls} call${event.calls === 1 ? " is" : "s are"} there already (${dollars(event.costUsd)}${event.possiblyBilledUsd > 0 ? `, and up to ${dollars(event.possiblyBilledUsd)} for calls that were cut off` : ""}).`
              )
            case "DraftFailed":
            case "JudgementFailed":
              return failure(event.index, event.message)
            case "WarningRaised":
              return say(`Warning: ${event.warning.message}`)
            case "RunFinished":
              return isWatched || tenth < 10
                ? say(`${repeated()}${line(seen, capUsd, now)}`)
                : say(repeated().trimEnd())
            default:
              return isWatched ? Effect.void : tenths
          }
        })
    }
  })
