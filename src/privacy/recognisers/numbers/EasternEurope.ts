/**
 * Central and eastern Europe: national and tax numbers.
 */
import { by, type Scheme } from "./Scheme.ts"

export const east: ReadonlyArray<Scheme> = [
  { type: "PL_PESEL", shape: /\d{11}/, valid: by("pl/pesel"), words: /\bpesel/iu, alone: "always" },
  {
    type: "PL_NIP",
    shape: /\d{3}~\d{3}~\d{2}~\d{2}|\d{3}-\d{2}-\d{2}-\d{3}/,
    valid: by("pl/nip"),
    words: /\bnip\b|podatk/iu
  },
  { type: "PL_REGON", shape: /\d{9}(?:\d{5})?/, valid: by("pl/regon"), words: /\bregon\b/iu },
  {
    type: "CZ_BIRTH_NUMBER",
    shape: /\d{6}\/?\d{3,4}/,
    valid: by("cz/rc"),
    words: /rodn(?:é|e) (?:č(?:í|i)slo|cislo|číslo)|\br\. ?č\.|birth number/iu,
    alone: "grouped"
  },
  {
    type: "HU_TAX_ID",
    shape: /\d{8}-?\d-?\d{2}|8\d{9}/,
    valid: (number) => number.length === 10 || by("hu/anum")(number.slice(0, 8)),
    words: /ad(?:ó|o)(?:sz(?:á|a)m|azonos)/iu
  },
  { type: "RO_CNP", shape: /[1-9]\d{12}/, valid: by("ro/cnp"), words: /\bcnp\b|cod numeric/iu, alone: "always" },
  { type: "BG_EGN", shape: /\d{10}/, valid: by("bg/egn"), words: /\begn\b|\bегн\b/iu },
  { type: "HR_OIB", shape: /\d{11}/, valid: by("hr/oib"), words: /\boib\b|osobni identifikacijski/iu },
  {
    type: "RS_JMBG",
    shape: /\d{13}/,
    valid: by("rs/jmbg"),
    words: /\bjmbg\b|\bemšo\b|\bemso\b|mati(?:č|c)ni broj|\bјмбг\b/iu,
    alone: "always"
  },
  { type: "EE_ISIKUKOOD", shape: /[1-8]\d{10}/, valid: by("ee/ik"), words: /isikukood|\bestonian id/iu },
  { type: "LT_ASMENS_KODAS", shape: /[1-6]\d{10}/, valid: by("lt/asmens"), words: /asmens kod/iu },
  { type: "GR_AMKA", shape: /\d{11}/, valid: by("gr/amka"), words: /\bamka\b|αμκα/iu },
  { type: "RU_INN", shape: /\d{10}(?:\d{2})?/, valid: by("ru/inn"), words: /\binn\b|(?<!\p{L})инн(?!\p{L})/iu },
  {
    type: "UA_TAX_ID",
    shape: /\d{10}/,
    valid: by("ua/rntrc"),
    words: /\brnokpp\b|рнокпп|\bіпн\b|(?<!\p{L})іпн(?!\p{L})/iu
  }
]
