/**
 * From the records of an Ollama answer to a completion, or to why it is none.
 */
import { Result, Schema } from "effect"
import * as Usage from "../domain/Usage.ts"
import { billed, notBilled, type StageReason, Truncated, Unavailable, unknownBilling } from "../stages/StageError.ts"
import type { AnswerToken, ChatAnswer } from "../llm/provider/ChatModel.ts"
import type { AnswerSchema } from "../llm/provider/AnswerSchema.ts"
import { readAnswer } from "../llm/provider/AnswerText.ts"
import { invalid } from "./OllamaError.ts"
import type { ServerAddress } from "../llm/provider/ServerAddress.ts"

const Count = Schema.optionalKey(Schema.NullOr(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))))

const Token = Schema.Struct({ token: Schema.String, logprob: Schema.Finite })

/** What is read of a record; services add fields as they please. */
const AnswerRecord = Schema.Struct({
  message: Schema.optionalKey(
    Schema.NullOr(
      Schema.Struct({
        content: Schema.optionalKey(Schema.NullOr(Schema.String)),
        thinking: Schema.optionalKey(Schema.NullOr(Schema.String))
      })
    )
  ),
  done: Schema.Boolean,
  done_reason: Schema.optionalKey(Schema.NullOr(Schema.String)),
  prompt_eval_count: Count,
  eval_count: Count,
  logprobs: Schema.optionalKey(
    Schema.NullOr(
      Schema.Array(
        Schema.Struct({ ...Token.fields, top_logprobs: Schema.optionalKey(Schema.NullOr(Schema.Array(Token))) })
      )
    )
  )
})

const readRecord = Schema.decodeUnknownResult(AnswerRecord)

/** What was asked, as far as reading the answer needs it. */
export interface Question<A> {
  readonly host: ServerAddress
  readonly model: string
  readonly schema: AnswerSchema<A>
  /** Of the prompt as it was sent, in UTF-16 code units. */
  readonly promptLength: number
  readonly contextTokens: number
  readonly maxOutputTokens: number
  /** What is booked where the server says not what it used. */
  readonly assumed: Usage.Usage
}

/** What was written: models that always think put their answer there, and leave the text empty. */
export const textOf = (records: ReadonlyArray<unknown>): string => {
  const messages = records.flatMap((record) => {
    const read = readRecord(record)
    return Result.isSuccess(read) && read.success.message ? [read.success.message] : []
  })
  const text = messages.map(({ content }) => content ?? "").join("")
  return text.trim() === "" ? messages.map(({ thinking }) => thinking ?? "").join("") : text
}

/** Reads the records of an answer that came to its end. */
export const read = <A>(
  records: ReadonlyArray<unknown>,
  question: Question<A>
): Result.Result<ChatAnswer<A>, StageReason> => {
  const { contextTokens, host, maxOutputTokens, model } = question
  const fail = (what: string, billing = unknownBilling) => Result.fail(invalid(host, model, what, billing))

  let text = ""
  let thoughts = ""
  const tokens: Array<AnswerToken> = []
  let last: typeof AnswerRecord.Type | undefined
  for (const record of records) {
    const read = readRecord(record)
    if (Result.isFailure(read)) return fail("a record of it is not of the documented shape")
    last = read.success
    text += last.message?.content ?? ""
    thoughts += last.message?.thinking ?? ""
    for (const { logprob, token, top_logprobs } of last.logprobs ?? []) {
      tokens.push({ token, logprob, alternatives: top_logprobs ?? [] })
    }
  }
  if (last?.done !== true) return fail("its last record does not say that it is done")

  if (last.done_reason === "load") {
    return Result.fail(
      new Unavailable({ message: `${model} on Ollama at ${host.url} is still being loaded.`, billing: notBilled })
    )
  }
  const promptTokens = last.prompt_eval_count ?? 0
  const usage = {
    ...Usage.none,
    inputTokens: last.prompt_eval_count ?? question.assumed.inputTokens,
    outputTokens: last.eval_count ?? question.assumed.outputTokens
  }
  if (last.done_reason === "length") {
    return Result.fail(
      new Truncated({
        message: `ollama/${model} at ${host.url} reached the end of its answer's room of ${maxOutputTokens} tokens, or of its window of ${contextTokens}, before it was done. Raise contextTokens, or ask for less.`,
        billing: billed(usage)
      })
    )
  }
  if (isPromptCut(promptTokens, question)) {
    return Result.fail(
      new Truncated({
        message: `Ollama at ${host.url} read only ${promptTokens} tokens of a prompt of ${question.promptLength} characters for ${model}: it was cut to fit a window of ${contextTokens}. Raise contextTokens, or send fewer records.`,
        billing: billed(usage)
      })
    )
  }
  // Models that always think put the answer there, and leave the text empty.
  const value = readAnswer(question.schema, text.trim() === "" ? thoughts : text)
  if (Result.isFailure(value)) return fail(value.failure, billed(usage))
  return Result.succeed({
    value: value.success.value,
    ...((value.success.repaired || text.trim() === "") && { repaired: true }),
    usage,
    finishReason: last.done_reason ?? "stop",
    responseId: null,
    tokens: tokens.length === 0 ? null : tokens
  })
}

/**
 * Whether the server read less than it was sent. Servers that ignore `truncate: false` keep the window, or half of it; and no
 * vocabulary in use has more than 12 characters a token over a whole prompt. A count of 0 says nothing: servers leave it out.
 */
const isPromptCut = (read: number, { contextTokens, promptLength }: Question<unknown>): boolean => {
  if (read === 0) return false
  const likely = promptLength / 4
  const half = contextTokens / 2
  return (
    read >= contextTokens ||
    read * 12 < promptLength ||
    (Math.abs(read - half) <= contextTokens / 64 && likely > contextTokens * 0.75)
  )
}
