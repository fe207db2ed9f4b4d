import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import * as EvidenceCheck from "../../src/corpus/EvidenceCheck.ts"
import { features, similarity } from "../../src/corpus/Similarity.ts"
import { claims, coverage } from "../../src/domain/Coverage.ts"
import { claimLists, PersonaContent, readableText } from "../../src/domain/Persona.ts"
import * as Usage from "../../src/domain/Usage.ts"
import { draft } from "../../src/embedded/EmbeddedDraftGenerator.ts"
import { EmbeddedDraftGenerator } from "../../src/embedded/index.ts"
import * as Facets from "../../src/embedded/Facets.ts"
import { sentences, wordCount } from "../../src/corpus/Sentences.ts"
import * as Passages from "../../src/embedded/Passages.ts"
import { DraftGenerator } from "../../src/stages/DraftGenerator.ts"
import {
  column,
  cooks,
  cooksRequest,
  interview,
  misquoted,
  others,
  othersRequest,
  paths,
  real,
  request,
  row,
  surveysAbsent
} from "./fixtures.ts"

const spans = (text: string) => sentences(text).map(({ end, start }) => text.slice(start, end))

describe("sentences", () => {
  it("end at full stops, but not at abbreviations or within numbers", () => {
    assert.deepStrictEqual(spans("I rang Mrs. Osei at 6.30 pm. She came. Good!"), [
      "I rang Mrs. Osei at 6.30 pm.",
      "She came.",
      "Good!"
    ])
  })

  it("end at line breaks, and begin in small letters where people write so", () => {
    assert.deepStrictEqual(spans("worked fine. we ate\nthen slept"), ["worked fine.", "we ate", "then slept"])
  })
})

describe("passages", () => {
  const read = (sample: Parameters<typeof Passages.ofSample>[0]) => Passages.ofSample(sample, request(sample).columns)

  it("are taken for what their column asks, and other text for what its turns of phrase give away", () => {
    const passages = read(cooks)
    const asked = passages.find(({ text }) => text.startsWith("Eat together"))
    const told = passages.find(({ text }) => text.startsWith("Every week I write"))
    assert.strictEqual(Passages.fitness(asked ?? assert.fail(), "goals"), 1)
    assert.isAbove(Passages.fitness(told ?? assert.fail(), "behaviours"), 0)
    assert.strictEqual(Passages.fitness(told ?? assert.fail(), "goals"), 0)
  })

  it("leave out answers that say nothing, and how somebody can be reached", () => {
    const passages = read([
      row("1", {
        "What is your goal?": "idk",
        "May we contact you? If so, how?": "Yes, write to me in the evenings after eight"
      }),
      row("2", {
        "What is your goal?": "Cook for the week on Sunday",
        "May we contact you? If so, how?": "No thank you, I would rather not be called"
      })
    ])
    assert.deepStrictEqual(
      passages.map(({ text }) => text),
      ["Cook for the week on Sunday"]
    )
  })
})

describe("a passage too short to be checked as a quote", () => {
  it("is left out, however many words it has", () => {
    const sample = cooks.map((record) =>
      row(record.id, { "What is your goal?": `4 on 4 off. Eat well on day ${record.id} of it` })
    )
    const texts = Passages.ofSample(sample, request(sample).columns).map(({ text }) => text)
    assert.strictEqual(texts.length, cooks.length)
    assert.notInclude(texts, "4 on 4 off.")
  })
})

