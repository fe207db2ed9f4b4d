/**
 * Turns of a conversation to records: one for each participant, with their answers and what they were asked.
 */
import type { Field, ResearchRecord } from "../domain/ResearchRecord.ts"
import { unique } from "./Answer.ts"
import { isInterviewerLabel, speakerKey } from "./SpeakerLabel.ts"

/** What one person said before another spoke. */
export interface Turn {
  readonly speaker: string
  readonly text: string
  /** For a person to find it again, such as `line 12`. */
  readonly place: string
}

/** A conversation and what stands above it. */
export interface Interview {
  /** Age, occupation and the like. One named after a speaker belongs to that speaker, the others to everybody. */
  readonly header: ReadonlyArray<Field>
  readonly turns: ReadonlyArray<Turn>
}

/** Joins what a person said in several goes (the cues of a subtitle file), so that a turn ends where another person speaks. */
const merge = (turns: ReadonlyArray<Turn>): ReadonlyArray<Turn> => {
  const merged: Array<Turn> = []
  for (const turn of turns) {
    const previous = merged.at(-1)
    if (previous !== undefined && speakerKey(previous.speaker) === speakerKey(turn.speaker)) {
      merged[merged.length - 1] = { ...previous, text: `${previous.text} ${turn.text}`.trim() }
    } else merged.push(turn)
  }
  return merged.filter((turn) => turn.text.trim() !== "")
}

/** Who asks: those called so, or in a conversation of two the one who asks more questions (the first to speak, if both do alike). */
const interviewers = (turns: ReadonlyArray<Turn>): ReadonlySet<string> => {
  const called = turns.filter((turn) => isInterviewerLabel(turn.speaker)).map((turn) => speakerKey(turn.speaker))
  if (called.length > 0) return new Set(called)
  const questions = new Map<string, number>()
  for (const { speaker, text } of turns) {
    const key = speakerKey(speaker)
    questions.set(key, (questions.get(key) ?? 0) + (/\?\W*$/.test(text) ? 1 : 0))
  }
  const [first, second] = questions
  if (first === undefined || second === undefined || questions.size > 2) return new Set()
  // Two who never ask anything are two participants.
  if (first[1] === 0 && second[1] === 0) return new Set()
  return new Set([first[1] >= second[1] ? first[0] : second[0]])
}

/** Whether anybody but an interviewer speaks. */
export const hasParticipant = (turns: ReadonlyArray<Turn>): boolean => {
  const asking = interviewers(turns)
  return turns.some((turn) => !asking.has(speakerKey(turn.speaker)))
}

/**
 * A record for each participant, in the order in which they first speak.
 *
 * @param number the number of the file's next record, from 1
 */
export const records = (
  interview: Interview,
  origin: { readonly file: string; readonly label: string },
  number = 1
): ReadonlyArray<ResearchRecord> => {
  const turns = merge(interview.turns)
  const asking = interviewers(turns)
  const speakers = new Set(turns.map((turn) => speakerKey(turn.speaker)))
  const participants = [...speakers].filter((key) => !asking.has(key))
  return participants.map((participant, i) => {
    const taken = new Set<string>()
    const fields: Array<Field> = []
    for (const field of interview.header) {
      const key = speakerKey(field.name)
      // "P1: nurse, 34" above a group discussion is about P1 alone. In "Participant: Maria" the name is no speaker's.
      if (participants.length === 1 || !speakers.has(key) || key === participant) {
        fields.push({ ...field, name: unique(field.name, taken) })
      }
    }
    let question: string | undefined
    let place: string | undefined
    for (const [index, turn] of turns.entries()) {
      const key = speakerKey(turn.speaker)
      if (asking.has(key)) question = turn.text
      if (key !== participant) continue
      place ??= turn.place
      const name = unique(`turn-${index + 1}`, taken)
      fields.push({ name, ...(question === undefined ? {} : { question }), text: turn.text, speaker: turn.speaker })
    }
    return {
      id: `${origin.label}#${number + i}`,
      source: { file: origin.file, place: place ?? "line 1" },
      kind: "interview",
      fields
    }
  })
}
