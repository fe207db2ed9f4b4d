import { assert, describe, it } from "@effect/vitest"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { html, prepareReport, ReportData } from "effect-persona/report"
import { ResearchData } from "effect-persona/sources"
import { Effect, Layer, Schema } from "effect"
import { parseDocument, DomUtils } from "htmlparser2"
import { type Made, resultWith, secrets } from "./support.ts"

const rendered = (made: Made) => Effect.runSync(html.render(resultWith(made)))

const tagsOf = (page: string): ReadonlyArray<string> =>
  DomUtils.getElementsByTagName("*", parseDocument(page)).map(({ name }) => name)

const textOf = (page: string) =>
  DomUtils.getElementsByTagName("body", parseDocument(page))
    .map((body) => DomUtils.textContent(body))
    .join("")

/** What the file holds as data. */
const embeddedIn = (page: string) => {
  const [json = ""] = /(?<=id="data">).*?(?=<\/script>)/s.exec(page) ?? []
  return Schema.decodeUnknownSync(Schema.fromJsonString(ReportData))(json)
}

describe("research text in a report", () => {
  const plain = tagsOf(rendered({ personas: 3 }))

  it.each([
    ["markup", "<img src=x onerror=alert(1)><b>bold</b>"],
    ["the end of a script", "</script><script>alert(1)</script>"],
    ["a comment", "<!-- <script> -->"],
    ["the end of an attribute", `" onmouseover="alert(1)' onfocus='alert(1)`],
    ["an entity", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["a template and separators of lines", "${alert(1)} {{alert(1)}} \u2028 \u2029"],
    ["the end of a style", "</style><style>*{display:none}</style>"]
  ])("is text where it holds %s", (_, text) => {
    const page = rendered({ personas: 3, text: (place) => `${text} ${place}` })
    assert.deepStrictEqual(tagsOf(page), plain)
    assert.include(textOf(page), `${text} unknown`)
    assert.strictEqual(page.match(/<\/script/gi)?.length, 2)
    assert.strictEqual(embeddedIn(page).personas[0]?.unknowns[0], `${text} unknown`)
  })

  it.prop("adds no element, whatever it holds", [Schema.String, Schema.String], ([a, b]) => {
    const text = (place: string) => `${a}${place}${b}`
    assert.deepStrictEqual(tagsOf(rendered({ personas: 3, text })), plain)
  })

  it("cannot turn the direction of the text around it, nor hold what cannot be read", () => {
    const page = rendered({ personas: 1, text: (place) => `\u202eback\u0000\u202d ${place}\ud800` })
    assert.notMatch(page, /[\u202a-\u202e\u0000\ud800-\udfff]/)
    assert.include(page, "back unknown")
  })

  it("may be ten thousand characters long, everywhere", () => {
    const page = rendered({ personas: 2, text: (place) => `${"x".repeat(10_000)} ${place}` })
    assert.deepStrictEqual(tagsOf(page), tagsOf(rendered({ personas: 2 })))
  })

  it("names what was replaced and not whom", () => {
    const page = rendered({ personas: 1, text: (place) => `[PERSON_12] of [EMAIL_ADDRESS_3] ${place}` })
    assert.include(textOf(page), "[name] of [email address] unknown")
    assert.notMatch(page, /PERSON_12/)
  })

  it("from right to left mirrors the page", () => {
    const page = rendered({ personas: 2, text: (place) => `לתכנן ארוחות לכל השבוע ${place.slice(0, 1)}` })
    assert.include(page, '<html lang="en" dir="rtl">')
  })
})

describe("a report", () => {
  it("holds no id of a record, no row, no name of a file, no seed and nothing uncited", () => {
    const made: Made = {
      personas: 5,
      isModel: true,
      warnings: [{ code: "local-model-unavailable", message: `See /srv/${secrets[0]}` }]
    }
    const page = rendered(made)
    for (const secret of [...secrets, "#101", "#901", "777123", "jane.doe", "/srv/", "/home/"])
      assert.notInclude(page, secret)
    assert.include(page, "Another model was used")
  })

  it("holds every passage and count that is cited, and says nothing else of respondents", () => {
    const { passages, personas, respondents } = embeddedIn(rendered({ personas: 5 }))
    const counts = new Set(personas.flatMap((persona) => persona.counts.map(({ id }) => id)))
    const ids = new Set(passages.map(({ id }) => id))
    const cited = personas.flatMap(({ bio, goals, painPoints, behaviours, motivations, quotes }) => [
      ...[bio, goals, painPoints, behaviours, motivations].flat().flatMap(({ evidence }) => evidence),
      ...quotes.map(({ passage }) => passage)
    ])
    for (const id of cited) assert.isTrue(ids.has(id) || counts.has(id), id)
    for (const id of ids) assert.include(cited, id)
    assert.deepStrictEqual(
      respondents.map(({ id }) => id),
      [...new Set(passages.map(({ respondent }) => respondent))].toSorted()
    )
  })

  it("says the same when it is rendered again, under codes that another run does not repeat", () => {
    const kept = Effect.runSync(prepareReport(resultWith({ personas: 5 })))
    const again = () => Effect.runSync(html.render(kept))
    assert.strictEqual(again(), again())
    const other = Effect.runSync(prepareReport(resultWith({ personas: 5 })))
    assert.notDeepEqual(kept.report.codes, other.report.codes)
  })

  it("lets nothing in or out", () => {
    const page = rendered({ personas: 3 })
    assert.match(page, /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/)
    assert.notMatch(page, /\s(?:src|style|on\w+)=|href="[^#]|@import|url\(|https?:/)
  })

  const verdicts = ["none", "degrees", "kinds", "portraits", null] as const
  it.each(verdicts)("says what the verdict %s means", (verdict) => {
    const titles = verdicts.map((one) => /class="verdict">([^<]*)/.exec(rendered({ personas: 5, verdict: one }))?.[1])
    assert.strictEqual(new Set(titles).size, verdicts.length)
    assert.include(textOf(rendered({ personas: 5, verdict })), "What it means.")
  })

  it.each<[string, Made, string]>([
    ["a shortfall", { personas: 3, requested: 5 }, "3 of 5 personas were delivered."],
    ["an interrupted run", { personas: 2, requested: 5, outcome: "Interrupted" }, "stopped before its end"],
    ["no persona at all", { personas: 0, requested: 3 }, "0 of 3 personas were delivered."],
    ["one persona", { personas: 1 }, "nothing to compare"],
    ["a model's words", { personas: 2, isModel: true }, "A model wrote the sentences"],
    ["no model's words", { personas: 2 }, "No model was used"],
    ["twenty personas", { personas: 20 }, "In per cent; darker is more."]
  ])("tells of %s", (_, made, text) => {
    assert.include(textOf(rendered(made)), text)
  })

  it.effect(
    "of the bundled study is under 500 kB, and names no record of it",
    Effect.fnUntraced(function* () {
      const Stages = Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer)
      const result = yield* HybridPipeline.generate(ResearchData.fromPaths(["examples/data"]), { count: 5 }).pipe(
        Effect.provide(Stages)
      )
      const page = yield* html.render(result)
      assert.isBelow(Buffer.byteLength(page), 500_000)
      const ids = result.personas.flatMap(({ persona }) => persona.passages.map(({ recordId }) => recordId))
      for (const id of ids) assert.notInclude(page, id)
      assert.notInclude(page, "larder-survey")
      assert.isAbove(embeddedIn(page).questions.length, 3)
    })
  )
})