describe("closed answers", () => {
  const drinks = "What do you drink?"
  const sampled = (answers: ReadonlyArray<string>) =>
    answers.map((answer, index) => row(`r${index}`, { [drinks]: answer }))
  const facet = (answers: ReadonlyArray<string>, columns = [column(drinks, { Tea: 60, Coffee: 40 })]) =>
    Facets.ofRequest(request(sampled(answers), { columns, segment: { size: 50 } }))[0]

  it("are the anchor's where these are about as frequent as any", () => {
    assert.strictEqual(facet(["Coffee", "Tea", "Tea", "Tea", "Coffee"])?.answers[0], "Coffee")
  })

  it("are the most frequent where the anchor's is an exception", () => {
    assert.strictEqual(facet(["Coffee", "Tea", "Tea", "Tea", "Tea"])?.answers[0], "Tea")
  })

  it("tell how many of the sample gave them, against all respondents", () => {
    const found = facet(["Tea", "Tea", "Tea", "Coffee"])
    assert.deepStrictEqual(found?.support, { _tag: "Sample", share: 0.75, count: 3, answered: 4 })
    assert.strictEqual(found?.overallShare, 0.6)
    assert.deepStrictEqual(
      found?.sources.map(({ recordId }) => recordId),
      ["r0", "r1", "r2"]
    )
  })

  it("tell the group's figure where the segment has it", () => {
    const [found] = Facets.ofRequest(
      request(sampled(["Tea", "Coffee"]), {
        columns: [column(drinks, { Tea: 60, Coffee: 40 })],
        segment: { typical: [{ column: drinks, answer: "Tea", share: 0.9, overallShare: 0.6 }] }
      })
    )
    assert.deepStrictEqual(found?.support, { _tag: "Group", share: 0.9 })
  })

  it("are left out where few were asked and the anchor was not", () => {
    assert.isUndefined(facet(["", "", "", "Tea"]))
  })

  it("of several choices are those that others have together too", () => {
    const uses = "Which features do you use?"
    const columns = [column(uses, { Lists: 5, Planner: 3, Budget: 1 }, { kind: "multi" })]
    const sample = ["Lists;Planner;Budget", "Lists;Planner", "Lists", "Lists;Planner", "Lists"].concat(
      Array.from({ length: 5 }, () => "Lists")
    )
    const [found] = Facets.ofRequest(
      request(
        sample.map((text, index) => row(`r${index}`, { [uses]: text })),
        { columns }
      )
    )
    assert.deepStrictEqual(found?.answers, ["Lists", "Planner"])
  })

  it("of the study itself, such as who took part, are nobody's traits", () => {
    const columns = [column("Participant", { P1: 1 }), column("Recruited from", { Flyer: 3 })]
    assert.deepStrictEqual(
      Facets.ofRequest(request([row("1", { Participant: "P1", "Recruited from": "Flyer" })], { columns })),
      []
    )
  })

  it("that are placeholders for personal data are nobody's traits", () => {
    const columns = [column("Favourite shop", { "[PERSON_1]": 3 })]
    assert.deepStrictEqual(Facets.ofRequest(request([row("1", { "Favourite shop": "[PERSON_1]" })], { columns })), [])
  })
})

