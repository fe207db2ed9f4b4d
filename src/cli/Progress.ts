/**
 * Telling how a run goes: one line that is rewritten in a terminal, plain lines otherwise.
 */
import { Effect } from "effect"
import type { PipelineEvent } from "../pipeline/PipelineEvent.ts"
import * as Output from "./Output.ts"

interface Seen {
  readonly drafts: number
  readonly drafted: number
  readonly judged: number
  readonly finished: number
  readonly requested: number
  readonly failed: number
}

const nothing: Seen = { drafts: 0, drafted: 0, judged: 0, finished: 0, requested: 0, failed: 0 }

const after = (seen: Seen, event: PipelineEvent): Seen => {
  switch (event._tag) {
    case "RunStarted":
      return { ...seen, drafts: event.drafts, requested: event.requested }
    case "DraftsAdded":
      return { ...seen, drafts: seen.drafts + event.drafts }
    case "DraftFinished":
      return { ...seen, drafted: seen.drafted + 1 }
    case "DraftFailed":
      return { ...seen, drafted: seen.drafted + 1, failed: seen.failed + 1 }
    case "DraftJudged":
      return { ...seen, judged: seen.judged + 1 }
    case "PersonaFinished":
      return { ...seen, finished: seen.finished + 1 }
    default:
      return seen
  }
}

const line = ({ drafts, drafted, judged, finished, requested, failed }: Seen): string =>
  `drafted ${drafted}/${drafts} · judged ${judged} · personas ${finished}/${requested}${failed > 0 ? ` · ${failed} failed` : ""}`

/** A function to be told every event of one run. */
export const make = (): ((event: PipelineEvent) => Effect.Effect<void>) => {
  const watched = Output.isWatched()
  let seen = nothing
  let tenth = 0
  const told = new Map<string, number>()
  // A model that is down fails every draft in the same words: they are said twice, and then counted.
  const failure = (index: number, message: string): Effect.Effect<void> => {
    const times = (told.get(message) ?? 0) + 1
    told.set(message, times)
    return times > 2 ? Effect.void : Output.say(`${watched ? "\r\u001b[2K" : ""}Draft ${index + 1}: ${message}`)
  }
  const repeated = () => {
    const more = [...told.values()].reduce((sum, times) => sum + Math.max(0, times - 2), 0)
    return more === 0 ? "" : `${more} further draft${more === 1 ? "" : "s"} failed in words already said above.\n`
  }
  return (event) => {
    seen = after(seen, event)
    switch (event._tag) {
      case "RunStarted":
        return Output.say(
          `Read ${event.records} records in ${event.segments} segment${event.segments === 1 ? "" : "s"}; making ${event.requested} persona${event.requested === 1 ? "" : "s"} from ${event.drafts} drafts.`
        )
      case "DraftFailed":
      case "JudgementFailed":
        return failure(event.index, event.message)
      case "WarningRaised":
        return Output.say(`${watched ? "\r\u001b[2K" : ""}Warning: ${event.warning.message}`)
      case "RunFinished":
        return Output.say(`${watched ? "\r\u001b[2K" : ""}${repeated()}${line(seen)}`)
      default: {
        if (watched) return Output.showLine(line(seen))
        const reached =
          seen.drafts === 0 ? 0 : Math.floor(((seen.drafted + seen.finished) * 10) / (seen.drafts + seen.requested))
        if (reached <= tenth) return Effect.void
        tenth = reached
        return Output.say(line(seen))
      }
    }
  }
}
