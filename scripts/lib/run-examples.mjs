// Runs code blocks that were compiled to JavaScript, one after the other in a process of their own, and compares what they say
// they give: `expression // => value`, or `const name = … // => value`, where the value is JavaScript too.
import { readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { parseAst } from "rolldown/parseAst"
import { capture } from "./run.mjs"

const claim = /^[^\S\n;]*;?[^\S\n]*\/\/ => (.*)$/

/** The code with each claim made a comparison; and how many claims there are. */
const instrument = (code) => {
  let written = ""
  let done = 0
  let claims = 0
  for (const node of parseAst(code).body) {
    const rest = /.*/.exec(code.slice(node.end))[0]
    const [, value] = claim.exec(rest) ?? claim.exec(`;${rest}`) ?? []
    if (value === undefined) continue
    const number = claims++
    const compare = (actual) => `await globalThis.compareExample(${number}, async () => (${actual}), () => (${value}))`
    if (node.type === "ExpressionStatement") {
      written += `${code.slice(done, node.start)}${compare(code.slice(node.expression.start, node.expression.end))};`
    } else {
      const declared = (node.declaration ?? node).declarations?.at(-1)?.id.name
      if (declared === undefined) throw new Error(`// => ${value} stands behind neither an expression nor a constant`)
      written += `${code.slice(done, node.end)}\n${compare(declared)};`
    }
    done = node.end + rest.length
  }
  return { code: written + code.slice(done), claims }
}

// Imports the blocks named on its command line and prints what was wrong as JSON. Nothing may hang: an example is short.
const runner = `
import { isDeepStrictEqual, inspect } from "node:util"
const problems = []
const lateAfter = 20_000
for (const file of process.argv.slice(2)) {
  globalThis.compareExample = async (claim, actual, expected) => {
    const [given, wanted] = [await actual(), await expected()]
    if (!isDeepStrictEqual(given, wanted)) problems.push({ file, claim, message: "gives " + inspect(given) + ", not " + inspect(wanted) })
  }
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error("did not end within 20 s")), lateAfter) })
  try { await Promise.race([import(file), late]) }
  catch (error) { problems.push({ file, claim: null, message: error instanceof Error ? error.name + ": " + error.message : String(error) }) }
  clearTimeout(timer)
}
process.stdout.write("\\n" + JSON.stringify(problems) + "\\n", () => process.exit(0))
`

/** What is wrong with the blocks, one line each. `blocks` are `{ file, line, lines, name }`; `folder` holds `name.js` of each. */
export const runExamples = (folder, blocks) => {
  const problems = []
  const named = new Map()
  for (const block of blocks) {
    const place = resolve(folder, block.name.replace(/\.ts$/, ".js"))
    const places = block.lines.flatMap((line, i) => (/\/\/ => /.test(line) ? [block.line + i + 1] : []))
    try {
      const { claims, code } = instrument(readFileSync(place, "utf8"))
      if (claims !== places.length)
        throw new Error("a // => stands behind neither an expression nor a constant of the block")
      writeFileSync(place, code)
      named.set(place, { ...block, places })
    } catch (error) {
      problems.push(`${block.file}:${block.line}: ${error.message}`)
    }
  }
  const script = join(folder, "run.mjs")
  writeFileSync(script, runner)
  const { output, status, stdout } = capture(process.execPath, [script, ...named.keys()], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: "1" }
  })
  if (status !== 0) return [...problems, `the examples ended with exit code ${status}:\n${output}`]
  for (const { claim, file, message } of JSON.parse(stdout.trimEnd().split("\n").at(-1))) {
    const block = named.get(file)
    problems.push(
      `${block.file}:${claim === null ? block.line : block.places[claim]}: the example ${claim === null ? "fails: " : ""}${message}`
    )
  }
  return problems
}