describe("a draft", () => {
  const persona = draft(cooksRequest)

  it("is a persona as the schema has it", () => {
    assert.doesNotThrow(() => Schema.decodeUnknownSync(PersonaContent)(persona))
  })

  it("is the same again for the same request", () => {
    assert.deepStrictEqual(draft({ ...cooksRequest }), persona)
  })

  it("cites only what stands in its sample, word for word", () => {
    assert.deepStrictEqual(misquoted(persona, cooks), [])
  })

  it("has evidence for every claim", () => {
    assert.strictEqual(coverage(persona), 1)
    assert.includeMembers(
      [...claims(persona)],
      ["/age", "/occupation", "/demographics/Household", "/goals/0", "/quotes/0"]
    )
  })

  it("tells the typical age, occupation and household", () => {
    assert.deepStrictEqual(persona.age, { min: 35, max: 44 })
    assert.strictEqual(persona.occupation, "Teacher")
    assert.deepStrictEqual(persona.demographics, { Household: "With a partner and children" })
  })

  it("quotes in whole sentences of 8 to 40 words, from different people", () => {
    assert.isAtLeast(persona.quotes.length, 2)
    for (const quote of persona.quotes) {
      assert.isAtLeast(wordCount(quote), 8)
      assert.isAtMost(wordCount(quote), 40)
    }
    const people = persona.evidence.filter(({ claim }) => claim.startsWith("/quotes/")).map(({ recordId }) => recordId)
    assert.strictEqual(new Set(people).size, people.length)
  })

  it("has a summary of two to five sentences that names the persona and the size of the group", () => {
    const sentences = spans(persona.summary)
    assert.isAtLeast(sentences.length, 2)
    assert.isAtMost(sentences.length, 5)
    assert.match(
      persona.summary,
      new RegExp(`^${persona.name} .* stands for a group of 10 respondents, about a quarter of all\\.`)
    )
  })

  it("tells what sets the group apart in the group's own figures", () => {
    assert.include(
      persona.summary,
      "plans meals in advance every week (80% of this group against 20% of all respondents)"
    )
  })

  it("is named after no number, and titled by what marks it", () => {
    assert.match(persona.title, /plans meals in advance every week|wants to/i)
    assert.isAtMost(wordCount(persona.title), 13)
  })

  it("tells no fact twice in its lists", () => {
    const texts = claimLists.flatMap((list) => persona[list])
    assert.strictEqual(new Set(texts).size, texts.length)
  })

  it("differs clearly from a draft of another segment", () => {
    const other = draft(othersRequest)
    assert.notStrictEqual(other.name, persona.name)
    assert.notStrictEqual(other.title, persona.title)
    assert.isBelow(similarity(features(readableText(persona)), features(readableText(other))), 0.35)
  })

  it("differs from a draft of the same segment made from another sample", () => {
    const other = draft({ ...cooksRequest, index: 2, sample: cooks.slice(3) })
    assert.notDeepEqual(other.goals, persona.goals)
    assert.notDeepEqual(other.quotes, persona.quotes)
  })

  it("has nothing to quote where there is no free text, and cites answers instead", () => {
    const closed = draft(
      request(
        others.map((record) =>
          row(record.id, Object.fromEntries(record.fields.slice(0, 5).map(({ name, text }) => [name, text])))
        ),
        { segment: { size: 30 } }
      )
    )
    assert.deepStrictEqual(closed.quotes, [])
    assert.isTrue(closed.evidence.every(({ kind }) => kind === "answer"))
    assert.isAtLeast(closed.behaviours.length, 1)
  })

  it("invents nothing for a respondent who answered one question", () => {
    const lone = draft(request([row("1", { "Do you ever gamble?": "No" })], { segment: { size: 1, share: 0.01 } }))
    assert.isNull(lone.age)
    assert.isNull(lone.occupation)
    assert.deepStrictEqual(lone.demographics, {})
    assert.deepStrictEqual(lone.quotes, [])
    assert.deepStrictEqual(lone.behaviours, ["Never gambles"])
    assert.include(lone.summary, "one respondent")
  })

  it("of an empty sample is a valid persona without claims", () => {
    const nobody = draft(request([], { columns: [] }))
    assert.doesNotThrow(() => Schema.decodeUnknownSync(PersonaContent)(nobody))
    assert.deepStrictEqual(claims(nobody), [])
  })

  it("is called by a name that goes with a clear gender", () => {
    const gendered = (gender: string) => draft(request([row("1", { Gender: gender, "Do you smoke?": "No" })])).name
    assert.notStrictEqual(gendered("Female"), gendered("Male"))
    assert.notStrictEqual(gendered("Female"), gendered("Prefer not to say"))
  })

  it("prefers passages without placeholders, and never cuts one", () => {
    const sample = [
      interview("i1", [
        "Every week I write the whole list with [PERSON_1] at the kitchen table on Sunday.",
        "Every week I write the whole list by aisle before I leave the house.",
        "I usually shop on Saturday mornings because the market is quiet then."
      ])
    ]
    const { evidence, quotes } = draft(request(sample))
    assert.notInclude(quotes[0], "[")
    for (const { text } of evidence)
      assert.strictEqual((text.match(/\[/g) ?? []).length, (text.match(/\]/g) ?? []).length)
  })

  it("reads goals, pains, habits and reasons out of an interview", () => {
    const sample = [
      interview("i1", [
        "I want to know what is in the freezer before I go to the shop. The annoying thing is that nobody writes it down.",
        "I usually cook twice on Sunday. I do it because I hate cooking after work on a weekday.",
        "Every week I throw away half a bag of salad, which is annoying."
      ])
    ]
    const told = draft(request(sample, { segment: { size: 1 } }))
    assert.deepStrictEqual(told.goals, ["Wants to know what is in the freezer before they go to the shop"])
    assert.include(told.painPoints.join("\n"), "nobody writes it down")
    assert.include(told.motivations.join("\n"), "they hate cooking after work")
    assert.isAtLeast(told.behaviours.length, 1)
  })

  const word = Schema.Literals([
    "Yes",
    "No",
    "Often",
    "Never",
    "n/a",
    "3",
    "I want to cook more often on weekdays",
    "[PERSON_1] said no"
  ])
  const Table = Schema.Array(Schema.Struct({ a: word, b: word, c: word, d: word }))
  it.effect.prop(
    "is valid and cites only its sample, whatever the answers are",
    [Table],
    ([table]) =>
      Effect.sync(() => {
        const sample = table.map(({ a, b, c, d }, index) =>
          row(`r${index}`, {
            "Do you ever cook?": a,
            "What is your age?": b,
            "What is your goal?": c,
            "What is your job title?": d
          })
        )
        const content = draft(request(sample))
        assert.doesNotThrow(() => Schema.decodeUnknownSync(PersonaContent)(content))
        assert.deepStrictEqual(misquoted(content, sample), [])
        assert.isTrue(claims(content).length === 0 || coverage(content) === 1)
      }),
    { arbitrary: { runs: 200 } }
  )
})

