/**
 * The order of the answers to a question: by the numbers that lead them, by bands, by levels of education, or by the words of a
 * graded scale.
 */
import { type Band, bandOf, byBand } from "./Bands.ts"
import { levelOf } from "./EducationLevels.ts"
import { folded } from "./PlainText.ts"
import { isOffScale, stepOf } from "./ScaleSteps.ts"

/** Answers in their order. */
export interface Ordered {
  /** What put them in order: only a `scale` is a rating, the others are lists with an order. */
  readonly by: "scale" | "bands" | "education" | "numbers"
  /** From low to high. */
  readonly options: ReadonlyArray<string>
  readonly offScale: ReadonlyArray<string>
  /** How sure, 0 to 1. */
  readonly confidence: number
}

/** The order of these different answers, given how many people gave each; nothing where they have none. */
export const orderOf = (answers: ReadonlyArray<string>, countOf: (answer: string) => number): Ordered | undefined => {
  const steps = answers.filter((answer) => !isOffScale(answer))
  if (steps.length < 2 || steps.length > 60) return undefined
  const found =
    byStars(steps) ?? byLeadingNumbers(steps) ?? byBands(steps) ?? byEducation(steps, countOf) ?? byWords(steps)
  return found && { ...found, offScale: answers.filter((answer) => !found.options.includes(answer)) }
}

type Found = Omit<Ordered, "offScale"> | undefined

interface Placed {
  readonly answer: string
  readonly place: number
}

const sorted = (placed: ReadonlyArray<Placed>): ReadonlyArray<string> =>
  placed.toSorted((a, b) => a.place - b.place).map(({ answer }) => answer)

const areDistinct = (placed: ReadonlyArray<Placed>): boolean =>
  new Set(placed.map(({ place }) => place.toFixed(3))).size === placed.length

/** Stars are counted, the hollow ones beside them are not: `★★★☆☆`. */
const byStars = (answers: ReadonlyArray<string>): Found => {
  if (!answers.every((answer) => /^[⭐★*]{0,10}☆{0,10}$/u.test(answer))) return undefined
  const placed = answers.map((answer) => ({ answer, place: Array.from(answer.replaceAll("☆", "")).length }))
  return areDistinct(placed) ? { by: "numbers", options: sorted(placed), confidence: 0.95 } : undefined
}

const leading = /^[([]?(-?\d{1,3})[)\]]?(?:\s*[-–—=:.)]+\s*|\s+\(?|\s*\()(?=[^\d\s–—-])/

/** `1 - Not at all`, `2`, `5 (Very)`: each has a number of its own, and at least one says what it stands for. */
const byLeadingNumbers = (answers: ReadonlyArray<string>): Found => {
  const placed = answers.map((answer) => {
    const text = folded(answer)
    const number = leading.exec(text)?.[1] ?? (/^-?\d{1,3}(?:\.0)?$/.test(text) ? text : undefined)
    return { answer, place: Number(number), isNamed: number !== undefined && /\p{L}{2}/u.test(text) }
  })
  // Numbers that all count the same unit are amounts: "1 child", "2 children".
  const named = placed.filter(({ isNamed }) => isNamed)
  const isScale =
    named.length > 0 && named.length !== placed.length
      ? true
      : new Set(
          named.map(({ answer }) =>
            folded(answer)
              .replace(/[\d\W]+/g, "")
              .replace(/(?:e|en|s|ren)$/, "")
          )
        ).size > 1
  return answers.length >= 3 &&
    isScale &&
    placed.every(({ place }) => !Number.isNaN(place)) &&
    areDistinct(placed) &&
    !answers.every((answer) => bandOf(answer) !== undefined)
    ? { by: "numbers", options: sorted(placed), confidence: 0.9 }
    : undefined
}

const byBands = (answers: ReadonlyArray<string>): Found => {
  const bands = answers.flatMap((answer): ReadonlyArray<{ answer: string; band: Band }> => {
    const band = bandOf(answer)
    return band === undefined ? [] : [{ answer, band }]
  })
  if (bands.length < answers.length || bands.length < 2) return undefined
  if (!bands.some(({ band }) => !band.isPoint)) return undefined
  const options = bands.toSorted((a, b) => byBand(a.band, b.band))
  const isSame = options.some(({ band }, i) => i > 0 && byBand(options[i - 1]?.band ?? band, band) === 0)
  return isSame ? undefined : { by: "bands", options: options.map(({ answer }) => answer), confidence: 0.95 }
}

/** Levels of education; what one in ten says besides, such as another degree in their own words, is off the ladder. */
const byEducation = (answers: ReadonlyArray<string>, countOf: (answer: string) => number): Found => {
  const placed = answers.flatMap((answer): ReadonlyArray<Placed> => {
    const place = levelOf(answer)
    return place === undefined ? [] : [{ answer, place }]
  })
  const people = (some: ReadonlyArray<string>) => some.reduce((sum, answer) => sum + countOf(answer), 0)
  const isMost = people(placed.map(({ answer }) => answer)) >= 0.9 * people(answers)
  const levels = new Set(placed.map(({ place }) => place)).size
  return isMost && levels >= 3 && levels >= placed.length * 0.7
    ? { by: "education", options: sorted(placed), confidence: areDistinct(placed) ? 0.9 : 0.6 }
    : undefined
}

const zero = /^(?:just|not|no|none|nothing|haven't|noch|nur|pas|aun no)\b|\byet\b/

const byWords = (answers: ReadonlyArray<string>): Found => {
  const found = answers.map((answer) => ({ answer, step: stepOf(answer) }))
  const unknown = found.filter(({ step }) => step === undefined)
  // One that no word places may be the lowest: "Just looking for now" beside "Occasionally" and "Every day".
  const lowest = unknown.length === 1 && found.length >= 4 && zero.test(folded(unknown[0]?.answer ?? ""))
  if (unknown.length > 0 && !lowest) return undefined
  const steps = found.flatMap(({ step }) => (step === undefined ? [] : [step]))
  // "Not at all difficult … Very difficult" has one pole, and more of it is more.
  const isOnePole = steps.some(({ pole }) => pole === -1) && !steps.some(({ pole }) => pole === 1 || pole === 0)
  const way = isOnePole ? -1 : 1
  const placed = found.map(({ answer, step }) => ({ answer, place: step === undefined ? -2 : step.place * way }))
  return areDistinct(placed) ? { by: "scale", options: sorted(placed), confidence: lowest ? 0.5 : 0.9 } : undefined
}
