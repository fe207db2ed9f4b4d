/** The report in a real browser. Where there is no Chromium, this says so and is left out; `CHROMIUM` names one elsewhere. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import type { AxeResults } from "axe-core"
import { CostMeter, HybridPipeline, type HybridResult } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { html, prepareReport, type StudyAnswers, teamReport } from "effect-persona/report"
import { ResearchData } from "effect-persona/sources"
import { Effect, Layer } from "effect"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { getDocumentProxy, extractText } from "unpdf"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { resultWith } from "../support.ts"

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium"
const isThere = existsSync(executablePath)
if (!isThere)
  console.warn(`No Chromium at ${executablePath}: install it, or set CHROMIUM. The report was not tested in it.`)

const folder = mkdtempSync(join(tmpdir(), "persona-report-"))
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

const study = HybridPipeline.generate(ResearchData.fromPaths(["examples/data"]), { count: 5 }).pipe(
  Effect.provide(Layer.mergeAll(Embedded.layer, LocalAnonymiser.layer(), CostMeter.layer, NodeServices.layer))
)

const long = (place: string) =>
  `${place} Wolfeschlegelsteinhausenbergerdorff of the Outer Hebrides and Beyond`.slice(0, 60).padEnd(60, "x")
const hostile = `</script><script>window.hit = 1</script><img src=x onerror="window.hit = 1">\u202e{{x}} & "'\``

const reports = {
  "1 persona": Effect.succeed(resultWith({ personas: 1 })),
  "5 personas": study,
  "20 personas and a shortfall": Effect.succeed(resultWith({ personas: 20, requested: 22 })),
  "100 personas": Effect.succeed(resultWith({ personas: 100, verdict: "portraits" })),
  "names of 60 characters": Effect.succeed(resultWith({ personas: 5, text: long })),
  "an interrupted run": Effect.succeed(
    resultWith({ personas: 2, requested: 5, outcome: "Interrupted", isModel: true })
  ),
  "hostile data": Effect.succeed(
    resultWith({ personas: 3, text: (place) => `${hostile} ${place} ${"x".repeat(place === "passage" ? 10_000 : 20)}` })
  ),
  "right to left": Effect.succeed(
    resultWith({ personas: 4, isModel: true, text: (place) => `לתכנן ארוחות לשבוע ${/\d+/.exec(place)?.[0] ?? ""}` })
  )
}
type Report = keyof typeof reports | "for the team"

/** Made-up answers of everybody who is cited. */
const answersFor = ({ personas, runId }: HybridResult.HybridResult): StudyAnswers => ({
  schemaVersion: 1,
  runId,
  records: personas.flatMap(({ persona }) =>
    persona.passages.map(({ field, recordId, text }) => ({
      record: recordId,
      kind: "row" as const,
      source: `survey.csv, row ${persona.id.length}`,
      answers: [{ field, question: "What else?", text: `Before it. ${text} After it.` }]
    }))
  )
})

const reportNames = [
  "1 persona",
  "5 personas",
  "20 personas and a shortfall",
  "100 personas",
  "names of 60 characters",
  "an interrupted run",
  "hostile data",
  "right to left"
] as const satisfies ReadonlyArray<Report>

const views: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1320, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1320, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 320, height: 700 }, colorScheme: "light" }
}

