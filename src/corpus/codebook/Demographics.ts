/**
 * What questions say of who somebody is, by their words and by their answers.
 */
import type { Demographic, QuestionKind } from "../../domain/Codebook.ts"
import { bandOf } from "./Bands.ts"
import { levelOf } from "./EducationLevels.ts"
import { folded, headerWords } from "./PlainText.ts"

/** A question as far as it is known. */
export interface Asked {
  /** Its words; empty where the file holds only a code. */
  readonly text: string
  readonly code: string
  readonly kind: QuestionKind
  /** Its answers or options, the most frequent first. */
  readonly answers: ReadonlyArray<string>
}

// For short headers and codes, word by word.
const words: ReadonlyArray<readonly [Demographic, RegExp]> = [
  ["gender", /^(?:gender|sex|geschlecht|genre|sexe|genero|sexo|geslacht|genere|sesso)$/],
  [
    "age",
    /^(?:age|ages|aged|agegroup|alter|altersgruppe|edad|leeftijd|eta|idade|birthyear|birthdate|birthday|dob|yob|geburts(?:datum|jahr|tag))$/
  ],
  [
    "income",
    /^(?:income|salary|earnings?|wages?|compensation|\w*einkommen|\w*gehalt|revenus?|salaire|ingresos|salario|inkomen|reddito|renda|rendimento)$/
  ],
  [
    "education",
    /^(?:educ|education|degree|qualification|schooling|edu|educational|major|schooldegree|schoolmajor|bildung|\w*abschluss|diplome|etudes|educacion|estudios|studio|istruzione|escolaridade|opleiding)$/
  ],
  [
    "occupation",
    /^(?:occupation|job|jobtitle|profession|employment|employed|employer|industry|jobrole|beruf|tatigkeit|metier|emploi|ocupacion|profesion|trabajo|beroep|professione|profissao|ocupacao)$/
  ],
  [
    "household",
    /^(?:household|children|kids|marital|maritalstatus|married|family|siblings|haushalt|haushaltsgrosse|kinder|familienstand|menage|enfants|foyer|hogar|hijos|huishouden|filhos|figli)$/
  ],
  [
    "region",
    /^(?:location|city|country|region|state|province|county|town|village|residence|address|zip|postcode|zipcode|area|census|wohnort|ort|bundesland|land|plz|postleitzahl|kanton|ville|pays|departement|ciudad|pais|provincia|provincie|woonplaats|regione|comune)$/
  ]
]

