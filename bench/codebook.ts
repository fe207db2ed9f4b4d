/**
 * How well columns are understood: the codebooks of other people's studies beside labels made by hand, where these are at hand.
 */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"

const labelled = fileURLToPath(new URL("../../../shared/data/columns/", import.meta.url))
const adapter = fileURLToPath(new URL("../../scripts/codebook-columns.mjs", import.meta.url))

export const run = (): Promise<void> => {
  console.log("codebook: roles, questions, kinds, orders and more of labelled columns; 1 is all right")
  if (!existsSync(labelled)) console.log(`  not measured: the labelled files are not at ${labelled}`)
  else
    spawnSync(
      process.execPath,
      [
        `${labelled}score.mjs`,
        "--labels",
        `${labelled}labels`,
        "--data",
        `${labelled}data`,
        "--cmd",
        `node ${adapter}`
      ],
      { stdio: "inherit" }
    )
  return Promise.resolve()
}
