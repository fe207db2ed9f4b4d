/**
 * National, tax, health and company numbers of more than forty countries.
 */
import type { Recogniser } from "../../Recogniser.ts"
import { africa } from "./Africa.ts"
import { america } from "./LatinAmerica.ts"
import { asia } from "./Asia.ts"
import { au, nz } from "./Australia.ts"
import { ca } from "./Canada.ts"
import { at, ch, de } from "./GermanSpeaking.ts"
import { documents } from "./IdentityDocuments.ts"
import { east } from "./EasternEurope.ts"
import { pt, es } from "./Iberia.ts"
import { be, fr } from "./France.ts"
import { gb } from "./UnitedKingdom.ts"
import { ie } from "./Ireland.ts"
import { india } from "./India.ts"
import { it } from "./Italy.ts"
import { kr } from "./Korea.ts"
import { nl } from "./Netherlands.ts"
import { nordic } from "./Nordic.ts"
import * as NumberRecogniser from "./NumberRecogniser.ts"
import type { Scheme } from "./Scheme.ts"
import { us } from "./UnitedStates.ts"

/** Every numbering scheme that is known. */
export const schemes: ReadonlyArray<Scheme> = [
  ...us,
  ...gb,
  ...ie,
  ...ca,
  ...au,
  ...nz,
  ...de,
  ...at,
  ...ch,
  ...fr,
  ...be,
  ...es,
  ...pt,
  ...it,
  ...nl,
  ...nordic,
  ...east,
  ...asia,
  ...kr,
  ...india,
  ...africa,
  ...america,
  ...documents
]

/** Numbers that states, health services and tax offices give to people and companies. */
export const IdNumberRecogniser: Recogniser = NumberRecogniser.make("IdNumberRecogniser", schemes)
