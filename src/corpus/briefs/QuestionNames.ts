/**
 * What a question is called in front of an answer: `Plan meals in advance: Every week`, `Is Dask stable enough for you? Yes`.
 */
import type { ColumnProfile } from "../../domain/Segment.ts"
import { clean, cut } from "../ColumnLabel.ts"
import type { Corpus } from "../Corpus.ts"

/** The most characters of what a question is about, and of a question that is told in full. */
const longestTopic = 56
const longestQuestion = 64

const openers = new Set(
  (
    "how much often many what what's what’s which who where when why be been being do does did have had has are is was were will would can could should you " +
    "your ever best describes describe most the a an of on in please following to"
  ).split(" ")
)

/** What a question is about: without parentheses, introduction and the words that make it a question. */
export const topic = (label: string): string => {
  const plain = clean(label)
    .replace(/ ?\([^()]*\)/g, "")
    .replace(/,? if (?:at all|any|ever),?/i, "")
    .replace(
      /^(?:in|prior|when|assuming|if|before|after|thinking|considering|overall|during|over|on)\b[^,]{0,80}, /i,
      ""
    )
    .replace(/[?!:.\s]+$/, "")
  const all = plain.split(" ")
  const start = Math.max(
    0,
    all.findIndex((word) => !openers.has(word.toLowerCase()))
  )
  const text = all
    .slice(start)
    .join(" ")
    .replace(
      / (?:do|does|did|have|are|would|will|can) (?:you|they)(?: (?:use|used|do|have|own|prefer|like|want|need|take|make|buy|choose|follow))?$/i,
      ""
    )
  return text.length <= longestTopic ? text : cut(text.replace(/ (?:the|an?)(?= )/gi, ""), longestTopic)
}

const auxiliary = "(?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|should|must|may)"

/** A question of which somebody else is the subject: without its first words, `What does the CLT show` is no name. */
const isOfOthers = new RegExp(
  `^${auxiliary}\\s+(?!you\\b)|\\b(?:what|which|who|how|when|where|why)\\b[^?]*?\\b(?:do|does|did|has|have|had|can|could|would|will|should)\\s+(?!you\\b)\\S|` +
    `\\b(?:what|which)\\s+(?!(?:is|are|was|were)\\b)\\w[^?]*?\\b(?:is|are|was|were)\\s+(?!you\\b)\\S`,
  "i"
)

/** What is left of a question, and not the name of what it is about: `Been a member`, `Applies to you`, `It be funded`. */
const isCut = (name: string): boolean =>
  /…|[?]|\b(?:you|your|yours|yourself)\b/i.test(name) ||
  /^(?:it|they|we|be|been|is|are|was|were|has|have|had|do|does|did|would|should|could|can|will|that|this|these|there|attended|identify|consider|describe|important or|please|rate|rank|select|choose|state|indicate|specify|list|enter|tick|check|write|evaluate)\b/i.test(
    name
  )

/**
 * The name of a question before an answer: the item of a grid, its topic where that is a name, its short label, or the question
 * itself where it is short; undefined where it has none that can be said.
 */
export const nameOf = (profile: Pick<ColumnProfile, "item" | "label">, short: string): string | undefined => {
  const name = within(profile, short)
  return name && name.charAt(0).toUpperCase() + name.slice(1)
}

/** The same for the middle of a line. */
export const within = ({ item, label }: Pick<ColumnProfile, "item" | "label">, short: string): string | undefined => {
  const plain = clean(label)
  const isAsked = plain.endsWith("?")
  const told = item ?? topic(plain)
  const isWhole = isAsked && told.length >= plain.length - 1
  const names = item !== undefined ? [told] : isOfOthers.test(plain) || isWhole ? [] : [told, short]
  // A label that only leaves words out of such a question is no better than its topic.
  const said = new Set(wordsOf(plain))
  const isOwn = item === undefined && names.length === 0 && wordsOf(short).some((word) => !said.has(word))
  const name = [...names, ...(isOwn ? [short] : [])].find((each) => each !== "" && !isCut(each))
  if (name !== undefined) return name
  return item === undefined && isAsked && plain.length <= longestQuestion ? plain : undefined
}

const wordsOf = (text: string): ReadonlyArray<string> => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** What each column is called in a few words: the item of a grid, else the label of its question in the codebook. */
export const shortLabels = ({
  codebook,
  columns
}: Pick<Corpus, "codebook" | "columns">): ReadonlyMap<string, string> => {
  const labels = new Map(codebook.questions.map(({ key, label }) => [key, label]))
  return new Map(columns.map(({ item, label, name, question }) => [name, item ?? labels.get(question) ?? label]))
}

/** A name with its answer. */
export const answered = (name: string, answer: string): string => `${name}${name.endsWith("?") ? "" : ":"} ${answer}`
