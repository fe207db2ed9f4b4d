/**
 * The free text of a sample, sentence by sentence, with what each may tell: a goal, a pain point, a behaviour, a motivation.
 */
import { Option } from "effect"
import { columnOf } from "../corpus/AnsweredRecords.ts"
import { memoise } from "../corpus/Memoise.ts"
import { isSubstantial } from "../corpus/Verbatim.ts"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { claimLists } from "../domain/Persona.ts"
import type { Field } from "../domain/ResearchRecord.ts"
import type { ColumnProfile } from "../domain/Segment.ts"
import { clarityOf, isAboutPrivateLife, sentences, wordCount } from "../corpus/Sentences.ts"
import { isBase } from "../corpus/Verbs.ts"
import { saysNothing } from "./AnswerWording.ts"
import { rewrite, withoutFillers } from "./ThirdPerson.ts"

/** A field of a persona that holds a list of claims. */
export type ClaimList = (typeof claimLists)[number]

/** A passage of free text, word for word: `text` stands in the record's field. */
export interface Passage {
  readonly record: AnonymisedRecord
  readonly field: string
  readonly text: string
  readonly words: number
  /** Its place among the sentences of its field, from 0. */
  readonly place: number
  /** What it may tell, and how surely, from 0 to 1. */
  readonly fits: ReadonlyArray<{ readonly list: ClaimList; readonly strength: number }>
  /** Whether its column asks for just that, rather than a turn of phrase giving it away. */
  readonly asked: boolean
  /** Told in the third person, where that is safe. */
  readonly told: Option.Option<string>
  /** How well it can stand without what was said before it, 0 to 1. */
  readonly clarity: number
  /** Whether it tells of one life rather than of a kind of life. */
  readonly isPrivate: boolean
}

