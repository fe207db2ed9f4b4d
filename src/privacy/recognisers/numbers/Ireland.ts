/**
 * Ireland: the personal public service number.
 */
import { by, type Scheme } from "./Scheme.ts"

export const ie: ReadonlyArray<Scheme> = [
  {
    type: "IE_PPSN",
    shape: /\d{7}[A-W][A-IW]?/,
    valid: by("ie/pps"),
    words: /\b(?:ppsn?\b|personal public service)/iu,
    telling: "always"
  }
]
