/**
 * A small completion to ask for, and an answer that fits it.
 */
import { Schema } from "effect"
import type { ChatRequest } from "../../../../src/llm/provider/ChatModel.ts"

/** A shape with a bound, an enumeration, an option and a list, which services lower each in its way. */
export const Portrait = Schema.Struct({
  name: Schema.String.check(Schema.isMinLength(1)),
  age: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 130 })),
  mood: Schema.Literals(["calm", "keen"]),
  goals: Schema.Array(Schema.String),
  note: Schema.optionalKey(Schema.String)
})

/** What is answered. */
export const portrait = { name: "Ada", age: 36, mood: "keen", goals: ["Count things"] } as const

/** The same as a service writes it that makes options required. */
export const answerText = JSON.stringify(portrait)

/** What is asked for. */
export const request: ChatRequest<typeof Portrait.Type> = {
  prompt: "portrait@1",
  system: [{ text: "You write portraits.", cacheable: true }],
  user: [{ text: "Write one of somebody who counts." }],
  schema: Portrait,
  maxOutputTokens: 200,
  seed: 7,
  temperature: 0.5
}
