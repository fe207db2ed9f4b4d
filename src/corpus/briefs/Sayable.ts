/**
 * Whether a question and an answer can be said aloud: words, and not the codes of a data file.
 */
import type { ColumnProfile } from "../../domain/Segment.ts"
import { parseNumber } from "../Answers.ts"
import { clean } from "../ColumnLabel.ts"
import { hasBracket } from "../Sentences.ts"

// In Latin script a word has a vowel; other scripts are read as words.
const latinWord = /(?=\p{L}*[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýąęėįų])\p{sc=Latin}{3,}/iu
const otherWord = /(?!\p{sc=Latin})\p{L}{2,}|(?!\p{sc=Latin})\p{Lo}/u

const holdsWord = (text: string): boolean => latinWord.test(text) || otherWord.test(text)

/** Whether a question can be said: `How often do you cook?` and `Age`, not `Q12_3` or `NW Hnd`. */
export const isSayableQuestion = ({ isCode, label }: Pick<ColumnProfile, "isCode" | "label">): boolean => {
  const text = clean(label)
  return (
    isCode !== true &&
    holdsWord(text) &&
    !text.endsWith("…") &&
    !placeholder.test(text) &&
    // `{…}` was to be filled in, and words joined by underscores are a header's.
    !/\{[^}]*\}|[\p{L}\d]_[\p{L}\d]/u.test(text) &&
    !/\b(?:[A-Z]{1,4}_?\d+[a-z]?|[a-z]+_?\d+\w*)\b/.test(text.replace(/\b(?:covid|web|mp)\d+\b/gi, ""))
  )
}

/** What stands for personal data. */
const placeholder = /\[[A-Z_]+_\d+[a-z]?\]/

/** Questions whose answers may be bare letters or numbers. */
const mayBeShort = new Set(["age", "gender", "income"])

const nothing =
  /^(?:n\.?\/?a\.?|none|nothing|nothing (?:really|much|else|special|comes to mind)|(?:i )?(?:can(?:no|['’])?t|couldn['’]?t) think of any(?:thing)?(?: (?:right now|now|at (?:the|this) (?:moment|time|point)(?: of time| in time)?))?|no|nope|idk|not sure|no idea|don['’]?t know|i don['’]?t know|unsure|prefer not to (?:say|answer)|rather not say|no (?:answer|response|comments?|opinion|issues?|problems?|complaints?)|not applicable|see above|as above|same|same as (?:above|before)|all good|ok|okay|nichts|nichts besonderes|keine(?: angabe| ahnung)?|kein(?: kommentar)?|nein|wei(?:ß|ss)(?: ich)? nicht|rien|aucune?(?: idée)?|non|sans (?:objet|opinion|avis)|je ne sais pas|nada|ninguno|ninguna|no sé|sin (?:respuesta|comentarios)|niente|nessuno|nessuna|non so|niets|geen(?: idee| mening)?|nee|weet (?:ik )?niet|nenhum|nenhuma|não sei|não|nic|brak|nie|nie wiem|żadne|ingen|inget|intet|nej|vet (?:inte|ej)|なし|特になし|特にありません|无|没有|없음|нет|ничего|не знаю)$/iu

/** Whether words are a list of things, such as `pandas, zarr, numpy`, and no sentence. */
export const isList = (text: string): boolean =>
  (text.match(/[,;/]/g) ?? []).length * 3 > (text.match(/[\p{L}\p{N}]+/gu) ?? []).length

/** Whether an answer begins by saying that there is nothing to say: `n/a - I eat at work`, `Nothing much`. */
export const deniesQuestion = (answer: string): boolean =>
  /^(?:(?:ah|oh|well|honest(?:ly)?(?: answer)?)[,:.]? )?(?:n\/a|none|nothing(?: much| really)?|no specific|not applicable|no idea|haven['’]?t (?:got|had) time|don['’]?t (?:think|know)|nichts|rien|nada|niente)\b/i.test(
    answer.trim()
  )

/** Whether an answer in somebody's own words says nothing: `none`, `n/a`, `nothing really`, `…`. */
export const saysNothing = (answer: string): boolean => {
  const plain = answer.trim().replace(/^[\s.,;:!?…'"“”‘’(-]+|[\s.,;:!?…'"“”‘’)-]+$/g, "")
  return !/[\p{L}\p{N}]/u.test(plain) || nothing.test(plain)
}

/** What is asked for as somebody's own. */
const isOwn: ReadonlySet<ColumnProfile["role"]> = new Set(["painPoint", "goal", "motivation"])

/** Answers of a list that say that the list had none. */
const noOption =
  /^(?:others?\b.{0,20}|none(?: of (?:these|the above|them))?|not applicable|n\/?a|don['’]?t know|not sure|unsure|prefer not to (?:say|answer)|rather not say|no (?:answer|opinion)|neither|response|unknown|refused|skip(?:ped)?)$/i

/** Whether an answer from a list can be said of somebody: not a code, and not that nothing fits. */
export const isSayableAnswer = ({ kind, role }: Pick<ColumnProfile, "kind" | "role">, answer: string): boolean => {
  const text = clean(answer)
  // "Nothing" is nobody's problem or goal.
  if (isOwn.has(role) && saysNothing(text)) return false
  if (text === "" || text.length > 160 || hasBracket(text) || noOption.test(text)) return false
  if (holdsWord(text) || mayBeShort.has(role)) return true
  // Of letters at least two; a bare number is a code where it is no number that was asked for.
  if (/\p{L}{2}/u.test(text)) return true
  return kind === "number" || (/\d/.test(text) && parseNumber(text)._tag === "None" && !/^\p{L}?\d+\p{L}?$/u.test(text))
}
