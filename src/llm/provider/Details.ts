/**
 * What a model layer tells of a call beside its answer, for the span that the pipeline keeps of it.
 */
import type { CallDetails } from "../../stages/CallDetails.ts"
import type { ChatAnswer, ChatRequest } from "./ChatModel.ts"

/** What is known when a request is sent. */
export const asked = <A>(request: ChatRequest<A>, server: string | null): CallDetails => {
  const { maxOutputTokens, prompt, seed, temperature } = request
  const url = server !== null && URL.canParse(server) ? new URL(server) : null
  return {
    prompt,
    maxOutputTokens,
    ...(seed === undefined ? {} : { seed }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(url === null
      ? {}
      : {
          serverAddress: url.hostname,
          serverPort: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port)
        })
  }
}

/** What is known when the answer is there. */
export const got = <A>({ finishReason, responseId }: ChatAnswer<A>): CallDetails => ({
  finishReason,
  ...(responseId === null ? {} : { responseId })
})
