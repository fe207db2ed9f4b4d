/**
 * What the header of a column says that its cells are. A header names a kind of thing, perhaps with whose it is before it and some
 * grammar of exports around it: `Customer number`, `emp_id`, `RecipientLastName`, `Q3 Your e-mail`.
 */
import { caseless } from "../recognisers/Expressions.ts"

const upper = /(\p{Ll}|\d)(?=\p{Lu})/gu
const acronym = /(\p{Lu})(?=\p{Lu}\p{Ll})/gu

/** A header as one would say it: `RecipientLastName` as `Recipient Last Name`, `birth_date` as `birth date`. */
export const readable = (header: string): string =>
  /[_\p{Lu}]/u.test(header) ? header.replace(upper, "$1 ").replace(acronym, "$1 ").replace(/_+/g, " ").trim() : header

/** A kind of cell that leads to one person. */
export type PersonalKind = "ID_NUMBER" | "ORGANIZATION" | "ADDRESS" | "USERNAME" | "COORDINATES" | "POSTCODE"

const holders =
  "employee|emp|staff|personnel|worker|payroll|customer|cust|client|member(?:ship)?|subscriber|account|acct|acc|patient|hospital|clinic|chart|medical(?: record)?|health(?: card)?|insurance|" +
  "student|stud|pupil|matriculation|enrol?lment|applicant|candidate|card ?holder|loyalty(?: card)?|library(?: card)?|badge|policy|policy ?holder|claim|national|identity|identification|citizen|" +
  "tax(?: ?payer)?|vat|social(?: security| insurance)?|ni|nhs|passport|visa|travel document|driv(?:er'?s?|ing)(?: licen[cs]e)?|licen[cs]e|permit|voter|bank account|credit card|card|" +
  "cliente?|empleado|socio|afiliado|estudiante|alumno|pasaporte|salari(?:é|e)|adh(?:é|e)rent|patiente?|(?:é|e)tudiante?|s(?:é|e)curit(?:é|e) sociale|dossier|allocataire"
const numbers = "ids?|no|nos|nr|num|number|#|№|code|reference"
// Compounds of German, Dutch and the Nordic languages.
const compounds =
  "(?:kunden|mitglieds|personal|mitarbeiter|matrikel|versicherten|versicherungs|sozialversicherungs|rentenversicherungs|steuer|ausweis|reisepass|pass|f(?:ü|ue)hrerschein|patienten|konto|klant|lid|personeels|student|rekening|paspoort|rijbewijs)[- ]?(?:nummer|nr|id)"

const number = caseless(
  `^(?:${[
    `.{0,24}(?:^|[^\\p{L}])(?:${holders})'?s? ?(?:${numbers})`,
    `(?:n°|nº|nr|no|num(?:é|e)ro|n(?:ú|u)mero|id)(?: de| d'| del| do| della?)? ?(?:la )?(?:${holders})`,
    compounds,
    // Documents that are nothing but their number.
    "(?:your |the )?(?:ssn|itin|nino|mrn|badge|matricule|dni|nie|nif|cpf|cnp|curp|rut|pesel|bsn|aadhaar|aadhar|nhs|travel document|passport|driver'?s licen[cs]e|driving licen[cs]e|social security|national id|id card|id (?:number|no))"
  ].join("|")})\\W{0,2}$`,
  "iu"
)
const employer = caseless(
  "^(?:(?:your|current|present|previous|last|name of(?: your)?|main) )*(?:employers?|work ?place|place of work|(?:company|organi[sz]ation|employer|firm|business|school|university|college|institution)(?: name)?|org|alma mater|arbeitgeber|arbeitsstelle|firma|unternehmen|schule|hochschule|universit(?:ä|a)t|employeur|entreprise|soci(?:é|e)t(?:é|e)|(?:é|e)tablissement|(?:é|e)cole|universit(?:é|e)|empresa|empleador|colegio|escuela|universidad|instituto|werkgever|bedrijf|azienda|datore di lavoro|scuola|pracodawca|empregador)\\W{0,2}$",
  "iu"
)
const postcode = caseless(
  "^.{0,20}(?:^|[^\\p{L}])(?:zip(?: ?codes?)?(?: ?\\+ ?4)?|post ?codes?|postal codes?|pin ?code|plz|postleitzahl|code postal|c(?:ó|o)digo postal|codice postale|kod pocztowy|cep)\\W{0,2}$",
  "iu"
)
const coordinates = caseless(
  "(?:^|[^\\p{L}])(?:lat|latitude|lon|lng|long|longitude|geo(?: ?(?:location|point|lat|lon|lng))?|gps(?: ?(?:location|position))?|coordinates?|breitengrad|l(?:ä|ae)ngengrad|latitud|longitud)\\W{0,2}$",
  "iu"
)
const address = caseless(
  "^.{0,24}(?:^|[^\\p{L}])(?:(?:street|postal|home|mailing|billing|shipping|delivery|residential) ?addr(?:ess)?|addr(?:ess)?(?: ?line)?(?: ?\\d)?|street|anschrift|adresse|stra(?:ß|ss)e|direcci(?:ó|o)n|indirizzo|adres|endere(?:ç|c)o|domicil(?:e|io))\\W{0,2}$|where .{0,20}(?:send|ship|deliver|post) (?:it|this|your|the)",
  "iu"
)
const notPostal = /(?<!\p{L})(?:e-?mail|ip|mac|web|url|remote)(?!\p{L})/iu
const username = caseless(
  "(?:^|[^\\p{L}])(?:user ?names?|login|handle|nick(?:name)?|screen ?name|gamer ?tag|benutzername|(?:twitter|instagram|insta|ig|discord|github|slack|teams|telegram|skype|snapchat|tiktok|twitch|reddit|steam|mastodon|bluesky)(?: (?:name|user|id|handle|account))?)\\W{0,2}$",
  "iu"
)

/** What each cell of a column leads to one person by, as its header says; nothing of most. */
export const personalKind = (header: string): PersonalKind | undefined => {
  const line = header.split("\n", 1)[0] ?? ""
  if (line.length > 60) return undefined
  if (number.test(line)) return "ID_NUMBER"
  if (postcode.test(line)) return "POSTCODE"
  if (address.test(line) && !notPostal.test(line)) return "ADDRESS"
  if (coordinates.test(line)) return "COORDINATES"
  if (username.test(line)) return "USERNAME"
  return employer.test(line) ? "ORGANIZATION" : undefined
}
