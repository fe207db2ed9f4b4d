import { assert, describe, it } from "@effect/vitest"
import * as Codebook from "../../../src/corpus/codebook/index.ts"
import * as Variables from "../../../src/corpus/codebook/Variables.ts"
import { again, codebookOf, ownWords, questionOf, single } from "./columns.ts"

describe("The kind of a question", () => {
  it.each([
    ["one of a list", "Which plan do you have?", again(["free", "pro", "team"]), "single"],
    ["yes or no", "Do you own a car?", again(["Yes", "No"]), "single"],
    ["a rating in numbers", "How do you like it?", again(["1", "2", "3", "4", "5"]), "scale"],
    ["an amount", "How many people live here?", again(["1", "2", "3", "4", "5"]), "number"],
    ["an amount with decimal commas", "Größe in m", again(["1,62", "1,75", "1,81", "1,58"]), "number"],
    ["a day", "Last visit", again(["2023-01-02", "2023-04-05", "2022-12-24"]), "date"],
    ["own words", "What would you change?", ownWords(), "text"],
    ["codes for what somebody is", "What is your gender?", again(["1", "2", "3", "2"]), "single"],
    ["stars", "Stars", again(["★", "★★", "★★★★★"]), "scale"]
  ])("%s", (_, header, answers, kind) => {
    assert.strictEqual(single(header, answers).kind, kind)
  })

  it("reads three digits behind a decimal comma as decimals where other cells of the column show that it is one", () => {
    const ages = codebookOf({ Age: again(["18,25", "17,583", "20", "35,833"]) })
    assert.strictEqual(questionOf(ages, "Age").decimalSign, ",")
    const [age] = Variables.of(ages)
    assert.deepInclude(age?.read(new Map([["Age", "17,583"]])), { value: 17.583 })
    assert.isUndefined(questionOf(codebookOf({ Price: again(["1,200", "950", "2,500"]) }), "Price").decimalSign)
  })

  it("is a ranking where each row gives every place once", () => {
    const orders = ["123", "213", "321", "132"]
    const place = (at: number) => again(orders).map((order) => order.charAt(at))
    const codebook = codebookOf({
      "Rank these [Price]": place(0),
      "Rank these [Speed]": place(1),
      "Rank these [Design]": place(2)
    })
    const [question] = codebook.questions
    assert.deepStrictEqual([question?.kind, question?.direction], ["rank", "descending"])
  })

  it("is a ranking where columns are places that hold options", () => {
    const orders = again(["Price Speed Design", "Speed Price Design", "Design Speed Price"]).map((order) =>
      order.split(" ")
    )
    const codebook = codebookOf({
      "Order these by preference [Rank 1]": orders.map(([one = ""]) => one),
      "Order these by preference [Rank 2]": orders.map(([, two = ""]) => two),
      "Order these by preference [Rank 3]": orders.map(([, , three = ""]) => three)
    })
    assert.strictEqual(codebook.questions[0]?.kind, "rank")
  })
})

describe("Options joined in a cell", () => {
  it.each([
    ["semicolons", ";"],
    ["commas", ", "],
    ["bare commas", ","],
    ["bars", "|"]
  ])("are told apart by %s", (_, separator) => {
    const cells = again(
      [["bus", "bike"], ["car"], ["bus", "car", "bike"], ["bike"], ["car", "bike"]].map((some) => some.join(separator))
    )
    const question = single("Which of these do you use?", cells)
    assert.deepStrictEqual([question.layout, question.separator], ["delimited", separator])
    assert.sameMembers([...(question.options ?? [])], ["bus", "bike", "car"])
  })

  it("stay whole where they hold the separator themselves", () => {
    const sheets = "Spreadsheets (Excel, Sheets)"
    const memory = "I don't track, I just remember"
    const cells = again([`${sheets}, Paper`, memory, `Paper, ${memory}`, sheets, `${sheets}, ${memory}`, "Paper"], 60)
    assert.sameMembers(
      [...(single("What do you use to track expenses?", cells).options ?? [])],
      [sheets, memory, "Paper"]
    )
  })

  it("are told apart by spaces only where each stands alone somewhere", () => {
    const joined = single("water/source", again(["well tap", "river", "well", "tap", "tap river"]))
    assert.deepStrictEqual([joined.layout, joined.separator], ["delimited", " "])
    assert.strictEqual(single("colour", again(["dark red", "light red", "dark blue"])).layout, "column")
  })

  it("are no list where people wrote sentences with commas", () => {
    assert.strictEqual(
      single(
        "Why?",
        ownWords().map((text, i) => `${text} Well, in room ${i}, mostly, yes.`)
      ).kind,
      "text"
    )
  })
})

describe("A column an option", () => {
  it("says how an option that was not chosen is written", () => {
    const marks = { "Which? [A]": again(["Yes", "No"]), "Which? [B]": again(["No", "No", "Yes"]) }
    const question = questionOf(codebookOf(marks), "Which? [A]")
    assert.deepStrictEqual([question.kind, question.layout, question.unticked], ["multiple", "one-hot", "No"])
  })
})

