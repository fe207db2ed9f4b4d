/**
 * Spain (people, foreigners, companies, Social Security) and Portugal (taxpayers, citizen cards).
 */
import { by, type Scheme } from "./Scheme.ts"

export const es: ReadonlyArray<Scheme> = [
  { type: "ES_NIF", shape: /\d{8}~[A-Z]/, valid: by("es/dni"), words: /\b(?:dni|nif)\b/iu, telling: "always" },
  { type: "ES_NIE", shape: /[XYZ]~\d{7}~[A-Z]/, valid: by("es/nie"), words: /\bnie\b|extranjero/iu, telling: "always" },
  {
    type: "ES_CIF",
    shape: /[A-HJ-NP-SUVW]~\d{7}~[A-J\d]/,
    valid: by("es/cif"),
    words: /\b(?:cif|nif)\b|raz(?:ó|o)n social/iu,
    alone: "always"
  },
  {
    type: "ES_NSS",
    shape: /\d{2}[/ -]?\d{8}[/ -]?\d{2}/,
    valid: by("es/nss"),
    words: /seguridad social|\bnuss\b|\bnss\b/iu
  }
]

/** Instituto da Segurança Social: the first ten digits times the primes from 29 down to 2; the last is 9 less the sum's last digit. */
const niss = (number: string): boolean => {
  const primes = [29, 23, 19, 17, 13, 11, 7, 5, 3, 2]
  const sum = primes.reduce((all, prime, i) => all + prime * Number(number[i]), 0)
  return /^[12]/.test(number) && 9 - (sum % 10) === Number(number[10])
}

export const pt: ReadonlyArray<Scheme> = [
  {
    type: "PT_NISS",
    shape: /\d{3}~?\d{3}~?\d{3}~?\d{2}|\d{11}/,
    valid: niss,
    words: /seguran(?:ç|c)a social|\bniss\b/iu
  },
  {
    type: "PT_NIF",
    shape: /\d{3}~\d{3}~\d{3}/,
    valid: by("pt/nif"),
    words: /\bnif\b|contribuinte|identifica(?:ç|c)(?:ã|a)o fiscal/iu
  },
  {
    type: "PT_CITIZEN_CARD",
    shape: /\d{8}~\d~[A-Z\d]{2}\d/,
    valid: (number) => /[A-Z]/.test(number) && by("pt/cc")(number),
    words: /cart(?:ã|a)o de cidad|bilhete de identidade/iu,
    telling: "always"
  }
]
