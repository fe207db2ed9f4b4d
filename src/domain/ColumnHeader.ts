/**
 * What the header and question of a column are about, by their words.
 *
 * The guess only chooses what a reader is shown first; a wrong one loses nothing, so that a few word stems a language do.
 */
import { Array, Option } from "effect"
import type { ColumnRole } from "./Segment.ts"
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

/** What a column with this name and question is about; none where no word says. */
export const roleOf = (name: string, question: string): Option.Option<ColumnRole> => {
  const spaced = name.replace(/([a-zà-ÿ])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ")
  return Option.firstSomeOf([fromHeader(spaced), fromPhrases(`${spaced}\n${question}`), fromHeader(question)])
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
