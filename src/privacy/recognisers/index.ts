/**
 * Which recognisers an anonymiser uses.
 */
import type { Recogniser } from "../Recogniser.ts"
import * as all from "./All.ts"

/** All that come with effect-persona, those included that only describe somebody (dates, ages): for looking, rather than for replacing. */
export const allRecognisers: ReadonlyArray<Recogniser> = Object.values<Recogniser>(all)

/** What an anonymiser uses unless told otherwise: all that tells who somebody is, or leads to them. */
export const defaultRecognisers: ReadonlyArray<Recogniser> = allRecognisers.filter(
  ({ describes }) => describes !== true
)
