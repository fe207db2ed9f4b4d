/**
 * Numbers of documents and accounts that differ so much from country to country that only words tell what they are, and numbers of
 * things that lead to their owner.
 */
import { luhn } from "../Checksums.ts"
import type { Scheme } from "./Scheme.ts"

const withDigits =
  (least: number) =>
  (number: string): boolean =>
    number.replace(/\D/g, "").length >= least

/** ISO 3779 and 49 CFR 565: the values of the letters, and the ninth character that checks the North American ones. */
const vehicle = (number: string): boolean => {
  const values = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ"
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
  let sum = 0
  for (let i = 0; i < 17; i++) sum += (values.indexOf(number[i] ?? "") % 10) * (weights[i] ?? 0)
  return "0123456789X"[sum % 11] === number[8] && /[A-Z]/.test(number) && /\d{3}/.test(number)
}

export const documents: ReadonlyArray<Scheme> = [
  {
    type: "PASSPORT",
    shape: /(?:[A-Z]{1,3}~)?\d{5,9}[A-Z]?|[A-Z]\d{2}[A-Z]{2}\d{5}|[A-Z\d]{2}\d{2}[A-Z\d]{2}\d{3}/,
    valid: withDigits(5),
    words:
      /passports?(?:(?! (?:photo|control|office))|$)|reisepass|passnummer|passeport|pasaporte|passaporto|passaporte|paspoort|paszport|pasaport|\bpass (?:no|number|nr)/iu
  },
  {
    type: "US_DRIVER_LICENSE",
    shape: /[A-Z]{0,3}\d[A-Z\d]{3,16}|[A-Z]{1,2}~\d{2,6}(?:~\d{2,6}){1,4}~?[A-Z]?/,
    valid: withDigits(4),
    words:
      /driv(?:er|ing)\P{L}{0,3}s?\P{L}{0,2}(?:licen[sc]e|permit)|\bdl ?(?:no|num|#|:)|f(?:ü|ue)hrerschein|permis de conduire|patente di guida|carnet de conducir|permiso de conducir|rijbewijs|prawo jazdy|carta de condu(?:ç|c)(?:ã|a)o|ehliyet/iu
  },
  {
    type: "NATIONAL_ID",
    shape: /(?:[A-Z]{1,3}~)?\d{5,14}~?[A-Z]{0,2}|\d{1,4}(?:~\d{2,5}){1,4}/,
    valid: withDigits(5),
    words:
      /national id|\bid card|identity (?:card|number|document)|identification number|personalausweis|ausweisnummer|carte (?:nationale )?d.identit(?:é|e)|documento de identidad|c(?:é|e)dula|carta d.identit(?:à|a)|identiteitskaart|dow(?:ó|o)d osobisty|documento de identidade/iu
  },
  {
    type: "MEDICAL_RECORD",
    shape: /(?:[A-Z]{1,3}~)?\d{4,12}|\d{2,4}~\d{2,4}~\d{2,4}/,
    words:
      /\bmrn\b|medical record|patient (?:id|no|number)|hospital (?:no|number)|health (?:card|insurance) (?:id|no|number)|patientennummer|num(?:é|e)ro de patient/iu
  },
  {
    type: "ACCOUNT",
    shape: /\d{4,17}|\d{2,4}(?:~\d{2,6}){1,4}|[A-Z]{2,4}~\d{5,12}/,
    valid: withDigits(5),
    words:
      /(?:bank|savings|checking|current|giro)\s?(?:account|acct|konto)|account (?:no|num|#|is\b)|acct\.? ?(?:no|num|#)|(?<!\p{L})a\/c\b|kontonummer|\bkto\.?-?(?:nr)?\b|num(?:é|e)ro de compte|n(?:ú|u)mero de cuenta|numero di conto|rekeningnummer|numer konta|n(?:ú|u)mero da conta|policy (?:no|number|id)|member(?:ship)? (?:no|number|id)/iu
  },
  {
    type: "CUSTOMER_NUMBER",
    shape: /(?:[A-Z]{1,4}-?)?\d{4,12}(?:~\d{2,8}){0,3}|\d{2,4}\/\d{4,10}|[A-Z]{1,4}-\d{2,6}(?:~\d{2,6}){1,3}/,
    valid: withDigits(5),
    words:
      /(?:kunden|vertrags|mitglieds|auftrags|rechnungs|bestell|versicherungs|vorgangs)\P{L}?(?:nummer|nr)|vertrag |num(?:é|e)ro (?:de |d.)?(?:client|contrat|adh(?:é|e)rent|abonn(?:é|e)|dossier|commande)|n° (?:de )?(?:client|contrat|dossier)|le contrat |n(?:ú|u)mero de (?:cliente|contrato|socio|expediente|pedido|encomenda|s(?:ó|o)cio)|el contrato |o contrato |(?:codice|numero) (?:di )?(?:cliente|contratto|tessera|pratica|ordine)|il contratto |(?:klant|contract|lid|order|bestel|dossier)(?:nummer|nr)|(?:in|het) contract |rechnung nr|factuur nr|facture n°|fattura n\.|fatura n\.|factura n\.|faktur\P{L}{0,1}\p{L}{0,2} nr|(?:numer|nr) (?:klienta|członkowski|umowy|zam(?:ó|o)wienia|sprawy)|umow(?:a|ę|e|y) /iu
  },
  {
    type: "UK_SORT_CODE",
    shape: /\d{2}-\d{2}-\d{2}/,
    words: /sort ?code/iu
  },
  {
    type: "VEHICLE_ID",
    shape: /[A-HJ-NPR-Z\d]{17}/,
    valid: vehicle,
    words: /\bvin\b|chassis|vehicle identification|fahrgestell/iu,
    telling: "always"
  },
  {
    type: "DEVICE_ID",
    shape: /\d{2}-?\d{6}-?\d{6}-?\d/,
    valid: luhn,
    words: /\bimei\b/iu
  }
]
