/**
 * English verbs, as far as a survey question needs them: the third person of a base form.
 */

/** Base forms that may be put into the third person; a word outside this list is left alone rather than guessed. */
const bases = new Set(
  `accept add admit adore agree aim allow answer appreciate argue arrive ask assume avoid bake batch be begin believe blame book borrow bother bring browse budget build buy
call care carry change charge chat cheat check choose clean click collect combine come commute compare complain confuse consider cook copy count cover cut cycle deal decide delete depend
describe despise detest discard discover dislike do dread dream dress drink drive drop earn eat edit email end enjoy enter expect experience explain exercise fear feed feel fight figure fill find finish fit fix follow
forget freeze gamble get give go grab grow guess handle hate have hear help hide hold hope import improve iron join juggle keep know lack laugh learn leave lend let like listen live look lose love
make manage match measure meet mention mind miss mix move need notice order organise organize own pack pay pick place plan play post prefer prepare prioritise print procrastinate pull push put
rate reach read realise recommend record recycle refuse regret rely remember remind rent repeat report resent reuse ride ring rotate run rush save say schedule see seem sell send serve set share shop show sit skip
sleep smoke solve sort speak spend split spoil stand start stay stick stock stop store struggle study subscribe suffer suggest support suspect swap switch take talk taste teach tell tend think throw tick
track train travel treat trust try turn type understand update use value visit volunteer vote wait walk want wash waste watch wear weigh wish wonder work worry write`
    .split(/\s+/)
    .filter((word) => word !== "")
)

const adverbs =
  /^(ever|never|always|usually|often|sometimes|rarely|mostly|currently|regularly|typically|normally|generally|also|still|personally|actually|really|just|only|mainly|already|probably|constantly|honestly|simply|basically|mostly|kind of|sort of)$/i

/** Whether a word is the base form of a verb that this module knows. */
export const isBase = (word: string): boolean => bases.has(word.toLowerCase())

/** Whether a word may stand between a subject and its verb. */
export const isAdverb = (word: string): boolean => adverbs.test(word)

/** The third person singular of a base form. */
export const thirdPerson = (verb: string): string => {
  const lower = verb.toLowerCase()
  if (lower === "have") return "has"
  if (lower === "be") return "is"
  if (/(s|x|z|ch|sh|o)$/.test(lower)) return `${lower}es`
  if (/[^aeiou]y$/.test(lower)) return `${lower.slice(0, -1)}ies`
  return `${lower}s`
}

/**
 * A verb phrase in the third person: leading adverbs stay, and verbs joined to the first (`plan and cook`) follow it. Any first
 * word is taken for a verb: a question's `do you …` says that it is one.
 */
export const conjugate = (phrase: string): string => {
  const words = phrase.split(" ")
  const at = words.findIndex((word) => !isAdverb(word))
  if (at < 0) return phrase
  const changed = words.map((word, index) => (index === at ? thirdPerson(word) : word))
  for (let i = at + 1; i + 1 < words.length && /^(and|or)$/.test(words[i] ?? "") && isBase(words[i + 1] ?? ""); i += 2)
    changed[i + 1] = thirdPerson(words[i + 1] ?? "")
  return changed.join(" ")
}
