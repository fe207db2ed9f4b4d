/** Public surveys as records, where they lie beside a checkout. */
import { existsSync, readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Stream } from "effect"
import { ResearchData } from "../../src/sources/index.ts"

const folder = fileURLToPath(new URL("../../../shared/data/surveys/", import.meta.url))

/** The files; none where they are absent. */
export const surveyFiles: ReadonlyArray<string> = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith(".csv"))
      .map((file) => `${folder}${file}`)
  : []

if (surveyFiles.length === 0) console.warn("The shared surveys are absent: tests that need them are skipped.")

/** The rows of a survey. */
export const recordsOf = (file: string) =>
  ResearchData.fromPaths([file]).pipe(Stream.runCollect, Effect.provide(NodeServices.layer), Effect.orDie)
