/**
 * Who asks and who answers: by what the user says, by labels and the top of the transcript, and failing these by how people talk.
 */
import type { Role, Speaker, Turn } from "./Interview.ts"
import { leaningOf, pairing } from "./RoleWords.ts"
import { type Cast, castWeight } from "./Roster.ts"
import { isCalled } from "./SpeakerLabel.ts"
import { soundsLikeTalk, type Voice, voicesOf } from "./Voice.ts"

/** Who speaks, and what is uncertain about it. */
export interface Roles {
  readonly speakers: ReadonlyArray<Speaker>
  /** For a person, each a sentence; empty where all is clear. */
  readonly doubts: ReadonlyArray<string>
  /** Whether one label stands for somebody who asks and somebody who answers. */
  readonly mixed: boolean
}

interface Judged {
  readonly role: Role
  readonly confidence: Speaker["confidence"]
  readonly why: string
}

type Verdicts = ReadonlyMap<string, Judged>

interface Known {
  readonly voice: Voice
  /** What label and header leave no doubt about. */
  readonly sure: Role | undefined
  /** What they lean to: above 0 for who asks. */
  readonly leans: number
  /** How much this person talks as somebody does who asks. */
  readonly manner: number
}

// A difference in manner of this much leaves no doubt; the weights below add up to six or so.
const clear = 1.25

const mean = ({ turns, words }: Voice): number => words / Math.max(1, turns)

const knownOf = (voices: ReadonlyArray<Voice>, cast: ReadonlyArray<Cast>): ReadonlyArray<Known> => {
  const words = voices.reduce((sum, voice) => sum + voice.words, 0)
  const turns = voices.reduce((sum, voice) => sum + voice.turns, 0)
  return voices.map((voice): Known => {
    const { aside, certain, weight } = leaningOf(voice.label)
    const stated = castWeight(voice.label, cast)
    const leans = certain ? weight : stated === 0 ? weight : stated
    const sure =
      certain && aside ? "other" : certain || stated !== 0 ? (leans > 0 ? "interviewer" : "participant") : undefined
    const theirs = (words - voice.words) / Math.max(1, turns - voice.turns)
    const brief = 1 - mean(voice) / Math.max(1, mean(voice) + theirs)
    const manner =
      3 * voice.asks + 2 * brief + voice.you + 0.8 * voice.leads + (voice.calls > 0 ? 0.4 : 0) + (voice.opens ? 0.3 : 0)
    return { voice, sure, leans, manner }
  })
}

const asksIn = ({ asks, turns }: Voice): string => `asks in ${Math.round(asks * turns)} of ${turns} turns`

const named: Judged = { role: "participant", confidence: "named", why: "by the label or the top of the transcript" }
const asked = (role: Role, confidence: Speaker["confidence"], { voice }: Known): Judged => ({
  role,
  confidence,
  why: role === "interviewer" || voice.asks > 0 ? asksIn(voice) : "asks nothing"
})

/** Two of whom neither is sure: the one who asks, leans that way and is brief. */
const ofTwo = (a: Known, b: Known): readonly [Judged, Judged] => {
  const lean =
    0.5 * (Math.max(-4, Math.min(4, a.leans)) - Math.max(-4, Math.min(4, b.leans))) +
    pairing(a.voice.label, b.voice.label)
  const difference = a.manner - b.manner + lean
  if (a.voice.asks === 0 && b.voice.asks === 0 && Math.abs(lean) < 1) {
    return [asked("participant", "guess", a), asked("participant", "guess", b)]
  }
  const agree = Math.sign(lean) === Math.sign(difference) && Math.abs(lean) >= 1
  const confidence = agree ? "named" : Math.abs(difference) >= clear ? "clear" : "guess"
  const [first, second] =
    difference >= 0 ? (["interviewer", "participant"] as const) : (["participant", "interviewer"] as const)
  return [asked(first, confidence, a), asked(second, confidence, b)]
}

/** Those beside somebody who is sure to ask: they answer, unless they clearly ask as well. */
const besideInterviewer = (one: Known): Judged => {
  const { asks, turns } = one.voice
  if (one.leans >= 2) return asked("interviewer", "named", one)
  if (asks >= 0.6 && turns >= 4 && mean(one.voice) < 25) return asked("interviewer", "guess", one)
  return asked("participant", /unknown|unidentified|unbekannt/i.test(one.voice.label) ? "guess" : "named", one)
}

