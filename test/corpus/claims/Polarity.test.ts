import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Polarity from "../../../src/corpus/claims/Polarity.ts"
import { prepare } from "../../../src/corpus/claims/PreparedText.ts"
import { negatedAnswers } from "./negatedAnswers.ts"
import { furtherParaphrases, opposites, paraphrases } from "./paraphrases.ts"

const contradicts = (claim: string, source: string) => Polarity.contradicts(prepare(claim), prepare(source))
const contradictsAnswer = (claim: string, question: string, answer: string) =>
  Polarity.contradictsAnswer(prepare(claim), prepare(question), prepare(answer))

const shown = (list: ReadonlyArray<unknown>) => list.map((item) => JSON.stringify(item)).join("\n")

// Negators, words of many kinds and ends of clauses, in no order.
const Words = Schema.Array(
  Schema.Literals([
    ..."no not never without nobody don't nicht keine pas ne sans nunca non niet nie plan meals nuts house fridge cook".split(
      " "
    ),
    ..."forget hard unhappy and but or , . ? kochen Nüsse repas comida pasti maaltijden I the weekly".split(" ")
  ])
)

const Clause = Schema.Struct({
  subject: Schema.Literals(["I", "We", "My kids", "Our neighbours"]),
  verb: Schema.Literals("plan cook store share compare freeze recycle prepare order weigh photograph label".split(" ")),
  object: Schema.Literals(
    "meals groceries leftovers recipes prices vegetables coupons receipts lunches spices".split(" ")
  ),
  end: Schema.Literals(["", "on Sundays", "with my partner", "before the weekend", "for the week"])
})

describe("the negators of a claim and of the passage that it cites", () => {
  it.prop("are the same in a passage and in itself", [Words], ([words]) => {
    const text = words.join(" ")
    assert.isFalse(contradicts(text, text), text)
  })

  it.prop(
    "are left behind by any stretch that begins after the only one",
    [Clause],
    ([{ subject, verb, object, end }]) => {
      const passage = `${subject} never ${verb} ${object} ${end}`
      assert.isTrue(contradicts(`${verb} ${object} ${end}`, passage), passage)
      assert.isFalse(contradicts(`never ${verb} ${object}`, passage), passage)
    }
  )

  it.prop(
    "are seen when put before the verb or the noun of a sentence, or taken from there",
    [Clause, Schema.Literals(["do not", "don't", "never", "cannot", "hardly", "rarely", "no"])],
    ([{ subject, verb, object, end }, negator]) => {
      const plain = `${subject} ${verb} ${object} ${end}`
      const negated =
        negator === "no" ? `${subject} ${verb} no ${object} ${end}` : `${subject} ${negator} ${verb} ${object} ${end}`
      assert.isTrue(contradicts(negated, plain), `${negated} / ${plain}`)
      assert.isTrue(contradicts(plain, negated), `${plain} / ${negated}`)
    }
  )

  it("are kept in 200 short answers of eight languages, and missed in at most 3 % when taken away or added", () => {
    assert.lengthOf(negatedAnswers, 200)
    const lost = negatedAnswers.filter(({ answer }) => contradicts(answer, answer))
    assert.deepStrictEqual(lost, [])
    const away = negatedAnswers.filter(({ answer, opposite }) => !contradicts(opposite, answer))
    assert.isAtMost(away.length, 6, `taken away:\n${shown(away)}`)
    const added = negatedAnswers.filter(({ answer, opposite }) => !contradicts(answer, opposite))
    assert.isAtMost(added.length, 6, `added:\n${shown(added)}`)
  })

  it("differ in what is a fair paraphrase: of 40, at most 2 are refused", () => {
    assert.lengthOf(paraphrases, 40)
    const refused = paraphrases.filter(([claim, source]) => contradicts(claim, source))
    assert.isAtMost(refused.length, 2, shown(refused))
    const more = furtherParaphrases.filter(([claim, source]) => contradicts(claim, source))
    assert.isAtMost(more.length, 3, shown(more))
  })

  it("differ in a reworded opposite: of 43, at least 39 are refused", () => {
    assert.lengthOf(opposites, 43)
    const kept = opposites.filter(([claim, source]) => !contradicts(claim, source))
    assert.isAtMost(kept.length, 4, shown(kept))
  })

  it.each<readonly [claim: string, source: string, contradicts: boolean]>([
    ["Never shops without a list", "I never shop without a list", false],
    ["Shops without a list", "I never shop without a list", true],
    ["Buys not only organic food", "I buy organic food", false],
    ["Eats no fish", "Wir essen keinen Fisch", false],
    ["Happy with her job", "I am unhappy with my job", true],
    ["Unhappy with her job", "I'm not happy with my job", false],
    ["My family eats fish", "Nobody in my family eats fish", true],
    ["Plans meals", "I don't have the time to plan meals", true],
    ["Just cooks", "I don't plan, I just cook", false],
    [
      "Recipes for one do exist, and half a tin goes furry",
      "Recipes for one don't exist, and half a tin goes furry",
      true
    ],
    ["Half a tin goes furry in days", "Recipes for one don't exist, and half a tin goes furry in days", false],
    ["Fait ses courses au marché", "Je ne fais mes courses qu'au marché", false],
    ["Compra tudo no mercado", "Compro tudo no mercado", false]
  ])("%s, from: %s", (claim, source, expected) => {
    assert.strictEqual(contradicts(claim, source), expected)
  })
})

