/**
 * Puts the original words back. Lenient on what models do to placeholders (`[Person 1]`, `PERSON\_1`, `<PERSON_1>`,
 * `**[PERSON_1]**`), strict on which one is meant: `[PERSON_10]` is never `[PERSON_1]` and a nought.
 */
import type { Redacted } from "effect"
import * as Ciphers from "./Ciphers.ts"
import * as Placeholder from "./Placeholder.ts"
import { decryptIn } from "./Replacing.ts"
import type { Vault, VaultEntry } from "./Vault.ts"

/** A text with its original words. */
export interface Restored {
  readonly text: string
  /** What reads as a placeholder but was never given out, as it stands in the text: a model made it up. */
  readonly invented: ReadonlyArray<string>
}

/**
 * Restores a text from a vault. What was made up is left as it is.
 *
 * @internal
 */
export const restore = (
  text: string,
  vault: Pick<Vault, "reveal">,
  find: (text: string) => ReadonlyArray<Placeholder.Occurrence>
): Restored => {
  const invented = new Set<string>()
  let restored = ""
  let done = 0
  for (const occurrence of find(text)) {
    const written = text.slice(occurrence.start, occurrence.end)
    const original = vault.reveal(occurrence)
    if (original === undefined) invented.add(written)
    restored += text.slice(done, occurrence.start) + (original ?? written)
    done = occurrence.end
  }
  return { text: restored + text.slice(done), invented: [...invented] }
}

/**
 * Restores texts from the entries of a vault, without the anonymiser that filled it: what they stand for, and what the key encrypted.
 *
 * @example
 * ```ts
 * import { LocalAnonymiser, Restore } from "effect-persona/privacy"
 *
 * const pseudonymiser = LocalAnonymiser.make({ roster: ["Maya Okafor"] })
 * pseudonymiser.replaceText("Maya Okafor plans ahead") // => "[PERSON_1] plans ahead"
 *
 * Restore.make(pseudonymiser.entries())("[Person 1] plans ahead").text // => "Maya Okafor plans ahead"
 * ```
 */
export const make = (entries: ReadonlyArray<VaultEntry>, key?: Redacted.Redacted): ((text: string) => Restored) => {
  const originals = new Map(entries)
  const types = new Set(["PERSON", ...entries.map(([name]) => name.replace(/_\d+[a-z]*$/, ""))])
  const find = Placeholder.finder([...types].filter(Placeholder.isTypeName))
  const reveal = (occurrence: Placeholder.Placeholder) => originals.get(Placeholder.nameOf(occurrence))
  const decrypt = key === undefined ? (text: string) => text : decryptIn(Ciphers.make(key))
  return (text) => {
    const restored = restore(text, { reveal }, find)
    return { ...restored, text: decrypt(restored.text) }
  }
}
