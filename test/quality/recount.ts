/**
 * Counts again, from the raw file, all that a result says was counted, and looks up all that it says was said. It shares no code
 * with the product; of the codebook it takes what a researcher would read there.
 */
import type { Codebook, Question } from "../../src/domain/Codebook.ts"
import type { Claim, Persona } from "../../src/domain/Persona.ts"
import type { Count, Passage, Share } from "../../src/domain/Evidence.ts"
import { comparable, type Person, plain, type RawTable } from "./rawTable.ts"

/** What a result is counted again from. */
export interface Study {
  readonly table: RawTable
  readonly codebook: Codebook
}

/** What a result says of its segments and personas. */
export interface Told {
  readonly personas: ReadonlyArray<Persona>
  readonly members: Readonly<Record<string, ReadonlyArray<string>>>
  /** How many respondents must share all facts of a persona. */
  readonly k: number
}

/** What was wrong, and how much was looked at. */
export interface Recount {
  readonly violations: ReadonlyArray<string>
  readonly checked: Readonly<Record<string, number>>
}

type Decides = (person: Person) => boolean | undefined

const isMissing = ({ missing }: Question, cell: string): boolean =>
  cell === "" || missing.some((code) => comparable(code) === comparable(cell))

/** A number alone, or with a sign of money or share, or a unit of time. `About 60` and `50-60` are none. */
const numberForm =
  /^[$€£¥]?\s?([-+]?\d[\d.,'’ ]*)\s?(?:[%$€£¥]|k|(?:years?|yrs?|hours?|hrs?|h|minutes?|mins?|days?)|\/ ?10)?$/iu

const numberIn = (cell: string, { decimalSign }: Question): number => {
  const digits = numberForm.exec(plain(cell).replace(/^"(.*)"$/u, "$1"))?.[1]?.replace(/[ '’]/gu, "")
  if (digits === undefined) return Number.NaN
  return Number(
    decimalSign === "," ? digits.replaceAll(".", "").replace(",", ".") : digits.replace(/,(?=\d{3}(?!\d))/gu, "")
  )
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")

/** Whether a cell of several options holds one, where longer options may hold its words too. */
const holds = (cell: string, answer: string, { options = [], separator = ";" }: Question): boolean => {
  const mark = separator === " " ? "\\s" : escaped(separator.trim() || separator)
  const alone = (option: string) => new RegExp(`(?<=^|${mark})\\s*${escaped(option)}[.:!*]*\\s*(?=$|${mark})`, "gu")
  const wanted = comparable(answer)
  const longer = options.map(comparable).filter((option) => option !== wanted && option.includes(wanted))
  const text = separator === "\n" ? cell.split("\n").map(comparable).join("\n") : comparable(cell)
  return alone(wanted).test(longer.reduce((rest, option) => rest.replace(alone(option), " \u0000 "), text))
}

/** How a count decides of a person; undefined where it does not say which question or item of the codebook it counts. */
const decider = ({ codebook, table }: Study, count: Count): Decides | undefined => {
  const question = codebook.questions.find(({ key }) => key === count.question)
  if (question === undefined) return undefined
  const closed = question.columns.filter(({ openEnded }) => openEnded !== true)
  const wanted = new Set((count.answers ?? []).map(comparable))
  const cellsIn = (person: Person, headers: ReadonlyArray<string>) =>
    headers.map((header) => person.cells[table.columnOf(header)] ?? "")
  if (question.layout === "one-hot") {
    const headers = closed.map(({ header }) => header)
    const unticked = comparable(question.unticked ?? "")
    const options = closed.map(({ header, item }) => comparable(item ?? header))
    return (person) => {
      const cells = cellsIn(person, headers)
      const wasAsked =
        cells.some((cell) => !isMissing(question, cell)) ||
        cellsIn(person, question.base ?? []).some((cell) => cell !== "")
      if (!wasAsked) return undefined
      return cells.some(
        (cell, at) => !isMissing(question, cell) && comparable(cell) !== unticked && wanted.has(options[at] ?? "")
      )
    }
  }
  const columns =
    question.layout === "grid" ? closed.filter(({ header, item }) => sameItem(item ?? header, count.item)) : closed
  // Items of a grid that the count does not tell apart.
  if (question.layout === "grid" && columns.length !== 1) return undefined
  const headers = columns.map(({ header }) => header)
  const isSplit = question.layout === "delimited" || (question.kind === "multiple" && question.separator !== undefined)
  const terms = (count.terms ?? []).map(
    (term) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(term)}(?![\\p{L}\\p{N}])`, "iu")
  )
  return (person) => {
    const cell = cellsIn(person, headers).find((each) => !isMissing(question, each))
    if (cell === undefined) return undefined
    switch (count.operator) {
      case "mentions":
        return terms.some((term) => term.test(cell))
      case "range": {
        const value = numberIn(cell, question)
        const { max = Infinity, min = -Infinity } = count.range ?? {}
        return Number.isNaN(value) ? undefined : value >= min && value <= max
      }
      case "is":
      case "any-of":
        return isSplit
          ? (count.answers ?? []).some((answer) => holds(cell, answer, question))
          : wanted.has(comparable(cell))
    }
  }
}

const sameItem = (a: string | undefined, b: string | undefined): boolean => comparable(a ?? "") === comparable(b ?? "")

const tally = (people: ReadonlyArray<Person>, decides: Decides): Share => {
  const decided = people.map(decides).filter((each) => each !== undefined)
  return { matched: decided.filter((each) => each).length, of: decided.length }
}

const isShare = (a: Share, b: Share): boolean => a.matched === b.matched && a.of === b.of
const inWords = ({ matched, of }: Share): string => `${matched} of ${of}`
const digits = (text: string): ReadonlyArray<number> =>
  [...text.matchAll(/\d+(?:[.,]\d+)*/gu)].flatMap(([number]) => [
    Number(number.replace(/,(?=\d{3}(?!\d))/gu, "").replace(",", ".")),
    ...number.split(/[.,]/u).map(Number)
  ])

/** Counts a result again. */
export const recount = (study: Study, { k, members, personas }: Told): Recount => {
  const violations: Array<string> = []
  const checked: Record<string, number> = {}
  const check = (what: string, isRight: boolean, message: () => string) => {
    checked[what] = (checked[what] ?? 0) + 1
    if (!isRight) violations.push(`${what}: ${message()}`)
  }
  const { people } = study.table
  const everyone = [...people.values()]
  const membersOf = (id: string) => (members[id] ?? []).flatMap((member) => people.get(member) ?? [])

  const placed = Object.values(members).flat()
  check("members", new Set(placed).size === placed.length, () => "somebody is in two segments")
  check(
    "members",
    placed.length === everyone.length && placed.every((id) => people.has(id)),
    () => `${placed.length} of ${everyone.length} respondents are in a segment`
  )
  const stretches = new Map<string, Set<string>>()
  const countIds = new Map<string, string>()

  for (const persona of personas) {
    const own = membersOf(persona.segment.id)
    const at = persona.id
    check(
      "segment",
      isShare({ matched: own.length, of: everyone.length }, { matched: persona.segment.size, of: persona.segment.of }),
      () => `${at}: ${persona.segment.size} of ${persona.segment.of}, in the file ${own.length} of ${everyone.length}`
    )
    const counts = new Map(persona.counts.map((count) => [count.id, count]))
    const passages = new Map(persona.passages.map((passage) => [passage.id, passage]))
    const deciders = new Map<string, Decides>()
    for (const count of persona.counts) {
      const { everyone: all, group, id } = count
      const decides = decider(study, count)
      const name = `${at} ${id} “${count.label}” ${JSON.stringify(count.answers ?? count.range ?? count.terms)}`
      check("question", decides !== undefined, () => `${name}: no such question or item`)
      const before = countIds.get(id)
      check("id", before === undefined || before === JSON.stringify(count), () => `${id} stands for two counts`)
      countIds.set(id, JSON.stringify(count))
      if (decides === undefined) continue
      deciders.set(id, decides)
      const [ofOwn, ofAll] = [tally(own, decides), tally(everyone, decides)]
      check("group", isShare(group, ofOwn), () => `${name}: ${inWords(group)}, in the file ${inWords(ofOwn)}`)
      check("everyone", isShare(all, ofAll), () => `${name}: ${inWords(all)}, in the file ${inWords(ofAll)}`)
    }
    const anchor = own.find(({ id }) => id === persona.anchor)
    check("anchor", anchor !== undefined, () => `${at}: ${persona.anchor} is not of its segment`)
    const held = persona.facts.map(({ count }) => deciders.get(count) ?? (() => undefined))
    const sharing = own.filter((person) => held.every((decides) => decides(person) === true)).length
    if (persona.facts.length > 0) {
      check(
        "together",
        sharing === persona.sharedBy && sharing >= k,
        () => `${at}: ${persona.sharedBy} share all facts, in the file ${sharing}`
      )
    }
    for (const { count, label, value } of persona.facts) {
      const isAnswered = anchor !== undefined && deciders.get(count)?.(anchor) === true
      check("fact", isAnswered, () => `${at}: ${persona.anchor} did not answer “${value}” to ${label}`)
      check("fact", isOf(value, counts.get(count)), () => `${at}: “${value}” is not what ${count} counts`)
    }
    for (const passage of persona.passages) {
      const person = own.find(({ id }) => id === passage.recordId)
      const cell = person?.cells[study.table.columnOf(passage.field)] ?? ""
      check(
        "passage",
        person !== undefined && plain(cell).includes(plain(passage.text)),
        () => `${at} ${passage.id}: “${passage.text}” does not stand in ${passage.recordId}`
      )
      const said = stretches.get(passage.recordId) ?? new Set<string>()
      stretches.set(passage.recordId, said.add(passage.text))
    }
    for (const { id, passage, text } of persona.quotes)
      check(
        "quote",
        passages.get(passage)?.text.includes(text) === true,
        () => `${at} ${id}: “${text}” is not in ${passage}`
      )
    for (const id of persona.contrasts) {
      const count = counts.get(id)
      const isHigher =
        count !== undefined && count.group.matched * count.everyone.of > count.everyone.matched * count.group.of
      check("contrast", isHigher, () => `${at}: ${id} is no higher than among everyone`)
    }
    for (const list of ["bio", "goals", "painPoints", "behaviours", "motivations"] as const)
      for (const claim of persona[list]) {
        const where = `${at} ${claim.id} “${claim.text}”`
        const cited = {
          counts: claim.evidence.flatMap((id) => counts.get(id) ?? []),
          passages: claim.evidence.flatMap((id) => passages.get(id) ?? [])
        }
        check(
          "evidence",
          claim.evidence.length > 0 && cited.counts.length + cited.passages.length === claim.evidence.length,
          () => `${where} cites what is not there`
        )
        const answering = (field: string) => {
          const question = study.codebook.questions.find(({ columns }) =>
            columns.some(({ header }) => header === field)
          )
          const column = study.table.columnOf(field)
          return question === undefined
            ? 0
            : own.filter(({ cells }) => !isMissing(question, cells[column] ?? "")).length
        }
        check("support", isSupported(claim, cited, answering), () => `${where}: ${JSON.stringify(claim.support)}`)
        const wrong = unsupportedFigures(claim, cited)
        check("figures", wrong.length === 0, () => `${where}: ${wrong.join(", ")}`)
      }
  }
  for (const [id, said] of stretches) check("passages of one", said.size <= 4, () => `${said.size} passages of ${id}`)
  return { violations, checked }
}

/** Whether a fact says what its count counts. */
const isOf = (value: string, count: Count | undefined): boolean => {
  if (count === undefined) return false
  if (count.range === undefined) return (count.answers ?? []).some((answer) => comparable(answer) === comparable(value))
  const said = digits(value)
  return [count.range.min, count.range.max].every((end) => end === undefined || said.includes(Math.abs(end)))
}

interface Cited {
  readonly counts: ReadonlyArray<Count>
  readonly passages: ReadonlyArray<Passage>
}

const isSupported = (
  { support }: Claim,
  { counts, passages }: Cited,
  answering: (field: string) => number
): boolean => {
  if (support === null) return false
  const { kind, of, respondents } = support
  if (kind === "cited")
    return (
      respondents === new Set(passages.map(({ recordId }) => recordId)).size &&
      passages.some(({ field }) => answering(field) === of)
    )
  return counts.some(
    ({ group, operator }) =>
      (operator === "mentions") === (kind === "mentions") && group.matched === respondents && group.of === of
  )
}

/** Pairs, percentages and other numbers of a claim that nothing cited has. */
const unsupportedFigures = ({ text }: Claim, { counts, passages }: Cited): ReadonlyArray<string> => {
  if (passages.some((passage) => passage.text === text)) return []
  const shares = counts.flatMap(({ everyone, group }) => [group, everyone])
  const wrong: Array<string> = []
  const rest = text
    .replace(/(\d+) of (?:the |all )?(\d+)/gu, (whole, matched: string, of: string) => {
      if (!shares.some((share) => isShare(share, { matched: Number(matched), of: Number(of) }))) wrong.push(whole)
      return ""
    })
    .replace(/(\d+(?:\.\d+)?) ?%/gu, (whole, percent: string) => {
      const half = 0.5 / 10 ** (percent.split(".")[1] ?? "").length
      const isRight = shares.some(({ matched, of }) => Math.abs((100 * matched) / of - Number(percent)) <= half + 1e-9)
      const isQuoted = counts.some((count) =>
        JSON.stringify([count.label, count.item, count.answers]).includes(percent)
      )
      if (!isRight && !isQuoted) wrong.push(whole)
      return ""
    })
  const known = new Set([
    ...shares.flatMap(({ matched, of }) => [matched, of]),
    ...counts.flatMap(({ answers, item, label, range, terms }) =>
      digits(JSON.stringify([label, item, answers, range, terms]))
    ),
    ...passages.flatMap((passage) => digits(passage.text))
  ])
  return [
    ...wrong,
    ...digits(rest)
      .filter((value) => !known.has(value))
      .map(String)
  ]
}
