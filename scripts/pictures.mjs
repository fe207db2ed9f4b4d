// Makes the pictures of README from the bundled data: the report in Chromium (Debian's, or the one that CHROMIUM names), and the
// terminal, whose very output is set in Chromium too. `npm run pictures`.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { chromium } from "playwright-core"
import { capture, root } from "./lib/run.mjs"

const place = join(root, "docs/pictures")
const folder = mkdtempSync(join(tmpdir(), "persona-pictures-"))
const columns = 100
const typed = `persona generate --input examples/data --count 5 --name "Larder household food study"`

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")

/** What stays on a terminal: of a line that was rewritten, the last state. */
const settled = (output) =>
  output
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.split("\r").at(-1).replace("\u001b[2K", ""))
    .join("\n")
    .trimEnd()

const terminal = (output) => `<!doctype html><meta charset="utf-8"><style>
body{margin:0;background:#131517;color:#eceeef;font:15px/1.5 "DejaVu Sans Mono",monospace;padding:24px 28px;display:inline-block;min-width:${columns}ch}
pre{font:inherit;margin:0;white-space:pre}.typed{color:#969da4}
</style><pre><span class="typed">$ npx effect-${escape(typed)}</span>
${escape(output).replaceAll("\u001b[1m", "<b>").replaceAll("\u001b[22m", "</b>")}</pre>`

try {
  const command = `stty cols ${columns}; ${process.execPath} ${join(root, "dist/cli/main.js")} ${typed.replace(/^persona /, "")} --output ${folder}/personas`
  const { output, status } = capture("script", ["-qec", command, "/dev/null"], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: folder, TERM: "xterm" }
  })
  if (status !== 0) throw new Error(`The command ended with ${status}: ${output}`)
  const run = readdirSync(join(folder, "personas")).find((name) => name !== "latest")
  mkdirSync(place, { recursive: true })
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"]
  })
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 })
  await page.goto(pathToFileURL(join(folder, "personas", run, "report.html")).href)
  const card = page.locator(".card").nth(1)
  await card.evaluate((element) => element.scrollIntoView())
  await card.locator(".lists summary").first().click()
  await page.screenshot({ path: join(place, "report.png") })
  const empty = await browser.newPage({ viewport: { width: 1280, height: 400 } })
  await empty.setContent(terminal(settled(output).replaceAll(`${folder}/`, "")))
  await empty.locator("body").screenshot({ path: join(place, "terminal.png") })
  await browser.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
