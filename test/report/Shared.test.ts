/** What a report to share must not hold is looked for in its bytes. */
import { assert, describe, it } from "@effect/vitest"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { CostMeter, HybridPipeline, type AnonymisedRecord } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { answersOf, html, prepareReport, teamReport } from "effect-persona/report"
import { ResearchData } from "effect-persona/sources"
import { Effect, Layer } from "effect"

const adjectives = ["amber", "wooden", "quiet", "narrow", "silver", "dusty", "hollow", "crooked"]
const nouns = ["kettle", "lantern", "ladder", "bucket", "drawer", "blanket", "candle", "basket", "curtain", "mirror"]
const count = adjectives.length * nouns.length

const given = ["Maya", "Priya", "Jonas", "Fatima", "Tomasz", "Ingrid", "Rajesh", "Aoife"]
const family = "Okafor Raman Lindqvist Haddad Kowalski Fernandez Nakamura Gallagher Petrov Olsen".split(" ")
const people = Array.from(
  { length: count },
  (_, i) => `${given[i % given.length]} ${family[Math.floor(i / given.length)]}`
)

/** Words that this respondent alone says. */
const own = (i: number) => `${adjectives[i % adjectives.length]} ${nouns[Math.floor(i / adjectives.length)]}`

const rows = Array.from({ length: count }, (_, i) => {
  const isFirst = i % 2 === 0
  return {
    Name: people[i] ?? "",
    Age: isFirst ? "25-34" : "55-64",
    "Where do you shop?": isFirst ? "Market" : "Discount supermarket",
    "How often do you cook?": isFirst ? "Every day" : "Rarely",
    "What is your goal at home?": `I want to spend less on food and keep the ${own(i)} by the door for later.`,
    "What gets in your way?":
      i === 5
        ? "My fibromyalgia makes the long walk to the shop hard on most of the days."
        : `My friend ${people[(i + 1) % count] ?? ""} hides the ${own(i)} and then I forget what there is to eat.`
  }
})

const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer)

const made = Effect.gen(function* () {
  const records: Array<AnonymisedRecord> = []
  const result = yield* HybridPipeline.generate(
    ResearchData.fromRows(rows, { name: "Okafor-kitchens.csv" }),
    { count: 3 },
    {
      onRecords: (all) =>
        Effect.sync(() => {
          for (const one of all) records.push(one)
        })
    }
  )
  const prepared = yield* prepareReport(
    result,
    "Kitchens",
    records.map(({ id }) => id)
  )
  const answers = answersOf(result.runId, records)
  return {
    answers,
    prepared,
    shared: yield* html.render(prepared),
    team: yield* teamReport(prepared, answers)
  }
}).pipe(Effect.provide(Stages))

describe("a report to share", () => {
  it.effect(
    "holds no answer that nobody cited, no name, no row and no code of somebody who is not cited",
    Effect.fnUntraced(function* () {
      const { prepared, shared } = yield* made
      const cited = prepared.personas
        .flatMap(({ persona }) => [...persona.passages, ...persona.quotes].map(({ text }) => text))
        .join("\n")
      const heard = Array.from({ length: count }, (_, i) => own(i)).filter((words) => cited.includes(words))
      assert.isAbove(heard.length, 3)
      assert.isBelow(heard.length, count / 2)
      for (let i = 0; i < count; i++) {
        assert.isTrue(!shared.includes(own(i)) || heard.includes(own(i)), own(i))
        assert.notInclude(shared, `#${i + 1}"`)
        assert.notInclude(shared, `csv#${i + 1}`)
      }
      for (const part of [...given, ...family]) assert.notInclude(shared, part)
      assert.notMatch(shared, /row \d|\.csv|Okafor|kitchens\.csv/)
      const speak = new Set(
        prepared.personas.flatMap(({ persona }) => persona.passages.map(({ recordId }) => recordId))
      )
      for (const [id, code] of Object.entries(prepared.report.codes))
        if (!speak.has(id)) assert.notMatch(shared, new RegExp(`>${code}<|"${code}"`))
      assert.notMatch(shared, /"records"|"answer":"I want|Team only/)
    })
  )

  it.effect(
    "holds no word of health that a single respondent uses, also where a quote does",
    Effect.fnUntraced(function* () {
      const { prepared } = yield* made
      const [first, ...others] = prepared.personas
      const [passage, ...passages] = first?.persona.passages ?? []
      if (first === undefined || passage === undefined) return assert.fail("nothing is cited")
      const told = { ...passage, text: "My fibromyalgia makes the long walk to the shop hard on most of the days." }
      const quotes = [{ id: "quotes-9", passage: told.id, text: told.text }]
      const persona = { ...first.persona, passages: [told, ...passages], quotes }
      const shared = yield* html.render({ ...prepared, personas: [{ ...first, persona }, ...others] })
      assert.notMatch(shared, /fibromyalgia/i)
      assert.include(shared, "[health detail]")
    })
  )
})

describe("a report for the team", () => {
  it.effect(
    "holds every answer, personal data replaced, under the codes of the shared one, and says so",
    Effect.fnUntraced(function* () {
      const { answers, prepared, team } = yield* made
      assert.lengthOf(answers.records, count)
      for (let i = 0; i < count; i++) assert.include(team, own(i))
      for (const code of Object.values(prepared.report.codes)) assert.include(team, `id="${code}"`)
      for (const name of people) assert.notInclude(team, name)
      assert.include(team, "Team only")
      assert.include(team, '"build":"team"')
    })
  )
})
