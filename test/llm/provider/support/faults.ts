/**
 * Every way in which a model call can go wrong on the wire, for each service, and what it has to become.
 */
import type { Billing, StageReason } from "../../../../src/stages/StageError.ts"
import { anthropicEvents, event, ollamaRecords, openAiAnswer, type Reply, reply, wire } from "./faultServer.ts"
import { answerText, portrait } from "./request.ts"

/** What a reply has to become. */
export interface Expected {
  readonly reply: Reply
  readonly reason: StageReason["_tag"]
  readonly billing: Billing["_tag"]
  /** Whether the service had told what the prompt takes, before its answer was cut: that is billed, and the rest may be. */
  readonly told?: true
  /** A word that the message has to hold, so that a person knows what to do. */
  readonly says?: RegExp
}

/** One fault; a service that does not know it has none. */
export interface Fault {
  readonly name: string
  readonly ollama?: Expected
  readonly anthropic?: Expected
  readonly openAi?: Expected
}

const anthropicText = JSON.stringify({ ...portrait, note: null })

const apiError = (type: string, message: string, details?: object) => ({
  type: "error",
  error: { type, message, ...(details === undefined ? {} : { details }) },
  request_id: "req_test"
})

const openAiError = (type: string, message: string, code: string | number | null = null) => ({
  error: { type, message, code, param: null }
})

const half = (text: string): string => text.slice(0, Math.ceil(text.length / 2))
const ollamaHalf = `${ollamaRecords(answerText).slice(0, 2).join("\n")}\n`
const anthropicHalf = wire.events(anthropicEvents(anthropicText).slice(0, 5))
const shapeless = JSON.stringify({ ...portrait, mood: "CALM", goals: "none" })
const infinite = answerText.replace("36", "433291E419")
const huge = "x".repeat(10_000_000)

