// npm run example <name> [arguments]: runs examples/<name>.ts
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"

const [name, ...rest] = process.argv.slice(2)
const file = `build/examples/${name}.js`
if (name === undefined || !existsSync(file)) {
  const names = readdirSync("examples")
    .filter((f) => f.endsWith(".ts"))
    .map((f) => f.slice(0, -3))
  console.error(`Usage: npm run example <name>, where <name> is one of: ${names.join(", ")}`)
  process.exit(2)
}
process.exit(spawnSync(process.execPath, [file, ...rest], { stdio: "inherit" }).status ?? 1)
