/**
 * What an attempt shows to the outside: a span and metrics by OpenTelemetry's conventions for generative AI (`gen_ai.*`), and the
 * cost, for which there is no convention, under `effect_persona.*`.
 *
 * Neither ever holds research text, persona text, a prompt or an answer. Without a tracer no span is made.
 */
import { Context, Effect, Metric, Tracer } from "effect"
import type { ModelInfo } from "../domain/ModelInfo.ts"
import * as Usage from "../domain/Usage.ts"
import * as Usd from "../domain/Usd.ts"
import { type CallDetails, CallObserver } from "../stages/CallDetails.ts"
import type { ModelStage } from "../stages/StageError.ts"

/** An attempt to be shown. */
export interface Observed {
  readonly stage: ModelStage
  readonly model: ModelInfo
  /** From 1. */
  readonly attempt: number
}

/** How an attempt ended, and what it was booked at. `errorType` is null where it succeeded. */
export interface Ended {
  readonly errorType: string | null
  readonly usage: Usage.Usage
  readonly spent: Usd.Usd
}

/** The span of an attempt; null where nobody traces. */
export type Span = Tracer.Span | null

/**
 * Makes an attempt under a span of its own, where somebody traces. `attempt` is told the span, to `record` its end in; `listen` hears
 * what the model's layer tells of the call.
 */
export const observed = <A, E>(
  { attempt: number, model, stage }: Observed,
  listen: ((details: CallDetails) => void) | null,
  attempt: (span: Span) => Effect.Effect<A, E>
): Effect.Effect<A, E> =>
  Effect.withFiber((fiber) => {
    if (fiber.getRef(Tracer.Tracer) === Tracer.nativeTracer) {
      return listen === null ? attempt(null) : Effect.provideService(attempt(null), CallObserver, listen)
    }
    const attributes = {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": model.provider,
      "gen_ai.request.model": model.model,
      "effect_persona.stage": stage,
      "effect_persona.attempt": number
    }
    return Effect.useSpan(`chat ${model.model}`, { kind: "client", attributes }, (span) => {
      const observer = (details: CallDetails) => {
        describe(span, details)
        listen?.(details)
      }
      return Effect.provideContext(
        attempt(span),
        Context.add(Context.make(CallObserver, observer), Tracer.ParentSpan, span)
      )
    })
  })

const names: Readonly<Record<Exclude<keyof CallDetails, "billing" | "writtenTokens">, string>> = {
  prompt: "effect_persona.prompt",
  maxOutputTokens: "gen_ai.request.max_tokens",
  temperature: "gen_ai.request.temperature",
  seed: "gen_ai.request.seed",
  responseId: "gen_ai.response.id",
  responseModel: "gen_ai.response.model",
  finishReason: "gen_ai.response.finish_reasons",
  serverAddress: "server.address",
  serverPort: "server.port"
}

const describe = (span: Tracer.Span, { finishReason, ...rest }: CallDetails): void => {
  if (finishReason !== undefined) span.attribute(names.finishReason, [finishReason])
  for (const [key, value] of Object.entries(rest)) {
    if (isDetail(key) && value !== undefined) span.attribute(names[key], value)
  }
}

const isDetail = (key: string): key is keyof typeof names => key in names

/** Shows how an attempt ended, in its span and in the metrics; it took so many milliseconds. */
export const record = (
  observed: Observed,
  span: Span,
  millis: number,
  { errorType, spent, usage }: Ended,
  context: Context.Context<never>
): void => {
  const meters = metersOf(observed)
  const duration = errorType === null ? meters.duration : meters.failed(errorType)
  duration.updateUnsafe(Math.max(0, millis) / 1000, context)
  if (usage.inputTokens > 0) meters.input.updateUnsafe(usage.inputTokens, context)
  if (usage.outputTokens > 0) meters.output.updateUnsafe(usage.outputTokens, context)
  if (spent > 0) meters.cost.updateUnsafe(Usd.toDollars(spent), context)
  if (span === null) return
  if (errorType !== null) span.attribute("error.type", errorType)
  if (usage !== Usage.none) {
    span.attribute("gen_ai.usage.input_tokens", usage.inputTokens)
    span.attribute("gen_ai.usage.output_tokens", usage.outputTokens)
    span.attribute("gen_ai.usage.cache_read.input_tokens", usage.cacheReadTokens)
    span.attribute("gen_ai.usage.cache_write.input_tokens", usage.cacheWriteTokens)
  }
  span.attribute("effect_persona.cost_usd", Usd.toDollars(spent))
}

// The buckets that the conventions advise: seconds, and tokens.
const secondsBuckets = Array.from({ length: 14 }, (_, i) => 0.01 * 2 ** i)
const tokenBuckets = Array.from({ length: 14 }, (_, i) => 4 ** i)

interface Meters {
  readonly duration: Metric.Histogram<number>
  readonly failed: (errorType: string) => Metric.Histogram<number>
  readonly input: Metric.Histogram<number>
  readonly output: Metric.Histogram<number>
  readonly cost: Metric.Counter<number>
}

const makeMeters = ({ model, stage }: Observed): Meters => {
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": model.provider,
    "gen_ai.request.model": model.model,
    "effect_persona.stage": stage
  }
  const duration = (more: Readonly<Record<string, string>>) =>
    Metric.histogram("gen_ai.client.operation.duration", {
      description: "How long an attempt at a model call took",
      boundaries: secondsBuckets,
      attributes: { unit: "s", ...attributes, ...more }
    })
  const tokens = (type: "input" | "output") =>
    Metric.histogram("gen_ai.client.token.usage", {
      description: "Tokens that an attempt at a model call was billed for",
      boundaries: tokenBuckets,
      attributes: { unit: "{token}", ...attributes, "gen_ai.token.type": type }
    })
  const failed = new Map<string, Metric.Histogram<number>>()
  return {
    duration: duration({}),
    failed: (errorType) => {
      const known = failed.get(errorType) ?? duration({ "error.type": errorType })
      failed.set(errorType, known)
      return known
    },
    input: tokens("input"),
    output: tokens("output"),
    cost: Metric.counter("effect_persona.cost", {
      description: "What attempts at model calls were booked at",
      incremental: true,
      attributes: { unit: "USD", ...attributes }
    })
  }
}

const known = new WeakMap<ModelInfo, Map<ModelStage, Meters>>()

// A metric looks its series up by name and attributes: made once for a model and stage, not for each attempt.
const metersOf = (observed: Observed): Meters => {
  const ofModel = known.get(observed.model) ?? new Map<ModelStage, Meters>()
  known.set(observed.model, ofModel)
  const meters = ofModel.get(observed.stage) ?? makeMeters(observed)
  ofModel.set(observed.stage, meters)
  return meters
}
