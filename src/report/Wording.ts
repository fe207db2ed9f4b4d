/**
 * Ages, dollars and shares as a reader expects them.
 */
import type { Age } from "../domain/Persona.ts"
import * as Usd from "../domain/Usd.ts"

/** An age for a reader, such as `30–44` or `65 or older`. */
export const showAge = ({ min, max }: Age): string =>
  max === null ? `${min} or older` : min === max ? String(min) : `${min}–${max}`

/** Dollars for a reader. */
export const dollars = (usd: number): string => Usd.format(Usd.fromDollars(Math.max(0, usd)))

/** A share for a reader, such as `62 %`. */
export const percent = (share: number | null): string => (share === null ? "–" : `${Math.round(share * 100)} %`)
