/**
 * The recognisers that come with effect-persona. A new one is a file here and a line below.
 */
import type { Recogniser } from "../Recogniser.ts"
import { AddressRecogniser } from "./AddressRecogniser.ts"
import { CardRecogniser } from "./CardRecogniser.ts"
import { EmailRecogniser } from "./EmailRecogniser.ts"
import { IbanRecogniser } from "./IbanRecogniser.ts"
import { IpRecogniser } from "./IpRecogniser.ts"
import { PersonRecogniser } from "./PersonRecogniser.ts"
import { PhoneRecogniser } from "./PhoneRecogniser.ts"
import { UrlRecogniser } from "./UrlRecogniser.ts"

export {
  AddressRecogniser,
  CardRecogniser,
  EmailRecogniser,
  IbanRecogniser,
  IpRecogniser,
  PersonRecogniser,
  PhoneRecogniser,
  UrlRecogniser
}

/** All of them: what an anonymiser uses unless told otherwise. */
export const defaultRecognisers: ReadonlyArray<Recogniser> = [
  EmailRecogniser,
  UrlRecogniser,
  PhoneRecogniser,
  IpRecogniser,
  CardRecogniser,
  IbanRecogniser,
  AddressRecogniser,
  PersonRecogniser
]
