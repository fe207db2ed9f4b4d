/**
 * Usefulness: could a team act on it? Goals, pain points and behaviours count; a list with one entry counts half.
 *
 * - 0: no goals, pain points or behaviours.
 * - 0.5: some, but as catchwords (`Speed`, `Good design`) rather than as something that somebody does or meets.
 * - 1: at least two of each, each with a verb and enough words to tell what is done or what happens; goals begin with what is to be
 *   done, pain points name what goes wrong, behaviours say how often or when.
 */
import { wordCount } from "../corpus/Sentences.ts"
import { pointer } from "../domain/Coverage.ts"
import { words } from "../domain/Words.ts"
import { isBase } from "../corpus/Verbs.ts"
import { type Fault, mean, type Criterion, type Rule, score } from "./Criterion.ts"

/** Could a team make decisions with it? */
export const usefulness: Criterion = {
  name: "usefulness",
  weight: 1,
  question: "Could a team make decisions with it?",
  anchors: {
    one: "nothing to act on",
    three: "some needs to act on, but vague in what to build or change",
    five: "needs and obstacles that tell a team what to do and what to leave"
  },
  rule: (request) => rule(request)
}

const weights = { goals: 0.4, painPoints: 0.35, behaviours: 0.25 } as const

const judged = ["goals", "painPoints", "behaviours"] as const

/** A catchword has fewer words, a claim that nobody takes in more. */
const fewestWords = 4
const mostWords = 45

/** A claim below this cannot be acted on. */
const notActionable = 0.6

const rule: Rule = ({ persona }) => {
  const lists = judged.map((list) => {
    const weight = weights[list]
    const claims = persona[list]
    const marks = claims.map((claim) => actionable(claim, shapes[list]))
    const faults = marks.flatMap((mark, index): ReadonlyArray<Fault> =>
      mark < notActionable
        ? [{ claim: pointer(list, index), text: "Say what somebody does, wants or meets, not just a catchword." }]
        : []
    )
    return { value: weight * mean(marks) * Math.min(1, claims.length / 2), faults }
  })
  return {
    score: score(lists.reduce((sum, { value }) => sum + value, 0)),
    faults: lists.flatMap(({ faults }) => faults)
  }
}

/** How well a claim can be acted on, 0 to 1: a verb, enough words and not too many, and the shape that its list asks for. */
const actionable = (text: string, shape: (text: string) => boolean): number => {
  const count = wordCount(text)
  return (
    (hasVerb(text) ? 0.4 : 0) +
    0.3 * Math.min(1, count / fewestWords) +
    (count <= mostWords ? 0.1 : 0) +
    (shape(text) ? 0.2 : 0)
  )
}

const shapes: Readonly<Record<keyof typeof weights, (text: string) => boolean>> = {
  goals: (text) => /^(to |not |would |be |wants?\b|needs?\b|hopes?\b)/i.test(text) || isVerb(words(text)[0] ?? ""),
  painPoints: (text) =>
    /\b(not|no|never|nobody|nothing|none|cannot|too|only|runs? out|running out|wast\w*|forg\w+|los[et]\w*|hard|odds|little|frustrat\w*|annoy\w*|confus\w*|wrong|bad|worse|worst|without|drops?|goes off|start from scratch|fails?|hates?|guilt\w*|always|someone|everyone)\b|n['’]t\b/i.test(
      text
    ),
  behaviours: (text) =>
    /\d|\b(every|each|once|twice|times|daily|weekly|monthly|often|always|never|rarely|usually|sometimes|most|now and then|when|before|after|until|\w+days?|mornings?|evenings?|nights?|weeks?|months?)\b/i.test(
      text
    )
}

const auxiliary =
  /^(is|are|was|were|be|been|has|have|had|does|do|did|can|cannot|can['’]t|could|would|will|should|must|may|went|made|got|took|came|said|kept|lost|gave|eaten|gone|runs?|ran)$/
const endings: ReadonlyArray<readonly [RegExp, string]> = [
  [/ies$/, "y"],
  [/(?<=(s|x|z|ch|sh|o))es$/, ""],
  [/s$/, ""],
  [/ing$/, ""],
  [/ing$/, "e"],
  [/ed$/, ""],
  [/ed$/, "e"],
  [/(.)\1(ing|ed)$/, "$1"]
]

const hasVerb = (text: string): boolean => words(text).some((word) => auxiliary.test(word) || isVerb(word))

const isVerb = (word: string): boolean =>
  isBase(word) || endings.some(([ending, base]) => ending.test(word) && isBase(word.replace(ending, base)))
