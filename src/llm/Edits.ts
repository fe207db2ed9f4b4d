/**
 * Turning edits into a patch of whole fields. Every entry that no edit names stays as it is, to the byte, with its evidence.
 */
import { Array, Option } from "effect"
import { parseAge } from "../corpus/Answers.ts"
import { pointer } from "../domain/Coverage.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { PersonaPatch } from "../domain/Patch.ts"
import type { Persona } from "../domain/Persona.ts"
import {
  cite,
  type List,
  lists,
  passages,
  type Place,
  placeOf,
  type RefineAnswer,
  type Scalar
} from "./RefineAnswer.ts"

/** An edit whose place is there. */
interface Edit {
  readonly place: Place
  readonly text: string
  readonly evidence: ReadonlyArray<string>
}

/** A changed field, whole, with all of its evidence. */
interface Change {
  readonly content: PersonaPatch
  readonly evidence: ReadonlyArray<Evidence>
}

/** The patch of an answer. */
export interface Read {
  /** Empty where nothing changes. */
  readonly patch: PersonaPatch
  /** Edits that were left out: they name a place that there is not, or would leave one empty that must not be, or ill-formed. */
  readonly unreadable: number
}

/** No list grows beyond this by refinement. */
const mostEntries = 8

/** Reads the edits of an answer. Of two edits of one place the later one counts. */
export const toPatch = (persona: Persona, answer: RefineAnswer): Read => {
  const sources = passages(persona)
  const edits = answer.edits.flatMap(({ at, evidence, text }): ReadonlyArray<Edit> => {
    const place = placeOf(persona, at)
    const edit = place === null ? null : { place, text: text.trim(), evidence }
    return edit === null || !isSound(edit) ? [] : [edit]
  })
  const effective = edits.filter((edit) => !changesNothing(persona, edit))
  const changes = [
    ...scalarChanges(sources, effective),
    ...factChanges(persona, sources, effective),
    ...lists.flatMap((list) => listChanges(persona, sources, list, effective))
  ]
  const unreadable = answer.edits.length - edits.length
  if (changes.length === 0) return { patch: {}, unreadable }
  const patch: PersonaPatch = { evidence: changes.flatMap(({ evidence }) => evidence) }
  for (const { content } of changes) Object.assign(patch, content)
  return { patch, unreadable }
}

/** A title and a summary must stay; an age must be one. */
const isSound = ({ place, text }: Edit): boolean => {
  if (place._tag !== "Scalar") return place._tag === "Entry" || place.name.trim() !== ""
  switch (place.field) {
    case "title":
    case "summary":
      return text !== ""
    case "age":
      return text === "" || Option.isSome(parseAge(text))
    case "occupation":
      return true
  }
}

const changesNothing = (persona: Persona, { evidence, place, text }: Edit): boolean => {
  if (evidence.length > 0) return false
  switch (place._tag) {
    case "Scalar":
      return place.field === "age" ? text === "" && persona.age === null : text === (persona[place.field] ?? "")
    case "Fact":
      return text === (Object.hasOwn(persona.demographics, place.name) ? persona.demographics[place.name] : "")
    case "Entry":
      return text === (persona[place.list][place.index] ?? "")
  }
}

const scalarContent = (field: Scalar, text: string): PersonaPatch => {
  switch (field) {
    case "title":
      return { title: text }
    case "summary":
      return { summary: text }
    case "age":
      return { age: Option.getOrNull(parseAge(text)) }
    case "occupation":
      return { occupation: text === "" ? null : text }
  }
}

const scalarChanges = (sources: ReadonlyArray<Evidence>, edits: ReadonlyArray<Edit>): ReadonlyArray<Change> => {
  const last = new Map(
    edits.flatMap((edit) => (edit.place._tag === "Scalar" ? [[edit.place.field, edit] as const] : []))
  )
  return [...last].map(([field, { evidence, text }]) => ({
    content: scalarContent(field, text),
    evidence: text === "" ? [] : cite(sources, pointer(field), evidence)
  }))
}

const factChanges = (
  persona: Persona,
  sources: ReadonlyArray<Evidence>,
  edits: ReadonlyArray<Edit>
): ReadonlyArray<Change> => {
  const named = new Map(edits.flatMap((edit) => (edit.place._tag === "Fact" ? [[edit.place.name, edit] as const] : [])))
  if (named.size === 0) return []
  const facts = new Map(Object.entries(persona.demographics))
  for (const [name, { text }] of named) {
    if (text === "") facts.delete(name)
    else facts.set(name, text)
  }
  const evidence = [...facts.keys()].flatMap((name) => {
    const claim = pointer("demographics", name)
    const edit = named.get(name)
    return edit === undefined
      ? persona.evidence.filter((each) => each.claim === claim)
      : cite(sources, claim, edit.evidence)
  })
  return [{ content: { demographics: Object.fromEntries(facts) }, evidence }]
}

const listChanges = (
  persona: Persona,
  sources: ReadonlyArray<Evidence>,
  list: List,
  edits: ReadonlyArray<Edit>
): ReadonlyArray<Change> => {
  const before = persona[list]
  const entries = before.map((text, index) => ({
    text,
    evidenceAt: (claim: string): ReadonlyArray<Evidence> =>
      persona.evidence.filter((each) => each.claim === pointer(list, index)).map((each) => ({ ...each, claim }))
  }))
  let edited = false
  for (const { evidence, place, text } of edits) {
    if (place._tag !== "Entry" || place.list !== list) continue
    edited = true
    const evidenceAt = (claim: string) => {
      const found = cite(sources, claim, evidence)
      return list === "quotes" ? found.map((each) => ({ ...each, text, kind: "quote" as const })) : found
    }
    if (place.index < before.length) entries[place.index] = { text, evidenceAt }
    else entries.push({ text, evidenceAt })
  }
  if (!edited) return []
  const left = Array.dedupeWith(
    entries.filter(({ text }) => text !== ""),
    (a, b) => a.text === b.text
  ).slice(0, Math.max(mostEntries, before.length))
  const content = left.map(({ text }) => text)
  return [
    {
      content: listContent(list, content),
      evidence: left.flatMap(({ evidenceAt }, index) => evidenceAt(pointer(list, index)))
    }
  ]
}

const listContent = (list: List, texts: ReadonlyArray<string>): PersonaPatch => {
  switch (list) {
    case "goals":
      return { goals: texts }
    case "painPoints":
      return { painPoints: texts }
    case "behaviours":
      return { behaviours: texts }
    case "motivations":
      return { motivations: texts }
    case "quotes":
      return { quotes: texts }
  }
}
