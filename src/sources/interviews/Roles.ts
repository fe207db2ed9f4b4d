/**
 * Who asks and who answers.
 */
import type { Role, Speaker, Turn } from "./Interview.ts"
import { isInterviewerLabel, speakerKey } from "./SpeakerLabel.ts"

/** The speakers of a conversation, in the order in which they first speak. */
export const speakersOf = (turns: ReadonlyArray<Turn>): ReadonlyArray<Speaker> => {
  const asking = interviewers(turns)
  const found = new Map<string, { label: string; turns: number; words: number }>()
  for (const { speaker, text } of turns) {
    const one = found.get(speakerKey(speaker)) ?? { label: speaker, turns: 0, words: 0 }
    found.set(speakerKey(speaker), {
      ...one,
      turns: one.turns + 1,
      words: one.words + text.split(/\s+/).length
    })
  }
  return [...found].map(([key, one]) => {
    const role: Role = asking.has(key) ? "interviewer" : "participant"
    return { ...one, role, confidence: "named", why: "" }
  })
}

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
