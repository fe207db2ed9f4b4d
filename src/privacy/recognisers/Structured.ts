/**
 * The recognisers of what has a shape: numbers, addresses, links, dates. A new one is a file here and a line below.
 */
import type { Recogniser } from "../Recogniser.ts"
import { AddressRecogniser } from "./addresses/AddressRecogniser.ts"
import { CardRecogniser } from "./CardRecogniser.ts"
import { CryptoRecogniser } from "./CryptoRecogniser.ts"
import { AgeRecogniser } from "./dates/AgeRecogniser.ts"
import { DateOfBirthRecogniser, DateRecogniser } from "./dates/DateRecogniser.ts"
import { EmailRecogniser } from "./EmailRecogniser.ts"
import { IbanRecogniser } from "./IbanRecogniser.ts"
import { IpRecogniser } from "./IpRecogniser.ts"
import { MacRecogniser } from "./MacRecogniser.ts"
import { IdNumberRecogniser } from "./numbers/index.ts"
import { PhoneRecogniser } from "./PhoneRecogniser.ts"
import { PlateRecogniser } from "./PlateRecogniser.ts"
import { SecretRecogniser } from "./SecretRecogniser.ts"
import { UrlRecogniser } from "./UrlRecogniser.ts"
import { UsernameRecogniser } from "./UsernameRecogniser.ts"

export {
  AddressRecogniser,
  AgeRecogniser,
  CardRecogniser,
  CryptoRecogniser,
  DateOfBirthRecogniser,
  DateRecogniser,
  EmailRecogniser,
  IbanRecogniser,
  IdNumberRecogniser,
  IpRecogniser,
  MacRecogniser,
  PhoneRecogniser,
  PlateRecogniser,
  SecretRecogniser,
  UrlRecogniser,
  UsernameRecogniser
}

/** What tells who somebody is, or leads to them. */
export const identifying: ReadonlyArray<Recogniser> = [
  EmailRecogniser,
  UrlRecogniser,
  PhoneRecogniser,
  IpRecogniser,
  CardRecogniser,
  IbanRecogniser,
  IdNumberRecogniser,
  MacRecogniser,
  CryptoRecogniser,
  SecretRecogniser,
  UsernameRecogniser,
  PlateRecogniser,
  DateOfBirthRecogniser,
  AddressRecogniser
]

/** What says something about somebody, as thousands of others could say: of use to research, and kept unless asked otherwise. */
export const describing: ReadonlyArray<Recogniser> = [DateRecogniser, AgeRecogniser]
