/**
 * Moments as ISO 8601 writes them, for the numbers in which spreadsheets and statistics programs keep dates.
 */
import { DateTime } from "effect"

/** Milliseconds since 1970 as a date, with the time where it is not midnight; the number where it is no moment. Nobody knows the zone. */
export const isoOf = (milliseconds: number): string => {
  const time = Math.round(milliseconds)
  if (!(Math.abs(time) <= 8.64e15)) return String(milliseconds)
  const iso = DateTime.formatIso(DateTime.makeUnsafe(time))
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, -14) : iso.replace(/(?:\.000)?Z$/, "")
}

/** The time of day in milliseconds, such as `09:30:00`. */
export const timeOf = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000)
  const two = (value: number) => String(value).padStart(2, "0")
  const positive = ((seconds % 86_400) + 86_400) % 86_400
  return `${two(Math.floor(positive / 3600))}:${two(Math.floor(positive / 60) % 60)}:${two(positive % 60)}`
}
