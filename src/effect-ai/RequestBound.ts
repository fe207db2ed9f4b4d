/**
 * The most tokens that a request of effect/ai can take, from the bytes of all that it is made of.
 */
import { Effect, type Schema } from "effect"
import { AiError, LanguageModel, type Prompt, Tool } from "effect/ai"
import type { TokenBound } from "../domain/Usage.ts"
import { byteBound } from "../llm/provider/ByteBound.ts"
import { nameOf } from "./UnresolvedTools.ts"

/** A request, and what the model can be sent at most. */
export interface Asked {
  readonly method: string
  readonly request: Pick<LanguageModel.ProviderOptions, "prompt" | "tools">
  /** Of the object that is asked for; null where text is. */
  readonly schema: Schema.Top | null
}

/** How long requests and answers can be. */
export interface Limits {
  readonly who: string
  readonly maxOutputTokens: number
  readonly contextTokens: number | null
}

/** The bound of a request; an error where there is none, so that it is not sent. */
export const boundOf = (
  { method, request: { prompt, tools }, schema }: Asked,
  { contextTokens, maxOutputTokens, who }: Limits
): Effect.Effect<Pick<TokenBound, "inputTokens" | "outputTokens">, AiError.AiError> => {
  const fail = (reason: AiError.AiErrorReason) => Effect.fail(AiError.make({ module: "Budgeted", method, reason }))
  const served = tools.find((tool) => Tool.isProviderDefined(tool) && !tool.requiresHandler)
  if (served !== undefined) {
    const description = `${who} would run it itself, and what that costs is not known beforehand. Leave it out, or call the model without Budgeted.`
    return fail(new AiError.ToolConfigurationError({ toolName: nameOf(served), description }))
  }
  if (hasFiles(prompt) || tools.some(Tool.isProviderDefined)) {
    if (contextTokens !== null) return Effect.succeed({ inputTokens: contextTokens, outputTokens: maxOutputTokens })
    const description = `What a file, or a tool that the provider defines, takes of a prompt is not known beforehand. Tell Budgeted how many tokens a prompt of ${who} can have (contextTokens).`
    return fail(new AiError.InvalidUserInputError({ description }))
  }
  return Effect.try({
    try: () => {
      const { inputTokens, outputTokens } = byteBound(bodyOf(prompt, tools, schema), { maxOutputTokens })
      return { inputTokens: Math.min(inputTokens, contextTokens ?? inputTokens), outputTokens }
    },
    catch: () => {
      const description = "The prompt, its tools or the schema of the answer cannot be written as JSON."
      return AiError.make({ module: "Budgeted", method, reason: new AiError.InvalidUserInputError({ description }) })
    }
  })
}

const hasFiles = ({ content }: Prompt.Prompt): boolean =>
  content.some(
    (message) =>
      message.role !== "system" &&
      message.content.some(
        (part) =>
          part.type === "file" ||
          (part.type === "tool-result" && part.modelOutput?.some((output) => output.type === "file") === true)
      )
  )

/** All that a request is made of. How the provider writes schemas is not known here: they are counted twice over. */
const bodyOf = (prompt: Prompt.Prompt, tools: ReadonlyArray<Tool.Any>, schema: Schema.Top | null): string => {
  const described = tools.map((tool) => [nameOf(tool), Tool.getDescription(tool), Tool.getJsonSchema(tool)])
  const shape = schema === null ? null : LanguageModel.defaultCodecTransformer(schema).jsonSchema
  return JSON.stringify([prompt.content, described, described, shape, shape])
}
