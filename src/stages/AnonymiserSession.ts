/**
 * To which run what an anonymiser knows belongs: names, numbers and the way back of one run are nothing to another, whatever layer both
 * use. So an app may have one `Anonymiser` layer and serve many people at once.
 *
 * `HybridPipeline` opens a session for each run. What is to be restored afterwards is restored within a session of the app's own, which
 * the runs in it share; or later, with an explicit vault file.
 */
import { Context, Effect } from "effect"

/** A session. Its state is kept by whoever has any, under the key. */
export interface AnonymiserSession {
  readonly key: object
  /** Whether a run that begins in it joins it. */
  readonly isShared: boolean
}

/** Outside of all runs. */
const outside: AnonymiserSession = { key: {}, isShared: false }

/** The session of the code that asks. */
export const Current = Context.Reference<AnonymiserSession>("effect-persona/AnonymiserSession", {
  defaultValue: () => outside
})

/**
 * Runs what belongs together in a session of its own: the runs in it number people together, and what they replaced can be restored in
 * it. When it ends, what it knew is forgotten.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { Anonymiser, AnonymiserSession, type ResearchRecord } from "effect-persona"
 * import { LocalAnonymiser } from "effect-persona/privacy"
 *
 * const record: ResearchRecord.ResearchRecord = {
 *   id: "a.txt#1",
 *   source: { file: "a.txt", place: "line 1" },
 *   kind: "document",
 *   fields: [{ name: "text", text: "My name is Maya Okafor." }]
 * }
 *
 * const program = Effect.gen(function* () {
 *   const anonymiser = yield* Anonymiser
 *   const [back, elsewhere] = yield* Effect.all([
 *     AnonymiserSession.share(Effect.andThen(anonymiser.anonymise(record), anonymiser.restore("[PERSON_1]"))),
 *     AnonymiserSession.share(anonymiser.restore("[PERSON_1]"))
 *   ])
 *   return [back, elsewhere]
 * }).pipe(Effect.provide(LocalAnonymiser.layer()))
 *
 * await Effect.runPromise(program) // => ["Maya Okafor", "[PERSON_1]"]
 * ```
 */
export const share = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.suspend(() => Effect.provideService(effect, Current, { key: {}, isShared: true }))

/**
 * Runs what is one run: in the shared session around it, where there is one, else in one of its own.
 *
 * @internal
 */
export const ofRun = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.flatMap(Current, ({ isShared, key }) =>
    Effect.provideService(effect, Current, { key: isShared ? key : {}, isShared: false })
  )

/**
 * What an anonymiser knows, made anew for each session: for anonymisers of one's own.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import { AnonymiserSession } from "effect-persona"
 *
 * const names = AnonymiserSession.state(() => new Map<string, string>())
 * const known = Effect.map(names, (map) => map.set("Maya", "[PERSON_1]").size)
 *
 * Effect.runSync(Effect.andThen(known, AnonymiserSession.share(known))) // => 1
 * ```
 */
export const state = <S extends object>(make: () => S): Effect.Effect<S> => {
  // Weak, so that what a run knew is gone with the run.
  const states = new WeakMap<object, S>()
  return Effect.map(Current, ({ key }) => {
    const known = states.get(key) ?? make()
    states.set(key, known)
    return known
  })
}
