// Where the TypeScript that also knows Effect is (floating effects, missing `yield*`, …; its rules are in tsconfig.json).
// @effect/tsgo can patch the installed TypeScript instead; running its own compiler leaves node_modules as npm made it.
import { bin, capture } from "./run.mjs"

export const effectTsc = () => {
  const { status, stdout, stderr } = capture(process.execPath, [
    bin("@effect/tsgo", "dist/effect-tsgo.cjs"),
    "get-exe-path"
  ])
  if (status === 0) return stdout.trim()
  console.error(
    `@effect/tsgo has no compiler for ${process.platform}-${process.arch} and the installed TypeScript.\n${stderr}`
  )
  process.exit(1)
}
