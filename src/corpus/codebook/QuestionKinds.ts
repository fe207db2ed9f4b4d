/**
 * How a question was answered, by the answers in its columns: kind, layout, options and their order.
 */
import type { Layout, QuestionKind } from "../../domain/Codebook.ts"
import { type Ordered, orderOf } from "./AnswerOrder.ts"
import { type AnswerCount, type ColumnAnswers, isTick, marksOf } from "./ColumnAnswers.ts"
import { learn } from "./DelimitedOptions.ts"
import { isDated } from "./MetaRoles.ts"
import { folded } from "./PlainText.ts"
import { branchesOf, pooled, union } from "./QuestionBranches.ts"
import { isRating, type Member, type QuestionGroup } from "./QuestionGroup.ts"

/** How a question was answered. */
export interface Answered {
  readonly kind: QuestionKind
  readonly layout: Layout
  readonly separator?: string
  readonly decimalSign?: ","
  readonly options?: ReadonlyArray<string>
  readonly offScale?: ReadonlyArray<string>
  readonly direction?: "ascending" | "descending"
  readonly unticked?: string
  /** The members that hold words beside the options. */
  readonly openEnded: ReadonlySet<Member>
  /** The options that columns stand for, where their headers do not tell. */
  readonly items: ReadonlyMap<Member, string>
  readonly confidence: number
}

const none: ReadonlySet<Member> = new Set()
const noItems: ReadonlyMap<Member, string> = new Map()

/** How the question of these columns was answered. */
export const answeredBy = (group: QuestionGroup): Answered => {
  const { members } = group
  const [only] = members
  if (members.length === 1 && only !== undefined)
    return { ...single(only.answers, words(group)), openEnded: none, items: noItems }
  const marked = members.filter((member) => marksOf(member.answers) !== undefined || isOption(member))
  const filled = marked.filter(({ answers }) => answers.answered > 0)
  const others = members.filter((member) => !marked.includes(member))
  const areMarks =
    filled.length >= 2 && marked.length >= others.length && !others.some((other) => sharesMarks(other, filled))
  const open = new Set(others.filter((member) => areMarks || isOpen(member.answers) || isOther(member)))
  if (filled.length >= 2 && others.every((member) => open.has(member))) return oneHot(group, marked, open)
  const closed = members.filter((member) => !open.has(member))
  const [first] = closed
  if (first === undefined) return { kind: "text", layout: "column", openEnded: none, items: noItems, confidence: 0.9 }
  const boxes = closed.every(({ item }) => item === undefined) ? branchesOf(closed) : undefined
  if (boxes !== undefined) {
    const [asked = first, ...others] = boxes.branches
    const all = others.length === 0 ? asked.answers : pooled(boxes.branches)
    return { ...single(all, words(group)), openEnded: new Set([...open, ...boxes.open]), items: noItems }
  }
  if (closed.length === 1) return { ...single(first.answers, words(group)), openEnded: open, items: noItems }
  return { ...grid(closed, words(group)), openEnded: open, items: noItems }
}

/** Whether a column holds the words of its own option, and perhaps those of its translations. */
const isOption = ({ answers: { answers }, item }: Member): boolean =>
  item !== undefined && answers.length <= mostLanguages && folded(answers[0]?.answer ?? "") === folded(item)

const mostLanguages = 4

const otherItem = /^(?:if )?(?:other|please specify|sonstige|andere|autre|otr[oa]|anders|altr[oi]|outr[oa])/

const isOther = ({ answers, header, item }: Member): boolean =>
  answers.numeric < 0.5 &&
  (/(?:_TEXT|\[other\])$/i.test(header.code) || (item !== undefined && otherItem.test(folded(item))))

/** Whether a column holds the same marks and more, as a grid of Yes, No and Don't know does. */
const sharesMarks = ({ answers }: Member, marked: ReadonlyArray<Member>): boolean => {
  const marks = new Set(marked.flatMap((member) => member.answers.answers.map(({ answer }) => folded(answer))))
  return answers.answers.some(({ answer }) => marks.has(folded(answer)))
}

const words = ({ code, text }: QuestionGroup): string => folded(`${text} ${code}`)

/** Whether a column holds people's own words. */
export const isOpen = ({ answered, answers, distinct, longerThan, numeric }: ColumnAnswers): boolean => {
  if (answered === 0 || numeric >= 0.9) return false
  if (longerThan(25) > 0.4) return true
  const fewest = answered >= 200 ? 3 : 2
  const repeated = answers.reduce((sum, { count }) => sum + (count >= fewest ? count : 0), 0) / answered
  if (answered < 10) return answers.some(({ answer }) => answer.length > 40 || answer.split(/\s+/, 6).length > 5)
  if (distinct <= 12 && repeated >= 0.5) return false
  return repeated < 0.6 || distinct > 200 || (longerThan(8) > 0.4 && repeated < 0.8)
}

