/** The report in a real browser. Where there is no Chromium, this says so and is left out; `CHROMIUM` names one elsewhere. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import type { AxeResults } from "axe-core"
import { CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { html } from "effect-persona/report"
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

const reports = {
  "1 persona": Effect.succeed(resultWith({ personas: 1 })),
  "5 personas": study,
  "20 personas and a shortfall": Effect.succeed(resultWith({ personas: 20, requested: 22 })),
  "right to left": Effect.succeed(
    resultWith({ personas: 4, isModel: true, text: (place) => `לתכנן ארוחות לשבוע ${/\d+/.exec(place)?.[0] ?? ""}` })
  )
}
type Report = keyof typeof reports

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
    const pages = Effect.forEach(Object.entries(reports), ([name, result]) =>
      Effect.map(Effect.flatMap(result, html.render), (page) => {
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

  const cases = (["1 persona", "5 personas", "20 personas and a shortfall", "right to left"] as const).flatMap(
    (report) => Object.keys(views).map((view) => [report, view] as const)
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

  it.each([true, false])("opens evidence by the keyboard, with scripts: %s", async (javaScriptEnabled) => {
    await opened("5 personas", { javaScriptEnabled }, async (page) => {
      const entry = page.locator("#persona-1-1 details")
      await page.locator("#persona-1 .of-bio > summary").focus()
      await page.keyboard.press("Tab")
      assert.isFalse(await entry.locator(".evidence").isVisible())
      await page.keyboard.press("Enter")
      assert.isTrue(await entry.locator(".evidence").isVisible())
      // Buttons that only a script can answer are there with it alone.
      assert.strictEqual(await page.locator(".tools").isVisible(), javaScriptEnabled)
    })
  })

  it("goes from a number in the portrait to its evidence", async () => {
    await opened("5 personas", {}, async (page) => {
      const number = page.locator("#persona-2 sup a").first()
      await number.focus()
      await page.keyboard.press("Enter")
      assert.isTrue(await page.locator("#persona-2 .of-bio .evidence").first().isVisible())
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
