/**
 * Which columns belong to one question: a question that they share in words, a code that they share, or marks under a shared name.
 */
import { type ColumnAnswers, marksOf } from "./ColumnAnswers.ts"
import { asQuestion, beginsWith, type Header, itemOf, stemOfCode, stemsOf } from "./HeaderParts.ts"
import { type Candidate, isRating, type QuestionGroup } from "./QuestionGroup.ts"
import { byEnding, bySum } from "./SharedEnds.ts"
import { orderOf } from "./AnswerOrder.ts"
import type { Sliced } from "../Sliced.ts"
import { folded, headerWords } from "./PlainText.ts"

/** Groups columns that are given in their order. */
export function* group(columns: ReadonlyArray<Candidate>): Sliced<ReadonlyArray<QuestionGroup>> {
  const groups: Array<QuestionGroup> = []
  for (let at = 0; at < columns.length;) {
    const rest = columns.slice(at, at + 400)
    const next =
      byTold(rest) ??
      bySelf(rest) ??
      byText(rest) ??
      byEnding(rest) ??
      bySum(rest) ??
      byNumber(rest) ??
      byCode(rest) ??
      byMarks(rest)
    const found = next ?? alone(rest[0])
    if (found === undefined) break
    groups.push(found)
    at += found.members.length
    yield 50_000
  }
  return withFollowUps(groups)
}

const alone = (column: Candidate | undefined): QuestionGroup | undefined =>
  column && {
    text: column.header.text,
    code: column.header.code,
    members: [{ ...column, item: undefined }],
    confidence: 1
  }

/** The length of the run of columns from the first that pass a test. */
const runOf = (columns: ReadonlyArray<Candidate>, test: (column: Candidate, place: number) => boolean): number => {
  const end = columns.findIndex((column, place) => !test(column, place))
  return end === -1 ? columns.length : end
}

const byTold = (columns: ReadonlyArray<Candidate>): QuestionGroup | undefined => {
  const told = columns[0]?.header.told
  if (told === undefined) return undefined
  const length = runOf(columns, ({ header }) => header.told?.stem === told.stem)
  const members = columns.slice(0, length).map((column) => ({ ...column, item: column.header.told?.item }))
  return { text: asQuestion(told.stem), code: "", members, confidence: 1 }
}

/** Columns that hold nothing but their own header: the options of a question, which the file does not name, up to the box for others. */
const bySelf = (columns: ReadonlyArray<Candidate>): QuestionGroup | undefined => {
  const isSelf = ({ answers: { answers, column } }: Candidate) =>
    answers.length === 1 && folded(answers[0]?.answer ?? "") === folded(column.name)
  const length = runOf(columns, isSelf)
  if (length < 2) return undefined
  const after = columns[length]
  const isBox = after !== undefined && otherWords.test(folded(after.answers.column.name))
  const members = columns
    .slice(0, length + (isBox ? 1 : 0))
    .map((column) => ({ ...column, item: column.answers.column.name }))
  return { text: "", code: "", members, confidence: 0.6 }
}

/** The code of the question that a column's own code names beyond doubt, as `Q24` in `Q24_1`. */
const sureCode = ({ code }: Header): string | undefined => {
  const stem = stemOfCode(code)
  return stem?.isSure === true ? stem.stem : undefined
}

const isSameCode = (a: Header, b: Header): boolean => {
  const [codeA, codeB] = [sureCode(a), sureCode(b)]
  return codeA === undefined || codeB === undefined || codeA === codeB
}

const byText = (columns: ReadonlyArray<Candidate>): QuestionGroup | undefined => {
  const first = columns[0]?.header
  if (first === undefined || first.text === "") return undefined
  const isNear = ({ header }: Candidate) => header.number === first.number && isSameCode(first, header)
  const same = runOf(columns, (column) => isNear(column) && column.header.text === first.text)
  if (same > 1) return textGroup(columns.slice(0, same), first.text)
  const stems = stemsOf(first.text)
  for (const stem of [...stems, `${first.text} `]) {
    const length = runOf(columns, (column) => isNear(column) && beginsWith(column.header.text, stem))
    if (length < 2) continue
    const run = columns.slice(0, length)
    const longest = stems.findLast((longer) => run.every(({ header }) => beginsWith(header.text, longer))) ?? stem
    return firstPart(run, longest) ?? textGroup(run, longest)
  }
  return undefined
}

