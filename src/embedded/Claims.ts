/**
 * The claims of a persona, chosen from everything that its sample bears out.
 */
import { Order } from "effect"
import * as ClosedClaims from "./ClosedClaims.ts"
import type { Claim } from "./Facets.ts"
import type { ClaimList } from "./Passages.ts"
import type { Portrait } from "./Portrait.ts"
import * as TextClaims from "./TextClaims.ts"

/** Every claim that could be made, the best first. */
export const pool = (portrait: Portrait): ReadonlyArray<Claim> =>
  [...TextClaims.make(portrait), ...ClosedClaims.make(portrait)].toSorted(
    Order.mapInput(Order.flip(Order.Number), (claim: Claim) => claim.score)
  )

/** The claims of each list. */
export type Chosen = Readonly<Record<ClaimList, ReadonlyArray<Claim>>>

/** How many claims a draft makes a list. */
export const perList = 3

// The scarcest first: hardly any closed answer is a pain point, while most are behaviours.
const order: ReadonlyArray<ClaimList> = ["painPoints", "goals", "motivations", "behaviours"]

/** So many claims a list may come from free text, so that what people answered is told beside what they said. */
const mostTold: Readonly<Record<ClaimList, number>> = { goals: 3, painPoints: 3, behaviours: 1, motivations: 2 }

/**
 * Chooses the best claims for each list, every passage and every answer for one list only. A list that would be
 * left with less than two may tell an answer a second time, in its own light; never a passage.
 */
export const choose = (claims: ReadonlyArray<Claim>, count: number = perList): Chosen => {
  const chosen: Record<ClaimList, Array<Claim>> = { goals: [], painPoints: [], behaviours: [], motivations: [] }
  const used = new Set<string>()
  const take = (list: ClaimList, atMost: number, again: boolean, told: number = mostTold[list]) => {
    for (const claim of claims) {
      if (chosen[list].length >= atMost) return
      if (
        claim.list !== list ||
        chosen[list].some((other) => claim.topics.some((topic) => other.topics.includes(topic)))
      )
        continue
      if ((!again || isTold(claim)) && claim.topics.some((topic) => used.has(topic))) continue
      if (isTold(claim) && chosen[list].filter(isTold).length >= told) continue
      chosen[list].push(claim)
      for (const topic of claim.topics) used.add(topic)
    }
  }
  // One each, then two, then the rest: no list takes all while another has none.
  for (let atMost = 1; atMost <= count; atMost++) for (const list of order) take(list, atMost, false)
  for (const list of order) take(list, count, false, count)
  for (const list of order) take(list, 2, true, count)
  // What everybody was asked comes before what somebody happened to tell.
  return {
    ...chosen,
    behaviours: [...chosen.behaviours.filter((claim) => !isTold(claim)), ...chosen.behaviours.filter(isTold)]
  }
}

const isTold = (claim: Claim): boolean => claim.sources.some(({ kind }) => kind === "quote")