const phrases: ReadonlyArray<readonly [Demographic, RegExp]> = [
  [
    "gender",
    /\b(?:your|their) (?:gender|sex)\b|which gender|identify (?:your gender|as (?:male|female|a man))|gender identity|how do you (?:describe|identify) your(?:self| gender)|ihr geschlecht|votre (?:sexe|genre)|su (?:sexo|genero)/
  ],
  [
    "age",
    /how old are you|\byour (?:current )?age\b|age (?:group|range|bracket|category)|in what year were you born|year of birth|date of birth|birth ?(?:year|date)|geburts(?:datum|jahr)|fecha de nacimiento|ano de nacimiento|(?:date|annee) de naissance|hoe oud bent|quanti anni ha|wie alt (?:sind|bist)|quel age|votre age|que edad|su edad|cuantos anos tiene/
  ],
  [
    "income",
    /\b(?:household|annual|yearly|monthly|personal|family|gross|net|current|total)(?: \w+)? (?:income|salary|earnings)|how much (?:money )?(?:do|did|does) (?:you|your household) (?:earn|make)|\byour (?:\w+ ){0,2}(?:income|salary|earnings|wage|compensation)\b|range of your (?:salary|income)|haushaltseinkommen|ihr (?:\w+ )?einkommen|revenu (?:annuel|mensuel)|ingresos (?:anuales|mensuales|del hogar)/
  ],
  [
    "education",
    /(?:highest|level of|latest|completed)(?: \w+){0,4} (?:education|degree|qualification|schooling|diploma)|education(?:al)? (?:level|attainment|background)|(?:academic|degree|main|university) (?:subject|field|discipline|major)|field of study|what (?:did|do) you (?:study|major)|highest degree|hochster? (?:\w+ )?(?:schul|bildungs)?abschluss|niveau d'etudes|plus haut diplome|nivel (?:de estudios|educativo)/
  ],
  [
    "occupation",
    /\b(?:what is|describe|what's|which best describes|what best describes) (?:your |this )?(?:current |main |primary |job )*(?:job|role|occupation|profession|position|employment|title)|\bjob (?:title|role|function)\b|employment status|what do you do for (?:a living|work)|\byour (?:current |main )?(?:occupation|profession|job title|employment)\b|describe your role|(?:are|were) you (?:currently )?(?:employed|a student|working as|retired|self-employed)|current(?:ly)? (?:employed|working as)|(?:kind|type) of (?:employer|organi[sz]ation|company) (?:do|are) you|which industry|what industry|sector do you work|beruf(?:liche|stand)?\b.{0,30}$|berufstatig|votre (?:profession|metier|emploi)|su (?:ocupacion|profesion|trabajo|empleo)/
  ],
  [
    "household",
    /how many (?:people|persons|adults|children|kids|siblings|brothers).{0,40}(?:household|home|have|live)|(?:do you|are you) (?:live|living) (?:with|alone)|household size|size of your household|\byour (?:household|marital status|relationship status|family status)|marital status|relationship status|do you have (?:any )?(?:children|kids|siblings)|are you (?:currently )?(?:married|a parent)|wie viele (?:personen|kinder)|combien (?:d'enfants|de personnes)|cuantos hijos|cuantas personas/
  ],
  [
    "region",
    /where (?:do|are) you (?:currently )?(?:live|based|located|reside|spend most|from)|(?:which|what) (?:country|city|state|region|province|county|area|district|part of)(?: or \w+)*(?: \w+){0,3} (?:do|are|were|is) you|(?:country|state|province|territory|region|city) (?:of residence|or territory|you (?:are|live)|do you (?:live|work))|in which country|country do you (?:live|work)|location of your|place of residence|wo (?:wohnen|leben) sie|in welchem (?:land|bundesland)|ou habitez|dans quel(?:le)? (?:pays|region|ville)|donde vive|en que pais/
  ]
]

const hoped = /\b(?:hope|expect(?:ed)?|desired?|want|would like|ideal|next|first|future|previous|last|learn)\b/

const gender =
  /^(?:(?:an?|eine?|une?|una?) )?(?:male|female|man|woman|men|women|m|f|non-?binary.*|other|prefer.*|mannlich|weiblich|divers|homme|femme|masculin|feminin|hombre|mujer|masculino|femenino|feminino|uomo|donna|vrouw|maschio|femmina|homem|mulher|anders|autre|trans.*|diverse|genderqueer.*|agender|boy|girl)$/
const marital =
  /^(?:never |now |currently )?(?:married|divorced|widowed|separated|single(?:,.*)?|in a (?:relationship|domestic partnership)|domestic partnership|living with (?:a )?partner|cohabit.*|verheiratet|ledig|geschieden|verwitwet|marie.*|celibataire|divorce.*|veuf.*|casad[oa]|solter[oa]|divorciad[oa]|viud[oa])/
const children =
  /\b(?:children|kids|child)\b.*\b(?:under|over|older|18|home|household|age)|^(?:no|has|have) (?:children|kids)$/
const employment =
  /^(?:not |un)?employed\b|^self-?employed|full-?time|part-?time|^retired|^student|^unemployed|^homemaker|looking for work|erwerbstatig|^rentner|^angestellt|^selbststandig|salarie|retraite|chomage|etudiant|jubilad|desemplead|emplead/

const share = (answers: ReadonlyArray<string>, test: (answer: string) => boolean): number => {
  const some = answers.slice(0, 60)
  return some.length === 0 ? 0 : some.filter((answer) => test(folded(answer))).length / some.length
}

/** What a question says of who somebody is; null where it says nothing of that. */
export const demographicOf = ({ answers, code, kind, text }: Asked): Demographic | null => {
  const plain = folded(text)
  const isShort = plain.split(" ").length <= 5 && !plain.includes("?")
  const spoken = plain === "" ? headerWords(code).join(" ") : plain
  const byPhrase = phrases.find(([, pattern]) => pattern.test(spoken))?.[0]
  if (byPhrase !== undefined && !isHoped(byPhrase, plain)) return plausible(byPhrase, kind, answers)
  const owned = ownedBy(plain, kind)
  if (owned !== undefined && !isHoped(owned, plain)) return plausible(owned, kind, answers)
  const named = isShort
    ? headerWords(text === "" ? code : text)
    : headerWords((/^([^:.?]{2,24})[:.]/.exec(text)?.[1] ?? "") || (text === "" ? code : ""))
  if (named.length > 0 && named.length <= 5) {
    const byWord = words.find(([, pattern]) => named.some((word) => pattern.test(word.replace(/(?<!\d)\d+$/, ""))))?.[0]
    if (byWord !== undefined && !isHoped(byWord, named.join(" "))) return plausible(byWord, kind, answers)
  }
  return kind === "scale" || kind === "text" || kind === "number" || (text !== "" && !isShort)
    ? null
    : byAnswers(answers, text === "")
}

const possession =
  /\b(?:your|ihre?[nmrs]?|dein(?:e[nmrs]?)?|votre|vos|ton|ta|sus?|tus?|uw|jouw|sua|suo|tua|tuo|seu)\s+((?:[a-z'-]+\s+){0,2})([a-z'-]+)(?=\s*(?:$|[?.,:;()]|(?:in|and|or|at|und|oder|et|ou|y|o|e)\b))/
const isWhat =
  /^(?:what|which|please|welche[rs]?|was|quel(?:le)?|cual|wat|qual|in what|in which)\b|^[^a-z]*(?:your|ihr|votre|su)\b/

const isAskedFor =
  /^(?:what(?:'s| is| was)|please (?:state|enter|give|tell us|type|fill in)|(?:was|wie|welches?) ist|quel(?:le)? est|cual es|wat is|qual e)\b/

/** What somebody is asked to tell of themselves: "What is your age?", "Wat is uw leeftijd?". */
const ownedBy = (plain: string, kind: QuestionKind): Demographic | undefined => {
  if (plain.length > 150 || (kind === "text" && !isAskedFor.test(plain))) return undefined
  const last = possession.exec(plain)?.[2]
  return last === undefined ? undefined : words.find(([, pattern]) => pattern.test(last))?.[0]
}

/** Whether a question in words asks for what somebody is, so that numbers are codes and no rating. */
export const asksWhatOneIs = (text: string): boolean => {
  const plain = folded(text)
  return isWhat.test(plain) && phrases.some(([found, pattern]) => codedAs.has(found) && pattern.test(plain))
}

const codedAs: ReadonlySet<Demographic> = new Set(["gender", "education", "occupation", "region", "income"])

const isHoped = (found: Demographic, text: string): boolean =>
  (found === "income" || found === "occupation") && hoped.test(text)

/** "How much do you trust your state government?" is about no place: ratings say nothing of who somebody is. */
const plausible = (found: Demographic, kind: QuestionKind, answers: ReadonlyArray<string>): Demographic | null => {
  const isYesNo =
    answers.length > 0 && share(answers, (answer) => /^(?:yes|no|ja|nein|oui|non|si)\b/.test(answer)) === 1
  if (isYesNo) return found === "occupation" || found === "household" ? found : null
  return (kind === "scale" && found !== "education") || kind === "rank" ? null : found
}

const byAnswers = (answers: ReadonlyArray<string>, isCode: boolean): Demographic | null => {
  if (answers.length < 2) return null
  if (
    share(answers, (answer) => gender.test(answer)) >= 0.9 &&
    share(answers, (answer) =>
      /^(?:(?:an?|eine?|une?|una?) )?(?:male|female|man|woman|men|women|mannlich|weiblich|homme|femme|hombre|mujer|masculino|femenino|feminino|uomo|donna|vrouw)$/.test(
        answer
      )
    ) > 0
  )
    return "gender"
  if (share(answers, (answer) => marital.test(answer)) >= 0.6) return "household"
  if (share(answers, (answer) => children.test(answer)) >= 0.6) return "household"
  if (share(answers, (answer) => employment.test(answer)) >= 0.6) return "occupation"
  if (
    isCode &&
    answers.length >= 3 &&
    new Set(answers.flatMap((answer) => levelOf(answer) ?? [])).size >= 3 &&
    share(answers, (answer) => levelOf(answer) !== undefined) >= 0.8
  )
    return "education"
  const bands = answers.flatMap((answer) => bandOf(answer) ?? [])
  const areBands = answers.length >= 3 && bands.length === answers.length && bands.some((band) => !band.isPoint)
  if (isCode && areBands && share(answers, (answer) => /[$€£¥]|\b(?:usd|eur|gbp)\b/.test(answer)) >= 0.7)
    return "income"
  const ends = bands.flatMap(({ high, low }) => [low, high]).filter(Number.isFinite)
  if (isCode && areBands && Math.min(...ends) >= 10 && Math.max(...ends) <= 100 && Math.max(...ends) >= 50) return "age"
  return share(answers, isPlace) >= 0.6 ? "region" : null
}

const compass =
  /^(?:(?:north|south|east|west|central|middle|mid|new|upper|lower|northern|southern|eastern|western)[ -]?)+(?:east|west|north|south|central|atlantic|pacific|mountain|england|midwest|coast|region)?(?: (?:central|east|west|atlantic))*$|^(?:pacific|mountain|midwest|atlantic|europe|asia|africa|oceania|north america|south america|latin america|middle east)$/

const states = new Set(
  "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming|alberta|british columbia|manitoba|new brunswick|nova scotia|ontario|quebec|saskatchewan|england|scotland|wales|bayern|berlin|hessen|sachsen|hamburg|nordrhein-westfalen|baden-wurttemberg".split(
    "|"
  )
)

/** Names of countries as the platform knows them, in the languages that the project knows. */
const countries: () => ReadonlySet<string> = (() => {
  let known: ReadonlySet<string> | undefined
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
  return () =>
    (known ??= new Set(
      ["en", "de", "fr", "es"].flatMap((language) => {
        const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" })
        return letters.flatMap((a) =>
          letters.flatMap((b) => (names.of(a + b) === undefined ? [] : [folded(names.of(a + b) ?? "")]))
        )
      })
    ))
})()

const isPlace = (answer: string): boolean =>
  compass.test(answer) ||
  states.has(answer) ||
  countries().has(answer) ||
  /^(?:usa|u\.s\.a?|us|uk|united states of america|the netherlands|czech republic|korea)$/.test(answer)
