/**
 * Who is who: decides which person a mention of a name means, so that "Dr. Maya Okafor", "maya" and "Okafor, Maya" are one.
 *
 * A part of a name links to the one full name it fits. Names of the record at hand go first: "Tom" in Tom Baker's interview is
 * Tom Baker, though the run knows a Tom Smith. A part that fits several full names becomes a person of its own, and stays one.
 */
import { fits, partsOf } from "./names/NameForm.ts"

/** A person of a run. Its identity is the object itself. */
export interface Person {
  /** The folded parts of the fullest name seen so far. */
  readonly parts: ReadonlyArray<string>
}

interface Entry {
  parts: ReadonlyArray<string>
  /** Fits several full names, so it may not become any of them. */
  readonly ambiguous: boolean
}

/** The people of a run. */
export interface People {
  /** The person a name means; a new one when it means nobody known. `present` are the people of the record at hand. */
  readonly identify: (name: string, present?: ReadonlySet<Person>) => Person
  /** Whether somebody of the run is known by this name: by a given and a family name, as a given name alone is many people's. */
  readonly knows: (name: string) => boolean
}

const nobody: ReadonlySet<Person> = new Set()

/** The people of a new run: none. */
export const make = (): People => {
  const byKey = new Map<string, Entry>()
  const byPart = new Map<string, Set<Entry>>()

  const register = (entry: Entry) => {
    byKey.set(entry.parts.join(" "), entry)
    for (const part of entry.parts) {
      const sharing = byPart.get(part) ?? new Set()
      byPart.set(part, sharing.add(entry))
    }
  }

  const identify = (name: string, present: ReadonlySet<Person> = nobody): Person => {
    const parts = partsOf(name)
    // A name without letters is its own form.
    const key = parts.length > 0 ? parts.join(" ") : name
    const known = byKey.get(key)
    if (known !== undefined && known.parts.length > 1 && !known.ambiguous) return known
    // Initials alone would have to be compared with everybody, and mean little.
    const sharing = new Set<Entry>(parts.flatMap((part) => (part.length > 1 ? [...(byPart.get(part) ?? [])] : [])))
    const fuller = [...sharing].filter(
      (entry) =>
        !entry.ambiguous &&
        entry !== known &&
        entry.parts.length >= Math.max(2, parts.length) &&
        fits(parts, entry.parts)
    )
    const here = fuller.filter((entry) => present.has(entry))
    const [only] = here.length > 0 ? here : fuller
    if (
      only !== undefined &&
      (here.length === 1 || (here.length === 0 && fuller.length === 1 && known?.ambiguous !== true))
    ) {
      return only
    }
    if (known !== undefined) return known
    const ambiguous = fuller.length > 1
    const shorter = ambiguous
      ? []
      : [...sharing].filter(
          (entry) => !entry.ambiguous && entry.parts.length <= parts.length && fits(entry.parts, parts)
        )
    const [grown] = shorter
    if (grown !== undefined && shorter.length === 1) {
      byKey.delete(grown.parts.join(" "))
      grown.parts = parts
      register(grown)
      return grown
    }
    const created: Entry = { parts: parts.length > 0 ? parts : [name], ambiguous }
    register(created)
    return created
  }

  const knows = (name: string): boolean => {
    const parts = partsOf(name)
    if (parts.length < 2) return false
    return parts
      .flatMap((part) => [...(byPart.get(part) ?? [])])
      .some((entry) => entry.parts.length > 1 && (fits(parts, entry.parts) || fits(entry.parts, parts)))
  }

  return { identify, knows }
}
