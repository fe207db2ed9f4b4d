/**
 * The recognisers that come with effect-persona. Those of what has a shape are listed in Structured.ts.
 */
import type { Recogniser } from "../Recogniser.ts"
import { LocationRecogniser } from "./LocationRecogniser.ts"
import { NrpRecogniser } from "./NrpRecogniser.ts"
import { OrganisationRecogniser } from "./OrganisationRecogniser.ts"
import { PersonRecogniser } from "./PersonRecogniser.ts"
import { TitleRecogniser } from "./TitleRecogniser.ts"
import { describing, identifying } from "./Structured.ts"

export * from "./Structured.ts"
export { LocationRecogniser, NrpRecogniser, OrganisationRecogniser, PersonRecogniser, TitleRecogniser }

/** What an anonymiser uses unless told otherwise: all that tells who somebody is. */
export const defaultRecognisers: ReadonlyArray<Recogniser> = [
  ...identifying,
  PersonRecogniser,
  OrganisationRecogniser,
  LocationRecogniser
]

/** All of them, those included that only describe somebody (dates, ages): for looking, rather than for replacing. */
export const allRecognisers: ReadonlyArray<Recogniser> = [
  ...defaultRecognisers,
  ...describing,
  NrpRecogniser,
  TitleRecogniser
]
