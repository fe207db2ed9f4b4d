/**
 * The recognisers that come with effect-persona. Those of what has a shape are listed in Structured.ts.
 */
import type { Recogniser } from "../Recogniser.ts"
import { PersonRecogniser } from "./PersonRecogniser.ts"
import { describing, identifying } from "./Structured.ts"

export * from "./Structured.ts"
export { PersonRecogniser }

/** What an anonymiser uses unless told otherwise: all that tells who somebody is. */
export const defaultRecognisers: ReadonlyArray<Recogniser> = [...identifying, PersonRecogniser]

/** All of them, those included that only describe somebody (dates, ages): for looking, rather than for replacing. */
export const allRecognisers: ReadonlyArray<Recogniser> = [...defaultRecognisers, ...describing]
