// The import rules of .oxlintrc.json, tried on a little project in which most files break one of them.
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

const leaf = "export const value = 1\nexport interface Shape {\n  readonly value: number\n}\n"
const importing = (from: string) => `import { value } from "${from}"\n\nexport const twice = value * 2\n`

const project = {
  // What a layer may do
  "src/domain/Leaf.ts": leaf,
  "src/stages/Port.ts": importing("../domain/Leaf.ts"),
  "src/corpus/Sample.ts": importing("../domain/Leaf.ts"),
  "src/pipeline/Plan.ts": importing("../domain/Leaf.ts"),
  "src/pipeline/Timed.ts": 'import { Effect } from "effect"\n\nexport const plan = Effect.succeed(1)\n',
  "src/sources/Html.ts": 'import { Parser } from "htmlparser2"\n\nexport const parser = new Parser({})\n',
  "src/privacy/Names.ts": leaf,
  "src/cli/main.ts": importing("../privacy/Names.ts"),
  "src/index.ts": 'export { twice } from "./pipeline/Plan.ts"\nexport { value } from "./privacy/Names.ts"\n',
  "examples/quickstart.ts": "export const count = 1\n",
  // What it may not
  ...Object.fromEntries(
    ["sources", "privacy", "embedded", "ollama", "llm", "durable", "report", "cli"].flatMap((folder) => [
      [`src/${folder}/Leaf.ts`, leaf],
      [`src/pipeline/Of${folder}.ts`, importing(`../${folder}/Leaf.ts`)]
    ])
  ),
  "src/pipeline/TypeOnly.ts": 'import type { Shape } from "../embedded/Leaf.ts"\n\nexport type Mine = Shape\n',
  "src/pipeline/ReExport.ts": 'export * from "../embedded/Leaf.ts"\n',
  "src/pipeline/NamedReExport.ts": 'export { value } from "../embedded/Leaf.ts"\n',
  "src/pipeline/Dynamic.ts": 'export const load = () => import("../embedded/Leaf.ts")\n',
  "src/pipeline/InlineType.ts": 'export type Mine = import("../embedded/Leaf.ts").Shape\n',
  "src/pipeline/plans/Nested.ts": importing("../../embedded/Leaf.ts"),
  "src/embedded/Writer.ts": importing("../privacy/Names.ts"),
  "src/privacy/Port.ts": importing("../stages/Port.ts"),
  "src/privacy/LocalAnonymiser.ts": importing("../stages/Port.ts"),
  "src/sources/Csv.ts": importing("../pipeline/Plan.ts"),
  "src/domain/Upward.ts": importing("../budget/Leaf.ts"),
  "src/budget/Leaf.ts": leaf,
  "src/extras/More.ts": importing("../domain/Leaf.ts"),
  "src/report/OfExtras.ts": importing("../extras/More.ts"),
  "src/domain/Hen.ts": 'import { egg } from "./Egg.ts"\n\nexport const hen = () => egg\n',
  "src/domain/Egg.ts": 'import { hen } from "./Hen.ts"\n\nexport const egg = () => hen\n',
  "src/domain/Lock.ts": 'import type { Key } from "./Key.ts"\n\nexport interface Lock {\n  readonly key: Key\n}\n',
  "src/domain/Key.ts": 'import type { Lock } from "./Lock.ts"\n\nexport interface Key {\n  readonly lock: Lock\n}\n',
  "src/pipeline/Node.ts": importing("node:fs"),
  "src/pipeline/Platform.ts": importing("@effect/platform-node/NodeServices"),
  "src/pipeline/Ollama.ts": importing("ollama"),
  "src/pipeline/Anthropic.ts": importing("@anthropic-ai/sdk"),
  "src/corpus/Files.ts": 'import { FileSystem } from "effect"\n\nexport const files = FileSystem.FileSystem\n',
  "src/corpus/Submodule.ts":
    'import * as FileSystem from "effect/FileSystem"\n\nexport const f = FileSystem.FileSystem\n',
  "src/corpus/Http.ts": 'import { HttpClient } from "effect/http"\n\nexport const client = HttpClient.HttpClient\n',
  "src/report/Self.ts": importing("effect-persona"),
  "src/embedded/Pick.ts": "export const pick = () => Math.random()\n",
  "examples/inside.ts": importing("../src/domain/Leaf.ts")
}

const Report = Schema.fromJsonString(
  Schema.Struct({
    diagnostics: Schema.Array(
      Schema.Struct({
        code: Schema.String,
        filename: Schema.String,
        message: Schema.String,
        help: Schema.optional(Schema.String)
      })
    )
  })
)

