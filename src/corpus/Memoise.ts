/**
 * Memoising by identity: what is derived from an object is kept for as long as the object itself, and no longer.
 */

/** The pure function `make`, computed at most once for each key. */
export const memoise = <K extends object, V>(make: (key: K) => V): ((key: K) => V) => {
  const known = new WeakMap<K, { readonly value: V }>()
  return (key) => {
    const entry = known.get(key) ?? { value: make(key) }
    known.set(key, entry)
    return entry.value
  }
}
