/**
 * Turns that were found, whatever they were found in, to a reading.
 */
import type { SourceWarning } from "../SourceWarning.ts"
import type { Names, Reading, Talk, Turn } from "./Interview.ts"
import { records } from "./Records.ts"
import { rolesOf } from "./Roles.ts"
import { type Cast, castOf } from "./Roster.ts"
import { leaningOf } from "./RoleWords.ts"
import { speakerKey } from "./SpeakerLabel.ts"
import { wordsOf } from "./SpokenWords.ts"

/** Joins what a person said in several goes (the cues of a subtitle file), so that a turn ends where another person speaks. */
const merged = (turns: ReadonlyArray<Turn>): ReadonlyArray<Turn> => {
  const out: Array<{ readonly turn: Turn; readonly parts: Array<string> }> = []
  for (const turn of turns) {
    const last = out.at(-1)
    if (last !== undefined && speakerKey(last.turn.speaker) === speakerKey(turn.speaker)) last.parts.push(turn.text)
    else out.push({ turn, parts: [turn.text] })
  }
  return out
    .map(({ parts, turn }) => ({ ...turn, text: parts.filter((part) => part !== "").join(" ") }))
    .filter(({ text }) => text.trim() !== "")
}

/**
 * Turns with one label for each person: "Marsh" is "Ellen Marsh" where there is no other Marsh, and the two never answer each other.
 */
const reunited = (turns: ReadonlyArray<Turn>): ReadonlyArray<Turn> => {
  const labels = new Map<string, string>()
  for (const { speaker } of turns) if (!labels.has(speakerKey(speaker))) labels.set(speakerKey(speaker), speaker)
  if (labels.size < 3 || labels.size > 60) return turns
  const whole = new Map<string, string>()
  for (const [key, label] of labels) {
    const words = key.split(" ")
    if (/\d/.test(key) || key.length < 3 || leaningOf(label).weight !== 0) continue
    const longer = [...labels.keys()].filter(
      (other) => other !== key && words.every((word) => other.split(" ").includes(word))
    )
    if (longer.length === 1) whole.set(key, longer[0] ?? key)
  }
  for (const [i, { speaker }] of turns.entries()) {
    const [own, next] = [speakerKey(speaker), speakerKey(turns[i + 1]?.speaker ?? "")]
    if (whole.get(own) === next) whole.delete(own)
    if (whole.get(next) === own) whole.delete(next)
  }
  return whole.size === 0
    ? turns
    : turns.map((turn) => ({ ...turn, speaker: labels.get(whole.get(speakerKey(turn.speaker)) ?? "") ?? turn.speaker }))
}

/** What is said of a file in which people talk, and nobody can tell who says what. */
export const unsaid =
  'reads like a conversation, and nothing in it tells who speaks when, so questions would be taken for answers. Write a label such as "Interviewer:" before each turn (or "Participant:" before the first line, if only one person speaks), or export it again with the names of speakers.'

const onlyAsking =
  "holds nobody who answers: all who speak in it were taken for interviewers. Check the labels, or name who asks with --interviewer NAME."

/** A reading of nothing, and why. */
export const refused = (problem: string): Reading => ({ records: [], warnings: [], speakers: [], problem })

/** A warning about who speaks. */
export const warningOf = (names: Names, message: string): SourceWarning => ({
  kind: "Speakers",
  file: names.file,
  message: `${names.file}: ${message}`
})

/**
 * The reading of a conversation.
 *
 * @param assumed what was taken for granted where the text does not say it, each a sentence for a person
 */
export const conversation = (
  talk: Talk,
  names: Names,
  cast: ReadonlyArray<Cast> = castOf(talk.header, []),
  assumed: ReadonlyArray<string> = []
): Reading => {
  const turns = merged(reunited(talk.turns).map((turn) => ({ ...turn, text: wordsOf(turn.text) })))
  const { doubts, mixed, speakers } = rolesOf(turns, cast, names.interviewers)
  if (turns.length === 0) return { records: [], warnings: [], speakers }
  if (mixed) return refused(unsaid)
  if (!speakers.some(({ role }) => role === "participant")) return refused(onlyAsking)
  const warnings = [...assumed, ...doubts].map((doubt) => warningOf(names, doubt))
  return { records: records({ ...talk, turns }, speakers, names), warnings, speakers }
}
