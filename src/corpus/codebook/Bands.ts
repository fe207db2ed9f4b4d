/**
 * Bands of numbers as answers write them: `18-24`, `$0 - $24,999`, `less than a year`, `65 and over`, `None yet`, `3 or more`.
 */
import { folded } from "./PlainText.ts"

/** A band; its ends may be infinite. */
export interface Band {
  readonly low: number
  readonly high: number
  /** Whether it is a single number, and no stretch of them. */
  readonly isPoint: boolean
}

const numberWords: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  half: 0.5,
  ein: 1,
  eine: 1,
  einem: 1,
  einen: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  funf: 5,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  uno: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5
}

const units: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(?:seconds?|secs?|sekunden?|secondes?|segundos?)$/, 1 / 86400],
  [/^(?:minutes?|mins?|minuten?|minutos?)$/, 1 / 1440],
  [/^(?:hours?|hrs?|h|stunden?|std|heures?|horas?)$/, 1 / 24],
  [/^(?:days?|tage?n?|jours?|dias?)$/, 1],
  [/^(?:weeks?|wochen?|semaines?|semanas?)$/, 7],
  [/^(?:months?|monate?n?|mois|mes|meses)$/, 30.4],
  [/^(?:years?|yrs?|jahre?n?|ans?|annees?|anos?)$/, 365]
]

const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  tausend: 1e3,
  mil: 1e3,
  m: 1e6,
  mio: 1e6,
  mn: 1e6,
  million: 1e6,
  millions: 1e6,
  bn: 1e9,
  billion: 1e9
}

interface Figure {
  readonly value: number
  readonly unit: number | undefined
}

const token = /\d{1,3}(?:[ ,.'\u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|[a-z]+/g

const below =
  /^(?:<|≤|less|under|below|fewer|younger|up|no more|at most|not more|maximum|weniger|unter|bis|hochstens|moins|jusqu|menos|hasta|minder|onder)\b|^[<≤]/
const above =
  /^(?:[>≥]|(?:more|over|above|older|at least|greater|upwards|from|mehr|uber|ab|mindestens|plus de|au moins|mas|minimo|meer|boven)\b)/
const andUp =
  /\+|\b(?:or|and|&) (?:more|over|older|above|up|upwards|greater|higher|longer)\b|\bplus$|\bund (?:mehr|alter|daruber)\b|\boder (?:mehr|alter)\b|\b(?:et|ou) plus\b|\b[yo] mas\b/
const nothing =
  /^(?:i (?:have |do )?)?(?:0|zero|none|no|nothing|never|not|keine?r?s?|kein|nie|aucune?|jamais|rien|ninguna?o?|nunca|nada)\b/

const figuresOf = (text: string): ReadonlyArray<Figure> => {
  const tokens = text.match(token) ?? []
  const found: Array<Figure> = []
  for (const [i, word] of tokens.entries()) {
    const isDigits = /^\d/.test(word)
    const next = tokens[i + 1] ?? ""
    const scale = scales[next]
    const unitOf = (at: number) => units.find(([pattern]) => pattern.test(tokens[at] ?? ""))?.[1]
    const unit = unitOf(scale === undefined ? i + 1 : i + 2)
    // "a" counts one only before a unit: "less than a year".
    if (!isDigits && (numberWords[word] === undefined || unit === undefined)) continue
    const plain = isDigits
      ? Number(
          /^\d{1,3}(?:[ ,.'\u00a0]\d{3})+$/.test(word) ? word.replace(/[ ,.'\u00a0]/g, "") : word.replace(",", ".")
        )
      : (numberWords[word] ?? 1)
    found.push({ value: plain * (scale ?? 1), unit })
  }
  return found
}

/** The band that an answer names; nothing where it is more than a band. */
export const bandOf = (answer: string): Band | undefined => {
  const text = folded(answer)
    .replaceAll("_", " ")
    .replace(/[$€£¥%]/g, "")
    .replace(/\b(?:usd|eur|gbp|chf|cad|aud|dollars?|euros?|pounds?)\b/g, "")
    .trim()
  if (text.length > 60 || text.split(" ").length > 9) return undefined
  const figures = figuresOf(text)
  const unit = figures.findLast((figure) => figure.unit !== undefined)?.unit
  const [first, second, third] = figures.map((figure) => figure.value * (figure.unit ?? unit ?? 1))
  if (third !== undefined) return undefined
  if (first === undefined)
    return nothing.test(text) && text.split(" ").length <= 5 ? { low: 0, high: 0, isPoint: true } : undefined
  const words = text
    .replace(/[\d.,'<>≤≥+–—-]/g, " ")
    .split(/\s+/)
    .filter((word) => word.length > 1)
  if (words.length > 5) return undefined
  if (second !== undefined)
    return /[-–—~]|\bto\b|\band\b|\bor\b|\bbis\b|\bund\b|\boder\b|\bet\b|\bou\b|\ba\b|\by\b|\bo\b/.test(text) &&
      second >= first
      ? { low: first, high: second, isPoint: false }
      : undefined
  if (below.test(text)) return { low: -Infinity, high: first, isPoint: false }
  if (above.test(text)) return { low: first, high: Infinity, isPoint: false }
  if (andUp.test(text)) return { low: first, high: Infinity, isPoint: false }
  // A figure among words ("Python 3 only") is a name, a figure with a unit or alone is a point.
  return words.length <= 2 && /^[\d<>≤≥+]/.test(text) ? { low: first, high: first, isPoint: true } : undefined
}

/** What bands are sorted by: the lower end, then the upper. A band below something begins at zero where nothing is negative. */
export const byBand = (a: Band, b: Band): number =>
  Math.max(a.low, 0) - Math.max(b.low, 0) || a.high - b.high || Number(b.isPoint) - Number(a.isPoint)
