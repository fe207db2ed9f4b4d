// npm run types: type-checks sources, tests, examples and benchmarks, with the rules for Effect.
import { spawnSync } from "node:child_process"
import { effectTsc } from "./lib/effect-tsc.mjs"

process.exit(spawnSync(effectTsc(), ["--noEmit"], { stdio: "inherit" }).status ?? 1)