/** The faults. */
export const faults: ReadonlyArray<Fault> = [
  {
    name: "429 with Retry-After",
    ollama: {
      reply: reply.status(429, { error: "slow down" }, { "retry-after": "1" }),
      reason: "RateLimited",
      billing: "NotBilled"
    },
    anthropic: {
      reply: reply.status(429, apiError("rate_limit_error", "Too many tokens a minute."), { "retry-after": "1" }),
      reason: "RateLimited",
      billing: "NotBilled",
      says: /req_test/
    },
    openAi: {
      reply: reply.status(429, openAiError("requests", "Rate limit reached.", "rate_limit_exceeded"), {
        "retry-after": "1"
      }),
      reason: "RateLimited",
      billing: "NotBilled",
      says: /slow down/
    }
  },
  {
    name: "429 without Retry-After",
    ollama: { reply: reply.status(429, { error: "slow down" }), reason: "RateLimited", billing: "NotBilled" },
    anthropic: {
      reply: reply.status(429, apiError("rate_limit_error", "Too many requests a minute.")),
      reason: "RateLimited",
      billing: "NotBilled"
    },
    openAi: {
      reply: reply.status(429, openAiError("requests", "Rate limit reached.")),
      reason: "RateLimited",
      billing: "NotBilled"
    }
  },
  {
    name: "429 of a spending limit",
    anthropic: {
      reply: reply.status(
        429,
        apiError("rate_limit_error", "The organization reached its threshold.", {
          error_code: "enforced_spend_limit_reached"
        })
      ),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /spending limit/
    },
    openAi: {
      reply: reply.status(
        429,
        openAiError("insufficient_quota", "You exceeded your current quota.", "insufficient_quota")
      ),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /no credit left/
    }
  },
  {
    name: "400 of a spending limit",
    anthropic: {
      reply: reply.status(
        400,
        apiError(
          "invalid_request_error",
          "You have reached your specified API usage limits. Access resumes on 1 December."
        )
      ),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /spending limit/
    }
  },
  {
    name: "402",
    anthropic: {
      reply: reply.status(402, apiError("billing_error", "Payment required.")),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /credit/
    },
    openAi: {
      reply: reply.status(402, openAiError("payment", "Insufficient credits.", 402)),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /credit/
    }
  },
  {
    name: "529 overloaded",
    ollama: { reply: reply.status(529, "overloaded"), reason: "Unavailable", billing: "Unknown" },
    anthropic: {
      reply: reply.status(529, apiError("overloaded_error", "Overloaded")),
      reason: "Unavailable",
      billing: "NotBilled"
    },
    openAi: { reply: reply.status(529, "overloaded"), reason: "Unavailable", billing: "Unknown" }
  },
  {
    name: "500",
    ollama: {
      reply: reply.status(500, { error: "llama runner process has terminated" }),
      reason: "Unavailable",
      billing: "Unknown",
      says: /runner process/
    },
    anthropic: {
      reply: reply.status(500, apiError("api_error", "Internal server error")),
      reason: "Unavailable",
      billing: "NotBilled"
    },
    openAi: {
      reply: reply.status(500, openAiError("server_error", "The engine stopped.")),
      reason: "Unavailable",
      billing: "Unknown",
      says: /engine stopped/
    }
  },
  {
    name: "502 with a page instead of JSON",
    ollama: { reply: reply.status(502, "<html>Bad gateway</html>"), reason: "Unavailable", billing: "Unknown" },
    anthropic: { reply: reply.status(502, "<html>Bad gateway</html>"), reason: "Unavailable", billing: "Unknown" },
    openAi: { reply: reply.status(502, "<html>Bad gateway</html>"), reason: "Unavailable", billing: "Unknown" }
  },
  {
    name: "503 busy",
    ollama: {
      reply: reply.status(503, { error: "server busy, please try again. maximum pending requests exceeded" }),
      reason: "Unavailable",
      billing: "NotBilled",
      says: /OLLAMA_MAX_QUEUE/
    },
    anthropic: { reply: reply.status(503, "busy"), reason: "Unavailable", billing: "Unknown" },
    openAi: {
      reply: reply.status(503, openAiError("unavailable_error", "Loading model", 503)),
      reason: "Unavailable",
      billing: "Unknown",
      says: /Loading model/
    }
  },
  {
    name: "404 of the model",
    ollama: {
      reply: reply.status(404, { error: "model 'qwen3:8b' not found" }),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /ollama pull/
    },
    anthropic: {
      reply: reply.status(404, apiError("not_found_error", "model: claude-sonnet-5-5")),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /claude-sonnet-5-5/
    },
    openAi: {
      reply: reply.status(404, openAiError("NotFoundError", "The model does not exist.", 404)),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /model's name.*\/v1/
    }
  },
  {
    name: "401",
    ollama: {
      reply: reply.status(401, "unauthorised"),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /OLLAMA_API_KEY/
    },
    anthropic: {
      reply: reply.status(401, apiError("authentication_error", "invalid bearer token")),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /ANTHROPIC_API_KEY/
    },
    openAi: {
      reply: reply.status(
        401,
        openAiError("invalid_request_error", "Incorrect API key provided: sk-secret-key", "invalid_api_key")
      ),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /OPENAI_API_KEY/
    }
  },
  {
    name: "400",
    ollama: {
      reply: reply.status(400, { error: "the prompt is longer than the context length" }),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /context length/
    },
    anthropic: {
      reply: reply.status(
        400,
        apiError("invalid_request_error", "thinking.type.disabled is not supported for this model")
      ),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /not supported for this model/
    },
    openAi: {
      reply: reply.status(
        400,
        openAiError(
          "exceed_context_size_error",
          "request (20031 tokens) exceeds the available context size (8192 tokens)",
          400
        )
      ),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /8192.*contextTokens/
    }
  },
  {
    name: "413",
    anthropic: {
      reply: reply.status(413, apiError("request_too_large", "Request exceeds the maximum size")),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /fewer/
    },
    openAi: { reply: reply.status(413, "too large"), reason: "Misconfigured", billing: "NotBilled", says: /fewer/ }
  },
  {
    name: "a redirect elsewhere",
    ollama: {
      reply: reply.status(307, "", { location: "http://127.0.0.1:9/api/chat" }),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /OLLAMA_HOST/
    },
    anthropic: {
      reply: reply.status(307, "", { location: "http://127.0.0.1:9/v1/messages" }),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /elsewhere/
    },
    openAi: {
      reply: reply.status(307, "", { location: "http://127.0.0.1:9/v1/chat/completions" }),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /OPENAI_BASE_URL/
    }
  },
  {
    name: "a server that stays silent",
    ollama: { reply: reply.silent(), reason: "TimedOut", billing: "Unknown", says: /firstByteSeconds/ },
    anthropic: { reply: reply.silent(), reason: "TimedOut", billing: "Unknown", says: /firstByteSeconds/ },
    openAi: { reply: reply.silent(), reason: "TimedOut", billing: "Unknown", says: /firstByteSeconds/ }
  },
  {
    name: "a server that hangs up",
    ollama: { reply: reply.hangUp(), reason: "Unavailable", billing: "Unknown" },
    anthropic: { reply: reply.hangUp(), reason: "Unavailable", billing: "Unknown" },
    openAi: { reply: reply.hangUp(), reason: "Unavailable", billing: "Unknown" }
  },
  {
    name: "a body that stalls",
    ollama: { reply: reply.stalled(ollamaHalf), reason: "TimedOut", billing: "Unknown", says: /idleSeconds/ },
    anthropic: {
      reply: reply.stalled(anthropicHalf),
      reason: "TimedOut",
      billing: "Unknown",
      told: true,
      says: /idleSeconds/
    },
    openAi: {
      reply: reply.stalled(half(openAiAnswer(answerText))),
      reason: "TimedOut",
      billing: "Unknown",
      says: /idleSeconds/
    }
  },
  {
    name: "a body that is cut off",
    ollama: { reply: reply.cut(ollamaHalf), reason: "Unavailable", billing: "Unknown" },
    anthropic: { reply: reply.cut(anthropicHalf), reason: "Unavailable", billing: "Unknown", told: true },
    openAi: { reply: reply.cut(half(openAiAnswer(answerText))), reason: "Unavailable", billing: "Unknown" }
  },
  {
    name: "a line that is cut off",
    ollama: { reply: reply.body(half(wire.ollama(answerText))), reason: "InvalidOutput", billing: "Unknown" },
    anthropic: {
      reply: reply.body(half(wire.anthropic(anthropicText))),
      reason: "Unavailable",
      billing: "Unknown",
      told: true
    },
    openAi: {
      reply: reply.body(half(openAiAnswer(answerText))),
      reason: "InvalidOutput",
      billing: "Unknown",
      says: /\/v1/
    }
  },
  {
    name: "a broken line in the middle",
    ollama: {
      reply: reply.body(wire.ollama(answerText).replace('"done":false}\n', '"done":fal\n')),
      reason: "InvalidOutput",
      billing: "Unknown"
    },
    anthropic: {
      reply: reply.body(wire.anthropic(anthropicText).replace('"text_delta"', '"text_del')),
      reason: "InvalidOutput",
      billing: "Unknown",
      told: true
    },
    openAi: {
      reply: reply.body(openAiAnswer(answerText).replace('"index":0', '"index":')),
      reason: "InvalidOutput",
      billing: "Unknown"
    }
  },
  {
    name: "an answer without its end mark",
    ollama: {
      reply: reply.body(`${ollamaRecords(answerText).slice(0, -1).join("\n")}\n`),
      reason: "Truncated",
      billing: "Unknown"
    },
    anthropic: {
      reply: reply.body(wire.events(anthropicEvents(anthropicText).slice(0, -1))),
      reason: "Unavailable",
      billing: "Unknown",
      told: true
    }
  },
  {
    name: "an error in the middle of the stream",
    ollama: {
      reply: reply.body(`${ollamaHalf}{"error":"an error was encountered while running the model"}\n`),
      reason: "Unavailable",
      billing: "Unknown"
    },
    anthropic: {
      reply: reply.body(
        `${anthropicHalf}${wire.events([event("error", { error: { type: "overloaded_error", message: "Overloaded" } })])}`
      ),
      reason: "Unavailable",
      billing: "Unknown",
      told: true,
      says: /overloaded_error/
    },
    openAi: {
      reply: reply.body(JSON.stringify({ error: { code: 502, message: "Provider returned error" } })),
      reason: "Unavailable",
      billing: "Unknown",
      says: /Provider returned error/
    }
  },
  {
    name: "an answer that ran out of room",
    ollama: { reply: reply.ollama(answerText, { done_reason: "length" }), reason: "Truncated", billing: "Billed" },
    anthropic: {
      reply: reply.anthropic(anthropicText, { delta: { stop_reason: "max_tokens" } }),
      reason: "Truncated",
      billing: "Billed"
    },
    openAi: {
      reply: reply.openAi(answerText, { choice: { finish_reason: "length" } }),
      reason: "Truncated",
      billing: "Billed",
      says: /maxOutputTokens/
    }
  },
  {
    name: "a refusal",
    ollama: { reply: reply.ollama("I cannot help with that."), reason: "InvalidOutput", billing: "Billed" },
    anthropic: {
      reply: reply.anthropic("", {
        delta: { stop_reason: "refusal", stop_details: { type: "refusal", category: "bio" } }
      }),
      reason: "Refused",
      billing: "Billed",
      says: /bio/
    },
    openAi: {
      reply: reply.openAi("", { choice: { message: { content: null, refusal: "I cannot help with that." } } }),
      reason: "Refused",
      billing: "Billed"
    }
  },
  {
    name: "an answer that is not JSON",
    ollama: { reply: reply.ollama(`I cannot put that into words.`), reason: "InvalidOutput", billing: "Billed" },
    anthropic: { reply: reply.anthropic(`I cannot put that into words.`), reason: "InvalidOutput", billing: "Billed" },
    openAi: { reply: reply.openAi(`I cannot put that into words.`), reason: "InvalidOutput", billing: "Billed" }
  },
  {
    name: "JSON of the wrong shape",
    ollama: { reply: reply.ollama(shapeless), reason: "InvalidOutput", billing: "Billed", says: /mood/ },
    anthropic: { reply: reply.anthropic(shapeless), reason: "InvalidOutput", billing: "Billed", says: /mood/ },
    openAi: { reply: reply.openAi(shapeless), reason: "InvalidOutput", billing: "Billed", says: /mood/ }
  },
  {
    name: "a number that is infinite",
    ollama: { reply: reply.ollama(infinite), reason: "InvalidOutput", billing: "Billed", says: /age/ },
    anthropic: { reply: reply.anthropic(infinite), reason: "InvalidOutput", billing: "Billed", says: /age/ },
    openAi: { reply: reply.openAi(infinite), reason: "InvalidOutput", billing: "Billed", says: /age/ }
  },
  {
    name: "an answer of 10 MB",
    ollama: {
      reply: reply.body(`{"message":{"content":"${huge}"},"done":false}\n`),
      reason: "InvalidOutput",
      billing: "Unknown",
      says: /larger/
    },
    anthropic: {
      reply: reply.body(
        wire.events([event("content_block_delta", { index: 0, delta: { type: "text_delta", text: huge } })])
      ),
      reason: "InvalidOutput",
      billing: "Unknown",
      says: /larger/
    },
    openAi: { reply: reply.openAi(huge), reason: "InvalidOutput", billing: "Unknown", says: /larger/ }
  },
  {
    name: "403",
    openAi: {
      reply: reply.status(403, openAiError("permission_error", "Not allowed.")),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /key may not/
    }
  },
  {
    name: "403 of a moderation",
    openAi: {
      reply: reply.status(403, openAiError("moderation", "Your input was flagged.")),
      reason: "Refused",
      billing: "NotBilled"
    }
  },
  {
    name: "408",
    openAi: { reply: reply.status(408, openAiError("timeout", "Too slow.")), reason: "Unavailable", billing: "Unknown" }
  },
  {
    name: "422",
    openAi: {
      reply: reply.status(422, { detail: "seed: not an integer" }),
      reason: "Misconfigured",
      billing: "NotBilled",
      says: /seed: not an integer/
    }
  },
  {
    name: "a content filter",
    openAi: {
      reply: reply.openAi("", { choice: { finish_reason: "content_filter" } }),
      reason: "Refused",
      billing: "Billed"
    }
  },
  {
    name: "an answer without choices",
    openAi: {
      reply: reply.body(JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 0 } })),
      reason: "InvalidOutput",
      billing: "Billed"
    }
  }
]
