/**
 * Organisations in seven languages: legal forms with dots ("S.r.l.", "Sp. z o.o."), firms of families ("Kessler & Söhne"), and names
 * that begin with what they are ("Volksbank Münsterland", "Caisse mutuelle du Vexin").
 */
import { FAMILY, foreign, languages } from "../lexicon/Lexicon.ts"
import type { Token } from "./NameTokens.ts"
import { NOT_NAME } from "./WordKinds.ts"
import type { Writing } from "./Writing.ts"

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "))

/** Legal forms without their dots and blanks. */
const forms = set(
  "gmbh ag kg ohg ug eg ev gbr mbh sarl sas sasu eurl snc scop sa sl slu sll scoop srl srls spa sapa ss scarl asd onlus aps bv nv vof cv vzw bvba lda ltda sgps spzoo sp spj spk spp sc ska zoo"
)
const alone = set("gmbh kg ohg sarl sasu eurl ltda lda srl slu spa bvba vzw bv nv ag scarl onlus asd")

/** What the name of a family business ends with, after "&" or "and". */
const relatives = set(
  "sohne sohn tochter partner cie co fils freres filles associes hijos hijo hermanos socios figli figlio fratelli soci zonen zoon zn filhos filho irmaos associados synowie syn bracia wspolnicy"
)
const and = set("& und et e y i en")

/** What organisations begin with. German and Dutch have them as one word with what they make: "Papierfabrik", "Scheepswerf". */
const starts = set(
  "credit universite caisse banque mutuelle societe association amicale club cooperative fondation entreprise etablissements ets groupe cabinet clinique hopital papeterie boulangerie menuiserie garage transports cuisines imprimerie pharmacie residence lycee college ecole " +
    "ceip ies universidad banco caja cooperativa sociedad asociacion fundacion empresa grupo clinica talleres transportes suministros construcciones ferreteria papelera cocinas bodegas muebles panaderia hermanos hnos colegio instituto club peluqueria autoescuela " +
    "scuola universita ospedale banca cassa societa associazione fondazione azienda ditta gruppo officine officina autotrasporti trasporti ferramenta polisportiva cartiera cucine cantina pasticceria panificio fratelli farmacia studio liceo " +
    "basisschool rabobank ziekenhuis universiteit bank cooperatie vereniging stichting bedrijf scheepswerf gebroeders keukenhuis garage bakkerij autobedrijf zorggroep " +
    "universidade hospital caixa sociedade associacao fundacao irmaos metalurgica ferragens cozinhas papelaria padaria oficina clube agrupamento escola colegio " +
    "banku spoldzielnia spoldzielni stowarzyszenie fundacja fundacji firma przedsiebiorstwo zaklad zaklady zakladach hurtownia hurtowni kuchnie piekarnia papiernia papierni klub przychodnia szkola szkole szkoly liceum szpital fabryka bracia kancelaria " +
    "grundschule gymnasium realschule gesamtschule hauptschule berufsschule kita kindergarten klinikum krankenhaus universitat hochschule verein stiftung firma gruppe kanzlei praxis brauerei backerei metzgerei tischlerei druckerei spedition autohaus fahrschule gebruder sparkasse volksbank raiffeisenbank stadtwerke krankenkasse tsv sv fc ks vfb tus fsv"
)
const compoundStart =
  /^[a-z]{3,}(?:fabrik|werke?|bank|kasse|verein|haus|betrieb|handel|bau|werkstatt|fabriek|werf|bedrijf|bank|vereniging|handel)$/

const compoundEnd =
  /(?:bau|technik|logistik|handel|werke|transporte|immobilien|elektronik|medien|verlag|systeme|reisen|pflege)$/

const particles = set(
  "de del della delle dei degli di da am im an zum zur beim nr do dos das du des la le les los las l der den dem van von vom der w we i y e et"
)

const isCapital = (token: Token | undefined): boolean =>
  token?.kind === "word" && (token.case === "capital" || token.case === "mixed" || token.case === "upper")

/** The last token of a legal form that begins at a token, its dots taken together: "S.r.l.", "Sp. z o.o.". */
const formAt = (tokens: ReadonlyArray<Token>, at: number): number => {
  const first = tokens[at]
  if (first?.kind !== "word" || first.text.length > 5) return -1
  let letters = first.folded
  let last = at
  let dots = 0
  let found = (first.case === "upper" ? forms : alone).has(letters) && first.case !== "lower" ? at : -1
  for (let i = at + 1; i < at + 9; i++) {
    const token = tokens[i]
    if (token === undefined) break
    if (token.text === "." && token.joined) {
      dots++
      last = i
      if (dots > 0 && forms.has(letters) && (first.case !== "lower" || dots > 1)) found = i
      continue
    }
    if (token.kind !== "word" || token.text.length > 2 || letters.length > 5 || dots === 0) break
    letters += token.folded
    last = i
    if (forms.has(letters) && dots > 0) found = last
  }
  return found
}

