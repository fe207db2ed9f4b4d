/**
 * The words that a rule cannot do without, read off its expression, so that a text without them need not be searched for it: most
 * texts hold the cues of two or three rules out of two dozen.
 */
import { fold } from "./NameForm.ts"
import type { Token } from "./Tokens.ts"
import { COMPOUND } from "./WordKinds.ts"

/** What an expression may begin with, up to the end of its first word; a set of the strings that are possible so far. */
type Beginnings = ReadonlySet<string>

const finished = /\p{L}[^\p{L}]/u
const letters = /\p{L}+/u
// More beginnings than any rule has: an expression that could begin with anything is searched for in every text.
const most = 2000

/** Goes through the source of an expression, one atom after the other. */
class Source {
  private at = 0
  private readonly source: string

  constructor(source: string) {
    this.source = source
  }

  /** The beginnings after all alternatives up to the end of a group or of the expression. */
  alternatives(before: Beginnings): Beginnings {
    const all = new Set<string>()
    for (;;) {
      for (const beginning of this.sequence(before)) all.add(beginning)
      if (this.source[this.at] !== "|") return all
      this.at++
    }
  }

  private sequence(before: Beginnings): Beginnings {
    let states = before
    while (this.at < this.source.length && this.source[this.at] !== "|" && this.source[this.at] !== ")") {
      const after = this.atom(states)
      states = this.optional() ? new Set([...states, ...after]) : after
      if (states.size > most) throw new RangeError("too many beginnings")
    }
    return states
  }

  /** Whether the atom that was read may be left out. Of what is repeated one is enough. */
  private optional(): boolean {
    const rest = this.source.slice(this.at)
    const quantifier = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(rest)?.[0] ?? ""
    this.at += quantifier.length
    return /^(?:[?*]|\{0)/.test(quantifier)
  }

  private atom(states: Beginnings): Beginnings {
    const character = this.source[this.at++] ?? ""
    if (character === "(") return this.group(states)
    if (character === "[") return this.oneOf(states)
    if (character === "^" || character === "$") return states
    if (character === ".") throw new RangeError("any character")
    if (character !== "\\") return append(states, [character])
    const escaped = this.source[this.at++] ?? ""
    if (escaped === "d") return append(states, ["0"])
    if (escaped === "s" || escaped === "n") return append(states, [" "])
    if (/[a-zA-Z]/.test(escaped)) throw new RangeError("a class of characters")
    return append(states, [escaped])
  }

  private group(states: Beginnings): Beginnings {
    const look = /^\?<?[=!]/.test(this.source.slice(this.at))
    if (look) {
      this.skipGroup()
      return states
    }
    if (this.source.startsWith("?:", this.at)) this.at += 2
    const after = this.alternatives(states)
    this.at++
    return after
  }

  private skipGroup(): void {
    for (let depth = 1; depth > 0; this.at++) {
      const character = this.source[this.at]
      if (character === "\\") this.at++
      else if (character === "[") this.at = this.source.indexOf("]", this.at)
      else if (character === "(") depth++
      else if (character === ")") depth--
    }
  }

  private oneOf(states: Beginnings): Beginnings {
    const end = this.source.indexOf("]", this.at)
    const inside = this.source.slice(this.at, end)
    this.at = end + 1
    // A class that holds a range of letters matters only where a first word is still being read.
    if (!/^[^\\^]*$/.test(inside) || /\w-\w/.test(inside)) {
      if ([...states].every((state) => finished.test(state))) return states
      throw new RangeError("a class of characters")
    }
    return append(states, inside.split(""))
  }
}

const append = (states: Beginnings, characters: ReadonlyArray<string>): Beginnings =>
  new Set(
    [...states].flatMap((state) => (finished.test(state) ? [state] : characters.map((character) => state + character)))
  )

/** The folded words that an expression may begin with; nothing when it may begin with any or with none. */
export const firstWords = (expression: RegExp): ReadonlySet<string> | undefined => {
  try {
    const words = [...new Source(expression.source).alternatives(new Set([""]))].map((beginning) =>
      fold(letters.exec(beginning)?.[0] ?? "")
    )
    return words.includes("") ? undefined : new Set(words)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Finds out which of some expressions may stand in a text. */
export interface Cues {
  /** A bit for each expression whose cue a text holds, or that has none, by their places. */
  readonly in: (text: string, tokens: ReadonlyArray<Token>) => number
}

/** Prepares expressions, at most 31. `undefined` stands for one that must always be searched for. */
export const make = (expressions: ReadonlyArray<RegExp | undefined>): Cues => {
  if (expressions.length > 31) throw new RangeError("more expressions than bits")
  let always = 0
  const bits = new Map<string, number>()
  for (const [place, expression] of expressions.entries()) {
    const words = expression === undefined ? undefined : firstWords(expression)
    if (words === undefined) always |= 1 << place
    for (const word of words ?? []) bits.set(word, (bits.get(word) ?? 0) | (1 << place))
  }
  // A token is without its possessive 's.
  const ofPossessive = bits.get("s") ?? 0
  return {
    in: (text, tokens) => {
      let found = always
      for (const { kind, folded, kinds, end } of tokens) {
        if (kind !== "word") continue
        found |= bits.get(folded) ?? 0
        if ((kinds & COMPOUND) !== 0) for (const part of folded.split(/['-]/)) found |= bits.get(part) ?? 0
        const after = text[end]
        if (after === "'" || after === "’") found |= ofPossessive
      }
      return found
    }
  }
}
