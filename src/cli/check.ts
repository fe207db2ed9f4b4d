/**
 * `persona check`: what is available here.
 */
import { Effect, Option, Result } from "effect"
import { Command } from "effect/cli"
import * as AnthropicPrices from "../budget/AnthropicPrices.ts"
import { modelsOf, Prices } from "../budget/Prices.ts"
import type { ChatModelShape } from "../llm/provider/ChatModel.ts"
import { modelFlags } from "./Options.ts"
import * as Output from "./Output.ts"

/** The command. */
export const check = Command.make(
  "check",
  modelFlags,
  Effect.fnUntraced(function* ({ frontierModel, localModel }) {
    const prices = yield* Prices
    const { OllamaChatModel } = yield* Effect.promise(() => import("../ollama/index.ts"))
    const { AnthropicChatModel } = yield* Effect.promise(() => import("../anthropic/index.ts"))
    const local = yield* OllamaChatModel.makeConfig({ model: Option.getOrUndefined(localModel) })
    const frontier = yield* AnthropicChatModel.makeConfig({ model: Option.getOrUndefined(frontierModel) })
    const key = (process.env["ANTHROPIC_API_KEY"] ?? "").trim() !== ""
    const states = yield* Effect.all(
      [
        state(local, `ready: ${local.model.model} drafts and judges with --provider ollama or --hybrid`),
        key
          ? Effect.map(
              state(frontier, `${frontier.model.model} is there`),
              (said) => `ANTHROPIC_API_KEY is set: ${said}`
            )
          : Effect.succeed("ANTHROPIC_API_KEY is not set")
      ],
      { concurrency: 2 }
    )
    yield* Output.data(
      [
        `Node          ${process.version}`,
        "Embedded      ready: drafts, judges and refines without a model, a network or a key",
        `Ollama        ${states[0]}`,
        `Anthropic     ${states[1]}`,
        `Prices        as of ${AnthropicPrices.asOf}, for anthropic: ${modelsOf(prices, "anthropic").join(", ")}`,
        ""
      ].join("\n")
    )
  })
).pipe(Command.withDescription("Say what is available here: models, servers, keys, prices"))

/** What a model says of itself within a few seconds. */
const state = (model: ChatModelShape, ready: string) =>
  model.available.pipe(
    Effect.timeoutOption("5 seconds"),
    Effect.result,
    Effect.map((answer) =>
      Result.isFailure(answer)
        ? answer.failure.message
        : Option.isNone(answer.success)
          ? "gave no answer within 5 s"
          : ready
    )
  )
