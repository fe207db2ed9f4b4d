/**
 * What the placeholders of a run stand for. Kept in closures, never serialised: turning a vault into text or JSON shows how many
 * entries it has and nothing else.
 *
 * ## Exact, and still one person
 *
 * `[PERSON_1]` stands for the first way a person was written. Another way of writing the same person gets a letter:
 * "Tom Baker" → `[PERSON_1]`, then "tom" → `[PERSON_1b]`, "Mr. Baker" → "Mr. `[PERSON_1c]`". A reader, and a model, sees that they
 * are one person, and each placeholder leads back to exactly the characters it replaced. The same holds for every other type:
 * `Maya@example.org` and `maya@example.org` are `[EMAIL_ADDRESS_1]` and `[EMAIL_ADDRESS_1b]`.
 *
 * A placeholder never changes its meaning during a run; new ones only come to the old.
 */
import { inspect } from "node:util"
import { fold, partsOf } from "./names/NameForm.ts"
import { finder, format, isTypeName, nameOf, type Occurrence } from "./Placeholder.ts"
import * as People from "./People.ts"
import type { Person } from "./People.ts"

/** The vault of a run. */
export interface Vault {
  readonly people: People.People
  /** The placeholder for a piece of text of a type. Always the same for the same text, person and type. */
  readonly placeholder: (type: string, text: string, present?: ReadonlySet<Person>) => string
  /** Who or what a piece of text of a type means: its number, the text it was first met by, and what its spellings have in common. */
  readonly entity: (type: string, text: string, present?: ReadonlySet<Person>) => Met
  /** The placeholder for a text that reads as a placeholder already, where a source was anonymised before. */
  readonly escape: (occurrence: Occurrence, text: string) => string
  /** What a placeholder stands for, or nothing when no such placeholder was given out. */
  readonly reveal: (occurrence: Pick<Occurrence, "type" | "number" | "variant">) => string | undefined
  /** How many different ones there are of each type. */
  readonly counts: () => Readonly<Record<string, number>>
  /** Every placeholder, without its brackets, and what it stands for: to be encrypted before it leaves the memory. */
  readonly entries: () => ReadonlyArray<VaultEntry>
  /** Takes over the entries of an earlier run: they can be revealed, and who is met again keeps the number. */
  readonly load: (entries: ReadonlyArray<VaultEntry>) => void
  readonly toJSON: () => unknown
}

/** The name of a placeholder, such as `PERSON_1b`, and what it stands for. */
export type VaultEntry = readonly [name: string, original: string]

/** Somebody or something of a run. */
export interface Met {
  readonly number: number
  readonly first: string
  readonly key: string
}

interface Entity extends Met {
  readonly type: string
  readonly forms: Map<string, string>
}

const numeric = new Set(["PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE"])

/** What two spellings of the same thing have in common. */
const keyOf = (type: string, text: string): string =>
  numeric.has(type) ? text.toLowerCase().replace(/[^\p{L}\p{N}+]/gu, "") : fold(text).replace(/\s+/gu, " ")

const entityKey = (type: string, first: string): string =>
  type === "PERSON" ? partsOf(first).join(" ") : keyOf(type, first)

/** An empty vault for the given types. A type that cannot be written in a placeholder is a mistake of the program, and thrown. */
export const make = (types: Iterable<string>): Vault => {
  const known = [...types]
  for (const type of known) {
    if (!isTypeName(type)) {
      throw new TypeError(
        `The type "${type}" of a recogniser cannot be written in a placeholder: use A-Z and _, such as PERSON.`
      )
    }
  }
  const people = People.make()
  const persons = new Map<Person, Entity>()
  const others = new Map<string, Entity>()
  const originals = new Map<string, string>()
  const numbers = new Map<string, number>()

  const issue = (type: string, first: string): Entity => {
    const number = (numbers.get(type) ?? 0) + 1
    numbers.set(type, number)
    return { type, number, first, key: entityKey(type, first), forms: new Map() }
  }

  const formOf = (entity: Entity, text: string): string => {
    const known = entity.forms.get(text)
    if (known !== undefined) return known
    const placeholder = { type: entity.type, number: entity.number, variant: entity.forms.size }
    const written = format(placeholder)
    entity.forms.set(text, written)
    originals.set(nameOf(placeholder), text)
    return written
  }

  const entityOf = <Key>(entities: Map<Key, Entity>, key: Key, type: string, first: string): Entity => {
    const known = entities.get(key)
    if (known !== undefined) return known
    const entity = issue(type, first)
    entities.set(key, entity)
    return entity
  }

  const meet = (type: string, text: string, present?: ReadonlySet<Person>): Entity =>
    type === "PERSON"
      ? entityOf(persons, people.identify(text, present), type, text)
      : entityOf(others, `${type} ${keyOf(type, text)}`, type, text)

  const reads = finder(known)

  const load = (entries: ReadonlyArray<VaultEntry>) => {
    for (const [name, original] of entries) {
      const [, type = "", digits = ""] = /^(.+)_(\d+)[a-z]*$/.exec(name) ?? []
      originals.set(name, original)
      numbers.set(type, Math.max(numbers.get(type) ?? 0, Number(digits)))
      adopt(type, Number(digits), name, original)
    }
  }

  /** The entity of a loaded entry, with this way of writing it. */
  const adopt = (type: string, number: number, name: string, original: string) => {
    const made: Entity = { type, number, first: original, key: entityKey(type, original), forms: new Map() }
    const own = <Key>(entities: Map<Key, Entity>, key: Key): Entity => {
      const entity = entities.get(key) ?? made
      entities.set(key, entity)
      return entity
    }
    const shape = reads(original).find(({ start, end }) => start === 0 && end === original.length)
    const entity =
      shape !== undefined
        ? own(others, ` ${nameOf(shape)}`)
        : type === "PERSON"
          ? own(persons, people.identify(original))
          : own(others, `${type} ${keyOf(type, original)}`)
    // Somebody whom only the rest of a record told apart is revealed, but not met by this name alone.
    if (entity.number === number) entity.forms.set(original, `[${name}]`)
  }

  const counts = () => Object.fromEntries(numbers)
  const summary = () => ({ _tag: "Vault", counts: counts() })

  const vault: Vault & { readonly [inspect.custom]: () => unknown } = {
    people,
    placeholder: (type, text, present) => formOf(meet(type, text, present), text),
    entity: meet,
    // A blank cannot begin a key of the other kind, so that the two never meet.
    escape: (occurrence, text) => formOf(entityOf(others, ` ${nameOf(occurrence)}`, occurrence.type, text), text),
    reveal: (occurrence) => originals.get(nameOf({ ...occurrence })),
    counts,
    entries: () => [...originals],
    load,
    toJSON: summary,
    [inspect.custom]: summary
  }
  return vault
}
