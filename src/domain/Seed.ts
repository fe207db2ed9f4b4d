/**
 * Chance that repeats: pure random numbers that depend on nothing but a seed and a name, never on the order of calls. This is
 * what makes a run the same at any concurrency.
 */

/** A whole number from 0 to 2^32-1 out of a seed and names (FNV-1a, then the finalising mix of MurmurHash3). */
export const derive = (seed: number, ...names: ReadonlyArray<string | number>): number => {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  const text = names.join("\u0000")
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A generator of numbers from 0 (included) to 1 (excluded): Mulberry32. */
export const generator = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
