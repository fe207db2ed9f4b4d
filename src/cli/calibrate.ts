/**
 * `persona privacy calibrate`: how often a second reader is right, on texts that somebody labelled.
 */
import { Effect, Option, Result, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { SecondReading } from "../privacy/index.ts"
import * as Calibration from "../privacy/second/Calibration.ts"
import { UsageError } from "./Exit.ts"
import * as Output from "./Output.ts"
import { readerOf, secondReaderFlags } from "./SecondReaderFlags.ts"
import * as WrittenFile from "./WrittenFile.ts"

const Line = Schema.fromJsonString(
  Schema.Struct({
    text: Schema.String,
    spans: Schema.Array(Schema.Struct({ start: Schema.Int, end: Schema.Int, type: Schema.String }))
  })
)
const decode = Schema.decodeUnknownResult(Line)

const labelled = Effect.fnUntraced(function* (file: string) {
  const content = yield* WrittenFile.text({ file, what: "labelled file", flag: null })
  const lines = content.split(/\r\n?|\n/)
  const texts: Array<typeof Line.Type> = []
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue
    const read = decode(line)
    if (Result.isFailure(read))
      return yield* new UsageError({
        message: `${file}, line ${i + 1}: is no JSON object with a "text" and its "spans", each with start, end (UTF-16 code units, exclusive) and type. persona privacy scan --jsonl writes spans of this form, to be corrected by hand.`
      })
    texts.push(read.success)
  }
  return texts
})

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const told = ({ found, wrong }: Calibration.Outcome): string =>
  `${percent(found)} of labels found, ${wrong.toFixed(1)} of 1,000 other words masked`

/** The command. */
export const calibrate = Command.make(
  "calibrate",
  {
    file: Argument.String("file").pipe(
      Argument.withDescription('JSON lines with all personal data labelled: {"text","spans":[{"start","end","type"}]}')
    ),
    secondReader: secondReaderFlags.secondReader,
    secondReaderHost: secondReaderFlags.secondReaderHost,
    languages: Flag.String("language").pipe(
      Flag.withDescription("A language that the reader was set up for, such as en (the default); may be given again"),
      Flag.atLeast(0)
    )
  },
  Effect.fnUntraced(function* ({ file, languages: given, secondReader, secondReaderHost }) {
    if (Option.isNone(secondReader))
      return yield* new UsageError({ message: "Name the reader to measure: --second-reader presidio=URL." })
    const languages = given.length > 0 ? given : ["en"]
    const texts = yield* labelled(file)
    const reader = yield* readerOf(secondReader.value, { languages, rates: {} })
    const reading = yield* SecondReading.make(reader, { allowHosts: secondReaderHost })
    yield* reading.ask(texts)
    const answered = texts.flatMap(({ spans, text }) => {
      const readings = reading.opinions.of(text)
      return readings === undefined ? [] : [{ text, spans, readings }]
    })
    const calibration = Calibration.measure(answered)
    yield* Output.say(`${answered.length} of ${texts.length} texts were read in ${languages.join(", ")}.`)
    for (const [type, { false: wrong, found, labels, lookalikes }] of Object.entries(calibration.types))
      yield* Output.say(
        `${type}: reports ${percent(found)} of ${labels} that are labelled, and ${percent(wrong)} of ${lookalikes} that only look like it.`
      )
    if (Object.keys(calibration.types).length === 0)
      return yield* new UsageError({
        message: `${file} does not tell how often the reader is right: of a type that is weighed (PERSON, ORGANIZATION) it takes 20 labels and 20 words that only look like it. Label more texts, those without personal data too.`
      })
    yield* Output.say(`Without it: ${told(calibration.without)}.`)
    yield* Output.say(`With it:    ${told(calibration.with)}.`)
    if (calibration.with.found < calibration.without.found)
      yield* Output.say(
        "With this reader less is found: leave it out, unless the words that it frees are worth that to you."
      )
    const rates = Object.fromEntries(
      Object.entries(calibration.types).map(([type, measured]) => [
        type,
        { found: Number(measured.found.toFixed(3)), false: Number(measured.false.toFixed(3)) }
      ])
    )
    yield* Output.data(`${JSON.stringify({ languages, rates })}\n`)
  })
).pipe(
  Command.withDescription("Measure how often a second reader is right, on texts that you labelled"),
  Command.withExamples([
    {
      command: "persona privacy calibrate labelled.jsonl --second-reader presidio=http://localhost:5002 > rates.json",
      description: "Rates for --second-reader-rates"
    }
  ])
)
