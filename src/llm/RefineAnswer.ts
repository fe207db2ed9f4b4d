/**
 * What a model answers when it refines, and the patch it makes.
 *
 * Only what changes is written: a frontier model is paid mostly for what it writes, and of a list of four goals it writes the one
 * that changes.
 */
import { Schema } from "effect"
import type { Passage } from "../domain/Evidence.ts"
import type { Location } from "../domain/ModelInfo.ts"
import type { PersonaPatch } from "../domain/Patch.ts"
import { claimFields, claimsOf, type Persona } from "../domain/Persona.ts"
import { listOf, mostEvidence, Sentence, textOf, wordOf } from "./AnswerParts.ts"
import * as Citations from "./Citations.ts"

const mostChanges = 6
const mostAdded = 4
const mostQuotes = 2

/** The ids that an answer may name. */
interface Ids extends Pick<Citations.Citations, "counts" | "passages"> {
  readonly claims: ReadonlyArray<string>
  readonly quotes: ReadonlyArray<string>
}

const answerWith = ({ claims, counts, passages, quotes }: Ids, location: Location) => {
  const evidence = listOf(wordOf([...counts, ...passages], location), mostEvidence, 1)
  return Schema.Struct({
    add: listOf(Schema.Struct({ evidence, list: wordOf(claimFields, location), text: Sentence }), mostAdded),
    addQuotes: listOf(wordOf(passages, location), mostQuotes),
    drop: listOf(wordOf([...claims, ...quotes], location), mostChanges),
    replace: listOf(Schema.Struct({ claim: wordOf(claims, location), evidence, text: Sentence }), mostChanges),
    title: textOf(80, 'A better title, or ""')
  })
}

/** What a model answers when it refines. */
export interface RefineAnswer extends Schema.Schema.Type<ReturnType<typeof answerWith>> {}

/** The shape of an answer where ids are any texts: the same for every request. */
export const RefineAnswer: Schema.Codec<RefineAnswer> = answerWith(
  { claims: [], counts: [], passages: [], quotes: [] },
  "remote"
)

const idsOf = (some: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> => some.map(({ id }) => id)

/** The shape of an answer that can name only what the persona has and what is shown. */
export const answerAbout = (persona: Persona, { counts, passages }: Citations.Citations): Schema.Codec<RefineAnswer> =>
  answerWith({ claims: idsOf(claimsOf(persona)), counts, passages, quotes: idsOf(persona.quotes) }, "local")

/** The patch of an answer. */
export interface Read {
  /** Empty where nothing changes. */
  readonly patch: PersonaPatch
  /** Entries that were left out: they name nothing that the persona has, or say nothing. */
  readonly unreadable: number
}

type Entries<Key extends "add" | "addQuotes" | "drop" | "replace"> = NonNullable<PersonaPatch[Key]>

/** Reads an answer. A claim that is reworded without a word on what it cites still cites the same. */
export const toPatch = (
  persona: Persona,
  answer: RefineAnswer,
  citations: Citations.Citations,
  passages: ReadonlyArray<Passage>
): Read => {
  const claims = new Map(claimsOf(persona).map((claim) => [claim.id, claim]))
  const known = new Set([...claims.keys(), ...idsOf(persona.quotes)])
  let unreadable = 0
  const none = (): [] => {
    unreadable++
    return []
  }
  const replace = answer.replace.slice(0, mostChanges).flatMap(({ claim, evidence, text }): Entries<"replace"> => {
    const before = claims.get(claim.trim())
    const after = text.trim()
    if (before === undefined || after === "") return none()
    const cited = Citations.idsOf(citations, evidence)
    const isSame = cited.length === 0 || cited.join() === before.evidence.join()
    return after === before.text && isSame
      ? []
      : [{ id: before.id, text: after, evidence: cited.length === 0 ? before.evidence : cited }]
  })
  const drop = answer.drop
    .slice(0, mostChanges)
    .flatMap((id): Entries<"drop"> => (known.has(id.trim()) ? [id.trim()] : none()))
  const add = answer.add.slice(0, mostAdded).flatMap(({ evidence, list, text }): Entries<"add"> => {
    const field = claimFields.find((name) => name.toLowerCase() === list.trim().toLowerCase())
    return field === undefined || text.trim() === ""
      ? none()
      : [{ list: field, text: text.trim(), evidence: Citations.idsOf(citations, evidence) }]
  })
  const addQuotes = answer.addQuotes.slice(0, mostQuotes).flatMap((name): Entries<"addQuotes"> => {
    const { passage, text } = Citations.quoted(citations, name, passages)
    return passage === "" ? none() : [{ passage, text }]
  })
  const title = answer.title.trim()
  return {
    patch: {
      ...(title !== "" && title !== persona.title && { title }),
      ...(replace.length > 0 && { replace }),
      ...(drop.length > 0 && { drop }),
      ...(add.length > 0 && { add }),
      ...(addQuotes.length > 0 && { addQuotes })
    },
    unreadable
  }
}
