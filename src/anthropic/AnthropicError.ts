/**
 * What a failed request to Anthropic means in the words of the stages, and what to do about it.
 */
import { APIError } from "@anthropic-ai/sdk"
import {
  InvalidOutput,
  Misconfigured,
  notBilled,
  RateLimited,
  type StageReason,
  Unavailable,
  unknownBilling
} from "../stages/StageError.ts"
import { quotableWords, reasonOfStatus, retryAfterMillis } from "../llm/provider/ServerRefusal.ts"
import { transportErrorIn, transportReason } from "../llm/provider/TransportError.ts"

/** What failed: which address was asked, and what of the request may not be repeated. */
export interface Asked {
  readonly baseUrl: string
  readonly model: string
  /** The prompt, and the key. */
  readonly sent: ReadonlyArray<string>
  /** What was asked for is worked on after the answer, as a batch is: then an error answer does not tell that nothing is billed. */
  readonly isWorkedOnLater?: boolean
}

/** A failure in the words of the stages. */
export const reasonOf = (error: unknown, asked: Asked, nowMillis: number): StageReason => {
  const server = `Anthropic at ${asked.baseUrl}`
  const transport = transportErrorIn(error)
  if (transport !== undefined) {
    return transportReason(transport, {
      server,
      howToStart: "Check the network, and ANTHROPIC_BASE_URL if it is set."
    })
  }
  if (isApiError(error)) {
    // In the middle of a stream there is no status any more, and something may have been generated.
    return error.status === undefined ? midStream(error, server, asked) : withStatus(error, server, asked, nowMillis)
  }
  return new InvalidOutput({
    message: `${server} sent something that is not an answer: check that the address is that of the service.`,
    billing: unknownBilling
  })
}

// The SDK's class is generic in ways that an instance check leaves open.
const isApiError = (error: unknown): error is APIError => error instanceof APIError

const midStream = (error: APIError, server: string, asked: Asked): StageReason => {
  const message = `${server} failed in the middle of its answer${detail(error, asked)}.`
  return error.type === "rate_limit_error"
    ? new RateLimited({ message, billing: unknownBilling, retryAfterMillis: null })
    : new Unavailable({ message, billing: unknownBilling })
}

const withStatus = (error: APIError, server: string, asked: Asked, nowMillis: number): StageReason => {
  const status: number = error.status ?? 0
  const said = `${server} answered ${status}${detail(error, asked)}`
  const wait = retryAfterMillis(error.headers, nowMillis)
  if (isSpendLimit(error, status)) {
    const remedy =
      "A spending limit of the account is reached: raise it, or add credit, on the billing page of the Claude Console."
    return new Misconfigured({ message: `${said}. ${remedy}`, billing: notBilled })
  }
  if (status === 529) {
    return new Unavailable({ message: `${said}: it is overloaded.`, billing: notBilled, retryAfterMillis: wait })
  }
  if (isOwnFailure(error, status, asked)) {
    return new Unavailable({ message: `${said}.`, billing: notBilled, retryAfterMillis: wait })
  }
  return reasonOfStatus(
    { status, said, retryAfterMillis: wait },
    {
      addressVariable: "ANTHROPIC_BASE_URL",
      byStatus: {
        401: "Set ANTHROPIC_API_KEY to a valid key of the Claude Console.",
        403: `The key may not do this: check its workspace, and whether that may use ${asked.model}.`,
        404: `Check the model's name: ${asked.model}. "persona check" lists those with a known price.`,
        413: "The request is too large: send fewer or shorter records."
      },
      otherwise: `The request is not one that ${asked.model} takes.`
    }
  )
}

/**
 * Whether the service itself says that the request failed. Such a request is not charged: "failed requests are not charged, and you will
 * only be billed for successful API calls" (support.claude.com/en/articles/8114526, "How will I be billed for Claude API use?", as of
 * 2026-11; the same article says that a call on its way to succeed is charged where the client leaves). A page of a gateway in between,
 * without the body of an API error, tells nothing of what the service did.
 */
const isOwnFailure = (error: APIError, status: number, { isWorkedOnLater = false }: Asked): boolean =>
  !isWorkedOnLater && error.type !== null && (status === 408 || status === 409 || status >= 500)

// A limit on spending answers as a rate limit without `retry-after`, as a bad request, or as 402; waiting helps with none.
const isSpendLimit = (error: APIError, status: number): boolean => {
  if (status === 402 || error.type === "billing_error") return true
  if (status !== 429 && status !== 400 && status !== 403) return false
  if (error.errorCode !== null && /spend_limit|billing|credit/.test(error.errorCode)) return true
  return /\bspend(ing)?[ _-]limit|API usage limits|credit balance/i.test(error.apiMessage ?? "")
}

const detail = (error: APIError, { sent }: Asked): string => {
  const code = error.errorCode ?? error.type
  const words = error.apiMessage === null ? null : quotableWords(error.apiMessage, sent)
  const id = error.requestID ?? null
  return [
    ...(code === null ? [] : [` ${code}`]),
    ...(id === null ? [] : [` (request ${id})`]),
    ...(words === null ? [] : [`, saying "${words}"`])
  ].join("")
}
