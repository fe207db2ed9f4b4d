/**
 * Other people's code, contained: it ends within its deadline, what it throws is an error like any other, it cannot end the run by
 * interrupting itself, and what it returns is checked, whatever its types say.
 */
import { Cause, Duration, Effect, Exit, Fiber, Option, Result, Schema, SchemaIssue } from "effect"
import * as ModelInfo from "../domain/ModelInfo.ts"
import type * as Usage from "../domain/Usage.ts"
import {
  billed,
  type Billing,
  Died,
  InvalidOutput,
  type Metered,
  Misconfigured,
  type ModelStage,
  notBilled,
  type StageError,
  StageReason,
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

/** No service bills so many tokens for one call: a larger count is a mistake. */
export const mostTokens = 1_000_000_000

/**
 * What is larger than this is refused before anything looks at it: the checks of a draft compare its texts with the data, and while they
 * do, nothing else runs. All texts of an answer together, any one of them, in characters; and the entries of a list or an object.
 */
export const largest = { answer: 30_000, text: 5_000, entries: 200 }

/** How long code that was interrupted may take to end, in seconds; then it is left to itself. */
const graceSeconds = 2

/** Makes the attempt. */
export const answer = <A, E extends StageError>(
  expected: Expected<A, E>,
  seconds: number,
  attempt: () => Effect.Effect<Metered<A>, E>
): Effect.Effect<Metered<A>, E> =>
  // What is returned may be a trap as well, so it is looked at in there.
  contained(expected, seconds, () => Effect.flatMap(attempt(), (metered) => checked(expected, metered)), unknownBilling)

/** The most tokens that the call can use, as the stage names it. */
export const boundOf = <A, E extends StageError>(
  expected: Expected<A, E>,
  seconds: number,
  bound: () => Effect.Effect<Usage.TokenBound, E>
): Effect.Effect<Usage.TokenBound, E> =>
  Effect.flatMap(
    contained(expected, seconds, bound, notBilled, (fields) => new Died(fields)),
    (given) => {
      const refuse = (what: string) =>
        Effect.fail(
          expected.fail(new Misconfigured({ message: `The ${nameOf(expected)} names ${what}`, billing: notBilled }))
        )
      if (!isBound(given)) {
        return refuse(
          `a bound that is none: inputTokens and outputTokens must be whole numbers from 0 to ${mostTokens}, and so must what else it names. Mend the bound of the stage; nothing was sent.`
        )
      }
      return given.inputTokens + given.outputTokens === 0
        ? refuse(
            "a bound of 0 tokens, but a remote call is never free. Return from bound the most tokens that a request and its answer can take, or give the model the location local if it runs on this machine; nothing was sent."
          )
        : Effect.succeed(given)
    }
  )

/** What an attempt that ended so was billed. Nobody can tell from a count that cannot be. */
export const billingOf = <A, E extends StageError>(exit: Exit.Exit<Metered<A>, E>): Billing => {
  if (Exit.isSuccess(exit)) return billed(exit.value.usage)
  const error = Cause.findErrorOption(exit.cause)
  if (Option.isNone(error)) return unknownBilling
  const { billing } = error.value.reason
  return billing._tag === "Billed" && !isUsage(billing.usage) ? unknownBilling : billing
}

const nameOf = ({ model, stage }: { readonly stage: ModelStage; readonly model: ModelInfo.ModelInfo }): string =>
  `${stage} stage (${ModelInfo.name(model)})`

/** Runs code of a stage; `billing` is what it counts as where it ends in no way that says. */
export const contained = <B, E extends StageError>(
  expected: Pick<Expected<B, E>, "stage" | "model" | "fail">,
  seconds: number,
  foreign: () => Effect.Effect<B, E>,
  billing: Billing,
  late: (fields: { readonly message: string; readonly billing: Billing }) => StageReason = (fields) =>
    new TimedOut(fields)
): Effect.Effect<B, E> =>
  Effect.suspend(() => {
    const ended = (exit: Exit.Exit<B, E>): Exit.Exit<B, E> =>
      Exit.isSuccess(exit) ? exit : Exit.fail(errorIn(expected, exit.cause, billing))
    const effect = begun(foreign)
    // What has ended already needs neither a deadline nor a fiber.
    if (isEnded(effect)) return ended(effect)
    return Effect.flatMap(
      outcomeWithin(seconds, effect),
      Option.match({
        onNone: () => Effect.fail(expected.fail(late({ message: lateMessage(expected, seconds), billing }))),
        onSome: ended
      })
    )
  })

/**
 * How code ended in a fiber of its own; none where it did not end in time. Interrupted from outside or late, it is interrupted in
 * turn and awaited for a while, so that connections are closed and told what they cost before the attempt is settled.
 */
const outcomeWithin = <B, E>(
  seconds: number,
  effect: Effect.Effect<B, E>
): Effect.Effect<Option.Option<Exit.Exit<B, E>>> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(Effect.forkDetach(effect, { startImmediately: true }), (fiber) =>
      restore(Effect.timeoutOption(Fiber.await(fiber), Duration.seconds(seconds))).pipe(
        Effect.onInterrupt(() => leave(fiber)),
        Effect.tap((exit) => (Option.isNone(exit) ? leave(fiber) : Effect.void))
      )
    )
  )

const isEnded = <B, E>(effect: Effect.Effect<B, E>): effect is Exit.Exit<B, E> => Exit.isExit(effect)

