// The lint rule that keeps imports pointing one way. The table below is the architecture: a folder of src/ may import the
// folders listed for it and nothing else. A folder that is not in the table may not be imported, nor import anything, until
// somebody decides here where it belongs.
import { dirname, relative, resolve, sep } from "node:path"

const everything = "everything"

/** Folder of src/, or a single file that may do more than its folder → the other folders it may import. */
const mayImport = {
  domain: [],
  budget: ["domain"],
  stages: ["domain", "budget"],
  corpus: ["domain"],
  criteria: ["domain", "stages", "corpus"],
  calls: ["domain", "budget", "stages", "corpus"],
  sources: ["domain"],
  // Stands alone; one file plugs it into the port.
  privacy: ["domain"],
  "privacy/LocalAnonymiser.ts": ["domain", "stages"],
  embedded: ["domain", "stages", "corpus", "criteria"],
  llm: ["domain", "budget", "stages", "corpus", "criteria"],
  // A provider is one folder: client, ChatModel, and the stages of llm/ over it.
  ollama: ["domain", "budget", "stages", "llm"],
  anthropic: ["domain", "budget", "stages", "llm"],
  "effect-ai": ["domain", "budget", "stages", "llm"],
  "openai-compatible": ["domain", "budget", "stages", "llm"],
  durable: ["domain", "budget", "stages", "corpus"],
  postgres: ["stages", "durable"],
  pipeline: ["domain", "budget", "stages", "corpus", "criteria", "calls"],
  report: ["domain", "stages", "corpus", "calls", "privacy", "pipeline"],
  cli: everything,
  "index.ts": everything
}

/** Folders that run anywhere: of outside packages they know only the stable modules of `effect`; no platform, SDK or node:*. */
const portable = new Set(["domain", "budget", "stages", "corpus", "criteria", "calls", "pipeline"])

// Marked `@stability unstable` or `experimental` in the source of effect 4.1, so a minor release may break them. Everything
// under a lower-case subpath (effect/http, effect/cli, …) counts as unstable too.
const unstable = new Set(
  (
    "Arbitrary ByteSize Bytes ChannelSchema ErrorReporter ExecutionPlan FileSystem Glob Graph HashRing LayerMap LayerRef " +
    "Newtype PartitionedSemaphore Path PlatformError SemVer SemVerRange Stdio Terminal TextDiff TxChunk Version"
  ).split(" ")
)

const problemOfPackage = (folder, specifier, names) => {
  if (/^effect-persona(\/|$)/.test(specifier))
    return "src/ imports its own modules by relative path, not by package name."
  if (!portable.has(folder)) return undefined
  const [name, submodule] = specifier.split("/")
  if (name !== "effect")
    return `${folder}/ may import no package but effect, so that it runs anywhere: not "${specifier}".`
  const shaky = submodule === undefined ? names.find((module) => unstable.has(module)) : submodule
  if (shaky === undefined || (/^[A-Z]/.test(shaky) && !unstable.has(shaky))) return undefined
  return `${folder}/ keeps to the stable modules of effect: ${shaky} may change in a minor release.`
}

const problemOfFolder = (folder, target, file) => {
  const allowed = mayImport[file] ?? mayImport[folder]
  if (allowed === undefined)
    return `${folder}/ has no place in the import table yet: add it to scripts/lint/layers.mjs.`
  if (target === folder || allowed === everything || allowed.includes(target)) return undefined
  const others = allowed.length === 0 ? "no other folder" : `only ${allowed.join(", ")}`
  return `${folder}/ may not import ${target}/: imports point one way, and ${folder}/ may import ${others} (scripts/lint/layers.mjs).`
}

const importDirection = {
  meta: { type: "problem", docs: { description: "Imports between the folders of src/ point one way." } },
  create(context) {
    const src = resolve(context.cwd, "src")
    const folderOf = (path) => relative(src, path).split(sep)[0]
    const folder = folderOf(context.filename)
    if (folder === "..") return {}
    const check = (node) => {
      const specifier = node.source?.value
      if (typeof specifier !== "string") return
      const names = (node.specifiers ?? []).map(({ imported, local }) => (imported ?? local).name)
      const message = specifier.startsWith(".")
        ? problemOfFolder(
            folder,
            folderOf(resolve(dirname(context.filename), specifier)),
            relative(src, context.filename).split(sep).join("/")
          )
        : problemOfPackage(folder, specifier, names)
      if (message !== undefined) context.report({ node: node.source, message })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check
    }
  }
}

export default { meta: { name: "effect-persona" }, rules: { "import-direction": importDirection } }
