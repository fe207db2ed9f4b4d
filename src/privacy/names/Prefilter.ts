/**
 * The words that a rule cannot do without, read off its expression, so that a text without them need not be searched for it: most
 * texts hold the cues of two or three rules out of two dozen.
 */
import { matchesOf } from "../recognisers/Expressions.ts"
import { fold } from "./NameForm.ts"
import type { Token } from "./NameTokens.ts"
import { COMPOUND } from "./WordKinds.ts"

/** What may stand before a place of an expression, where the first word is not over yet. */
type Beginnings = ReadonlySet<string>

const letters = /\p{L}+/u
// The parts of a word with hyphens and apostrophes.
const parts = /[^'’-]+/g
// More beginnings than any rule has: an expression that could begin with anything is searched for in every text.
const most = 2000

const isLetter = (character: string): boolean => character.toLowerCase() !== character.toUpperCase()

/** Goes through the source of an expression, one atom after the other, as far as the end of the first word. */
class Source {
  /** The beginnings of which the first word is over. */
  readonly done = new Set<string>()
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
    let open = before
    while (this.at < this.source.length && this.source[this.at] !== "|" && this.source[this.at] !== ")") {
      if (open.size === 0) {
        this.skip("|")
        break
      }
      const after = this.atom(open)
      open = this.optional() ? new Set([...open, ...after]) : after
      if (open.size > most) throw new RangeError("too many beginnings")
    }
    return open
  }

  /** Whether the atom that was read may be left out. Of what is repeated one is enough. */
  private optional(): boolean {
    const quantifier = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(this.source.slice(this.at, this.at + 10))?.[0] ?? ""
    this.at += quantifier.length
    return /^(?:[?*]|\{0)/.test(quantifier)
  }

  private atom(open: Beginnings): Beginnings {
    const character = this.source[this.at++] ?? ""
    if (character === "(") return this.group(open)
    if (character === "[") return this.oneOf(open)
    if (character === "^" || character === "$") return open
    if (character === ".") throw new RangeError("any character")
    if (character !== "\\") return this.append(open, [character])
    const escaped = this.source[this.at++] ?? ""
    if (escaped === "d") return this.append(open, ["0"])
    if (escaped === "s" || escaped === "n") return this.append(open, [" "])
    if (/[a-zA-Z]/.test(escaped)) throw new RangeError("a class of characters")
    return this.append(open, [escaped])
  }

  private group(open: Beginnings): Beginnings {
    if (/^\?<?[=!]/.test(this.source.slice(this.at, this.at + 3))) {
      this.skip(")")
      this.at++
      return open
    }
    if (this.source.startsWith("?:", this.at)) this.at += 2
    const after = this.alternatives(open)
    this.at++
    return after
  }

  /** Goes on to the end of the group, or to the next alternative. */
  private skip(end: "|" | ")"): void {
    for (let depth = 0; this.at < this.source.length; this.at++) {
      const character = this.source[this.at]
      if (depth === 0 && (character === ")" || character === end)) return
      if (character === "\\") this.at++
      else if (character === "[") this.at = this.source.indexOf("]", this.at)
      else if (character === "(") depth++
      else if (character === ")") depth--
    }
  }

  private oneOf(open: Beginnings): Beginnings {
    const end = this.source.indexOf("]", this.at)
    const inside = this.source.slice(this.at, end)
    this.at = end + 1
    if (/[\\^]/.test(inside) || /\w-\w/.test(inside)) throw new RangeError("a class of characters")
    return this.append(open, inside.split(""))
  }

  private append(open: Beginnings, characters: ReadonlyArray<string>): Beginnings {
    const longer = new Set<string>()
    for (const beginning of open) {
      for (const character of characters) {
        const over = !isLetter(character) && isLetter(beginning.slice(-1))
        if (over) this.done.add(beginning)
        else longer.add(beginning + character)
      }
    }
    return longer
  }
}

/** The words that an expression may begin with. */
export interface Beginning {
  /** Folded. */
  readonly words: ReadonlySet<string>
  /** Whether a match begins with the word itself, and not with a mark or a blank before it. */
  readonly atWord: boolean
}

/** What an expression may begin with; nothing when it may begin with any word or with none. */
export const beginningOf = (expression: RegExp): Beginning | undefined => {
  try {
    const source = new Source(expression.source)
    const beginnings = [...source.alternatives(new Set([""])), ...source.done]
    const words = beginnings.map((beginning) => fold(letters.exec(beginning)?.[0] ?? ""))
    const atWord = beginnings.every((beginning) => /^\p{L}/u.test(beginning))
    return words.includes("") ? undefined : { words: new Set(words), atWord }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Where an expression may match: anywhere, or at these places only, in ascending order. */
export type Places = "anywhere" | ReadonlyArray<number>

/** Finds out which of some expressions may match in a text, and where. */
export interface Prefilter {
  /** The places of each expression whose cue the text holds, by its index; no entry for the others. */
  readonly in: (text: string, tokens: ReadonlyArray<Token>) => ReadonlyMap<number, Places>
}

interface Reference {
  readonly index: number
  readonly atWord: boolean
}

/** Prepares expressions. `undefined` stands for one that must always be searched for. */
export const make = (expressions: ReadonlyArray<RegExp | undefined>): Prefilter => {
  const always: Array<number> = []
  const byWord = new Map<string, Array<Reference>>()
  for (const [index, expression] of expressions.entries()) {
    const beginning = expression === undefined ? undefined : beginningOf(expression)
    if (beginning === undefined) always.push(index)
    for (const word of beginning?.words ?? []) {
      const references = byWord.get(word) ?? []
      references.push({ index, atWord: beginning?.atWord === true })
      byWord.set(word, references)
    }
  }
  const possessive = byWord.get("s")
  return {
    in: (text, tokens) => {
      const found = new Map<number, "anywhere" | Array<number>>()
      for (const index of always) found.set(index, "anywhere")
      const add = (references: ReadonlyArray<Reference>, place: number) => {
        for (const { index, atWord } of references) {
          const places = found.get(index)
          if (!atWord) found.set(index, "anywhere")
          else if (places === undefined) found.set(index, [place])
          else if (places !== "anywhere") places.push(place)
        }
      }
      for (const { kind, folded, text: written, kinds, start, end } of tokens) {
        if (kind !== "word") continue
        const references = byWord.get(folded)
        if (references !== undefined) add(references, start)
        if ((kinds & COMPOUND) !== 0) {
          for (const part of matchesOf(written, parts)) {
            const ofPart = byWord.get(fold(part[0]))
            if (ofPart !== undefined) add(ofPart, start + part.index)
          }
        }
        // A token is without its possessive 's.
        const after = text[end]
        if (possessive !== undefined && (after === "'" || after === "’")) add(possessive, end + 1)
      }
      return found
    }
  }
}
