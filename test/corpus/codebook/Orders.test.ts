import { assert, describe, it } from "@effect/vitest"
import { again, single } from "./columns.ts"

/** Answers from low to high, with `<` between them. */
const orders: ReadonlyArray<readonly [string, string]> = [
  [
    "English agreement",
    "Strongly disagree < Somewhat disagree < Neither agree nor disagree < Somewhat agree < Strongly agree"
  ],
  ["English frequency", "Never < Rarely < Sometimes < Often < Always"],
  ["English rates", "Never < Less than once a week < 1-2 times a week < 3-4 times a week < 5 or more times a week"],
  ["English with one pole", "Not at all difficult < Somewhat difficult < Very difficult"],
  ["English comparison", "Much too low < Too low < About right < Too high < Much too high"],
  [
    "English expectations",
    "Far below expectations < Below expectations < Met expectations < Exceeded expectations < Far exceeded expectations"
  ],
  ["days of two weeks", "Not at all < Several days < More than half the days < Nearly every day"],
  ["quality", "Poor < Fair < Good < Very good < Excellent"],
  ["names of options in programs", "very_dissatisfied < dissatisfied < neutral < satisfied < very_satisfied"],
  [
    "German agreement",
    "trifft überhaupt nicht zu < trifft eher nicht zu < teils, teils < trifft eher zu < trifft voll und ganz zu"
  ],
  ["German frequency", "Nie < Seltener < Einmal pro Woche < Mehrmals pro Woche < Täglich"],
  ["German rates", "nie < 1-2 Tage pro Woche < 3-4 Tage pro Woche < immer"],
  [
    "French agreement",
    "Pas du tout d'accord < Plutôt pas d'accord < Ni d'accord ni pas d'accord < Plutôt d'accord < Tout à fait d'accord"
  ],
  ["French frequency", "Jamais < Rarement < Parfois < Souvent < Tous les jours"],
  [
    "Spanish agreement",
    "Totalmente en desacuerdo < En desacuerdo < Ni de acuerdo ni en desacuerdo < De acuerdo < Totalmente de acuerdo"
  ],
  ["Spanish frequency", "Nunca < Casi nunca < A veces < Casi siempre < Siempre"],
  ["Dutch agreement", "Helemaal mee oneens < Mee oneens < Neutraal < Mee eens < Helemaal mee eens"],
  ["Italian satisfaction", "Per niente soddisfatto < Poco soddisfatto < Abbastanza soddisfatto < Molto soddisfatto"],
  ["Portuguese frequency", "Nunca < Raramente < Às vezes < Frequentemente < Sempre"],
  ["leading numbers", "1 (Not at all likely) < 2 < 3 < 4 < 5 (Extremely likely)"],
  ["stars", "⭐ < ⭐⭐ < ⭐⭐⭐"],
  ["hollow stars", "★☆☆ < ★★☆ < ★★★"],
  ["bands of age", "Under 18 < 18-24 < 25-34 < 45 or older"],
  ["bands of money", "Less than $25,000 < $25,000-$49,999 < $100,000 or more"],
  ["bands of time", "Less than 1 year < 1-2 years < 3-5 years < 20+ years"],
  ["bands after never", "I have never written code < < 1 years < 1-2 years < 3-5 years"],
  ["German bands", "unter 1 Jahr < 1 bis 3 Jahre < 4 bis 10 Jahre < über 10 Jahre"],
  ["French bands", "Moins d'un an < 1 à 5 ans < 6 à 10 ans < Plus de 10 ans"],
  [
    "English education",
    "High school diploma or GED < Some college, but no degree < Bachelor’s degree < Master’s degree < PhD"
  ],
  ["German education", "Hauptschulabschluss < Mittlere Reife < Abitur < Bachelor < Master oder Diplom < Promotion"],
  ["French education", "Brevet < Baccalauréat < Licence < Master < Doctorat"],
  ["Spanish education", "Primaria < Secundaria < Bachillerato < Licenciatura < Maestría < Doctorado"]
]

/** `< 1 years` holds the mark that is between the answers. */
const parted = (order: string): ReadonlyArray<string> => order.split(/ < (?!< )(?!\d years? <)|(?<=code) < /)

describe("The order of answers", () => {
  it.each(orders)("%s", (_, order) => {
    const answers = order.includes("< <")
      ? ["I have never written code", "< 1 years", "1-2 years", "3-5 years"]
      : parted(order)
    const question = single("Q1", again(answers, 60, 1).toReversed())
    assert.deepStrictEqual(question.options, answers)
    assert.strictEqual(question.direction, "ascending")
  })

  it.each([
    ["yes, maybe, no", ["Yes", "Maybe", "No"]],
    ["names", ["Slack", "Jira", "Figma"]]
  ])("does not exist among %s", (_, answers) => {
    assert.isUndefined(single("Q1", again(answers, 60)).direction)
  })

  it("leaves out what is no step of it", () => {
    const question = single("Overall health", again(["Poor", "Good", "Excellent", "Don't know"], 60))
    assert.deepStrictEqual(question.options, ["Poor", "Good", "Excellent"])
    assert.deepStrictEqual(question.offScale, ["Don't know"])
  })
})
