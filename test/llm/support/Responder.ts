/**
 * Answers our prompts as a well-behaved model would, by rules: pure, so that the same prompt gets the same answer from a test's
 * ChatModel, from a server that speaks Ollama and from one that speaks Anthropic.
 *
 * It reads only what a model would be shown. A draft quotes records of its prompt, letter by letter; scores depend on the persona;
 * a refinement edits the summary and one goal.
 */
import { Criteria } from "effect-persona"

/** All that a model is shown, as text. */
export interface Shown {
  readonly system: string
  readonly user: string
}

/** Which of our prompts it is. */
export type Kind = "draft" | "judge" | "reasons" | "refine"

/** Which of our prompts it is; undefined of anything else. */
export const kindOf = ({ system, user }: Shown): Kind | undefined => {
  if (system.startsWith("You are a user researcher")) return "draft"
  if (system.startsWith("You are an editor of personas")) return "refine"
  if (!system.startsWith("You judge personas")) return undefined
  return user.includes('{"remarks"') ? "reasons" : "judge"
}

/** A number from 0 to 1 that depends on the text alone (FNV-1a). */
export const chance = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}

interface Said {
  readonly record: string
  readonly column: string
  readonly passage: string
  readonly free: boolean
  readonly label: string
}

const unquote = (text: string): string => String(JSON.parse(text))

const columnsOf = (user: string) =>
  new Map(
    [...user.matchAll(/^(c\d+): ("(?:[^"\\]|\\.)*"), (\w+)/gm)].map(([, id = "", label = '""', kind = ""]) => [
      id,
      { label: unquote(label), kind }
    ])
  )

/** Every answer of the records that the prompt shows. */
export const said = ({ user }: Shown): ReadonlyArray<Said> => {
  const columns = columnsOf(user)
  const answers: Array<Said> = []
  let record = ""
  for (const line of user.slice(user.indexOf("Records of the group:")).split("\n")) {
    const head = /^(r\d+)$/.exec(line)
    if (head !== null) record = head[1] ?? ""
    const answer = /^ {2}([\w-]+): (".*")$/.exec(line)
    if (answer !== null && record !== "") {
      const column = answer[1] ?? ""
      const profile = columns.get(column)
      const free = profile === undefined || profile.kind === "text"
      answers.push({
        record,
        column,
        passage: unquote(answer[2] ?? '""'),
        free,
        label: profile?.label ?? "What they said"
      })
    }
  }
  return answers
}

const cut = (text: string): string => {
  // Whole words of the source, so that it stands there letter by letter.
  const words = [...text.matchAll(/\S+/g)].slice(0, 30)
  const last = words.at(-1)
  return last === undefined ? text : text.slice(words[0]?.index ?? 0, last.index + last[0].length)
}

const names = ["Robin", "Sam", "Kim", "Alex", "Noor", "Jo", "Toni", "Maxi", "Luca", "Sasha", "Ari", "Jules"]

const draft = (shown: Shown, seed: string) => {
  const all = said(shown).toSorted((a, b) => chance(seed + a.record + a.column) - chance(seed + b.record + b.column))
  const free = all.filter((each) => each.free && each.passage.split(/\s+/).length >= 4)
  const closed = all.filter((each) => !each.free)
  const source = ({ column, passage, record }: Said) => ({ record, column, passage: cut(passage) })
  const claims = (from: ReadonlyArray<Said>, tell: (said: Said) => string) =>
    from.map((each) => ({ text: tell(each), sources: [source(each)] }))
  const pool = [...free, ...closed]
  const at = (start: number) => pool.slice(start, start + 2)
  const topics = pool.slice(0, 8).map(({ label, passage }) => `${label.replace(/\W+/g, " ").trim()} is ${cut(passage)}`)
  return {
    name: names[Math.floor(chance(`${seed}name`) * names.length)] ?? "Robin",
    title: `Someone who says ${cut(pool[0]?.passage ?? "little").slice(0, 60)}`,
    summary: `${topics.join(". ")}.`,
    facts: closed
      .slice(0, 2)
      .map((each) => ({ name: each.label.slice(0, 40), value: each.passage, sources: [source(each)] })),
    goals: claims(at(0), ({ passage }) => `Wants what they put as ${cut(passage)}`),
    painPoints: claims(at(2), ({ passage }) => `Struggles with ${cut(passage)}`),
    behaviours: claims(at(4), ({ passage }) => `Tends towards ${cut(passage)}`),
    motivations: claims(at(6), ({ passage }) => `Is driven by ${cut(passage)}`),
    quotes: free.slice(0, 2).map(({ column, passage, record }) => ({ text: cut(passage), record, column }))
  }
}

const criteria = Criteria.standard.map(({ name }) => name)

const personaIn = (user: string): string => user.slice(user.indexOf("The persona:"))

const judge = ({ user }: Shown) =>
  Object.fromEntries(
    criteria.map((criterion) => {
      // A refined version, which says "in short", never scores lower than what it was made from.
      const persona = personaIn(user).replace(/^\/summary.*$/m, "")
      return [criterion, user.includes("In short: ") || chance(criterion + persona) < 0.6 ? 5 : 4]
    })
  )

const reasons = () => ({
  remarks: [
    {
      criterion: "specificity",
      place: "/summary",
      problem: "It tells one thing after the other and not what matters."
    },
    { criterion: "usefulness", place: "/goals/0", problem: "It repeats an answer and does not say what is wanted." }
  ]
})

const refine = ({ user }: Shown) => {
  const summary = unquote(/^\/summary: (".*")$/m.exec(user)?.[1] ?? '""')
  const goal = /^\/goals\/0: (".*")$/m.exec(user)?.[1]
  return {
    edits: [
      { at: "/summary", text: `In short: ${summary.slice(0, 200)}`, evidence: ["e1"] },
      ...(goal === undefined ? [] : [{ at: "/goals/0", text: `${unquote(goal)}, above all`, evidence: ["e1"] }])
    ]
  }
}

/** The JSON that a model answers. `seed` makes drafts of the same records differ; it changes nothing else. */
export const answer = (shown: Shown, seed: number | string = ""): string => {
  switch (kindOf(shown)) {
    case "draft":
      return JSON.stringify(draft(shown, String(seed)))
    case "judge":
      return JSON.stringify(judge(shown))
    case "reasons":
      return JSON.stringify(reasons())
    case "refine":
      return JSON.stringify(refine(shown))
    case undefined:
      return "{}"
  }
}

/** A token count such as a server would report: four bytes to a token. */
export const tokens = (text: string): number => Math.ceil(new TextEncoder().encode(text).length / 4)
