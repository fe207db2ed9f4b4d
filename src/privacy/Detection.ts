/**
 * Runs recognisers over a text and checks what they hand back, as anybody may write one.
 */
import type { Recogniser, RecogniserContext, Span } from "./Recogniser.ts"

/** A recogniser broke its contract. The message names it and never quotes the text. */
export class RecogniserFailure extends Error {
  override readonly name = "RecogniserFailure"
}

const problemOf = (span: Span, recogniser: Recogniser, text: string): string | undefined => {
  if (!recogniser.types.includes(span.type)) return "it returned a span of a type that it does not declare"
  const inside =
    Number.isInteger(span.start) && Number.isInteger(span.end) && span.start >= 0 && span.end <= text.length
  return inside ? undefined : "it returned a span outside of the text"
}

/** A text to look at, and what is known of it. */
export interface DetectionInput {
  readonly text: string
  readonly context?: RecogniserContext
}

const recognise = (recogniser: Recogniser, { text, context }: DetectionInput): ReadonlyArray<Span> => {
  let spans: ReadonlyArray<Span>
  try {
    spans = recogniser.recognise(text, context)
  } catch {
    // What was thrown may quote the text, so it is not passed on.
    throw new RecogniserFailure(`The recogniser ${recogniser.name} threw an error. Mend it or leave it out.`)
  }
  for (const span of spans) {
    const problem = problemOf(span, recogniser, text)
    if (problem !== undefined)
      throw new RecogniserFailure(`The recogniser ${recogniser.name} cannot be used: ${problem}.`)
  }
  return spans
}

// What recognisers share of a text (`names/Analysis.ts`) is remembered for about twice as many texts and characters.
const batchTexts = 128
const batchCharacters = 100_000

const batchesOf = (inputs: ReadonlyArray<DetectionInput>): ReadonlyArray<ReadonlyArray<DetectionInput>> => {
  const batches: Array<Array<DetectionInput>> = []
  let batch: Array<DetectionInput> = []
  let characters = 0
  for (const input of inputs) {
    if (batch.length === 0 || batch.length >= batchTexts || characters + input.text.length > batchCharacters) {
      batch = []
      batches.push(batch)
      characters = 0
    }
    batch.push(input)
    characters += input.text.length
  }
  return batches
}

/**
 * Every span that the recognisers find in each text; they may overlap. Throws `RecogniserFailure`.
 *
 * One recogniser goes over a batch of texts before the next one does. A processor learns the course of a hundred regular expressions only
 * while it stays with one of them: a text at a time takes almost twice as long (`npm run bench -- privacy`).
 */
export const detectAll = (
  recognisers: ReadonlyArray<Recogniser>,
  inputs: ReadonlyArray<DetectionInput>
): ReadonlyArray<ReadonlyArray<Span>> =>
  batchesOf(inputs).flatMap((batch) => {
    const found = batch.map((): Array<Span> => [])
    for (const recogniser of recognisers) {
      for (const [i, input] of batch.entries()) for (const span of recognise(recogniser, input)) found[i]?.push(span)
    }
    return found
  })

/** Every span that the recognisers find in a text; they may overlap. Throws `RecogniserFailure`. */
export const detect = (
  recognisers: ReadonlyArray<Recogniser>,
  text: string,
  context?: RecogniserContext
): ReadonlyArray<Span> =>
  recognisers.flatMap((recogniser) => recognise(recogniser, { text, ...(context === undefined ? {} : { context }) }))
