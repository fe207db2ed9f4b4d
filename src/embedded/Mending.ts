/**
 * One step of mending a persona: what a remark asks for, out of what the sample bears out.
 *
 * A step is a proposal. Whether it is taken is decided by judging the persona with and without it.
 */
import * as Verbatim from "../corpus/Verbatim.ts"
import { pointer } from "../domain/Coverage.ts"
import type { Remark } from "../domain/Evaluation.ts"
import type { Evidence } from "../domain/Evidence.ts"
import { claimLists, type Persona } from "../domain/Persona.ts"
import * as Attributes from "./Attributes.ts"
import * as Claims from "./Claims.ts"
import type { Claim, Source } from "./Facets.ts"
import { evidence } from "./Cite.ts"
import type { ClaimList } from "./Passages.ts"
import type { Portrait } from "./Portrait.ts"
import * as Quotes from "./Quotes.ts"
import * as Summary from "./PersonaSummary.ts"

/** What a persona could become to meet a remark; several where there are several ways, the best guess first. */
export const proposals = (portrait: Portrait, persona: Persona, remark: Remark): ReadonlyArray<Persona> => {
  const [, field = "", key] = remark.claim.split("/")
  const index = key === undefined || !/^\d+$/.test(key) ? undefined : Number(key)
  if (isList(field)) {
    return index === undefined
      ? spare(portrait, persona, field).map((claim) => withClaim(persona, field, claim))
      : ofClaim(portrait, persona, field, index, remark)
  }
  switch (field) {
    case "quotes":
      return ofQuotes(portrait, persona, index)
    case "summary":
    case "":
      return ofWhole(portrait, persona, remark)
    case "age":
    case "occupation":
    case "demographics":
      return [withAttributes(portrait, persona, field)]
    default:
      return []
  }
}

const isList = (field: string): field is ClaimList => claimLists.some((list) => list === field)

/** Claims that the sample bears out and the persona does not make yet, the best first. */
const spare = (portrait: Portrait, persona: Persona, list: ClaimList): ReadonlyArray<Claim> => {
  const made = new Set(persona.evidence.filter(({ claim }) => !claim.startsWith("/summary")).map(sourceKey))
  const texts = new Set(claimLists.flatMap((each) => persona[each]))
  return Claims.pool(portrait)
    .filter((claim) => claim.list === list && !texts.has(claim.text))
    .toSorted(
      (a, b) =>
        Number(a.sources.every((s) => made.has(sourceKey(s)))) - Number(b.sources.every((s) => made.has(sourceKey(s))))
    )
    .slice(0, mostTried)
}

/** So many ways of meeting one remark are tried at most. */
const mostTried = 4

const sourceKey = ({ field, recordId, text }: Pick<Source, "field" | "recordId" | "text">): string =>
  `${recordId}\n${field}\n${text}`

const withClaim = (persona: Persona, list: ClaimList, claim: Claim): Persona => ({
  ...persona,
  [list]: [...persona[list], claim.text],
  evidence: [...persona.evidence, ...evidence(pointer(list, persona[list].length), claim.sources)]
})

/** Without the entry; the evidence of later entries moves up with them. */
export const without = (persona: Persona, list: ClaimList | "quotes", index: number): Persona => ({
  ...persona,
  [list]: persona[list].filter((_, place) => place !== index),
  evidence: persona.evidence.flatMap((each): ReadonlyArray<Evidence> => {
    const place = Number(each.claim.slice(pointer(list).length + 1))
    if (!each.claim.startsWith(`${pointer(list)}/`) || place < index) return [each]
    return place === index ? [] : [{ ...each, claim: pointer(list, place - 1) }]
  })
})

/** A marked claim: give it the evidence that it lacks, and nothing else where there is some; put another in its place; or drop it. */
const ofClaim = (
  portrait: Portrait,
  persona: Persona,
  list: ClaimList,
  index: number,
  { criterion }: Remark
): ReadonlyArray<Persona> => {
  const cited = criterion === "groundedness" ? supported(portrait, persona, list, index) : []
  if (cited.length > 0) return cited
  const rest = without(persona, list, index)
  const replaced = spare(portrait, rest, list)
    .filter(({ text }) => text !== persona[list][index])
    .map((claim) => withClaim(rest, list, claim))
  return [...replaced, rest]
}

/** The same claim with evidence, where a claim that the sample bears out says the same in other words or spelling. */
const supported = (portrait: Portrait, persona: Persona, list: ClaimList, index: number): ReadonlyArray<Persona> => {
  const text = persona[list][index] ?? ""
  const pool = Claims.pool(portrait).find((claim) => Verbatim.key(claim.text) === Verbatim.key(text))
  const claim = pointer(list, index)
  const said = portrait.passages.find(
    (passage) => Verbatim.key(passage.text).includes(Verbatim.key(text)) && text !== ""
  )
  const sources: ReadonlyArray<Source> =
    pool?.sources ??
    (said === undefined ? [] : [{ recordId: said.record.id, field: said.field, text: said.text, kind: "quote" }])
  return sources.length === 0
    ? []
    : [
        {
          ...persona,
          evidence: [...persona.evidence.filter((each) => each.claim !== claim), ...evidence(claim, sources)]
        }
      ]
}

const ofQuotes = (portrait: Portrait, persona: Persona, index: number | undefined): ReadonlyArray<Persona> => {
  const rest = index === undefined ? persona : without(persona, "quotes", index)
  const used = persona.evidence.map(({ field, kind, recordId, text }) => ({ field, kind, recordId, text }))
  const fresh = Quotes.choose(portrait, used, mostTried).filter(({ text }) => !rest.quotes.includes(text))
  return [
    ...fresh.map((quote) => ({
      ...rest,
      quotes: [...rest.quotes, quote.text],
      evidence: [...rest.evidence, ...evidence(pointer("quotes", rest.quotes.length), [quote])]
    })),
    ...(index === undefined ? [] : [rest])
  ]
}

/** The summary written anew out of the sample, and claims that tell what sets the group apart. */
const ofWhole = (portrait: Portrait, persona: Persona, remark: Remark): ReadonlyArray<Persona> => {
  const chosen = Claims.choose(Claims.pool(portrait))
  const { facets, text } = Summary.make(persona.name, portrait, chosen)
  const summary = pointer("summary")
  const rewritten: Persona = {
    ...persona,
    summary: text,
    evidence: [
      ...persona.evidence.filter(({ claim }) => claim !== summary),
      ...evidence(
        summary,
        facets.flatMap(({ sources }) => sources.slice(0, 1))
      )
    ]
  }
  if (remark.criterion !== "distinctiveness") return [rewritten]
  const columns = new Set(portrait.request.segment.distinctive.map(({ column }) => column))
  const telling = claimLists.flatMap((list) =>
    spare(portrait, persona, list)
      .filter(({ sources }) => sources.some(({ field }) => columns.has(field)))
      .slice(0, 1)
      .map((claim) => withClaim(persona, list, claim))
  )
  return [rewritten, ...telling, ...telling.map((each) => ({ ...each, summary: text }))]
}

/** Age, occupation or facts as the sample has them. */
const withAttributes = (
  portrait: Portrait,
  persona: Persona,
  field: "age" | "occupation" | "demographics"
): Persona => {
  const kept = persona.evidence.filter(({ claim }) => claim.split("/")[1] !== field)
  const told = Attributes.tell(portrait)
  return {
    ...persona,
    [field]: told[field],
    evidence: [...kept, ...told.evidence.filter(({ claim }) => claim.split("/")[1] === field)]
  }
}
