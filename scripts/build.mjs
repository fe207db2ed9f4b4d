// Compiles the library to dist/, then the examples and benchmarks (which import it by its public name) to build/.
import { spawnSync } from "node:child_process"
import { chmodSync, existsSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"))
const compile = (project) => {
  const { status } = spawnSync(process.execPath, [join(typescript, "bin", "tsc"), "-p", project], { stdio: "inherit" })
  if (status !== 0) process.exit(status ?? 1)
}
rmSync("dist", { recursive: true, force: true })
compile("tsconfig.build.json")
if (existsSync("dist/cli/main.js")) chmodSync("dist/cli/main.js", 0o755)
rmSync("build", { recursive: true, force: true })
compile("tsconfig.run.json")
