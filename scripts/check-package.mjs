// npm run package:check: packs the package as npm would publish it, and uses it as a stranger would.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, normalize } from "node:path"
import { publint } from "publint"
import { formatMessage } from "publint/utils"
import { capture, report, root, run, tsc } from "./lib/run.mjs"

const manifest = JSON.parse(readFileSync("package.json", "utf8"))
const temporary = mkdtempSync(join(tmpdir(), "effect-persona-package-"))
process.on("exit", () => rmSync(temporary, { recursive: true, force: true }))
const problems = []
const step = (title, output) => output !== "" && problems.push(`${title}\n${output.trim().replaceAll(/^/gm, "    ")}`)

// Pack it, and put it where npm would install it. Only what package.json declares lies beside it, so that a dependency that
// is used but not declared is missed here and not by a user.
run("scripts/build.mjs")
const npm = process.env["npm_execpath"] ?? join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js")
const packing = capture(process.execPath, [npm, "pack", "--ignore-scripts", "--json", "--pack-destination", temporary])
if (packing.status !== 0) report([packing.output])
const packed = JSON.parse(packing.stdout)
const { filename, size, files } = Array.isArray(packed) ? packed[0] : Object.values(packed)[0]
const modules = join(temporary, "node_modules")
const installed = join(modules, manifest.name)
mkdirSync(installed, { recursive: true })
capture("tar", ["-xzf", join(temporary, filename), "--strip-components", "1", "-C", installed])
for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
  mkdirSync(dirname(join(modules, name)), { recursive: true })
  symlinkSync(join(root, "node_modules", name), join(modules, name), "junction")
}

// Contents
const paths = files.map(({ path }) => path)
const expected =
  /^(dist\/|src\/|docs\/[^/]+\.md$|docs\/(schema|pictures)\/|(package\.json|README\.md|CHANGELOG\.md|LICENSE)$)/
step(
  "files that do not belong into the package:",
  paths.filter((path) => !expected.test(path) || /\.test\.|\.tsbuildinfo$/.test(path)).join("\n")
)
const targets = Object.values(manifest.exports).flatMap((target) =>
  typeof target === "string" ? [target] : Object.values(target)
)
const needed = [...targets, ...Object.values(manifest.bin), "README.md", "LICENSE"].map((path) => normalize(path))
step(
  "files that package.json promises and the package lacks:",
  needed.filter((path) => !paths.includes(path)).join("\n")
)
const lost = paths
  .filter((path) => path.endsWith(".map"))
  .flatMap((path) => {
    const { sources, sourceRoot = "" } = JSON.parse(readFileSync(join(installed, path), "utf8"))
    return sources
      .filter((source) => !existsSync(join(installed, dirname(path), sourceRoot, source)))
      .map((source) => `${path}: ${source}`)
  })
step("source maps that point to files the package lacks:", lost.join("\n"))

const { messages } = await publint({ pkgDir: installed, level: "suggestion", strict: true, pack: false })
step(
  "publint:",
  messages.map((message) => `${message.type}: ${formatMessage(message, manifest, { color: false })}`).join("\n")
)

// Use: every public path loads, nothing internal does, the command answers.
const importing = (specifier) =>
  capture(process.execPath, ["--input-type=module", "-e", `await import(${JSON.stringify(specifier)})`], {
    cwd: temporary
  })
const subpaths = Object.keys(manifest.exports).filter((path) => path !== "./package.json")
const specifiers = subpaths.map((path) => manifest.name + path.slice(1))
for (const specifier of specifiers) {
  const { status, stderr, output } = importing(specifier)
  if (status !== 0 || output !== "") step(`importing ${specifier}:`, stderr === "" ? "prints something" : stderr)
}
const internal = readdirSync(join(installed, "dist"), { recursive: true }).filter((path) => path.endsWith(".js"))
const isPublic = (path) => targets.includes(`./dist/${path}`)
const open = internal
  .filter((path) => !isPublic(path))
  .slice(0, 3)
  .map((path) => `${manifest.name}/dist/${path}`)
for (const specifier of open) {
  if (!importing(specifier).stderr.includes("ERR_PACKAGE_PATH_NOT_EXPORTED"))
    step("internals can be imported:", specifier)
}
for (const [name, path] of Object.entries(manifest.bin)) {
  const { status, stdout, output } = capture(process.execPath, [join(installed, path), "--version"], { cwd: temporary })
  if (status !== 0 || !stdout.includes(manifest.version))
    step(`${name} --version does not answer ${manifest.version}:`, output || "nothing")
}

// Types: a strict consumer that also checks declaration files. Only complaints about ours count.
mkdirSync(join(modules, "@types"))
symlinkSync(join(root, "node_modules/@types/node"), join(modules, "@types/node"), "junction")
writeFileSync(join(temporary, "package.json"), JSON.stringify({ name: "consumer", type: "module" }))
const lines = specifiers.flatMap((specifier, index) => [
  `import * as m${index} from "${specifier}"`,
  `export const keys${index} = Object.keys(m${index})`
])
writeFileSync(join(temporary, "consumer.ts"), `${lines.join("\n")}\n`)
for (const [module, moduleResolution] of [
  ["NodeNext", "NodeNext"],
  ["ESNext", "Bundler"]
]) {
  const options = { target: "ES2022", module, moduleResolution, types: ["node"] }
  const flags = Object.entries({
    ...options,
    types: "node",
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false
  })
  const { stdout } = capture(
    process.execPath,
    [
      tsc,
      "consumer.ts",
      "--ignoreConfig",
      "--pretty",
      "false",
      ...flags.flatMap(([key, value]) => [`--${key}`, String(value)])
    ],
    {
      cwd: temporary
    }
  )
  step(
    `types for a ${moduleResolution} project:`,
    stdout
      .split("\n")
      .filter((line) => /^consumer\.ts|effect-persona[/\\]|^error/.test(line))
      .join("\n")
  )
}

report(
  problems,
  `${paths.length} files, ${Math.round(size / 1024)} kB packed; ${specifiers.join(", ")} load and type-check`
)
