/**
 * What a model answers when it drafts, and the persona it makes.
 */
import { Array, Schema } from "effect"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import type { Location } from "../domain/ModelInfo.ts"
import { claimLists, type DraftClaim, type PersonaContent } from "../domain/Persona.ts"
import { listOf, mostEvidence, Sentence, Title, wordOf } from "./AnswerParts.ts"
import * as Citations from "./Citations.ts"
import { fits } from "./SourceLines.ts"

/** The most claims of a list, and the most quotes. */
export const mostClaims = 3
export const mostQuotes = 2

const claims = (ids: Schema.Codec<string>) =>
  listOf(Schema.Struct({ evidence: listOf(ids, mostEvidence, 1), text: Sentence }), mostClaims)

/** The ids that each part of an answer may name. */
type Ids = Readonly<Record<"bio" | "passages" | (typeof claimLists)[number], ReadonlyArray<string>>>

const answerWith = (ids: Ids, location: Location) =>
  Schema.Struct({
    behaviours: claims(wordOf(ids.behaviours, location)),
    bio: claims(wordOf(ids.bio, location)),
    goals: claims(wordOf(ids.goals, location)),
    motivations: claims(wordOf(ids.motivations, location)),
    painPoints: claims(wordOf(ids.painPoints, location)),
    quotes: listOf(wordOf(ids.passages, location), mostQuotes),
    title: Title
  })

/** What a model answers when it drafts. */
export interface DraftAnswer extends Schema.Schema.Type<ReturnType<typeof answerWith>> {}

/** The shape of an answer where ids are any texts: the same for every request. */
export const DraftAnswer: Schema.Codec<DraftAnswer> = answerWith(
  { bio: [], passages: [], goals: [], painPoints: [], behaviours: [], motivations: [] },
  "remote"
)

/** The shape of an answer that can cite only what is shown, and in each list only what was asked for it or for none. */
export const answerCiting = (
  { counts, nameOf, passages }: Citations.Citations,
  shown: Citations.Shown,
  request: Pick<DraftRequest, "asks">
): Schema.Codec<DraftAnswer> => {
  const all = [...counts, ...passages]
  const forList = (list: (typeof claimLists)[number]) => {
    const own = [...shown.counts, ...shown.passages].flatMap(({ id }) =>
      fits(request, id, list) ? (nameOf(id) ?? []) : []
    )
    return own.length === 0 ? all : own
  }
  const [goals = all, painPoints = all, behaviours = all, motivations = all] = claimLists.map(forList)
  return answerWith({ bio: all, passages, goals, painPoints, behaviours, motivations }, "local")
}

/** The persona of an answer, as yet unchecked. Quotes are whole passages; without a title it has that of its segment. */
export const toContent = (
  answer: DraftAnswer,
  citations: Citations.Citations,
  request: Pick<DraftRequest, "title" | "passages">
): PersonaContent => {
  const drafted = (list: DraftAnswer["bio"]): ReadonlyArray<DraftClaim> =>
    list
      .slice(0, mostClaims)
      .map(({ evidence, text }) => ({ text: text.trim(), evidence: Citations.idsOf(citations, evidence) }))
      .filter(({ text }) => text !== "")
  return {
    title: answer.title.trim() === "" ? request.title : answer.title.trim(),
    bio: drafted(answer.bio),
    goals: drafted(answer.goals),
    painPoints: drafted(answer.painPoints),
    behaviours: drafted(answer.behaviours),
    motivations: drafted(answer.motivations),
    quotes: Array.dedupe(answer.quotes)
      .slice(0, mostQuotes)
      .filter((name) => name.trim() !== "")
      .map((name) => Citations.quoted(citations, name, request.passages))
  }
}
