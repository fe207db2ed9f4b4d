/**
 * Goals, pain points, behaviours and motivations in people's own words, told in the third person where that is safe.
 */
import { hasBracket, isFirstPerson, wordCount } from "../corpus/Sentences.ts"
import { Option } from "effect"
import { claimLists } from "../domain/Persona.ts"
import { diverse, rank } from "./Centrality.ts"
import type { Claim } from "./Facets.ts"
import { asAim, type ClaimList, fitness, isAim, type Passage } from "./Passages.ts"
import { capitalise, quote, uncapitalise } from "./Phrases.ts"
import type { Portrait } from "./Portrait.ts"
import { withoutFillers } from "./ThirdPerson.ts"

/** More passages than a draft needs, so that there are some left to mend with. */
const ranked = 6

/** A passage less fit is not taken: a list that is short says more than one that is filled up. */
const fitEnough = 0.15

/** The claims of each list that the free text bears out, the best first. */
export const make = (portrait: Portrait): ReadonlyArray<Claim> =>
  claimLists.flatMap((list) => {
    const candidates = portrait.passages.filter((passage) => weigh(portrait, passage, list) >= fitEnough)
    return diverse(
      rank(candidates, (passage) => weigh(portrait, passage, list)),
      ranked,
      (a, b) => (a.record.id === b.record.id ? 0.6 : 0)
    ).flatMap((passage, place) => toClaim(passage, list, place))
  })

/** How fit a passage is for a list, apart from its words: what gave it away, how it is told, and whose it is. */
const weigh = (portrait: Portrait, passage: Passage, list: ClaimList): number => {
  const own = passage.record.id === portrait.request.sample[0]?.id
  const told = Option.getOrElse(passage.told, () => "")
  return (
    fitness(passage, list) *
    passage.clarity *
    // What happened once is no goal, and "is a porter" no behaviour.
    (!passage.asked && /^(was|is|has|had|will|did)\b/i.test(told) ? 0.5 : 1) *
    (passage.asked || isFirstPerson(passage.text) ? 1 : 0.4) *
    (hasBracket(passage.text) ? 0.2 : 1) *
    (passage.words <= 22 && passage.words >= (passage.asked ? 4 : 7) ? 1 : 0.5) *
    (told === "" ? 0.55 : 1) *
    (list === "goals" && !isAim(told) ? 0.7 : 1) *
    (own ? 1.3 : passage.isPrivate ? 0.35 : 0.4 + 0.6 * portrait.likeness(passage.record))
  )
}

const mostClaimWords = 24

const toClaim = (passage: Passage, list: ClaimList, place: number): ReadonlyArray<Claim> => {
  const text = Option.match(passage.told, {
    onSome: shorten,
    onNone: () => `In their words: ${quote(shorten(capitalise(withoutFillers(passage.text))))}`
  })
  if (wordCount(text) < 3) return []
  const drives = list === "motivations" && fitness(passage, list) === asAim
  return [
    {
      list,
      text: drives ? `Driven by an aim: ${uncapitalise(text)}` : text,
      sources: [{ recordId: passage.record.id, field: passage.field, text: passage.text, kind: "quote" }],
      topics: [`${passage.record.id}/${passage.field}/${passage.place}`],
      score: 2 - place * 0.1
    }
  ]
}

/** Cut where a clause ends, when it is long. What is cut is still in the evidence. */
const shorten = (text: string): string => {
  if (wordCount(text) <= mostClaimWords) return text
  const ends = [...text.matchAll(/[;:,]? [–—-] |[;,] | (?:so|but|because|and then|which|until|when) /g)]
    .map((match) => match.index)
    .filter((end) => wordCount(text.slice(0, end)) >= 7 && wordCount(text.slice(0, end)) <= mostClaimWords)
  const end = ends.at(-1)
  return end === undefined ? text : text.slice(0, end)
}
