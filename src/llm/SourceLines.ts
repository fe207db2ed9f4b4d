/**
 * What a request is made from as lines of a prompt: the group, and its counts and passages by the list that they were asked for.
 */
import { Array, Order } from "effect"
import type { DraftRequest, SegmentBrief } from "../domain/DraftRequest.ts"
import { type ClaimList, claimLists } from "../domain/Persona.ts"
import type { Count, Passage, Share } from "../domain/Evidence.ts"
import { json } from "./Delimit.ts"
import type { Citations } from "./Citations.ts"

const longestLabel = 160

const cut = (text: string): string =>
  text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1).replace(/[\ud800-\udbff]$/, "")}…`

const quoted = (text: string): string => json(cut(text))

/** What a group is, and what is known of whoever stands for it. */
export const group = ({ facts, segment }: Pick<SegmentBrief, "facts" | "segment">): ReadonlyArray<string> => [
  `The group: ${quoted(segment.label)}, ${segment.size} of ${segment.of} participants${segment.interviews === 0 ? "" : `, and ${segment.interviews} interviewed`}.`,
  ...(facts.length === 0
    ? []
    : [
        `Who stands for it, given beside your text: ${facts.map(({ label, value }) => `${quoted(label)} ${quoted(value)}`).join(", ")}.`
      ])
]

/** What a prompt shows, in its order. */
export interface Sources {
  readonly counts: ReadonlyArray<Count>
  readonly passages: ReadonlyArray<Passage>
}

type Asked = Pick<DraftRequest, "asks">

const placeOf = ({ asks }: Asked, { id }: { readonly id: string }): number => {
  const list = asks[id]
  return list === undefined ? -1 : claimLists.indexOf(list)
}

/** Counts in the order in which a prompt shows them: those that may stand in any list, then those of each list. */
export const orderedCounts = (sources: ReadonlyArray<Count>, asked: Asked): ReadonlyArray<Count> =>
  Array.sort(
    sources,
    Order.mapInput(Order.Number, (source: Count) => placeOf(asked, source))
  )

/** Passages in the order in which a prompt shows them: by list, and those under one question together. */
export const orderedPassages = (sources: ReadonlyArray<Passage>, asked: Asked): ReadonlyArray<Passage> => {
  const questions = Array.dedupe(sources.map(({ question }) => question))
  return Array.sort(
    sources,
    Order.combine(
      Order.mapInput(Order.Number, (source: Passage) => placeOf(asked, source)),
      Order.mapInput(Order.Number, ({ question }: Passage) => questions.indexOf(question))
    )
  )
}

/** What may stand in a list: what was asked for it, and what was asked for none. */
export const fits = ({ asks }: Asked, id: string, list: ClaimList): boolean =>
  asks[id] === undefined || asks[id] === list

/** The heading of each list, where the sources of one begin. */
const heading = (title: string, asked: Asked, source: { readonly id: string }, before?: { readonly id: string }) => {
  const list = asked.asks[source.id]
  if (before !== undefined && asked.asks[before.id] === list) return []
  return [list === undefined ? `${title}:` : `${title} for ${list} only:`]
}

const among = ({ matched, of }: Share): string => `${matched} of ${of}`

const answerOf = ({ answers = [], operator, range = {}, terms = [] }: Count): string => {
  switch (operator) {
    case "mentions":
      return `mentioned ${terms.map(quoted).join(" or ")}`
    case "range": {
      const { max, min } = range
      if (min === undefined) return `at most ${max ?? "any"}`
      return max === undefined ? `${min} or more` : min === max ? `${min}` : `${min} to ${max}`
    }
    case "is":
    case "any-of":
      return answers.map(quoted).join(" or ")
  }
}

/** One count: what was asked, what was answered, by how many. */
export const count = (one: Count, name: string, isContrast: boolean): string => {
  const { answers = [], everyone, item, label } = one
  // The option of a question with a column an option is the answer itself.
  const asked = item === undefined || answers.includes(item) ? quoted(label) : `${quoted(label)} ${quoted(item)}`
  return `${name}: ${asked} ${answerOf(one)}: ${among(one.group)} in the group, ${among(everyone)} of everyone${isContrast ? " (more than others)" : ""}`
}

/** One passage. Whose it is stays out. */
export const passage = ({ text }: Pick<Passage, "text">, name: string): string => `${name}: ${json(text)}`

/** What stands between passages, for how much room it takes. */
export const questions = (sources: ReadonlyArray<Passage>): ReadonlyArray<string> =>
  Array.dedupe(sources.flatMap(({ question }) => (question === undefined ? [] : [quoted(question)])))

/** All that was counted, in the order of the names. */
export const counts = (
  sources: ReadonlyArray<Count>,
  request: Pick<DraftRequest, "asks" | "contrasts">,
  { nameOf }: Citations
): ReadonlyArray<string> => {
  const contrasts = new Set(request.contrasts)
  return sources.flatMap((one, index) => [
    ...heading("Counts", request, one, sources[index - 1]),
    count(one, nameOf(one.id) ?? "", contrasts.has(one.id))
  ])
}

/** All that was said, in the order of the names; what was asked stands once before its passages. */
export const passages = (sources: ReadonlyArray<Passage>, asked: Asked, { nameOf }: Citations): ReadonlyArray<string> =>
  sources.flatMap((one, index) => {
    const before = sources[index - 1]
    const list = heading("Passages", asked, one, before)
    const isNew = list.length > 0 || before?.question !== one.question
    return [
      ...list,
      ...(isNew ? [one.question === undefined ? "not asked:" : `asked ${quoted(one.question)}:`] : []),
      passage(one, nameOf(one.id) ?? "")
    ]
  })
