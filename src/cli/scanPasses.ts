/**
 * Goes through files for personal data, twice: first for all that each record gives away, then for the names that only later records
 * told. Memory holds counts, names and the answers that single people out, not the file.
 */
import { Effect, Stream } from "effect"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { RecordFinding, RecordScanner, SecondReading } from "../privacy/index.ts"
import { previewed } from "../pipeline/Preview.ts"
import * as Output from "./Output.ts"
import { keepRow, warnOfLanguage, warnOfRows } from "./quasiIdentifiers.ts"
import { inSlices, openAll } from "./rewrite.ts"
import { scannable, type Scannable } from "./scanSource.ts"

const progressEvery = 1000

const progress = (text: string) => (Output.isWatched() ? Output.showLine(text) : Effect.void)

/**
 * Shows each finding with its place, and prints what is made of it. Gives the warnings, to be told when all else is printed.
 */
export const scanPasses = Effect.fnUntraced(function* (
  names: ReadonlyArray<string>,
  scanner: RecordScanner,
  reading: SecondReading.SecondReading | undefined,
  each: (finding: RecordFinding, file: string, place: string) => string
) {
  const sources = yield* openAll(names)
  const rows = new Map<string, Array<ResearchRecord>>()

  const goThrough = Effect.fnUntraced(function* (
    first: boolean,
    find: (records: ReadonlyArray<ResearchRecord>, before: number) => ReadonlyArray<ReadonlyArray<RecordFinding>>
  ) {
    let number = 0
    let told = 0
    for (const source of sources) {
      const items = new Map<ResearchRecord, Scannable>()
      const records = Stream.map(scannable(source, first), (item) => {
        items.set(item.record, item)
        return item.record
      })
      const preview = first
        ? ([...shown]: ReadonlyArray<ResearchRecord>) => inSlices(scanner.previewInSlices(shown))
        : null
      const shown = previewed(records, preview)
      const asked =
        reading === undefined
          ? shown
          : Stream.mapArrayEffect(shown, (chunk) => Effect.as(reading.askRecords(chunk), chunk))
      yield* Stream.runForEachArray(asked, (chunk) => {
        let written = ""
        const found = find(chunk, number)
        for (const [i, record] of chunk.entries()) {
          number++
          if (first) keepRow(rows, record)
          for (const finding of found[i] ?? []) {
            const place = items.get(record)?.placeOf(finding)
            if (place !== undefined) written += each(finding, source.file, place)
          }
          items.delete(record)
        }
        const next = number - told < progressEvery ? Effect.yieldNow : progress(`${source.file}: ${number} records`)
        if (number - told >= progressEvery) told = number
        return written === "" ? next : Effect.andThen(progress(""), Output.data(written))
      })
    }
  })

  yield* goThrough(true, scanner.scan)
  yield* goThrough(false, (records, before) => records.map((record, i) => scanner.scanLate(record, before + i + 1)))
  yield* progress("")
  const warn = Effect.andThen(
    warnOfRows(rows),
    Effect.suspend(() => warnOfLanguage(scanner.unread()))
  )
  return { warn }
})
