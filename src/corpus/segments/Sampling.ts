/** Drawing places out of 0 … size - 1 with a seeded generator. */
import { derive, generator } from "../../domain/Seed.ts"

/** All places in order. */
export const all = (size: number): Int32Array => Int32Array.from({ length: size }, (_, place) => place)

/** Puts places into a random order, in place (Fisher and Yates). */
export const shuffle = (places: Int32Array, random: () => number): Int32Array => {
  for (let i = places.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1))
    const kept = places[i] ?? 0
    places[i] = places[other] ?? 0
    places[other] = kept
  }
  return places
}

/** `count` different places in ascending order; all where there are no more. */
export const without = (size: number, count: number, random: () => number): Int32Array =>
  count >= size ? all(size) : shuffle(all(size), random).slice(0, count).toSorted()

/** `size` places drawn with replacement: a bootstrap resample. */
export const resample = (size: number, random: () => number): Int32Array =>
  Int32Array.from({ length: size }, () => Math.floor(random() * size))

/** `without` for a seed: the same sample wherever it is drawn. */
export const seeded = (size: number, count: number, seed: number): Int32Array =>
  without(size, count, generator(derive(seed, "sample")))