const oneHot = (group: QuestionGroup, marked: ReadonlyArray<Member>, open: ReadonlySet<Member>): Answered => {
  const unticked = marked.map(({ answers }) => marksOf(answers)?.unticked ?? "").find((mark) => mark !== "") ?? ""
  const items = new Map(
    marked.flatMap((member): ReadonlyArray<readonly [Member, string]> => {
      const ticked = marksOf(member.answers)?.ticked
      const own = ticked !== undefined && !isTick(ticked) ? ticked : undefined
      const isNamed = member.item !== undefined && folded(member.item) !== ""
      return own === undefined || isNamed ? [] : [[member, own]]
    })
  )
  const isSingle =
    !/all that apply|select all|check all|multiple|mehrfach|plusieurs/.test(words(group)) && isOneEach(marked)
  const options = marked.map((member) => items.get(member) ?? member.item ?? member.answers.column.name)
  return {
    kind: isSingle ? "single" : "multiple",
    layout: "one-hot",
    unticked,
    options,
    openEnded: open,
    items,
    confidence: 0.9
  }
}

/** Whether whoever ticked an option ticked exactly one, as in the dummies of a single choice. */
const isOneEach = (marked: ReadonlyArray<Member>): boolean => {
  const filled = marked.filter(({ answers }) => answers.answered > 0)
  if (filled.length < 3) return false
  const rows = filled[0]?.answers.column.codes.length ?? 0
  const ticks = filled.map(({ answers: { column, missing } }) => {
    const marks = marksOf({ ...ofColumn(filled, column.name) })
    const no = new Set([...missing, ...(marks?.unticked === "" ? [] : [marks?.unticked])])
    return { codes: column.codes, yes: column.values.map((value) => !no.has(value)) }
  })
  let ticked = 0
  for (let row = 0; row < rows; row++) {
    const count = ticks.reduce((sum, { codes, yes }) => sum + (yes[codes[row] ?? -1] === true ? 1 : 0), 0)
    if (count > 1) return false
    ticked += count
  }
  return ticked >= 20 && ticked >= rows * 0.5
}

const ofColumn = (members: ReadonlyArray<Member>, name: string): ColumnAnswers => {
  const found = members.find(({ answers }) => answers.column.name === name) ?? members[0]
  if (found === undefined) throw new Error("a question has columns")
  return found.answers
}

const declaredOrder = ({ column }: ColumnAnswers): Ordered | undefined => {
  const labels = column.told?.valueLabels
  if (labels === undefined || labels.size < 3) return undefined
  const missing = new Set(column.told?.missing ?? [])
  const options = [...labels].filter(([code]) => !missing.has(code)).map(([, label]) => label)
  const guessed = orderOf(options, () => 1)
  return guessed === undefined ? undefined : { ...guessed, confidence: 1 }
}

const ordered = (answers: ReadonlyArray<AnswerCount>): Ordered | undefined => {
  const counts = new Map(answers.map(({ answer, count }) => [answer, count]))
  return orderOf(
    answers.map(({ answer }) => answer),
    (answer) => counts.get(answer) ?? 0
  )
}

const inOrder = ({ by, confidence, offScale, options }: Ordered) => ({
  kind: by === "scale" || by === "numbers" ? ("scale" as const) : ("single" as const),
  options,
  ...(offScale.length > 0 && { offScale }),
  direction: "ascending" as const,
  confidence
})

const rankWords =
  /\brank(?:ed|ing)?\b|order of (?:preference|importance)|1 being (?:your|the) (?:favou?rite|best|most)|rangfolge|reihenfolge|classe[zr]\b|ordene/

const grid = (members: ReadonlyArray<Member>, asked: string): Omit<Answered, "openEnded" | "items"> => {
  const layout = "grid" as const
  const filled = members.filter(({ answers }) => answers.answered > 0)
  if (filled.every(({ answers }) => answers.numeric >= 0.9)) {
    if (areRanks(filled, asked)) return { kind: "rank", layout, direction: "descending", confidence: 0.9 }
    const areRatings =
      filled.some(({ answers }) => isRating(answers)) &&
      filled.every(({ answers }) => answers.isWhole && (answers.numbers.at(-1) ?? 0) <= 11)
    return areRatings && !/percent|how many|number of/.test(asked)
      ? { kind: "scale", layout, direction: "ascending", confidence: 0.85 }
      : filled.every(({ answers }) => answers.isWhole && answers.distinct <= 2) && !amount.test(asked)
        ? { kind: "single", layout, options: union(filled).map(({ answer }) => answer), confidence: 0.6 }
        : { kind: "number", layout, ...decimal(filled.some(({ answers }) => answers.decimalComma)), confidence: 0.8 }
  }
  const answers = union(filled)
  const order =
    filled[0] === undefined
      ? undefined
      : (declaredOrder(filled[0].answers) ?? (answers.length <= 30 ? ordered(answers) : undefined))
  if (order !== undefined) return { layout, ...inOrder(order) }
  if (areRankedOptions(filled, asked))
    return { kind: "rank", layout, options: answers.map(({ answer }) => answer), confidence: 0.8 }
  const joined = learn(answers, false)
  if (joined !== undefined) return { kind: "multiple", layout, ...joined }
  return { kind: "single", layout, options: answers.slice(0, 60).map(({ answer }) => answer), confidence: 0.6 }
}

