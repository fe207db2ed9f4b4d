/**
 * What is derived from a corpus, derived once: kept for as long as the corpus itself, and no longer.
 */

/** The pure function `make`, computed at most once for each key. */
export const once = <K extends object, V>(make: (key: K) => V): ((key: K) => V) => {
  const known = new WeakMap<K, { readonly value: V }>()
  return (key) => {
    const entry = known.get(key) ?? { value: make(key) }
    known.set(key, entry)
    return entry.value
  }
}
