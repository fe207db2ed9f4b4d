/**
 * Asking a language model without resolving the calls of tools in its answer: they come back as the model made them, so that what asks
 * can resolve them when the request is over.
 */
import { Effect, Schema } from "effect"
import { AiError, type LanguageModel, Response, type Tool, type Toolkit } from "effect/ai"

/** What is asked of the model. */
export const asked = ({ prompt, toolChoice, tools }: LanguageModel.ProviderOptions) =>
  ({
    prompt,
    toolkit: unresolved(tools),
    toolChoice,
    disableToolCallResolution: true,
    toolCallValidation: "deferred"
  }) as const

/** A tool whose calls come back as they are: its schemas and its handler are not needed. */
export type Unresolved = Tool.Tool<
  string,
  {
    readonly parameters: typeof Schema.Unknown
    readonly success: typeof Schema.Unknown
    readonly failure: typeof Schema.Unknown
    readonly failureMode: Tool.FailureMode
  }
>

export const unresolved = (tools: ReadonlyArray<Tool.Any>): Toolkit.WithHandler<Record<string, Unresolved>> => ({
  // oxlint-disable-next-line no-unsafe-type-assertion -- what schemas of a tool need is needed only where its calls are resolved
  tools: Object.fromEntries(tools.map((tool) => [nameOf(tool), tool])) as Record<string, Unresolved>,
  handle: () => Effect.die(new Error("Calls of tools are not resolved here."))
})

/** An answer in the form that providers give it in, to be decoded once more around the reservation. */
export const encodedPart =
  <A extends Response.AnyPart, B>(
    method: string,
    { toolCallValidation, tools }: LanguageModel.ProviderOptions,
    encode: (part: A) => Effect.Effect<B, Schema.SchemaError>
  ) =>
  (part: A): Effect.Effect<B, AiError.AiError> => {
    const fail = (reason: AiError.AiErrorReason) => AiError.make({ module: "Budgeted", method, reason })
    if (
      part.type === "tool-call" &&
      toolCallValidation !== "deferred" &&
      !tools.some((tool) => nameOf(tool) === part.name)
    ) {
      const [toolName, availableTools] = [nameOf(part), tools.map(nameOf)]
      return Effect.fail(fail(new AiError.ToolNotFoundError({ toolName, availableTools })))
    }
    return Effect.mapError(
      encode(part.type === "tool-result" ? { ...part, result: part.encodedResult } : part),
      (error) => fail(AiError.InvalidOutputError.fromSchemaError(error))
    )
  }

const AnyPart = Response.Part()
const encodePart = Schema.encodeEffect(AnyPart)
/** A part of an answer that is streamed, for `encodedPart`. */
export const encodeStreamPart = Schema.encodeEffect(Response.StreamPart())

/** All parts of an answer, each of them checked and encoded. */
export const encoded =
  (method: string, request: LanguageModel.ProviderOptions) => (parts: ReadonlyArray<typeof AnyPart.Type>) =>
    Effect.forEach(parts, encodedPart(method, request, encodePart))

/** The name of any tool, which is any to the compiler. */
export const nameOf = ({ name }: { readonly name: string }): string => name
