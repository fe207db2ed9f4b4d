// npm run docs:check: what the documentation shows must compile and run, and where it points must exist.
//
// Every ```ts block of README.md, CONTRIBUTING.md, docs/ and the doc comments of src/ is type-checked as a module of its own
// against the built package, by its public name, then run; what stands behind `// =>` is compared. Every `persona` line of a ```sh
// block is run on the bundled data, and every ```yaml block read as a configuration. "no-check <reason>" behind the language leaves
// a block out, "no-run <reason>" only compiles it. Every public function, service and layer has an example. Relative links and their #anchors are looked up.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, extname, join, relative, resolve } from "node:path"
import { effectTsc } from "./lib/effect-tsc.mjs"
import { withoutExample } from "./lib/public-names.mjs"
import { runCommands } from "./lib/run-commands.mjs"
import { runExamples } from "./lib/run-examples.mjs"
import { capture, report, root, run } from "./lib/run.mjs"

const under = (folder, extension) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter((file) => file.endsWith(extension))
        .map((file) => join(folder, file))
        .toSorted()
    : []
const pages = [...readdirSync(".").filter((file) => file.endsWith(".md")), ...under("docs", ".md")]
const sources = under("src", ".ts")

/** Splits a page into its fenced blocks and its prose; `prose` keeps the line numbers, with blocks blanked out. */
const readPage = (file) => {
  const blocks = []
  const prose = []
  let open
  readFileSync(file, "utf8")
    .split("\n")
    .forEach((raw, index) => {
      // Inside a doc comment, the text starts after the star. A line outside of one ends any block.
      const line = extname(file) === ".ts" ? (/^\s*\*(?!\/) ?(.*)$/.exec(raw)?.[1] ?? "") : raw
      const fence = /^\s*(`{3,})([^`]*)$/.exec(line)
      if (open === undefined && fence !== null) {
        open = { file, line: index + 1, marks: fence[1].length, info: fence[2].trim(), lines: [] }
      } else if (open !== undefined && fence !== null && fence[1].length >= open.marks && fence[2].trim() === "") {
        blocks.push(open)
        open = undefined
      } else if (open === undefined) {
        prose[index] = line
        return
      } else open.lines.push(line)
      prose[index] = ""
    })
  return { file, blocks, prose }
}

const folder = "build/docs"

/** Type-checks the blocks and, where all is well, compiles and runs them. */
const codeProblems = (blocks) => {
  if (blocks.length === 0) return []
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const byFile = new Map()
  for (const [index, block] of blocks.entries()) {
    const name = `${block.file.replaceAll(/[^\w]+/g, "-")}-${index}.ts`
    byFile.set(name, { ...block, name })
    // `export {}` behind it makes it a module.
    writeFileSync(join(folder, name), `${block.lines.join("\n")}\nexport {}\n`)
  }
  const compilerOptions = { paths: {}, noUnusedLocals: false, noUnusedParameters: false, rootDir: "." }
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "../../tsconfig.json", compilerOptions, include: ["*.ts"] })
  )
  const emit = ["--noEmit", "false", "--outDir", `${folder}/js`, "--declaration", "false", "--sourceMap", "false"]
  const { status, stdout } = capture(effectTsc(), ["-p", folder, "--pretty", "false", "--rootDir", folder, ...emit])
  if (status === 0)
    return runExamples(
      `${folder}/js`,
      [...byFile.values()].filter(({ info }) => !/\bno-run\b/.test(info))
    )
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => {
      const at = /^(.*)\((\d+),(\d+)\): (.*)$/.exec(line)
      const block = at && byFile.get(at[1].split("/").at(-1))
      return block ? `${block.file}:${block.line + Number(at[2])}:${at[3]}: ${at[4]}` : line
    })
}

/** The anchors GitHub makes of a page's headings. */
const anchorsOf = (page) => {
  const seen = new Map()
  return new Set(
    page.prose
      .filter((line) => /^#{1,6} /.test(line))
      .map((line) => {
        const text = line
          .replace(/^#+ +/, "")
          .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
          .toLowerCase()
        const slug = text
          .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
          .trim()
          .replaceAll(/\s/g, "-")
        const count = seen.get(slug) ?? 0
        seen.set(slug, count + 1)
        return count === 0 ? slug : `${slug}-${count}`
      })
  )
}

const linkProblems = (page) =>
  page.prose.flatMap((line, index) => {
    const text = line.replaceAll(/`[^`]*`/g, "")
    const targets = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\s*\[[^\]]+\]:\s*<?([^\s>]+)/g)].map(
      (m) => m[1] ?? m[2]
    )
    return targets
      .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
      .flatMap((target) => {
        const [path, anchor] = decodeURI(target).split("#")
        const file = path === "" ? page.file : relative(root, resolve(dirname(page.file), path))
        const problem = `${page.file}:${index + 1}: the link to ${target} leads nowhere: `
        if (file.startsWith("..") || !existsSync(file)) return [`${problem}there is no ${file}`]
        if (!anchor || extname(file) !== ".md" || !statSync(file).isFile()) return []
        return anchorsOf(readPage(file)).has(anchor) ? [] : [`${problem}${file} has no heading for #${anchor}`]
      })
  })

run("scripts/build.mjs")
const read = [...pages, ...sources].map(readPage)
const blocks = read.flatMap((page) => page.blocks).filter(({ info }) => /^(ts|sh|yaml)\b/.test(info))
const problems = []
const checked = blocks.filter(({ file, line, info }) => {
  const skipped = /^\w+ (no-check|no-run)\s*(.*)$/.exec(info)
  if (skipped === null) return true
  if (skipped[2] === "") problems.push(`${file}:${line}: ${skipped[1]} needs a reason: \`\`\`ts ${skipped[1]} <reason>`)
  else console.log(`${skipped[1] === "no-run" ? "not run" : "not checked"}: ${file}:${line} (${skipped[2]})`)
  return skipped[1] === "no-run" && info.startsWith("ts")
})
const code = checked.filter(({ info }) => /^ts\b/.test(info))
const shown = checked.filter(({ info }) => !/^ts\b/.test(info))
problems.push(
  ...withoutExample(),
  ...codeProblems(code),
  ...runCommands(shown),
  ...read.filter(({ file }) => file.endsWith(".md")).flatMap(linkProblems)
)
report(
  problems,
  `${code.length} code blocks compile and run, ${shown.length} blocks of commands and configuration too, the links of ${pages.length} pages hold`
)
