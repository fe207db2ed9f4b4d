import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Schema } from "effect"
import * as Answers from "../../src/embedded/AnswerWording.ts"
import * as Names from "../../src/embedded/Names.ts"
import { wordCount } from "../../src/corpus/Sentences.ts"
import type { Support } from "../../src/embedded/Facets.ts"
import * as Phrases from "../../src/embedded/Phrases.ts"
import * as Shares from "../../src/embedded/Shares.ts"
import { headline, predicate } from "../../src/embedded/Predicates.ts"
import * as Questions from "../../src/embedded/Questions.ts"
import { rewrite } from "../../src/embedded/ThirdPerson.ts"
import { conjugate, thirdPerson } from "../../src/corpus/Verbs.ts"
import { column } from "./fixtures.ts"

const tell = (header: string, answer: string, others: ReadonlyArray<string> = []): string => {
  const answers = Object.fromEntries([answer, ...others].map((each) => [each, 5]))
  const profile = column(header, answers)
  return predicate(Questions.ofColumn(profile), [answer], profile)
}

describe("shares in words", () => {
  it("never say more than the figure by a band and a half", () => {
    const words = [0.02, 0.1, 0.15, 0.2, 0.25, 0.33, 0.4, 0.5, 0.57, 0.66, 0.75, 0.85, 0.95, 1].map(
      Phrases.shareInWords
    )
    assert.deepStrictEqual(words, [
      "a few",
      "about one in ten",
      "about one in seven",
      "about a fifth",
      "about a quarter",
      "about a third",
      "about two in five",
      "about half",
      "more than half",
      "about two thirds",
      "about three quarters",
      "most",
      "nearly all",
      "all"
    ])
  })

  it("say all only of all, and most only of a clear majority", () => {
    const called = (words: string) =>
      Array.from({ length: 201 }, (_, n) => n / 200).filter((share) => Phrases.shareInWords(share) === words)
    assert.isAbove(Math.min(...called("all")), 0.99)
    assert.isAtLeast(Math.min(...called("most")), 0.78)
    assert.isAbove(Math.min(...called("more than half")), 0.5)
  })

  it("round to whole per cent, but not to none or all", () => {
    assert.deepStrictEqual([0, 0.001, 0.624, 0.999, 1].map(Phrases.percent), [
      "0%",
      "under 1%",
      "62%",
      "over 99%",
      "100%"
    ])
  })
})

describe("small phrases", () => {
  it("enumerate as English does", () => {
    assert.strictEqual(Phrases.enumerate(["a"]), "a")
    assert.strictEqual(Phrases.enumerate(["a", "b", "c"]), "a, b and c")
  })

  it("quote with typographic marks, and marks within as single ones", () => {
    assert.strictEqual(Phrases.quote('the "big" shop.'), "“the ‘big’ shop”")
  })

  it("show open and closed ranges of age", () => {
    assert.strictEqual(Phrases.showAge({ min: 61, max: null }), "61 or older")
    assert.strictEqual(Phrases.showAge({ min: 25, max: 34 }), "25–34")
    assert.strictEqual(Phrases.showAge({ min: 0, max: 17 }), "up to 17")
  })

  it("keep the capitals of abbreviations in the middle of a sentence", () => {
    assert.strictEqual(Phrases.uncapitalise("GP in a small town"), "GP in a small town")
    assert.strictEqual(Phrases.uncapitalise("Nurse"), "nurse")
    assert.strictEqual(Phrases.uncapitalise("W hand"), "W hand")
    assert.strictEqual(Phrases.uncapitalise("A few times"), "a few times")
  })
})

describe("verbs", () => {
  it("take the third person, with adverbs and joined verbs", () => {
    assert.deepStrictEqual(["go", "carry", "play", "watch", "have"].map(thirdPerson), [
      "goes",
      "carries",
      "plays",
      "watches",
      "has"
    ])
    assert.strictEqual(conjugate("usually plan and cook meals"), "usually plans and cooks meals")
  })
})

