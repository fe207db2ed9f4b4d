/**
 * A short name for a question, such as a chart can carry: what it is about, without the words that make it a question.
 */
import type { Demographic } from "../../domain/Codebook.ts"
import { cut } from "../ColumnLabel.ts"
import { shown } from "./PlainText.ts"

const longest = 40

/** So much of a question is looked at. */
const longestText = 1000

/** What each demographic is called. */
export const demographicNames: Readonly<Record<Demographic, string>> = {
  age: "Age",
  gender: "Gender",
  occupation: "Occupation",
  education: "Education",
  income: "Income",
  household: "Household",
  region: "Region"
}

const openings =
  /^(?:please )?(?:(?:select|choose|state|indicate|tell us|specify|describe|list|enter|rate|rank|provide|check|tick)(?: all that apply)?(?: (?:how|whether|which|what|to what extent))? |(?:in|during|over|within|for) (?:the (?:last|past|next)|a typical|an average) [^,]{1,30}, |(?:in your (?:opinion|view)|overall|generally|on average|typically), )+/i
const asking =
  /^(?:(?:how (?:often|much|many|long|well|likely|important|satisfied|easy|difficult|useful)?|what(?:'s| is| are| was)?|which(?: of (?:the following|these))?|where|when|why|who|do|does|did|are|is|was|were|have|has|can|could|would|will|should) )+(?:(?:do|does|did|are|is|was|were|have|has|can|could|would|will|should) )?(?:you(?:r)? |the |a |an |there |any )*/i

/** What a rating is of: "How satisfied are you with Larder?" is the satisfaction with Larder. */
const ratings: ReadonlyArray<readonly [RegExp, string]> = [
  [/how satisfied (?:or dissatisfied )?(?:are|were) you with (.+)/i, "Satisfaction with"],
  [/how (?:important|relevant)(?: or (?:un|ir)\w+)? (?:is|are|was|were) (.+)/i, "Importance of"],
  [/how likely (?:or unlikely )?(?:are|is|would) you(?: be)? to (.+)/i, "Likely to"],
  [/how (?:easy|difficult|easy or difficult) (?:is|was|are) (?:it )?(?:for you )?(?:to )?(.+)/i, "Ease of"],
  [/how many ([\w -]{3,30}?) (?:do|does|did|have|has|are|is|were|would) ((?:you |they |there )?.*)/i, "Number of"],
  [/how much ([\w -]{3,30}?) (?:do|does|did|have|has|are|is|were|would) ((?:you |they |there )?.*)/i, "Amount of"],
  [/how often (?:do|did|have|are|does) (?:you )?(.+)/i, "How often:"]
]

/**
 * The label of a question.
 *
 * @param text the question in words; empty where the file holds only codes
 * @param code its code
 */
export const labelOf = (text: string, code: string, demographic: Demographic | null): string => {
  const plain = shown(text.slice(0, longestText))
    .replace(/\*|_(?=\w)|(?<=\w)_/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
  if (plain === "") return readable(code.slice(0, longestText))
  if (plain.length <= 28 && !plain.includes("?")) return capitalised(plain.replace(/[:.]$/, ""))
  if (demographic !== null) return demographicNames[demographic]
  const rated = ratings.flatMap(([pattern, name]) => {
    const [, about, rest = ""] = pattern.exec(plain) ?? []
    if (about === undefined) return []
    const what = done(rest)
    // "How many times a week do you cook?" is about cooking; what is too long to name leaves no name.
    if (/^times\b/i.test(about)) return what === "" ? [] : [`${what} (${bare(about)})`]
    return [`${name} ${bare(about)}${what === "" ? "" : ` (${what})`}`]
  })[0]
  if (rated !== undefined) return capitalised(cut(rated, longest))
  const asked =
    plain
      .split(/(?<=[?.:])\s+/)
      .filter((sentence) => sentence.endsWith("?"))
      .toSorted((a, b) => b.length - a.length)[0] ?? plain
  const about = asked
    .replace(/\s?\([^()]*\)/g, "")
    .replace(openings, "")
    .replace(asking, "")
    .replace(
      / (?:do|does|did|have|are|would|will|can) (?:you|they)(?: (?:currently|usually|often|most often|regularly))?(?: (?:use|used|do|have|own|prefer|like|want|need|take|make|buy|choose|follow))?(?=[\s?:.,]*$)/i,
      ""
    )
    .replace(/[\s?:.,]+$/, "")
  return capitalised(cut(about.length >= 4 ? about : asked, longest))
}

const bare = (text: string): string => text.replace(/\s?\([^()]*\)/g, "").replace(/[\s?:.,]+$/, "")

/** What is done so many times: "How many times a week do you throw food away?" is not the number of times a week. */
const done = (rest: string): string => {
  const what = bare(rest.replace(/^(?:you|they|there) /i, "")).replace(/^(?:currently|usually|typically) /i, "")
  return what === "" || /^(?:have|own|do|use|used)$/i.test(what) || what.length > 24 ? "" : what
}

const readable = (code: string): string => {
  const spaced = code
    .replace(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replace(/[_.-]+/g, " ")
    .trim()
  return capitalised(cut(spaced === "" ? code : spaced, longest))
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
