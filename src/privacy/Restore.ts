/**
 * Puts the original words back. Lenient on what models do to placeholders (`[Person 1]`, `PERSON\_1`, `<PERSON_1>`,
 * `**[PERSON_1]**`), strict on which one is meant: `[PERSON_10]` is never `[PERSON_1]` and a nought.
 */
import type { Occurrence } from "./Placeholder.ts"
import type { Vault } from "./Vault.ts"

/** A text with its original words. */
export interface Restored {
  readonly text: string
  /** What reads as a placeholder but was never given out, as it stands in the text: a model made it up. */
  readonly invented: ReadonlyArray<string>
}

/** Restores a text from a vault. What was made up is left as it is. */
export const restore = (
  text: string,
  vault: Pick<Vault, "reveal">,
  find: (text: string) => ReadonlyArray<Occurrence>
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
