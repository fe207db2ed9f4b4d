import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Briefs from "../../../src/corpus/briefs/index.ts"
import * as Counted from "../../../src/corpus/briefs/CountedAnswers.ts"
import { mentions } from "../../../src/corpus/briefs/MentionedWords.ts"
import { asksWhy } from "../../../src/corpus/codebook/AskedFor.ts"
import * as Titles from "../../../src/corpus/briefs/Titles.ts"
import { labelOf } from "../../../src/corpus/codebook/QuestionLabel.ts"
import { nameOf } from "../../../src/corpus/briefs/QuestionNames.ts"
import * as Corpus from "../../../src/corpus/Corpus.ts"
import { nameOf as personaName } from "../../../src/corpus/briefs/PersonaNames.ts"
import {
  deniesQuestion,
  isList,
  isSayableAnswer,
  isSayableQuestion,
  saysNothing
} from "../../../src/corpus/briefs/Sayable.ts"
import { bundled, briefsOf } from "../requests.ts"
import { interview, rows } from "../surveys.ts"

describe("a question that can be said aloud", () => {
  it.each(["How often do you cook?", "Age", "Wie oft kochen Sie?", "料理は好きですか", "Sex", "Vote"])(
    "is %s",
    (label) => {
      assert.isTrue(isSayableQuestion({ label }))
    }
  )

  it.each([
    "Q12",
    "NW Hnd",
    "A1",
    "rses3",
    "q7_2",
    "var_12",
    "BFI_neuroticism_4_multipleChoice",
    "You mentioned {}: do you measure it?",
    "Cloud needs include storing or…"
  ])("is not %s", (label) => {
    assert.isFalse(isSayableQuestion({ label }))
  })
})

describe("the name of a question", () => {
  it.each([
    ["How often do you plan meals in advance?", "Plan meals in advance"],
    ["Which Larder features do you use?", "Larder features"],
    ["What is your highest degree?", "Highest degree"],
    ["The normal distribution is symmetric.", "Normal distribution is symmetric"],
    ["Is Dask stable enough for you?", "Is Dask stable enough for you?"],
    ["What does the CLT show?", "What does the CLT show?"],
    ["Which of these statements does *not* apply?", "Which of these statements does *not* apply?"],
    ["Which sentence is more correct?", "Which sentence is more correct?"],
    ["Which statement applies to you?", "Which statement applies to you?"],
    ["Wie oft kochen Sie?", "Wie oft kochen Sie?"],
    // What happens so many times is too long to name, and the number alone says nothing.
    ["On a long flight, how many times is it acceptable to get up if you're not in an aisle seat?", undefined]
  ])("of %s is %s", (label, name) => {
    assert.strictEqual(nameOf({ label }, labelOf(label, "", null)), name)
  })

  it("is missing where the question is long and can be shortened to no name", () => {
    const label = "Does your work give you the opportunity to check on how well you are doing your work?"
    assert.isUndefined(nameOf({ label }, "Opportunity to check on how well you…"))
  })

  it("is the label of the codebook where that says more than words of the question", () => {
    assert.strictEqual(
      nameOf({ label: "How satisfied are you with Larder?" }, "Satisfaction with Larder"),
      "Satisfaction with Larder"
    )
  })
})

describe("questions of a table whose headers are variable names", () => {
  const said = (headers: ReadonlyArray<string>) => {
    const table = rows(
      Array.from({ length: 40 }, (_, row) =>
        Object.fromEntries(
          headers.map((header, column) => [header, ["Right", "Left", "Both"][(row + column) % 3] ?? ""])
        )
      )
    )
    return Corpus.make(table)
      .columns.filter(isSayableQuestion)
      .map(({ name }) => name)
  }

  it("are not said, not even those of one word", () => {
    assert.deepStrictEqual(said(["Wr.Hnd", "NW.Hnd", "Clap", "Fold"]), [])
    assert.deepStrictEqual(said(["happy_sliderNegPos", "sad_sliderNegPos", "tired_sliderNegPos", "clap"]), [])
  })

  it("are said where headers are words", () => {
    const headers = ["plan", "Favourite colour", "device", "clap"]
    assert.deepStrictEqual(said(headers), headers)
  })

  it("are said by their demographic", () => {
    const table = rows(
      Array.from({ length: 40 }, (_, row) => ({
        gender_multipleChoice_string: row % 2 === 0 ? "Female" : "Male",
        hand_multipleChoice_string: row % 3 === 0 ? "Right" : "Left",
        foot_multipleChoice_string: row % 5 === 0 ? "Right" : "Left"
      }))
    )
    assert.deepStrictEqual(
      Corpus.make(table)
        .columns.filter(isSayableQuestion)
        .map(({ label }) => label),
      ["Gender"]
    )
  })
})

