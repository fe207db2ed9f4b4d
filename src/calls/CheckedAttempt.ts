/**
 * One attempt at a call, made sound: it ends within its deadline, what a stage throws is an error like any other, and what a stage
 * returns is checked, whatever its types say.
 */
import { Cause, Duration, Effect, Exit, Option, Result, Schema, SchemaIssue } from "effect"
import * as ModelInfo from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import {
  billed,
  type Billing,
  Died,
  InvalidOutput,
  type Metered,
  type ModelStage,
  type StageError,
  type StageReason,
  TimedOut,
  unknownBilling
} from "../stages/StageError.ts"

/** What is needed to tell a sound answer from another. */
export interface Expected<A, E extends StageError> {
  readonly stage: ModelStage
  readonly model: ModelInfo.ModelInfo
  /** What a sound answer looks like. */
  readonly schema: Schema.Decoder<A>
  /** The stage's own error around a reason. */
  readonly fail: (reason: StageReason) => E
}

/** Makes the attempt. `attempt` is the stage's own code and may do anything. */
export const answer = <A, E extends StageError>(
  expected: Expected<A, E>,
  seconds: number,
  attempt: () => Effect.Effect<Metered<A>, E>
): Effect.Effect<Metered<A>, E> =>
  Effect.matchCauseEffect(
    Effect.suspend(() => within(expected, seconds, attempt())),
    {
      onSuccess: (metered) => checked(expected, metered),
      onFailure: (cause) => Effect.failCause(withoutDefect(expected, cause))
    }
  )

/** Runs other code of the stage, such as its bound. */
export const guard = <B, A, E extends StageError>(
  expected: Expected<A, E>,
  effect: () => Effect.Effect<B, E>
): Effect.Effect<B, E> =>
  Effect.catchCause(Effect.suspend(effect), (cause) => Effect.failCause(withoutDefect(expected, cause)))

/** What an attempt that ended so was billed. */
export const billingOf = <A, E extends StageError>(exit: Exit.Exit<Metered<A>, E>): Billing => {
  if (Exit.isSuccess(exit)) return billed(exit.value.usage)
  const error = Cause.findErrorOption(exit.cause)
  return Option.isSome(error) ? error.value.reason.billing : unknownBilling
}

const within = <A, E extends StageError>(
  { fail, model, stage }: Expected<A, E>,
  seconds: number,
  attempt: Effect.Effect<Metered<A>, E>
): Effect.Effect<Metered<A>, E> => {
  const late = () =>
    fail(
      new TimedOut({
        message: `${ModelInfo.name(model)} gave no ${stage} within ${seconds} s. Raise deadlineSeconds.${stage}, or use a faster model.`,
        billing: unknownBilling
      })
    )
  return Effect.timeoutOrElse(attempt, {
    duration: Duration.seconds(seconds),
    orElse: () => Effect.fail(late())
  })
}

// A defect's own message may quote what the stage was working on, so only the kind of error is told. An interruption stays one.
const withoutDefect = <A, E extends StageError>(
  { fail, model, stage }: Expected<A, E>,
  cause: Cause.Cause<E>
): Cause.Cause<E> => {
  const defect = cause.reasons.find(Cause.isDieReason)?.defect
  if (defect === undefined || Option.isSome(Cause.findErrorOption(cause))) return cause
  const kind = defect instanceof Error ? defect.name : typeof defect
  return Cause.fail(
    fail(
      new Died({
        message: `The ${stage} stage (${ModelInfo.name(model)}) threw ${kind}: a fault in that stage's code, not in the data. Its stack shows when the stage is called on its own.`,
        billing: unknownBilling
      })
    )
  )
}

const isUsage = Schema.is(Usage.Usage)

const checked = <A, E extends StageError>(
  { fail, model, schema, stage }: Expected<A, E>,
  metered: Metered<A>
): Effect.Effect<Metered<A>, E> => {
  const invalid = (what: string, billing: Billing) =>
    Effect.fail(
      fail(new InvalidOutput({ message: `${ModelInfo.name(model)} returned no usable ${stage}: ${what}.`, billing }))
    )
  const given: unknown = metered
  if (typeof given !== "object" || given === null || !isUsage(metered.usage)) {
    return invalid("it says not, or not soundly, what it used", unknownBilling)
  }
  const decoded = Schema.decodeUnknownResult(schema)(metered.value)
  return Result.isSuccess(decoded)
    ? Effect.succeed(decoded.success === metered.value ? metered : { value: decoded.success, usage: metered.usage })
    : invalid(places(decoded.failure.issue), billed(metered.usage))
}

// Names the wrong places only: the values are persona text.
const places = (issue: SchemaIssue.Issue): string => {
  const [first] = SchemaIssue.makeFormatterStandardSchemaV1()(issue).issues
  const path = (first?.path ?? []).map(String).join(".")
  return path === "" ? "it is not an object of the right shape" : `${path} is missing or wrong`
}
