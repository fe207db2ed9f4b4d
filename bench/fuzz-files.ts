/**
 * Whether any file breaks a reader: 10,000 files cut, flipped, mixed up, bombed and misnamed, made of real ones, through
 * `ResearchData.fromPaths`. Each has to end in records or in a `SourceError`; the longest time and the largest memory are printed.
 *
 * The files are read in processes of their own, a few hundred in each, so that one that hangs is seen and ended, and the memory of
 * a process is that of its worst file. PERSONA_BENCH_FILES sets how many files there are.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import { crc32, deflateRawSync, gzipSync } from "node:zlib"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Schema, Stream } from "effect"
import { ResearchData } from "effect-persona/sources"
import { random } from "../test/privacy/Random.ts"

const perProcess = 500
const longest = 5
const largest = 300

interface Seed {
  readonly name: string
  readonly bytes: Buffer
}

const texts: Readonly<Record<string, string>> = {
  "a.csv": 'id,"What, then?",Note\n1,"he said ""no""",x\n2,yes,"two\nlines"\n'.repeat(50),
  "b.tsv": "id\tnote\n1\ta\n2\tb\n".repeat(50),
  "c.json": JSON.stringify(Array.from({ length: 50 }, (_, i) => ({ id: i, q: { a: ["x", "y"], b: null } }))),
  "d.jsonl": '{"id":1,"q":"yes"}\n'.repeat(50),
  "e.yaml": "- id: 1\n  q: yes\n".repeat(50),
  "f.html": "<table><tr><th>a</th><th>b</th><th>c</th></tr><tr><td>1</td><td>&amp;</td><td>3</td></tr></table>".repeat(
    20
  ),
  "g.txt": "Interviewer: Why?\nMaya: Because.\n".repeat(50),
  "h.md": "# Talk\n\n**Kim:** Why?\n\n**Ada:** Because.\n\n".repeat(30),
  "i.vtt": `WEBVTT\n\n${"00:00:01.000 --> 00:00:02.000\n<v Maya>Hello\n\n".repeat(30)}`,
  "j.srt": "1\n00:00:01,000 --> 00:00:02,000\nMAYA: Hello\n\n".repeat(30)
}

/** A ZIP archive of one file, which may say other things of itself than are true. */
const zip = (name: string, content: Buffer, size = content.length): Buffer => {
  const crc = crc32(content)
  const packed = deflateRawSync(content)
  const title = Buffer.from(name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(size, 22)
  local.writeUInt16LE(title.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(crc, 16)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(title.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + title.length, 12)
  end.writeUInt32LE(local.length + title.length + packed.length, 16)
  return Buffer.concat([local, title, packed, entry, title, end])
}

/** Files that are small and would become large, deep or endless. */
const bombs = (): ReadonlyArray<Seed> => {
  const xml = Buffer.alloc(64 << 20, "<w:p><w:r><w:t>x</w:t></w:r></w:p>")
  const deep = "<w:tbl><w:tr><w:tc>".repeat(200_000)
  const sheet = `<worksheet><sheetData>${'<row><c r="XFD1"><v>1</v></c></row>'.repeat(200_000)}</sheetData></worksheet>`
  return [
    { name: "bomb.docx", bytes: zip("word/document.xml", xml) },
    { name: "liar.docx", bytes: zip("word/document.xml", xml, 1000) },
    { name: "deep.docx", bytes: zip("word/document.xml", Buffer.from(deep)) },
    { name: "wide.xlsx", bytes: zip("xl/workbook.xml", Buffer.from(sheet)) },
    { name: "bomb.csv.gz", bytes: gzipSync(Buffer.alloc(64 << 20, "a,b\n1,2\n")) },
    { name: "bomb.zip", bytes: zip("a.csv", Buffer.alloc(64 << 20, "a,b\n1,2\n")) },
    { name: "nested.gz", bytes: [1, 2, 3, 4].reduce<Buffer>((inner) => gzipSync(inner), Buffer.from("a,b\n1,2\n")) },
    { name: "groups.rtf", bytes: Buffer.from(`{\\rtf1 ${"{".repeat(500_000)}`) },
    { name: "quote.csv", bytes: Buffer.from(`a,b\n1,"${"x,y\n".repeat(2_000_000)}`) },
    { name: "tags.html", bytes: Buffer.from("<div>".repeat(500_000)) },
    { name: "cells.html", bytes: Buffer.from(`<table>${"<tr><td>x".repeat(300_000)}`) },
    { name: "brackets.json", bytes: Buffer.from("[".repeat(500_000)) },
    { name: "indent.yaml", bytes: Buffer.from(Array.from({ length: 3000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")) }
  ]
}

const seeds = (): ReadonlyArray<Seed> => {
  const folder = fileURLToPath(new URL("../../test/sources/files/", import.meta.url))
  const real = readdirSync(folder).filter((name) => name !== "README.md")
  return [
    ...real.map((name) => ({ name, bytes: readFileSync(join(folder, name)) })),
    ...Object.entries(texts).map(([name, text]) => ({ name, bytes: Buffer.from(text) }))
  ]
}

/** Seconds of the processor, so that other work of the machine does not count. */
const secondsSince = (before: NodeJS.CpuUsage): number => {
  const { system, user } = process.cpuUsage(before)
  return (system + user) / 1e6
}

type Next = () => number

const pick = <A>(all: ReadonlyArray<A>, next: Next, fallback: A): A => all[Math.floor(next() * all.length)] ?? fallback

const changes: ReadonlyArray<(bytes: Buffer, other: Buffer, next: Next) => Buffer> = [
  (bytes, _, next) => bytes.subarray(0, Math.floor(next() * bytes.length)),
  (bytes, _, next) => bytes.subarray(Math.floor(next() * bytes.length)),
  (bytes, _, next) => {
    const copy = Buffer.from(bytes)
    for (let i = Math.ceil(next() * 20); i > 0; i--) copy[Math.floor(next() * copy.length)] = Math.floor(next() * 256)
    return copy
  },
  (bytes, _, next) => {
    // Numbers at their limits, where sizes and offsets stand.
    const copy = Buffer.from(bytes)
    for (let i = Math.ceil(next() * 6); i > 0; i--) {
      const at = Math.floor(next() * Math.max(1, copy.length - 4))
      if (at + 4 <= copy.length) copy.writeUInt32LE(pick([0, 0xffffffff, 0x7fffffff, 0xfffffffe, 0x10000], next, 0), at)
    }
    return copy
  },
  (bytes, other, next) => {
    const at = Math.floor(next() * bytes.length)
    return Buffer.concat([bytes.subarray(0, at), other.subarray(Math.floor(next() * other.length)), bytes.subarray(at)])
  },
  (bytes, other, next) => {
    const copy = Buffer.from(bytes)
    other.copy(copy, Math.floor(next() * copy.length), 0, Math.floor(next() * Math.min(other.length, 2000)))
    return copy
  },
  (bytes) => bytes
]

/** A file of a number: the same each time. */
const fileOf = (number: number, all: ReadonlyArray<Seed>): Seed => {
  const next = random(number + 1)
  const none: Seed = { name: "none.csv", bytes: Buffer.alloc(0) }
  const one = pick(all, next, none)
  const bytes = pick(changes, next, (same) => same)(one.bytes, pick(all, next, none).bytes, next)
  const name = next() < 0.3 ? pick(all, next, none).name : one.name
  return { name, bytes }
}

const Report = Schema.Struct({
  records: Schema.Finite,
  refused: Schema.Finite,
  wrong: Schema.Array(Schema.String),
  /** Seconds, and the file that took them. */
  slowest: Schema.Tuple([Schema.Finite, Schema.String]),
  /** Megabytes. */
  peak: Schema.Finite
})
type Report = typeof Report.Type
const decodeReport = Schema.decodeUnknownSync(Schema.fromJsonString(Report))

/** Reads the files from one number to another; runs in a process of its own. */
const readSome = async (from: number, to: number): Promise<Report> => {
  const folder = mkdtempSync(join(tmpdir(), "persona-fuzz-"))
  const all = seeds()
  // They are made in another process, as making them takes memory too.
  const made = process.env["PERSONA_BENCH_BOMBS"]
  const special = made === undefined || from > 0 ? [] : readdirSync(made).map((name) => join(made, name))
  let records = 0
  let refused = 0
  let slowest: readonly [number, string] = [0, ""]
  const wrong: Array<string> = []
  process.on("unhandledRejection", (error) => wrong.push(`rejected: ${String(error)}`))
  for (let number = from; number < to; number++) {
    const bomb = special[number]
    const { bytes, name } = bomb === undefined ? fileOf(number, all) : { name: basename(bomb), bytes: undefined }
    const file = bomb ?? join(folder, `${number}-${name}`)
    if (bytes !== undefined) writeFileSync(file, bytes)
    const before = process.cpuUsage()
    const read = ResearchData.fromPaths([file], { onWarning: () => Effect.void }).pipe(
      Stream.runCount,
      Effect.map(() => records++),
      Effect.catch((error) => Effect.sync(() => (error._tag === "SourceError" ? refused++ : wrong.push(name)))),
      Effect.catchDefect((defect) => Effect.sync(() => wrong.push(`${number} ${name}: ${String(defect)}`))),
      Effect.provide(NodeServices.layer)
    )
    await Effect.runPromise(Effect.asVoid(read))
    const seconds = secondsSince(before)
    if (seconds > slowest[0]) slowest = [seconds, `${number} ${name}`]
    if (bomb === undefined) rmSync(file)
  }
  rmSync(folder, { recursive: true })
  // What the process had at most, its own code included.
  return { records, refused, wrong, slowest, peak: process.resourceUsage().maxRSS / 1024 }
}

export const run = async (): Promise<void> => {
  const [, script = "", , from, to] = process.argv
  if (from !== undefined && to !== undefined) {
    console.log(`report ${JSON.stringify(await readSome(Number(from), Number(to)))}`)
    return
  }
  const count = Number(process.env["PERSONA_BENCH_FILES"] ?? 10_000)
  let [records, refused, failed, peak] = [0, 0, 0, 0]
  let slowest: readonly [number, string] = [0, ""]
  const wrong: Array<string> = []
  const made = mkdtempSync(join(tmpdir(), "persona-bombs-"))
  for (const { bytes, name } of bombs()) writeFileSync(join(made, name), bytes)
  const env = { ...process.env, PERSONA_BENCH_BOMBS: made }
  for (let start = 0; start < count; start += perProcess) {
    const args = [script, "fuzz-files", String(start), String(Math.min(count, start + perProcess))]
    const child = spawnSync(process.execPath, args, { encoding: "utf8", env, timeout: 600_000, maxBuffer: 1 << 26 })
    const [, json] = /^report (.*)$/m.exec(child.stdout) ?? []
    if (json === undefined) {
      failed++
      wrong.push(
        `files ${start} to ${start + perProcess}: ${child.signal ?? child.status} ${child.stderr.slice(0, 300)}`
      )
      continue
    }
    const report = decodeReport(json)
    records += report.records
    refused += report.refused
    wrong.push(...report.wrong)
    peak = Math.max(peak, report.peak)
    if (report.slowest[0] > slowest[0]) slowest = report.slowest
  }
  rmSync(made, { recursive: true })
  console.log(`Files cut, flipped, mixed up, bombed and misnamed: ${count}`)
  console.log(
    `  read ${records}, refused ${refused}, processes that ended badly ${failed}, other failures ${wrong.length}`
  )
  console.log(`  longest ${slowest[0].toFixed(2)} s (${slowest[1]}), bound ${longest} s`)
  console.log(`  largest process ${peak.toFixed(0)} MB, bound ${largest} MB`)
  for (const line of wrong.slice(0, 20)) console.log(`  ${line}`)
  await document()
  if (failed > 0 || wrong.length > 0 || slowest[0] > longest || peak > largest) process.exitCode = 1
}

/** How much a Word document of 530,000 characters takes. */
const document = async (): Promise<void> => {
  const paragraph = (i: number) =>
    `<w:p><w:r><w:t>${i % 2 === 0 ? "Interviewer: And what was that like?" : `Maya: It was the ${i}th time that the bus did not come, and I went on foot again.`}</w:t></w:r></w:p>`
  const body = Array.from({ length: 9600 }, (_, i) => paragraph(i)).join("")
  const bytes = zip("word/document.xml", Buffer.from(`<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`))
  const folder = mkdtempSync(join(tmpdir(), "persona-docx-"))
  const file = join(folder, "long.docx")
  writeFileSync(file, bytes)
  const before = process.memoryUsage().rss
  const start = process.cpuUsage()
  const characters = await Effect.runPromise(
    ResearchData.fromPaths([file], { onWarning: () => Effect.void }).pipe(
      Stream.runFold(
        () => 0,
        (sum, { fields }) =>
          sum + fields.reduce((length, { question = "", text }) => length + text.length + question.length, 0)
      ),
      Effect.provide(NodeServices.layer)
    )
  )
  const seconds = secondsSince(start)
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024
  rmSync(folder, { recursive: true })
  console.log(
    `A Word document of ${body.replace(/<[^>]*>/g, "").length} characters (${characters} in records): ${seconds.toFixed(2)} s, ${grown.toFixed(0)} MB more`
  )
}