/** Several of whom nobody is sure to ask. */
const ofSeveral = (all: ReadonlyArray<Known>): Verdicts => {
  const open = all.filter(({ sure }) => sure === undefined)
  const answering = all.filter(({ sure }) => sure === "participant")
  const total = ({ leans, manner }: Known) => manner + leans / 2
  const ranked = open.toSorted((a, b) => total(b) - total(a))
  const [top, next] = ranked
  const verdicts = new Map<string, Judged>()
  const judge = (one: Known, verdict: Judged) => verdicts.set(one.voice.key, verdict)
  for (const one of open) judge(one, asked("participant", "clear", one))
  if (top === undefined) return verdicts
  const rest = [...ranked.slice(1), ...answering]
  const best = Math.max(0, ...rest.map(total))
  const words = (some: ReadonlyArray<Known>) => some.reduce((sum, { voice }) => sum + voice.words, 0)
  if (top.voice.asks < 0.25 && top.leans < 1) {
    // All others are called participants: this one is not, and so asks, but it does not show.
    const left = open.length === 1 && answering.length > 1
    for (const one of open) judge(one, asked(left ? "interviewer" : "participant", "guess", one))
    return verdicts
  }
  const third = Math.max(0, ...[...ranked.slice(2), ...answering].map(total))
  const two =
    next !== undefined &&
    rest.length > 1 &&
    next.voice.asks >= 0.4 &&
    total(next) - third >= 1 &&
    total(next) - third > total(top) - total(next) &&
    words([top, next]) * 2 < words(all)
  if (two) {
    const confidence = total(next) - third >= 1.5 ? "clear" : "guess"
    for (const one of [top, next]) judge(one, asked("interviewer", confidence, one))
    return verdicts
  }
  const sure = total(top) - best >= clear || (open.length === 1 && total(top) > best)
  judge(top, asked("interviewer", sure ? "clear" : "guess", top))
  return verdicts
}

const judgedOf = (known: ReadonlyArray<Known>): Verdicts => {
  const verdicts = new Map<string, Judged>()
  for (const { sure, voice } of known) if (sure !== undefined) verdicts.set(voice.key, { ...named, role: sure })
  const talking = known.filter(({ sure }) => sure !== "other")
  const open = talking.filter(({ sure }) => sure === undefined)
  if (talking.some(({ sure }) => sure === "interviewer")) {
    for (const one of open) verdicts.set(one.voice.key, besideInterviewer(one))
    return verdicts
  }
  const [a, b] = talking
  if (talking.length === 2 && a !== undefined && b !== undefined && open.length > 0) {
    const [first, second] = ofTwo(a, b)
    if (open.length === 2) return verdicts.set(a.voice.key, first).set(b.voice.key, second)
    // Beside one who is called a participant, the other asks.
    const [one, verdict] = open[0] === a ? [a, first] : [b, second]
    const confidence = verdict.role === "interviewer" ? "named" : "guess"
    return verdicts.set(one.voice.key, asked(one.voice.asks > 0 ? "interviewer" : verdict.role, confidence, one))
  }
  for (const [key, verdict] of talking.length === 1 ? [] : ofSeveral(talking)) verdicts.set(key, verdict)
  return verdicts
}

const listed = (labels: ReadonlyArray<string>): string =>
  labels.length < 2 ? labels.join("") : `${labels.slice(0, -1).join(", ")} and ${labels.at(-1) ?? ""}`

const remedy = `If that is wrong, name who asks with --interviewer NAME ("interviewers" in code).`

const doubtsOf = (speakers: ReadonlyArray<Speaker>): ReadonlyArray<string> => {
  if (!speakers.some(({ confidence }) => confidence === "guess")) return []
  const asking = speakers.filter(({ role }) => role === "interviewer")
  const answering = speakers.filter(({ role }) => role === "participant").map(({ label }) => label)
  const taken =
    asking.length === 0
      ? `Nobody was taken for the interviewer, ${listed(answering)} for participants.`
      : `${listed(asking.map(({ label, why }) => `${label} (${why})`))} ${asking.length > 1 ? "were" : "was"} taken for the interviewer, ${listed(answering)} for ${answering.length > 1 ? "participants" : "the participant"}.`
  return [`it is not certain who asks. ${taken} ${remedy}`]
}

/**
 * Who speaks in a conversation, in the order in which they first speak.
 *
 * @param interviewers who asks, by label or name, where the user said so
 */
export const rolesOf = (
  turns: ReadonlyArray<Turn>,
  cast: ReadonlyArray<Cast> = [],
  interviewers: ReadonlyArray<string> = []
): Roles => {
  const voices = voicesOf(turns)
  const known = knownOf(voices, cast)
  const isGiven = ({ label }: Voice) => interviewers.some((name) => isCalled(label, name))
  const anyGiven = voices.some(isGiven)
  const judged = anyGiven ? new Map<string, Judged>() : judgedOf(known)
  const speakers = known.map(({ sure, voice }): Speaker => {
    const { label, turns, words } = voice
    const given: Judged = isGiven(voice)
      ? { role: "interviewer", confidence: "given", why: "as you said" }
      : { role: sure ?? "participant", confidence: "given", why: "beside the interviewer you named" }
    return {
      label,
      turns,
      words,
      ...(anyGiven
        ? given
        : (judged.get(voice.key) ?? asked("participant", "clear", { sure, voice, leans: 0, manner: 0 })))
    }
  })
  const [only] = known
  const alone = known.length === 1 && !anyGiven && only?.sure !== "participant"
  const mixed = alone && soundsLikeTalk(turns.map(({ text }) => text).join(" "))
  return { speakers, doubts: anyGiven ? [] : doubtsOf(speakers), mixed }
}
