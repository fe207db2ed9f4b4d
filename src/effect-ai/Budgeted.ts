/**
 * Any `LanguageModel` of effect/ai under the cap of a `Budget`: for apps that only want a cap that holds.
 *
 * Each request to the model reserves its ceiling before it is sent, and is booked at what its answer says it used; at the ceiling where
 * nobody can tell. Handlers of tools run after that, so a handler may ask the model too, and each such call is counted by itself.
 */
import { type Cause, Effect, Exit, Layer, Option, type Schema, Stream } from "effect"
import { AiError, LanguageModel, Model, type Response, Telemetry } from "effect/ai"
import { Budget } from "../budget/Budget.ts"
import * as Ledger from "../budget/Ledger.ts"
import { ceilingOf, costOf, type Terms } from "../budget/Price.ts"
import { find, modelsOf, Prices } from "../budget/Prices.ts"
import type { TokenBound } from "../domain/Usage.ts"
import { type Usd, zero } from "../domain/Usd.ts"
import { UnknownPrice } from "../stages/CostMeter.ts"
import { BudgetRefusal } from "./BudgetRefusal.ts"
import { reasonOf } from "./EffectAiError.ts"
import { type Asked, boundOf } from "./RequestBound.ts"
import { usageOf } from "./ResponseUsage.ts"
import { asked, encoded, encodedPart, encodeStreamPart, type Unresolved, unresolved } from "./UnresolvedTools.ts"

/** What the wrapped model is. */
export interface BudgetedOptions {
  /**
   * The most tokens that an answer has, thinking included. effect/ai has no word for it, so set the same limit where the provider is set
   * up. What an answer used beyond it is booked, and shows as `overrun` in the state of the budget.
   */
  readonly maxOutputTokens: number
  /** Left out, what the provider calls itself (`Model.ProviderName`). Prices are looked up by provider and model. */
  readonly provider?: string | undefined
  /** Left out, what the provider calls its model (`Model.ModelName`). */
  readonly model?: string | undefined
  /**
   * The most tokens that a prompt can have: the model's context. What a file takes is not known from its bytes, so prompts with files are
   * refused without it.
   */
  readonly contextTokens?: number | undefined
  /** How requests are sent, where that changes their price. */
  readonly terms?: Terms | undefined
}

export { BudgetRefusal }

type Parts = ReadonlyArray<Response.AnyPart>

/**
 * The language model in the context, under the budget in the context.
 *
 * @example
 * ```ts
 * import { Budgeted } from "effect-persona/effect-ai"
 *
 * const model = Budgeted.make({ provider: "anthropic", model: "claude-haiku-4-5", maxOutputTokens: 1024 })
 * ```
 */
