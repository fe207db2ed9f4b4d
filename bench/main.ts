/** `npm run bench`: all measurements, or those named: `npm run bench -- overlap memory`. */
const benches: Readonly<Record<string, () => Promise<{ readonly run: () => Promise<void> }>>> = {
  budget: () => import("./budget.ts"),
  cap: () => import("./cap.ts"),
  dollars: () => import("./dollars.ts"),
  overlap: () => import("./overlap.ts"),
  overhead: () => import("./overhead.ts"),
  memory: () => import("./memory.ts"),
  journal: () => import("./journal.ts"),
  startup: () => import("./startup.ts"),
  report: () => import("./report.ts"),
  sources: () => import("./sources.ts"),
  reading: () => import("./reading.ts"),
  codebook: () => import("./codebook.ts"),
  segments: () => import("./segments.ts"),
  quality: () => import("./quality.ts"),
  privacy: () => import("./privacy.ts"),
  scanning: () => import("./scanning.ts"),
  tables: () => import("./tables.ts"),
  respondents: () => import("./respondents.ts"),
  fuzz: () => import("./fuzz.ts"),
  "fuzz-files": () => import("./fuzz-files.ts")
}

// Numbers are for the measurement: it runs parts of itself in processes of their own.
const wanted = process.argv.slice(2).filter((argument) => !/^\d+$/.test(argument))
const unknown = wanted.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no measurement called ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}.`)
  process.exit(2)
}
console.log(`Node ${process.version}, ${process.platform}\n`)
for (const [name, load] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  await (await load()).run()
  console.log()
}
