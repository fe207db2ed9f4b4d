// Compiles src/ to dist/, then examples/ and bench/ (which import the package by its public name) to build/.
//
// Does nothing when no input has changed since the last time, because npm runs this file (as `prepare`) before a
// `npx persona` in the checkout. Output is made aside and then moved into place: a build that fails or is interrupted
// leaves the old one, and a command that runs meanwhile never meets half a dist/.
import { createHash } from "node:crypto"
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { bundle } from "./lib/bundle.mjs"
import { run, tsc } from "./lib/run.mjs"

const sources = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter((file) => /\.tsx?$/.test(file) && !file.includes("node_modules"))
        .map((file) => join(folder, file))
    : []
const runnable = [...sources("examples"), ...sources("bench")]
const settings = [
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "tsconfig.run.json",
  "scripts/build.mjs",
  "scripts/lib/bundle.mjs"
]

const fingerprint = createHash("sha256")
for (const file of [...sources("src"), ...runnable, ...settings].toSorted()) {
  fingerprint.update(`${file}\0`).update(readFileSync(file)).update("\0")
}
const current = fingerprint.digest("hex")
const stamp = "build/.fingerprint"
if (existsSync("dist/index.js") && existsSync(stamp) && readFileSync(stamp, "utf8") === current) process.exit(0)

const aside = (folder) => `${folder}.${process.pid}.tmp`
const folders = ["dist", "build"]
process.on("exit", () => folders.forEach((folder) => rmSync(aside(folder), { recursive: true, force: true })))

run(tsc, ["-p", "tsconfig.build.json", "--outDir", aside("dist")])
if (runnable.length > 0) run(tsc, ["-p", "tsconfig.run.json", "--outDir", aside("build")])

const cli = join(aside("dist"), "cli")
renameSync(await bundle(cli, "main.js"), cli)
chmodSync(join(cli, "main.js"), 0o755)
mkdirSync(aside("build"), { recursive: true })
writeFileSync(join(aside("build"), ".fingerprint"), current)
for (const folder of folders) {
  const old = `${folder}.${process.pid}.old.tmp`
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(aside(folder), folder)
  rmSync(old, { recursive: true, force: true })
}