/** Turns of phrase that give away what somebody tells: those that hardly ever mislead, and those that often do. */
const cues: ReadonlyArray<readonly [list: ClaimList, strong: RegExp, weak: RegExp]> = [
  [
    "painPoints",
    /annoy|frustrat|\bI hate|problem is|can['’]?t (find|get|tell|see|use|trust|do)\b|nightmare|hard to|difficult|struggl|confus|stress|gave up on|worst|nothing found|doesn['’]t (work|know|let|tell)|don['’]t trust|keeps? (losing|forgetting|crashing)|drives me|there['’]s no\b/i,
    /problem|can['’]?t\b|cannot|couldn['’]t|forg[eo]t|\btoo (many|much|long|late|far|small)|guilt|give up|fails?\b|\blost\b|\bpain|ends? up|nobody|never know|goes off|in the bin|worr(y|ied)|wast(e|ed|ing)\b/i
  ],
  [
    "goals",
    /\b(I|we)(['’]d| would)? (really |just |only )?(want|need|like|love|hope|wish|aim) (to|a|an|my|the|some|something|\w+ing)\b|\bI['’]?m trying to|\b(my|the|our|main) (goal|aim)|what I['’]d (want|like|love)/i,
    /\b(I|we)(['’]d| would) (really |just |only )?(want|need|like|love)\b|\bI (want|need|wish)\b|ideal(ly)?\b|would be (great|nice|good)/i
  ],
  [
    "motivations",
    /\bbecause (I|we|it|my|our)\b|so that\b|matters?\b|important|\bI (really )?(care|love|enjoy|believe)\b|\bproud|the reason|makes me feel|the point of|\bI['’]d rather|don['’]t want (to|my|the)|refuse to|can['’]t abide/i,
    /\bbecause\b|\bI like\b|feels? (good|better)|\bworth\b|sav(e|es|ing) (money|time|me)|for (her|his|their|my|our) (sake|health)|\bso (I|we|nobody|no one|everyone)\b|thrilled|lovely|brilliant|best (bit|part|thing)|keeps? the peace/i
  ],
  [
    "behaviours",
    /\b(I|we) (usually|always|normally|tend to)|every (day|week|night|morning|evening|month|sunday|monday|tuesday|wednesday|thursday|friday|saturday|single)|most (weeks|days|nights|mornings|sundays)|once a|twice a|times a week|\bon (a )?(mon|tues|wednes|thurs|fri|satur|sun)days\b/i,
    /\busually|\balways\b|\bon (a )?(mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(I|we) (plan|cook|shop|buy|write|check|use|keep|make|batch|freeze|order|do|go|look|read|open|pick|put|take|start|scan|print|bake|send|copy)\b/i
  ]
]

/** How far a goal tells a motivation too: somebody is driven by what they aim at, but any reason that they give tells more. */
export const asAim = 0.3

/** Whether a text begins as an aim does: `Waste less food`, `To eat together`, `Wants to know`, not `The list is in English`. */
export const isAim = (text: string): boolean => {
  const [word = ""] = text.split(/[\s,.:;]/)
  return isBase(word) || /^(to|not|less|more|wants|would|needs|hopes)$|ing$/i.test(word)
}

/** How far a passage may be taken to tell what a list asks for, 0 to 1: 1 where its column asks for it. */
export const fitness = (passage: Passage, list: ClaimList): number =>
  passage.fits.find((fit) => fit.list === list)?.strength ?? 0

const roleList: Readonly<Partial<Record<ColumnProfile["role"], ClaimList>>> = {
  goal: "goals",
  painPoint: "painPoints",
  behaviour: "behaviours",
  motivation: "motivations"
}

/** Questions about reaching somebody: what is answered there is nobody's goal. */
const aboutContact = /\bcontact\b|e-?mail|phone number|\breach you\b|your name|anything else/i

const fewestWords = 4
const mostWords = 45

/** The passages of a sample, in its order. */
export const ofSample = (
  sample: ReadonlyArray<AnonymisedRecord>,
  columns: ReadonlyArray<ColumnProfile>
): ReadonlyArray<Passage> => sample.flatMap(reader(columns))

// Drafts of a run look at the same records again and again: each is read once.
const reader = memoise((columns: ReadonlyArray<ColumnProfile>) => {
  const byName = new Map(columns.map((column) => [column.name, column]))
  return memoise((record: AnonymisedRecord) =>
    record.fields.flatMap((field) => {
      const column = byName.get(columnOf(record, field))
      return isFreeText(column) && !aboutContact.test(column?.label ?? "") ? ofField(record, field, column) : []
    })
  )
})

const attributes = new Set(["age", "gender", "occupation", "location", "education", "income", "household"])

const isFreeText = (column: ColumnProfile | undefined): boolean =>
  column !== undefined && column.kind === "text" && !attributes.has(column.role)

const ofField = (record: AnonymisedRecord, field: Field, column: ColumnProfile | undefined): ReadonlyArray<Passage> => {
  const asked = roleList[column?.role ?? "other"]
  return sentences(field.text).flatMap(({ start, end }, place): ReadonlyArray<Passage> => {
    const text = field.text.slice(start, end)
    const words = wordCount(text)
    if (words < fewestWords || words > mostWords || !isSubstantial(text) || saysNothing(text) || isUnsure.test(text))
      return []
    if (cutShort.test(text)) return []
    const cued = cues.flatMap(([list, strong, weak]) =>
      strong.test(text) ? [{ list, strength: 0.7 }] : weak.test(text) ? [{ list, strength: 0.35 }] : []
    )
    const why = cued.filter(({ list }) => list === "motivations" && list !== asked)
    const told = rewrite(text)
    const driven = asked === "goals" && place === 0 && why.length === 0 && Option.exists(told, isAim)
    // Whoever was asked for a goal tells why at most, not what is wrong.
    const fits =
      asked === undefined
        ? cued
        : [
            { list: asked, strength: place === 0 ? 1 : 0.4 },
            ...why,
            ...(driven ? [{ list: "motivations" as const, strength: asAim }] : [])
          ]
    return [
      {
        record,
        field: field.name,
        text,
        words,
        place,
        fits,
        asked: asked !== undefined,
        told,
        clarity: clarityOf(withoutFillers(text)),
        isPrivate: isAboutPrivateLife(text)
      }
    ]
  })
}

const cutShort = /(…|\.\.\.|[-–—])$/

const isUnsure = /^(not sure|no idea|i don['’]?t know|dunno|hmm|erm?|um|n\/a|nothing really|as above)\b/i