describe.skipIf(!isThere)("a report in Chromium", () => {
  let browser: Browser
  const files = new Map<string, string>()

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] })
    const team = Effect.flatMap(prepareReport(resultWith({ personas: 3 }), "Larder"), (result) =>
      teamReport(result, answersFor(result))
    )
    const rendered = Object.entries({ ...reports }).map(
      ([name, result]) => [name, Effect.flatMap(result, html.render)] as const
    )
    const pages = Effect.forEach([...rendered, ["for the team", team] as const], ([name, render]) =>
      Effect.map(render, (page) => {
        const file = join(folder, `${name}.html`)
        writeFileSync(file, page)
        files.set(name, pathToFileURL(file).href)
      })
    )
    await Effect.runPromise(pages)
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Opens a report and gives what `look` finds, with what was asked for and complained of meanwhile. */
  const opened = async <A>(report: Report, options: BrowserContextOptions, look: (page: Page) => Promise<A>) => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const asked: Array<string> = []
    const complaints: Array<string> = []
    page.on("request", (request) => asked.push(request.url()))
    page.on("console", (message) => complaints.push(message.text()))
    page.on("pageerror", (error) => complaints.push(error.message))
    await page.goto(files.get(report) ?? "")
    const found = await look(page)
    await context.close()
    assert.deepStrictEqual(complaints, [])
    assert.deepStrictEqual(asked, [files.get(report) ?? ""])
    return found
  }

  const cases = ([...reportNames, "for the team"] as const).flatMap((report) =>
    Object.keys(views).map((view) => [report, view] as const)
  )

  it.each(cases)(
    "of %s, %s, has no fault that axe finds, does not scroll sideways and asks for nothing",
    async (report, view) => {
      const { faults, sideways } = await opened(report, views[view] ?? {}, async (page) => {
        await page.evaluate(`document.querySelectorAll("details").forEach((one) => { one.open = true })`)
        await page.evaluate(axe)
        const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { resultTypes: ["violations"] })`)
        return {
          faults: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""} ${nodes[0]?.failureSummary ?? ""}`),
          sideways: await page.evaluate<number>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
          )
        }
      })
      assert.deepStrictEqual(faults, [])
      assert.isAtMost(sideways, 0)
    }
  )

  it("opens evidence in its place where scripts are off, and shows nothing that only a script can answer", async () => {
    await opened("5 personas", { javaScriptEnabled: false }, async (page) => {
      const entry = page.locator("#persona-1-1 details")
      await page.locator("#persona-1 .of-bio > summary").focus()
      await page.keyboard.press("Tab")
      assert.isFalse(await entry.locator(".evidence").isVisible())
      await page.keyboard.press("Enter")
      assert.isTrue(await entry.locator(".evidence").isVisible())
      assert.strictEqual(await page.locator(":is(.tools, #index, #drawer, .with-script):visible").count(), 0)
    })
  })

  it("shows evidence in a drawer, from entry to entry, by the keyboard, and gives the focus back", async () => {
    await opened("5 personas", {}, async (page) => {
      const summary = page.locator("#persona-1-1 summary")
      await summary.focus()
      await page.keyboard.press("Enter")
      const drawer = page.locator("#drawer")
      assert.isTrue(await drawer.isVisible())
      assert.strictEqual(await drawer.locator("h2").innerText(), await page.locator("#persona-1-1 .said").innerText())
      assert.isTrue(await drawer.locator(".evidence table").isVisible())
      assert.match(page.url(), /#persona-1-1$/)
      const place = await drawer.locator("#drawer-place").innerText()
      await page.keyboard.press("ArrowRight")
      assert.notStrictEqual(await drawer.locator("#drawer-place").innerText(), place)
      await page.keyboard.press("ArrowLeft")
      assert.strictEqual(await drawer.locator("#drawer-place").innerText(), place)
      await page.evaluate(axe)
      const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { resultTypes: ["violations"] })`)
      assert.deepStrictEqual(
        violations.map(({ id }) => id),
        []
      )
      await page.keyboard.press("Escape")
      assert.isFalse(await drawer.isVisible())
      assert.isTrue(await summary.evaluate((one) => one === document.activeElement))
    })
  })

  it.each(["an entry", "a passage"])("opens at %s that an address names", async (what) => {
    await opened("5 personas", {}, async (page) => {
      const first = `JSON.parse(document.querySelector("#data").textContent).passages[0].id`
      const id = what === "an entry" ? "persona-2-3" : await page.evaluate<string>(first)
      await page.evaluate(`location.hash = ${JSON.stringify(id)}`)
      await page.locator("#drawer[open]").waitFor()
      assert.isNotEmpty(await page.locator("#drawer-title").innerText())
    })
  })

  it("lists all entries, and those of a persona, a kind or a word, in the order that is asked for", async () => {
    await opened("5 personas", {}, async (page) => {
      const rows = page.locator("#index tbody tr")
      const total = await page.locator(".entries > li[id]").count()
      assert.strictEqual(await rows.count(), total)
      const [ofPersona, ofKind] = [page.locator("#index select").first(), page.locator("#index select").nth(1)]
      await ofPersona.selectOption("persona-2")
      assert.strictEqual(await rows.count(), await page.locator("#persona-2 .entries > li[id]").count())
      await ofKind.selectOption("Key fact")
      assert.strictEqual(await rows.count(), await page.locator("#persona-2 .facts > li").count())
      await ofKind.selectOption("")
      await ofPersona.selectOption("")
      await page.locator("#index input").fill("no such word anywhere")
      assert.strictEqual(await rows.count(), 0)
      assert.include(await page.locator("#index-count").innerText(), `0 of ${total}`)
      await page.locator("#index input").fill("")
      const names = () => rows.locator("td:first-child").allInnerTexts()
      await page.locator("#index th button").first().click()
      const sorted = await names()
      assert.deepStrictEqual(
        sorted,
        sorted.toSorted((a, b) => a.localeCompare(b))
      )
      assert.strictEqual(await page.locator("#index th").first().getAttribute("aria-sort"), "ascending")
      await page.locator(".people th button").nth(1).click()
      const sizes = (await page.locator(".people tbody td:nth-child(2) .figure").allInnerTexts()).map(Number.parseFloat)
      assert.deepStrictEqual(
        sizes,
        sizes.toSorted((a, b) => a - b)
      )
    })
  })

  it("keeps hostile text as text, also where the script copies it", async () => {
    await opened("hostile data", {}, async (page) => {
      await page.locator("#persona-1-1 summary").click()
      assert.include(await page.locator("#drawer").innerText(), "</script><script>window.hit = 1</script>")
      await page.keyboard.press("Escape")
      await page.locator("#index input").fill("<img")
      assert.isAbove(await page.locator("#index tbody tr").count(), 0)
      assert.strictEqual(await page.evaluate("window.hit"), undefined)
      assert.strictEqual(await page.locator("img, iframe, object, embed").count(), 0)
    })
  })

  it("leads the team from a quote to everything that its respondent answered", async () => {
    await opened("for the team", {}, async (page) => {
      assert.isTrue(await page.locator(".team").isVisible())
      const link = page.locator(".quote a.code").first()
      const code = await link.innerText()
      await link.click()
      assert.isTrue(await page.locator(`[id="${code.replace(" ", "-")}"] dl`).isVisible())
    })
  })

  it("goes from a number in the portrait to its evidence", async () => {
    await opened("5 personas", {}, async (page) => {
      const number = page.locator("#persona-2 sup a").first()
      await number.focus()
      await page.keyboard.press("Enter")
      assert.isTrue(await page.locator("#drawer .evidence").first().isVisible())
    })
  })

  it("prints each persona from the top of a page, with its evidence open", async () => {
    const { names, pdf, words } = await opened(
      "5 personas",
      { viewport: { width: 390, height: 700 } },
      async (page) => ({
        names: await page.locator(".card h2").allInnerTexts(),
        words: await page.locator(".evidence table tbody th span:first-child").allTextContents(),
        pdf: await page.pdf({ preferCSSPageSize: true })
      })
    )
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false })
    const plain = (one: string) => one.replaceAll(/\s+/g, "")
    const tops = text.map((one) => plain(one).slice(0, 12))
    for (const name of names)
      assert.lengthOf(
        tops.filter((top) => top.slice(1).startsWith(name)),
        1,
        name
      )
    for (const word of words) assert.include(plain(text.join("")), plain(word))
  })
})
