/**
 * The line before a server on one's own machine. Such a server answers one call after another: what more it is sent waits inside it,
 * where a queue looks like a slow model and uses up deadlines. So calls wait here, and whose turn it is can be chosen: calls that begin
 * alike follow each other, because their common beginning is then read once, and so do calls of one model, because another has to be
 * loaded first.
 */
import { Deferred, Effect } from "effect"

/** What of a call decides when its turn is. */
export interface Turn {
  readonly model: string
  /** Calls of one model with the same word begin alike. */
  readonly alike: string
}

/** The line before one server. */
export interface ServerLine {
  /** Makes the call when it is its turn. */
  readonly withTurn: <A, E, R>(turn: Turn, call: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

interface Waiting {
  readonly turn: Turn
  readonly go: Deferred.Deferred<void>
  hasTurn: boolean
}

/** The line before a server that answers so many calls at once. */
export const make = (places: number): ServerLine => {
  let free = places
  let last: Turn | null = null
  const line: Array<Waiting> = []

  const serve = (): void => {
    while (free > 0 && line.length > 0) {
      const [next] = line.splice(nextOf(line, last), 1)
      if (next === undefined) return
      free--
      last = next.turn
      next.hasTurn = true
      Deferred.doneUnsafe(next.go, Effect.void)
    }
  }

  const leave = (waiting: Waiting): void => {
    if (waiting.hasTurn) free++
    else line.splice(line.indexOf(waiting), 1)
    serve()
  }

  return {
    withTurn: (turn, call) =>
      Effect.suspend(() => {
        const waiting: Waiting = { turn, go: Deferred.makeUnsafe(), hasTurn: false }
        return Effect.acquireUseRelease(
          Effect.sync(() => {
            line.push(waiting)
            serve()
          }),
          () => Effect.andThen(Deferred.await(waiting.go), call),
          () => Effect.sync(() => leave(waiting))
        )
      })
  }
}

/** Who is next after a call: the first that begins alike, else the first of the same model, else the first. */
const nextOf = (line: ReadonlyArray<Waiting>, last: Turn | null): number => {
  const ofModel = line.findIndex(({ turn }) => turn.model === last?.model)
  const alike = line.findIndex(({ turn }) => turn.model === last?.model && turn.alike === last.alike)
  return Math.max(0, alike >= 0 ? alike : ofModel)
}

/** The lines of a run: one a server, however many models it has. */
export type ServerLines = (server: string) => ServerLine

/** Makes them, for servers that answer so many calls at once. */
export const forServers = (places: number): ServerLines => {
  const lines = new Map<string, ServerLine>()
  return (server) => {
    const line = lines.get(server) ?? make(places)
    lines.set(server, line)
    return line
  }
}
