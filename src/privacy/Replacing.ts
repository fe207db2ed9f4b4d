/**
 * Carries out the operators of a run: what is written in the place of a finding, and what may be read as that again.
 */
import { randomUUID } from "node:crypto"
import { Redacted } from "effect"
import * as Ciphers from "./Ciphers.ts"
import { wordsOf } from "./names/NameForm.ts"
import type { Range } from "./names/NameReader.ts"
import {
  ageBand,
  isExactDate,
  mask,
  type Operator,
  type Operators,
  region,
  research,
  shiftDate,
  yearOf
} from "./Operators.ts"
import type { Person } from "./People.ts"
import type { Span } from "./Recogniser.ts"
import * as Surrogates from "./Surrogates.ts"
import type { Vault } from "./Vault.ts"

/** How findings are replaced. */
export interface ReplacingOptions {
  /** Laid over the policy, type by type. */
  readonly operators?: Operators
  /** The operators of all types that are not named. The default is `Operators.research`. */
  readonly policy?: Operators
  /** The secret for `hash`, `encrypt` and `shift`. Left out, a new one is drawn for each anonymiser, and hashes differ from run to run. */
  readonly key?: Redacted.Redacted
}

/** Where a finding stands. */
export interface Setting {
  readonly present?: ReadonlySet<Person>
  /** The record: its dates are shifted alike. */
  readonly subject?: string
}

/** What is written instead, and what of it stands in a text. */
export interface Replacing {
  /** Whether a finding stays as it is. Such a one hides no other that overlaps it. */
  readonly keeps: (type: string, text: string) => boolean
  /** What is written in the place of a finding. */
  readonly write: (type: string, text: string, setting?: Setting) => string
  /** Whether a span is something that `write` wrote, and so nobody's data. */
  readonly wrote: (text: string, span: Span) => boolean
  /** Where a text holds what `redact`, `hash` and `encrypt` write. */
  readonly marks: (text: string) => ReadonlyArray<Range>
  /** The text with what `encrypt` wrote led back. */
  readonly decrypt: (text: string) => string
}

const encrypted = /\[[A-Z]+(?:_[A-Z]+)*:([\w-]+)\]/g

// No value that is written is longer; a text without spaces must not be walked through for each span.
const longest = 200

/** What a span is a part of: all up to white space, without the marks around it. A recogniser may see only the end of an address. */
const wholeOf = (text: string, { start, end }: Range): string => {
  let from = start
  let to = end
  while (from > start - longest && from > 0 && /\S/.test(text[from - 1] ?? "")) from--
  while (to < end + longest && to < text.length && /\S/.test(text[to] ?? "")) to++
  return text.slice(from, to).replace(/^[^\p{L}\p{N}*]+|[^\p{L}\p{N}*]+$/gu, "")
}

/** Leads back what `encrypt` wrote, wherever it stands in a text. */
export const decryptIn =
  ({ decrypt }: Ciphers.Ciphers) =>
  (text: string): string =>
    text.includes(":") ? text.replace(encrypted, (whole: string, body: string) => decrypt(body) ?? whole) : text

/** Whether a finding stays as it is under these operators. */
export const keeper = (options: Pick<ReplacingOptions, "operators" | "policy">) => {
  const operatorOf = operatorsIn(options)
  return (type: string, text: string): boolean => {
    const operator = operatorOf(type)
    return operator === "keep" || (operator === "exact" && !isExactDate(text))
  }
}

const operatorsIn = ({ operators: own, policy = research }: Pick<ReplacingOptions, "operators" | "policy">) => {
  const operators: Operators = { ...policy, ...own }
  return (type: string): Operator => operators[type] ?? operators["*"] ?? "placeholder"
}

/** Carries out operators with the vault of a run. */
export const make = (vault: Vault, types: Iterable<string>, options: ReplacingOptions = {}): Replacing => {
  // Only types of this run: "[ZELDA]" in a source is a name like any other.
  const mark = new RegExp(`\\[(?:${[...types].join("|")})(?:[#:][\\w-]+)?\\]`, "g")
  const operatorOf = operatorsIn(options)
  const ciphers = Ciphers.make(options.key ?? Redacted.make(randomUUID() + randomUUID()))
  const written = new Set<string>()
  const namesWritten = new Set<string>()
  const encryptions = new Map<string, string>()

  const surrogate = (type: string, text: string, setting: Setting): string | undefined => {
    const { number, first } = vault.entity(type, text, setting.present)
    if (type !== "PERSON") return Surrogates.valueOf(type, number - 1)
    if (number > Surrogates.people) return undefined
    const person = Surrogates.personOf(number - 1)
    for (const { folded } of wordsOf(`${person.given} ${person.family}`)) namesWritten.add(folded)
    const parts = wordsOf(text).length
    // A part of a name stays a part: a given name, unless the person is first met by a longer name that ends in it.
    const known = wordsOf(first)
    const isFamily = parts === 1 && known.length > 1 && known.at(-1)?.folded === wordsOf(text)[0]?.folded
    const name = parts > 1 ? `${person.given} ${person.family}` : isFamily ? person.family : person.given
    return /^\P{Lu}*$/u.test(text) ? name.toLowerCase() : /^\P{Ll}{2,}$/u.test(text) ? name.toUpperCase() : name
  }

  const days = (subject: string): number => {
    const drawn = (Number.parseInt(ciphers.hash(`shift\n${subject}`).slice(0, 8), 16) % 364) - 182
    return drawn >= 0 ? drawn + 1 : drawn
  }

  const bare = (type: string, text: string, setting: Setting): string => {
    vault.entity(type, text, setting.present)
    return `[${type}]`
  }

  const lossy = (type: string, text: string, operator: Operator, setting: Setting): string | undefined => {
    if (typeof operator === "function") return operator({ type, text })
    switch (operator) {
      case "surrogate":
        return surrogate(type, text, setting)
      case "mask":
        return mask(text)
      case "year":
        return yearOf(text) ?? bare(type, text, setting)
      case "shift":
        return shiftDate(text, days(setting.subject ?? "")) ?? bare(type, text, setting)
      case "age-band":
        return ageBand(text) ?? bare(type, text, setting)
      case "region":
        return region(text) ?? bare(type, text, setting)
      case "keep":
        return text
      default:
        return undefined
    }
  }

  const write = (type: string, text: string, setting: Setting = {}): string => {
    const operator = operatorOf(type)
    if (operator === "redact") return bare(type, text, setting)
    if (operator === "hash")
      return `[${type}#${ciphers.hash(`${type}\n${vault.entity(type, text, setting.present).key}`)}]`
    if (operator === "encrypt") {
      vault.entity(type, text, setting.present)
      const known = encryptions.get(text) ?? ciphers.encrypt(text)
      encryptions.set(text, known)
      return `[${type}:${known}]`
    }
    const value = lossy(type, text, operator, setting)
    if (value === undefined) return vault.placeholder(type, text, setting.present)
    written.add(value)
    return value
  }

  const wrote = (text: string, span: Span): boolean => {
    const found = text.slice(span.start, span.end)
    if (written.size > 0 && (written.has(found) || written.has(wholeOf(text, span)))) return true
    if (span.type !== "PERSON" || namesWritten.size === 0) return false
    const words = wordsOf(found)
    return words.length > 0 && words.every(({ folded }) => namesWritten.has(folded))
  }

  return {
    keeps: keeper(options),
    write,
    wrote,
    marks: (text) =>
      text.includes("[")
        ? Array.from(text.matchAll(mark), ({ index, 0: found }) => ({ start: index, end: index + found.length }))
        : [],
    decrypt: decryptIn(ciphers)
  }
}
