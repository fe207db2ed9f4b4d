/**
 * What a failed request to a server that speaks OpenAI's API means in the words of the stages, and what to do about it.
 */
import { Result, Schema } from "effect"
import type { ServerAddress } from "../llm/provider/ServerAddress.ts"
import { quotableWords, reasonOfStatus, retryAfterMillis } from "../llm/provider/ServerRefusal.ts"
import { transportErrorIn, transportReason } from "../llm/provider/TransportError.ts"
import {
  InvalidOutput,
  Misconfigured,
  notBilled,
  Refused,
  type StageReason,
  unknownBilling
} from "../stages/StageError.ts"

/** What failed: which server was asked, and what of the request may not be repeated. */
export interface Asked {
  readonly address: ServerAddress
  /** The prompt, and the key. */
  readonly sent: ReadonlyArray<string>
}

/** An answer with another status than 200. */
export interface Failure {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** The server does not take this `response_format`: it can be asked again without. Known in this folder only. */
export interface FormatRefused {
  readonly _tag: "FormatRefused"
  readonly reason: StageReason
}

const Detail = Schema.Struct({
  message: Schema.optionalKey(Schema.NullOr(Schema.String)),
  type: Schema.optionalKey(Schema.NullOr(Schema.String)),
  code: Schema.optionalKey(Schema.NullOr(Schema.Union([Schema.String, Schema.Finite])))
})

/** The body of an error. Servers write it as an object, as a text, or (vLLM, FastAPI) without an envelope. */
const Body = Schema.fromJsonString(
  Schema.Union([
    Schema.Struct({ error: Schema.Union([Detail, Schema.String]) }),
    Schema.Struct({ detail: Schema.String }),
    Detail
  ])
)

/** What the body of an error says. */
export interface Complaint {
  readonly message: string
  /** The machine's word for it: type and code. */
  readonly code: string
}

const complaintIn = (text: string): Complaint => {
  const body = Schema.decodeUnknownResult(Body)(text)
  if (Result.isFailure(body)) return { message: text, code: "" }
  if ("detail" in body.success) return { message: body.success.detail, code: "" }
  const error = "error" in body.success ? body.success.error : body.success
  if (typeof error === "string") return { message: error, code: "" }
  return { message: error.message ?? "", code: `${error.type ?? ""} ${error.code ?? ""}` }
}

/** A request without an answer, in the words of the stages. */
export const reasonOfTransport = (error: unknown, address: ServerAddress): StageReason => {
  const transport = transportErrorIn(error)
  return transport === undefined
    ? garbled(address)
    : transportReason(transport, {
        server: `The server at ${address.url}`,
        howToStart: "Start it and load a model, or say where it is with OPENAI_BASE_URL."
      })
}

/** What came is no answer. */
export const garbled = (address: ServerAddress): StageReason =>
  new InvalidOutput({
    message: `The server at ${address.url} sent something that is not an answer: check that OPENAI_BASE_URL is the address of its API, which for most servers ends in /v1.`,
    billing: unknownBilling
  })

/** An answer with another status than 200, in the words of the stages. */
export const reasonOfFailure = (failure: Failure, asked: Asked, nowMillis: number): StageReason | FormatRefused =>
  reasonOfComplaint(failure.status, complaintIn(failure.text), asked, retryAfterMillis(failure.headers, nowMillis))

/** A complaint, in the words of the stages. OpenRouter also sends one with status 200, and the real one as its code. */
export const reasonOfComplaint = (
  status: number,
  { code, message }: Complaint,
  { address, sent }: Asked,
  wait: number | null
): StageReason | FormatRefused => {
  const words = quotableWords(message, sent)
  const said = `The server at ${address.url} answered ${status}${words === null ? "" : `, saying "${words}"`}`
  const misconfigured = (remedy: string) => new Misconfigured({ message: `${said}. ${remedy}`, billing: notBilled })
  const about = `${code} ${message}`
  if (status === 402 || /insufficient_quota|billing|credit balance/i.test(about)) {
    return misconfigured("The account has no credit left, or reached its limit: waiting does not help.")
  }
  if ([400, 403, 451].includes(status) && /content_filter|content_policy|moderation|flagged/i.test(about)) {
    return new Refused({ message: `${said}. The same request will be declined again.`, billing: notBilled })
  }
  const isRequestItself = status === 400 || status === 422 || status === 501
  if (isRequestItself && /context.?(length|size|window)|too long|maximum context/i.test(about)) {
    return misconfigured(
      "The prompt is longer than the model's context: load the model with a longer one, or set contextTokens."
    )
  }
  if (isRequestItself && /response_format|json_schema|json_object|guided|grammar|structured|schema/i.test(about)) {
    return { _tag: "FormatRefused", reason: misconfigured("It does not take this form of answer.") }
  }
  return reasonOfStatus(
    { status, said, retryAfterMillis: wait },
    {
      addressVariable: "OPENAI_BASE_URL",
      byStatus: {
        401: "Set OPENAI_API_KEY to a key of that server.",
        403: "The key may not do this: check what it may be used for.",
        404: "Check the model's name, and that OPENAI_BASE_URL is the address of the API, which for most servers ends in /v1.",
        413: "The request is too large: send fewer or shorter records."
      },
      otherwise: "The request is not one that it takes."
    }
  )
}
