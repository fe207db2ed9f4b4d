/**
 * What a column is about, guessed from the words of its header or question, and from its answers where these give it away.
 *
 * The guess only chooses what a reader is shown first; a wrong one loses nothing, so that a few word stems a language do.
 */
import { Array, Option } from "effect"
import type { ColumnRole } from "../domain/Stratum.ts"
import { parseAge } from "./Answers.ts"
import { words } from "./Words.ts"

/** A header this short names an attribute, as in `Household income`; anything longer asks about something. */
const shortHeader = 6

const attributes: ReadonlyArray<readonly [ColumnRole, RegExp]> = [
  ["age", /^(?:age|ages|aged|alter|altersgruppe|âge|edad)$/],
  ["gender", /^(?:gender|sex|geschlecht|genre|sexe|género|sexo)$/],
  ["income", /^(?:income|salary|earnings|wage|wages|einkommen|gehalt|revenu|revenus|salaire|ingresos|salario)$/],
  [
    "education",
    /^(?:education|degree|qualification|schooling|bildung|bildungsabschluss|abschluss|diplôme|études|educación|estudios)$/
  ],
  [
    "occupation",
    /^(?:occupation|job|profession|role|position|employment|industry|beruf|tätigkeit|métier|emploi|ocupación|profesión|trabajo)$/
  ],
  [
    "location",
    /^(?:location|city|country|region|state|town|address|zip|postcode|zipcode|area|wohnort|ort|stadt|land|bundesland|plz|ville|pays|région|ciudad|país|región)$/
  ],
  [
    "household",
    /^(?:household|children|kids|marital|family|haushalt|kinder|familienstand|ménage|enfants|foyer|hogar|hijos)$/
  ]
]

const phrases: ReadonlyArray<readonly [ColumnRole, RegExp]> = [
  ["age", /how old are you|what is your age|your age\b|age (?:group|range|bracket)|wie alt sind sie|quel âge|qué edad/],
  ["gender", /what is your (?:gender|sex)|which gender|your gender/],
  ["income", /(?:household|annual|yearly|monthly) income|how much do you earn|your income/],
  ["education", /(?:highest|level of) (?:level of )?(?:education|degree|qualification)|education level/],
  [
    "occupation",
    /(?:what is|describe) your (?:current )?(?:job|role|occupation|profession)|job title|what do you do for (?:a living|work)|your (?:occupation|job title)/
  ],
  [
    "location",
    /where do you live|where are you (?:based|located)|(?:which|what) (?:country|city|state|region)|wo wohnen sie|où habitez|dónde vive/
  ],
  [
    "household",
    /how many (?:people|children|kids) .*(?:household|home|have)|(?:live|living) (?:with|alone)|household size|your household|marital status/
  ],
  [
    "painPoint",
    /frustrat|pain ?point|problem|challeng|difficult|annoy|struggl|dislike|worst|hate\b|barrier|obstacle|\bissues?\b|complain|concern|worr(?:y|ies)|bother|schwierig|störend|stört|ärger|herausforderung|difficulté|problème|gêne|dificultad|molesta/
  ],
  [
    "goal",
    /\bgoals?\b|\baims?\b|trying to (?:achieve|do|get)|accomplish|\bhope|\bwish\b|improve|would you (?:like|change|want)|want to (?:see|achieve|do)|feature request|\bziele?\b|wünsch|verbesser|objectif|souhait|améliorer|objetivo|mejorar|desea/
  ],
  [
    "motivation",
    /motivat|\bwhy\b|reasons?\b|what made you|drives you|important|matters?\b|care about|\bvalue\b|enjoy|like (?:best|most)|favou?rite|\bwarum\b|gründe?\b|wichtig|pourquoi|raison|por qué|razón/
  ],
  [
    "behaviour",
    /how (?:often|frequently|many times|many hours|do you|long)|\bhabits?\b|usually|typically|routine|frequency|do you (?:ever|currently|use|own|regularly)|have you ever|(?:which|what) .*do you (?:use|own|buy)|wie oft|nutzen sie|verwenden sie|combien de fois|à quelle fréquence|utilisez|con qué frecuencia|cuántas veces|behaviou?r/
  ]
]

const genders =
  /^(?:f|m|(?:fe)?male|wom[ae]n|m[ae]n|non-?\s?binary|diverse?|männlich|weiblich|divers|homme|femme|hombre|mujer|masculino|femenino)$/i
const degrees =
  /\b(?:bachelor|master'?s?|ph\.?d|doctora(?:te|l)|graduate degree|high school|college|university|diploma|abitur|realschule|licence|baccalauréat|bachillerato|licenciatura)\b/i
const moneyBand = /[$€£¥].*(?:-|–|to|\+)|(?:under|over|below|above|less|more).*[$€£¥]/i

/** The role of a column with this name and question, given its distinct answers. */
export const detect = (name: string, question: string, answers: ReadonlyArray<string>): ColumnRole => {
  const spaced = name.replace(/([a-zà-ÿ])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ")
  return Option.getOrElse(
    Option.firstSomeOf([
      fromHeader(spaced),
      fromPhrases(`${spaced}\n${question}`),
      fromHeader(question),
      fromAnswers(answers)
    ]),
    (): ColumnRole => "other"
  )
}

const fromHeader = (text: string): Option.Option<ColumnRole> => {
  const all = words(text)
  if (all.length === 0 || all.length > shortHeader || text.includes("?")) return Option.none()
  return firstRole(attributes, (pattern) => all.some((word) => pattern.test(word)))
}

const fromPhrases = (text: string): Option.Option<ColumnRole> => {
  const lowerCased = text.toLowerCase()
  return firstRole(phrases, (pattern) => pattern.test(lowerCased))
}

const firstRole = (
  table: ReadonlyArray<readonly [ColumnRole, RegExp]>,
  matches: (pattern: RegExp) => boolean
): Option.Option<ColumnRole> =>
  Option.map(
    Array.findFirst(table, ([, pattern]) => matches(pattern)),
    ([role]) => role
  )

const fromAnswers = (answers: ReadonlyArray<string>): Option.Option<ColumnRole> => {
  const share = (test: (answer: string) => boolean) => answers.filter(test).length / Math.max(1, answers.length)
  if (answers.length === 0 || answers.length > 50) return Option.none()
  if (answers.length >= 2 && share((answer) => genders.test(answer.trim())) >= 0.5) return Option.some("gender")
  if (share((answer) => answer.length <= 60 && degrees.test(answer)) > 0.5) return Option.some("education")
  if (answers.length >= 3 && share((answer) => answer.length <= 60 && moneyBand.test(answer)) > 0.5)
    return Option.some("income")
  return looksLikeAgeBands(answers) ? Option.some("age") : Option.none()
}

// Hours and team sizes come in bands too; theirs start lower or end higher than those of grown people.
const looksLikeAgeBands = (answers: ReadonlyArray<string>): boolean => {
  const ages = Array.getSomes(answers.map(parseAge))
  const bands = ages.filter((age) => age.max !== age.min)
  const starts = bands.filter((age) => age.min > 0).map((age) => age.min)
  return (
    bands.length >= 3 &&
    ages.length === answers.length &&
    Math.min(...starts) >= 12 &&
    Math.max(...starts) <= 90 &&
    Math.max(...starts) >= 40
  )
}
