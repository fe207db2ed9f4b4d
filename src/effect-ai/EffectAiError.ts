/**
 * What an error of effect/ai means in the words of the stages.
 */
import { Duration } from "effect"
import type { AiError } from "effect/ai"
import type { Usage } from "../domain/Usage.ts"
import {
  billed,
  InvalidOutput,
  Misconfigured,
  notBilled,
  RateLimited,
  Refused,
  type StageReason,
  Unavailable,
  unknownBilling
} from "../stages/StageError.ts"
import { BudgetRefusal } from "./BudgetRefusal.ts"
import { quotableWords } from "../llm/provider/ServerRefusal.ts"

/** What failed: whom was asked, what may not be repeated, and what the answer used where one came. */
export interface Asked {
  readonly who: string
  readonly sent: ReadonlyArray<string>
  readonly usage: Usage | null
}

/** An error in the words of the stages. Its own message is not passed on: it holds the answer. */
export const reasonOf = ({ reason }: AiError.AiError, { sent, usage, who }: Asked): StageReason => {
  const description = "description" in reason ? reason.description : undefined
  const words = description === undefined || usage !== null ? null : quotableWords(description, sent)
  const said = words === null ? "" : `, saying "${words}"`
  const billing = usage === null ? unknownBilling : billed(usage)
  switch (reason._tag) {
    case "RateLimitError":
      return new RateLimited({
        message: `${who} asks to slow down${said}.`,
        billing: notBilled,
        retryAfterMillis: reason.retryAfter === undefined ? null : Duration.toMillis(reason.retryAfter)
      })
    case "QuotaExhaustedError":
      if (reason instanceof BudgetRefusal) return new Misconfigured({ message: reason.message, billing: notBilled })
      return new Misconfigured({
        message: `The quota of the account for ${who} is used up${said}: raise it, or add credit.`,
        billing: notBilled
      })
    case "AuthenticationError":
      return new Misconfigured({
        message: `${who} does not accept the credentials it was given: check its key.`,
        billing: notBilled
      })
    case "ContentPolicyError":
      return new Refused({ message: `${who} declined to answer${said}.`, billing })
    case "InternalProviderError":
      return new Unavailable({ message: `${who} failed${said}.`, billing })
    case "NetworkError":
      return reason.reason === "TransportError"
        ? new Unavailable({ message: `${who} cannot be reached, or the connection was cut.`, billing })
        : new Misconfigured({ message: `The request to ${who} cannot be sent: check its address.`, billing: notBilled })
    case "InvalidResponseError":
    case "InvalidOutputError":
    case "StructuredOutputError":
      return new InvalidOutput({
        message: `${who} gave an answer that is not of the shape that was asked for.`,
        problem: "it is not of the shape that was asked for",
        billing
      })
    case "InvalidRequestError":
    case "UnsupportedSchemaError":
    case "InvalidUserInputError":
    case "ToolConfigurationError":
    case "ToolkitRequiredError":
    case "ToolNotFoundError":
    case "ToolParameterValidationError":
    case "InvalidToolResultError":
    case "ToolResultEncodingError":
      return new Misconfigured({ message: `${who} does not take such a request${said} (${reason._tag}).`, billing })
    case "UnknownError":
      return new Unavailable({ message: `${who} failed for a reason that its provider does not name.`, billing })
  }
}