describe("two questions of one demographic", () => {
  const demographicsOf = (headers: readonly [string, string]) => {
    const table = rows(
      Array.from({ length: 40 }, (_, row) => ({
        [headers[0]]: ["Bachelor", "Master", "Doctorate"][row % 3] ?? "",
        [headers[1]]: ["Bachelor of Arts", "Bachelor of Laws", "Master of Science"][row % 3] ?? ""
      }))
    )
    const counting = Counted.of(Corpus.make(table))
    return [...counting.profiles.values()].map((profile) => Counted.asked(counting, profile).demographic)
  }

  it("are told by what each asks, and by their name where the file has no question", () => {
    const asked = ["What is your highest degree?", "What was your first degree in education?"] as const
    assert.deepStrictEqual(demographicsOf(asked), [null, null])
    assert.deepStrictEqual(demographicsOf(["Education", "What was your first degree in education?"]), [
      "education",
      null
    ])
  })
})

describe("an answer that can be said aloud", () => {
  const closed = { kind: "closed", role: "other" } as const
  it.each(["Every week", "No", "18-24", "> 60", "$25,000 - $49,999", "はい"])("is %s", (answer) => {
    assert.isTrue(isSayableAnswer(closed, answer))
  })

  it.each(["R", "3", "Other", "Prefer not to say", "None of the above", "A2", "[PERSON_1]", ""])(
    "is not %s",
    (answer) => {
      assert.isFalse(isSayableAnswer(closed, answer))
    }
  )

  it("may be a letter or a number where somebody's gender or age is asked for", () => {
    assert.isTrue(isSayableAnswer({ kind: "closed", role: "gender" }, "F"))
    assert.isTrue(isSayableAnswer({ kind: "closed", role: "age" }, "34"))
  })
})

it.each([
  "none",
  "N/A",
  "nothing really",
  "Nope.",
  "-",
  "keine",
  "Nichts besonderes!",
  "rien",
  "aucune idée",
  "nada",
  "niente",
  "geen",
  "nie wiem",
  "特になし",
  "I don't know",
  "as above"
])("%s says nothing", (answer) => {
  assert.isTrue(saysNothing(answer))
})

it.each(["Nothing works on my phone", "No nuts in the house", "Keine Zeit am Abend"])("%s says something", (answer) => {
  assert.isFalse(saysNothing(answer))
})

it.each([
  ["Why do you plan meals?", true],
  ["If you stopped, why?", true],
  ["What made you choose it?", true],
  ["Warum fahren Sie nicht öfter mit uns?", true],
  ["Which groups should be excluded from participation? Why?", false],
  ["What is the reason code?", false]
])("%s asks for somebody's own reasons: %s", (question, asks) => {
  assert.strictEqual(asksWhy(question), asks)
})

it.each(["n/a - i eat at work mostly", "Honest answer: none. I buy it all", "Ah nothing much, the voice maybe"])(
  "%s denies the question",
  (answer) => assert.isTrue(deniesQuestion(answer))
)

it("a title is an answer that the respondent who stands for the segment gave too", () => {
  const { profile, counts } = {
    profile: {
      name: "q",
      question: "q",
      label: "Do you drink?",
      kind: "closed",
      role: "other",
      answered: 40,
      answers: [],
      numbers: null
    },
    counts: ["Yes", "No"]
  } as const
  const of = (answer: string, matched: number) => ({
    profile,
    isContrast: false,
    count: {
      question: "q",
      label: profile.label,
      demographic: null,
      isMultiple: false,
      operator: "is" as const,
      answers: [answer],
      group: { matched, of: 20 },
      everyone: { matched, of: 40 }
    }
  })
  const titled = (gave: string) =>
    Titles.of(
      [
        {
          counts: counts.map((answer) => of(answer, 15)),
          anchorGave: ({ count }) => count.answers?.[0] === gave,
          label: "Everybody"
        }
      ],
      new Map()
    )[0]?.text
  assert.include(titled("Yes"), "Yes")
  assert.include(titled("No"), "No")
  assert.strictEqual(titled("neither"), "Everybody")
})

it("a list of things is no sentence", () => {
  assert.isTrue(isList("pandas, zarr, numpy, scipy"))
  assert.isFalse(isList("I plan on Sunday, shop on Monday and cook when I get round to it"))
})

it("a word is mentioned as a whole word in any case", () => {
  const holds = mentions("list")
  assert.isTrue(holds("The List never syncs"))
  assert.isTrue(holds("our list's gone"))
  assert.isFalse(holds("a listing"))
})

