// npm run verify: everything a change has to pass, cheapest first, up to the first failure. CI runs `npm test` by itself and
// then `npm run verify:static`, which is this without the tests.
import { spawnSync } from "node:child_process"

const steps = [
  ["Format", "format:check"],
  ["Lint and import direction", "lint"],
  ["Types", "types"],
  ["Tests", "test"],
  ["Documentation", "docs:check"],
  ["Package", "package:check"]
]
const wanted = process.argv.includes("--static") ? steps.filter(([, script]) => script !== "test") : steps
const npm = process.env["npm_execpath"]
if (npm === undefined) throw new Error("Run this as `npm run verify`.")

for (const [title, script] of wanted) {
  console.log(`\n== ${title} (npm run ${script})`)
  const started = performance.now()
  const { status } = spawnSync(process.execPath, [npm, "run", "--silent", script], { stdio: "inherit" })
  if (status !== 0) {
    console.error(`\n${title} failed: see above, and run \`npm run ${script}\` again once it is mended.`)
    process.exit(status ?? 1)
  }
  console.log(`   ok, ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
