// Puts the command into a few files: a process that has to find and read hundreds of modules starts three times slower.
//
// What the files hold of other packages is named in THIRD-PARTY.txt beside them, with their licences. The library itself is not
// bundled: an app shares its own copy of effect with it.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { rolldown } from "rolldown"

const packageFolder = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//

const licenceOf = (folder) => {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
  return file === undefined ? undefined : readFileSync(join(folder, file), "utf8").trim()
}

const notice = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
  return `${name} ${version} (${license})\n\n${licenceOf(folder) ?? `Licence: ${license}`}`
}

/** Replaces a folder of compiled modules by a bundle of its entry and what that imports. */
export const bundle = async (folder, entry) => {
  const out = `${folder}.bundle.tmp`
  const build = await rolldown({ input: join(folder, entry), platform: "node", logLevel: "warn" })
  try {
    const { output } = await build.write({
      dir: out,
      format: "esm",
      chunkFileNames: "[name].js",
      comments: { legal: true, annotation: false, jsdoc: false }
    })
    const folders = output
      .flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []))
      .flatMap((id) => packageFolder.exec(id)?.[1] ?? [])
      .filter((folder) => existsSync(join(folder, "package.json")))
    const notices = [...new Set(folders)].toSorted().map(notice)
    writeFileSync(join(out, "THIRD-PARTY.txt"), `${notices.join(`\n\n${"-".repeat(80)}\n\n`)}\n`)
  } finally {
    await build.close()
  }
  rmSync(folder, { recursive: true })
  return out
}