describe("an answer is told as what somebody does", () => {
  const comma =
    "How much, if at all, do you care about the use (or lack thereof) of the serial (or Oxford) comma in grammar?"
  const lottery =
    "Consider the following: <br>In Lottery A, you have a 50% chance of success, with a payout of $100. <br>In Lottery B, you have a 90% chance of success, with a payout of $20. <br><br>Assuming you have $10 to bet, would you play Lottery A or Lottery B?"
  const cases: ReadonlyArray<readonly [header: string, answer: string, told: string]> = [
    ["Do you ever smoke cigarettes?", "Yes", "smokes cigarettes"],
    ["Do you ever smoke cigarettes?", "No", "never smokes cigarettes"],
    ["Do you eat steak?", "No", "does not eat steak"],
    ["Have you ever been skydiving?", "No", "has never been skydiving"],
    ["Have you ever cheated on your significant other?", "Yes", "has cheated on their significant other"],
    ["Are you a vegetarian?", "No", "is not a vegetarian"],
    [
      "Prior to reading about it above, had you heard of the serial (or Oxford) comma?",
      "No",
      "had not heard of the serial comma"
    ],
    [comma, "A lot", "cares a lot about the use of the serial comma in grammar"],
    [comma, "Not at all", "does not care at all about the use of the serial comma in grammar"],
    ["How much do you enjoy cooking?", "Not much", "does not enjoy cooking much"],
    [
      "In your opinion, how important or unimportant is proper use of grammar?",
      "Very important",
      "finds proper use of grammar very important"
    ],
    [
      "In your opinion, how important or unimportant is proper use of grammar?",
      "Neither important nor unimportant (neutral)",
      "finds proper use of grammar neither important nor unimportant"
    ],
    [
      "How satisfied are you with Larder? (1-10)",
      "6",
      "rates how satisfied they are with Larder at 6 on a scale of 1 to 10"
    ],
    ["How satisfied are you with your bank?", "Somewhat dissatisfied", "is somewhat dissatisfied with their bank"],
    ["How do you like your steak prepared?", "Medium rare", "likes their steak prepared medium rare"],
    ["How often do you plan meals in advance?", "Now and then", "plans meals in advance now and then"],
    ["How often do you plan meals in advance?", "Never", "never plans meals in advance"],
    ["How many times a week do you throw food away?", "3", "throws food away 3 times a week"],
    ["How many times a week do you throw food away?", "1", "throws food away once a week"],
    ["How many children do you have?", "2", "has 2 children"],
    ["What do you spend on food in a typical week? (in your currency)", "49", "spends 49 on food in a typical week"],
    ["How do you commute?", "By bike", "commutes by bike"],
    [
      lottery,
      "Lottery B",
      "would play Lottery B (“a 90% chance of success, with a payout of $20”), assuming they have $10 to bet"
    ],
    [
      "Where do you do most of your food shopping?",
      "A mix of these",
      "says “A mix of these” when asked where they do most of their food shopping"
    ],
    ["I feel confident cooking", "Strongly agree", "strongly agrees with “I feel confident cooking”"],
    ["Favourite tool", "Hammer", "gives “Hammer” as their favourite tool"],
    ["Welches Werkzeug benutzen Sie?", "Hammer", "answers “Hammer” to “Welches Werkzeug benutzen Sie?”"]
  ]
  for (const [header, answer, told] of cases) {
    it(`tells that somebody ${told}`, () => assert.strictEqual(tell(header, answer), told))
  }

  it("names several choices of one question together", () => {
    const profile = column(
      "Which Larder features do you use?",
      { "Shared lists": 3, "Meal planner": 2 },
      { kind: "multi" }
    )
    assert.strictEqual(
      predicate(Questions.ofColumn(profile), ["Shared lists", "Meal planner"], profile),
      "uses the Larder features “Shared lists” and “Meal planner”"
    )
  })

  it("tells long answers that are nearly the same by where they differ", () => {
    const [first, second] = [
      "It's important for a person to be honest, kind, and loyal.",
      "It's important for a person to be honest, kind and loyal."
    ]
    const profile = column("Which sentence is more correct?", { [first]: 6, [second]: 4 })
    assert.include(Answers.brief(first, profile), "kind, and")
    assert.include(Answers.brief(second, profile), "kind and")
    assert.isBelow(wordCount(Answers.brief(first, profile)), 7)
  })

  it("is about the thing itself in a title", () => {
    const profile = column(comma, { "A lot": 3 })
    assert.strictEqual(headline(Questions.ofColumn(profile), "A lot", profile), "cares a lot about the serial comma")
  })

  it.effect.prop(
    "is one line of words whatever header and answer are",
    [Schema.String, Schema.NonEmptyString],
    ([header, answer]) =>
      Effect.sync(() => {
        const told = tell(header === "" ? "?" : header, answer)
        assert.notInclude(told, "undefined")
        assert.isAbove(told.length, 0)
      }),
    { arbitrary: { runs: 300 } }
  )
})

