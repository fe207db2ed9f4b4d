/**
 * `persona records`: what is read from files, before anything is made of it.
 */
import { Effect, Stream } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import type { ResearchRecord } from "../domain/ResearchRecord.ts"
import type { Speaker } from "../sources/interviews/index.ts"
import * as ResearchData from "../sources/ResearchData.ts"
import { flags } from "./Options.ts"
import * as Output from "./Output.ts"

/** The command. */
export const records = Command.make(
  "records",
  {
    files: Argument.String("file").pipe(
      Argument.withDescription("Files or folders of research data, or - for standard input"),
      Argument.atLeast(1)
    ),
    jsonl: Flag.Boolean("jsonl").pipe(
      Flag.withDescription("A JSON object a line: one for each record, and one for each warning"),
      Flag.withDefault(false)
    ),
    interviewer: flags.interviewer,
    skipUnreadable: flags.skipUnreadable
  },
  Effect.fnUntraced(function* ({ files, interviewer, jsonl, skipUnreadable }) {
    const line = (value: unknown) => Effect.ignore(Output.data(`${JSON.stringify(value)}\n`))
    const read = ResearchData.fromPaths(files, {
      skipUnreadable,
      interviewers: interviewer,
      onWarning: ({ message }) => (jsonl ? line({ warning: message }) : Output.say(`Warning: ${message}`)),
      onSpeakers: (file, speakers) => (jsonl ? Effect.void : Effect.ignore(Output.data(spoken(file, speakers))))
    })
    yield* Stream.runForEachArray(read, (chunk) =>
      Output.data(chunk.map((record) => (jsonl ? `${JSON.stringify(asJson(record))}\n` : listing(record))).join(""))
    )
  })
).pipe(
  Command.withDescription("Print what is read from files, and who was taken for the interviewer"),
  Command.withExamples([
    { command: "persona records interviews/", description: "Who asks, who answers, and what was said" },
    {
      command: 'persona records talk.vtt --interviewer "Kim Lee" --jsonl',
      description: "The same as JSON lines, with Kim Lee asking"
    }
  ])
)

/** A record as a JSON line. What stands above a conversation is told apart from what was said in it. */
const asJson = ({ fields, id, kind, source }: ResearchRecord) => {
  const said = kind === "interview" ? fields.filter(({ speaker }) => speaker !== undefined) : fields
  const facts = kind === "interview" ? fields.filter(({ speaker }) => speaker === undefined) : []
  const speaker = said[0]?.speaker
  return {
    record: id,
    file: source.file,
    place: source.place,
    kind,
    ...(speaker === undefined ? {} : { participant: speaker, speaker }),
    texts: said.map(({ text }) => text),
    facts: facts.map(({ name, text }) => `${name}: ${text}`),
    questions: said.map(({ name, question }) => question ?? (kind === "row" ? name : ""))
  }
}

const spoken = (file: string, speakers: ReadonlyArray<Speaker>): string =>
  [
    `${file}: who speaks`,
    ...speakers.map(
      ({ label, role, turns, why, words }) => `  ${label}: ${role} (${why}); ${turns} turns, ${words} words`
    ),
    ""
  ].join("\n")

const indented = (text: string): string => text.replaceAll("\n", "\n    ")

const listing = ({ fields, id, kind, source }: ResearchRecord): string => {
  const first = fields.find(({ speaker }) => speaker !== undefined)
  const lines = [`${id}  ${kind}${first?.speaker === undefined ? "" : ` of ${first.speaker}`}  (${source.place})`]
  let asked: string | undefined
  for (const { name, question, speaker, text } of fields) {
    if (question !== undefined && question !== asked) lines.push(`  ${indented(question)}`)
    asked = question
    lines.push(speaker === undefined ? `  ${name}: ${indented(text)}` : `  > ${indented(text)}`)
  }
  return `${lines.join("\n")}\n\n`
}
