/**
 * How often, where an answer gives it in figures: `3-4 times a week`, `1-2 Tage pro Woche`, `5 or more times a month`.
 */

const perYear: Readonly<Record<string, number>> = { day: 365, week: 52, month: 12, year: 1 }

const periods: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(?:days?|tag|jour|dia|dag)$/, "day"],
  [/^(?:weeks?|woche|semaine|semana|week)$/, "week"],
  [/^(?:months?|monat|mois|mes|maand)$/, "month"],
  [/^(?:years?|jahr|an|ano|jaar)$/, "year"]
]

const rate =
  /(\d{1,3})(?: ?(?:-|–|to|or|bis|oder|a|ou|o|tot|of) ?(\d{1,3}))? ?\+?(?: (?:or more|oder mehr|ou plus|o mas))? ?(?:x|times?|days?|mal|tage?n?|fois|jours?|vez|veces|dias?|keer|dagen)? ?(?:a|per|each|every|in a|pro|in der|im|am|die|par|a la|al|por|\/) ?([a-z]{2,8})/

/** Places for rates a year, by their logarithm, in the same range as the words beside them. */
const places: ReadonlyArray<readonly [log: number, place: number]> = [
  [-1, -0.7],
  [0, -0.5],
  [0.48, -0.3],
  [1.08, 0],
  [1.48, 0.2],
  [1.72, 0.35],
  [2.11, 0.6],
  [2.41, 0.8],
  [2.56, 0.88],
  [3, 0.97],
  [4, 0.99]
]

/** Where a rate in figures lies between never (-1) and always (1); nothing where an answer, in lower case, gives none. */
export const rateOf = (text: string): number | undefined => {
  const found = rate.exec(text)
  const period = periods.find(([pattern]) => pattern.test(found?.[3] ?? ""))?.[1]
  if (found === null || period === undefined) return undefined
  const low = Number(found[1])
  const high = Number(found[2] ?? found[1])
  const more = /\+|\b(?:more|over|mehr|mindestens|at least|plus|mas|meer)\b/.test(text) ? 1.3 : 1
  const less = /\b(?:less|fewer|under|weniger|unter|moins|menos|minder)\b/.test(text) ? 0.7 : 1
  const log = Math.log10(Math.max(0.1, ((low + high) / 2) * (perYear[period] ?? 1) * more * less))
  const after = places.findIndex(([at]) => at >= log)
  const [from, to] = [places[Math.max(0, after - 1)], places[after === -1 ? places.length - 1 : after]]
  if (from === undefined || to === undefined || from === to) return to?.[1]
  return from[1] + ((log - from[0]) / (to[0] - from[0])) * (to[1] - from[1])
}
