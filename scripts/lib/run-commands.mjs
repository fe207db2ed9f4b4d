// Runs what documentation tells a reader to type: the `persona` lines of ```sh blocks, in a folder that holds the bundled survey as
// survey.csv and the interviews as interviews/; and reads ```yaml blocks as configurations, or as codebooks where they say so.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { capture, root } from "./run.mjs"

const command = join(root, "dist/cli/main.js")

const failureOf = (folder, args) => {
  const { output, status } = capture("sh", ["-c", `exec "$0" "$1" ${args}`, process.execPath, command], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, NO_COLOR: "1" },
    timeout: 120_000
  })
  return status === 0 ? undefined : `exit code ${status}: ${output.trimEnd().split("\n").slice(-3).join(" ")}`
}

/** What is wrong with the blocks, one line each. */
export const runCommands = (blocks) => {
  if (blocks.length === 0) return []
  const folder = mkdtempSync(join(tmpdir(), "persona-docs-"))
  try {
    cpSync(join(root, "examples/data/larder-survey.csv"), join(folder, "survey.csv"))
    cpSync(join(root, "examples/data/interviews"), join(folder, "interviews"), { recursive: true })
    return blocks.flatMap(({ file, info, line, lines }) => {
      if (info.startsWith("yaml")) {
        // "yaml codebook" corrects the questions of the survey, any other block is a configuration.
        const kind = info.includes("codebook") ? "codebook" : "configuration"
        writeFileSync(join(folder, `${kind}.yaml`), lines.join("\n"))
        const flag = kind === "codebook" ? "--codebook" : "--config"
        const failure = failureOf(folder, `estimate --input survey.csv ${flag} ${kind}.yaml`)
        return failure === undefined ? [] : [`${file}:${line}: as a ${kind} it ends with ${failure}`]
      }
      return lines.flatMap((text, i) => {
        const args = /^(?:npx )?(?:effect-)?persona (.*)$/.exec(text.replace(/\s+#.*$/, ""))?.[1]
        const failure = args === undefined ? undefined : failureOf(folder, args)
        return failure === undefined ? [] : [`${file}:${line + i + 1}: "${text}" ends with ${failure}`]
      })
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
