/**
 * Answers our prompts as a well-behaved model would, by rules: pure, so that the same prompt gets the same answer from a test's
 * ChatModel, from a server that speaks Ollama and from one that speaks Anthropic.
 *
 * It reads only what a model would be shown. A draft tells counts of its prompt and copies passages letter by letter, each cited;
 * scores depend on the persona; a refinement rewords one claim.
 */
import { Criteria } from "effect-persona"

/** All that a model is shown, as text. */
export interface Shown {
  readonly system: string
  readonly user: string
}

/** Which of our prompts it is. */
export type Kind = "draft" | "judge" | "reasons" | "refine" | "compare" | "support"

/** Which of our prompts it is; undefined of anything else. */
export const kindOf = ({ system, user }: Shown): Kind | undefined => {
  if (system.startsWith("You write personas")) return "draft"
  if (system.startsWith("You are an editor of personas")) return "refine"
  if (system.startsWith("You compare two personas")) return "compare"
  if (system.startsWith("You count who says what")) return "support"
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

/** A count or passage of a prompt. */
export interface Source {
  readonly name: string
  /** The only list that it may stand in; undefined where it may stand in any. */
  readonly list: string | undefined
  /** What can be said of it: a sentence on a count, a passage as it stands. */
  readonly text: string
}

const string = /"(?:[^"\\]|\\.)*"/g

const unquote = (text: string): string => String(JSON.parse(text))

const countText = (line: string): string => {
  const [label = ""] = [...line.matchAll(string)].map(([text]) => unquote(text))
  const [, answer = "", share = ""] = /^c\d+: "(?:[^"\\]|\\.)*" (.*): (\d+ of \d+) in the group/.exec(line) ?? []
  return `To “${label}”, ${share} answered ${answer.replace(string, (text) => `“${unquote(text)}”`)}.`
}

/** Everything that the prompt offers to cite. */
export const sources = ({ user }: Shown): ReadonlyArray<Source> => {
  let list: string | undefined
  return user.split("\n").flatMap((line): ReadonlyArray<Source> => {
    if (/^(?:Counts|Passages)\b.*:$/.test(line)) list = / for (\w+) only:$/.exec(line)?.[1]
    const name = /^([cp]\d+): /.exec(line)?.[1]
    if (name === undefined) return []
    const passage = [...line.matchAll(string)].at(-1)?.[0] ?? '""'
    return [{ name, list, text: name.startsWith("c") ? countText(line) : unquote(passage) }]
  })
}

const draft = (shown: Shown, seed: string) => {
  const all = sources(shown).toSorted((a, b) => chance(seed + a.name) - chance(seed + b.name))
  const counts = all.filter(({ name }) => name.startsWith("c"))
  const passages = all.filter(({ name }) => name.startsWith("p"))
  const claims = (some: ReadonlyArray<Source>) => some.map(({ name, text }) => ({ evidence: [name], text }))
  const forList = (list: string) =>
    claims([...passages, ...counts].filter((source) => source.list === list).slice(0, 2))
  const free = counts.filter(({ list }) => list === undefined)
  return {
    behaviours: forList("behaviours"),
    bio: claims([...free, ...passages.filter(({ list }) => list === undefined)].slice(0, 3)),
    goals: forList("goals"),
    motivations: forList("motivations"),
    painPoints: forList("painPoints"),
    quotes: passages.slice(-2).map(({ name }) => name),
    title: (free[0] ?? all[0])?.text.replace(/^.*answered /, "").slice(0, 60) ?? "Says little"
  }
}

const criteria = Criteria.standard.filter(({ byClaim }) => byClaim !== true).map(({ name }) => name)

const personaIn = (user: string): string => user.slice(user.indexOf("The persona:"))

const claimsIn = (text: string) => [...text.matchAll(/^([a-zA-Z]+-\d+) cites /gm)].map(([, id = ""]) => id)

const judge = ({ user }: Shown) => {
  const claims = claimsIn(personaIn(user))
  const scales = Object.fromEntries(
    criteria.map((criterion) => [
      criterion,
      // A refined version, which says "in short", never scores lower than what it was made from.
      user.includes("In short: ") || chance(criterion + personaIn(user)) < 0.6 ? 5 : 4
    ])
  )
  // A list is asked for where the shape must be the same for all requests.
  return user.includes('"claims": [')
    ? { claims: claims.map((claim) => ({ claim, supported: "yes" })), scales }
    : { ...(claims.length > 0 && { claims: Object.fromEntries(claims.map((id) => [id, "yes"])) }), scales }
}

/** The refined version, which says "in short", is better. */
const compare = ({ user }: Shown) => {
  const second = user.indexOf("The second persona:")
  const better = user.lastIndexOf("In short: ") > second ? "second" : user.includes("In short: ") ? "first" : "same"
  return { because: "It says the same in fewer words.", better }
}

const support = ({ user }: Shown) => Object.fromEntries(claimsIn(user).map((id) => [id, []]))

/** The first claim of the persona that a prompt shows. */
const firstClaim = (user: string) => {
  const [, id = "", names = "", text = '""'] = /^([a-zA-Z]+-\d+) cites ([^:]*): (".*")$/m.exec(personaIn(user)) ?? []
  return { id, names: names.split(", "), text: unquote(text) }
}

const reasons = ({ user }: Shown) => ({
  remarks: [
    {
      claim: "title",
      criterion: "specificity",
      problem: "It tells one thing after the other and not what matters."
    },
    {
      claim: firstClaim(user).id,
      criterion: "usefulness",
      problem: "It repeats an answer and does not say what is wanted."
    }
  ]
})

const refine = ({ user }: Shown) => {
  const { id, names, text } = firstClaim(user)
  return {
    add: [],
    addQuotes: [],
    drop: [],
    replace:
      id === ""
        ? []
        : [{ claim: id, evidence: names, text: `In short: ${text.charAt(0).toLowerCase()}${text.slice(1)}` }],
    title: ""
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
      return JSON.stringify(reasons(shown))
    case "compare":
      return JSON.stringify(compare(shown))
    case "support":
      return JSON.stringify(support(shown))
    case "refine":
      return JSON.stringify(refine(shown))
    case undefined:
      // What a model that can think is asked before a run.
      return shown.user.includes("What colour is grass?") ? '{"colour": "green"}' : "{}"
  }
}

/** A token count such as a server would report: four bytes to a token. */
export const tokens = (text: string): number => Math.ceil(new TextEncoder().encode(text).length / 4)
