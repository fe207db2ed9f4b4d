/**
 * Latin America: national and tax numbers.
 */
import { by, type Scheme } from "./Scheme.ts"

export const america: ReadonlyArray<Scheme> = [
  {
    type: "BR_CPF",
    shape: /\d{3}~\d{3}~\d{3}~\d{2}/,
    valid: by("br/cpf"),
    words: /\bcpf\b/iu,
    telling: "grouped",
    alone: "always",
    mixed: true
  },
  {
    type: "BR_CNPJ",
    shape: /\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}|\d{14}/,
    valid: by("br/cnpj"),
    words: /\bcnpj\b/iu,
    alone: "always",
    mixed: true
  },
  {
    type: "AR_CUIT",
    shape: /(?:20|2[3-7]|30|3[34]|5[015])-?\d{8}-?\d/,
    valid: by("ar/cuit"),
    words: /\bcui[tl]\b/iu,
    alone: "grouped"
  },
  {
    type: "CL_RUT",
    shape: /\d{1,2}\.\d{3}\.\d{3}-[\dK]|\d{7,8}-[\dK]/,
    valid: by("cl/rut"),
    words: /\bru[tn]\b/iu,
    telling: "always",
    mixed: true
  },
  { type: "CO_NIT", shape: /\d{3}\.?\d{3}\.?\d{3}-?\d/, valid: by("co/nit"), words: /\bnit\b/iu, mixed: true },
  {
    type: "MX_CURP",
    shape: /[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d/,
    valid: by("mx/curp"),
    words: /\bcurp\b/iu,
    telling: "always"
  },
  {
    type: "MX_RFC",
    shape: /[A-ZÑ&]{3,4}-?\d{6}-?[A-Z\d]{3}/,
    valid: by("mx/rfc"),
    words: /\brfc\b/iu,
    telling: "always"
  },
  { type: "MX_CLABE", shape: /\d{18}/, valid: by("mx/clabe"), words: /\bclabe\b/iu }
]
