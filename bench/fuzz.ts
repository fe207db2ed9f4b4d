/**
 * Whether any text makes the scanner slow: 10,000 texts of up to 100 kB, random and hostile, through `Scan`, as `persona privacy scan`
 * uses it. The worst time for a kilobyte is printed, and for the worst shapes how much longer twice the length takes.
 *
 * Times are of the processor, not of the clock, so that other work of the machine does not count.
 */
import { Scan } from "effect-persona/privacy"
import { random } from "../test/privacy/Random.ts"

const scanner = Scan.make()

/** Pieces that begin a match at every place and never end it, or that are what recognisers look for. */
const pieces = [
  "a|A|1| |\n|@|.|:|/|-|+|(|[|\"|'|_|,|#|£|é|ß|a@|@a.|a.|a-|1 |1.|+1(|0-|12/|1-2-|123-45-|1 a |http://a|www.|A. |Aa |Aa-|Aa'",
  "Mr |Dear |Tom said |Tom, Tom and |my name is |my husband |me and | and I|Aa: |GB82 |4111 |00:1A:|0x1a|1A1zP1eP5|bc1q",
  "password: |eyJaaaa.|-----BEGIN PRIVATE KEY-----|1 Elm Road, |1 elm road, |LS6 2AB |rue a 1 |Aa 1, Aa, |Aa 1\n|Apt. 1 ",
  "P.O. Box 1 |corner of a and |my address is |we moved to a a a a |Unit 1 Box |May 5, |born on |aged 3|who's six ",
  "plate AB 12 CD |NHS number 943 476 |passport |account number 1 2 3 |07700 900|call 555 |AB12CD |34 ABC 1|[PERSON_1|👩🏽",
  "The soup was good. |I went there in 2019 with 3 of them, for £4.50. |Anna Berg from Kiel |@anna_b "
].flatMap((line) => line.split("|"))

/** Milliseconds of the processor that a text takes. */
const cost = (text: string): number => {
  const before = process.cpuUsage()
  scanner.scan(text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const least = (runs: number, text: string): number => Math.min(...Array.from({ length: runs }, () => cost(text)))

const toLength = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

interface Shape {
  readonly name: string
  readonly make: (length: number) => string
}

/** A text that goes on alike, of one piece or of a few. */
const periodic = (units: ReadonlyArray<string>): Shape => ({
  name: JSON.stringify(units.join("")),
  make: (length) => toLength(units.join(""), length)
})

/** A mixture in which pieces come back for a while, as what drives a search too far often needs. */
const mixture = (seed: number): Shape => ({
  name: `mixture ${seed}`,
  make: (length) => {
    const next = random(seed)
    let text = ""
    while (text.length < length) {
      const piece = pieces[Math.floor(next() * pieces.length)] ?? ""
      text += piece.repeat(1 + Math.floor(next() * next() * 12))
    }
    return text.slice(0, length)
  }
})

/** Short texts are many, as in research; one in 1000 has 100 kB. */
const lengthOf = (number: number, next: () => number): number =>
  number % 1000 === 0 ? 100_000 : 40 + Math.floor(next() ** 40 * 20_000)

/** How many shapes are gone after at the end. */
const suspects = 6

/** Prints what the worst texts take. */
export const run = async (): Promise<void> => {
  const next = random(1)
  const pick = () => pieces[Math.floor(next() * pieces.length)] ?? ""
  const seen: Array<{ readonly shape: Shape; readonly perKilobyte: number }> = []
  let characters = 0
  const started = process.cpuUsage()
  for (let number = 0; number < 10_000; number++) {
    const single = pieces[number % pieces.length] ?? ""
    const shape = number % 3 === 0 ? mixture(number) : periodic(number % 3 === 1 ? [single] : [pick(), pick(), pick()])
    const text = shape.make(lengthOf(number, next))
    characters += text.length
    const milliseconds = cost(text)
    // Below that, the clock and the collector of garbage are what is measured.
    if (text.length >= 4000) seen.push({ shape, perKilobyte: (milliseconds / text.length) * 1000 })
  }
  const { user, system } = process.cpuUsage(started)
  const worst = new Map<string, { readonly shape: Shape; readonly perKilobyte: number }>()
  for (const found of seen.toSorted((a, b) => b.perKilobyte - a.perKilobyte)) {
    if (worst.size < suspects && !worst.has(found.shape.name)) worst.set(found.shape.name, found)
  }
  const rows = Array.from(worst.values(), ({ shape }) => {
    const short = least(5, shape.make(20_000))
    const long = least(5, shape.make(40_000))
    return { shape: shape.name.slice(0, 44), "ms per kB": long / 40, "time(2n)/time(n)": long / short }
  })
  const slowest = Math.max(...rows.map((row) => row["ms per kB"]))
  const ratio = Math.max(...rows.map((row) => row["time(2n)/time(n)"]))
  console.log(
    `fuzz: 10,000 texts, ${(characters / 1e6).toFixed(1)} MB, ${((user + system) / 1e6).toFixed(0)} s of processor`
  )
  console.table(
    rows.map((row) => ({
      ...row,
      "ms per kB": row["ms per kB"].toFixed(2),
      "time(2n)/time(n)": row["time(2n)/time(n)"].toFixed(2)
    }))
  )
  console.log(
    `worst: ${slowest.toFixed(2)} ms per kB; twice the length takes ${ratio.toFixed(2)} times as long (bound 2.6)`
  )
  if (ratio > 2.6) process.exitCode = 1
}