const begun = <B, E>(foreign: () => Effect.Effect<B, E>): Effect.Effect<B, E> => {
  try {
    return foreign()
  } catch (defect) {
    return Effect.die(defect)
  }
}

const leave = (fiber: Fiber.Fiber<unknown, unknown>): Effect.Effect<unknown> =>
  Effect.suspend(() => {
    fiber.interruptUnsafe()
    return Effect.timeoutOption(Effect.interruptible(Fiber.await(fiber)), Duration.seconds(graceSeconds))
  })

const lateMessage = ({ model, stage }: Pick<Expected<unknown, StageError>, "stage" | "model">, seconds: number) =>
  `${ModelInfo.name(model)} gave no ${stage} within ${seconds} s. Raise deadlineSeconds.${stage}, or use a faster model.`

const isReason = Schema.is(StageReason)

/** The stage's own error, where it failed with one; else what it did instead. What it threw may quote its data, so only its kind is told. */
const errorIn = <E extends StageError>(
  expected: Pick<Expected<unknown, E>, "stage" | "model" | "fail">,
  cause: Cause.Cause<E>,
  billing: Billing
): E => {
  const failed = Cause.findErrorOption(cause)
  if (Option.isSome(failed) && isStageError(failed.value)) return failed.value
  const defect = cause.reasons.find(Cause.isDieReason)?.defect
  const did = Option.isSome(failed)
    ? "failed with something that is no error of its stage"
    : defect === undefined
      ? "interrupted itself"
      : `threw ${defect instanceof Error ? defect.name : typeof defect}`
  return expected.fail(
    new Died({
      message: `The ${nameOf(expected)} ${did}: a fault in that stage's code, not in the data. Its stack shows when the stage is called on its own.`,
      billing
    })
  )
}

const isStageError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "reason" in error && isReason(error.reason)

const isCount = (count: unknown): boolean =>
  typeof count === "number" && Number.isSafeInteger(count) && count >= 0 && count <= mostTokens

const isBound = (given: unknown): given is Usage.TokenBound =>
  typeof given === "object" &&
  given !== null &&
  "inputTokens" in given &&
  "outputTokens" in given &&
  isCount(given.inputTokens) &&
  isCount(given.outputTokens) &&
  (!("cacheableTokens" in given) || given.cacheableTokens === undefined || isCount(given.cacheableTokens)) &&
  (!("answer" in given) || given.answer === undefined || isRange(given.answer))

const isRange = (given: unknown): given is Usage.AnswerRange =>
  typeof given === "object" &&
  given !== null &&
  "least" in given &&
  "usual" in given &&
  "most" in given &&
  [given.least, given.usual, given.most].every(isCount) &&
  Number(given.least) <= Number(given.usual) &&
  Number(given.usual) <= Number(given.most)

/** Whether this is a usage, with counts that can be. */
export const isUsage = (given: unknown): given is Usage.Usage =>
  typeof given === "object" &&
  given !== null &&
  "inputTokens" in given &&
  "outputTokens" in given &&
  "cacheReadTokens" in given &&
  "cacheWriteTokens" in given &&
  [given.inputTokens, given.outputTokens, given.cacheReadTokens, given.cacheWriteTokens].every(isCount)

const checked = <A, E extends StageError>(
  { fail, model, schema, stage }: Expected<A, E>,
  metered: Metered<A>
): Effect.Effect<Metered<A>, E> => {
  const invalid = (what: string, billing: Billing) =>
    Effect.fail(
      fail(
        new InvalidOutput({
          message: `${ModelInfo.name(model)} returned no usable ${stage}: ${what}.`,
          problem: what,
          billing
        })
      )
    )
  const given: unknown = metered
  if (typeof given !== "object" || given === null || !isUsage(metered.usage)) {
    return invalid("it says not, or not soundly, what it used", unknownBilling)
  }
  const tooLarge = sizeBeyond(metered.value)
  if (tooLarge !== null) return invalid(tooLarge, billed(metered.usage))
  const decoded = Schema.decodeUnknownResult(schema)(metered.value)
  return Result.isSuccess(decoded)
    ? Effect.succeed(decoded.success === metered.value ? metered : { ...metered, value: decoded.success })
    : invalid(places(decoded.failure.issue), billed(metered.usage))
}

/** What of a value is larger than any answer needs; null where nothing is. */
const sizeBeyond = (value: unknown): string | null => {
  let length = 0
  const beyond = (part: unknown, depth: number): string | null => {
    // Each entry counts for one more, so that what holds nothing has an end too.
    length += typeof part === "string" ? part.length + 1 : 1
    if (length > largest.answer) return `it is more than ${largest.answer} characters long, and no persona needs that`
    if (typeof part === "string") {
      return part.length > largest.text
        ? `it has a text of ${part.length} characters, and no persona needs more than ${largest.text}`
        : null
    }
    if (typeof part !== "object" || part === null) return null
    // Deeper than any answer: it may go round in a circle.
    if (depth > 50) return "it has no end"
    const entries = Object.values(part)
    if (entries.length > largest.entries) {
      return `it has a list of ${entries.length} entries, and no persona needs more than ${largest.entries}`
    }
    for (const entry of entries) {
      const found = beyond(entry, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  return beyond(value, 0)
}

// Names the wrong places only: the values are persona text.
const places = (issue: SchemaIssue.Issue): string => {
  const [first] = SchemaIssue.makeFormatterStandardSchemaV1()(issue).issues
  const path = (first?.path ?? []).map(String).join(".")
  return path === "" ? "it is not an object of the right shape" : `${path} is missing or wrong`
}
