/**
 * Who was asked and what the respondents answered, counted: for whoever compares personas side by side.
 */
import { Schema } from "effect"
import { NumberRange, Share } from "./Evidence.ts"

/** How many respondents gave an answer. */
export const AnswerShares = Schema.Struct({
  /** Left out where the question asks for a number. */
  answer: Schema.optionalKey(Schema.String),
  /** A range of numbers, where the question asks for one. */
  range: Schema.optionalKey(NumberRange),
  /** All respondents. */
  everyone: Share,
  /** The respondents of each segment, by its id. */
  segments: Schema.Record(Schema.String, Share)
})

/** How many respondents gave an answer. */
export interface AnswerShares extends Schema.Schema.Type<typeof AnswerShares> {}

/** A question whose answers can be counted. */
export const AnsweredQuestion = Schema.Struct({
  /** Its key in the codebook; items of a grid share it. */
  question: Schema.String,
  /** What was asked, for a reader. */
  text: Schema.String,
  /** A few words that a chart can carry. */
  label: Schema.String,
  /** The item of a grid. */
  item: Schema.optionalKey(Schema.String),
  /** Whether several answers could be chosen. */
  isMultiple: Schema.Boolean,
  /** In their order where they have one, else the most frequent first. */
  answers: Schema.Array(AnswerShares)
})

/** A question whose answers can be counted. */
export interface AnsweredQuestion extends Schema.Schema.Type<typeof AnsweredQuestion> {}

/** Who was asked and what they answered. */
export const Study = Schema.Struct({
  respondents: Schema.Int,
  /** The ids of interviews and documents. They are in no count, except where there is nothing else. */
  interviews: Schema.Array(Schema.String),
  /** How many questions were asked. */
  asked: Schema.Int,
  questions: Schema.Array(AnsweredQuestion)
})

/** Who was asked and what they answered. */
export interface Study extends Schema.Schema.Type<typeof Study> {}
