import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { describe } from "@effect/vitest"
import { Effect } from "effect"
import * as FolderRunStore from "../../src/durable/FolderRunStore.ts"
import * as RunStore from "../../src/stages/RunStore.ts"
import { contract } from "./contract.ts"

describe("a store in memory", () => {
  contract(Effect.sync(RunStore.memory))
})

describe("a store in a folder", () => {
  const folder = Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "persona-runs-"))),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
  )
  contract(
    Effect.flatMap(folder, (directory) => Effect.provide(FolderRunStore.make({ directory }), NodeServices.layer))
  )
})
