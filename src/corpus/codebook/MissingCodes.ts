/**
 * Cells that mean that nobody answered: what statistics programs write for no value, what survey tools write for a question that
 * was not asked or was skipped, and the option not to answer, in the languages that the project knows.
 */
import { folded } from "./PlainText.ts"

const written = new Set(
  (
    "na|n/a|n.a|#n/a|#na|#null|#null!|null|nil|nan|<na>|\\n|(null)|none selected|missing|system missing|sysmis|-|--|---|–|—|..|" +
    "no answer|no response|no reply|not answered|unanswered|not asked|skipped|refused|refusal|declined|" +
    "keine angabe|k.a|k. a|k. a.|ka|keine ahnung|keine antwort|ohne angabe|nicht beantwortet|" +
    "sans reponse|non reponse|pas de reponse|non renseigne|nr|" +
    "sin respuesta|no contesta|no responde|sin contestar|geen antwoord|nessuna risposta|sem resposta|ingen svar|inget svar"
  ).split("|")
)

const notToSay =
  /^(?:i(?:'d| would)? )?(?:prefer(?:red)?|rather|choose|wish|want|declined?|refused?)\b.{0,12}\b(?:not|to answer|answer|say|state|respond|disclose)\b.{0,30}$|^(?:would|'d) rather not\b|^do(?:es)? not (?:wish|want) to (?:answer|say|disclose|respond)|^(?:mochte|will) (?:ich )?(?:nicht|keine)\b.{0,20}(?:sagen|angeben|beantworten|antworten|angabe)|^(?:je )?(?:prefere|prefererais|souhaite|ne souhaite|ne veux) (?:ne )?pas\b.{0,12}(?:repondre|dire|preciser)|^prefiero no\b|^prefiro nao\b|^preferisco non\b|^zeg ik liever niet|^wil ik niet zeggen/

const redacted =
  /^[[(<]?(?:.{0,20} )?(?:redacted|anonymi[sz]ed|withheld|removed)(?: (?:for|in|from|to|by|due) .{0,40})?[\])>]?$/

/** Whether a text is a code for no answer wherever it stands. */
export const isMissing = (text: string): boolean => {
  if (text.length > 80) return false
  if (text.trim() === ".") return true
  const plain = folded(text)
  return plain !== "" && (written.has(plain) || notToSay.test(plain) || redacted.test(plain))
}

/**
 * Numbers that stand for no answer among these: negative ones like -99 where nothing else is below zero, and 77, 88, 99, 999 and
 * the like where all others lie far below, as on a scale up to 10.
 */
export const numericCodes = (numbers: ReadonlyArray<number>): ReadonlyArray<number> => {
  const isNegativeCode = (n: number) =>
    n <= -1 && (n >= -9 || /^-(\d)\1+$/.test(String(n)) || /^-99[0-9]+$/.test(String(n)))
  const others = numbers.filter((n) => !isNegativeCode(n))
  const low = others.length > 0 && others.every((n) => n >= 0) ? numbers.filter(isNegativeCode) : []
  const negative = low.some((n) => n <= -7) || numbers.length - low.length >= 3 ? low : []
  const positive = others.filter((n) => /^(?:7{2,4}|8{2,4}|9{2,5}|98|998|997)$/.test(String(n)))
  const usual = others.filter((n) => !positive.includes(n)).reduce((a, b) => Math.max(a, b), -Infinity)
  const outside = positive.filter((n) => usual <= 11 || (n >= 777 && usual <= 200))
  return usual === -Infinity ? negative : [...negative, ...outside]
}
