/**
 * Lines of a transcript that a program or a transcriber added: "Transcribed by …", "Ana started transcription", "END OF TAPE".
 */
import { speakerKey } from "./SpeakerLabel.ts"

/** Where a line stands. */
export interface Standing {
  /** Below a blank line. */
  readonly apart: boolean
  /** Below the last label. */
  readonly last: boolean
  readonly speakers: ReadonlySet<string>
}

const about =
  /transcri|transkri|trascri|transkry|p\u0159epis|\u0440\u0430\u0441\u0448\u0438\u0444\u0440|\u8ee2\u8a18|\u8f6c\u5f55|recording|aufnahme|aufzeichnung|enregistrement|grabaci|grava\u00e7|registrazion|opname|nagrani|nahr\u00e1v|https?:\/\/|www\.|\b\p{L}+\.(?:com|ai|io)\b|computer[- ]generated|end of (?:tape|interview|file|side|session|part)|ende de[sr] |fin de (?:l['\u2019]|la |el )|fine dell|fim da |einde van|koniec|konec |interview (?:ends|ended|concluded)|confidential|vertraulich|confidencial|riservato/iu
const personal = /\b(?:i|i'm|i've|we|my|you|ich|wir|je|j'|nous|yo|nosotros|io|noi|eu|n\u00f3s|ik|wij|jag|vi)\b/iu
const verbs =
  /^(?:(?:has |have )?(?:started|stopped|joined|left|ended|paused|resumed|entered|added|changed|muted|unmuted)|hat |ist |a |ha |est )/

const isCapitals = (line: string): boolean => /\p{Lu}{3}/u.test(line) && !/\p{Ll}/u.test(line) && line.length > 6

/** Whether a line is nobody's words. */
export const isToolLine = (given: string, { apart, last, speakers }: Standing): boolean => {
  const line = given.trim()
  if (line.length > 240) return false
  const marked = /^(?:[-\u2013\u2014*=_~#<[(]+)\s*(.+?)\s*(?:[-\u2013\u2014*=_~#>\])]+)$/.exec(line)?.[1]
  if (marked !== undefined && line.length < 80 && (last ? apart : about.test(marked))) return true
  // "Hannah Brightwell started transcription": who, and what the program saw them do.
  for (let end = line.indexOf(" "); end > 0 && end < 48; end = line.indexOf(" ", end + 1)) {
    if (speakers.has(speakerKey(line.slice(0, end))) && line.split(/\s+/).length <= 7 && !/[.!?]$/.test(line)) {
      if (verbs.test(line.slice(end + 1))) return true
    }
  }
  if (!apart) return false
  if (isCapitals(line) && line.split(/\s+/).length > 1 && line.split(/\s+/).length <= 8) return last
  return last && about.test(line) && !personal.test(line)
}
