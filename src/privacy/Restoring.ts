/**
 * Restoring texts from the entries of a vault, without the anonymiser that filled it.
 */
import type { Redacted } from "effect"
import * as Ciphers from "./Ciphers.ts"
import * as Placeholder from "./Placeholder.ts"
import { decryptIn } from "./Replacing.ts"
import { restore, type Restored } from "./Restore.ts"
import type { VaultEntry } from "./Vault.ts"

/** Restores texts: what the entries stand for, and what the key encrypted. */
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
