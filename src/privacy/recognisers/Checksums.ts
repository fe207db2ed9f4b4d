/**
 * Check digits that several numbering schemes share. Each takes digits only (or, where it says so, capitals as well) and answers
 * whether the check holds.
 */

/** The sum of the digits, each times the weight at its place. Weights are repeated when there are fewer of them. */
export const weighted = (digits: string, weights: ReadonlyArray<number>): number => {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits[i]) * (weights[i % weights.length] ?? 0)
  return sum
}

/** ISO/IEC 7812-1 annex B: payment cards, IMEI and many national numbers. */
export const luhn = (digits: string): boolean => {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** ICAO Doc 9303 part 3, 4.9: the check digit of travel documents; A is 10, B is 11 and so on. */
export const icaoDigit = (characters: string): number => {
  let sum = 0
  for (let i = 0; i < characters.length; i++) {
    sum += Number.parseInt(characters[i] ?? "0", 36) * ([7, 3, 1][i % 3] ?? 0)
  }
  return sum % 10
}

// The dihedral group of order ten, and the permutation that a digit goes through at each place.
const product = [
  "0123456789",
  "1234067895",
  "2340178956",
  "3401289567",
  "4012395678",
  "5987604321",
  "6598710432",
  "7659821043",
  "8765932104",
  "9876543210"
]
const permutation = [
  "0123456789",
  "1576283094",
  "5803796142",
  "8916043527",
  "9453126870",
  "4286573901",
  "2793806415",
  "7046913258"
]

/** J. Verhoeff, Error Detecting Decimal Codes, 1969: catches every single wrong digit and every swap of neighbours. */
export const verhoeff = (digits: string): boolean => {
  let check = 0
  for (let i = 0; i < digits.length; i++) {
    const permuted = Number(permutation[i % 8]?.[Number(digits[digits.length - 1 - i])])
    check = Number(product[check]?.[permuted])
  }
  return check === 0
}

/** Whether a month and a day can be those of a date, whatever its year. */
export const isDayOfYear = (month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= ([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0)
