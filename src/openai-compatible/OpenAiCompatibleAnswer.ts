/**
 * From an answer of a server with OpenAI's API to a completion, or to why it is none.
 */
import { Result, Schema } from "effect"
import * as Usage from "../domain/Usage.ts"
import type { AnswerSchema } from "../llm/provider/AnswerSchema.ts"
import { readAnswer } from "../llm/provider/AnswerText.ts"
import type { AnswerToken, ChatAnswer } from "../llm/provider/ChatModel.ts"
import {
  type Billing,
  billed,
  InvalidOutput,
  Refused,
  type StageReason,
  Truncated,
  unknownBilling
} from "../stages/StageError.ts"
import { type Asked, type FormatRefused, reasonOfComplaint } from "./OpenAiCompatibleError.ts"

const maybe = <S extends Schema.Top>(schema: S) => Schema.optionalKey(Schema.NullOr(schema))

const Count = maybe(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)))
const Token = Schema.Struct({ token: Schema.String, logprob: Schema.Finite })
const Complaint = Schema.Struct({
  message: maybe(Schema.String),
  code: maybe(Schema.Union([Schema.Finite, Schema.String]))
})

/** What is read of an answer; servers add fields as they please. */
const Completion = Schema.Struct({
  id: maybe(Schema.String),
  model: maybe(Schema.String),
  error: maybe(Complaint),
  choices: maybe(
    Schema.Array(
      Schema.Struct({
        finish_reason: maybe(Schema.String),
        error: maybe(Complaint),
        message: maybe(Schema.Struct({ content: maybe(Schema.String), refusal: maybe(Schema.String) })),
        logprobs: maybe(
          Schema.Struct({
            content: maybe(Schema.Array(Schema.Struct({ ...Token.fields, top_logprobs: maybe(Schema.Array(Token)) })))
          })
        )
      })
    )
  ),
  usage: maybe(
    Schema.Struct({
      prompt_tokens: Count,
      completion_tokens: Count,
      prompt_tokens_details: maybe(Schema.Struct({ cached_tokens: Count }))
    })
  )
})

const readCompletion = Schema.decodeUnknownResult(Completion)

/** What was asked, as far as reading the answer needs it. */
export interface Question<A> extends Asked {
  /** Who answers, for messages. */
  readonly who: string
  readonly schema: AnswerSchema<A>
  readonly maxOutputTokens: number
  /** What is booked where the server does not say what it used. */
  readonly assumed: Usage.Usage
}

/** An answer, and the model that the server says gave it. */
export interface Read<A> {
  readonly answer: ChatAnswer<A>
  readonly responseModel: string | null
}

/** Reads an answer. */
export const read = <A>(given: unknown, question: Question<A>): Result.Result<Read<A>, StageReason | FormatRefused> => {
  const { maxOutputTokens, who } = question
  const invalid = (what: string, billing: Billing) =>
    Result.fail(new InvalidOutput({ message: `${who} gave no usable answer: ${what}.`, billing }))

  const completion = readCompletion(given)
  if (Result.isFailure(completion)) return invalid("it is not of the documented shape", unknownBilling)
  const { choices, error, id, model, usage: counts } = completion.success
  const choice = choices?.[0]
  const complaint = error ?? choice?.error
  if (complaint !== undefined && complaint !== null) {
    const status = Number(complaint.code)
    const said = { message: complaint.message ?? "", code: String(complaint.code ?? "") }
    return Result.fail(reasonOfComplaint(status >= 400 ? status : 500, said, question, null))
  }
  const usage = usageOf(counts ?? {}, question.assumed)
  const billing = billed(usage)
  if (choice === undefined) return invalid("it holds none", billing)

  const { finish_reason: finish, logprobs, message } = choice
  if (finish === "length") {
    return Result.fail(
      new Truncated({
        message: `${who} reached the end of its answer's room of ${maxOutputTokens} tokens, or of its context, before it was done. Raise maxOutputTokens or the context of the loaded model, or switch its thinking off with extraBody.`,
        billing
      })
    )
  }
  if (finish === "content_filter" || (message?.refusal ?? "") !== "") {
    return Result.fail(
      new Refused({ message: `${who} declined to answer. The same request will be declined again.`, billing })
    )
  }
  if ((finish ?? "stop") !== "stop")
    return invalid(`it stopped for a reason that is none here (${String(finish)})`, billing)
  const value = readAnswer(question.schema, message?.content ?? "")
  if (Result.isFailure(value)) return invalid(value.failure, billing)
  const tokens = (logprobs?.content ?? []).map(({ logprob, token, top_logprobs }): AnswerToken => ({
    token,
    logprob,
    alternatives: top_logprobs ?? []
  }))
  return Result.succeed({
    answer: {
      value: value.success.value,
      ...(value.success.repaired && { repaired: true }),
      usage,
      finishReason: finish ?? "unknown",
      responseId: id ?? null,
      tokens: tokens.length === 0 ? null : tokens
    },
    responseModel: model ?? null
  })
}

type Counts = NonNullable<typeof Completion.Type.usage>

const usageOf = ({ completion_tokens, prompt_tokens, prompt_tokens_details }: Counts, assumed: Usage.Usage) => {
  const inputTokens = prompt_tokens ?? assumed.inputTokens
  return {
    ...Usage.none,
    inputTokens,
    outputTokens: completion_tokens ?? assumed.outputTokens,
    cacheReadTokens: Math.min(inputTokens, prompt_tokens_details?.cached_tokens ?? 0)
  }
}
