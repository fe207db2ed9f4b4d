/**
 * Italy: the fiscal code, the VAT number, driving licences and identity cards.
 */
import { by, type Scheme } from "./Scheme.ts"

export const it: ReadonlyArray<Scheme> = [
  {
    type: "IT_FISCAL_CODE",
    // Letters in place of digits tell namesakes of one birthday and town apart.
    shape: /[A-Z]{6}~[\dLMNP-V]{2}~?[A-EHLMPRST][\dLMNP-V]{2}~?[A-Z][\dLMNP-V]{3}[A-Z]/,
    valid: by("it/codicefiscale"),
    words: /codice fiscale|\bc\.? ?f\.?(?=\W)/iu,
    telling: "always"
  },
  {
    type: "IT_VAT_CODE",
    shape: /(?:IT~)?\d{11}/,
    valid: by("it/iva"),
    words: /partita iva|\bp\.? ?iva\b|\bvat\b/iu,
    alone: "always"
  },
  {
    type: "IT_DRIVER_LICENSE",
    shape: /U1[A-Z\d]{7}[A-Z]|[A-Z]{2}\d{7}[A-Z]/,
    words: /patente|driv\w+ licen[sc]e|\blicen[sc]e\b/iu,
    alone: "always"
  },
  {
    type: "IT_IDENTITY_CARD",
    shape: /[A-Z]{2} ?\d{5}[A-Z]{2}|[A-Z]{2} ?\d{7}|\d{7}[A-Z]{2}/,
    words: /carta d.identit(?:à|a)|\bc\.?i\.?e\b/iu
  }
]
