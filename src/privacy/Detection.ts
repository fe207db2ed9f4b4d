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

/** Every span that the recognisers find; they may overlap. Throws `RecogniserFailure`. */
export const detect = (
  recognisers: ReadonlyArray<Recogniser>,
  text: string,
  context?: RecogniserContext
): ReadonlyArray<Span> =>
  recognisers.flatMap((recogniser) => {
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
  })
