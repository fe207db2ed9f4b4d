/**
 * What each word of the table of negators does, and in which languages.
 */
import { rows, type Row } from "./Negators.ts"

const list: ReadonlyArray<Row> = Object.values(rows)

/** What a word does, a bit for each language in which it does it. */
export interface Role {
  readonly cue: number
  readonly negates: number
  readonly around: number
  readonly joins: number
  readonly inherent: number
  readonly turns: number
  readonly subject: number
  readonly adds: number
  readonly stance: number
  readonly light: number
}

const split = (list: string): ReadonlyArray<string> => list.split(" ").filter((word) => word !== "")

const columns = {
  cue: (row: Row) => `${row.light} ${row.negators} ${row.around ?? ""} ${row.joining}`,
  negates: (row: Row) => `${row.negators} ${row.around ?? ""} ${row.joining}`,
  around: (row: Row) => row.around ?? "",
  joins: (row: Row) => row.joining,
  inherent: (row: Row) => row.inherent,
  turns: (row: Row) => row.turning,
  subject: (row: Row) => row.subjects,
  adds: (row: Row) => row.adding,
  stance: (row: Row) => row.stance,
  light: (row: Row) => row.light
}

const none: Role = {
  cue: 0,
  negates: 0,
  around: 0,
  joins: 0,
  inherent: 0,
  turns: 0,
  subject: 0,
  adds: 0,
  stance: 0,
  light: 0
}

const makeRoles = (): ReadonlyMap<string, Role> => {
  const roles = new Map<string, Role>()
  for (const [index, row] of list.entries()) {
    for (const column of [
      "cue",
      "negates",
      "around",
      "joins",
      "inherent",
      "turns",
      "subject",
      "adds",
      "stance",
      "light"
    ] as const) {
      for (const word of split(columns[column](row))) {
        const role = roles.get(word) ?? none
        roles.set(word, { ...role, [column]: role[column] | (1 << index) })
      }
    }
  }
  return roles
}

/** Every word of the table. */
export const roles = makeRoles()

/** How many languages the table has. */
export const languages = list.length

/** The languages in which two negators of a clause are one negation. */
export const concord = list.reduce((bits, row, index) => (row.concord === true ? bits | (1 << index) : bits), 0)

/** The languages that write every noun with a capital, and English, which writes names so. */
export const german = 1 << list.indexOf(rows.de)
export const english = 1 << list.indexOf(rows.en)

/** Two words that negate by their meaning together: the second by the first. */
export const inherentPairs: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ["free", ["of", "from"]],
  ["short", ["of"]],
  ["out", ["of"]],
  ["runs", ["out"]],
  ["ran", ["out"]],
  ["rid", ["of"]],
  ["given", ["up"]],
  ["gave", ["up"]],
  ["gives", ["up"]],
  ["giving", ["up"]],
  ["tired", ["of"]]
])

export const idioms: ReadonlySet<string> = new Set(list.flatMap((row) => row.idioms.split(",")))

/**
 * Negators that are another word in some other language (`no` is Portuguese for `in the`): they count only in a text that may be
 * of their own language.
 */
export const ambiguous = new Set(split("no sin pas mai ni ne n non noch sem utan false brak bez"))

/** Negators that may follow another one and turn it round: `never without a list`. */
export const turnsRound = new Set(split("without ohne sans sin senza zonder sem bez uden utan"))

/** Negators that answer a question on their own. */
export const answerWords = new Set(split("no nein non nee nao nie nej never nunca jamais mai nooit nigdy aldrig"))

/** Denials that turn what they deny round, where a bare `no` to a negated question confirms it. */
export const denials = new Set(
  split(
    "disagree disagrees disagreed false untrue uenig oneens desacuerdo discordo falsch falso faux unticked unchecked unselected"
  )
)

/** Words that only wish: beside them a negator may come or go, but they deny nothing. */
export const wishes = new Set(split("want wants wanted wish wishes hope hopes need needs"))

/** The languages that most words of a text speak for; all where none speaks. */
export const languagesOf = (found: ReadonlyArray<Role | undefined>): number => {
  let best = 0
  let most = 0
  for (let index = 0; index < languages; index++) {
    const bit = 1 << index
    let votes = 0
    for (const role of found) if (role !== undefined && (role.cue & bit) !== 0) votes++
    if (votes > most) {
      most = votes
      best = bit
    } else if (votes === most) best |= bit
  }
  return best
}
