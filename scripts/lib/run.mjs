// Running the tools of this package, without a shell, so that it works alike on every system. npm starts every script in the
// root of the package, and the scripts rely on that.
import { spawnSync } from "node:child_process"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("../..", import.meta.url))

/** The command file of an installed package: `bin("typescript", "bin/tsc")`. */
export const bin = (name, file) => join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file)

/** TypeScript's compiler as published. `npm run types` uses the one that knows Effect. */
export const tsc = bin("typescript", "bin/tsc")

/** Runs a JavaScript file with this Node, showing its output. A failure ends the script with the same exit code. */
export const run = (file, args = []) => {
  const { status } = spawnSync(process.execPath, [file, ...args], { stdio: "inherit" })
  if (status !== 0) process.exit(status ?? 1)
}

/** Runs a program quietly and returns its exit code and output. */
export const capture = (program, args, options = {}) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    ...options
  })
  if (error) throw error
  return { status, stdout, stderr, output: `${stdout}${stderr}` }
}

/** Prints what is wrong, one line each, and ends the script with exit code 1 if there is anything. */
export const report = (problems, fine) => {
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exit(1)
  console.log(fine)
}
