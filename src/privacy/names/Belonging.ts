/**
 * What is said of somebody's nation, religion or party: "I am German", "as a Catholic", "two Polish nurses". Of things it is not
 * meant: a Thai restaurant and a German car tell nothing of who speaks.
 */
import { PEOPLE } from "../lexicon/Lexicon.ts"
import type { Token } from "./NameTokens.ts"

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "))

const being = set(
  "am is was are were be being been i'm im he's she's we're they're who's you're became become identify identifies"
)
// "Ich bin Deutsche", "je suis belge", "soy mexicana": one word says both who and that.
const beingElsewhere = set("bin suis soy sono ben sou jestem ist est es")
const people = set(
  "i he she they we who you i'm im he's she's we're they're who's you're wife husband partner mother father mum mom dad parents family friend neighbour neighbor boss colleague manager participant respondent ich je er sie elle il ik"
)
const between = set(
  "a an the not very half part also both originally now proudly born raised devout practising practicing strict lapsed as eine ein une un una een"
)
const somebody = set(
  "citizen citizens national nationals man men woman women person people guy guys girl girls boy boys lady ladies family families parents mother father wife husband partner friend friends neighbour neighbours neighbor neighbors immigrant immigrants migrant migrants refugee refugees expat expats voter voters student students nurse nurses doctor doctors teacher teachers colleague colleagues worker workers roots descent origin ancestry heritage background passport believer believers convert"
)

const isPeople = (token: Token | undefined): boolean => token?.kind === "word" && (token.bits & PEOPLE) !== 0

// "a", "not", "half" may stand between; more than three words is no longer said of the same.
const reach = 3

const saidBefore = (tokens: ReadonlyArray<Token>, at: number): boolean => {
  let i = at - 1
  let asA = false
  for (let steps = 0; steps < reach; steps++, i--) {
    const token = tokens[i]
    // "British-Indian", "Catholic and Polish": what holds for the one holds for the other.
    if (token === undefined || !(between.has(token.folded) || token.text === "-" || isPeople(token))) break
    asA ||= token.folded === "as"
  }
  if (asA) return true
  const verb = tokens[i]
  if (verb === undefined) return false
  if (beingElsewhere.has(verb.folded)) return true
  if (!being.has(verb.folded)) return false
  return people.has(verb.folded) || people.has(tokens[i - 1]?.folded ?? "")
}

// "She is an American Express customer": a capital after it goes on with a name.
const opensName = (token: Token | undefined): boolean =>
  token?.kind === "word" && token.case === "capital" && !isPeople(token)

/** The indices of the words that say what somebody belongs to. */
export const belongingsIn = (tokens: ReadonlyArray<Token>): ReadonlyArray<number> => {
  const found: Array<number> = []
  for (let i = 0; i < tokens.length; i++) {
    if (!isPeople(tokens[i]) || opensName(tokens[i + 1])) continue
    if (somebody.has(tokens[i + 1]?.folded ?? "") || saidBefore(tokens, i)) found.push(i)
  }
  return found
}