it("names of personas never repeat", () => {
  const names = Array.from({ length: 500 }, (_, i) => personaName(i))
  assert.strictEqual(new Set(names).size, 500)
})

describe("the briefs of the bundled survey", () => {
  it.effect("count what the answers say, in the segment and in all", () =>
    Effect.gen(function* () {
      const { briefs, corpus, groups } = yield* briefsOf(yield* bundled, 5)
      for (const [index, { brief }] of briefs.entries()) {
        const members = groups[index]?.members ?? []
        const fields = (place: number) => new Map(corpus.records[place]?.fields.map(({ name, text }) => [name, text]))
        for (const count of brief.counts) {
          if (count.operator !== "is" || count.isMultiple) continue
          const counted = (places: ReadonlyArray<number>) => {
            const given = places.flatMap((place) => fields(place).get(count.label) ?? [])
            return { matched: given.filter((answer) => answer === count.answers?.[0]).length, of: given.length }
          }
          if (corpus.columns.every(({ name }) => name !== count.label)) continue
          assert.deepStrictEqual(count.group, counted(members))
          assert.deepStrictEqual(count.everyone, counted([...corpus.records.keys()]))
        }
        assert.strictEqual(brief.segment.size, members.length)
      }
    })
  )

  it.effect("have ids of their own, four passages of a respondent at most, and the anchor's first", () =>
    Effect.gen(function* () {
      const { briefs } = yield* briefsOf(yield* bundled, 5)
      const ids = briefs.flatMap(({ brief, passages }) => [...brief.counts, ...passages].map(({ id }) => id))
      assert.strictEqual(new Set(ids).size, ids.length)
      assert.strictEqual(new Set(briefs.map(({ brief }) => brief.title)).size, briefs.length)
      assert.strictEqual(new Set(briefs.map(({ brief }) => brief.name)).size, briefs.length)
      for (const { brief, passages } of briefs) {
        assert.strictEqual(passages[0]?.recordId, brief.anchor)
        for (const { recordId } of passages)
          assert.isAtMost(passages.filter((other) => other.recordId === recordId).length, 4)
        assert.isAtLeast(brief.sharedBy, 3)
        for (const { count } of brief.facts) assert.isTrue(brief.counts.some(({ id }) => id === count))
      }
    })
  )

  it.effect("show each draft of a segment the same counts and other passages, within the limits", () =>
    Effect.gen(function* () {
      const { briefs } = yield* briefsOf(yield* bundled, 3)
      const limits = { maxPassages: 12, maxBytes: 1500, seed: 3 }
      for (const brief of briefs) {
        const [first, second] = [0, 1].map((draft) =>
          Briefs.request(brief, { index: draft, draftOfSegment: draft }, limits)
        )
        assert.strictEqual(first?.counts, second?.counts)
        assert.notDeepEqual(first?.passages, second?.passages)
        for (const request of [first, second]) {
          const bytes = request?.passages.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) ?? 0
          assert.isAtMost(request?.passages.length ?? 0, 12)
          assert.isAtMost(bytes, 1500)
        }
        assert.deepStrictEqual(Briefs.request(brief, { index: 1, draftOfSegment: 1 }, limits), second)
      }
    })
  )
})

it.effect("what an interviewer asks for is where the first words of the answer belong", () =>
  Effect.gen(function* () {
    const talk = interview("i1", ["The list never syncs with my husband's phone."])
    const [turn] = talk.fields
    assert.isDefined(turn)
    const asked = { ...talk, fields: [{ ...turn, question: "What frustrates you most about shopping?" }] }
    const { briefs } = yield* briefsOf([asked])
    const [brief] = briefs
    assert.deepStrictEqual(Object.values(brief?.brief.asks ?? {}), ["painPoints"])
    assert.match(brief?.brief.unknowns[0] ?? "", /No question was recognised that asks for goals, /)
  })
)

it.effect("a question that only some were asked has only them as its base", () =>
  Effect.gen(function* () {
    const table = Array.from({ length: 30 }, (_, i) => ({
      "Do you own a car?": i % 2 === 0 ? "Yes" : "No",
      "How often do you drive?": i % 2 === 0 ? (i % 4 === 0 ? "Every day" : "Now and then") : ""
    }))
    const { briefs } = yield* briefsOf(rows(table))
    const count = briefs[0]?.brief.counts.find(({ label }) => label === "How often do you drive?")
    assert.deepStrictEqual(count?.group, { matched: 8, of: 15 })
  })
)
