/**
 * Turns of a conversation to records: one for each participant, with their answers and what they were asked.
 */
import type { Field, ResearchRecord } from "../../domain/ResearchRecord.ts"
import { unique } from "../Answer.ts"
import type { Names, Speaker, Talk } from "./Interview.ts"
import { speakerKey } from "./SpeakerLabel.ts"

/** A record for each participant, in the order in which they first speak. */
export const records = (talk: Talk, speakers: ReadonlyArray<Speaker>, names: Names): ReadonlyArray<ResearchRecord> => {
  const keys = new Set(speakers.map(({ label }) => speakerKey(label)))
  const asking = new Set(speakers.filter(({ role }) => role === "interviewer").map(({ label }) => speakerKey(label)))
  const participants = speakers.filter(({ role }) => role === "participant").map(({ label }) => speakerKey(label))
  const byPerson = new Map(participants.map((key) => [key, new Array<Field>()]))
  const places = new Map<string, string>()
  let question: string | undefined
  for (const [index, turn] of talk.turns.entries()) {
    const key = speakerKey(turn.speaker)
    if (asking.has(key)) question = turn.text
    const fields = byPerson.get(key)
    if (fields === undefined) continue
    if (!places.has(key)) places.set(key, turn.place)
    fields.push({
      name: `turn-${index + 1}`,
      ...(question === undefined ? {} : { question }),
      text: turn.text,
      speaker: turn.speaker
    })
  }
  return participants.map((participant, i) => {
    const taken = new Set<string>()
    // "P1: nurse, 34" above a group discussion is about P1 alone. In "Participant: Maria" the name is no speaker's.
    const about = talk.header.filter(({ name }) => {
      const key = speakerKey(name)
      return participants.length === 1 || !keys.has(key) || key === participant
    })
    const fields = [...about, ...(byPerson.get(participant) ?? [])]
    return {
      id: `${names.label}#${(names.number ?? 1) + i}`,
      source: { file: names.file, place: places.get(participant) ?? "line 1" },
      kind: "interview",
      fields: fields.map((field) => ({ ...field, name: unique(field.name, taken) }))
    }
  })
}