describe("leaning of answers", () => {
  it("reads words and places on a scale", () => {
    assert.strictEqual(Answers.leaning("Not much", null), "low")
    assert.strictEqual(Answers.leaning("Somewhat unimportant", null), "low")
    assert.strictEqual(Answers.leaning("Very important", null), "high")
    assert.strictEqual(Answers.leaning("9", [1, 10]), "high")
    assert.strictEqual(Answers.leaning("3", [1, 10]), "low")
    assert.strictEqual(Answers.leaning("Blue", null), "neither")
  })

  it("knows answers that say nothing", () => {
    for (const nothing of ["n/a", "idk", "Prefer not to say", "-", "None of these"])
      assert.isTrue(Answers.saysNothing(nothing), nothing)
    assert.isFalse(Answers.saysNothing("Nobody eats it"))
  })
})

describe("what somebody says of themself, told of them", () => {
  const safe: ReadonlyArray<readonly [said: string, told: string]> = [
    ["I want to waste less of my food", "Wants to waste less of their food"],
    [
      "I plan backwards from whatever dies first: salad, herbs.",
      "Plans backwards from whatever dies first: salad, herbs"
    ],
    ["Well, I usually shop on Saturday because I'm free", "Usually shops on Saturday because they’re free"],
    ["I'd like to be told two days before", "Would like to be told two days before"],
    ["I don't trust the labels", "Does not trust the labels"],
    ["My kids add things to the list", "Their kids add things to the list"],
    [
      "Get five dinners sorted so nobody is asking me what's for tea",
      "Get five dinners sorted so nobody is asking them what's for tea"
    ],
    ["I bought tortillas and he bought tortillas", "Bought tortillas and he bought tortillas"],
    ["too many steps for one free hand", "Too many steps for one free hand"]
  ]
  for (const [said, told] of safe) {
    it(`${said} → ${told}`, () => assert.deepStrictEqual(rewrite(said), Option.some(told)))
  }

  const unsafe: ReadonlyArray<readonly [said: string, why: string]> = [
    ["They change the list after I have gone out", "two people would be called they"],
    ["We sat down with a cup of tea each", "a group is no single person"],
    ["I drew a comic about it", "the verb is not known"],
    ["I plan on Sunday and cook on Monday", "a second verb would have to change"],
    ["Do I filter it or not?", "it is a question"],
    ['My list is called "Noor yes"', "it quotes somebody"]
  ]
  for (const [said, why] of unsafe) {
    it(`leaves “${said}” alone: ${why}`, () => assert.deepStrictEqual(rewrite(said), Option.none()))
  }
})

describe("names", () => {
  it("are different for every draft, however many there are and whatever their gender", () => {
    const kinds = ["neutral", "feminine", "masculine"] as const
    const names = kinds.flatMap((kind) => Array.from({ length: 300 }, (_, index) => Names.pick(index, kind)))
    assert.strictEqual(new Set(names).size, 900)
    assert.isAtLeast(Names.all.length, 200)
  })

  it("are all used before one returns with an initial", () => {
    const names = Array.from({ length: 74 }, (_, index) => Names.pick(index, "feminine"))
    assert.isTrue(names.every((name) => !name.includes(".")))
    assert.match(Names.pick(74, "feminine"), / A\.$/)
  })

  it("go with a clear gender only", () => {
    assert.strictEqual(Names.kindOf("Female"), "feminine")
    assert.strictEqual(Names.kindOf("m"), "masculine")
    assert.strictEqual(Names.kindOf("Non-binary"), "neutral")
    assert.strictEqual(Names.kindOf(undefined), "neutral")
  })
})

describe("a share", () => {
  it("says that it was counted among similar people, where it was", () => {
    const support: Support = { _tag: "Sample", share: 0.75, count: 9, answered: 12 }
    assert.strictEqual(Shares.inWords(support), "about three quarters of a sample of similar people from this group")
    assert.strictEqual(Shares.inWords({ _tag: "Group", share: 0.75 }), "about three quarters of this group")
  })
})
