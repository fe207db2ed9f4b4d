/** Turns an English sentence into its opposite, as a careless model would. */

const droppable: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bcan(?:not|['’]t)\b/i, "can"],
  [/\bwon['’]t\b/i, "will"],
  [/\b(do|does|did|is|are|was|were|has|have|had|could|would|should)(?: not|n['’]t)\b/i, "$1"],
  [/\b(?:never|not) /i, ""],
  [/\bnobody\b/i, "everybody"],
  [/\b(?:nothing|none)\b/i, "everything"],
  [/\bno /i, ""]
]

const auxiliary = /\b(can|could|will|would|should|must|is|are|was|were|am)\b(?! not)/i

const pastForms: Readonly<Record<string, string>> = { said: "say", chose: "choose", gave: "give" }
const past = /\b(said|chose|gave)\b/

/** The verb of a number of people. Elsewhere such a word may be a noun. */
const plural =
  /(?<=(?:\d\)?|they|thirds|half|people|who answered\)) )(?=(?:mention|plan|use|live|buy|share|throw|spend|go|keep|shop)\b)/i
const thirdPerson = /^(\p{Lu}\p{Ll}+?)(?:(?<=[sxzo]|sh|ch)es|(?<=\p{Ll}{2})s)(?= )/u

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The opposite of a sentence: a negator goes, or else one comes. What stands in quotation marks stays. */
export const negated = (sentence: string): string => {
  const [told = sentence] = sentence.split("“")
  const rest = sentence.slice(told.length)
  for (const [form, plain] of droppable) if (form.test(told)) return upperFirst(`${told.replace(form, plain)}${rest}`)
  if (past.test(told)) return `${told.replace(past, (verb) => `did not ${pastForms[verb]}`)}${rest}`
  if (plural.test(told)) return `${told.replace(plural, "do not ")}${rest}`
  if (auxiliary.test(told)) return `${told.replace(auxiliary, "$1 not")}${rest}`
  if (told.startsWith("Has to ")) return `${told.replace("Has", "Does not have")}${rest}`
  if (thirdPerson.test(told))
    return `${told.replace(thirdPerson, (_, stem: string) => `Does not ${lowerFirst(stem)}`)}${rest}`
  return `Not ${lowerFirst(sentence)}`
}