/** The end of a name of capitalised words with small ones between them: "Land van Cuijk". At most six words. */
const capitalsFrom = (tokens: ReadonlyArray<Token>, at: number, own: number): number => {
  let last = -1
  for (let i = at, words = 0; i < tokens.length && words < 6; i++, words++) {
    const token = tokens[i]
    if (token?.kind !== "word") break
    if (isCapital(token)) {
      if ((token.kinds & NOT_NAME) !== 0 && last < 0) break
      last = i
    } else if (
      !particles.has(token.folded) &&
      (last >= 0 || words > 0 || (token.bits & own) === 0 || token.text.length < 5)
    )
      break
  }
  return last
}

/** Whether a firm of words with capitals ends after a token: with a legal form or the family. The last token, or -1. */
const firmEnd = (tokens: ReadonlyArray<Token>, first: number): number => {
  for (let i = first + 1; i < first + 7; i++) {
    const token = tokens[i]
    const form = formAt(tokens, token?.text === "," ? i + 1 : i)
    if (form >= 0) return overMore(tokens, form)
    const joins = token !== undefined && and.has(token.folded)
    if (joins && isCapital(tokens[i + 1]) && relatives.has(tokens[i + 1]?.folded ?? "")) return overMore(tokens, i + 1)
    if (token?.text !== "&" && token?.text !== "-" && !isCapital(token) && !particles.has(token?.folded ?? "")) break
  }
  return -1
}

/** The same without capitals: what organisations begin with and words that are none of the language, or a legal form with dots. */
const lowerAt = (tokens: ReadonlyArray<Token>, first: number, own: number): number => {
  const unknown = (token: Token | undefined) =>
    token?.kind === "word" && (token.bits & own) === 0 && token.text.length > 2
  const starting = starts.has(tokens[first]?.folded ?? "")
  if (!starting && !unknown(tokens[first])) return -1
  let last = -1
  for (let i = first + 1; i < first + 5; i++) {
    const token = tokens[i]
    const form = formAt(tokens, token?.text === "," ? i + 1 : i)
    if (form > i) return form
    if (unknown(token)) last = i
    else if (token?.kind !== "word" || !(particles.has(token.folded) || (i === first + 1 && token.text.length > 4)))
      break
  }
  return starting ? last : -1
}

/** The last token of an organisation that begins at a token, or -1. For texts in other languages than English. */
export const organisationAt = (tokens: ReadonlyArray<Token>, first: number, { language, style }: Writing): number => {
  const opening = tokens[first]
  if (language === "en" || opening?.kind !== "word") return -1
  const place = languages.findIndex((known) => known === language)
  if (place < 0) return -1
  const own = foreign(place)
  if (!isCapital(opening)) {
    if (style === "lower") return lowerAt(tokens, first, own)
    // "école Jean-Moulin", "basisschool De Wilgenroos"
    if (!starts.has(opening.folded) || !isCapital(tokens[first + 1])) return -1
    const end = capitalsFrom(tokens, first + 1, own)
    return end < 0 || ((tokens[end]?.bits ?? 0) & own) !== 0 ? -1 : end
  }
  const compounds = language === "de" || language === "nl"
  const starting = starts.has(opening.folded) || (compounds && compoundStart.test(opening.folded))
  // "Bei Kessler & Söhne": the firm begins after the preposition.
  const mayBegin = starting || (opening.bits & own) === 0 || (opening.bits & FAMILY) !== 0
  const firm = mayBegin && (opening.kinds & NOT_NAME) === 0 ? firmEnd(tokens, first) : -1
  if (firm >= 0) return firm
  const next = tokens[first + 1]
  // "Hinrichs Küchenbau"
  if (
    language === "de" &&
    mayBegin &&
    next !== undefined &&
    isCapital(next) &&
    (opening.bits & own) === 0 &&
    compoundEnd.test(next.folded) &&
    next.folded.length > 6
  )
    return first + 1
  if (!starting) return -1
  const end = capitalsFrom(tokens, first + 1, own)
  const named = tokens[end]
  // "Bank Karten": two nouns of the language are no name.
  return named === undefined || (named.bits & own) !== 0 ? -1 : end
}

/** Over "& Co. KG". */
const overMore = (tokens: ReadonlyArray<Token>, last: number): number => {
  if (tokens[last + 1]?.text === "&" && tokens[last + 2]?.folded === "co") {
    const dot = tokens[last + 3]?.text === "." ? last + 3 : last + 2
    const form = formAt(tokens, dot + 1)
    return form >= 0 ? form : dot
  }
  const form = formAt(tokens, tokens[last + 1]?.text === "," ? last + 2 : last + 1)
  return form >= 0 ? form : last
}