describe("A box that holds the words of its option", () => {
  it("is ticked by its translations too", () => {
    const box = (step: number, ...words: ReadonlyArray<string>) =>
      Array.from({ length: 40 }, (_, i) => (i % step === 0 ? (words[i === step ? 1 : 0] ?? words[0] ?? "") : ""))
    const columns = {
      "Why a cloud? Web hosting": box(2, "Web hosting"),
      "Why a cloud? Ease of use": box(3, "Ease of use"),
      "Why a cloud? Special hardware": box(4, "Special hardware", "Matériel spécial")
    }
    const question = questionOf(codebookOf(columns), "Why a cloud? Special hardware")
    assert.isTrue(question.columns.every(({ openEnded }) => openEnded !== true))
    assert.strictEqual(question.layout, "one-hot")
  })
})

describe("What changes from row to row of a person", () => {
  const people = Array.from({ length: 60 }, (_, i) => `person ${Math.floor(i / 6)}`)
  const places = (of: (i: number) => number) => people.map((_, i) => ["Home", "Work", "Leeds"][of(i) % 3] ?? "")
  const demographicOf = (location: ReadonlyArray<string>) =>
    questionOf(
      codebookOf({ "Participant ID": people, location, mood: people.map((_, i) => ["Good", "Bad"][i % 2] ?? "") }),
      "location"
    ).demographic

  it("is not who they are", () => {
    assert.strictEqual(demographicOf(places((i) => Math.floor(i / 6))), "region")
    assert.isNull(demographicOf(places((i) => i)))
  })
})

describe("How often others do something", () => {
  it("is no habit of who is asked", () => {
    const steps = again(["Never", "Sometimes", "Often", "Always"])
    assert.strictEqual(single("How often do you ask for help?", steps).asks, "behaviour")
    assert.notStrictEqual(single("Do your colleagues inform you about your results?", steps).asks, "behaviour")
  })
})

describe("Codes for no answer", () => {
  it.each([
    ["99 far outside a scale", "Q7", again(["1", "2", "3", "4", "5", "99"]), ["99"]],
    ["99 within a range", "Weight in kg", again(["55", "72", "99", "101", "88"]), []],
    ["-99 where nothing else is negative", "Q7", again(["1", "2", "3", "4", "-99"]), ["-99"]],
    ["negative numbers beside others", "Change", again(["-3", "-2", "-1", "4", "5", "-40"]), []],
    [
      "the option not to say",
      "What is your income?",
      again(["<20k", "20k-40k", "Prefer not to say"]),
      ["Prefer not to say"]
    ],
    ["NA and N/A", "Plan", again(["free", "pro", "NA", "N/A"]), ["NA", "N/A"]],
    ["keine Angabe", "Geschlecht", again(["weiblich", "männlich", "keine Angabe"]), ["keine Angabe"]],
    ["what means something", "Do you exercise?", again(["None", "Some", "Don't know"]), []]
  ])("%s", (_, header, answers, missing) => {
    assert.sameMembers([...single(header, answers).missing], [...missing])
  })
})

describe("Who somebody is", () => {
  it.each([
    ["age", "How old are you?", again(["31", "44", "52", "67"])],
    ["age", "Wat is uw leeftijd?", again(["31", "44", "52", "67"])],
    ["age", "birth_year", again(["1971", "1984", "1992", "1967"])],
    ["gender", "Vous êtes :", again(["Une femme", "Un homme"])],
    ["gender", "q1", again(["female", "male"])],
    ["income", "Monatliches Bruttoeinkommen", again(["unter 1.000 €", "1.000 - 1.999 €", "2.000 € und mehr"])],
    ["occupation", "What is your current job title?", again(["nurse", "cook", "teacher"])],
    ["education", "Titolo di studio", again(["Diploma", "Laurea", "Dottorato"])],
    ["household", "Familienstand", again(["ledig", "verheiratet", "geschieden"])],
    ["region", "q9", again(["Germany", "France", "Spain"])]
  ])("%s is told by %s", (demographic, header, answers) => {
    assert.strictEqual(single(header, answers).demographic, demographic)
  })

  it.each([
    ["How satisfied are you with your job?", again(["1", "2", "3", "4", "5"])],
    ["What do you like about your job?", ownWords()],
    ["What income do you hope for in your next job?", again(["<20k", "20k-40k", ">40k"])]
  ])("is not told by: %s", (header, answers) => {
    assert.isNull(single(header, answers).demographic)
  })
})

describe("Doubts", () => {
  it("name codes whose meaning the file does not hold, with what to write", () => {
    const found = Codebook.doubts(codebookOf({ V7: again(["1", "2"]), Plan: again(["free", "pro", "pro"]) }))
    assert.strictEqual(found.length, 1)
    assert.match(found[0]?.message ?? "", /codes whose meaning the file does not hold.*use: false/)
  })
})