const areRanks = (members: ReadonlyArray<Member>, asked: string): boolean => {
  const highest = Math.max(...members.map(({ answers }) => answers.numbers.at(-1) ?? 0))
  const lowest = Math.min(...members.map(({ answers }) => answers.numbers[0] ?? 0))
  if (lowest !== 1 || highest > members.length || highest < 2) return false
  if (!members.every(({ answers }) => answers.isWhole)) return false
  const rows = members[0]?.answers.column.codes.length ?? 0
  let full = 0
  let distinct = 0
  for (let row = 0; row < rows; row++) {
    const places = members.flatMap(({ answers: { column } }) => column.values[column.codes[row] ?? -1] ?? [])
    if (places.length < 2) continue
    full++
    if (new Set(places).size === places.length) distinct++
  }
  return (
    full > 0 &&
    distinct >= full * (rankWords.test(asked) ? 0.7 : 0.97) &&
    (rankWords.test(asked) || (members.length >= 3 && full >= 5))
  )
}

/** Whether columns are places that hold what was put there: `Rank 1`, `Rank 2`. Nobody puts an option in two places. */
const areRankedOptions = (members: ReadonlyArray<Member>, asked: string): boolean => {
  const arePlaces = members.every(({ item }) =>
    /^(?:rank(?:ing)? ?)?\d{1,2}$|^\d{1,2}(?:st|nd|rd|th)\b/.test(folded(item ?? ""))
  )
  if (members.length < 2 || !(arePlaces || rankWords.test(asked))) return false
  const rows = members[0]?.answers.column.codes.length ?? 0
  const options = new Set(members.flatMap(({ answers }) => answers.answers.map(({ answer }) => folded(answer))))
  if (options.size < members.length || options.size > 60) return false
  for (let row = 0; row < rows; row++) {
    const put = members.flatMap(({ answers: { column } }) => column.values[column.codes[row] ?? -1] ?? [])
    if (new Set(put).size < put.length) return false
  }
  return true
}

const decimal = (isComma: boolean) => (isComma ? { decimalSign: "," as const } : {})

const amount =
  /how (?:many|long|old|much (?:time|money))|\bvisits?\b|\btimes\b|\bpeople\b|\bsize\b|\bprice\b|\bcosts?\b|\bspen[dt]\b|number of|\bcount\b|\bage\b|\byears?\b|percent|\bhours?\b|\bdays?\b|\bweeks?\b|\bminutes?\b|\bheight\b|\bweight\b|wie viele|wie lange|\banzahl\b|\bpersonen\b|\bkinder\b|\balter\b|\bjahren?\b|\bstunden\b|\btagen?\b|\bwochen\b|\bminuten\b|combien|nombre de|\bheures\b|\bjours\b|\bannees\b|cuant[oa]s|numero de|\bedad\b|\bhoras\b|\bdias\b|\banos\b|hoeveel|\baantal\b|quant[ie]\b|quant[oa]s\b/

/** One column of answers. */
const single = (column: ColumnAnswers, asked: string): Omit<Answered, "openEnded" | "items"> => {
  const layout = "column" as const
  const { answers, distinct, isWhole, numbers, numeric } = column
  if (distinct === 0) return { kind: "text", layout, confidence: 0.5 }
  const options = (most: number) => answers.slice(0, most).map(({ answer }) => answer)
  if (numeric < 1 && isDated(column)) return { kind: "date", layout, confidence: 0.9 }
  const declared = declaredOrder(column)
  if (declared !== undefined) return { layout, ...inOrder(declared) }
  if (numeric >= 0.9) {
    if (distinct <= 2 && isWhole && !amount.test(asked))
      return { kind: "single", layout, options: options(2), confidence: 0.6 }
    return isRating(column) && !amount.test(asked)
      ? { kind: "scale", layout, direction: "ascending", confidence: numbers.length >= 4 ? 0.75 : 0.5 }
      : { kind: "number", layout, ...decimal(column.decimalComma), confidence: numeric === 1 ? 0.85 : 0.6 }
  }
  const order = distinct <= 40 ? ordered(usual(answers)) : undefined
  if (order !== undefined && order.options.length >= 2 && !(order.options.length === 2 && order.by === "education"))
    return { layout, ...inOrder(order) }
  const delimited = learn(
    answers,
    /all that apply|select (?:all|two|three|up to|any)|more than (?:once|one)|multiple|choose (?:all|up to|any)|mehrfach|plusieurs|varias/.test(
      asked
    )
  )
  if (delimited !== undefined)
    return {
      kind: "multiple",
      layout: "delimited",
      separator: delimited.separator,
      options: delimited.options,
      confidence: delimited.confidence
    }
  if (isOpen(column)) return { kind: "text", layout, confidence: 0.8 }
  return { kind: "single", layout, options: options(60), confidence: 0.85 }
}

/** The answers without what single people wrote in their own words. */
const usual = (answers: ReadonlyArray<AnswerCount>): ReadonlyArray<AnswerCount> => {
  const all = answers.reduce((sum, { count }) => sum + count, 0)
  return all < 50 ? answers : answers.filter(({ answer, count }) => count > 1 || answer.length <= 30)
}
