/**
 * Fingerprints of text: four running 32-bit hashes that start apart. What differs agrees in all of them about once in 2^128. No secret
 * rests on it.
 */
import { derive } from "./Seed.ts"

/** A fingerprint that texts can be added to. */
export type Fingerprint = readonly [number, number, number, number]

/** The fingerprint of nothing. */
export const empty: Fingerprint = [1, 2, 3, 4]

/** Adds a text. */
export const add = ([a, b, c, d]: Fingerprint, text: string): Fingerprint => [
  derive(a, 0, text),
  derive(b, 1, text),
  derive(c, 2, text),
  derive(d, 3, text)
]

/** 32 hexadecimal digits. */
export const hex = (fingerprint: Fingerprint): string =>
  fingerprint.map((hash) => hash.toString(16).padStart(8, "0")).join("")

/** The fingerprint of one text. */
export const of = (text: string): string => hex(add(empty, text))