describe("the stage", () => {
  it.effect("is local, free, and bounded by no token at all", () =>
    Effect.gen(function* () {
      const stage = yield* DraftGenerator
      const { usage, value } = yield* stage.draft(cooksRequest)
      assert.strictEqual(stage.model.location, "local")
      assert.deepStrictEqual(usage, Usage.none)
      assert.deepStrictEqual(yield* stage.bound(cooksRequest), Usage.unbilled)
      assert.deepStrictEqual(value, draft(cooksRequest))
    }).pipe(Effect.provide(EmbeddedDraftGenerator.layer))
  )
})

const sound = (path: string, complete: ReadonlyArray<(typeof claimLists)[number]>) =>
  Effect.gen(function* () {
    const { corpus, requests } = yield* real(path, 5, 2)
    for (const each of requests) {
      const content = draft(each)
      const { unverified } = EvidenceCheck.check(corpus, content, each.sample)
      assert.strictEqual(unverified, 0)
      assert.strictEqual(coverage(content), 1)
      for (const list of complete) assert.isAtLeast(content[list].length, 1, `${each.segment.label}: ${list}`)
      // Every percentage in a claim is a figure of the segment or of a column.
      const known = new Set(
        [
          ...[...each.segment.typical, ...each.segment.distinctive].flatMap(({ overallShare, share }) => [
            share,
            overallShare
          ]),
          ...each.columns.flatMap(({ answered, answers }) =>
            answers.flatMap(({ count }) => [count / answered, 1 - count / answered])
          )
        ].map((share) => Math.round(share * 100))
      )
      const told = claimLists
        .flatMap((list) => content[list])
        .filter((text) => /of (this group|all respondents)/.test(text))
      for (const text of told)
        for (const [, figure] of text.replace(/“[^”]*”/g, "").matchAll(/(\d+)%/g))
          assert.isTrue(known.has(Number(figure)), text)
    }
  })

describe("drafts of real data", () => {
  it.effect("of the bundled survey are verified and complete", () =>
    sound(paths.survey, ["goals", "painPoints", "behaviours"])
  )
  it.effect("of the bundled interviews are verified", () => sound(paths.interviews, ["painPoints", "behaviours"]))
  it.effect.skipIf(surveysAbsent)("of a survey on commas are verified and complete without free text", () =>
    sound(paths.comma, claimLists)
  )
  it.effect.skipIf(surveysAbsent)("of a survey on risk are verified and complete without free text", () =>
    sound(paths.steak, claimLists)
  )
})