export const make = Effect.fnUntraced(function* (options: BudgetedOptions) {
  const inner = yield* LanguageModel.LanguageModel
  const { ledger } = yield* Budget
  const prices = yield* Prices
  const provider = options.provider ?? Option.getOrUndefined(yield* Effect.serviceOption(Model.ProviderName))
  const name = options.model ?? Option.getOrUndefined(yield* Effect.serviceOption(Model.ModelName))
  const model = { provider: provider ?? "effect-ai", model: name ?? "unnamed" }
  const who = `${model.provider}/${model.model}`
  const price = Option.getOrUndefined(find(prices, model))
  if (price === undefined) return yield* new UnknownPrice({ ...model, known: modelsOf(prices, model.provider) })

  const limits = { who, maxOutputTokens: options.maxOutputTokens, contextTokens: options.contextTokens ?? null }
  const priced = (asked: Asked) =>
    Effect.map(boundOf(asked, limits), (bound) => ({ bound, ceiling: ceilingOf(price, bound, options.terms) }))

  /** What an answer cost; null where it does not say what it used. No remote call is free. */
  const costIn = (parts: Parts, bound: Pick<TokenBound, "inputTokens" | "outputTokens">): Usd | null => {
    const usage = usageOf(parts, bound)
    return usage === null || usage.inputTokens + usage.outputTokens === 0 ? null : costOf(price, usage, options.terms)
  }

  /** Whether a failure says that nothing was billed. */
  const isUnbilled = (cause: Cause.Cause<unknown>): boolean =>
    cause.reasons.length > 0 &&
    cause.reasons.every(
      (reason) =>
        reason._tag === "Fail" &&
        AiError.isAiError(reason.error) &&
        reasonOf(reason.error, { who, sent: [], usage: null }).billing._tag === "NotBilled"
    )

  const refused = (method: string) => (exhausted: Ledger.BudgetExhausted) =>
    Effect.fail(AiError.make({ module: "Budgeted", method, reason: new BudgetRefusal({ exhausted }) }))

  /** One request: reserved, sent, booked. The answer is handed on as it came, with calls of tools that nobody has looked at yet. */
  const attempt = Effect.fnUntraced(function* <A extends Parts, R>(
    asked: Asked,
    call: Effect.Effect<A, AiError.AiError, R>
  ) {
    // Part of an attempt that has a reservation in this budget already: waiting for a second one could be for ever.
    if ((yield* Ledger.Held).has(ledger)) return yield* call
    const { bound, ceiling } = yield* priced(asked)
    let seen: Parts = []
    const outer = yield* Effect.serviceOption(Telemetry.CurrentSpanTransformer)
    // An answer that does not decode is an error without its usage. This hook sees the answer before that. Who listens outside is told
    // by the model around this one, and here only of what never gets there.
    const watched = Effect.suspend(() => {
      let tell = Effect.void
      return Effect.provideService(call, Telemetry.CurrentSpanTransformer, (told) => {
        seen = told.response
        if (Option.isSome(outer)) tell = Effect.sync(() => outer.value(told))
      }).pipe(Effect.onError(() => tell))
    })
    return yield* Ledger.withReservation(
      ledger,
      ceiling,
      () => watched,
      (exit) =>
        Effect.sync(() => {
          const cost = costIn(Exit.isSuccess(exit) ? exit.value : seen, bound)
          return cost === null && Exit.isFailure(exit) && isUnbilled(exit.cause) ? zero : cost
        })
    ).pipe(Effect.catchTag("BudgetExhausted", refused(asked.method)))
  })

  const generateText = (request: LanguageModel.ProviderOptions) =>
    attempt(
      { method: "generateText", request, schema: null },
      Effect.map(inner.generateText(asked(request)), ({ content }) => content)
    ).pipe(Effect.flatMap(encoded("generateText", request)))

  const streamText = (request: LanguageModel.ProviderOptions) =>
    Stream.unwrap(
      Effect.gen(function* () {
        const held = yield* Ledger.Held
        const answer = inner.streamText(asked(request))
        if (held.has(ledger)) return answer
        const { bound, ceiling } = yield* priced({ method: "streamText", request, schema: null })
        let isUnanswered = true
        const reservation = yield* Effect.acquireRelease(ledger.reserve(ceiling), ({ settle }) => settle(ceiling)).pipe(
          Effect.catchTag("BudgetExhausted", refused("streamText"))
        )
        return answer.pipe(
          // By chunk, as are all steps here: whether handlers of tools may begin hangs on what comes together.
          Stream.mapArrayEffect((parts) => {
            isUnanswered = false
            const isEnd = parts.some((part) => part.type === "finish")
            return Effect.as(isEnd ? reservation.settle(costIn(parts, bound) ?? ceiling) : Effect.void, parts)
          }),
          Stream.onEnd(reservation.settle(ceiling)),
          Stream.tapCause((cause) => reservation.settle(isUnanswered && isUnbilled(cause) ? zero : ceiling)),
          // The model around this one calls it, with the whole answer.
          Stream.provideService(Telemetry.CurrentSpanTransformer, () => {}),
          Stream.provideService(Ledger.Held, Ledger.withHeld(held, ledger))
        )
      })
    ).pipe(
      // Whoever reads an answer may ask again in between: the answer comes to its end, and is booked, without waiting for its reader.
      Stream.bufferArray({ capacity: "unbounded" }),
      Stream.mapArrayEffect((parts) => Effect.forEach(parts, encodedPart("streamText", request, encodeStreamPart)))
    )

  const { supportsSystemMessagesInHistory } = inner
  const outer = yield* LanguageModel.make({ generateText, streamText, supportsSystemMessagesInHistory })

  const generateObject = Effect.fnUntraced(function* ({ objectName, schema, ...options }: ObjectOptions) {
    let value: unknown
    const resolving = yield* LanguageModel.make({
      generateText: (request) =>
        attempt(
          { method: "generateObject", request, schema },
          Effect.map(inner.generateObject({ ...asked(request), objectName, schema }), (answer) => {
            value = answer.value
            return answer.content
          })
        ).pipe(Effect.flatMap(encoded("generateObject", request))),
      streamText,
      supportsSystemMessagesInHistory
    })
    const { content } = yield* resolving.generateText({ ...options, toolkit: options.toolkit ?? unresolved([]) })
    return new LanguageModel.GenerateObjectResponse(value, content)
  })

  return LanguageModel.LanguageModel.of({
    ...outer,
    // oxlint-disable-next-line no-unsafe-type-assertion -- a call's types are inferred from its options, which are handed on whole
    generateObject: generateObject as LanguageModel.LanguageModel["generateObject"]
  })
})

type ObjectOptions = Omit<
  LanguageModel.GenerateObjectOptions<Record<string, Unresolved>, Schema.Codec<unknown, Record<string, unknown>>>,
  "toolkit"
> & { readonly toolkit?: LanguageModel.ToolkitInput<Record<string, Unresolved>, never, never> | undefined }

/**
 * The language model in the context, under the budget in the context. Fails where no price of the model is known.
 *
 * @example
 * ```ts
 * import { Layer } from "effect"
 * import { Budget } from "effect-persona"
 * import { Budgeted } from "effect-persona/effect-ai"
 *
 * // Provide it with the `LanguageModel` layer of a provider package.
 * const Model = Budgeted.layer({ provider: "anthropic", model: "claude-haiku-4-5", maxOutputTokens: 1024 }).pipe(
 *   Layer.provide(Budget.layer({ maxCost: 5 }))
 * )
 * ```
 */
export const layer = (
  options: BudgetedOptions
): Layer.Layer<LanguageModel.LanguageModel, UnknownPrice, LanguageModel.LanguageModel | Budget> =>
  Layer.effect(LanguageModel.LanguageModel, make(options))
