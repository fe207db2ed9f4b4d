/**
 * A numbering scheme: how a state, a bank or an authority numbers people and things. One file a country; to add a scheme, add it
 * to its country's list. `NumberRecogniser` looks for all of them at once.
 */

import { createRequire } from "node:module"

/** A numbering scheme. */
export interface Scheme {
  /** The entity type. Presidio's name where it has one, else the country, what it is and `_ID` or `_NUMBER`. */
  readonly type: string
  /**
   * What a number looks like, without what stands around it. `~` is an optional separator: a blank, a dot or a hyphen. Capitals
   * and small letters are the same. Every repetition is bounded, so that the time stays linear.
   */
  readonly shape: RegExp
  /**
   * Checks a number of that shape: its check digits, dates, regions. It is given in capitals, without separators and as it was
   * written.
   */
  readonly valid?: (number: string, written: string) => boolean
  /** The words that announce such a number, before or after it or in the header of its column. */
  readonly words: RegExp
  /**
   * Whether shape and check are so telling that nothing else is needed: `always`, or `grouped` when all of the separators are
   * written. Without it a number has to be announced.
   */
  readonly telling?: "always" | "grouped"
  /** Whether it is believed in a text that holds nothing but numbers, of which no header says anything; `grouped` as above. */
  readonly alone?: "always" | "grouped"
  /** Whether different separators may stand in one number, as in 123.456.789-09. */
  readonly mixed?: boolean
}

/** A module of the package stdnum. */
interface Validator {
  readonly validate: (value: string) => { readonly isValid: boolean }
}

const isValidator = (loaded: unknown): loaded is Validator =>
  typeof loaded === "object" && loaded !== null && "validate" in loaded && typeof loaded.validate === "function"

const require = createRequire(import.meta.url)
const loaded = new Map<string, Validator>()

/** A module of stdnum, loaded when the first number of its shape turns up: all of them at once would double the start-up time. */
const validator = (path: string): Validator => {
  const known = loaded.get(path)
  if (known !== undefined) return known
  const module: unknown = require(`stdnum/lib/cjs/${path}.js`)
  if (!isValidator(module)) throw new TypeError(`stdnum has no validator ${path}`)
  loaded.set(path, module)
  return module
}

/** A check that a module of the package stdnum makes, such as `de/idnr`. */
export const by =
  (path: string) =>
  (number: string): boolean =>
    validator(path).validate(number).isValid