/** The first of the questions that share an introduction, where all columns of the run belong to such a question. */
const firstPart = (run: ReadonlyArray<Candidate>, intro: string): QuestionGroup | undefined => {
  if (!/[.!]["”’)]*\s*$/.test(intro)) return undefined
  const lengths: Array<number> = []
  let found: QuestionGroup | undefined
  for (let at = 0; at < run.length;) {
    const first = run[at]?.header.text ?? ""
    const stem = stemsOf(first).find(
      (longer) => longer.length > intro.length && beginsWith(run[at + 1]?.header.text ?? "", longer)
    )
    if (stem === undefined) return undefined
    const length = runOf(run.slice(at), ({ header }) => beginsWith(header.text, stem))
    found ??= textGroup(run.slice(0, length), stem)
    lengths.push(length)
    at += length
  }
  return lengths.length > 1 ? found : undefined
}

const textGroup = (run: ReadonlyArray<Candidate>, stem: string): QuestionGroup => ({
  text: asQuestion(stem),
  code: sureCode(run[0]?.header ?? { code: "", text: "", number: "", told: undefined }) ?? run[0]?.header.code ?? "",
  members: run.map((column) => ({ ...column, item: itemOf(column.header.text, stem) || undefined })),
  confidence: 0.9
})

const byNumber = (columns: ReadonlyArray<Candidate>): QuestionGroup | undefined => {
  const first = columns[0]?.header
  if (first === undefined || first.number === "") return undefined
  const length = runOf(columns, ({ header }) => header.number === first.number)
  if (length < 2) return undefined
  const members = columns
    .slice(0, length)
    .map((column, i) => ({ ...column, item: i === 0 ? undefined : column.header.text }))
  return { text: first.text, code: "", members, confidence: 0.7 }
}

/** Prefixes that number questions rather than name a battery. */
const generic = /^(?:q|question|v|var|x|item|frage|f|p|s|c|col|column|field|i|a|b|d)[_.-]?#/i

const byCode = (columns: ReadonlyArray<Candidate>): QuestionGroup | undefined => {
  const first = columns[0]
  const stem = stemOfCode(first?.header.code ?? "")
  if (first === undefined || stem === undefined) return undefined
  const isOfStem = ({ header }: Candidate) => {
    const other = stemOfCode(header.code)
    return other?.stem === stem.stem && other.isSure === stem.isSure
  }
  const likeFirst = likenessTo(first.answers)
  const length = runOf(columns, (column, i) => i === 0 || (isOfStem(column) && likeFirst(column.answers)))
  const run = columns.slice(0, length)
  if (length < 2) return undefined
  if (!stem.isSure) {
    const isBattery = isScaled(run)
    const fewest = generic.test(stem.stem) ? 4 : 2
    const areStatements = run.every(({ header }) => header.text === "" || !header.text.endsWith("?"))
    if (!isBattery || length < fewest || (generic.test(stem.stem) && !areStatements)) return undefined
  }
  return {
    text: "",
    code: stem.stem.replace(/[_.-]?#.*$/, ""),
    members: run.map((column) => ({ ...column, item: column.header.text || undefined })),
    confidence: stem.isSure ? 0.85 : 0.7
  }
}

const isScaled = (run: ReadonlyArray<Candidate>): boolean => {
  if (run.every(({ answers }) => isRating(answers))) return true
  const all = new Map<string, string>()
  for (const { answers } of run) {
    if (answers.distinct > mostSteps) return false
    for (const { answer } of answers.answers) all.set(folded(answer), answer)
    if (all.size > mostSteps) return false
  }
  const order = orderOf([...all.values()], () => 1)
  return order !== undefined && (order.by === "scale" || order.by === "numbers") && order.options.length >= 3
}

/** A scale has no more steps. */
const mostSteps = 12

/** Whether a column is answered as another: by marks, by the same answers, by numbers, in own words. */
const likenessTo = (first: ColumnAnswers): ((other: ColumnAnswers) => boolean) => {
  const isOpen = (column: ColumnAnswers) => column.numeric < 0.9 && (column.distinct > 60 || column.longerThan(8) > 0.4)
  const set = new Set(first.answers.slice(0, 100).map(({ answer }) => folded(answer)))
  return (other) => {
    if (first.answered === 0 || other.answered === 0) return true
    const [marks, others] = [marksOf(first), marksOf(other)]
    if (marks !== undefined || others !== undefined)
      return marks !== undefined && others !== undefined ? marks.unticked === others.unticked : isOpen(other)
    if (isOpen(first) || isOpen(other)) return isOpen(first) === isOpen(other)
    if (first.numeric >= 0.9 || other.numeric >= 0.9)
      return first.numeric >= 0.9 && other.numeric >= 0.9 && isRating(first) === isRating(other)
    const answers = other.answers.slice(0, 100).map(({ answer }) => folded(answer))
    const shared = answers.filter((answer) => set.has(answer)).length
    for (const answer of answers) if (set.size < 12) set.add(answer)
    return shared >= 0.8 * Math.min(answers.length, first.answers.length) || areOneScale(first, other)
  }
}

const areOneScale = (first: ColumnAnswers, other: ColumnAnswers): boolean => {
  if (first.distinct > 12 || other.distinct > 12) return false
  const answers = new Map([...first.answers, ...other.answers].map(({ answer }) => [folded(answer), answer]))
  return (
    answers.size <= 8 &&
    first.answers.some(({ answer }) => other.answers.some((one) => folded(one.answer) === folded(answer))) &&
    orderOf([...answers.values()], () => 1)?.by === "scale"
  )
}

/** First words of headers that make a question of their own of each column: "is employed", "has children". */
const ownQuestion = new Set(
  "is has have had do does did was were are can could would will should q v var x the a".split(" ")
)

/** Marks under a shared first word, as in `device_phone`, `device_laptop` or `ResourceBook`, `ResourceBlog`. */
const byMarks = (columns: ReadonlyArray<Candidate>): QuestionGroup | undefined => {
  const first = columns[0]
  if (first === undefined || first.header.code === "" || first.header.text !== "") return undefined
  const marks = marksOf(first.answers)
  const [lead = ""] = headerWords(first.header.code)
  if (marks === undefined || first.answers.answered === 0 || ownQuestion.has(lead) || lead.length < 3) return undefined
  const length = runOf(columns, ({ answers, header }) => {
    const [word, second] = headerWords(header.code)
    const others = marksOf(answers)
    return (
      word === lead &&
      second !== undefined &&
      others !== undefined &&
      (answers.answered === 0 || others.unticked === marks.unticked)
    )
  })
  // Marks 0 and 1 are also how yes-no questions are coded: then only options of one question were all asked of the same people.
  const run = columns.slice(0, length)
  const isSameBase = marks.unticked === "" || run.every(({ answers }) => answers.answered === first.answers.answered)
  if (length < 3 || !isSameBase) return undefined
  const words = run.map(({ header }) => headerWords(header.code))
  let shared = 1
  while (words.every((all) => all.length > shared + 1 && all[shared] === words[0]?.[shared])) shared++
  const members = run.map((column, i) => ({ ...column, item: (words[i] ?? []).slice(shared).join(" ") }))
  return { text: "", code: (words[0] ?? []).slice(0, shared).join(" "), members, confidence: 0.7 }
}

const otherWords =
  /^(?:if )?(?:other|others|sonstiges?|andere|autres?|otr[oa]s?)\b.{0,40}$|^(?:\(?please )?(?:specify|explain|describe|elaborate)\b.{0,40}$|^(?:bitte angeben|precisez|especifique)/
const otherCode = /(?:_|\.|-)?(?:other|oth|otro|autre|sonst\w*|specify|txt|text|comment|open)\]?$/i

/** Joins the box for own words to the question before it, where the header says that it is one. */
const withFollowUps = (groups: ReadonlyArray<QuestionGroup>): ReadonlyArray<QuestionGroup> => {
  const out: Array<QuestionGroup> = []
  for (const one of groups) {
    const before = out.at(-1)
    const [member] = one.members
    const isBox =
      member !== undefined &&
      one.members.length === 1 &&
      marksOf(member.answers) === undefined &&
      member.answers.numeric < 0.5
    if (before !== undefined && isBox && isFollowUp(before, member)) {
      out.pop()
      out.push({ ...before, members: [...before.members, { ...member, item: "Other" }] })
    } else out.push(one)
  }
  return out
}

const isFollowUp = (before: QuestionGroup, { answers, header }: Candidate): boolean => {
  if (header.text !== "")
    return (
      otherWords.test(folded(header.text)) &&
      answers.answered <= Math.max(...before.members.map((member) => member.answers.answered))
    )
  if (otherWords.test(folded(header.code)))
    return answers.answered <= Math.max(...before.members.map((member) => member.answers.answered))
  if (!otherCode.test(header.code)) return false
  const [words, own] = [headerWords(header.code), headerWords(before.members[0]?.header.code ?? "")]
  return (
    words[0] === own[0] &&
    (before.members.length > 1 ||
      header.code.toLowerCase().startsWith((before.members[0]?.header.code ?? "?").toLowerCase()) ||
      words.slice(0, -1).every((word, i) => own[i] === word))
  )
}