describe("a claim from a counted answer", () => {
  it.each<readonly [claim: string, question: string, answer: string, contradicts: boolean]>([
    ["do not plan meals", "Do you plan meals?", "No", false],
    ["plan meals", "Do you plan meals?", "No", true],
    ["plan meals", "Do you plan meals?", "Yes", false],
    ["do not plan meals", "Do you plan meals?", "Yes", true],
    ["plan meals", "How often do you plan meals?", "Never", true],
    ["never plan meals", "How often do you plan meals?", "Never", false],
    ["enjoy their job", "I enjoy my job", "Strongly disagree", true],
    ["do not enjoy their job", "I enjoy my job", "Disagree", false],
    ["plan meals", "I never plan meals", "Disagree", false],
    ["disagree that they enjoy their job", "I enjoy my job", "Disagree", false],
    ["plan meals", "Planst du deine Mahlzeiten / plan meals", "Nein", true],
    ["use coupons", "Coupons used", "Not selected", true],
    ["use coupons", "Coupons used", "unticked", true],
    ["find price important", "How important is the price?", "Not at all important", true],
    ["plan meals on paper", "How do you plan meals?", "On paper", false],
    ["Arbeitet gern hier", "Ich arbeite gern hier", "Stimme überhaupt nicht zu", true],
    ["N'aime pas son travail", "J'aime mon travail", "Pas d'accord", false],
    ["Disfruta su trabajo", "Disfruto mi trabajo", "Totalmente en desacuerdo", true],
    ["Non ama il lavoro", "Amo il mio lavoro", "Per niente d'accordo", false],
    ["Werkt graag hier", "Ik werk graag hier", "Helemaal niet mee eens", true],
    ["Gosta do trabalho", "Gosto do meu trabalho", "Discordo totalmente", true],
    ["Lubi pracę", "Lubię swoją pracę", "Zdecydowanie się nie zgadzam", true],
    ["enjoy their job", "I enjoy my job", "Neither agree nor disagree", false],
    ["have children", "How many children do you have?", "0", true],
    ["have children", "How many children do you have?", "2", false],
    ["22 of 29 answered “No” to “Do you plan meals?”", "Do you plan meals?", "No", false]
  ])("%s, from: %s %s", (claim, question, answer, expected) => {
    assert.strictEqual(contradictsAnswer(claim, question, answer), expected)
  })
})
