/**
 * Runs recognisers over a text and checks what they hand back, as anybody may write one.
 */
import type { Recogniser, RecogniserContext, Span } from "./Recogniser.ts"
import * as WorkingMemory from "./WorkingMemory.ts"

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

/**
 * Every span that the recognisers find in each text; they may overlap. Throws `RecogniserFailure`.
 *
 * One recogniser goes over all texts before the next one does, because a processor learns the course of a hundred regular expressions
 * only while it stays with one of them: a text at a time takes much longer (`npm run bench -- privacy`). Only those that share the
 * words of a text take the texts one by one: to keep the words of many would cost more.
 */
export const detectAll = (
  recognisers: ReadonlyArray<Recogniser>,
  inputs: ReadonlyArray<DetectionInput>,
  memory = WorkingMemory.make()
): ReadonlyArray<ReadonlyArray<Span>> => WorkingMemory.using(memory, () => lookedThrough(recognisers, inputs))

const lookedThrough = (
  recognisers: ReadonlyArray<Recogniser>,
  inputs: ReadonlyArray<DetectionInput>
): ReadonlyArray<ReadonlyArray<Span>> => {
  const found = inputs.map((): Array<Span> => [])
  const look = (recogniser: Recogniser, i: number) => {
    const input = inputs[i]
    if (input !== undefined) for (const span of recognise(recogniser, input)) found[i]?.push(span)
  }
  const readers = recognisers.filter(({ sharesWords }) => sharesWords === true)
  const others = recognisers.filter(({ sharesWords }) => sharesWords !== true)
  // All go over the first text: the engine would else take the first recogniser for the only one, compile the call for it, and do so
  // again for each of the others, which takes as long as reading a megabyte.
  for (const recogniser of [...others, ...readers]) look(recogniser, 0)
  for (const recogniser of others) for (let i = 1; i < inputs.length; i++) look(recogniser, i)
  for (let i = 1; i < inputs.length; i++) for (const recogniser of readers) look(recogniser, i)
  return found
}

/** Every span that the recognisers find in a text; they may overlap. Throws `RecogniserFailure`. */
export const detect = (
  recognisers: ReadonlyArray<Recogniser>,
  text: string,
  context?: RecogniserContext
): ReadonlyArray<Span> =>
  WorkingMemory.using(WorkingMemory.make(), () =>
    recognisers.flatMap((recogniser) => recognise(recogniser, { text, ...(context === undefined ? {} : { context }) }))
  )