/** Lints the project with the real configuration, once for all tests. */
const lint = () => {
  const folder = mkdtempSync(join(tmpdir(), "effect-persona-lint-"))
  try {
    for (const part of [".oxlintrc.json", "tsconfig.json", "scripts/lint"]) {
      cpSync(part, join(folder, part), { recursive: true })
    }
    symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"), "junction")
    for (const [file, text] of Object.entries(project)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    const oxlint = join("node_modules", "oxlint", "bin", "oxlint")
    const { status, stdout, stderr } = spawnSync(process.execPath, [oxlint, "-f", "json", "src", "examples"], {
      cwd: folder,
      encoding: "utf8"
    })
    assert.strictEqual(status, 1, stderr)
    return Schema.decodeUnknownSync(Report)(stdout).diagnostics
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
const diagnostics = lint()

const rules = /import-direction|no-restricted|no-cycle/
const complaints = (file: keyof typeof project | `src/pipeline/Of${string}.ts`) =>
  diagnostics
    .filter(({ code, filename }) => rules.test(code) && filename.replaceAll("\\", "/") === file)
    .map(({ code, help, message }) => `${code}: ${message} ${help ?? ""}`)
    .join("\n")
const assertAccepted = (file: keyof typeof project) => assert.strictEqual(complaints(file), "")

describe("between folders", () => {
  it("a layer may import the layers below it", () => {
    assertAccepted("src/stages/Port.ts")
    assertAccepted("src/corpus/Sample.ts")
    assertAccepted("src/pipeline/Plan.ts")
  })

  for (const folder of ["sources", "privacy", "embedded", "ollama", "llm", "durable", "report", "cli"]) {
    it(`the pipeline may not import ${folder}`, () => {
      assert.include(complaints(`src/pipeline/Of${folder}.ts`), `pipeline/ may not import ${folder}/`)
    })
  }

  it("neither types, re-exports, dynamic imports nor nested folders are a way round", () => {
    for (const name of ["TypeOnly", "ReExport", "NamedReExport", "Dynamic", "InlineType", "plans/Nested"] as const) {
      assert.include(complaints(`src/pipeline/${name}.ts`), "pipeline/ may not import embedded/", name)
    }
  })

  it("implementations of stages know neither each other nor the pipeline", () => {
    assert.include(complaints("src/embedded/Writer.ts"), "embedded/ may not import privacy/")
    assert.include(complaints("src/sources/Csv.ts"), "sources/ may not import pipeline/")
  })

  it("what replaces personal data stands alone, but for the file that plugs it into the port", () => {
    assert.include(complaints("src/privacy/Port.ts"), "privacy/ may not import stages/")
    assertAccepted("src/privacy/LocalAnonymiser.ts")
  })

  it("the domain imports no other folder", () => {
    assert.include(complaints("src/domain/Upward.ts"), "domain/ may not import budget/")
  })

  it("the command and the public index may import everything", () => {
    assertAccepted("src/cli/main.ts")
    assertAccepted("src/index.ts")
  })

  it("a folder without a place in the table is refused from both sides", () => {
    assert.include(complaints("src/extras/More.ts"), "extras/ has no place in the import table yet")
    assert.include(complaints("src/report/OfExtras.ts"), "report/ may not import extras/")
  })

  it("modules do not import each other in a circle", () => {
    assert.include(complaints("src/domain/Hen.ts"), "no-cycle")
    assert.include(complaints("src/domain/Lock.ts"), "no-cycle")
  })
})

describe("of packages", () => {
  it("the pipeline imports effect alone", () => {
    assertAccepted("src/pipeline/Timed.ts")
    for (const name of ["Node", "Platform", "Ollama", "Anthropic"] as const) {
      assert.include(complaints(`src/pipeline/${name}.ts`), "pipeline/ may import no package but effect", name)
    }
  })

  it("the core keeps to what Effect calls stable", () => {
    for (const name of ["Files", "Submodule", "Http"] as const) {
      assert.include(complaints(`src/corpus/${name}.ts`), "corpus/ keeps to the stable modules of effect", name)
    }
  })

  it("sources may use a library for a format", () => assertAccepted("src/sources/Html.ts"))

  it("the package is not imported by its own name", () => {
    assert.include(complaints("src/report/Self.ts"), "src/ imports its own modules by relative path")
  })

  it("examples know the package only by its public name", () => {
    assertAccepted("examples/quickstart.ts")
    assert.include(complaints("examples/inside.ts"), "Import it from effect-persona")
  })
})

it("results do not depend on unseeded chance", () => {
  assert.include(complaints("src/embedded/Pick.ts"), "draw from domain/Seed")
})
